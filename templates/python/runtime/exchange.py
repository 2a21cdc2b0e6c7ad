"""One call, from request to reply, without any I/O of its own.

`exchange` is a generator.  It yields a Send and is sent the Response, or the error that
came instead; it yields a Sleep and is sent None; it returns the reply.  Sync and async drive the
same generator, and tests drive it with a clock of their own.

    prepare ──> Send ──> judge ──────────────> reply
       ^                   │
       └───── Sleep <── repeat? ── no ───────> error

Laws:
1. Every attempt is signed anew, at its own time.
2. A call is repeated only if the attempt surely took no effect (no connection was made, or the
   service says that it throttled the request), or if its action is read-only and the trouble may
   pass (the connection broke, time for one read was up, a 5xx, InternalError, ServiceUnavailable).
3. No attempt and no pause begins that cannot end before the call's deadline.
4. What is raised is the last attempt's error; it knows how many attempts there were, and notes the
   earlier ones.
5. Nothing that is logged can be used to call the service: no secret, token, signature or body.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, cast
from urllib.parse import urlsplit

from .codec import loads
from .errors import (
    ConfigurationError,
    HTTPStatusError,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    TransportError,
)
from .transport import Request, Response, Timeout, is_number

_log = logging.getLogger("tc3")

#: How many bytes of a strange reply its error keeps.
EXCERPT = 1024

#: Plain data inside `Response`.
Reply: TypeAlias = dict[str, Any]


class Send(NamedTuple):
    """Please send this, and send me the Response or the error."""

    request: Request
    timeout: Timeout


class Sleep(NamedTuple):
    """Please wait so many seconds."""

    seconds: float


Exchange: TypeAlias = Generator[
    Send | Sleep, Response | TencentCloudError | None, Reply
]


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and when a call is repeated."""

    most: int = 2
    """How often at most, after the first attempt; 0 to 100."""
    base: float = 0.5
    """The first pause is random between 0 and this many seconds; each later one may be twice as
    long."""
    longest: float = 8.0
    """No pause is longer than this many seconds."""

    def __post_init__(self) -> None:
        for name, low, high in (
            ("most", 0, 100),
            ("base", 0, 3600),
            ("longest", 0, 3600),
        ):
            value = getattr(self, name)
            if not (is_number(value) and low <= value <= high):
                raise ConfigurationError(
                    f"retries: {name} must be within {low} and {high}"
                )

    def pause(self, attempt: int, chance: float) -> float:
        """Seconds to wait after the given attempt, for a random number between 0 and 1."""
        return chance * min(self.longest, self.base * 2.0 ** (attempt - 1))


class Clock(NamedTuple):
    """Where time and chance come from."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


_SYSTEM = Clock()


def exchange(
    prepare: Callable[[int], Request],
    *,
    action: str,
    read_only: bool,
    timeout: Timeout,
    retries: Retries,
    error_class: Callable[[str], type[ServiceError]],
    clock: Clock = _SYSTEM,
) -> Exchange:
    """The flow of one call.

    `prepare` makes the signed request for a time in Unix seconds; `read_only` allows to repeat a
    call that may have taken effect; `error_class` finds the class for an error code.  Raises
    ServiceError, TransportError, MalformedResponseError.
    """
    deadline: float | None = None
    left = timeout
    notes: list[str] = []
    attempt = 0
    while True:
        attempt += 1
        request = prepare(int(clock.now()))
        began = clock.monotonic()
        if attempt == 1 and timeout.total is not None:
            deadline = began + timeout.total
        elif deadline is not None:
            left = Timeout(max(deadline - began, 0.001), timeout.connect, timeout.read)
        answer = yield Send(request, left)
        error: TencentCloudError
        if isinstance(answer, Response):
            try:
                reply = judge(answer, error_class)
            except TencentCloudError as refused:
                error = refused
            else:
                _tell(request, action, attempt, clock.monotonic() - began, reply)
                return reply
        else:
            assert answer is not None, "a Send is answered by a Response or an error"
            error = answer
        error.action, error.attempts = action, attempt
        _tell(request, action, attempt, clock.monotonic() - began, error)
        pause = retries.pause(attempt, clock.chance())
        if (
            attempt > retries.most
            or not may_repeat(error, read_only)
            or (deadline is not None and clock.monotonic() + pause >= deadline)
        ):
            for note in notes:
                error.add_note(note)
            raise error
        notes.append(f"attempt {attempt}: {error}")
        yield Sleep(pause)


def judge(
    response: Response, error_class: Callable[[str], type[ServiceError]]
) -> Reply:
    """What stands inside `Response`, or the error that it is."""
    status = response.status
    try:
        reply = loads(response.body)["Response"]
        error = reply.get("Error")
    except MalformedResponseError as malformed:
        raise _strange(response, str(malformed)) from None
    except (LookupError, TypeError, AttributeError):
        raise _strange(response, "the reply holds no object named Response") from None
    if error is None and status == 200:
        return cast("Reply", reply)
    if error is None:
        raise _strange(response, "")
    try:
        code, message = str(error["Code"]), str(error.get("Message", ""))
    except (LookupError, TypeError, AttributeError):
        raise _strange(response, "the reply is an error without a code") from None
    request_id = str(reply.get("RequestId", ""))
    raise error_class(code)(code, message, request_id=request_id, http_status=status)


def _strange(response: Response, problem: str) -> TencentCloudError:
    """The error for a reply that is not the service's, or not as the service's are."""
    status, body = response.status, response.body[:EXCERPT]
    kind = response.headers.get("content-type", "no content type")
    if status != 200:
        message = f"HTTP status {status} ({kind}) in place of the service's reply"
        return HTTPStatusError(message, http_status=status, body=body)
    return MalformedResponseError(
        problem if "json" in kind else f"the reply is {kind}, not JSON", body=body
    )


def may_repeat(error: TencentCloudError, read_only: bool) -> bool:
    """Law 2."""
    if isinstance(error, ServiceError):
        family = error.code.partition(".")[0]
        if family == "RequestLimitExceeded":
            return True
        return read_only and family in ("InternalError", "ServiceUnavailable")
    if isinstance(error, HTTPStatusError):
        return read_only and error.http_status >= 500
    return isinstance(error, TransportError) and (read_only or not error.sent)


def _tell(
    request: Request,
    action: str,
    attempt: int,
    seconds: float,
    told: Reply | TencentCloudError,
) -> None:
    if not _log.isEnabledFor(logging.DEBUG):
        return
    if isinstance(told, dict):
        outcome, status, request_id = "ok", "200", str(told.get("RequestId", ""))
    else:
        outcome = getattr(told, "code", type(told).__name__)
        status, request_id = str(getattr(told, "http_status", "-")), told.request_id
    _log.debug(
        "%s at %s, attempt %d: %s, status %s, %.0f ms, request %s",
        action,
        urlsplit(request.url).netloc,
        attempt,
        outcome,
        status,
        seconds * 1000,
        request_id or "-",
    )
