"""What the service was asked, for tests to look at.  No secret, token or signature is kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: No more requests than this are kept, and no more bytes of them; the oldest go first.
MOST_CALLS = 20_000
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One request, and what became of it."""

    service: str
    """Empty where the request did not get so far."""
    action: str
    """What X-TC-Action said."""
    parameters: Mapping[str, Any] = field(hash=False)
    """Empty where the request did not get so far."""
    code: str
    """The error code of the reply; empty for a success."""
    request_id: str
    when: float
    """By the service's clock, in Unix seconds."""
    region: str
    language: str
    request_client: str
    """What X-TC-RequestClient said."""
    faults: tuple[str, ...]
    """The kinds of fault that happened to it."""
    performed: bool
    """Whether it took effect, whatever the caller got to see."""
    size: int
    """Bytes of its body."""
    content: bytes = b""
    """The body, where it is bytes beside parameters."""


class Log:
    """The latest calls."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque()
        self._bytes = 0

    def add(self, call: Call) -> None:
        """One more."""
        self._calls.append(call)
        self._bytes += call.size
        while len(self._calls) > MOST_CALLS or (self._bytes > MOST_BYTES and len(self._calls) > 1):
            self._bytes -= self._calls.popleft().size

    def all(self) -> tuple[Call, ...]:
        """The calls, in the order in which they came."""
        return tuple(self._calls)

    def clear(self) -> None:
        """Forget them."""
        self._calls.clear()
        self._bytes = 0
