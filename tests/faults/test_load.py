"""Many calls at once, of which one in twenty meets a fault: every call ends right."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tc3.vod import errors

from tc3gen.fake import Cut, Error, Fault, Reset, Stall, Status, Throttle, Truncated

from .world import World, alone

CALLS = 1000
THREADS = 32

#: 5 % of requests in all.
FAULTS: tuple[Fault, ...] = (
    Reset(chance=0.01),
    Reset(chance=0.005, effect=False),
    Cut(chance=0.01),
    Status(502, chance=0.005),
    Status(503, chance=0.005, effect=True),
    Throttle(chance=0.005),
    Error("InternalError", chance=0.005),
    Truncated(chance=0.0025),
    Stall(chance=0.0025),
)

#: What became of a call: the ID of its task, or the error.
End = str | errors.TencentCloudError


def check(world: World, ends: list[End | None]) -> None:
    """Whether every call ended, and says of itself what the service knows."""
    assert len(ends) == CALLS
    assert None not in ends, "a call got lost"
    sessions = {task.id: str(task.request["SessionId"]) for task in world.service.tasks}
    assert max(Counter(sessions.values()).values()) == 1, "a task was started twice"
    told = [end for end in ends if isinstance(end, str)]
    assert len(told) == len(set(told)), "two calls got the same reply"
    assert set(told) <= sessions.keys()
    failed = [end for end in ends if isinstance(end, errors.TencentCloudError)]
    for error in failed:
        started = error.deduplication_id in sessions.values()
        if isinstance(error, errors.AlreadyAccepted):
            assert started
        assert error.may_have_taken_effect or not started, repr(error)
    started_in_vain = set(sessions.values()) - {sessions[task] for task in told}
    assert started_in_vain <= {error.deduplication_id for error in failed}, "a task got lost"
    kinds = Counter(kind for call in world.service.requests for kind in call.faults)
    assert 0.03 < sum(kinds.values()) / len(world.service.requests) < 0.07
    assert len(told) > 0.95 * CALLS
    assert len(world.service.requests) < 1.1 * CALLS
    world.settled()


def test_a_thousand_tasks_through_one_client() -> None:
    async def call(client: object, ends: list[End | None], index: int) -> None:
        try:
            reply = await client.rebuild_media(file_id=str(index))  # type: ignore[attr-defined]
            ends[index] = reply.task_id
        except errors.TencentCloudError as error:
            ends[index] = error

    async def main(world: World) -> list[End | None]:
        ends: list[End | None] = [None] * CALLS
        async with world.asynchronous(timeout=60.0) as client:
            await asyncio.gather(*(call(client, ends, index) for index in range(CALLS)))
        return ends

    with World(*_quick(FAULTS), seed=1) as world:
        check(world, alone(main(world)))


def test_many_threads_through_one_client() -> None:
    with World(*_quick(FAULTS), seed=2) as world:
        ends: list[End | None] = [None] * CALLS
        with world.sync(timeout=60.0) as client:

            def call(index: int) -> None:
                try:
                    ends[index] = client.rebuild_media(file_id=str(index)).task_id
                except errors.TencentCloudError as error:
                    ends[index] = error

            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(call, range(CALLS)))
            assert threading.active_count() < THREADS + 5
        check(world, ends)


def _quick(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """The same, with stalled replies that end by themselves: a connection that breaks late."""
    return tuple(Stall(0.2, chance=f.chance) if isinstance(f, Stall) else f for f in faults)
