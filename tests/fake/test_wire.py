"""Forms, bytes, streams and requests without a signature, as the service takes and gives them."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from tc3gen.fake import ErrorEvent, parse_fault
from tc3gen.fake.core import Core
from tc3gen.loading import load_service

from .asking import ask, code, core, inside, request

SPEC = Path(__file__).parents[1] / "behaviour" / "wire" / "2020-01-01"
HOW: dict[str, Any] = {"name": "wire", "version": "2020-01-01", "x_tc_region": "ap-guangzhou"}
FORM = "multipart/form-data; boundary=b"


@pytest.fixture
def wire() -> Core:
    loaded = load_service(SPEC)
    assert loaded.service is not None
    return core(loaded.service)


def sent(action: str, body: bytes, kind: str, **headers: str) -> Any:
    """A request with a body of some kind, signed as such."""
    return request(action, body, kind=kind, **HOW, **headers)


def part(name: str, content: bytes = b"", more: str = "") -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--b--\r\n"


FILE = part("File", b"\r\n--b\0", '; filename="scan.png"')
NAME = part("Name", "é".encode())


def refused(wire: Core, made: Any) -> str:
    return str(inside(wire.answer(made)).get("Error", {}).get("Code", ""))


def test_a_form_is_read(wire: Core) -> None:
    tags = part("Tags", b'["a"]', "\r\nContent-Type: application/json")
    file = part("File", b"\r\n--a\0", '; filename="scan.png"\r\nContent-Type: image/png')
    assert refused(wire, sent("KeepScan", form(NAME, file, tags, part("Pages", b"2")), FORM)) == ""
    (call,) = wire.log.all()
    assert call.parameters == {
        "Name": "é",
        "File": base64.b64encode(b"\r\n--a\0").decode(),
        "Tags": ["a"],
        "Pages": 2,
    }


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"{}", "application/json", "UnsupportedProtocol"),
        (b"", "multipart/form-data", "InvalidRequest"),
        (b"", FORM, "MissingParameter"),
        (form(NAME), FORM, "MissingParameter"),
        (FILE + NAME, FORM, "InvalidRequest"),
        (form(FILE, NAME), FORM, "InvalidRequest"),  # which holds the boundary
        (form(part("File"), NAME), FORM, "InvalidParameter"),
        (form(part("Name", b"", '; filename="n"')), FORM, "InvalidParameter"),
        (form(NAME, NAME), FORM, "InvalidRequest"),
        (form(part("Name", b"\xff")), FORM, "InvalidRequest"),
        (form(part("Tags", b"[]")), FORM, "InvalidParameter"),
        (form(NAME, part("Else")), FORM, "UnknownParameter"),
        (b"--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b--\r\n", FORM, "InvalidRequest"),
        (b"--b\r\n--b--\r\n", FORM, "InvalidRequest"),
    ],
)
def test_a_form_that_is_none(wire: Core, body: bytes, kind: str, expected: str) -> None:
    assert refused(wire, sent("KeepScan", body, kind)) == expected


def test_a_broken_value_in_a_form(wire: Core) -> None:
    scan = part("File", b"", '; filename="n"')
    for text, expected in ((b"0", "InvalidParameterValue"), (b"two", "InvalidParameter")):
        made = sent("KeepScan", form(NAME, scan, part("Pages", text)), FORM)
        assert refused(wire, made) == expected


def test_bytes_and_their_headers(wire: Core) -> None:
    kind = "application/octet-stream"
    given = {"x_wire_topic": "t", "x_wire_count": "3", "x_wire_urgent": "true"}
    assert refused(wire, sent("Log", b"\0\xff", kind, **given)) == ""
    (call,) = wire.log.all()
    assert call.parameters == {"Topic": "t", "Count": 3, "Urgent": True}
    assert call.content == b"\0\xff"
    assert refused(wire, sent("Log", b"", kind)) == "MissingParameter"
    assert refused(wire, sent("Log", b"", kind, **{**given, "x_wire_else": ""})) == (
        "UnknownParameter"
    )
    assert refused(wire, sent("Log", b"", kind, **{**given, "x_wire_count": "many"})) == (
        "InvalidParameter"
    )
    assert code(wire, "Log", **HOW) == "UnsupportedProtocol"


def test_only_what_needs_no_signature_goes_without(wire: Core) -> None:
    letter = {"Letter": "Let them in."}
    assert ask(wire, "Enter", letter, authorization="SKIP", **HOW)["Name"] == "somebody"
    assert ask(wire, "Enter", letter, **HOW)["Name"] == "somebody"
    refusal = "AuthFailure.InvalidAuthorization"
    assert code(wire, "Say", authorization="SKIP", **HOW) == refusal
    assert code(wire, "Enter", authorization="SKIP", **{**HOW, "version": "2019-01-01"}) == refusal
    assert code(wire, "Enter", authorization="skip", **HOW) == refusal
    old = {"authorization": "SKIP", "timestamp": 1}
    assert code(wire, "Enter", **old, **HOW) == "AuthFailure.SignatureExpire"


def test_what_is_offline_is_refused(wire: Core) -> None:
    assert code(wire, "Telegraph", **HOW) == "ActionOffline"


def test_a_stream(wire: Core) -> None:
    answer = wire.answer(request("Recite", {"Title": "Rain"}, **HOW))
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["X-TC-RequestId"] == wire.log.all()[0].request_id
    assert answer.events[-1] == b"data: [DONE]\n\n"
    assert len(answer.events) == 3
    assert answer.body == b"".join(answer.events)
    assert wire.answer(request("Recite", {"Title": "Rain", "Stream": False}, **HOW)).events == ()
    assert code(wire, "Recite", **HOW) == "MissingParameter"


def test_events_are_made_up_by_the_seed(wire: Core) -> None:
    loaded = load_service(SPEC).service
    assert loaded is not None
    asked = request("Improvise", **HOW)
    events = wire.answer(asked).events
    assert len(set(events)) == 3
    assert core(loaded).answer(asked).events == events
    assert core(loaded, seed=1).answer(asked).events != events


def test_an_error_event(wire: Core) -> None:
    fault = parse_fault("error-event=ResourceNotFound.Poem,action=Recite")
    assert fault == ErrorEvent("ResourceNotFound.Poem", action="Recite")
    wire.faults.add(fault)
    first, last = wire.answer(request("Recite", {"Title": "Rain"}, **HOW)).events
    assert b"It drips" in first
    assert b'"Code": "ResourceNotFound.Poem"' in last
    assert ask(wire, "Recite", {"Title": "Rain", "Stream": False}, **HOW)["Verse"]
