"""The flow of a reply that comes as a stream, without any I/O of its own; see `streaming.py`.

What is to be waited for are objects with `wait` and `wait_async`, which return the outcome, a
TencentCloudError among them.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, cast

from .attempts import Attempts
from .codec import loads
from .errors import (
    ConfigurationError,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    TimedOut,
)
from .events import Parser, Sent
from .exchange import request_id_of
from .judge import Reply
from .transport import (
    MAX_BODY,
    AsyncStreamed,
    Request,
    Response,
    Streamed,
    Timeout,
    is_event_stream,
    too_large,
)

T = TypeVar("T")
AnyStreamed = Streamed | AsyncStreamed


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEvent(Generic[T]):
    """One event of a stream; or the whole reply, where the service answers without a stream."""

    data: str
    """As it came."""
    event: str = "message"
    """What kind of event it is, where the service says so."""
    id: str = ""
    json: Any = None
    """The data as plain data, outside of the envelope `Response`; None where it is no JSON."""
    reply: T | None = None
    """The data as the action's reply, with the request's ID; None where it is no JSON object, such
    as the `[DONE]` that some services end in, or has another shape."""


class Open(NamedTuple):
    """Please send this, and send me the reply: its head, if it is a stream, or all of it."""

    transport: Any
    request: Request
    timeout: Timeout

    def wait(self) -> Any:
        try:
            body = _Body(self.timeout)
            found: Streamed = self.transport.stream(self.request, self.timeout)
            if is_event_stream(found.headers) and found.status == 200:
                return found
            try:
                for piece in found.pieces:
                    body.add(piece)
                return Response(found.status, found.headers, body.whole())
            finally:
                found.close()
        except TencentCloudError as error:
            return error

    async def wait_async(self) -> Any:
        try:
            body = _Body(self.timeout)
            found: AsyncStreamed = await self.transport.stream(
                self.request, self.timeout
            )
            if is_event_stream(found.headers) and found.status == 200:
                return found
            try:
                async for piece in found.pieces:
                    body.add(piece)
                return Response(found.status, found.headers, body.whole())
            finally:
                await found.close()
        except TencentCloudError as error:
            return error


class _Body:
    """A body, piece by piece, within the time that there is for all of it."""

    def __init__(self, timeout: Timeout) -> None:
        total = timeout.total
        self._deadline = math.inf if total is None else time.monotonic() + total
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size > MAX_BODY:
            raise too_large()
        if time.monotonic() > self._deadline:
            raise TimedOut("time for the call was up", phase="total")

    def whole(self) -> bytes:
        return b"".join(self._pieces)


class _More(NamedTuple):
    """Please read on, and send me the next piece, None at the end, or the error."""

    streamed: Any

    def wait(self) -> bytes | TencentCloudError | None:
        try:
            return next(self.streamed.pieces, None)
        except TencentCloudError as error:
            return error

    async def wait_async(self) -> bytes | TencentCloudError | None:
        try:
            return await anext(self.streamed.pieces, None)
        except TencentCloudError as error:
            return error


class _Close(NamedTuple):
    """Please close this."""

    streamed: Any

    def wait(self) -> None:
        self.streamed.close()

    async def wait_async(self) -> None:
        await self.streamed.close()


@dataclass(frozen=True, slots=True)
class Reading:
    """What becomes of replies, from their heads on; see `exchange.Follow`."""

    read: Callable[[Reply], Any]
    """Makes the action's reply of plain data, or raises MalformedResponseError."""
    error_class: Callable[[str], type[ServiceError]]

    def __call__(
        self, streamed: AnyStreamed, past: Attempts
    ) -> Generator[Any, Any, AnyStreamed | TencentCloudError]:
        """The events of a stream."""
        parser, request_id = Parser(), request_id_of(streamed)
        outcome: AnyStreamed | TencentCloudError | None = None
        while outcome is None:
            piece: bytes | TencentCloudError | None = yield _More(streamed)
            try:
                if isinstance(piece, TencentCloudError):
                    raise piece
                for sent in parser.end() if piece is None else parser.feed(piece):
                    event = self._event(sent, request_id)
                    if piece is None and event.json is None and sent.data[:1] == "{":
                        raise MalformedResponseError("the stream ends within an event")
                    past.handed_out = True
                    yield event
                if piece is None:
                    if not past.handed_out:
                        raise MalformedResponseError("the stream holds no event")
                    outcome = streamed
            except TencentCloudError as error:
                error.request_id = error.request_id or request_id
                outcome = error
        yield _Close(streamed)
        return outcome

    def whole(self, reply: Reply) -> StreamEvent[Any]:
        """What came without a stream, as an event."""
        data = json.dumps(reply, ensure_ascii=False)
        return StreamEvent(data=data, json=reply, reply=self.read(reply))

    def _event(self, sent: Sent, request_id: str) -> StreamEvent[Any]:
        """What an event says.  Raises ServiceError where that is an error."""
        data, kind, id = sent
        try:
            plain = loads(data.encode())
        except MalformedResponseError:
            return StreamEvent(data=data, event=kind, id=id)
        members = _object(plain)
        if members is None:
            return StreamEvent(data=data, event=kind, id=id, json=plain)
        members = _object(members.get("Response")) or members
        request_id = str(members.get("RequestId") or request_id)
        error = _object(members.get("Error"))
        if error and error.get("Code"):
            code, message = str(error["Code"]), str(error.get("Message", ""))
            raise self.error_class(code)(code, message, request_id=request_id)
        try:
            reply = self.read({**members, "RequestId": request_id})
        except MalformedResponseError:
            reply = None
        return StreamEvent(data=data, event=kind, id=id, json=members, reply=reply)


def _object(plain: object) -> dict[str, Any] | None:
    return cast("dict[str, Any]", plain) if isinstance(plain, dict) else None


def check_transport(transport: object, action: str) -> None:
    """Raises ConfigurationError where a transport cannot hand out a reply while it comes."""
    if not callable(getattr(transport, "stream", None)):
        raise ConfigurationError(
            f"{action} answers with a stream of events: give the client's transport a method "
            "`stream`, as StreamingTransport says, or leave the transport to the client"
        )
