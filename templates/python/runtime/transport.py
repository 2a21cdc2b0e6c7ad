"""What sends a request and brings the reply: two methods that anyone can implement.

`urllib3_transport.py` and `aiohttp_transport.py` are ours.  A transport knows nothing of signing,
retries or JSON, and raises nothing but the classes of TransportError: foreign exceptions end at it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from .errors import ConfigurationError

#: A reply larger than this is refused while it is read.  The API promises at most 10 MB.
MAX_BODY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, as it goes out.  The repr leaves out headers and body: they hold secrets."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Request({self.method!r}, {self.url!r}, {len(self.body)} bytes)"


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP reply, read to its end; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Timeout:
    """How long to wait, in seconds, each above 0; None waits for ever."""

    total: float | None = 60.0
    """For the whole call: all attempts, the pauses between them, the last byte of the reply."""
    connect: float | None = 10.0
    """For a connection: name resolution aside, TCP and TLS each."""
    read: float | None = 30.0
    """For the next bytes of a reply."""

    def __post_init__(self) -> None:
        for name in ("total", "connect", "read"):
            seconds = getattr(self, name)
            if seconds is not None and not (_is_number(seconds) and 0 < seconds < math.inf):
                raise ConfigurationError(
                    f"timeout: {name} must be a number of seconds above 0, or None, not {seconds!r}"
                )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Transport(Protocol):
    """Sends requests, from any number of threads at once."""

    def send(self, request: Request, timeout: Timeout) -> Response:
        """One request, one reply of whatever status; no redirects, no retries.

        Raises TransportError: ConnectFailed where surely nothing was sent, TimedOut,
        ConnectionLost.  `timeout.total` is for this request alone.
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
