"""The attempts of one call: how long each may take, what became of them, what follows from it."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from .errors import (
    AlreadyAccepted,
    ServiceError,
    TencentCloudError,
    TimedOut,
    TransportError,
)
from .hooks import Hooks, Watch
from .judge import may_pass, retry_after, server_time, took_no_effect
from .policy import Clock, Family, Retries
from .transport import Request, Response, Timeout

_log = logging.getLogger("tc3")

_EXPIRED = "AuthFailure.SignatureExpire"

#: Where the service asks for a longer pause than this many seconds, the call ends instead.
LONGEST_PAUSE = 3600.0


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


class Attempts:
    """What became of a call's attempts, and what follows from it."""

    attempts = repetitions = 0
    request_ids: tuple[str, ...] = ()
    errors: tuple[TencentCloudError, ...] = ()
    harmless = True
    """Whether surely no attempt took effect."""
    corrected = False
    """Whether the clock was set right."""
    handed_out = False
    """Whether the caller has some of the reply, so that nothing can begin anew."""

    def __init__(self, call: Call, terms: Terms) -> None:
        self.call, self.terms = call, terms
        self.began = terms.clock.monotonic()
        total = terms.timeout.total
        self.deadline = math.inf if total is None else self.began + total
        self._watch = Watch(terms.hooks, terms.service) if terms.hooks else None

    def begin(self, request: Request, timeout: Timeout, waited: float) -> None:
        """Another one is about to go out."""
        self.attempts += 1
        self._request, self._started = request, self.terms.clock.monotonic()
        if self._watch:
            self._watch.request(
                request, attempt=self.attempts, timeout=timeout.total, waited=waited
            )

    def ended(
        self, status: int | None, error: TencentCloudError | None, request_id: str
    ) -> None:
        """It is over; the log and the hooks are told."""
        if request_id:
            self.request_ids += (request_id,)
        if not self._watch and not _log.isEnabledFor(logging.DEBUG):
            return
        seconds = self.terms.clock.monotonic() - self._started
        code = _code(error) if error else "ok"
        _log.debug(
            "%s at %s, attempt %d: %s, status %s, %.0f ms, request %s",
            self.call.action,
            urlsplit(self._request.url).netloc,
            self.attempts,
            code,
            status or "-",
            seconds * 1000,
            request_id or "-",
        )
        if self._watch:
            self._watch.response(
                seconds=seconds, status=status, code=code, request_id=request_id
            )

    def retrying(self, pause: float) -> None:
        """There will be another after so many seconds."""
        if self._watch:
            self._watch.retry(pause)

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
        if self.handed_out:
            self.harmless = False
            raise error
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


def _code(error: TencentCloudError) -> str:
    return error.code if isinstance(error, ServiceError) else type(error).__name__
