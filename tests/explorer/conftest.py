"""A browser that looks at the explorer, and judges each page that a test opens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from explore.browser import missing
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tc3gen import pipeline

ROOT = Path(__file__).parents[2]
VOD = ROOT / "specs" / "vod" / "2018-07-17"
SHAPES = ROOT / "tests" / "cases" / "shapes" / "spec.yaml"
#: Screenshots, for people to look at; CI keeps them.
SCREENSHOTS = ROOT / ".screenshots"

#: What keeps Chromium from looking for its maker's hosts, and lets it run as root.
_OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)


# Playwright runs a loop in this thread while it lasts; others have loops of their own.  So one
# process has these tests, all in a row (`xdist_group`), and lets go of the browser behind them.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        missing("chromium", "install it, or name it by CHROMIUM=/path/to/it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_OPTIONS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser of one person, with a page in it."""

    context: BrowserContext
    page: Page
    trouble: list[str] = field(default_factory=list)
    """Errors, dialogs and broken rules of the page's own policy."""
    requests: list[str] = field(default_factory=list)

    def screenshot(self, name: str) -> None:
        """A picture of what is seen."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


#: Opens a page: an address, and options of Playwright's `new_context`.
Open = Callable[..., Visit]

#: Tells of what the page's policy forbade, and how far the layout jumps other than by what a person
#: does, who may have to wait for it on a busy machine.
_WATCH = """
window.watched = {forbidden: [], jumps: 0};
let lately = -Infinity;
for (const name of ["keydown", "pointerdown", "input"])
  addEventListener(name, (event) => { lately = event.timeStamp; }, true);
addEventListener("securitypolicyviolation", (event) =>
  window.watched.forbidden.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
new PerformanceObserver((list) => {
  for (const {hadRecentInput, startTime, value} of list.getEntries()) {
    if (!hadRecentInput && startTime - lately > 3000) window.watched.jumps += value;
  }
}).observe({type: "layout-shift", buffered: true});
"""


def first_key(page: Page, key: str) -> None:
    """Presses a key once the page has been shown: before, Chromium drops what is typed."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    page.keyboard.press(key)


_JUDGED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, by WCAG AA."""
    page.evaluate(Axe().axe_script)
    broken = page.evaluate("(options) => axe.run(options).then((all) => all.violations)", _JUDGED)
    return [
        f"{each['id']}: {each['help']}: {node['html']}" for each in broken for node in each["nodes"]
    ]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Opens pages; at the end of the test, none of them may have had any trouble."""
    visits: list[Visit] = []

    def open_page(address: str, **options: object) -> Visit:
        options = {"viewport": {"width": 1400, "height": 900}, **options}
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        page = context.new_page()
        made = Visit(context, page)
        visits.append(made)
        page.add_init_script(_WATCH)
        page.on("pageerror", lambda error: made.trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (made.trouble.append("a dialog"), dialog.dismiss()))
        page.on("popup", lambda popup: made.trouble.append(f"a window: {popup.url}"))
        page.on("request", lambda request: made.requests.append(request.url))
        page.on(
            "console",
            lambda said: made.trouble.append(said.text) if said.type == "error" else None,
        )
        page.goto(address)
        return made

    yield open_page
    for each in visits:
        watched = each.page.evaluate("window.watched")
        each.context.close()
        assert each.trouble == []
        assert watched["forbidden"] == []
        assert watched["jumps"] < 0.02, "the layout jumps"


def write_site(folder: Path, specs: Sequence[Path]) -> Path:
    """The explorer as a site of files; its folder."""
    request = pipeline.Request(specs=list(specs), out=folder, targets=["explorer"])
    pipeline.generate(request)
    return folder / "explorer"


@pytest.fixture(scope="session")
def site(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two services."""
    return write_site(tmp_path_factory.mktemp("site"), [VOD, SHAPES])
