"""Generated methods that stream, send forms and bytes, or sign nothing, against a service."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tc3gen import pipeline
from tc3gen.fake import ErrorEvent, FakeService, Throttle

WIRE = Path(__file__).parent / "wire" / "2020-01-01"


@pytest.fixture(scope="module")
def out(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client and its pages."""
    out = tmp_path_factory.mktemp("wires") / "wires"
    pipeline.generate(pipeline.Request(specs=[WIRE], out=out))
    return out


@pytest.fixture(scope="module")
def wire(out: Path) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(out.parent))
        yield importlib.import_module("wires.python.tc3.wire")


@pytest.fixture
def fake() -> Iterator[FakeService]:
    fake = FakeService(WIRE)
    with fake:
        yield fake


#: Calls a method of a client; the events of a stream come as a list.
Ask = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest, wire: ModuleType, fake: FakeService) -> Ask:
    keys = {"secret_id": fake.secret_id, "secret_key": fake.secret_key}

    def sync(method: str, *args: Any, options: Any = None, **more: Any) -> Any:
        with wire.WireClient(**{"endpoint": fake.url, **keys, **(options or {})}) as client:
            found = getattr(client, method)(*args, **more)
            return list(found) if isinstance(found, Iterator) else found

    async def later(method: str, *args: Any, options: Any = None, **more: Any) -> Any:
        given = {"endpoint": fake.url, **keys, **(options or {})}
        async with wire.AsyncWireClient(**given) as client:
            found = getattr(client, method)(*args, **more)
            if hasattr(found, "__aiter__"):
                return [event async for event in found]
            return await found

    if request.param == "sync":
        return sync
    return lambda *args, **more: asyncio.run(later(*args, **more))


# Streams -----------------------------------------------------------------------------------------


def test_a_stream_is_gone_through(ask: Ask, wire: ModuleType, fake: FakeService) -> None:
    first, second, done = ask("recite_stream", title="Rain")
    (call,) = fake.requests
    assert first.reply == wire.ReciteResponse(
        verse="It drips,", number=1, marks=[wire.Mark(sign=",")], request_id=call.request_id
    )
    assert second.reply.verse == second.json["Verse"] == "it drops."
    assert (done.data, done.reply) == ("[DONE]", None)


def test_one_loop_is_enough_for_what_is_no_stream(ask: Ask, fake: FakeService) -> None:
    (event,) = ask("recite_stream", title="Rain", stream=False)
    assert event.reply.verse == "It drips, it drops."
    assert event.reply.request_id == fake.requests[0].request_id
    assert ask("recite", title="Rain", stream=False).verse == event.reply.verse


def test_plain_data_streams_too(ask: Ask) -> None:
    events = ask("call_stream", "Improvise", read_only=True)
    assert len(events) == 3
    assert [each.reply["Verse"] for each in events] == [
        each.reply.verse for each in ask("improvise_stream")
    ]


def test_errors_before_and_within_a_stream(ask: Ask, wire: ModuleType, fake: FakeService) -> None:
    fake.add_fault(Throttle(count=1))
    assert len(ask("recite_stream", title="Rain", options={"retries": 1})) == 3
    fake.add_fault(ErrorEvent("ResourceNotFound.Poem"))
    with pytest.raises(wire.errors.ResourceNotFoundPoem) as caught:
        ask("recite_stream", title="Rain")
    assert caught.value.request_id == fake.requests[-1].request_id
    with pytest.raises(wire.errors.ValidationError, match="title"):
        ask("recite_stream", title="R" * 21)
    assert len(fake.requests) == 3


def test_the_ordinary_method_says_what_to_call(ask: Ask, wire: ModuleType) -> None:
    with pytest.raises(wire.errors.MalformedResponseError, match="_stream"):
        ask("recite", title="Rain")


def test_breaking_off_closes_the_connection(wire: ModuleType, fake: FakeService) -> None:
    keys = (fake.secret_id, fake.secret_key)
    with wire.WireClient(*keys, endpoint=fake.url) as client:
        for _ in client.recite_stream(title="Rain"):
            break
        stream = client.recite_stream(title="Rain")
        next(stream)
        assert stream.request_id == fake.requests[-1].request_id
        stream.close()
        assert list(stream) == []

    async def main() -> None:
        async with wire.AsyncWireClient(*keys, endpoint=fake.url) as client:
            async for _ in client.recite_stream(title="Rain"):
                break
            async with client.recite_stream(title="Rain") as stream:
                await anext(stream)

    asyncio.run(main())
    assert len(fake.requests) == 4


# Forms and bytes ---------------------------------------------------------------------------------

TEXT = st.text(max_size=12) | st.text('-\r\n"\\: =;aé\0', max_size=12)


def test_a_form(ask: Ask, wire: ModuleType, fake: FakeService) -> None:
    scan = bytes(range(256)) + b"\r\n--\r\n"
    reply = ask(
        "keep_scan",
        name="notes\r\n é",
        file=scan,
        thumbnail=b"",
        pages=2,
        share=0.5,
        public=True,
        tags=["blue", "é"],
        mark=wire.Mark(sign="!"),
        extra={"a": [1, None]},
    )
    (call,) = fake.requests
    assert reply.request_id == call.request_id
    assert call.parameters == {
        "Name": "notes\r\n é",
        "File": base64.b64encode(scan).decode(),
        "Thumbnail": "",
        "Pages": 2,
        "Share": 0.5,
        "Public": True,
        "Tags": ["blue", "é"],
        "Mark": {"Sign": "!"},
        "Extra": {"a": [1, None]},
    }


def test_a_form_keeps_to_the_limits(ask: Ask, wire: ModuleType, fake: FakeService) -> None:
    with pytest.raises(wire.errors.ValidationError) as caught:
        ask("keep_scan", name="\ud800", file="text", pages=0, tags=["a"] * 4, mark={})
    assert [(each.path, each.limit) for each in caught.value.faults] == [
        ("name", "type"),
        ("file", "type"),
        ("pages", "minimum"),
        ("tags", "max_items"),
        ("mark", "type"),
    ]
    assert fake.requests == ()
    ask("keep_scan", name="n", file=b"", tags=["a"] * 3, options={"validate": False})
    with pytest.raises(wire.errors.ServiceError) as refused:
        ask("keep_scan", name="n", file=b"", pages=0, options={"validate": False})
    assert refused.value.code == "InvalidParameterValue"


def test_bytes(ask: Ask, wire: ModuleType, fake: FakeService) -> None:
    ask("log", b"\x00\r\n\xff", topic="a topic", body_="lines", count=3, urgent=False)
    (call,) = fake.requests
    assert call.content == b"\x00\r\n\xff"
    assert call.parameters.pop("Ticket"), "it can be repeated, so it bears an ID"  # type: ignore[attr-defined]
    assert call.parameters == {"Topic": "a topic", "Body": "lines", "Count": 3, "Urgent": False}
    ask("log", body=b"", topic="t", ticket="mine")
    assert fake.requests[-1].parameters["Ticket"] == "mine"


@pytest.mark.parametrize(
    "text", ["a\r\nX-TC-Action: Enter", "a\nb", "a\0", "é", " a", "a ", "\x7f"]
)
def test_no_header_is_smuggled_in(ask: Ask, wire: ModuleType, fake: FakeService, text: str) -> None:
    for options in ({}, {"validate": False}):
        with pytest.raises(wire.errors.ValidationError) as caught:
            ask("log", "text", topic="t", body_=text, options=options)
        faults = [(each.path, each.limit) for each in caught.value.faults]
        assert faults == [("body", "header"), ("body", "type")]
    assert fake.requests == ()


class Direct:
    """A transport straight into a service, for many requests."""

    def __init__(self, fake: FakeService) -> None:
        self.core, self.sent = fake._core, list[Any]()

    def send(self, request: Any, timeout: Any) -> Any:
        from tc3gen.fake.protocol import Incoming

        self.sent.append(request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        incoming = Incoming(request.method, "/", "", headers, request.body)
        answer = self.core.answer(incoming)
        lower = {name.lower(): value for name, value in answer.headers.items()}
        response = importlib.import_module("wires.python.tc3").Response
        return response(answer.status, lower, answer.body)

    def close(self) -> None: ...


@given(name=TEXT, file=st.binary(max_size=40), tags=st.none() | st.lists(TEXT, max_size=3))
def test_any_form_arrives_as_it_was_given(
    wire: ModuleType, name: str, file: bytes, tags: list[str] | None
) -> None:
    fake = FakeService(WIRE)
    direct = Direct(fake)
    client = wire.WireClient(fake.secret_id, fake.secret_key, transport=direct)
    client.keep_scan(name=name, file=file, tags=tags)
    found = {"Name": name, "File": base64.b64encode(file).decode(), "Tags": tags}
    assert fake.requests[0].parameters == {k: v for k, v in found.items() if v is not None}
    twice = client.keep_scan(name=name, file=file, tags=tags)
    assert direct.sent[0].body == direct.sent[1].body, twice


@given(topic=st.text(max_size=12), content=st.binary(max_size=12))
def test_any_header_arrives_as_it_was_given_or_is_refused(
    wire: ModuleType, topic: str, content: bytes
) -> None:
    fake = FakeService(WIRE)
    client = wire.WireClient(fake.secret_id, fake.secret_key, transport=Direct(fake))
    plain = bool(re.fullmatch(r"([!-~]([ -~]*[!-~])?)?", topic))
    with contextlib.nullcontext() if plain else pytest.raises(wire.errors.ValidationError):
        client.log(content, topic=topic)
    assert [(c.content, c.parameters["Topic"]) for c in fake.requests] == [(content, topic)] * plain


# No signature, no answer -------------------------------------------------------------------------


def test_who_signs_nothing_needs_no_keys(
    ask: Ask,
    fake: FakeService,
    wire: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    roles = importlib.import_module("wires.python.tc3._runtime.credential_roles")
    asked: list[object] = []
    monkeypatch.setattr(roles.InstanceRole, "get", lambda self: asked.append(self))
    nobody = {"secret_id": None, "secret_key": None, "region": "ap-guangzhou", "retries": 0}
    assert ask("enter", letter="Let them in.", options=nobody).name == "somebody"
    assert asked == []
    with_token = {"token": "t0ken", "region": "ap-guangzhou"}
    assert ask("enter", letter="Let them in.", options=with_token).name == "somebody"
    with pytest.raises(wire.errors.ConfigurationError, match="region"):
        ask("enter", letter="Let them in.")


def test_what_is_offline_is_still_there(ask: Ask, wire: ModuleType) -> None:
    assert "Offline:" in wire.WireClient.telegraph.__doc__
    with pytest.raises(wire.errors.ServiceError) as caught:
        ask("telegraph", text="Stop.")
    assert caught.value.code == "ActionOffline"


# Cost, and pages ---------------------------------------------------------------------------------

MODULES = ("bodies", "events", "reading", "streaming")


def test_who_needs_none_of_it_loads_none_of_it(out: Path, fake: FakeService) -> None:
    source = f"""
import sys
from tc3.wire import WireClient

def report():
    print(*(n for n in {MODULES} if f"tc3._runtime.{{n}}" in sys.modules))

with WireClient({fake.secret_id!r}, {fake.secret_key!r}, endpoint={fake.url!r}) as wire:
    wire.say(text="Hello.")
    report()
    wire.log(b"", topic="t")
    report()
    list(wire.improvise_stream())
    report()
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=out / "python",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["", "bodies", " ".join(MODULES)]


def test_every_script_of_the_pages_runs(out: Path, fake: FakeService, tmp_path: Path) -> None:
    (tmp_path / "File").write_bytes(b"a scan")
    (tmp_path / "body.bin").write_bytes(b"some lines")
    scripts = [
        token.content
        for page in sorted((out / "docs").rglob("actions/*.md"))
        for token in MarkdownIt().parse(page.read_text(encoding="utf-8"))
        if token.type == "fence" and token.info == "python"
    ]
    redirect = f"""\
import dataclasses
from tc3.wire import AsyncWireClient, WireClient
for client in (AsyncWireClient, WireClient):
    here = {{"here": {fake.url!r}}}
    client._service = dataclasses.replace(client._service, endpoints=here)
"""
    source = redirect + "".join(f"exec({script!r}, {{}})\n" for script in scripts)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", source],
        env={
            **os.environ,
            "PYTHONPATH": str(out / "python"),
            "TENCENTCLOUD_SECRET_ID": fake.secret_id,
            "TENCENTCLOUD_SECRET_KEY": fake.secret_key,
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    asked = [call.action for call in fake.requests]
    assert {action: asked.count(action) for action in asked} == {
        "Enter": 2,
        "Improvise": 2,
        "KeepScan": 3,
        "Log": 3,
        "Recite": 5,
    }
    assert {call.code for call in fake.requests} == {""}
    assert {call.content for call in fake.requests if call.action == "Log"} == {b"some lines"}
    assert "It drips, it drops." in done.stdout
