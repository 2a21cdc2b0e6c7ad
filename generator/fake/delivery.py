"""HTTP: requests off the wire, replies onto it, and what faults do to them on the way."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
import struct
from collections.abc import Callable

from aiohttp import web

from .core import Answer, Core
from .faults import ContentType, Cut, Fault, Garbage, Latency, Reset, Stall, Status, Truncated
from .protocol import MAX_BODY, Incoming, too_large
from .refusal import Refusal

#: How long a request may take to come in, in seconds.
MOST_SECONDS = 60.0
#: How many bytes of unfinished requests are held, over all connections.
MOST_BUFFERED = 256 * 1024 * 1024
#: How long replies under way may still take when the server stops, in seconds.
GRACE = 0.5

#: aiohttp shows a traceback for everything that is no HTTP, which callers may well send.
_quiet = logging.getLogger("tc3gen.fake.http")
_quiet.setLevel(logging.CRITICAL)


class Server:
    """Serves a core from one event loop."""

    def __init__(
        self, core: Core, host: str, port: int, context: ssl.SSLContext | None = None
    ) -> None:
        self._core = core
        self._host, self._port, self._context = host, port, context
        self._stopping = asyncio.Event()
        self._buffered = 0
        # A caller who leaves takes the work with them, so stalled replies do not pile up.
        self._web = web.Server(
            self._handle,
            handler_cancellation=True,
            access_log=None,
            logger=_quiet,
            auto_decompress=False,
            lingering_time=2.0,
        )

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._web.connections)

    async def run(self, ready: Callable[[int], None]) -> None:
        """Serve until `stop`; `ready` is told the port."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            self._web, self._host, self._port, ssl=self._context, backlog=1024
        )
        try:
            ready(server.sockets[0].getsockname()[1])
            await self._stopping.wait()
        finally:
            server.close()
            self._web.pre_shutdown()
            await self._web.shutdown(GRACE)
            await server.wait_closed()

    def stop(self) -> None:
        """Stop serving; from the thread of the loop."""
        self._stopping.set()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            incoming = await self._read(request)
        except Refusal as refusal:
            return _response(self._core.refuse(refusal), close=True)
        except TimeoutError:
            _abort(request)
            return web.Response()
        answer = self._core.answer(incoming)
        for fault in answer.faults:
            if isinstance(fault, Latency):
                await self._pause(fault.seconds)
        last = next((each for each in answer.faults if not each.adds_up), None)
        return await self._deliver(request, _spoilt(answer, last), last)

    async def _read(self, request: web.BaseRequest) -> Incoming:
        if request.headers.get("Expect", "").lower() == "100-continue" and request.transport:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        size = 0
        chunks: list[bytes] = []
        try:
            async with asyncio.timeout(MOST_SECONDS):
                async for chunk in request.content.iter_any():
                    size += len(chunk)
                    self._buffered += len(chunk)
                    if size > MAX_BODY:
                        raise too_large()
                    if self._buffered > MOST_BUFFERED:
                        raise Refusal("ServiceUnavailable", "too many large requests at once")
                    chunks.append(chunk)
        finally:
            self._buffered -= size
        headers: dict[str, str] = {}
        for name, value in request.headers.items():
            name = name.lower()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        path, _, query = request.raw_path.partition("?")
        return Incoming(request.method, path, query, headers, b"".join(chunks))

    async def _deliver(
        self, request: web.BaseRequest, answer: Answer, fault: Fault | None
    ) -> web.StreamResponse:
        if isinstance(fault, Reset):
            _abort(request)
            return web.Response()
        if not isinstance(fault, (Cut, Stall)):
            return await _stream(request, answer) if answer.events else _response(answer)
        response = web.StreamResponse(status=answer.status, headers=answer.headers)
        if not answer.events:
            response.content_length = len(answer.body)
        await response.prepare(request)
        await response.write(answer.body[: len(answer.body) // 2])
        if isinstance(fault, Stall):
            await self._pause(fault.seconds)
        _abort(request)
        return response

    async def _pause(self, seconds: float) -> None:
        """Wait, but not for longer than the server runs."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass


def _spoilt(answer: Answer, fault: Fault | None) -> Answer:
    """A reply as faults make it."""
    headers = dict(answer.headers)
    body, status, events = answer.body, answer.status, answer.events
    if isinstance(fault, Truncated):
        body = body[: len(body) // 2]
        events = (body,) if events else ()
    elif isinstance(fault, Garbage):
        body = fault.body
    elif isinstance(fault, Status):
        status, body = fault.status, b"<html><body><h1>%d</h1></body></html>" % fault.status
        headers["Content-Type"] = "text/html"
        if fault.retry_after is not None:
            headers["Retry-After"] = fault.retry_after
    for each in answer.faults:
        if isinstance(each, ContentType):
            headers["Content-Type"] = each.text
    if isinstance(fault, (Garbage, Status)):
        events = ()
    return Answer(body, status, headers, events=events)


def _response(answer: Answer, close: bool = False) -> web.Response:
    response = web.Response(body=answer.body, status=answer.status, headers=answer.headers)
    if close:
        response.force_close()
    return response


async def _stream(request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
    """Events one by one, as a service sends them that is still at work on the next."""
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    await response.prepare(request)
    for event in answer.events:
        await response.write(event)
    await response.write_eof()
    return response


def _abort(request: web.BaseRequest) -> None:
    """Reset the connection, so that the caller sees a failure and not a proper end."""
    transport = request.transport
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
