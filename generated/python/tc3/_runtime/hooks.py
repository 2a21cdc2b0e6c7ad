"""What a client tells of its calls, for metrics and traces.

Hooks are plain functions of one event; both clients call them where the call itself runs, so that
context variables are those of the caller.  What a hook raises is logged and goes no further: a call
that took effect must not fail because a metric did.  Events hold no secret, no header and no body.
An attempt that is cancelled has no response.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from .errors import ConfigurationError
from .transport import Request

_log = logging.getLogger("tc3")
_calls = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent:
    """A request is about to go out."""

    service: str
    version: str
    action: str
    region: str
    """Empty where none is sent."""
    host: str
    call: int
    """The same for all attempts of a call, and for no other call of this process."""
    attempt: int
    """1, 2, ..."""
    timeout: float | None
    """Seconds until the call's deadline."""
    waited: float
    """Seconds for which the rate limit held this request back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseEvent(RequestEvent):
    """A reply came, or the error that ended the attempt."""

    seconds: float
    """How long the attempt took."""
    status: int | None
    """HTTP status; None where no reply came."""
    code: str
    """`ok`, the service's error code, or the name of our error's class."""
    request_id: str
    """Empty where none came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryEvent(ResponseEvent):
    """The attempt failed, and there will be another."""

    sleep: float
    """Seconds until then, a wait for the rate limit aside."""


RequestHook: TypeAlias = Callable[[RequestEvent], object]
ResponseHook: TypeAlias = Callable[[ResponseEvent], object]
RetryHook: TypeAlias = Callable[[RetryEvent], object]


class Hooks(NamedTuple):
    """A client's hooks."""

    on_request: RequestHook | None = None
    on_response: ResponseHook | None = None
    on_retry: RetryHook | None = None

    def check(self) -> None:
        """Raises ConfigurationError for what cannot be a hook."""
        for name, hook in self._asdict().items():
            if hook is not None and (not callable(hook) or iscoroutinefunction(hook)):
                raise ConfigurationError(
                    f"{name} must be a plain function of one event"
                )


class Watch:
    """Tells the hooks of one call."""

    def __init__(self, hooks: Hooks, service: str) -> None:
        self._hooks = hooks
        self._about: dict[str, Any] = {"service": service, "call": next(_calls)}

    def request(self, request: Request, **more: object) -> None:
        """Before each attempt."""
        names = {"action": "Action", "version": "Version", "region": "Region"}
        self._about |= {
            key: request.headers.get(f"X-TC-{n}", "") for key, n in names.items()
        }
        self._about |= {"host": urlsplit(request.url).netloc, **more}
        self._tell("on_request", RequestEvent, self._about)

    def response(self, **more: object) -> None:
        """After each attempt."""
        self._tell("on_response", ResponseEvent, self._about | more)
        self._last = more

    def retry(self, sleep: float) -> None:
        """Before each pause."""
        self._tell("on_retry", RetryEvent, self._about | self._last | {"sleep": sleep})

    def _tell(
        self, name: str, event: Callable[..., object], facts: dict[str, Any]
    ) -> None:
        hook = getattr(self._hooks, name)
        if hook is None:
            return
        try:
            hook(event(**facts))
        except Exception:
            _log.exception("%s failed, and the call goes on", name)
