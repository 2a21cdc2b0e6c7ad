"""What sends a request and brings the reply: two methods that anyone can implement, or three.

`urllib3_transport.py` and `aiohttp_transport.py` are ours.  A transport knows nothing of signing,
retries or JSON, and raises our errors alone: foreign exceptions end at it.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol
from urllib.parse import urlsplit

from .errors import (
    ConfigurationError,
    ConnectFailed,
    ConnectionLost,
    MalformedResponseError,
    TimedOut,
    TransportError,
)

if TYPE_CHECKING:
    import ssl

#: A reply larger than this is refused while it is read.  The API promises at most 10 MB.
MAX_BODY = 64 * 1024 * 1024


class Request(NamedTuple):
    """One HTTP request, as it goes out.  The repr leaves out what may hold secrets."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Request({self.method!r}, {self.url!r}, {len(self.body)} bytes)"


class Response(NamedTuple):
    """One HTTP reply, read to its end; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Timeout:
    """How long to wait, in seconds, each above 0; None waits for ever."""

    total: float | None = 60.0
    """For the whole call: all attempts, the pauses between them, the last byte of the reply.  A
    stream of events may last longer: there it ends with the head of the reply."""
    connect: float | None = 10.0
    """For a connection: name resolution aside, TCP and TLS each."""
    read: float | None = 30.0
    """For the next bytes of a reply."""

    def __post_init__(self) -> None:
        for name in ("total", "connect", "read"):
            seconds = getattr(self, name)
            if seconds is not None and not (
                is_number(seconds) and 0 < seconds < math.inf
            ):
                raise ConfigurationError(
                    f"timeout: {name} must be a number of seconds above 0, or None, not {seconds!r}"
                )


def is_number(value: object) -> bool:
    """Whether it is one, for those who come without a type checker."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


#: The content type of a reply that is a stream of events.
EVENT_STREAM = "text/event-stream"


def is_event_stream(headers: Mapping[str, str]) -> bool:
    """Whether a reply with these headers goes on for as long as the service has events."""
    kind = headers.get("content-type", "").partition(";")[0]
    return kind.strip().lower() == EVENT_STREAM


class Transport(Protocol):
    """Sends requests, from any number of threads at once."""

    def send(self, request: Request, timeout: Timeout) -> Response:
        """One request, one reply of whatever status; no redirects, no retries.

        Raises ConnectFailed where surely nothing was sent, TimedOut, ConnectionLost, and
        MalformedResponseError for a body over MAX_BODY.  `timeout.total` is for this request alone.
        A reply that is a stream of events need not be read: nobody looks at its body.
        """
        ...

    def close(self) -> None:
        """Close all connections.  May be called twice."""
        ...


class AsyncTransport(Protocol):
    """The same, for coroutines of one event loop."""

    async def send(self, request: Request, timeout: Timeout) -> Response:
        """One request, one reply; see Transport."""
        ...

    async def close(self) -> None:
        """Close all connections.  May be called twice."""
        ...


class Streamed(NamedTuple):
    """A reply whose body comes in pieces; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]
    """The body as it comes, in pieces of any size.  Its end is the body's proper end; a broken
    connection raises ConnectionLost, and silence for longer than `timeout.read` TimedOut."""
    close: Callable[[], object]
    """Called once the reply is not wanted any more, at its end or before; maybe twice."""


class AsyncStreamed(NamedTuple):
    """The same, for coroutines."""

    status: int
    headers: Mapping[str, str]
    pieces: AsyncIterator[bytes]
    close: Callable[[], Awaitable[object]]


class StreamingTransport(Transport, Protocol):
    """A transport that can hand out a reply while it comes, which only streams of events need."""

    def stream(self, request: Request, timeout: Timeout) -> Streamed:
        """One request, one reply of whatever status, of which the head has come.

        Raises what `send` does.  `timeout.total` ends with the head.
        """
        ...


class AsyncStreamingTransport(AsyncTransport, Protocol):
    """The same, for coroutines of one event loop."""

    async def stream(self, request: Request, timeout: Timeout) -> AsyncStreamed:
        """One request, and the head of its reply; see StreamingTransport."""
        ...


# What both of our transports do -----------------------------------------------------------------

#: Seconds after which an idle connection isn't used again: the far end may be closing it just then,
#: and a call that meets that cannot know whether it took effect.
MAX_IDLE = 15.0
MAX_CONNECTIONS = 100


def too_large() -> MalformedResponseError:
    """The error for a body over MAX_BODY."""
    return MalformedResponseError(f"the reply is larger than {MAX_BODY >> 20} MiB")


def translated(
    error: Exception, host: str, *, sent: bool, expired: bool
) -> TransportError:
    """Our error for a library's.

    Args:
        error: What was raised; the message tells what lies at its bottom.
        host: Where the request went.
        sent: Whether any of the request may have arrived.
        expired: Whether the deadline of the whole request is over.
    """
    bottom: BaseException = error
    while deeper := bottom.__cause__ or next(
        (part for part in bottom.args if isinstance(part, BaseException)), None
    ):
        bottom = deeper
    if expired:
        return TimedOut(
            f"time for the call was up, at {host}", phase="total", sent=sent
        )
    if isinstance(bottom, TimeoutError):
        doing = "waiting for" if sent else "connecting to"
        phase: Literal["read", "connect"] = "read" if sent else "connect"
        return TimedOut(f"time was up {doing} {host}", phase=phase, sent=sent)
    said = str(bottom) or type(bottom).__name__
    if sent:
        return ConnectionLost(f"the connection to {host} broke: {said}")
    return ConnectFailed(f"no connection to {host}: {said}")


def proxy_for(url: str) -> str | None:
    """The proxy that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name for a URL."""
    from urllib.request import getproxies_environment, proxy_bypass  # loads much

    parts, proxies = urlsplit(url), getproxies_environment()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if not proxy.startswith(("http://", "https://")):
        raise ConfigurationError(f"{proxy.partition(':')[0]} proxies are not supported")
    return proxy


def tls_context(ca_file: str | None) -> ssl.SSLContext:
    """Verifies certificates and host names, against the system's authorities or those of a file."""
    import ssl  # loads OpenSSL, which plain HTTP does not need

    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(
            f"ca_file {ca_file!r} cannot be used: {error}"
        ) from error
