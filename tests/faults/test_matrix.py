"""Every fault, to every kind of call, of either colour."""

from __future__ import annotations

import pytest

from tc3gen.fake import Status
from tc3gen.fake.faults import KINDS

from .matrix import CALLS, COLOURS, OK, ROWS, Row, run


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
    if outcome.said == OK:
        assert outcome.tasks == (call != "read")
    elif not outcome.admitted:
        assert outcome.tasks == 0, "the error hides that a task was started"


@pytest.mark.parametrize("colour", COLOURS)
def test_the_service_says_how_long_to_wait(colour: str) -> None:
    outcome = run(Status(503, "5", count=2), "read", colour)
    assert (outcome.said, outcome.sent, outcome.slept) == (OK, 3, 10)


def test_no_kind_is_left_out() -> None:
    assert {row.fault.kind for row in ROWS} == KINDS.keys() - {"task"}
