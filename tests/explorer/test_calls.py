"""The explorer with its local server: calls, faults, the clock, and what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from explore.asking import WIRE, explorer
from playwright.sync_api import Page, expect

from tc3gen import pipeline

from .conftest import VOD, Open, Visit, first_key

pytestmark = pytest.mark.xdist_group("explorer")


@pytest.fixture(scope="module")
def address(own_cache: None) -> Iterator[str]:
    """Where an explorer of two services runs, with its token."""
    request = pipeline.Request(specs=[VOD, WIRE], out=Path())
    outputs, _, _ = pipeline.files(request, "explorer")
    texts = {path: output.text for path, output in outputs.items()}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", "/nowhere")
        with explorer(VOD, WIRE, texts=texts) as url:
            yield url


@pytest.fixture
def made(visit: Open, address: str) -> Visit:
    """The page of an action, reached as a person reaches it."""
    made = visit(address)
    made.page.get_by_role("link", name="Video on Demand").click()
    made.page.get_by_role("link", name="RebuildMedia").first.click()
    expect(made.page.get_by_text("local server")).to_be_visible()
    return made


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send to the fake service").click()


def _status(page: Page) -> str:
    status = page.locator(".status-line .status")
    expect(status).to_be_visible()
    return status.inner_text()


def test_a_call_is_made_told_and_remembered(made: Visit, address: str) -> None:
    page = made.page
    page.get_by_role("tab", name="Call").click()
    # What the spec refuses is not sent, and the way to it is shown.
    first_key(page, "Control+Enter")
    page.locator(".calling").get_by_role("button", name="FileId").click()
    expect(page.locator("#why-FileId")).to_have_text("It must be given.")
    expect(page.get_by_label("FileId", exact=True)).to_be_focused()
    page.keyboard.type("8312960950918954859")
    _send(page)
    assert _status(page) == "OK"
    expect(page.locator(".status-line")).to_contain_text(re.compile(r"\d ms"))
    expect(page.locator(".request-id")).to_have_text(re.compile("RequestId [0-9a-f-]{36}"))
    expect(page.locator(".tree .name").first).to_have_text("TaskId")
    page.get_by_role("tab", name="Raw").click()
    expect(page.get_by_role("region", name="The reply", exact=True)).to_contain_text('"TaskId"')
    page.get_by_role("tab", name="Headers").click()
    expect(page.get_by_role("region", name="The headers of the reply")).to_contain_text("date: ")
    page.get_by_role("navigation", name="Actions").get_by_role("link", name="Calls").click()
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text("ok")
    row.get_by_role("link", name="RebuildMedia").click()
    expect(page.get_by_label("FileId", exact=True)).to_have_value("8312960950918954859")
    # The token is in no address, and in no request but those of the page itself.
    token = address.partition("#token=")[2]
    assert token not in page.url
    assert not any(token in url for url in made.requests)
    assert all(url.startswith(address.partition("#")[0]) for url in made.requests)


def test_faults_and_the_clock_are_a_click_away(made: Visit) -> None:
    page = made.page
    page.get_by_label("FileId", exact=True).fill("1")
    page.get_by_role("tab", name="Call").click()
    page.get_by_text("Faults and clock").click()
    page.get_by_label("A kind of fault").select_option("error")
    page.get_by_label("The fault", exact=True).fill("error=InvalidParameterValue.SessionId")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("1 in force")).to_be_visible()
    _send(page)
    expect(page.locator(".status-line .status")).to_have_text("InvalidParameterValue.SessionId")
    # What the spec says of the code, and what to do.
    known = page.locator(".notice.failed")
    expect(known).to_contain_text("errors.InvalidParameterValueSessionId")
    expect(known.locator("p")).not_to_have_count(2)
    page.get_by_role("button", name="Remove error=").click()
    page.get_by_label("The fault", exact=True).fill("no such fault")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("no fault is called")
    # The browser notes that the server refused it.
    made.trouble.remove(
        "Failed to load resource: the server responded with a status of 400 (Bad Request)"
    )
    page.get_by_label("The fault", exact=True).fill("reset")
    page.get_by_role("button", name="Add", exact=True).click()
    _send(page)
    expect(page.locator(".status-line .status")).to_have_text("No reply")
    page.get_by_role("button", name="+1 h").click()
    expect(page.get_by_text("clock 60 min ahead")).to_be_visible()
    page.get_by_role("button", name="Start anew").click()
    expect(page.get_by_text("none in force")).to_be_visible()


def test_files_and_bytes_are_sent(visit: Open, address: str, tmp_path: Path) -> None:
    page = visit(address).page
    page.get_by_role("link", name="Wire").click()
    page.get_by_role("link", name="KeepScan").first.click()
    page.get_by_label("Start from an example").select_option(index=1)
    page.get_by_role("tab", name="Call").click()
    _send(page)
    assert _status(page) == "OK"
    scan = tmp_path / "scan.bin"
    scan.write_bytes(bytes(range(256)))
    page.get_by_label("Thumbnail", exact=True).set_input_files(scan)
    expect(page.locator("[id='f-Thumbnail'] .file")).to_contain_text("256 bytes")
    _send(page)
    assert _status(page) == "OK"
    page.get_by_role("navigation", name="Actions").get_by_role("link", name="Log").click()
    page.get_by_label("What is sent").set_input_files(scan)
    page.get_by_label("Topic", exact=True).fill("weather")
    _send(page)
    assert _status(page) == "OK"


def test_secrets_stay_in_the_server(made: Visit) -> None:
    page = made.page
    page.get_by_label("FileId", exact=True).fill("1")
    page.get_by_role("tab", name="Signature").click()
    expect(page.get_by_text("Signed by the local server")).to_be_visible()
    expect(page.locator(".steps > li")).to_have_count(7)
    expect(page.locator("#step-authorization")).to_contain_text("TC3-HMAC-SHA256 Credential=")
    page.get_by_role("tab", name="Call").click()
    page.get_by_label("the real endpoint").check()
    expect(page.get_by_text("No credentials were found")).to_be_visible()
    expect(page.get_by_role("button", name="Send to the real endpoint")).to_be_disabled()
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "token" not in kept


def test_the_address_of_the_start_becomes_the_token(visit: Open) -> None:
    """It works once; what it is worth must survive the way to a lone service's page."""
    request = pipeline.Request(specs=[VOD], out=Path())
    outputs, _, _ = pipeline.files(request, "explorer")
    made = explorer(VOD, texts={path: output.text for path, output in outputs.items()})
    with made:
        page = visit(made.for_browser()).page
        expect(page.get_by_role("heading", name="Video on Demand")).to_be_visible()
        expect(page.get_by_text("local server")).to_be_visible()
        page.reload()
        expect(page.get_by_text("local server")).to_be_visible()
        page.wait_for_load_state("networkidle")  # what it loads late, it loads before the end


def test_a_page_without_the_token_calls_nothing(visit: Open, address: str) -> None:
    page = visit(f"{address.partition('#')[0]}vod/v20180717/index.html#/actions/RebuildMedia").page
    page.get_by_role("tab", name="Call").click()
    expect(page.get_by_text("Calls are off.")).to_be_visible()
