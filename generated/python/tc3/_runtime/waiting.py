"""Waiting until something that the service works on has come to an end.

`Waiter.flow` is a generator without any I/O of its own, like `exchange`, which it runs for each
poll; so what drives a call drives it too.

    poll ──> judge ──> success? ──> reply
     ^         │          failure? ──> WaitFailed
     └─ Sleep ─┘          time up? ──> WaitTimeout

Laws:
1. A state that is a success is one only if nothing else in the reply says otherwise.
2. A state that is neither a success nor a failure, known or not, means to go on.
3. Trouble that may pass does not end the waiting once a reply has come: a wait of an hour outlives
   a network that is away for a minute.  Before that, or PATIENCE times in a row, it does.
4. The last poll is made when the time is up, and has LAST_POLL seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any, Generic, TypeAlias

from .errors import ConfigurationError, TencentCloudError, WaitFailed, WaitTimeout
from .exchange import Exchange, Sleep
from .judge import may_pass
from .model import Action, RequestT, ResponseT, Scalar, Struct
from .policy import Clock
from .structs import look, means
from .transport import is_number

#: Each pause is so many times as long as the one before.
GROWTH = 1.5
#: So many polls in a row may fail.
PATIENCE = 5
#: Seconds that the last poll may take.
LAST_POLL = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PollEvent:
    """A poll was answered."""

    waiter: str
    """What is waited for: `TaskFinished`."""
    action: str
    attempt: int
    """1, 2, ..."""
    seconds: float
    """Since the waiting began."""
    state: str
    """As the service says it; empty where it says nothing."""
    progress: float | None
    """As the service says it, mostly in percent."""


PollHook: TypeAlias = Callable[[PollEvent], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter(Generic[RequestT, ResponseT]):
    """What to poll, and what its replies mean.  Places in them are attributes, joined by dots."""

    name: str
    action: Action[RequestT, ResponseT]
    state: str
    """Where the state is."""
    success: tuple[Scalar, ...]
    failure: tuple[Scalar, ...] = ()
    failed_when: tuple[tuple[str, tuple[Scalar, ...]], ...] = ()
    """Where a success can turn out to be none, and the values there that are good."""
    message: tuple[str, ...] = ()
    """Where the words about a failure are: the first place that holds some."""
    progress: tuple[str, ...] = ()

    def flow(
        self,
        poll: Callable[[float], Exchange],
        clock: Clock,
        *,
        delay: float,
        max_delay: float,
        timeout: float | None,
        on_poll: PollHook | None = None,
    ) -> Exchange:
        """The whole waiting; returns the reply that ends it.

        Args:
            poll: The flow of one call, which may take so many seconds.
            clock: Where time comes from.
            delay: Seconds between the first two polls.
            max_delay: Seconds that no pause is longer than.
            timeout: Seconds until the last poll; None goes on for ever.
            on_poll: Told of every reply.  What it raises ends the waiting.

        Raises WaitFailed, WaitTimeout, and what a call raises.
        """
        _check(delay=delay, max_delay=max_delay)
        if timeout is not None:
            _check(timeout=timeout)
        if on_poll is not None and (
            not callable(on_poll) or iscoroutinefunction(on_poll)
        ):
            raise ConfigurationError("on_poll must be a plain function of one event")
        began = clock.monotonic()
        deadline = math.inf if timeout is None else began + timeout
        pause = min(delay, max_delay)
        attempt = failed = 0
        reply: Any = None
        trouble: TencentCloudError | None = None
        request_ids: list[str] = []
        try:
            while True:
                attempt += 1
                try:
                    reply = yield from poll(
                        max(deadline - clock.monotonic(), LAST_POLL)
                    )
                except TencentCloudError as error:
                    failed += 1
                    if reply is None or failed >= PATIENCE or not may_pass(error):
                        raise
                    trouble = error
                else:
                    failed, trouble = 0, None
                    request_ids = [str(reply.request_id)]
                    if on_poll is not None:
                        on_poll(self._event(reply, attempt, clock.monotonic() - began))
                    if self._is_over(reply):
                        return reply
                left = deadline - clock.monotonic()
                if left <= 0:
                    state = look(reply, self.state)
                    said = (
                        f"{self.name}: the state is still {state} after {timeout:g} s"
                    )
                    raise WaitTimeout(
                        said, reply=reply, state=str(state or "")
                    ) from trouble
                yield Sleep(min(pause, left))
                pause = min(pause * GROWTH, max_delay)
        except (WaitFailed, WaitTimeout) as error:
            error.action, error.attempts = self.action.name, attempt
            error.seconds = clock.monotonic() - began
            error.request_ids = tuple(request_ids)
            raise

    def _is_over(self, reply: ResponseT) -> bool:
        """Whether a reply is the last one, and a success; raises WaitFailed for a failure."""
        state = look(reply, self.state)
        over, bad = _among(state, self.success), _among(state, self.failure)
        code = next(self._codes(reply), None) if over or bad else None
        if over and code is None:
            return True
        if not over and not bad:
            return False
        reason = "" if code is None else str(code)
        message = next(
            (text for text in map(str, _found(reply, self.message)) if text), ""
        )
        with_ = ": ".join(part for part in (reason, message) if part)
        said = f"{self.name}: the state is {state}" + (
            f", with {with_}" if with_ else ""
        )
        raise WaitFailed(
            said, reply=reply, state=str(state), code=reason, message=message
        )

    def _codes(self, reply: ResponseT) -> Iterator[Any]:
        for path, good in self.failed_when:
            value = look(reply, path)
            if value is not None and not _among(value, good):
                yield value

    def _event(self, reply: ResponseT, attempt: int, seconds: float) -> PollEvent:
        state = look(reply, self.state)
        progress = (value for value in _found(reply, self.progress) if is_number(value))
        return PollEvent(
            waiter=self.name,
            action=self.action.name,
            attempt=attempt,
            seconds=seconds,
            state="" if state is None else str(state),
            progress=next(progress, None),
        )


def _among(value: object, known: Iterable[Scalar]) -> bool:
    return any(means(value, each) for each in known)


def _found(reply: Struct, paths: Iterable[str]) -> Iterator[Any]:
    return (value for path in paths if (value := look(reply, path)) is not None)


def _check(**seconds: float) -> None:
    for name, value in seconds.items():
        if not (is_number(value) and 0 < value < math.inf):
            raise ConfigurationError(
                f"{name} must be a number of seconds above 0, not {value!r}"
            )
