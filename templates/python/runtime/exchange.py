"""One call, from request to reply, without any I/O of its own.

`exchange` is a generator.  It yields a Send and is sent the Response, or the error that
came instead; it yields a Sleep, or a Wait for new keys, and is sent None; it returns what was read
in the reply.  Where the reply is a stream, `follow` goes on from its head, and yields the events.
Sync and async drive the same generator, and tests drive it with their own clock.

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
8. A reply that is handed out while it comes is one attempt, which ends when the reply does.  Once
   the caller has some of it, no attempt follows, whatever happens.
9. Nothing that is logged, raised or told to hooks can be used to call the service: no secret,
   token, signature or body.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, NamedTuple, TypeAlias

from .attempts import Attempts, Call, Terms
from .credentials import Credential, CredentialSource, obtain
from .errors import MalformedResponseError, TencentCloudError
from .judge import Reply, judge
from .transport import AsyncStreamed, Request, Response, Streamed, Timeout


class Send(NamedTuple):
    """Please send this, and send me the Response or the error."""

    request: Request
    timeout: Timeout


class Sleep(NamedTuple):
    """Please wait so many seconds."""

    seconds: float


Exchange: TypeAlias = Generator[Any, Any, Any]
"""Yields Send, Sleep and Wait, or what else can be waited for as `Wait` can."""

#: Hands out a reply while it comes.  Returns the reply at its proper end, else the error.
Follow: TypeAlias = Callable[
    [Streamed | AsyncStreamed, Attempts],
    Generator[Any, Any, Streamed | AsyncStreamed | TencentCloudError],
]


def exchange(
    source: CredentialSource,
    prepare: Callable[[Credential, int], Request],
    read: Callable[[Reply], Any],
    call: Call,
    terms: Terms,
    follow: Follow | None = None,
) -> Exchange:
    """The flow of one call.

    Args:
        source: Gives the credential of each attempt.
        prepare: Makes the signed request for a credential and a time in Unix seconds.
        read: Makes the result of a reply, or raises MalformedResponseError.
        call: What is called.
        terms: How.
        follow: Where a reply may be a stream: what becomes of it.

    Raises TencentCloudError.
    """
    clock, family = terms.clock, terms.family
    past = Attempts(call, terms)
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
            left = past.time_left(clock.monotonic())
            past.begin(request, left, waited)
            answer = yield Send(request, left)

            status = getattr(answer, "status", None)
            if follow and isinstance(answer, (Streamed, AsyncStreamed)):
                try:
                    answer = yield from follow(answer, past)
                except GeneratorExit:  # the caller has seen enough
                    past.ended(status, None, request_id_of(answer))
                    family.succeeded()
                    raise
            result, error, request_id = _outcome(answer, read, terms)
            past.ended(status, error, request_id)
            if error is None:
                family.succeeded()
                return result

            pause = past.pause_after(error, answer)
            past.retrying(pause)
            if pause:
                yield Sleep(pause)
    except TencentCloudError as error:
        past.describe(error)
        raise


def _turn(rate: float, past: Attempts) -> Generator[Sleep, Any, float]:
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
    answer: Response | Streamed | AsyncStreamed | TencentCloudError | None,
    read: Callable[[Reply], Any],
    terms: Terms,
) -> tuple[Any, TencentCloudError | None, str]:
    """What was read, or the error, and the request's ID."""
    if isinstance(answer, (Streamed, AsyncStreamed)):
        return None, None, request_id_of(answer)
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


def request_id_of(streamed: Streamed | AsyncStreamed) -> str:
    """The ID of a request whose reply is a stream, which only its head tells."""
    return streamed.headers.get("x-tc-requestid", "")
