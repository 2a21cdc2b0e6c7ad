"""Waiting for a state, with a clock of its own; each way through in sync and in async."""

from __future__ import annotations

import asyncio
import json
import math
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import errors
from runtime.client import AsyncClient, Client
from runtime.credentials import Credential
from runtime.model import Action, ServiceInfo, Struct, wire
from runtime.policy import Clock, Retries
from runtime.transport import Request, Response, Timeout
from runtime.waiting import LAST_POLL, PATIENCE, PollEvent, Waiter


@dataclass(kw_only=True, slots=True, repr=False)
class ShowRequest(Struct):
    task_id: str = field(metadata=wire("TaskId", "string"))


@dataclass(kw_only=True, slots=True, repr=False)
class Work(Struct):
    code: str | int | None = field(default=None, metadata=wire("Code", "object"))
    number: int | None = field(default=None, metadata=wire("Number", "integer"))
    message: str | None = field(default=None, metadata=wire("Message", "string"))
    progress: float | None = field(default=None, metadata=wire("Progress", "float"))


@dataclass(kw_only=True, slots=True, repr=False)
class ShowResponse(Struct):
    state: Any = field(default=None, metadata=wire("State", "object"))
    cut: Work | None = field(default=None, metadata=wire("Cut", "Work"))
    join: Work | None = field(default=None, metadata=wire("Join", "Work"))
    request_id: str = field(metadata=wire("RequestId", "string"))


# Where the codec looks for the neighbours of a struct that no package holds.
sys.modules.setdefault("waited_for", sys.modules[__name__])
for _class in (ShowRequest, Work, ShowResponse):
    _class.__module__ = "waited_for.models.some"

SHOW = Action(name="Show", request=ShowRequest, response=ShowResponse, read_only=True)
DONE = Waiter(
    name="Done",
    action=SHOW,
    state="state",
    success=("FINISH",),
    failure=("ABORTED",),
    failed_when=(
        ("cut.code", ("",)),
        ("join.code", ("",)),
        ("cut.number", (0,)),
        ("join.number", (0,)),
    ),
    message=("cut.message", "join.message"),
    progress=("cut.progress", "join.progress"),
)

_SERVICE = ServiceInfo(
    name="toy", version="2018-07-17", endpoints={"domestic": "toy.example.com"}, module="toy.client"
)


class Sync(Client):
    _service = _SERVICE


class Async(AsyncClient):
    _service = _SERVICE


class World(Clock):
    """A service whose replies are given, and a clock that only sleeping and calls move."""

    def __init__(self, answers: Sequence[Any], took: float = 0.0) -> None:
        self.time = 1000.0
        self.answers = list(answers)
        self.took = took
        self.polls: list[float] = []
        self.limits: list[float | None] = []

    def monotonic(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def send(self, request: Request, timeout: Timeout) -> Response:
        assert request.headers["X-TC-Action"] == "Show"
        assert json.loads(request.body) == {"TaskId": "t-1"}
        self.polls.append(self.time - 1000.0)
        self.limits.append(timeout.total)
        self.time += self.took
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise type(answer)(*answer.args)
        if isinstance(answer, str):
            answer = {"State": answer}
        body = {"Response": {**answer, "RequestId": f"r-{len(self.polls)}"}}
        return Response(200, {"content-type": "application/json"}, json.dumps(body).encode())

    def close(self) -> None:
        raise AssertionError("the caller's transport is the caller's to close")


class AsyncWorld:
    """The same, for coroutines."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def send(self, request: Request, timeout: Timeout) -> Response:
        return self.world.send(request, timeout)

    async def close(self) -> None:
        self.world.close()


Wait = Callable[..., ShowResponse]


def wait(world: World, colour: str, waiter: Waiter[Any, Any] = DONE, **given: Any) -> Any:
    options: dict[str, Any] = {
        "credential": Credential("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "k" * 32),
        "clock": world,
        "retries": given.pop("retries", Retries(0)),
        "timeout": given.pop("call", 60.0),
    }
    how: dict[str, Any] = {"delay": 5.0, "max_delay": 30.0, "timeout": 3600.0, "on_poll": None}
    how |= given
    request = ShowRequest(task_id="t-1")
    if colour == "sync":
        return Sync(transport=world, **options)._wait(waiter, request, **how)

    async def main() -> Any:
        client = Async(transport=AsyncWorld(world), **options)
        return await client._wait(waiter, request, **how)

    return asyncio.run(main())


@pytest.fixture(params=["sync", "async"])
def colour(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


GOOD = {"State": "FINISH", "Cut": {"Code": "", "Number": 0, "Message": "SUCCESS"}, "Join": None}


def test_it_polls_with_growing_pauses_until_a_success(colour: str) -> None:
    world = World(["WAITING", *["PROCESSING"] * 6, GOOD])
    reply = wait(world, colour)
    assert (reply.state, reply.request_id, reply.cut.message) == ("FINISH", "r-8", "SUCCESS")
    pauses = [b - a for a, b in zip(world.polls, world.polls[1:], strict=False)]
    assert pauses == [5.0, 7.5, 11.25, 16.875, 25.3125, 30.0, 30.0]


def test_what_is_over_already_needs_one_poll(colour: str) -> None:
    world = World([GOOD])
    wait(world, colour)
    assert world.polls == [0.0]


def test_a_failure_state(colour: str) -> None:
    world = World(["WAITING", {"State": "ABORTED", "Join": {"Message": "stopped by its owner"}}])
    with pytest.raises(errors.WaitFailed) as caught:
        wait(world, colour)
    error = caught.value
    assert (error.state, error.code, error.message) == ("ABORTED", "", "stopped by its owner")
    assert (error.action, error.attempts, error.seconds) == ("Show", 2, 5.0)
    assert error.request_ids == ("r-2",)
    assert isinstance(error.reply, ShowResponse)
    assert str(error) == (
        "Done: the state is ABORTED, with stopped by its owner (Show, after 2 attempts in 5.0 s)"
    )


@pytest.mark.parametrize(
    ("work", "code", "message"),
    [
        ({"Cut": {"Code": "Bad.File", "Number": 60000, "Message": "cut"}}, "Bad.File", "cut"),
        ({"Join": {"Code": "", "Number": 60000, "Message": "no"}}, "60000", "no"),
        ({"Cut": None, "Join": {"Number": 70000}}, "70000", ""),
        ({"Cut": {"Code": "", "Number": 0}, "Join": {"Code": "X", "Message": "j"}}, "X", "j"),
    ],
)
def test_a_success_that_is_none(work: Any, code: str, message: str, colour: str) -> None:
    with pytest.raises(errors.WaitFailed) as caught:
        wait(World([{"State": "FINISH", **work}]), colour)
    assert (caught.value.state, caught.value.code) == ("FINISH", code)
    assert caught.value.message == message
    assert code in str(caught.value)


@pytest.mark.parametrize(
    "work",
    [
        {},
        {"Cut": None},
        {"Cut": {}},
        {"Cut": {"Code": None, "Number": None}},
        {"Cut": {"Code": "", "Number": 0}},
        {"Unknown": {"Code": "X"}},
    ],
)
def test_what_is_missing_or_good_is_a_success(work: Any, colour: str) -> None:
    assert wait(World([{"State": "FINISH", **work}]), colour).state == "FINISH"


def test_values_may_come_as_text_or_as_numbers(colour: str) -> None:
    numbers = Waiter(
        name="N", action=SHOW, state="state", success=(2,), failed_when=(("cut.code", (0,)),)
    )
    assert wait(World(["1", {"State": "2", "Cut": {"Code": "0"}}]), colour, numbers).state == "2"
    with pytest.raises(errors.WaitFailed):
        wait(World([{"State": 2, "Cut": {"Code": "5"}}]), colour, numbers)


@pytest.mark.parametrize("state", ["SOMETHING_NEW", "", None, "finish"])
def test_an_unknown_state_means_to_go_on(state: Any, colour: str) -> None:
    world = World([{"State": state}, {}, GOOD])
    assert wait(world, colour).state == "FINISH"
    assert len(world.polls) == 3


def test_time_up(colour: str) -> None:
    world = World(["WAITING"])
    with pytest.raises(errors.WaitTimeout) as caught:
        wait(world, colour, timeout=20)
    # The last poll is made when the time is up.
    assert world.polls == [0.0, 5.0, 12.5, 20.0]
    error = caught.value
    assert (error.state, error.attempts, error.seconds) == ("WAITING", 4, 20.0)
    assert error.reply.request_id == "r-4"
    assert str(error) == (
        "Done: the state is still WAITING after 20 s (Show, after 4 attempts in 20.0 s)"
    )
    assert not isinstance(error, errors.TransportError)


def test_a_success_at_the_last_poll_counts(colour: str) -> None:
    assert wait(World(["WAITING", "WAITING", GOOD]), colour, timeout=10).state == "FINISH"


def test_polls_do_not_outlast_the_waiting(colour: str) -> None:
    world = World(["WAITING"])
    with pytest.raises(errors.WaitTimeout):
        wait(world, colour, timeout=20, call=60)
    assert world.limits == [20.0, 15.0, LAST_POLL, LAST_POLL]
    world = World(["WAITING", GOOD])
    wait(world, colour, timeout=None, call=Timeout(total=None))
    assert world.limits == [None, None]
    world = World(["WAITING", GOOD])
    wait(world, colour, timeout=100, call=7)
    assert world.limits == [7.0, 7.0]


def test_without_a_timeout_it_goes_on(colour: str) -> None:
    world = World([*["WAITING"] * 1000, GOOD])
    wait(world, colour, timeout=None)
    assert len(world.polls) == 1001


# Trouble -----------------------------------------------------------------------------------------


def test_trouble_that_passes_is_outlived(colour: str) -> None:
    down = errors.ConnectFailed("down")
    world = World(["WAITING", down, down, "PROCESSING", *[down] * (PATIENCE - 1), GOOD])
    assert wait(world, colour).state == "FINISH"


def test_trouble_that_stays_is_told(colour: str) -> None:
    world = World(["WAITING", errors.ConnectFailed("down")])
    with pytest.raises(errors.ConnectFailed):
        wait(world, colour)
    assert len(world.polls) == 1 + PATIENCE


def test_trouble_at_the_first_poll_is_told_at_once(colour: str) -> None:
    with pytest.raises(errors.ConnectFailed):
        wait(world := World([errors.ConnectFailed("down"), GOOD]), colour)
    assert len(world.polls) == 1


def test_a_refusal_is_told_at_once(colour: str) -> None:
    refused = {"Error": {"Code": "InvalidParameter.FileId", "Message": "No."}}
    with pytest.raises(errors.ServiceError, match=r"InvalidParameter\.FileId"):
        wait(World(["WAITING", refused]), colour)


def test_polls_are_repeated_like_any_call(colour: str) -> None:
    busy = {"Error": {"Code": "InternalError", "Message": "Busy."}}
    world = World([busy, "WAITING", busy, GOOD])
    assert wait(world, colour, retries=Retries(2)).state == "FINISH"
    assert len(world.polls) == 4


def test_time_up_in_trouble_says_why(colour: str) -> None:
    world = World(["WAITING", errors.ConnectFailed("down")])
    with pytest.raises(errors.WaitTimeout) as caught:
        wait(world, colour, timeout=8)
    assert isinstance(caught.value.__cause__, errors.ConnectFailed)
    assert caught.value.state == "WAITING"


# Callers -----------------------------------------------------------------------------------------


def test_progress_is_told(colour: str) -> None:
    told: list[PollEvent] = []
    work = {"State": "PROCESSING", "Join": {"Progress": 40}}
    wait(World(["WAITING", work, GOOD], took=1.0), colour, on_poll=told.append)
    assert told == [
        PollEvent(
            waiter="Done", action="Show", attempt=1, seconds=1, state="WAITING", progress=None
        ),
        PollEvent(
            waiter="Done", action="Show", attempt=2, seconds=7, state="PROCESSING", progress=40
        ),
        PollEvent(
            waiter="Done", action="Show", attempt=3, seconds=15.5, state="FINISH", progress=None
        ),
    ]


def test_what_the_callback_raises_ends_the_waiting(colour: str) -> None:
    def stop(_: PollEvent) -> None:
        raise KeyboardInterrupt

    world = World(["WAITING"])
    with pytest.raises(KeyboardInterrupt):
        wait(world, colour, on_poll=stop)
    assert len(world.polls) == 1


@pytest.mark.parametrize("name", ["delay", "max_delay", "timeout"])
@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf, "5", True])
def test_times_that_cannot_work(name: str, value: Any, colour: str) -> None:
    with pytest.raises(errors.ConfigurationError, match=name):
        wait(World([GOOD]), colour, **{name: value})


def test_a_callback_that_cannot_work(colour: str) -> None:
    async def later(_: PollEvent) -> None:
        raise AssertionError

    for wrong in (later, "print"):
        with pytest.raises(errors.ConfigurationError, match="on_poll"):
            wait(World([GOOD]), colour, on_poll=wrong)


def test_a_long_first_pause_is_cut(colour: str) -> None:
    world = World(["WAITING", "WAITING", GOOD])
    wait(world, colour, delay=100, max_delay=3)
    assert world.polls == [0.0, 3.0, 6.0]


def test_errors_can_be_pickled(colour: str) -> None:
    with pytest.raises(errors.WaitFailed) as failed:
        wait(World([{"State": "ABORTED"}]), colour)
    with pytest.raises(errors.WaitTimeout) as late:
        wait(World(["WAITING"]), colour, timeout=1)
    for error in (failed.value, late.value):
        error.reply = None  # its class is one of this test's own making
        copy = pickle.loads(pickle.dumps(error))
        assert (str(copy), copy.state, copy.attempts) == (str(error), error.state, error.attempts)


def test_a_cancelled_wait_ends_at_once() -> None:
    class Slow(AsyncWorld):
        async def send(self, request: Request, timeout: Timeout) -> Response:
            await asyncio.sleep(60)
            raise AssertionError

    async def main() -> None:
        world = World(["WAITING"])
        credential = Credential("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "k" * 32)
        client = Async(credential=credential, transport=Slow(world))
        waiting = client._wait(DONE, ShowRequest(task_id="t-1"), 5, 30, 3600, None)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(waiting, 0.05)

    asyncio.run(main())


@given(st.lists(st.sampled_from(["WAITING", "FINISH", "ABORTED", "?"]), max_size=30))
def test_the_first_state_that_ends_it_decides(states: list[str]) -> None:
    world = World([*states, "FINISH"])
    end = next(state for state in [*states, "FINISH"] if state in ("FINISH", "ABORTED"))
    if end == "ABORTED":
        with pytest.raises(errors.WaitFailed):
            wait(world, "sync")
    else:
        assert wait(world, "sync").state == "FINISH"
    assert len(world.polls) == [*states, "FINISH"].index(end) + 1


def test_who_does_not_wait_or_page_loads_neither() -> None:
    code = (
        "import sys, runtime.client, runtime.urllib3_transport\n"
        "assert not {'runtime.waiting', 'runtime.paging'} & set(sys.modules)"
    )
    folder = Path(__file__).parents[2] / "templates" / "python"
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
