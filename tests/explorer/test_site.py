"""The explorer as a site of files: opened from the disk, with no server and no network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tc3gen.explore import runtime

from .conftest import Open, Visit, first_key

pytestmark = pytest.mark.xdist_group("explorer")


@pytest.fixture
def awkward(visit: Open, site: Path) -> Visit:
    """The page of an action with one of every shape."""
    return visit(f"{site.as_uri()}/as/v20200229/index.html#/actions/Import")


@pytest.fixture
def vod(visit: Open, site: Path) -> Visit:
    """The page of an action with many parameters."""
    return visit(f"{site.as_uri()}/vod/v20180717/index.html#/actions/RebuildMedia")


def _request(page: Page) -> Any:
    """The request as the JSON editor has it."""
    page.get_by_role("tab", name="JSON").click()
    return json.loads(page.get_by_label("The request as JSON").input_value())


def _type_json(page: Page, text: str) -> None:
    page.get_by_role("tab", name="JSON").click()
    page.get_by_label("The request as JSON").fill(text)


def _reasons(page: Page, path: str) -> list[str]:
    return page.locator(f"[id='why-{path}'] li").all_inner_texts()


def test_it_asks_for_nothing_but_its_own_files(vod: Visit, site: Path) -> None:
    page = vod.page
    for panel in ("JSON", "Signature", "Call", "Code"):
        page.get_by_role("tab", name=panel).click()
    for part in ("Reply", "Errors", "Examples", "Parameters"):
        page.get_by_role("tab", name=re.compile(f"^{part}")).click()
    first_key(page, "/")
    expect(page.get_by_text("Typing errors are forgiven")).to_be_visible()
    assert {url.startswith(site.as_uri()) for url in vod.requests} == {True}


def test_every_service_can_be_reached(visit: Open, site: Path) -> None:
    page = visit(f"{site.as_uri()}/index.html").page
    page.get_by_role("link", name="Awkward Shapes").click()
    expect(page.get_by_role("heading", name="Awkward Shapes")).to_be_visible()
    page.get_by_label("Service").select_option("vod 2018-07-17")
    expect(page.get_by_role("heading", name="Video on Demand")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "found", "arrived"),
    [
        ("rebiuld media", "RebuildMedia", "#/actions/RebuildMedia"),
        ("scratch intensity", "ScratchRepairInfo.Intensity", "#/structs/ScratchRepairInfo?at=Inte"),
        ("invalidparamvalue sesionid", "InvalidParameterValue.SessionId", "#/errors/InvalidParam"),
        ("order by", "DescribeTasks.Sort", "#/actions/DescribeTasks?at=parameter.Sort"),
        ("dynamic range", "HDRInfo", "#/structs/HDRInfo"),
    ],
)
def test_search_forgives_and_needs_no_mouse(
    vod: Visit, typed: str, found: str, arrived: str
) -> None:
    page = vod.page
    first_key(page, "/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    expect(page.get_by_text("Typing errors are forgiven")).to_be_visible()
    page.keyboard.type(typed)
    names = page.locator("#hits .name").all_inner_texts()
    assert found in names[:5]
    for _ in range(names.index(found)):
        page.keyboard.press("ArrowDown")
    chosen = page.locator("#hits [aria-selected=true] .name")
    expect(chosen).to_have_text(found)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search")).to_be_hidden()
    assert arrived in page.url


def test_form_and_json_are_one_request(awkward: Visit) -> None:
    page = awkward.page
    page.get_by_label("From", exact=True).fill("here")
    assert _request(page) == {"From": "here"}
    # Lists, structs in them, and their recursion, which goes on as far as a person does.
    page.get_by_role("button", name="List: items").click()
    page.get_by_role("button", name="Add an item to List").click()
    page.get_by_label("List, item 1").get_by_role("combobox").select_option(label="b")
    page.get_by_role("button", name="Matrix: items").click()
    page.get_by_role("button", name="Add an item to Matrix").click()
    matrix = page.locator("[id='f-Matrix']")
    matrix.get_by_role("button", name="Add an item").first.click()
    page.locator("[id='in-Matrix[0][0].Name']").fill("root")
    page.locator("[id='in-Matrix[0][0].Children']").click()
    matrix.get_by_role("button", name="Add an item to Children").click()
    page.locator("[id='in-Matrix[0][0].Children[0].Name']").fill("leaf")
    tree = {"Name": "root", "Children": [{"Name": "leaf"}]}
    assert _request(page) == {"From": "here", "List": ["b"], "Matrix": [[tree]]}
    # What is typed as JSON stands in the form, integers of any size among it.
    _type_json(page, '{"From": "there", "Self": {"Class": 1, "Width": 4096}, "Any": {"n": [1]}}')
    expect(page.get_by_label("From", exact=True)).to_have_value("there")
    expect(page.locator("[id='in-Self.Width']")).to_have_value("4096")
    expect(page.locator("[id='in-Self.Class']")).to_have_value("0")
    _type_json(page, '{"From": "x", "Self": {"Class": 1, "Width": 9223372036854775807}}')
    expect(page.locator("[id='in-Self.Width']")).to_have_value("9223372036854775807")
    page.locator("[id='in-Self.Width']").fill("9223372036854775806")
    text = page.get_by_label("The request as JSON").input_value()
    assert "9223372036854775806" in text
    # Text that is no JSON says so, and the form keeps what there was.
    _type_json(page, '{"From": "x",\n  "List": [}')
    expect(page.locator("#json-says")).to_contain_text("Line 2, column 12")
    expect(page.get_by_label("From", exact=True)).to_have_value("x")
    _type_json(page, '{"__proto__": {"From": "y"}}')
    assert _request(page) == {"__proto__": {"From": "y"}}
    expect(page.get_by_label("From", exact=True)).to_have_value("")


def test_limits_are_told_while_one_types(awkward: Visit) -> None:
    page = awkward.page
    page.get_by_label("From", exact=True).press_sequentially("x" * 51)
    assert _reasons(page, "From") == ["It must be at most 50 characters long (it has 51)."]
    page.get_by_label("From", exact=True).press("Backspace")
    assert _reasons(page, "From") == []
    page.get_by_role("button", name="Self: members").click()
    page.get_by_role("button", name="1 deprecated").click()
    for name, typed, reason in (
        ("Width", "127", "It must be at least 128, or 0."),
        ("Width", "0", ""),
        ("Width", "1.5", "It must be an integer."),
        ("Width", "many", "It must be an integer."),
        ("Ratio", "1", "It must be less than 1."),
        ("Ratio", "0.5", ""),
        ("Pattern", "a", "It must be at least 2 characters long (it has 1)."),
        ("On", "2023-02-29", "It must be of the form 2018-07-17."),
        ("On", "2024-02-29", ""),
        ("At", "2024-02-29 10:00", "It must be of the form 2018-07-17T08:30:00Z."),
        ("Kind", "any at all", ""),
    ):
        field = page.locator(f"[id='in-Self.{name}']")
        field.fill(typed)
        reasons = [each for each in _reasons(page, f"Self.{name}") if "effect" not in each]
        assert reasons == ([reason] if reason else []), name
        assert field.get_attribute("aria-invalid") == ("true" if reason else "false")
    assert "Note: it has an effect only where Class is 1, 2." in _reasons(page, "Self.Width")
    _type_json(page, '{"From": 1, "List": [], "Matrix": [[{}, 2]], "Extra": null}')
    refused = page.locator(".refusals li").all_inner_texts()
    assert refused == [
        "From must be text",
        "List must have at least 1 item",
        "Matrix[0][0].Name must be given",
        "Matrix[0][1] must be an object with the members of Node",
        "Extra Import has no member Extra",
    ]
    # Each is a way to its field, whatever that stands in.
    page.get_by_role("button", name="Matrix[0][0].Name").click()
    expect(page.locator("[id='in-Matrix[0][0].Name']")).to_be_focused()


def test_fields_come_in_an_order_and_with_their_documentation(awkward: Visit) -> None:
    page = awkward.page
    names = page.locator(".panel-body > .fields > .field > .line .name")
    expect(names).to_have_text(["From", "List", "Self", "Matrix", "Any"])
    assert page.locator("[id='f-From'] .tag").all_inner_texts() == ["required"]
    expect(page.locator("[id='doc-From']")).to_contain_text("Where things come from.")
    expect(page.locator("[id='doc-From']")).to_contain_text("At most 50 characters.")
    expect(page.locator(".page-head .notice")).to_contain_text("Deprecated since 2024-01-01")
    page.get_by_role("tab", name="Reply").click()
    # A tree of trees opens as far as one likes.
    for depth in range(3):
        page.get_by_role("button", name="Tree" if not depth else "Children").last.click()
    expect(page.get_by_role("button", name="Children")).to_have_count(3)


def test_a_link_leads_to_a_field_wherever_it_stands(visit: Open, site: Path) -> None:
    address = f"{site.as_uri()}/as/v20200229/index.html#/actions/Import"
    page = visit(f"{address}?at=parameter.Self.Kind").page
    # It is deprecated, in a struct that is closed.
    expect(page.locator("[id='in-Self.Kind']")).to_be_focused()


def test_an_example_fills_the_form_and_a_link_restores_it(awkward: Visit, visit: Open) -> None:
    page = awkward.page
    page.get_by_label("Start from an example").select_option(label="All of it")
    wanted = {
        "From": "quotes \" and ' and \\",
        "List": ["a"],
        "Self": {"Class": 1},
        "Matrix": [[{"Name": "leaf"}], []],
        "Any": {"deep": [1, 2.5, None, True]},
    }
    assert _request(page) == wanted
    awkward.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this request").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit(link).page
    assert _request(other) == wanted
    # A draft is there again after the page was left.
    page.get_by_label("From", exact=True).fill("draft")
    page.get_by_role("navigation").get_by_role("link", name="List").click()
    expect(page.get_by_role("heading", name="List")).to_be_visible()
    page.reload()
    page.go_back()
    expect(page.get_by_label("From", exact=True)).to_have_value("draft")


def test_code_and_signature_follow_the_request(vod: Visit) -> None:
    page = vod.page
    page.get_by_label("FileId", exact=True).press_sequentially("8312960950918954859")
    page.get_by_label("Language").select_option("python")
    expect(page.get_by_role("region", name="Python")).to_contain_text(
        'vod.rebuild_media(file_id="8312960950918954859")'
    )
    page.get_by_label("Language").select_option("sdk-go")
    expect(page.get_by_role("region", name="Go")).to_contain_text("8312960950918954859")
    page.get_by_role("tab", name="Signature").click()
    expect(page.get_by_text("throwaway key")).to_be_visible()
    sent = page.get_by_role("region", name="Headers and body").inner_text()
    head, _, body = sent.partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.split("\n"))
    assert json.loads(body) == {"FileId": "8312960950918954859"}
    signed = runtime.sign.authorization(
        secret_id="AKIDthrowawayOfThisPageOnlyEXAMPLE",
        secret_key="throwawayKeyOfThisPageEXAMPLE",
        service="vod",
        headers={"content-type": headers["Content-Type"], "host": headers["Host"]},
        body=body.encode(),
        timestamp=int(headers["X-TC-Timestamp"]),
    )
    assert headers["Authorization"] == signed
    page.get_by_role("tab", name="Call").click()
    expect(page.get_by_text("Calls are off.")).to_be_visible()
