"""Every fault, to every kind of call, of either colour."""

from __future__ import annotations

import asyncio
import gc
from contextlib import nullcontext

import pytest

from tc3gen.fake import Stall, Status
from tc3gen.fake.faults import KINDS

from .matrix import CALLS, COLOURS, OK, ROWS, Row, run
from .world import RECITE, World, alone


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_the_outcome(row: Row, call: str, colour: str) -> None:
    outcome = run(row.fault, call, colour)
    assert outcome.said == row.expected(call)
    assert outcome.tasks <= 1, "done twice"
    assert outcome.sent <= 3
    assert outcome.seconds < 5
    assert outcome.slept < 30
    if call == "stream" and outcome.said == OK:
        assert outcome.events == 3
    elif call == "stream":
        assert outcome.events < 3
        assert outcome.admitted or not outcome.events, "the error hides that some of it came"
    elif outcome.said == OK:
        assert outcome.tasks == (call != "read")
    elif not outcome.admitted:
        assert outcome.tasks == 0, "the error hides that a task was started"


@pytest.mark.parametrize("with_", [True, False], ids=["closed", "left alone"])
@pytest.mark.parametrize("colour", COLOURS)
def test_who_leaves_a_stream_leaves_nothing_behind(colour: str, with_: bool) -> None:
    with World(Stall()) as world:
        if colour == "sync":
            with world.sync() as client:
                stream = client.call_stream(RECITE)
                with stream if with_ else nullcontext():
                    assert next(stream).reply
                del stream
                world.settled()
        else:
            alone(_leave(world, with_))
        world.settled()


async def _leave(world: World, with_: bool) -> None:
    async with world.asynchronous() as client:
        stream = client.call_stream(RECITE)
        async with stream if with_ else nullcontext():
            assert (await anext(stream)).reply
        del stream
        gc.collect()
        async with asyncio.timeout(3):
            while world.service.connections:
                await asyncio.sleep(0.005)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_service_says_how_long_to_wait(colour: str) -> None:
    outcome = run(Status(503, "5", count=2), "read", colour)
    assert (outcome.said, outcome.sent, outcome.slept) == (OK, 3, 10)


def test_no_kind_is_left_out() -> None:
    assert {row.fault.kind for row in ROWS} == KINDS.keys() - {"task"}
