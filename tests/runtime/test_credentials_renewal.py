"""Keys that end: fetched once for all who wait, replaced in time, by a clock of the tests' own."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from cloud import Clock
from runtime import errors
from runtime.credentials import Credential
from runtime.renewal import Renewed
from runtime.transport import Request, Response, Timeout
from toy.client import AsyncToyClient, ToyClient


class Fetch:
    """Gives keys that live for an hour, or fails; counts how often it was asked."""

    def __init__(self, clock: Clock, lives: float = 3600) -> None:
        self.clock, self.lives = clock, lives
        self.calls = 0
        self.error: BaseException | None = None
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self) -> Credential:
        self.calls += 1
        number = self.calls
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return Credential(f"id-{number}", "secret-key", "t", self.clock.now + self.lives)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetch(clock: Clock) -> Fetch:
    return Fetch(clock)


@pytest.fixture
def source(fetch: Fetch, clock: Clock) -> Renewed:
    return Renewed(fetch, now=clock)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name == "tc3-keys":
            thread.join(5)
            assert not thread.is_alive()


def _settle(source: Renewed) -> None:
    """Wait for the fetch behind the scenes."""
    deadline = time.monotonic() + 5
    while source._flight is not None:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_keys_are_kept_until_shortly_before_their_end(
    source: Renewed, fetch: Fetch, clock: Clock
) -> None:
    assert fetch.calls == 0
    assert source().secret_id == "id-1"
    clock.now += 3299
    assert source().secret_id == "id-1"
    assert fetch.calls == 1
    clock.now += 1
    assert source().secret_id == "id-1"  # still good: nobody waits
    _settle(source)
    assert source().secret_id == "id-2"
    clock.now += 3601
    assert source().secret_id == "id-3"  # nobody asked in time
    assert fetch.calls == 3


def test_keys_without_an_end_are_kept(clock: Clock) -> None:
    calls: list[int] = []

    def fetch() -> Credential:
        calls.append(1)
        return Credential("i", "k")

    source = Renewed(fetch, now=clock)
    source()
    clock.now += 1e9
    source()
    assert len(calls) == 1


def test_while_old_keys_are_good_a_failure_is_only_logged(
    source: Renewed, fetch: Fetch, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    source()
    fetch.error = errors.CredentialError("out of order")
    tries = []
    for _ in range(300):
        clock.now += 1
        assert source().secret_id == "id-1"
        _settle(source)
        tries.append(fetch.calls)
    assert tries[-1] == 1  # nothing is due yet
    clock.now += 3600 - 600 + 0.5
    for _ in range(299):
        assert source().secret_id == "id-1"
        _settle(source)
        tries.append(fetch.calls)
        clock.now += 1
    # 1, 2, 4, 8, 16 seconds apart, then 30: no hammering.
    assert 10 <= tries[-1] <= 16
    assert "keys that end in 300 s cannot be renewed: out of order" in caplog.text
    assert "secret-key" not in caplog.text
    clock.now += 1
    for _ in range(100):
        with pytest.raises(errors.CredentialError, match="out of order"):
            source()
    assert fetch.calls <= tries[-1] + 1
    fetch.error = None
    clock.now += 30
    assert source().secret_id.startswith("id-")


def test_a_failure_is_everybodys_own(source: Renewed, fetch: Fetch) -> None:
    cause = errors.ConnectFailed("no network")
    fetch.error = errors.CredentialError("out of order")
    fetch.error.__cause__ = cause
    caught = []
    for action in ("A", "B"):
        with pytest.raises(errors.CredentialError) as info:
            source()
        info.value.action = action
        info.value.add_note(action)
        caught.append(info.value)
    assert fetch.calls == 1
    assert [(e.action, e.__notes__, e.__cause__) for e in caught] == [
        ("A", ["A"], cause),
        ("B", ["B"], cause),
    ]


@pytest.mark.parametrize("error", [KeyError("secret-key"), SystemExit(1)])
def test_whatever_a_function_raises_ends_the_wait(
    source: Renewed, fetch: Fetch, error: BaseException
) -> None:
    fetch.error = error
    with pytest.raises(errors.CredentialError, match=f"raised {type(error).__name__}") as caught:
        source()
    assert "secret-key" not in str(caught.value)
    wrong: Any = lambda: ("id", "key")  # noqa: E731
    with pytest.raises(errors.CredentialError, match="gave something else"):
        Renewed(wrong)()


def test_keys_that_come_with_little_time_left_make_no_busy_loop(clock: Clock) -> None:
    ends = clock.now + 200
    fetch = Fetch(clock)

    def cached() -> Credential:
        fetch()
        return Credential("i", "k", "t", ends)

    source = Renewed(cached, now=clock)
    while clock.now < ends:
        source()
        _settle(source)
        clock.now += 0.25
    assert 5 <= fetch.calls <= 25
    # A clock that is wrong, here or there: they are used, and asked for once a minute.
    before = fetch.calls
    for _ in range(600):
        clock.now += 0.25
        assert source().secret_id == "i"
    assert fetch.calls - before <= 4


def test_one_fetch_serves_all_threads(source: Renewed, fetch: Fetch, clock: Clock) -> None:
    for expected in (1, 2):
        fetch.gate.clear()
        with ThreadPoolExecutor(32) as pool:
            waiting = [pool.submit(source) for _ in range(32)]
            time.sleep(0.05)
            assert not any(future.done() for future in waiting)
            fetch.gate.set()
            assert {future.result().secret_id for future in waiting} == {f"id-{expected}"}
        assert fetch.calls == expected
        clock.now += 4000


class AsyncFake:
    async def send(self, request: Request, timeout: Timeout) -> Response:
        return Response(200, {}, b'{"Response": {"TaskId": "t", "RequestId": "r"}}')

    async def close(self) -> None: ...


class Fake:
    def send(self, request: Request, timeout: Timeout) -> Response:
        return Response(200, {}, b'{"Response": {"TaskId": "t", "RequestId": "r"}}')

    def close(self) -> None: ...


def test_one_fetch_serves_all_tasks_and_stalls_no_loop(source: Renewed, fetch: Fetch) -> None:
    async def main() -> int:
        client = AsyncToyClient(credential=source, transport=AsyncFake())
        calls = [asyncio.create_task(client.make(file_id="1")) for _ in range(1000)]
        ticks = 0
        for _ in range(10):
            await asyncio.sleep(0.005)
            ticks += 1
        assert not any(call.done() for call in calls)
        calls[0].cancel()  # the one that started the fetch: it goes on for the others
        fetch.gate.set()
        done = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(done.pop(0), asyncio.CancelledError)
        assert {reply.task_id for reply in done if not isinstance(reply, BaseException)} == {"t"}
        return ticks

    fetch.gate.clear()
    assert asyncio.run(main()) == 10
    assert fetch.calls == 1


def test_threads_and_tasks_share_one_fetch(source: Renewed, fetch: Fetch) -> None:
    fetch.gate.clear()

    async def main() -> None:
        client = AsyncToyClient(credential=source, transport=AsyncFake())
        await asyncio.gather(*(client.make(file_id="1") for _ in range(20)))

    with ThreadPoolExecutor(20) as pool:
        client = ToyClient(credential=source, transport=Fake())
        calls: list[Future[Any]] = [pool.submit(client.make, file_id="1") for _ in range(10)]
        calls += [pool.submit(asyncio.run, main()) for _ in range(10)]
        time.sleep(0.1)
        fetch.gate.set()
        for call in calls:
            call.result()
    assert fetch.calls == 1


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_no_call_waits_beyond_its_deadline(source: Renewed, fetch: Fetch, colour: str) -> None:
    fetch.gate.clear()
    began = time.monotonic()
    client = ToyClient(credential=source, transport=Fake(), timeout=0.1)
    other = AsyncToyClient(credential=source, transport=AsyncFake(), timeout=0.1)
    with pytest.raises(errors.TimedOut, match="fetching keys") as caught:
        asyncio.run(_make(other)) if colour == "async" else client.make(file_id="1")
    assert time.monotonic() - began < 2
    assert (caught.value.sent, caught.value.phase) == (False, "total")
    fetch.gate.set()
    assert source().secret_id == "id-1"


async def _make(client: AsyncToyClient) -> None:
    await client.make(file_id="1")


def test_a_loop_may_end_before_the_fetch(
    source: Renewed, fetch: Fetch, caplog: pytest.LogCaptureFixture
) -> None:
    fetch.gate.clear()
    client = AsyncToyClient(credential=source, transport=AsyncFake())

    async def main() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(_make(client), 0.02)

    with caplog.at_level(logging.INFO):
        asyncio.run(main())
        fetch.gate.set()
        _settle(source)
    assert caplog.text == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_child_does_not_wait_for_a_thread_of_its_parent(source: Renewed, fetch: Fetch) -> None:
    fetch.gate.clear()
    assert isinstance(source.ask(), Future)
    child = os.fork()
    if not child:
        fetch.gate = threading.Event()
        fetch.gate.set()
        os._exit(0 if source().secret_id == "id-2" else 1)
    fetch.gate.set()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_an_hour_of_calls(clock: Clock) -> None:
    fetch = Fetch(clock, lives=900)
    source = Renewed(fetch, now=clock)
    client = ToyClient(credential=source, transport=Fake())
    for _ in range(3600):
        client.make(file_id="1")
        _settle(source)
        found = source()
        assert found.expires_at is not None
        assert found.expires_at > clock.now
        clock.now += 1
    assert fetch.calls == 6  # every 675 seconds
