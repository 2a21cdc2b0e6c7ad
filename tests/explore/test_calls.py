"""Calls to the fake and to the real service, and what the page gets to know of them."""

from __future__ import annotations

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen.build import build
from tc3gen.explore import Explorer, places
from tc3gen.fake import FakeService
from tc3gen.fake.fault_kinds import fault_kinds
from tc3gen.fake.faults import KINDS, parse
from tc3gen.model import Service
from tc3gen.source import from_bytes

from .asking import FILE, TEXTS, VOD, WIRE, Page, explorer

SECRET_ID = "AKIDrealOnes0123456789SHOULDNOTBESEEN"
SECRET_KEY = "realSecretKeyThatNobodyMaySee000"
TOKEN = "realTokenThatNobodyMaySeeEither0"


@pytest.fixture
def started() -> Iterator[tuple[Explorer, Page]]:
    """An explorer of the test's own, and its page."""
    made = explorer()
    with made as url:
        yield made, Page(url)


def wire(action: str, **request: Any) -> dict[str, Any]:
    """A call of the service that has every way in which requests travel."""
    return {"service": "wire", "version": "2020-01-01", "action": action, "request": request}


# The fake service ---------------------------------------------------------------------------------


def test_a_call(started: tuple[Explorer, Page]) -> None:
    made, page = started
    request = {"FileId": "é\U0001f600\ud800</script>", "SubAppId": 2**64 - 1, "ExtInfo": "\n"}
    reply = page.call(request=request, region="ap-singapore")
    assert reply["status"] == 200
    assert "failure" not in reply
    assert ["content-type", "application/json"] in reply["headers"]
    inside = json.loads(reply["body"])["Response"]
    assert inside["RequestId"] == reply["requestId"] != ""
    assert 0 < reply["ms"] < 20_000
    (call,) = made.fake.requests
    assert (call.parameters, call.region, call.code) == (request, "ap-singapore", "")


def test_an_error_is_a_reply(started: tuple[Explorer, Page]) -> None:
    reply = started[1].call(request={"Nope": 1})
    assert json.loads(reply["body"])["Response"]["Error"]["Code"] == "UnknownParameter"
    assert reply["status"] == 200
    assert reply["requestId"]


def test_no_region_of_the_surroundings_goes_to_the_fake(
    started: tuple[Explorer, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, page = started
    reply = page.ask("call", wire("Enter", Letter="x"))
    assert "needs a region" in reply["failure"]
    assert reply["status"] == 0
    assert page.ask("call", wire("Enter", Letter="x") | {"region": "a b"})["failure"]
    assert page.ask("call", wire("Enter", Letter="x") | {"region": "ap-x"})["status"] == 200
    assert made.fake.requests[0].parameters == {"Letter": "x"}


def test_forms_bytes_and_streams(started: tuple[Explorer, Page]) -> None:
    made, page = started
    scan = base64.b64encode(b"\0\xff\r\n--x").decode()
    form = {"Name": "ü", "File": scan, "Pages": 2, "Public": True, "Tags": ["a"], "Mark": {}}
    form["Mark"] = {"Sign": "!"}
    assert "Error" not in page.ask("call", wire("KeepScan", **form))["body"]
    content = base64.b64encode(bytes(range(256))).decode()
    sent = page.ask("call", wire("Log", Topic="rain", Count=3, Urgent=False) | {"content": content})
    assert "Error" not in sent["body"]
    stream = page.ask("call", wire("Recite", Title="Rain", Stream=True))
    assert ["content-type", "text/event-stream"] in stream["headers"]
    assert stream["body"].count("data:") == 3
    assert stream["requestId"]
    whole = page.ask("call", wire("Recite", Title="Rain", Stream=False))
    assert json.loads(whole["body"])["Response"]["Verse"]
    calls = made.fake.requests
    assert calls[0].parameters == form
    assert calls[1].parameters == {"Topic": "rain", "Count": 3, "Urgent": False}
    assert calls[1].content == bytes(range(256))
    for wrong in (
        wire("KeepScan", Name="x", File="?"),
        wire("Log", Topic="a\nb"),
        wire("Log", X=1),
    ):
        reply = page.send("POST", "/api/call", page.headers, json.dumps(wrong).encode())
        assert reply.status == 400 or reply.json["failure"], reply


def test_faults(started: tuple[Explorer, Page]) -> None:
    _, page = started
    state = page.ask("fake", {"faults": ["error=InternalError,count=1", "reset,after=1,count=1"]})
    assert state["faults"] == ["error=InternalError,count=1", "reset,after=1,count=1"]
    assert "InternalError" in page.call()["body"]
    assert page.call()["status"] == 200
    lost = page.call()
    assert (lost["status"], lost["body"]) == (0, "")
    assert "broke" in lost["failure"]
    page.ask("fake", {"faults": ["status=503,retry_after=7"]})
    reply = page.call()
    assert reply["status"] == 503
    assert ["retry-after", "7"] in reply["headers"]
    page.ask("fake", {"faults": ["stall"]})
    assert "time" in page.call(timeout=0.2)["failure"]
    assert page.ask("fake", {"faults": []})["faults"] == []
    assert page.call()["status"] == 200


def test_streams_that_break_off(started: tuple[Explorer, Page]) -> None:
    _, page = started
    for fault in ("cut", "stall"):
        page.ask("fake", {"faults": [fault]})
        call = wire("Recite", Title="Rain", Stream=True) | {"timeout": 0.3}
        reply = page.ask("call", call)
        assert reply["status"] == 200
        assert "cut off" in reply["failure"]
        assert "It drips" in reply["body"]


def test_the_clock(started: tuple[Explorer, Page]) -> None:
    made, page = started
    before = page.ask("session")["fake"]["now"]
    state = page.ask("fake", {"advance": 3600})
    assert state["ahead"] == 3600
    assert 3595 < state["now"] - before < 3700
    # A client would set its clock right and call again.
    assert "AuthFailure.SignatureExpire" in page.call()["body"]
    assert len(made.fake.requests) == 1
    assert page.ask("fake", {"advance": -3600})["ahead"] == 0
    assert "SignatureExpire" not in page.call()["body"]


def test_a_reset_forgets_all(started: tuple[Explorer, Page]) -> None:
    made, page = started
    first = page.call()["requestId"]
    assert len(made.fake.tasks) == 1
    page.ask("fake", {"advance": 1000, "faults": ["throttle"]})
    state = page.ask("fake", {"reset": True})
    assert (state["ahead"], state["faults"]) == (0, [])
    assert made.fake.tasks == ()
    assert page.call()["requestId"] == first
    state = page.ask("fake", {"reset": True, "advance": 5, "faults": ["throttle"]})
    assert (state["ahead"], state["faults"]) == (5, ["throttle"])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"faults": ["nope"]}, "no fault is called 'nope'"),
        ({"faults": ["latency"]}, "needs a value"),
        ({"faults": "reset"}, "list of texts"),
        ({"faults": [1]}, "list of texts"),
        ({"faults": ["reset"] * 51}, "at most 50"),
        ({"advance": "x"}, "number of seconds"),
        ({"advance": True}, "number of seconds"),
        ({"advance": 1e300}, "within"),
        ({"reset": False}, "`reset`"),
        ({"url": "http://evil.example"}, "has no `url`"),
    ],
)
def test_what_cannot_be_changed(
    started: tuple[Explorer, Page], change: dict[str, Any], problem: str
) -> None:
    _, page = started
    page.ask("fake", {"faults": ["latency=0"], "advance": 1})
    before = page.ask("session")["fake"] | {"now": 0}
    both = {"advance": 7, "faults": []} | change
    assert problem in page.ask("fake", both)["problem"]
    # It is all or nothing.
    assert page.ask("session")["fake"] | {"now": 0} == before


def test_every_fault_has_an_example_that_works() -> None:
    kinds = list(fault_kinds())
    assert [kind.name for kind in kinds] == list(KINDS)
    for kind in kinds:
        assert parse(kind.example).kind == kind.name


# The real service ---------------------------------------------------------------------------------


@contextmanager
def real(**options: Any) -> Iterator[tuple[FakeService, str]]:
    """What stands for the real service: it knows a key that the built-in one does not."""
    service = FakeService([VOD, WIRE], secret_id=SECRET_ID, secret_key=SECRET_KEY, **options)
    with service as url:
        yield service, url


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the environment."""
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET_ID)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("TENCENTCLOUD_TOKEN", TOKEN)


@pytest.mark.usefixtures("credentials")
def test_the_page_never_sees_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENCENTCLOUD_REGION", "ap-chengdu")
    with real(token=TOKEN) as (service, place), explorer(endpoints=[place]) as url:
        page = Page(url)
        asked = json.dumps(FILE | {"target": "real"}).encode()
        replies = [
            page.send("GET", "/api/session", page.headers),
            page.send("POST", "/api/call", page.headers, asked),
            page.send("POST", "/api/sign", page.headers, asked),
        ]
        service.remove_key(SECRET_ID)
        replies.append(page.send("POST", "/api/call", page.headers, asked))
        assert [reply.status for reply in replies] == [200] * 4
        assert "AuthFailure.SecretIdNotFound" in replies[-1].json["body"]
        seen = b"".join(reply.body + str(reply.headers).encode() for reply in replies).decode()
        for secret in (SECRET_ID, SECRET_KEY, TOKEN):
            assert secret not in seen
        # Nor what is derived of them on the way to the signature.
        steps = {step["id"]: step for step in replies[2].json["steps"]}
        for name in ("date-key", "service-key", "signing-key"):
            assert steps[name]["result"] == "***"
        assert dict(replies[2].json["headers"])["X-TC-Token"] == "***"
        session = replies[0].json
        assert session["credential"] == {
            "found": True,
            "id": "AKID***SEEN",
            "place": "the environment",
            "region": "ap-chengdu",
        }
        assert session["endpoints"] == [place]
        assert session["services"][0] == {"name": "vod", "version": "2018-07-17"}
        call, refused = service.requests
        assert (call.code, call.region) == ("", "ap-chengdu")
        assert refused.code == "AuthFailure.SecretIdNotFound"


@pytest.mark.usefixtures("credentials")
def test_the_page_names_one_of_the_places_that_are_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TENCENTCLOUD_TOKEN")
    with real() as (one, first), real() as (other, second):
        with explorer(endpoints=[first, second]) as url:
            page = Page(url)
            page.call(target="real")
            page.call(target="real", host=second)
            # What the page says of a host is nothing to the fake.
            assert page.call(host="evil.example")["status"] == 200
        with explorer() as url, real() as (_, third):
            refused = Page(url).call(target="real", host=third)
            assert "--endpoint" in refused["problem"]
        assert (len(one.requests), len(other.requests)) == (1, 1)


def test_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of the machine's role, which this machine has none of, nobody is asked here.
    import tc3gen.explore.runtime as runtime

    def nobody(*_: object, **__: object) -> None:
        raise runtime.errors.ConnectFailed("no connection")

    with explorer() as url:
        roles = runtime.credentials.part("credential_roles")
        monkeypatch.setattr(roles.InstanceRole, "get", nobody)
        page = Page(url)
        told = page.ask("session")["credential"]
        assert told["found"] is False
        assert "TENCENTCLOUD_SECRET_ID" in told["place"]
        assert "asked at the first call" in told["place"]
        reply = page.call(target="real")
        assert reply["status"] == 0
        assert "the function raised" in reply["failure"] or "no credentials" in reply["failure"]
        assert "problem" in page.ask("sign", FILE | {"target": "real"})
        assert page.call()["status"] == 200
        # A person sees that, and puts them there.
        monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET_ID)
        assert "TENCENTCLOUD_SECRET_KEY" in page.ask("session")["credential"]["place"]
        monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
        assert page.ask("session")["credential"]["found"] is True


def test_a_profile(tmp_path: Path) -> None:
    folder = tmp_path / ".tccli"
    folder.mkdir()
    keys = {"secretId": SECRET_ID, "secretKey": SECRET_KEY}
    (folder / "work.credential").write_text(json.dumps(keys))
    (folder / "work.configure").write_text(json.dumps({"_sys_param": {"region": "ap-x"}}))
    with real() as (service, place), explorer(endpoints=[place], profile="work") as url:
        page = Page(url)
        told = page.ask("session")["credential"]
        assert told["id"] == "AKID***SEEN"
        assert (told["place"], told["region"]) == ("a profile of tccli", "ap-x")
        assert page.call(target="real")["status"] == 200
        assert service.requests[0].region == "ap-x"
    with explorer(profile="none") as url:
        assert "none.credential" in Page(url).call(target="real")["failure"]


def test_what_is_unsigned_needs_no_credentials() -> None:
    with real() as (service, place), explorer(endpoints=[place]) as url:
        page = Page(url)
        call = wire("Enter", Letter="x") | {"target": "real", "region": "ap-x"}
        assert page.ask("call", call)["status"] == 200
        assert service.requests[0].code == ""
        signed = page.ask("sign", call)
        assert signed["steps"] == []
        assert ["Authorization", "SKIP"] in signed["headers"]


@pytest.mark.usefixtures("credentials")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    """Which would carry the signature, or only the request, to where somebody else says."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/stolen")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}"
        with explorer(endpoints=[place]) as url:
            assert Page(url).call(target="real")["status"] == status
        server.shutdown()
    assert asked == ["/"]


# Places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "tencentcloudapi.com",
        "tencentcloudapi.com.evil.example",
        "vod.tencentcloudapi.com.evil.example",
        "vod.tencentcloudapi.com.",
        "evil.example/.tencentcloudapi.com",
        "evil.example#.tencentcloudapi.com",
        "evil.example?.tencentcloudapi.com",
        "evil.example\\.tencentcloudapi.com",
        "evil.example:443/.tencentcloudapi.com",
        "x@vod.tencentcloudapi.com",
        "vod.tencentcloudapi.com@evil.example",
        "vod.tencentcloudapi.com:8080",
        "http://vod.tencentcloudapi.com",
        "https://vod.tencentcloudapi.com",
        "vod.tencentcloudapi.com/",
        "vod.tencentcloudapi.com\n",
        "vod.tencentcloudapi.com\r\nX: y",
        " vod.tencentcloudapi.com",
        "xtencentcloudapi.com",
        "x-tencentcloudapi.com",
        ".tencentcloudapi.com",
        "-.tencentcloudapi.com",
        "vod..tencentcloudapi.com",
        "vod.tencentcloudapi.com%00.evil.example",
        "vod。tencentcloudapi.com",
        "ｖod.tencentcloudapi.com",
        "127.0.0.1",
        "[::1]",
        "169.254.169.254",
        "metadata.tencentyun.com",
        "localhost",
        "domestic",
    ],
)
def test_no_signature_goes_elsewhere(page: Page, host: str) -> None:
    asked = json.dumps(FILE | {"target": "real", "host": host}).encode()
    for path in ("/api/call", "/api/sign"):
        reply = page.send("POST", path, page.headers, asked)
        assert reply.status == 403
        assert "tencentcloudapi.com" in reply.json["problem"]


@given(st.text(alphabet="vod.-:/@#?\\ \n%tencentcloudapi.comA1", max_size=60))
def test_what_passes_is_a_host_of_theirs(text: str) -> None:
    if places.is_own(text):
        assert text.endswith(".tencentcloudapi.com")
        assert not set(text) - set("abcdefghijklmnopqrstuvwxyz0123456789-.")


@pytest.mark.parametrize(
    "host",
    [
        "vod.tencentcloudapi.com",
        "vod.intl.tencentcloudapi.com",
        "vod.ap-singapore.tencentcloudapi.com",
        "vod.internal.tencentcloudapi.com",
    ],
)
def test_their_own_hosts(host: str) -> None:
    assert places.is_own(host)


def _elsewhere() -> Service:
    text = "tc3gen: 1\nservice: toy\nversion: 2020-01-01\ntitle: Toy\nactions: {Say: {}}\n"
    text += "endpoints: {domestic: toy.evil.example}\n"
    return build(from_bytes(text.encode(), "api.yaml"))


@pytest.mark.usefixtures("credentials")
def test_a_spec_cannot_say_where_signatures_go() -> None:
    call = {"service": "toy", "version": "2020-01-01", "action": "Say", "request": {}}
    with Explorer([_elsewhere()], TEXTS) as url:
        for host in ("", "toy.evil.example", "domestic"):
            asked = call | {"target": "real", "host": host}
            assert "tencentcloudapi.com" in Page(url).ask("call", asked)["problem"]
        assert Page(url).ask("call", call)["status"] == 200


def test_the_command_line_is_checked() -> None:
    for endpoint in ("domestic", "ftp://x", "a b", "http://x/y", "x:99999"):
        with pytest.raises(ValueError, match="endpoint"):
            explorer(endpoints=[endpoint])
    with pytest.raises(ValueError, match="no fault is called"):
        explorer(faults=["nope"])
