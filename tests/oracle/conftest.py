"""What the tests of this folder share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tc3gen.loading import load_service
from tc3gen.model import Service

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "vod" / "2018-07-17"

# What is tested is the client as it is committed.
sys.path.insert(0, str(ROOT / "generated" / "python"))


@pytest.fixture(scope="session")
def service() -> Service:
    """VOD, as our spec describes it."""
    loaded = load_service(SPEC)
    assert loaded.service is not None
    return loaded.service
