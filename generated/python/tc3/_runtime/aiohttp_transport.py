"""The transport of async clients, on aiohttp."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl

try:
    import aiohttp
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "async clients need aiohttp, the extra `async`: pip install 'aiohttp>=3.10'",
        name=error.name,
    ) from None

from .errors import TransportError
from .transport import (
    MAX_BODY,
    MAX_CONNECTIONS,
    MAX_IDLE,
    AsyncStreamed,
    Request,
    Response,
    Timeout,
    is_event_stream,
    proxy_for,
    tls_context,
    too_large,
    translated,
)


class AiohttpTransport:
    """Sends over pooled, kept-alive connections; any number of tasks of one loop may share it.

    TLS is verified, against the system's authorities or those of `ca_file` (PEM).  Proxies come
    from the environment, see `proxy_for`, unless `proxies` is false; aiohttp's own reading of it
    would also take passwords from ~/.netrc and put them in place of our signature.
    """

    def __init__(self, *, ca_file: str | None = None, proxies: bool = True) -> None:
        self._ca_file, self._uses_proxies = ca_file, proxies
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._routes: dict[str, tuple[str | None, ssl.SSLContext | bool]] = {}
        self._closed = False

    async def send(self, request: Request, timeout: Timeout) -> Response:
        """Send a request; see `Transport.send`."""
        deadline = asyncio.timeout(timeout.total)
        try:
            async with deadline, await self._ask(request, timeout) as response:
                headers = _lower(response)
                if is_event_stream(headers):
                    response.close()
                    return Response(response.status, headers, b"")
                body = await _read(response)
        except _FOREIGN as error:
            raise _translated(error, request, deadline) from error
        return Response(response.status, headers, body)

    async def stream(self, request: Request, timeout: Timeout) -> AsyncStreamed:
        """Send a request whose reply may be a stream; see `StreamingTransport.stream`."""
        deadline = asyncio.timeout(timeout.total)
        try:
            async with deadline:
                response = await self._ask(request, timeout)
        except _FOREIGN as error:
            raise _translated(error, request, deadline) from error
        pieces = _Pieces(response, request)
        return AsyncStreamed(response.status, _lower(response), pieces, pieces.close)

    async def close(self) -> None:
        """Close all connections."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def _ask(self, request: Request, timeout: Timeout) -> aiohttp.ClientResponse:
        """The reply, of which the head has come."""
        session, proxy, context = self._open(request.url)
        return await session.request(
            request.method,
            request.url,
            data=request.body,
            headers=request.headers,
            allow_redirects=False,
            proxy=proxy,
            ssl=context,
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=timeout.connect, sock_read=timeout.read
            ),
        )

    def _open(
        self, url: str
    ) -> tuple[aiohttp.ClientSession, str | None, ssl.SSLContext | bool]:
        """The session, and the proxy and the authorities for a URL."""
        if self._closed:
            raise RuntimeError("this client is closed")
        if url not in self._routes:
            proxy = proxy_for(url) if self._uses_proxies else None
            # Loading the system's authorities takes a while, so plain HTTP goes without.
            secure = url.startswith("https:") or proxy is not None
            self._routes[url] = proxy, tls_context(self._ca_file) if secure else True
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            if self._loop is not None and not self._loop.is_closed():
                raise RuntimeError("this client is in use in another event loop")
            self._loop = loop
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=MAX_CONNECTIONS, keepalive_timeout=MAX_IDLE
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("Accept", "Accept-Encoding"),
            )
        return self._session, *self._routes[url]


_NOT_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
)


_FOREIGN = (aiohttp.ClientError, OSError, UnicodeError)


def _translated(
    error: Exception, request: Request, deadline: asyncio.Timeout | None = None
) -> TransportError:
    host = urlsplit(request.url).hostname or ""
    expired = deadline is not None and deadline.expired()
    sent = not isinstance(error, _NOT_SENT)
    return translated(error, host, sent=sent, expired=expired)


def _lower(response: aiohttp.ClientResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


class _Pieces:
    """A body as it comes.  A generator, left alone, would be a task that someone must wait for."""

    def __init__(self, response: aiohttp.ClientResponse, request: Request) -> None:
        self._response, self._request = response, request

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        try:
            piece = await self._response.content.readany()
        except _FOREIGN as error:
            self._response.close()
            raise _translated(error, self._request) from error
        if not piece:
            raise StopAsyncIteration
        return piece

    async def close(self) -> None:
        self._response.close()


async def _read(response: aiohttp.ClientResponse) -> bytes:
    length = response.content_length
    if length is not None:
        if length > MAX_BODY:
            raise too_large()
        return await response.read()
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_any():
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BODY:
            raise too_large()
    return b"".join(chunks)
