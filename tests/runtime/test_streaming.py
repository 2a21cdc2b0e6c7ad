"""Streams of events through clients of both colours, over a transport that says what comes."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from runtime import errors, events, reading
from runtime.hooks import ResponseEvent
from runtime.model import Action
from runtime.policy import Retries
from runtime.transport import AsyncStreamed, Request, Response, Streamed, Timeout
from toy import MakeRequest, MakeResponse
from toy.client import AsyncToyClient, ToyClient
from toy.errors import InvalidParameterFileId
from world import FakeClock, lost

HEAD = {"content-type": "text/event-stream; charset=utf-8", "x-tc-requestid": "r-1"}
JSON = {"content-type": "application/json"}
READ = Action(name="Make", request=MakeRequest, response=MakeResponse, read_only=True)
WRITE = Action(name="Make", request=MakeRequest, response=MakeResponse)

Piece = bytes | BaseException


def event(**data: Any) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


ONE, TWO = event(TaskId="t-1"), event(TaskId="t-2")


@dataclass
class Answer:
    """One reply: pieces, or what is raised in place of one; raised alone, there is no head."""

    pieces: list[Piece]
    headers: dict[str, str] = field(default_factory=lambda: dict(HEAD))
    status: int = 200
    closed: int = 0
    read: int = 0

    def next(self) -> bytes | None:
        if self.read == len(self.pieces):
            return None
        self.read += 1
        piece = self.pieces[self.read - 1]
        if isinstance(piece, BaseException):
            raise piece
        return piece


class Transport:
    """Gives each request the next answer."""

    def __init__(self, *answers: Answer | errors.TencentCloudError) -> None:
        self.answers = list(answers)
        self.given: list[Answer] = []
        self.sent: list[tuple[Request, Timeout]] = []

    def send(self, request: Request, timeout: Timeout) -> Response:
        raise AssertionError("not for streams")

    def close(self) -> None: ...

    def begin(self, request: Request, timeout: Timeout) -> Answer:
        self.sent.append((request, timeout))
        answer = self.answers.pop(0)
        if isinstance(answer, errors.TencentCloudError):
            raise answer
        self.given.append(answer)
        return answer

    def stream(self, request: Request, timeout: Timeout) -> Streamed:
        answer = self.begin(request, timeout)

        def pieces() -> Iterator[bytes]:
            while (piece := answer.next()) is not None:
                yield piece

        def close() -> None:
            answer.closed += 1

        return Streamed(answer.status, answer.headers, pieces(), close)


class AsyncTransport(Transport):
    async def stream(  # type: ignore[override]
        self, request: Request, timeout: Timeout
    ) -> AsyncStreamed:
        answer = self.begin(request, timeout)

        async def pieces() -> AsyncIterator[bytes]:
            while (piece := answer.next()) is not None:
                await asyncio.sleep(0)
                yield piece

        async def close() -> None:
            answer.closed += 1

        return AsyncStreamed(answer.status, answer.headers, pieces(), close)


class Reader:
    """What a client of either colour hands out of answers."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        self.transport: Transport
        self.clock = FakeClock()
        self.events: list[reading.StreamEvent[Any]] = []
        self.request_id = ""

    def read(
        self,
        *answers: Answer | errors.TencentCloudError,
        action: Action[Any, Any] = READ,
        most: int = 100,
        begin: Callable[[Any], Any] | None = None,
        **options: Any,
    ) -> list[Any]:
        """The data of the first events; no more than `most` are asked for."""
        kind = AsyncTransport if self.colour == "async" else Transport
        self.transport, self.events = kind(*answers), []
        given = {"retries": Retries(2, base=1), "clock": self.clock, **options}
        start = begin or (lambda client: client._stream(action, MakeRequest(file_id="1")))
        if self.colour == "sync":
            sync = ToyClient("id", "key", transport=self.transport, **given)
            stream = start(sync)
            self.go(stream, most)
            self.request_id = stream.request_id
        else:
            asyncio.run(self.go_async(start, most, given))
        return [each.json or each.data for each in self.events]

    def go(self, stream: Any, most: int) -> None:
        with stream:
            for _ in range(most):
                if (found := next(stream, None)) is None:
                    assert next(stream, None) is None
                    break
                self.events.append(found)

    async def go_async(self, start: Any, most: int, given: Any) -> None:
        client = AsyncToyClient("id", "key", transport=self.transport, **given)  # type: ignore[arg-type]
        async with start(client) as stream:
            for _ in range(most):
                if (found := await anext(stream, None)) is None:
                    assert await anext(stream, None) is None
                    break
                self.events.append(found)
        self.request_id = stream.request_id


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


def all_closed(reader: Reader) -> bool:
    return all(answer.closed for answer in reader.transport.given)


def test_events_become_replies(reader: Reader) -> None:
    stream = event(TaskId="t-1", New=[1]) + b"id: 7\nevent: end\ndata: [DONE]\n\ndata: 5\n\n"
    reader.read(Answer([stream[:9], stream[9:40], stream[40:]]))
    first, done, number = reader.events
    assert first.reply == MakeResponse(task_id="t-1", request_id="r-1")
    assert (first.event, first.id, first.json) == ("message", "", {"TaskId": "t-1", "New": [1]})
    assert (done.data, done.event, done.id) == ("[DONE]", "end", "7")
    assert (done.json, done.reply) == (None, None)
    assert (number.json, number.reply) == (5, None)
    assert reader.request_id == "r-1"
    assert all_closed(reader)


def test_an_envelope_is_taken_off_and_an_own_id_counts(reader: Reader) -> None:
    reader.read(Answer([event(Response={"TaskId": "t-1", "RequestId": "r-9"})]))
    (found,) = reader.events
    assert found.reply == MakeResponse(task_id="t-1", request_id="r-9")
    assert found.json == {"TaskId": "t-1", "RequestId": "r-9"}


def test_a_shape_that_is_not_the_replys_is_left_to_the_caller(reader: Reader) -> None:
    assert reader.read(Answer([event(Picture=[]), event(Nodes={}), ONE]))[0] == {"Picture": []}
    assert [each.reply is None for each in reader.events] == [True, True, False]


def test_plain_data(reader: Reader) -> None:
    reader.read(Answer([ONE]), begin=lambda client: client.call_stream("Make", {"A": 1}))
    (found,) = reader.events
    assert found.reply == {"TaskId": "t-1", "RequestId": "r-1"}
    assert reader.transport.sent[0][0].body == b'{"A": 1}'


def test_what_is_no_stream_is_one_event(reader: Reader) -> None:
    body = b'{"Response": {"TaskId": "t-1", "RequestId": "r-2"}}'
    reader.read(Answer([body[:20], body[20:]], JSON))
    (found,) = reader.events
    assert found.reply == MakeResponse(task_id="t-1", request_id="r-2")
    assert json.loads(found.data) == found.json == {"TaskId": "t-1", "RequestId": "r-2"}
    assert all_closed(reader)


@pytest.mark.parametrize("inside", [True, False])
def test_an_error_among_the_events_is_of_its_class(reader: Reader, inside: bool) -> None:
    said: Any = {"Error": {"Code": "InvalidParameter.FileId", "Message": "No."}}
    broken = event(**{"Response": said} if inside else {"Type": "error", **said})
    with pytest.raises(InvalidParameterFileId, match=r"No\. \(Make, request r-1\)") as caught:
        reader.read(Answer([ONE, broken, TWO]))
    assert [each.json["TaskId"] for each in reader.events] == ["t-1"]
    assert caught.value.request_ids == ("r-1",)
    assert caught.value.may_have_taken_effect
    assert all_closed(reader)


def test_members_that_are_called_error_are_no_errors(reader: Reader) -> None:
    told = [{"Error": None}, {"Error": "none"}, {"Error": {"Code": ""}}, {"ErrorMsg": {"Code": 1}}]
    assert reader.read(Answer([event(**each) for each in told])) == told


REFUSED = b'{"Response": {"Error": {"Code": "%s", "Message": "No."}, "RequestId": "r-0"}}'


@pytest.mark.parametrize(
    "bad",
    [
        Answer([REFUSED % b"RequestLimitExceeded"], JSON),
        Answer([b"<html>"], {"content-type": "text/html"}, 502),
        Answer([b"data: x\n\n"], HEAD, 503),
        Answer([event(Error={"Code": "InternalError", "Message": "No."})]),
        Answer([b"data: {", lost()]),
        Answer([errors.TimedOut("silence", phase="read")]),
        lost(),
    ],
    ids=repr,
)
def test_trouble_before_the_first_event_may_pass(reader: Reader, bad: Any) -> None:
    again = Answer([ONE])
    assert reader.read(_copy(bad), again) == [{"TaskId": "t-1"}]
    assert reader.clock.sleeps == [1]
    assert all_closed(reader)


def _copy(bad: Any) -> Any:
    if isinstance(bad, Answer):
        return Answer([*bad.pieces], dict(bad.headers), bad.status)
    return bad


@pytest.mark.parametrize("pieces", [[lost()], [event(Error={"Code": "InternalError"})]], ids=str)
def test_what_may_have_taken_effect_is_not_repeated(reader: Reader, pieces: list[Piece]) -> None:
    with pytest.raises(errors.TencentCloudError) as caught:
        reader.read(Answer([*pieces]), action=WRITE)
    assert (caught.value.attempts, caught.value.may_have_taken_effect) == (1, True)


@pytest.mark.parametrize(
    "trouble", [lost(), errors.TimedOut("silence", phase="read")], ids=lambda e: type(e).__name__
)
def test_nothing_begins_anew_once_an_event_is_out(
    reader: Reader, trouble: errors.TransportError
) -> None:
    with pytest.raises(type(trouble)) as caught:
        reader.read(Answer([ONE, trouble]))
    assert [each.json for each in reader.events] == [{"TaskId": "t-1"}]
    assert (caught.value.attempts, caught.value.request_id) == (1, "r-1")
    assert caught.value.may_have_taken_effect
    assert reader.clock.sleeps == []
    assert all_closed(reader)


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        ([], "holds no event"),
        ([b": ping\n\n"], "holds no event"),
        ([b"<html>\n\n</html>\n\n"], "holds no event"),
        ([ONE, b'data: {"TaskId": "t-'], "ends within an event"),
    ],
)
def test_a_stream_that_is_none(reader: Reader, pieces: list[Piece], said: str) -> None:
    with pytest.raises(errors.MalformedResponseError, match=said):
        reader.read(Answer(pieces))


def test_an_event_has_a_limit_and_a_stream_has_none(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "Parser", lambda: events.Parser(40))
    assert len(reader.read(Answer([ONE] * 50))) == 50
    with pytest.raises(errors.MalformedResponseError, match="larger than 40 bytes"):
        reader.read(Answer([ONE, *[b"data: 1234567890"] * 4]))
    assert len(reader.events) == 1
    assert all_closed(reader)


def test_a_reply_that_is_no_stream_keeps_to_the_limits_of_one(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BODY", 40)
    with pytest.raises(errors.MalformedResponseError, match="larger"):
        reader.read(Answer([b" " * 30] * 2, JSON))
    moments = iter([0.0, 1.0, 4.0])
    monkeypatch.setattr(reading, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    with pytest.raises(errors.TimedOut) as caught:
        reader.read(Answer([b" ", b" "], JSON), timeout=3, retries=0)
    assert caught.value.phase == "total"
    assert all_closed(reader)


def test_nothing_is_done_ahead_of_the_caller(reader: Reader) -> None:
    assert reader.read(Answer([ONE]), most=0) == []
    assert reader.transport.sent == []
    answer = Answer([ONE + TWO, ONE])
    assert reader.read(answer, most=2) == [{"TaskId": "t-1"}, {"TaskId": "t-2"}]
    assert answer.read == 1
    assert answer.closed


def test_hooks_hear_of_an_attempt_when_it_ends(reader: Reader) -> None:
    told: list[ResponseEvent] = []

    def slowly() -> Iterator[Piece]:
        yield ONE

    options: Any = {"on_response": told.append}
    reader.read(Answer([*slowly()]), **options)
    reader.read(Answer([ONE, TWO]), most=1, **options)
    with pytest.raises(errors.ConnectionLost):
        reader.read(Answer([ONE, lost()]), **options)
    assert [(each.code, each.status, each.request_id) for each in told] == [
        ("ok", 200, "r-1"),
        ("ok", 200, "r-1"),
        ("ConnectionLost", 200, "r-1"),
    ]


@pytest.mark.parametrize("ended", [True, False])
def test_a_stream_that_is_left_alone_is_closed(ended: bool) -> None:
    answer = Answer([ONE, TWO])
    client = ToyClient("id", "key", transport=Transport(answer))
    for _ in client.call_stream("Make"):
        if not ended:
            break
    gc.collect()
    assert answer.closed


def test_an_interruption_is_no_end() -> None:
    """Neither in a thread nor, where it is a cancellation, in a task."""
    answer = Answer([ONE, KeyboardInterrupt(), TWO])
    stream = ToyClient("id", "key", transport=Transport(answer)).call_stream("Make")
    next(stream)
    with pytest.raises(KeyboardInterrupt):
        next(stream)
    assert answer.closed
    assert next(stream, None) is None

    async def main() -> None:
        silent = AsyncTransport(Answer([ONE, TWO]))
        client = AsyncToyClient("id", "key", transport=silent)  # type: ignore[arg-type]
        stream = client.call_stream("Make")
        await anext(stream)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await anext(stream)
        assert silent.given[0].closed
        assert await anext(stream, None) is None

    asyncio.run(main())


@pytest.mark.parametrize("client", [ToyClient, AsyncToyClient])
def test_a_transport_without_streams_is_told_when_one_is_asked_for(client: Any) -> None:
    made = client("id", "key", transport=object())
    with pytest.raises(errors.ConfigurationError, match="StreamingTransport"):
        made.call_stream("Make")


def test_an_ordinary_call_says_what_to_call_instead() -> None:
    class Plain(Transport):
        def send(self, request: Request, timeout: Timeout) -> Response:
            return Response(200, HEAD, ONE)

    client = ToyClient("id", "key", transport=Plain())
    for call in (lambda: client.make(file_id="1"), lambda: client.call("Make")):
        with pytest.raises(errors.MalformedResponseError, match="call_stream") as caught:
            call()
        assert caught.value.attempts == 1
