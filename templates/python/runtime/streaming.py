"""Replies that come as streams of events, handed out as they come.

`Reading` goes on where `exchange` has the head of a reply; both colours drive a `_Course`.

    Open ──> head ──> More ──> Parser ──> Reading ───> StreamEvent
              │        ^                     │
              │        └─────────────────────┤
              └─ no stream ──> judge ──> one event, or error

Laws:
1. Nothing is asked for before the caller wants the first event, and nothing is read that the caller
   has not come to.
2. `timeout.total` is for the call until the head of its reply is there, `timeout.read` for the
   silence after that; a stream that talks may last as long as it likes.
3. Only the service ends a stream.  A connection that breaks, silence, what a caller interrupts are
   never taken for its end: they raise, and after that nothing comes.
4. An error of the service is raised wherever it stands: in place of the stream, or in an event.
5. At the end, by whatever way, the connection is given back or closed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from .exchange import Exchange, Send, request_id_of
from .reading import Open, StreamEvent
from .transport import AsyncStreamed, Streamed

T = TypeVar("T")


class Stream(Generic[T]):
    """The events of a reply, in a thread: an iterator, and a context manager that closes it."""

    def __init__(
        self, transport: Any, run: Callable[[Exchange], Any], flow: Exchange
    ) -> None:
        self._course, self._run = _Course(transport, flow), run

    @property
    def request_id(self) -> str:
        """What to name when asking for help; empty before the first event."""
        return self._course.request_id

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> StreamEvent[T]:
        try:
            event: StreamEvent[T] | None = self._run(self._course.advance())
        except BaseException:
            self.close()
            raise
        if event is None:
            raise StopIteration
        return event

    def close(self) -> None:
        """Leave the rest of the stream, and close its connection.  May be called twice."""
        streamed = self._course.leave()
        if streamed is not None:
            streamed.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


class AsyncStream(Generic[T]):
    """The same in a coroutine: an async iterator, and an async context manager that closes it."""

    def __init__(
        self,
        transport: Any,
        run: Callable[[Exchange], Awaitable[Any]],
        flow: Exchange,
    ) -> None:
        self._course, self._run = _Course(transport, flow), run

    @property
    def request_id(self) -> str:
        """What to name when asking for help; empty before the first event."""
        return self._course.request_id

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> StreamEvent[T]:
        try:
            event: StreamEvent[T] | None = await self._run(self._course.advance())
        except BaseException:
            await self.close()
            raise
        if event is None:
            raise StopAsyncIteration
        return event

    async def close(self) -> None:
        """Leave the rest of the stream, and close its connection.  May be called twice."""
        streamed = self._course.leave()
        if streamed is not None:
            await streamed.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


class _Course:
    """The way through a stream, event by event, without any I/O of its own."""

    request_id = ""

    def __init__(self, transport: Any, flow: Exchange) -> None:
        self._transport, self._flow = transport, flow
        self._streamed: Any = None

    def advance(self) -> Exchange:
        """The flow to the next event, which it returns; None at the end."""
        answer: Any = None
        try:
            while True:
                step = self._flow.send(answer)
                if isinstance(step, StreamEvent):
                    return step  # pyright: ignore[reportUnknownVariableType]
                if isinstance(step, Send):
                    step = Open(self._transport, step.request, step.timeout)
                answer = yield step
                if isinstance(answer, (Streamed, AsyncStreamed)):
                    self._streamed = answer
                    self.request_id = request_id_of(answer)
        except StopIteration as end:
            # What is no stream comes as the flow's result.
            return end.value

    def leave(self) -> Any:
        """Come to the end; returns the reply to close, if there is one."""
        streamed, self._streamed = self._streamed, None
        self._flow.close()
        return streamed
