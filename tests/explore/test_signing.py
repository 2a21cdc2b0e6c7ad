"""The page's signer, and the steps that page and server show, against the runtime's signer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen import fake
from tc3gen.explore import runtime

from .asking import FILE, ROOT, Page, explorer
from .browser import TIMESTAMP, Browser, call

VECTORS = sorted((ROOT / "tests" / "runtime" / "vectors").iterdir())
FAKE = {"id": fake.SECRET_ID, "key": fake.SECRET_KEY}
sign = runtime.sign


def signed(browser: Browser, body: bytes, key: tuple[str, str], **request: Any) -> Any:
    """What the page's signer makes of a request."""
    headers = list(request.pop("headers").items())
    request |= {"body": base64.b64encode(body).decode(), "headers": headers}
    return browser.ask("sign", request=request, credential={"id": key[0], "key": key[1]})


@pytest.mark.parametrize("folder", VECTORS, ids=lambda folder: folder.name)
def test_vector(browser: Browser, folder: Path) -> None:
    request = json.loads((folder / "request.json").read_text())
    key = (request.pop("secret_id"), request.pop("secret_key"))
    found = signed(browser, (folder / "body").read_bytes(), key, **request)
    assert found["canonical"] == (folder / "canonical-request").read_text()
    assert found["text"] == (folder / "string-to-sign").read_text()
    assert found["signature"] == (folder / "signature").read_text()


@given(
    body=st.binary(max_size=300),
    key=st.tuples(st.from_regex("[!-~]{1,60}", fullmatch=True), st.text(max_size=150)),
    service=st.from_regex("[a-z]{1,12}", fullmatch=True),
    timestamp=st.integers(0, 253402300799),
    host=st.from_regex("[A-Za-z0-9.:-]{1,40}", fullmatch=True),
    more=st.dictionaries(
        st.from_regex("X-[A-Za-z-]{1,9}", fullmatch=True), st.text("aBz 9~\t", max_size=20)
    ),
)
def test_any_request(
    browser: Browser,
    body: bytes,
    key: tuple[str, str],
    service: str,
    timestamp: int,
    host: str,
    more: dict[str, str],
) -> None:
    headers = {name.lower(): value for name, value in more.items()}
    headers |= {"Host": host, "Content-Type": "application/json; charset=utf-8"}
    request: dict[str, Any] = {"service": service, "timestamp": timestamp, "headers": headers}
    ours = sign.authorization(*key, body=body, **request)
    place = {"method": "POST", "path": "/", "query": ""}
    assert signed(browser, body, key, **request, **place)["authorization"] == ours


REQUESTS: list[dict[str, Any]] = [
    {"FileId": "1"},
    {},
    {"FileId": 'it\'s "q" \n $X `y` \\ </script> é 未 \u202e\U0001f600', "SubAppId": 2**64 - 1},
    {"StartTimeOffset": 1.5, "RepairInfo": {"Switch": "ON"}, "TasksPriority": -3, "Nope": [None]},
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_page_and_server_tell_the_same(browser: Browser, request_: dict[str, Any]) -> None:
    with explorer() as url:
        asked = FILE | {"request": request_, "timestamp": TIMESTAMP, "region": "ap-singapore"}
        server = Page(url).ask("sign", asked)
        host = dict(server["headers"])["Host"]
        asked = call("vod", "RebuildMedia", request_, region="ap-singapore", host=host)
        page = browser.ask("explain", call=asked, credential=FAKE, timestamp=TIMESTAMP)
    assert page == server


@pytest.mark.parametrize(
    ("action", "request_"),
    [
        ("KeepScan", {"Name": "é \u202e", "File": "AP8K", "Share": 0.5, "Tags": ["a", "é\x7f"]}),
        ("KeepScan", {"Public": True, "Pages": 3, "Mark": {"Sign": "!"}, "Extra": {"a": [None]}}),
        ("KeepScan", {}),
        ("Log", {"Urgent": False, "Topic": "rain", "Count": 2}),
        ("Enter", {"Letter": "x"}),
        ("Recite", {"Title": "Rain"}),
    ],
)
def test_they_do_for_every_way_to_travel(
    browser: Browser, action: str, request_: dict[str, Any]
) -> None:
    asked = {"service": "wire", "version": "2020-01-01", "action": action, "request": request_}
    with explorer() as url:
        server = Page(url).ask("sign", asked | {"timestamp": TIMESTAMP, "region": "ap-x"})
    host = dict(server["headers"])["Host"]
    asked = call("wire", action, request_, region="ap-x", host=host)
    page = browser.ask("explain", call=asked, credential=FAKE, timestamp=TIMESTAMP)
    assert page == server


def test_the_steps_lead_to_the_signature(page: Page) -> None:
    told = page.ask("sign", FILE | {"timestamp": TIMESTAMP})
    steps = {step["id"]: step["result"] for step in told["steps"]}
    assert len(steps) == 7
    body = told["body"].encode()
    assert steps["canonical-request"].endswith(hashlib.sha256(body).hexdigest())
    key = b"TC3" + fake.SECRET_KEY.encode()
    for name, part in (("date-key", "2019-02-25"), ("service-key", "vod")):
        key = hmac.digest(key, part.encode(), "sha256")
        assert steps[name] == key.hex()
    key = hmac.digest(key, b"tc3_request", "sha256")
    assert steps["signing-key"] == key.hex()
    signature = hmac.digest(key, steps["string-to-sign"].encode(), "sha256").hex()
    assert steps["signature"] == signature
    assert steps["authorization"].endswith(f"Signature={signature}")
    assert dict(told["headers"])["Authorization"] == steps["authorization"]
    # What goes into a step is what comes out of those before it.
    parts = {step["id"]: {each["name"]: each for each in step["parts"]} for step in told["steps"]}
    assert parts["signature"]["signing key"]["value"] == steps["signing-key"]
    assert parts["date-key"]["secret key"]["masked"] is True
    assert fake.SECRET_KEY not in json.dumps(told)
