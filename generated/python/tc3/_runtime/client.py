"""The bases of generated clients.

All that a call is stands in `base.py` and in `exchange.py`; here it is carried out, once with a
thread and once with a coroutine.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from .base import Base
from .errors import TencentCloudError
from .exchange import Exchange, Send, Sleep
from .model import Action, RequestT, ResponseT
from .transport import AsyncTransport, Transport

if TYPE_CHECKING:  # loaded by who needs them
    from .streaming import AsyncStream, Stream
    from .waiting import PollHook, Waiter


class Client(Base[Transport]):
    """Calls a service from threads.  Use it as a context manager, or `close` it."""

    def call(
        self,
        action: str,
        params: Mapping[str, object] | None = None,
        *,
        read_only: bool = False,
    ) -> dict[str, Any]:
        """Call any action with plain data under the API's names.

        For what this client has no method for; nothing is checked but that it is JSON.

        Args:
            action: Its name, such as `DescribeMediaInfos`.
            params: The JSON object to send; structs may stand in it.
            read_only: That it changes nothing, so that it may be repeated whatever went wrong.

        Returns:
            What stands inside `Response`, `RequestId` included.

        Raises:
            TencentCloudError: As the generated methods do.
        """
        flow = self._begin_call(action, params, read_only)
        return cast("dict[str, Any]", self._run(flow))

    def call_stream(
        self,
        action: str,
        params: Mapping[str, object] | None = None,
        *,
        read_only: bool = False,
    ) -> Stream[dict[str, Any]]:
        """Call any action that answers with a stream of events, with plain data; see `call`.

        Returns:
            An iterator over the events, which sends the request when the first one is asked for.
            Closed, or left at the end of a `with` block, it lets go of the rest.
        """
        from .streaming import Stream

        flow = self._begin_call(action, params, read_only, streams=True)
        return Stream(self._transport, self._run, flow)

    def close(self) -> None:
        """Close the connections that this client opened."""
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _make_transport(self) -> Transport:
        from .urllib3_transport import Urllib3Transport

        return Urllib3Transport()

    def _invoke(
        self,
        action: Action[RequestT, ResponseT],
        request: RequestT,
        content: bytes | None = None,
    ) -> ResponseT:
        flow = self._begin_action(action, request, content)
        return cast("ResponseT", self._run(flow))

    def _stream(
        self,
        action: Action[RequestT, ResponseT],
        request: RequestT,
        content: bytes | None = None,
    ) -> Stream[ResponseT]:
        from .streaming import Stream

        flow = self._begin_action(action, request, content, streams=True)
        return Stream(self._transport, self._run, flow)

    def _wait(
        self,
        waiter: Waiter[RequestT, ResponseT],
        request: RequestT,
        delay: float,
        max_delay: float,
        timeout: float | None,
        on_poll: PollHook | None,
    ) -> ResponseT:
        flow = self._begin_waiting(waiter, request, delay, max_delay, timeout, on_poll)
        return cast("ResponseT", self._run(flow))

    def _run(self, flow: Exchange) -> Any:
        answer: Any = None
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Send):
                    try:
                        answer = self._transport.send(step.request, step.timeout)
                    except TencentCloudError as error:
                        answer = error
                elif isinstance(step, Sleep):
                    self._terms.clock.sleep(step.seconds)
                    answer = None
                else:  # keys, or the next piece of a stream
                    answer = step.wait()
        except StopIteration as end:
            return end.value
        finally:
            flow.close()


class AsyncClient(Base[AsyncTransport]):
    """Calls a service from coroutines of one event loop.

    Use it as an async context manager, or `await` its `close`.
    """

    async def call(
        self,
        action: str,
        params: Mapping[str, object] | None = None,
        *,
        read_only: bool = False,
    ) -> dict[str, Any]:
        """Call any action with plain data under the API's names; see `Client.call`."""
        flow = self._begin_call(action, params, read_only)
        return cast("dict[str, Any]", await self._run(flow))

    def call_stream(
        self,
        action: str,
        params: Mapping[str, object] | None = None,
        *,
        read_only: bool = False,
    ) -> AsyncStream[dict[str, Any]]:
        """Call any action that answers with a stream of events; see `Client.call_stream`."""
        from .streaming import AsyncStream

        flow = self._begin_call(action, params, read_only, streams=True)
        return AsyncStream(self._transport, self._run, flow)

    async def close(self) -> None:
        """Close the connections that this client opened."""
        if self._owns_transport:
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def _make_transport(self) -> AsyncTransport:
        from .aiohttp_transport import AiohttpTransport

        return AiohttpTransport()

    async def _invoke(
        self,
        action: Action[RequestT, ResponseT],
        request: RequestT,
        content: bytes | None = None,
    ) -> ResponseT:
        flow = self._begin_action(action, request, content)
        return cast("ResponseT", await self._run(flow))

    def _stream(
        self,
        action: Action[RequestT, ResponseT],
        request: RequestT,
        content: bytes | None = None,
    ) -> AsyncStream[ResponseT]:
        from .streaming import AsyncStream

        flow = self._begin_action(action, request, content, streams=True)
        return AsyncStream(self._transport, self._run, flow)

    async def _wait(
        self,
        waiter: Waiter[RequestT, ResponseT],
        request: RequestT,
        delay: float,
        max_delay: float,
        timeout: float | None,
        on_poll: PollHook | None,
    ) -> ResponseT:
        flow = self._begin_waiting(waiter, request, delay, max_delay, timeout, on_poll)
        return cast("ResponseT", await self._run(flow))

    async def _run(self, flow: Exchange) -> Any:
        answer: Any = None
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Send):
                    try:
                        answer = await self._transport.send(step.request, step.timeout)
                    except TencentCloudError as error:
                        answer = error
                elif isinstance(step, Sleep):
                    await self._terms.clock.sleep_async(step.seconds)
                    answer = None
                else:
                    answer = await step.wait_async()
        except StopIteration as end:
            return end.value
        finally:
            flow.close()
