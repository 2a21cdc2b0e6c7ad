"""Rate limits kept by the client: never exceeded, fair, and within deadlines."""

from __future__ import annotations

import asyncio
import itertools
import math
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import errors
from runtime.attempts import Call
from runtime.exchange import Sleep, exchange
from runtime.limiter import SLACK, Limiter
from runtime.model import Action
from runtime.policy import Family, Retries
from runtime.transport import Request, Response, Timeout
from toy import MakeRequest, MakeResponse
from toy.client import AsyncToyClient, ToyClient
from world import BUSY, OK, SOMEBODY, START, FakeClock, World, not_sent

FAST = Call("Make", rate_limit=20.0)
STEP = SLACK / 20


def book(limiter: Limiter, now: float, deadline: float = math.inf, action: str = "Make") -> Any:
    slot = limiter.book(action, 20.0, now, deadline)
    return None if slot is None else slot.start


@given(
    st.lists(st.tuples(st.floats(0, 0.2), st.booleans()), max_size=60),
    st.sampled_from([0.5, 3.0, 20.0]),
)
def test_requests_are_never_closer_than_the_rate_allows(
    arrivals: list[tuple[float, bool]], rate: float
) -> None:
    limiter, now = Limiter(), 0.0
    starts: list[float] = []
    for wait, gives_up in arrivals:
        now += wait
        slot = limiter.book("Make", rate, now, math.inf)
        assert slot is not None
        assert slot.start >= now
        if gives_up and slot.start > now:
            limiter.cancel("Make", slot)
        else:
            starts.append(slot.start)
    assert starts == sorted(starts)  # first come, first served
    for one, two in itertools.pairwise(starts):
        assert two - one >= SLACK / rate - 1e-9


def test_nobody_waits_after_a_rest_and_actions_do_not_wait_for_each_other() -> None:
    limiter = Limiter()
    assert [book(limiter, 0.0) for _ in range(3)] == pytest.approx([0, STEP, 2 * STEP])
    assert book(limiter, 0.0, action="Other") == 0
    assert book(limiter, 9.0) == 9
    assert book(limiter, 9.0) == pytest.approx(9 + STEP)


def test_slots_given_back_are_free_again_once_nobody_waits_behind_them() -> None:
    limiter = Limiter()
    slots = [limiter.book("Make", 20.0, 0.0, math.inf) for _ in range(1000)]
    for slot in slots[1:]:
        assert slot is not None
        limiter.cancel("Make", slot)
    assert book(limiter, 0.0) == pytest.approx(STEP)
    limiter = Limiter()
    slots = [limiter.book("Make", 20.0, 0.0, math.inf) for _ in range(4)]
    assert slots[2] is not None
    limiter.cancel("Make", slots[2])
    assert book(limiter, STEP) == pytest.approx(4 * STEP)


def test_what_cannot_go_before_the_deadline_takes_no_slot() -> None:
    limiter = Limiter()
    assert [book(limiter, 0.0, STEP) for _ in range(3)] == [0, None, None]
    assert book(limiter, 0.0) == pytest.approx(STEP)


# In the flow of a call ---------------------------------------------------------------------------


def test_it_is_off_by_default_and_takes_parts() -> None:
    for share, waits in ((0.0, []), (True, [STEP, STEP]), (0.5, [2 * STEP, 2 * STEP])):
        world = World(share=share, family=Family())
        for _ in range(3):
            world.run([OK], FAST)
        assert world.sleeps == pytest.approx(waits)


def test_repetitions_count_too() -> None:
    world = World(share=1.0, family=Family(), retries=Retries(base=0))
    world.run([BUSY, BUSY, OK], FAST)
    assert world.sleeps == pytest.approx([STEP, STEP])
    assert world.signed[-1] == int(START + 2 * STEP)


def test_no_call_waits_beyond_its_deadline() -> None:
    family = Family()
    world = World(share=1.0, family=family, timeout=Timeout(1.0))
    for _ in range(100):
        family.limiter.book("Make", 20.0, START, math.inf)
    with pytest.raises(errors.TimedOut, match=r"rate limit leaves no place .*\(Make\)") as caught:
        world.run([OK], FAST)
    assert (caught.value.phase, caught.value.sent, caught.value.attempts) == ("total", False, 0)
    assert world.elapsed == 0
    with pytest.raises(errors.ConnectFailed) as failed:  # what stopped it first is what is told
        world.run([not_sent], FAST._replace(action="Other", rate_limit=0.9), retries=Retries(1))
    assert failed.value.attempts == 1


def test_who_gives_up_gives_the_slot_back() -> None:
    world = World(share=1.0, family=Family())
    world.run([OK], FAST)
    for _ in range(50):
        flow = exchange(SOMEBODY, world.prepare, dict, FAST, world.terms)
        step = next(flow)
        assert isinstance(step, Sleep)
        assert step.seconds == pytest.approx(STEP)
        flow.close()


# With real threads and tasks ---------------------------------------------------------------------

QUICK = Action(name="Make", request=MakeRequest, response=MakeResponse, rate_limit=100.0)
CALLS = 30


class Diary:
    """A transport that knows when it was asked, and for whom."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.entries: list[tuple[float, str]] = []

    def send(self, request: Request, timeout: Timeout) -> Response:
        self.entries.append((time.monotonic() - self.began, request.body.decode()))
        return OK

    def close(self) -> None: ...

    def check(self) -> None:
        # How late a machine wakes a sleeper is nothing to rely on; that it's not early, is.
        for number, (when, _) in enumerate(sorted(self.entries)):
            assert when >= number * SLACK / 100 - 0.005


def in_threads(work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_threads_share_a_rate() -> None:
    diary = Diary()
    client = ToyClient("id", "key", transport=diary, rate_limit=True)

    def work() -> None:
        other = client.with_options(timeout=30)
        for _ in range(CALLS // 6):
            other._invoke(QUICK, MakeRequest(file_id="1"))

    in_threads(work)
    assert len(diary.entries) == CALLS
    diary.check()


def test_threads_never_share_a_place() -> None:
    clock = FakeClock()
    waits: list[float] = []
    clock.sleep = waits.append  # type: ignore[method-assign]  # time stands still
    client = ToyClient("id", "key", transport=Diary(), rate_limit=True, clock=clock, timeout=999)

    def work() -> None:
        for _ in range(100):
            client._invoke(QUICK, MakeRequest(file_id="1"))

    in_threads(work)
    assert sorted(waits) == pytest.approx([n * SLACK / 100 for n in range(1, 600)], abs=1e-4)


def test_tasks_share_a_rate_first_come_first_served() -> None:
    diary = Diary()

    class Async:
        async def send(self, request: Request, timeout: Timeout) -> Response:
            return diary.send(request, timeout)

        async def close(self) -> None: ...

    async def main() -> None:
        client = AsyncToyClient("id", "key", transport=Async(), rate_limit=True)
        calls = [client._invoke(QUICK, MakeRequest(file_id=str(n))) for n in range(CALLS)]
        await asyncio.gather(*calls)

    asyncio.run(main())
    diary.check()
    assert [body for _, body in diary.entries] == [f'{{"FileId": "{n}"}}' for n in range(CALLS)]


def test_tasks_that_are_cancelled_leave_their_places() -> None:
    class Async:
        async def send(self, request: Request, timeout: Timeout) -> Response:
            return OK

        async def close(self) -> None: ...

    async def main() -> None:
        client = AsyncToyClient("id", "key", transport=Async(), rate_limit=True)
        slow = Action(name="Make", request=MakeRequest, response=MakeResponse, rate_limit=5.0)
        calls = [client._invoke(slow, MakeRequest(file_id="1")) for _ in range(100)]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.gather(*calls)
        async with asyncio.timeout(2):
            await client._invoke(slow, MakeRequest(file_id="1"))

    asyncio.run(main())
