"""The documentation as a site, in the same browser: search, and the way to the explorer."""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import VOD, Open, first_key, violations

pytestmark = pytest.mark.xdist_group("explorer")

ACTION = "api/vod/v20180717/actions/rebuild-media.html"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of VOD, without the manual, whose pages are made in the same way."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    # In a process of its own: it runs a loop, as the browser does.
    words = ["docs", "build", VOD, "--no-manual", "--out", folder]
    program = [sys.executable, "-c", "from tc3gen.cli import main; main()"]
    done = subprocess.run([*program, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    """Where it is served, as a host of static sites does."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def _searched(page: Page, typed: str) -> None:
    first_key(page, "/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type(typed)


def test_search_finds_names_and_prose_and_needs_no_mouse(visit: Open, served: str) -> None:
    page = visit(f"{served}index.html").page
    _searched(page, "noise")  # which no name holds alone
    mark = page.locator("mark")
    expect(mark.first).to_have_text("noise", ignore_case=True, timeout=15_000)
    told = page.get_by_role("option").filter(has=mark, has_text="RebuildMedia")
    expect(told.first).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("rebuildm")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Rebuild a media file")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="RebuildMedia", level=1)).to_be_visible()
    assert page.url.endswith(ACTION)


def test_names_are_found_without_a_server(visit: Open, folder: Path) -> None:
    made = visit(f"{folder.as_uri()}/index.html")
    _searched(made.page, "rebuildm")
    expect(made.page.get_by_role("option").first).to_contain_text("Rebuild a media file")
    expect(made.page.get_by_text("Names only")).to_be_visible()
    # A browser tells that it loads no index from a disk.
    made.trouble[:] = [
        said for said in made.trouble if "pagefind" not in said and "ERR_" not in said
    ]


def test_an_action_leads_to_its_form(visit: Open, served: str) -> None:
    page = visit(f"{served}{ACTION}").page
    page.get_by_role("link", name="Open in the explorer").click()
    expect(page.get_by_label("FileId", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_pages_can_be_read_by_all(visit: Open, served: str, width: int, scheme: str) -> None:
    found = []
    made = visit(f"{served}{ACTION}", viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in (ACTION, "index.html"):
        made.page.goto(served + path)
        made.screenshot(f"docs-{Path(path).stem}-{width}-{scheme}")
        found += [f"{path}: {line}" for line in violations(made.page)]
        assert made.page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert not found, "\n".join(found)
