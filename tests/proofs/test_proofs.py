"""A few of each of the proofs; `HYPOTHESIS_PROFILE=thorough` does them often."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import trouble
from .prose import Pages
from .trouble import Counts

#: 100 in a thorough run.
TIMES = settings().max_examples // 30

pytestmark = pytest.mark.skipif(os.name != "posix", reason="trouble is POSIX's")


@pytest.mark.parametrize(
    "proof",
    [trouble.killed, trouble.limited, trouble.full, trouble.forbidden, trouble.together],
    ids=lambda proof: proof.__name__,
)
def test_nothing_is_torn_and_the_next_run_is_clean(
    proof: Callable[[Path, int], Counts], tmp_path: Path
) -> None:
    counts = proof(tmp_path, TIMES)
    assert counts["then clean"] == TIMES or "no disk could be made" in counts


@given(st.randoms(use_true_random=False))
@settings(max_examples=TIMES // 2, suppress_health_check=[HealthCheck.too_slow])
def test_prose_survives_fifty_changes_of_the_spec(chance: random.Random) -> None:
    with TemporaryDirectory() as folder:
        pages = Pages(Path(folder), chance)
        for _ in range(50):
            pages.step()
