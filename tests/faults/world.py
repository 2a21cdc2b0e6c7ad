"""A client and a service whose clocks are one, so that no pause takes any time."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Coroutine, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tc3 import Clock, Retries, Timeout
from tc3.vod import AsyncVodClient, VodClient

from tc3gen import fake
from tc3gen.loading import load_service
from tc3gen.model import Action, Field, Kind, Service, TypeRef

T = TypeVar("T")

SPEC = Path(__file__).parents[2] / "specs" / "vod" / "2018-07-17"
NOW = 1_800_000_000.0


#: An action that is answered with a stream, which VOD has none of.
RECITE = "Recite"


@cache
def vod() -> Service:
    """VOD, as our spec describes it, and an action that streams."""
    loaded = load_service(SPEC)
    assert loaded.service is not None
    verse = Field("Verse", TypeRef(Kind.STRING))
    recite = Action(RECITE, (), (verse,), streams=True, read_only=True)
    return replace(loaded.service, actions=(*loaded.service.actions, recite))


class Time(Clock):
    """The client's clock: real time, plus whatever was slept through at once."""

    def __init__(self, service: fake.Clock) -> None:
        self._service = service
        self.slept = 0.0
        """Seconds that were slept through."""
        self._lock = threading.Lock()
        self.ahead = 0.0
        """How wrong it is, in seconds."""

    def now(self) -> float:
        return self._service.now() + self.ahead

    def monotonic(self) -> float:
        return time.monotonic() + self.slept

    def chance(self) -> float:
        return 0.5

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
        self._service.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
        await asyncio.sleep(0)


class World:
    """A service, and what clients need to call it."""

    def __init__(self, *faults: fake.Fault, rate_limits: bool = False, seed: int = 0) -> None:
        self.clock = fake.Clock(NOW)
        self.time = Time(self.clock)
        self.service = fake.FakeService(
            vod(), faults=faults, clock=self.clock, rate_limits=rate_limits, seed=seed
        )

    def __enter__(self) -> World:
        self.service.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.service.stop()

    def options(self, **more: Any) -> Any:
        """What a client of either colour is made with."""
        given = {
            "secret_id": self.service.secret_id,
            "secret_key": self.service.secret_key,
            "endpoint": self.service.url,
            "clock": self.time,
            "timeout": Timeout(total=30, connect=5, read=0.25),
            "retries": Retries(most=2, base=1.0),
        }
        if "credential" in more:
            del given["secret_id"], given["secret_key"]
        return given | more

    def sync(self, **more: Any) -> VodClient:
        return VodClient(**self.options(**more))

    def asynchronous(self, **more: Any) -> AsyncVodClient:
        return AsyncVodClient(**self.options(**more))

    def sessions(self) -> list[str]:
        """The SessionId of every task that was started."""
        return [str(task.request.get("SessionId", "")) for task in self.service.tasks]

    def settled(self) -> None:
        """Fails where clients that are closed have left a connection or a thread behind."""
        gc.collect(1)  # what the call left behind is young
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if not self.service.connections and not _others():
                return
            time.sleep(0.005)
        raise AssertionError(f"left: {self.service.connections} connections, threads {_others()}")


def _others() -> list[str]:
    """Threads that are neither the test's nor the service's."""
    names = [each.name for each in threading.enumerate() if each is not threading.main_thread()]
    return [name for name in names if not name.startswith(("tc3gen-fake", "execnet", "pytest"))]


def alone(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine, and fail where it leaves tasks behind."""

    async def watched() -> T:
        result = await coroutine
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left
        return result

    return asyncio.run(watched())


def flatten(errors: Iterable[BaseException]) -> list[BaseException]:
    """Errors, and all that they came from."""
    found: list[BaseException] = []
    waiting = list(errors)
    while waiting:
        error = waiting.pop()
        if error not in found:
            found.append(error)
            waiting += [e for e in (error.__cause__, error.__context__) if e is not None]
    return found
