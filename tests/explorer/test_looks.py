"""What people see: light and dark, from a phone to a wide screen, and with nothing but a keyboard.

Every page is judged by axe-core against WCAG AA, and none is wider than its window.  The pictures
are kept, for people to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open, Visit, first_key, violations

pytestmark = pytest.mark.xdist_group("explorer")


def _home(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _form(page: Page) -> None:
    page.get_by_label("Start from an example").select_option(index=1)
    page.locator("[id='in-TargetInfo.VideoStream']").click()
    page.locator("[id='in-SubAppId']").fill("many")
    expect(page.locator("[id='why-SubAppId'] li")).to_be_visible()


def _tab(name: str) -> Callable[[Page], None]:
    def choose(page: Page) -> None:
        page.get_by_label("Start from an example").select_option(index=1)
        page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    return choose


def _search(page: Page) -> None:
    first_key(page, "/")
    expect(page.get_by_text("Typing errors are forgiven")).to_be_visible()
    page.keyboard.type("media")
    expect(page.locator("#hits li").first).to_be_visible()


def _drawer(page: Page) -> None:
    if page.get_by_role("button", name="Actions").is_visible():
        page.get_by_role("button", name="Actions").click()
    expect(page.get_by_label("Filter the actions")).to_be_visible()


#: Pages by the name of their picture: a route, and what is done there.
PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "home": ("#/", _home),
    "form": ("#/actions/RebuildMedia", _form),
    "json": ("#/actions/RebuildMedia", _tab("JSON")),
    "signature": ("#/actions/RebuildMedia", _tab("Signature")),
    "call": ("#/actions/RebuildMedia", _tab("Call")),
    "reply": ("#/actions/DescribeTaskDetail", _tab("Reply")),
    "errors": ("#/actions/RebuildMedia", _tab("Errors")),
    "examples": ("#/actions/RebuildMedia", _tab("Examples")),
    "search": ("#/actions/RebuildMedia", _search),
    "drawer": ("#/actions/RebuildMedia", _drawer),
    "struct": ("#/structs/RebuildMediaTargetVideoStream?at=Codec", _home),
    "structs": ("#/structs", _home),
    "codes": ("#/errors/InvalidParameterValue.SessionId", _home),
    "calls": ("#/calls", _home),
    "lost": ("#/actions/NoSuchAction", _home),
}

_SOME = ("form", "json", "search", "drawer")
#: Those that hold every colour and every sort of thing, beside each other.
_TELLING = ("home", "form", "call", "reply", "search", "drawer")


@pytest.mark.parametrize(
    ("width", "scheme", "names", "judged"),
    [
        pytest.param(360, "light", PAGES, _TELLING, id="phone"),
        pytest.param(820, "light", _SOME, (), id="tablet"),
        pytest.param(1280, "dark", PAGES, PAGES, id="laptop"),
        pytest.param(1600, "light", _SOME, (), id="wide"),
    ],
)
def test_every_page_can_be_read_by_all(
    visit: Open,
    site: Path,
    width: int,
    scheme: str,
    names: Collection[str],
    judged: Collection[str],
) -> None:
    address = f"{site.as_uri()}/vod/v20180717/index.html"
    made = visit(
        address,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    found = []
    for name in names:
        route, prepare = PAGES[name]
        made.page.goto("about:blank")
        made.page.goto(address + route)
        prepare(made.page)
        made.screenshot(f"{name}-{width}-{scheme}")
        # What stands under the bars of a scrolled page is no fault of its own.
        made.page.evaluate("scrollTo(0, 0)")
        if name in judged:
            found += [f"{name}: {line}" for line in violations(made.page)]
        wide = made.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is wider than its window"
    assert not found, "\n".join(found)


@pytest.fixture
def vod(visit: Open, site: Path) -> Visit:
    return visit(f"{site.as_uri()}/vod/v20180717/index.html#/actions/RebuildMedia")


def test_everything_can_be_done_with_a_keyboard(vod: Visit) -> None:
    page = vod.page
    expect(page.get_by_label("FileId", exact=True)).to_be_visible()
    first_key(page, "Tab")
    expect(page.get_by_role("button", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    reached = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # the end of the page
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.outerHTML")
        )
        # What has the focus can be seen: nothing lies over it, and it has a ring.
        assert page.evaluate("""() => {
              const element = document.activeElement;
              const box = element.getClientRects()[0];
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const ring = getComputedStyle(element).outlineStyle !== "none";
              return ring && (element.contains(top) || top?.contains(element));
            }"""), f"the focus on {reached[-1]} cannot be seen"
    assert {"part-request", "in-FileId", "in-SubAppId", "in-RepairInfo", "side-code"} <= set(
        reached
    )
    # A struct opens, a value is chosen, the panel's tabs are gone through.
    page.locator("[id='in-RepairInfo']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(4):
        if page.evaluate("document.activeElement.id") == "in-RepairInfo.Switch":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("#side-code").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#side-json")).to_be_focused()
    assert page.get_by_label("The request as JSON").input_value() == (
        '{\n  "RepairInfo": {\n    "Switch": "ON"\n  }\n}'
    )
    page.keyboard.press("End")
    expect(page.get_by_text("Calls are off.")).to_be_visible()


def test_the_colours_are_kept(vod: Visit) -> None:
    page = vod.page
    ground = "getComputedStyle(document.body.parentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Colours: auto").click()
    page.get_by_role("button", name="Colours: light").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    expect(page.get_by_role("button", name="Colours: dark")).to_be_visible()
    assert page.evaluate(ground) == dark
