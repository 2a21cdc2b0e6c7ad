"""One call, from request to reply, without any I/O of its own.

`exchange` is a generator.  It yields a Send and is sent the Response, or the error that
came instead; it yields a Sleep, or a Wait for new keys, and is sent None; it returns what was read
in the reply.  Sync and async drive the same generator, and tests drive it with their own clock.

    turn ──> obtain ──> prepare ──> Send ──> judge ───> reply
     ^                                         │
     └─────────── Sleep <─────────────────── repeat? ─> error

Laws:
1. Every attempt is signed anew, at its own time, by the service's clock as far as it is known.
2. An attempt that surely took no effect (no connection was made, the service throttled it) may be
   repeated.  One that may have taken effect (the connection broke, time for one read was up, a 5xx,
   InternalError, ServiceUnavailable) may be repeated only if the call is safe: its action is
   read-only, or the request bears an ID by which the service knows it again.
3. Repetitions are bounded in number, by the family's budget and by the call's deadline.  Pauses are
   random and grow, and are never shorter than the service asks for.
4. No attempt and no pause begins that cannot end before the deadline.
5. If the service says that the signature's time is off, its clock is believed once per call, and
   from then on by the whole family.  This repeats unsafe calls too, for they were refused.
6. If the service knows a repeated request already, and an earlier attempt may have reached it, the
   call was accepted: that is AlreadyAccepted.  The same answer to a first attempt is the service's
   own error, for then somebody else sent that ID.
7. What is raised is the last attempt's error.  It knows the attempts, the time, the request IDs,
   and whether any of the attempts may have taken effect; it notes the earlier errors.
8. Nothing that is logged, raised or told to hooks can be used to call the service: no secret,
   token, signature or body.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from .credentials import Credential, CredentialSource, Wait, obtain
from .errors import (
    AlreadyAccepted,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    TimedOut,
    TransportError,
)
from .hooks import Hooks, Watch
from .judge import Reply, judge, may_pass, retry_after, server_time, took_no_effect
from .policy import Clock, Family, Retries
from .transport import Request, Response, Timeout

_log = logging.getLogger("tc3")

_EXPIRED = "AuthFailure.SignatureExpire"

#: Where the service asks for a longer pause than this many seconds, the call ends instead.
LONGEST_PAUSE = 3600.0


class Send(NamedTuple):
    """Please send this, and send me the Response or the error."""

    request: Request
    timeout: Timeout


class Sleep(NamedTuple):
    """Please wait so many seconds."""

    seconds: float


Exchange: TypeAlias = Generator[
    Send | Sleep | Wait, Response | TencentCloudError | None, Any
]


class Call(NamedTuple):
    """What the flow must know of a call."""

    action: str
    read_only: bool = False
    rate_limit: float | None = None
    """Requests per second."""
    deduplication_id: str = ""
    """By which the service knows the request again; empty if it would not."""
    own_id: bool = False
    """Whether that ID was made for this call."""
    duplicate_error: str = ""
    """The code of the service's answer to an ID that it knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What all calls of a client have in common."""

    service: str
    error_class: Callable[[str], type[ServiceError]]
    """Finds the class for an error code."""
    timeout: Timeout = field(default_factory=Timeout)
    retries: Retries = field(default_factory=Retries)
    share: float = 0.0
    """The part of the actions' rate limits to keep to; 0 ignores them."""
    hooks: Hooks | None = None
    clock: Clock = field(default_factory=Clock)
    family: Family = field(default_factory=Family)


def exchange(
    source: CredentialSource,
    prepare: Callable[[Credential, int], Request],
    read: Callable[[Reply], Any],
    call: Call,
    terms: Terms,
) -> Exchange:
    """The flow of one call.

    Args:
        source: Gives the credential of each attempt.
        prepare: Makes the signed request for a credential and a time in Unix seconds.
        read: Makes the result of a reply, or raises MalformedResponseError.
        call: What is called.
        terms: How.

    Raises TencentCloudError.
    """
    clock, family = terms.clock, terms.family
    watch = Watch(terms.hooks, terms.service) if terms.hooks else None
    past = _Past(call, terms)
    rate = (call.rate_limit or 0.0) * terms.share
    waited = 0.0
    try:
        while True:
            if rate:
                waited = yield from _turn(rate, past)
            if isinstance(source, Credential):
                credential = source
            else:
                left = past.time_left(clock.monotonic())
                credential = yield from obtain(source, left.total)
            request = prepare(credential, int(clock.now() + family.skew))
            started = clock.monotonic()
            left = past.time_left(started)
            past.attempts += 1
            if watch:
                watch.request(
                    request, attempt=past.attempts, timeout=left.total, waited=waited
                )
            answer = yield Send(request, left)

            result, error, request_id = _outcome(answer, read, terms)
            if request_id:
                past.request_ids += (request_id,)
            if watch or _log.isEnabledFor(logging.DEBUG):
                seconds = clock.monotonic() - started
                status = answer.status if isinstance(answer, Response) else None
                code = _code(error) if error else "ok"
                _write(
                    request,
                    call.action,
                    past.attempts,
                    code,
                    status,
                    seconds,
                    request_id,
                )
                if watch:
                    watch.response(
                        seconds=seconds, status=status, code=code, request_id=request_id
                    )
            if error is None:
                family.succeeded()
                return result

            pause = past.pause_after(error, answer)
            if watch:
                watch.retry(pause)
            if pause:
                yield Sleep(pause)
    except TencentCloudError as error:
        past.describe(error)
        raise


class _Past:
    """What became of a call's attempts, and what follows from it."""

    attempts = repetitions = 0
    request_ids: tuple[str, ...] = ()
    errors: tuple[TencentCloudError, ...] = ()
    harmless = True
    """Whether surely no attempt took effect."""
    corrected = False
    """Whether the clock was set right."""

    def __init__(self, call: Call, terms: Terms) -> None:
        self.call, self.terms = call, terms
        self.began = terms.clock.monotonic()
        total = terms.timeout.total
        self.deadline = math.inf if total is None else self.began + total

    def time_left(self, now: float) -> Timeout:
        """For one attempt."""
        timeout = self.terms.timeout
        if timeout.total is None or now - self.began < 0.001:
            return timeout
        if now >= self.deadline:
            raise self.late("time for the call was up before it was sent")
        return Timeout(self.deadline - now, timeout.connect, timeout.read)

    def late(self, message: str) -> TencentCloudError:
        """The error where there is no time for another attempt, or not even for the first."""
        return (
            self.errors[-1]
            if self.errors
            else TimedOut(message, phase="total", sent=False)
        )

    def pause_after(self, error: TencentCloudError, answer: object) -> float:
        """Seconds until the next attempt.  Raises what ends the call instead."""
        call, clock, family = self.call, self.terms.clock, self.terms.family
        retries = self.terms.retries
        if self.errors and error.__context__ is None:
            error.__context__ = self.errors[-1]
        code = _code(error)
        if code == call.duplicate_error and call.deduplication_id and not self.harmless:
            raise AlreadyAccepted(call.deduplication_id, own_id=call.own_id) from error
        self.harmless = self.harmless and took_no_effect(error)
        self.errors += (error,)

        response = answer if isinstance(answer, Response) else None
        there = server_time(response) if response and code == _EXPIRED else None
        if there is not None and not self.corrected:
            family.skew, self.corrected = there - clock.now(), True
            return 0.0
        safe = call.read_only or call.deduplication_id != ""
        if (
            not may_pass(error)
            or not (safe or self.harmless)
            or self.repetitions >= retries.most
        ):
            raise error
        self.repetitions += 1
        pause = retries.pause(self.repetitions, clock.chance())
        if response:
            pause = max(pause, retry_after(response, clock.now() + family.skew))
        if pause > LONGEST_PAUSE or clock.monotonic() + pause >= self.deadline:
            raise error
        if not family.afford(retries.budget):
            error.add_note("not repeated: the client's budget of repetitions is spent")
            raise error
        return pause

    def describe(self, error: TencentCloudError) -> None:
        """Write on the error that ends the call what the caller should know."""
        error.action, error.attempts = self.call.action, self.attempts
        error.seconds = self.terms.clock.monotonic() - self.began
        error.request_ids = self.request_ids
        error.deduplication_id = self.call.deduplication_id
        error.may_have_taken_effect = not self.harmless
        if isinstance(error, TransportError):
            error.sent = error.sent or not self.harmless
        for number, earlier in enumerate(self.errors, 1):
            if earlier is not error:
                error.add_note(f"attempt {number}: {earlier}")


def _turn(rate: float, past: _Past) -> Generator[Sleep, Any, float]:
    """Waits for a place under the rate limit; returns for how long."""
    action, limiter = past.call.action, past.terms.family.limiter
    now = past.terms.clock.monotonic()
    slot = limiter.book(action, rate, now, past.deadline)
    if slot is None:
        raise past.late("the rate limit leaves no place before the deadline")
    wait = slot.start - now
    if wait > 0:
        try:
            yield Sleep(wait)
        except GeneratorExit:  # the caller waits no longer
            limiter.cancel(action, slot)
            raise
    return wait


def _outcome(
    answer: Response | TencentCloudError | None,
    read: Callable[[Reply], Any],
    terms: Terms,
) -> tuple[Any, TencentCloudError | None, str]:
    """What was read, or the error, and the request's ID."""
    if not isinstance(answer, Response):
        assert answer is not None, "a Send is answered by a Response or an error"
        return None, answer, answer.request_id
    request_id = ""
    try:
        reply = judge(answer, terms.error_class)
        request_id = str(reply.get("RequestId", ""))
        return read(reply), None, request_id
    except MalformedResponseError as error:
        error.request_id = request_id
        return None, error, request_id
    except TencentCloudError as error:
        return None, error, error.request_id


def _code(error: TencentCloudError) -> str:
    return error.code if isinstance(error, ServiceError) else type(error).__name__


def _write(
    request: Request,
    action: str,
    attempt: int,
    code: str,
    status: int | None,
    seconds: float,
    request_id: str,
) -> None:
    _log.debug(
        "%s at %s, attempt %d: %s, status %s, %.0f ms, request %s",
        action,
        urlsplit(request.url).netloc,
        attempt,
        code,
        status or "-",
        seconds * 1000,
        request_id or "-",
    )
