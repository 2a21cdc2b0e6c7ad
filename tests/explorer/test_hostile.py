"""Whatever a spec says is shown, and nothing of it runs: in a real browser, on every page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile.spec import FREE, PLACES, filled, to_yaml
from playwright.sync_api import expect

from .conftest import Open, first_key, write_site

pytestmark = pytest.mark.xdist_group("explorer")

#: What runs in a page if anything of it is taken for more than text.
ATTACKS = (
    "<img src=x onerror=\"window.canary='img'\">",
    "<script>window.canary='script'</script>",
    "</script><script>window.canary='end'</script>",
    "'\"); window.canary='call'; (\"",
    "[x](javascript:window.canary='link')",
    "<svg onload=\"window.canary='svg'\">",
    "<a href=\"javascript:window.canary='a'\">x</a>",
    "`</code><iframe srcdoc=\"<script>parent.canary='frame'</script>\">`",
    "${window.canary='template'}",
    "{{constructor.constructor(\"window.canary='vue'\")()}}",
    "__proto__",
    "\u2028window.canary='line'\u2029",
    "<style>*{display:none}</style>",
)


_OPEN = "document.querySelectorAll('main [aria-expanded=false]').forEach(each => each.click())"


@pytest.fixture(scope="module")
def pages(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The addresses of all pages of a site whose spec attacks wherever text may stand."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = {}
    for number, place in enumerate(place for place in PLACES if place.kind in FREE):
        attack = ATTACKS[number % len(ATTACKS)]
        texts[place] = f"{number} {attack}" if place.kind != "line" else " ".join(attack.split())
    spec = filled(texts)
    (folder / "api.yaml").write_text(to_yaml(spec), encoding="utf-8")
    site = write_site(folder, [folder / "api.yaml"])
    (index,) = site.glob("*/*/index.html")
    routes = [
        *(f"actions/{name}" for name in spec["actions"]),
        *(f"structs/{name}" for name in spec["structs"]),
        *("structs", "errors", "calls", ""),
    ]
    return [f"{index.as_uri()}#/{route}" for route in routes]


def test_nothing_of_a_spec_runs(visit: Open, pages: list[str]) -> None:
    made = visit(pages[0])
    page = made.page
    for address in pages:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        # Every tab is shown, and whatever opens is opened; trees of trees two levels deep.
        for name in page.locator("[role=tab]").evaluate_all("tabs => tabs.map(tab => tab.id)"):
            page.locator(f"[id='{name}']").click()
            for _ in range(2):
                page.evaluate(_OPEN)
        if page.get_by_label("Start from an example").count():
            page.locator("#part-request").click()
            page.get_by_label("Start from an example").select_option(index=1)
        found = page.evaluate("""() => [
              window.canary ?? "",
              document.querySelectorAll("iframe, object, base, body style, body script").length,
              [...document.querySelectorAll("a")].filter(
                (link) => !/^(#|file:|https?:|mailto:)/.test(link.getAttribute("href"))).length,
            ]""")
        assert found == ["", 0, 0], address
    # What attacks is there to be read.
    page.goto(pages[0])
    expect(page.locator(".page-head")).to_contain_text("window.canary")
    first_key(page, "/")
    expect(page.get_by_text("Typing errors are forgiven")).to_be_visible()
    page.keyboard.type("canary")
    expect(page.locator("#hits li").first).to_be_visible()
    assert page.evaluate("window.canary ?? ''") == ""
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(Object.prototype))")) == []


def test_nothing_of_an_address_runs(visit: Open, site: Path) -> None:
    index = (site / "vod" / "v20180717" / "index.html").as_uri()
    page = visit("about:blank").page
    for route in (
        "#/actions/%3Cimg%20src=x%20onerror=window.canary=1%3E",
        "#/actions/__proto__",
        "#/actions/../../x",
        "#/structs/constructor",
        "#/errors/%E0%A4%A",
        "#/actions/RebuildMedia?request=%7B%22__proto__%22%3A%7B%22a%22%3A1%7D%7D&at=parameter.[x",
        "#/actions/RebuildMedia?request={broken",
        "#token=x&/actions/RebuildMedia",
    ):
        page.goto("about:blank")
        page.goto(index + route)
        expect(page.locator("main .page")).to_be_visible()
        found = page.evaluate("[window.canary, ({}).a, ...window.watched.forbidden]")
        assert found == [None, None], route
