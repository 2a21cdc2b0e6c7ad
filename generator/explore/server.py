"""HTTP: the page and its questions, on this machine alone."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from .api import Api
from .guard import ASKED, HEADERS, Guard, Refused
from .site import Site

#: The address that is listened on; there is no way to say another one.
HOST = "127.0.0.1"
#: How long a question may take to come in, in seconds.
MOST_SECONDS = 60.0
#: The largest question, in bytes: the API takes 10 MB, which JSON text in JSON can double.
MOST_BYTES = 32 * 1024 * 1024
#: How long calls under way may still take when the server stops, in seconds.
GRACE = 0.5

_log = logging.getLogger("tc3gen.explore")
#: aiohttp shows a traceback for everything that is no HTTP, which anyone may send.
_quiet = logging.getLogger("tc3gen.explore.http")
_quiet.setLevel(logging.CRITICAL)


class Server:
    """Serves a site and what its page asks for."""

    def __init__(self, site: Site, api: Api, guard: Guard, port: int = 0) -> None:
        """In the loop that it runs in; `port` 0 is a free one, which the guard is told."""
        self._site, self._api, self._guard, self._port = site, api, guard, port
        self._stopping = asyncio.Event()
        # A page that is closed takes its calls with it.
        self._web = web.Server(
            self._handle, handler_cancellation=True, access_log=None, logger=_quiet
        )

    async def run(self, ready: Callable[[int], None]) -> None:
        """Serve until `stop`; `ready` is told the port."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self._web, HOST, self._port)
        try:
            port: int = server.sockets[0].getsockname()[1]
            self._guard.port = port
            ready(port)
            await self._stopping.wait()
        finally:
            server.close()
            self._web.pre_shutdown()
            await self._web.shutdown(GRACE)
            await server.wait_closed()
            await self._api.close()

    def stop(self) -> None:
        """Stop serving; from the thread of the loop."""
        self._stopping.set()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except Refused as refused:
            return _refusal(refused)
        except Exception:
            # A mistake of ours, which the person at the terminal can report.
            _log.exception("a question could not be answered")
            return _refusal(Refused(500, "this server made a mistake"))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path.partition("?")[0]
        by_ticket = self._guard.check(request.method, path, _headers(request))
        if path in ASKED:
            data = await _read(request) if ASKED[path] == "POST" else {}
            answer = await self._api.answer(path, data)
            return _json(200, answer | ({"token": self._guard.token} if by_ticket else {}))
        file = self._site.find(path)
        if file is None:
            raise Refused(404, "there is no such file")
        return web.Response(body=file.content, headers={**HEADERS, "Content-Type": file.type})


def _headers(request: web.BaseRequest) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


async def _read(request: web.BaseRequest) -> object:
    """The JSON of a question.  Raises Refused."""
    size = 0
    chunks: list[bytes] = []
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for chunk in request.content.iter_any():
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Refused(413, f"a question has at most {MOST_BYTES >> 20} MiB")
                chunks.append(chunk)
    except TimeoutError:
        raise Refused(408, "the question did not come to its end") from None
    try:
        return json.loads(b"".join(chunks))
    except (ValueError, RecursionError):
        raise Refused(400, "the question is no JSON") from None


def _json(status: int, data: Mapping[str, Any]) -> web.Response:
    # ASCII alone: half a character, which JSON may hold, is none in UTF-8.
    return web.Response(
        body=json.dumps(data).encode(),
        status=status,
        headers={**HEADERS, "Content-Type": "application/json"},
    )


def _refusal(refused: Refused) -> web.Response:
    response = _json(refused.status, {"problem": refused.problem})
    # What else of it is on its way is not wanted.
    response.force_close()
    return response
