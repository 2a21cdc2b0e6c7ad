"""When a call is repeated, and what its error tells."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import errors
from runtime.attempts import Call
from runtime.exchange import Send
from runtime.judge import took_no_effect
from runtime.policy import REFUND, Family, Retries
from runtime.transport import Request, Response, Timeout
from world import (
    BUSY,
    GATEWAY,
    JSON,
    OK,
    READ,
    START,
    WRITE,
    World,
    date,
    late,
    lost,
    not_sent,
    refused,
)

KNOWN = Call("Make", deduplication_id="order-1", duplicate_error="InvalidParameter.Id")
OWN = KNOWN._replace(own_id=True)
DUPLICATE = refused("InvalidParameter.Id", request_id="r-9")
EXPIRED = "AuthFailure.SignatureExpire"
MANY = Retries(9)


# What is repeated --------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [lost, late, GATEWAY, refused("InternalError.Db")])
def test_an_id_that_the_service_knows_makes_a_call_safe(answer: Any) -> None:
    assert World().run([answer, OK], KNOWN)["A"] == 1
    with pytest.raises(errors.TencentCloudError) as caught:
        World().run([answer, OK], WRITE)
    assert caught.value.may_have_taken_effect


@pytest.mark.parametrize(
    "answer",
    [
        Response(429, {}, b"slow down"),
        refused("FailedOperation", 429),
        refused("RequestLimitExceeded.GlobalRegionUinLimitExceeded"),
        not_sent,
    ],
)
def test_what_surely_took_no_effect_is_repeated_for_every_call(answer: Any) -> None:
    assert World().run([answer, OK], WRITE)["A"] == 1
    with pytest.raises(errors.TencentCloudError) as caught:
        World().run([answer], WRITE, retries=Retries(0))
    assert not caught.value.may_have_taken_effect


def test_a_refusal_says_nothing_of_the_attempts_before_it() -> None:
    with pytest.raises(errors.ConnectFailed) as caught:
        World().run([lost, not_sent], READ, retries=Retries(1))
    assert caught.value.may_have_taken_effect
    assert caught.value.sent  # by the first attempt: sending it again may do things twice
    with pytest.raises(errors.ServiceError) as refusal:
        World().run([lost, refused("InvalidParameter")], KNOWN)
    assert refusal.value.may_have_taken_effect


# Duplicates --------------------------------------------------------------------------------------


@pytest.mark.parametrize("call", [KNOWN, OWN])
def test_a_duplicate_of_our_own_is_told_apart(call: Call) -> None:
    with pytest.raises(errors.AlreadyAccepted) as caught:
        World().run([BUSY, lost, not_sent, DUPLICATE], call, retries=MANY)
    error = caught.value
    assert (error.deduplication_id, error.own_id) == ("order-1", call.own_id)
    assert (error.attempts, error.request_ids) == (4, ("r-2", "r-9"))
    assert error.may_have_taken_effect
    assert isinstance(error.__cause__, errors.ServiceError)
    assert error.__cause__.code == "InvalidParameter.Id"
    assert ("one before it" in str(error)) is not call.own_id
    assert not isinstance(error, errors.ServiceError)
    twin = pickle.loads(pickle.dumps(error))
    assert (str(twin), vars(twin)) == (str(error), vars(error))


@pytest.mark.parametrize("before", [[], [BUSY], [not_sent, BUSY]])
def test_a_duplicate_of_the_callers_is_the_services_own_error(before: list[Any]) -> None:
    with pytest.raises(errors.ServiceError) as caught:
        World().run([*before, DUPLICATE], KNOWN)
    assert caught.value.code == "InvalidParameter.Id"
    assert caught.value.deduplication_id == "order-1"


# Pauses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, 0.5),
        ({"retry_after": "7"}, 7),
        ({"retry_after": "0"}, 0.5),
        ({"retry_after": date(START + 9)}, 9),
        ({"retry_after": date(START + 9), "date": date(START + 5)}, 4),
        ({"retry_after": date(START - 9)}, 0.5),
        ({"retry_after": "soon"}, 0.5),
        ({"retry_after": "-3"}, 0.5),
        ({"retry_after": "٣"}, 0.5),
        ({"retry_after": "Fri, 99 Foo 99999999 99:99:99 GMT"}, 0.5),
    ],
)
def test_a_pause_is_never_shorter_than_the_service_asks_for(
    headers: dict[str, str], pause: float
) -> None:
    world = World()
    world.run([refused("RequestLimitExceeded", 503, **headers), OK])
    assert world.sleeps == [pause]


@pytest.mark.parametrize(
    ("said", "timeout"), [("61", 60), ("9" * 400, None), (date(START + 1e8), None)]
)
def test_no_pause_is_kept_that_is_too_long(said: str, timeout: float | None) -> None:
    world = World()
    with pytest.raises(errors.ServiceError):
        world.run([refused("ServiceUnavailable", retry_after=said)], READ, timeout=Timeout(timeout))
    assert world.sleeps == []


@given(st.integers(1, 101), st.floats(0, 1, exclude_max=True))
def test_pauses_are_fully_jittered(repetition: int, chance: float) -> None:
    retries = Retries(base=0.5, longest=8)
    top = min(8.0, 0.5 * 2.0 ** (repetition - 1))
    assert 0 <= retries.pause(repetition, chance) <= top
    assert retries.pause(repetition, 0.5) == top / 2


# The budget --------------------------------------------------------------------------------------


def test_a_budget_stops_storms_and_success_refills_it() -> None:
    family, retries = Family(), Retries(5, budget=7)
    world = World(family=family, retries=retries)

    def attempts() -> int:
        with pytest.raises(errors.ConnectFailed) as caught:
            world.run([not_sent] * 6)
        last = getattr(caught.value, "__notes__", [""])[0]
        assert ("budget" in last) == (caught.value.attempts < 6)
        return caught.value.attempts

    assert [attempts() for _ in range(4)] == [6, 3, 1, 1]
    for _ in range(round(1 / REFUND)):
        world.run([OK])
    assert [attempts() for _ in range(2)] == [2, 1]
    for _ in range(1000):
        world.run([OK])
    assert [attempts() for _ in range(3)] == [6, 3, 1]  # never more than it holds


def test_the_budget_is_not_touched_by_what_is_not_repeated() -> None:
    world = World(family=Family(), retries=Retries(1, budget=1))
    for answer in (refused("InvalidParameter"), lost):
        with pytest.raises(errors.TencentCloudError):
            world.run([answer])
    world.run([refused(EXPIRED, date=date(START + 900)), OK])
    assert world.run([BUSY, OK])["A"] == 1


def test_threads_share_a_budget() -> None:
    family = Family()
    taken: list[bool] = []
    barrier = threading.Barrier(8)

    def work() -> None:
        barrier.wait()
        for _ in range(500):
            taken.append(family.afford(1000))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 1000


# The clock ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("skew", [-86_400, -301, 301, 10**8])
def test_the_clock_is_set_right_once_and_for_the_family(skew: int) -> None:
    world = World(family=Family(), retries=Retries(0))
    assert world.run([refused(EXPIRED, date=date(START + skew)), OK], WRITE)["A"] == 1
    assert world.signed == [START, START + skew]
    assert world.sleeps == []
    world.run([OK])
    assert world.signed[-1] == START + skew

    with pytest.raises(errors.ServiceError) as caught:
        world.run([refused(EXPIRED, date=date(START + 2 * skew))] * 2)
    assert (caught.value.code, caught.value.attempts) == (EXPIRED, 2)
    assert not caught.value.may_have_taken_effect


@pytest.mark.parametrize("said", [None, "", "yesterday", "Mon, 32 Jan 10000000000 00:00:00 GMT"])
def test_without_a_date_there_is_nothing_to_set_the_clock_by(said: str | None) -> None:
    headers = {} if said is None else {"date": said}
    world = World(family=Family())
    with pytest.raises(errors.ServiceError) as caught:
        world.run([refused(EXPIRED, **headers)])
    assert (caught.value.attempts, world.terms.family.skew) == (1, 0.0)


def test_correction_and_repetition_go_together() -> None:
    world = World(retries=Retries(1))
    expired = refused(EXPIRED, date=date(START - 1000))
    assert world.run([BUSY, expired, OK])["A"] == 1
    assert world.run([expired, BUSY, OK])["A"] == 1


# What errors tell --------------------------------------------------------------------------------


def test_an_error_tells_of_all_attempts() -> None:
    cause = OSError("reset")
    first = errors.ConnectionLost("broke")
    first.__cause__ = cause
    last = refused("InternalError", request_id="r-8")
    with pytest.raises(errors.ServiceError) as caught:
        World().run([refused("InternalError"), first, last], READ, took=[1, 2, 3])
    error = caught.value
    assert (error.action, error.attempts, error.seconds) == ("Make", 3, 7.5)
    assert error.request_ids == ("r-2", "r-8")
    assert str(error) == "InternalError: No. (Make, request r-8, after 3 attempts in 7.5 s)"
    assert error.__notes__ == [
        "attempt 1: InternalError: No. (request r-2)",
        "attempt 2: broke",
    ]
    assert error.__context__ is first
    assert isinstance(first.__context__, errors.ServiceError)
    for twin in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert (str(twin), vars(twin)) == (str(error), vars(error))


def test_a_request_that_cannot_be_made_tells_of_the_attempts_before_it() -> None:
    world = World()
    made = world.prepare

    def prepare(*given: Any) -> Request:
        if world.signed:
            raise errors.CredentialError("gone")
        return made(*given)

    world.prepare = prepare  # type: ignore[method-assign]
    with pytest.raises(errors.CredentialError) as caught:
        world.run([lost], READ)
    assert (caught.value.attempts, caught.value.may_have_taken_effect) == (1, True)
    assert caught.value.__notes__ == ["attempt 1: broke"]


def test_a_reply_that_cannot_be_read_bears_its_request_id() -> None:
    with pytest.raises(errors.MalformedResponseError) as caught:
        World().run([errors.MalformedResponseError("too large")])
    assert (caught.value.attempts, caught.value.may_have_taken_effect) == (1, True)


# Any sequence of answers -------------------------------------------------------------------------

ANSWERS = st.sampled_from(
    [
        OK,
        BUSY,
        GATEWAY,
        DUPLICATE,
        lost,
        late,
        not_sent,
        lambda: errors.TimedOut("late", phase="connect", sent=False),
        lambda: errors.MalformedResponseError("odd"),
        refused("InternalError"),
        refused("ServiceUnavailable", 503, retry_after="3"),
        refused("InvalidParameter"),
        refused("FailedOperation", 500),
        refused(EXPIRED, date=date(START + 1000)),
        refused(EXPIRED),
        Response(429, {"retry-after": "20"}, b""),
        Response(302, {}, b""),
        Response(200, JSON, b"[]"),
    ]
)


@given(
    answers=st.lists(ANSWERS, min_size=12, max_size=12),
    took=st.lists(st.sampled_from([0.0, 0.01, 1.0, 7.0, 100.0]), min_size=12, max_size=12),
    call=st.sampled_from([WRITE, READ, KNOWN, OWN]),
    most=st.integers(0, 10),
    total=st.sampled_from([0.5, 5.0, 30.0, None]),
    dice=st.floats(0, 1, exclude_max=True),
    rate=st.sampled_from([0.0, 0.5]),
)
def test_the_laws_hold_for_any_sequence_of_answers(
    answers: list[Any],
    took: list[float],
    call: Call,
    most: int,
    total: float | None,
    dice: float,
    rate: float,
) -> None:
    world = World(share=1.0 if rate else 0.0)
    world.clock.dice = dice
    effects: list[bool] = []  # whether each attempt may have taken effect
    answered = world.answer

    def answer(step: Send, given: Any, seconds: float) -> Any:
        got = answered(step, given, seconds)
        if isinstance(got, Response):
            try:
                world.judge(got)
            except errors.TencentCloudError as error:
                effects.append(not took_no_effect(error))
            else:
                effects.append(True)
        else:
            effects.append(not took_no_effect(got))
        return got

    world.answer = answer  # type: ignore[method-assign]
    failure: errors.TencentCloudError | None = None
    try:
        world.run(
            answers,
            call._replace(rate_limit=rate),
            took=took,
            timeout=Timeout(total),
            retries=Retries(most),
        )
    except errors.TencentCloudError as error:
        failure = error

    attempts = len(world.sends)
    # Nothing is sent twice that may have taken effect.
    if call is WRITE:
        assert not any(effects[:-1])
    # Attempts, time and pauses are bounded.
    assert attempts <= most + 2
    if total is not None:
        assert world.elapsed <= total + 1e-6
    for send in world.sends:
        assert send.timeout.total is None or send.timeout.total > 0
    if failure is None:
        assert effects[-1]
        return
    # The error tells the truth.
    assert failure.attempts == attempts
    assert failure.seconds == pytest.approx(world.elapsed)
    assert failure.may_have_taken_effect == any(effects)
    if isinstance(failure, errors.TransportError) and attempts:
        assert failure.sent or not any(effects)
    if isinstance(failure, errors.AlreadyAccepted):
        assert call.deduplication_id
        assert any(effects[:-1])
    pickle.loads(pickle.dumps(failure))
