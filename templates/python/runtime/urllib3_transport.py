"""The transport of sync clients, on urllib3's connection pools.

urllib3 has timeouts for connecting and for each read, but a reply that drips byte by byte meets
both and never ends.  So our connections know the deadline of the request that they are serving, and
wait no longer than that for anything.  A request is served within one thread, which is how the
deadline gets to the connection that the pool picks for it.
"""

from __future__ import annotations

import http.client
import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3 import connection, connectionpool
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers

from .transport import (
    MAX_BODY,
    MAX_CONNECTIONS,
    MAX_IDLE,
    Request,
    Response,
    Streamed,
    Timeout,
    is_event_stream,
    proxy_for,
    tls_context,
    too_large,
    translated,
)


class _Progress(threading.local):
    """How far the request that this thread is sending has come."""

    deadline: float | None = None
    read: float | None = None
    connecting: bool = False
    sent: bool = False

    def begin(self, timeout: Timeout) -> None:
        self.deadline = (
            None if timeout.total is None else time.monotonic() + timeout.total
        )
        self.read = timeout.read
        self.connecting = self.sent = False

    def expired(self) -> bool:
        return self.deadline is not None and time.monotonic() >= self.deadline

    def left(self, most: float | None) -> float | None:
        """Seconds that the next wait may take.  Raises TimeoutError if there are none."""
        if self.deadline is None:
            return most
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline exceeded")
        return left if most is None else min(left, most)


_progress = _Progress()


class _Reader(io.RawIOBase):
    """A socket's bytes; sets its timeout before each read."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._sock, self._raw = sock, raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(_progress.left(_progress.read))
        return cast("int | None", self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Reply(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Reader(sock, self.fp.detach()))


class _HTTPConnection(connection.HTTPConnection):
    response_class = _Reply
    _last_used = 0.0
    _held: list[bytes] | None = None

    def _new_conn(self) -> socket.socket:
        # urllib3 would give each address of the host the whole timeout.
        failure = OSError("the host has no address")
        for *_, address in socket.getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM
        ):
            try:
                sock = socket.create_connection(
                    (str(address[0]), self.port), _progress.left(self.timeout)
                )
            except OSError as error:
                failure = error
            else:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
        raise failure

    def connect(self) -> None:
        _progress.connecting = True  # what a proxy is told meanwhile is not the request
        super().connect()
        _progress.connecting = False

    def request(self, *args: Any, **kwargs: Any) -> None:
        # Head and body would go out one by one, and wake the far end twice.
        held: list[bytes] = []
        self._held = held
        try:
            super().request(*args, **kwargs)
        finally:
            self._held = None
        self.send(b"".join(held))

    def send(self, data: Any) -> None:
        if self._held is not None:
            self._held.append(data)
            return
        if self.sock is None:
            self.connect()
        if not _progress.connecting:
            _progress.sent = True
        # A timeout of send is for all of the data, so the time for one read would be too little.
        if self.sock is not None:
            self.sock.settimeout(_progress.left(None))
        super().send(data)

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as urllib3 does
        response = super().getresponse()
        self._last_used = time.monotonic()
        return response

    @property
    def is_connected(self) -> bool:
        # The pool asks before it uses a connection again.
        return time.monotonic() - self._last_used < MAX_IDLE and super().is_connected


class _HTTPSConnection(_HTTPConnection, connection.HTTPSConnection):
    pass


class _HTTPPool(connectionpool.HTTPConnectionPool):
    ConnectionCls = _HTTPConnection  # pyright: ignore[reportAssignmentType]


class _HTTPSPool(connectionpool.HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection  # pyright: ignore[reportAssignmentType]


_POOLS: Any = {"http": _HTTPPool, "https": _HTTPSPool}
_ONCE = urllib3.Retry(False, redirect=False)
_FOREIGN = (HTTPError, http.client.HTTPException, OSError, UnicodeError)
#: At most so many bytes are read at once of what comes in pieces.
_PIECE = 65536


class Urllib3Transport:
    """Sends over pooled, kept-alive connections; any number of threads may share it.

    TLS is verified, against the system's authorities or those of `ca_file` (PEM).  Proxies come
    from the environment, see `proxy_for`, unless `proxies` is false.  After a fork, the child makes
    connections of its own.
    """

    def __init__(self, *, ca_file: str | None = None, proxies: bool = True) -> None:
        self._ca_file, self._proxies = ca_file, proxies
        self._pools: dict[str, tuple[connectionpool.HTTPConnectionPool, str]] = {}
        self._process = os.getpid()
        self._closed = False

    def send(self, request: Request, timeout: Timeout) -> Response:
        """Send a request; see `Transport.send`."""
        pool, target = self._begin(request, timeout)
        try:
            response = _ask(pool, target, request, timeout)
            headers = _lower(response)
            try:
                if is_event_stream(headers):
                    response.close()
                    return Response(response.status, headers, b"")
                body = _read(response)
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except _FOREIGN as error:
            raise translated(
                error, pool.host, sent=_progress.sent, expired=_progress.expired()
            ) from error
        return Response(response.status, headers, body)

    def stream(self, request: Request, timeout: Timeout) -> Streamed:
        """Send a request whose reply may be a stream; see `StreamingTransport.stream`."""
        pool, target = self._begin(request, timeout)
        try:
            response = _ask(pool, target, request, timeout)
        except _FOREIGN as error:
            raise translated(
                error, pool.host, sent=_progress.sent, expired=_progress.expired()
            ) from error
        pieces = _pieces(response, pool.host, timeout.read)
        return Streamed(response.status, _lower(response), pieces, response.close)

    def close(self) -> None:
        """Close all connections."""
        self._closed = True
        for pool, _ in self._pools.values():
            pool.close()
        self._pools = {}

    def _begin(
        self, request: Request, timeout: Timeout
    ) -> tuple[connectionpool.HTTPConnectionPool, str]:
        _progress.begin(timeout)
        return self._pool(request.url)

    def _pool(self, url: str) -> tuple[connectionpool.HTTPConnectionPool, str]:
        """The pool for a URL, and what to call the URL there."""
        if self._closed:
            raise RuntimeError("this client is closed")
        if self._process != os.getpid():
            self._pools, self._process = {}, os.getpid()
        # Two threads may both make one, and one of them wins.
        return self._pools.get(url) or self._pools.setdefault(url, self._open(url))

    def _open(self, url: str) -> tuple[connectionpool.HTTPConnectionPool, str]:
        proxy = proxy_for(url) if self._proxies else None
        secure = url.startswith("https:")
        context = tls_context(self._ca_file) if secure or proxy else None
        if proxy:
            parts = urlsplit(proxy)
            auth = unquote(parts.netloc.rpartition("@")[0])
            manager: urllib3.PoolManager = urllib3.ProxyManager(
                f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}",
                proxy_headers=make_headers(proxy_basic_auth=auth) if auth else None,
                proxy_ssl_context=context,
                ssl_context=context,
                maxsize=MAX_CONNECTIONS,
            )
        else:
            manager = urllib3.PoolManager(ssl_context=context, maxsize=MAX_CONNECTIONS)
        manager.pool_classes_by_scheme = _POOLS
        if proxy and not secure:
            return manager.connection_from_url(url), url
        parts = urlsplit(url)
        path = (
            f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        )
        return manager.connection_from_url(url), path


def _ask(
    pool: connectionpool.HTTPConnectionPool,
    target: str,
    request: Request,
    timeout: Timeout,
) -> urllib3.BaseHTTPResponse:
    """The reply, of which the head has come."""
    return pool.urlopen(
        request.method,
        target,
        request.body,
        dict(request.headers),
        retries=_ONCE,
        redirect=False,
        assert_same_host=False,
        timeout=urllib3.Timeout(connect=timeout.connect, read=timeout.read),
        preload_content=False,
        decode_content=False,
    )


def _lower(response: urllib3.BaseHTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _pieces(
    response: urllib3.BaseHTTPResponse, host: str, silence: float | None
) -> Iterator[bytes]:
    """The body as it comes; its caller may make other calls in between, or move to a thread."""
    while True:
        _progress.begin(Timeout(None, None, silence))
        _progress.sent = True
        try:
            piece = response.read1(_PIECE)
        except _FOREIGN as error:
            response.close()
            raise translated(error, host, sent=True, expired=False) from error
        if not piece:
            break
        yield piece
    response.release_conn()


def _read(response: urllib3.BaseHTTPResponse) -> bytes:
    length = response.length_remaining
    if length is not None:
        if length > MAX_BODY:
            raise too_large()
        return response.read()
    body = response.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise too_large()
    return body
