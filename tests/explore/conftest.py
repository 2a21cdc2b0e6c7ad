"""What these tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .asking import Page, explorer
from .browser import Browser
from .browser import browser as start_browser


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What this machine says of credentials, regions and proxies is left out."""
    for name in ("SECRET_ID", "SECRET_KEY", "TOKEN", "SESSION_TOKEN", "REGION"):
        monkeypatch.delenv(f"TENCENTCLOUD_{name}", raising=False)
    monkeypatch.delenv("TCCLI_PROFILE", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """The page of an explorer that runs for a module."""
    with explorer() as url:
        yield Page(url)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The page's modules."""
    with start_browser(tmp_path_factory.mktemp("harness")) as browser:
        yield browser
