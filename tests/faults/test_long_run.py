"""An hour of somebody's work, in which keys end and clocks go wrong, in no time at all."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from tc3 import Credential, Renewed, Timeout
from tc3.vod import AsyncVodClient, VodClient

from tc3gen.fake import Throttle

from .world import World, alone

HOUR = 3600.0
LIFE = 900.0
"""Seconds for which temporary keys are valid."""


class Vault:
    """Gives temporary keys, of which the service knows."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.given = 0

    def __call__(self) -> Credential:
        self.given += 1
        ends = self._world.clock.now() + LIFE
        name = f"AKIDtemporary{self.given:04}"
        self._world.service.add_key(name, f"key{self.given}", f"token{self.given}", ends)
        return Credential(name, f"key{self.given}", f"token{self.given}", expires_at=ends)


def options(world: World, vault: Vault) -> dict[str, Any]:
    return {
        # Where a clock may be wrong by ten minutes, keys are replaced earlier than else.
        "credential": Renewed(vault, margin=800.0, now=world.time.now),
        # Nothing is slow here but a machine that has other work to do.
        "timeout": Timeout(total=30, connect=15, read=15),
    }


def wrong(world: World, minute: int) -> None:
    """Set the caller's clock wrong, some other way every ten minutes."""
    world.time.ahead = (0.0, 400.0, -400.0, 600.0, -600.0, 0.0)[minute // 10 % 6]


def check(world: World, vault: Vault, calls: int) -> None:
    """Whether all went well, and no more than had to happen did."""
    assert LIFE / 4 < HOUR / vault.given < LIFE
    refused = [call.code for call in world.service.requests if call.code]
    assert set(refused) == {"AuthFailure.SignatureExpire", "RequestLimitExceeded"}
    # Once for each time that the clock went wrong.
    assert refused.count("AuthFailure.SignatureExpire") == 5
    assert len(world.service.requests) == calls + len(refused)
    states = {task.state(world.clock.now()) for task in world.service.tasks}
    assert states == {"FINISH"}
    world.settled()


@pytest.fixture
def world() -> Any:
    with World(Throttle(chance=0.02), rate_limits=True, seed=5) as made:
        yield made


def test_an_hour_of_threads(world: World) -> None:
    began = time.monotonic()
    vault = Vault(world)
    calls = 0
    with world.sync(retries=5, **options(world, vault)) as client:
        until = world.clock.now() + HOUR
        minute = 0
        while world.clock.now() < until:
            wrong(world, minute)
            calls += _minute(client, world)
            minute += 1
    check(world, vault, calls)
    assert time.monotonic() - began < 20


def _minute(client: VodClient, world: World) -> int:
    polls: list[str] = []
    task = client.rebuild_media(file_id="1").task_id
    detail = client.wait_until_task_finished(
        task_id=task, delay=2.0, on_poll=lambda event: polls.append(event.state)
    )
    assert (detail.status, polls[-1]) == ("FINISH", "FINISH")
    world.time.sleep(60.0 - world.clock.now() % 60.0)
    return 1 + len(polls)


def test_an_hour_of_coroutines(world: World) -> None:
    began = time.monotonic()
    vault = Vault(world)

    async def main() -> int:
        calls = 0
        async with world.asynchronous(retries=5, **options(world, vault)) as client:
            for minute in range(60):
                wrong(world, minute)
                # The first of a minute finds out what time it is, and the others know it then.
                await client.describe_tasks()
                calls += 1 + sum(await asyncio.gather(*(_work(client) for _ in range(3))))
                world.time.sleep(60.0 - world.clock.now() % 60.0)
        return calls

    check(world, vault, alone(main()))
    assert time.monotonic() - began < 20


async def _work(client: AsyncVodClient) -> int:
    polls: list[str] = []
    task = (await client.rebuild_media(file_id="1")).task_id
    detail = await client.wait_until_task_finished(
        task_id=task, delay=2.0, on_poll=lambda event: polls.append(event.state)
    )
    assert detail.status == "FINISH"
    return 1 + len(polls)
