"""Every fault, to every kind of call, of either colour: what comes of it.

`python -m benchmarks.faults` shows it as a table.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tc3.vod import errors

from tc3gen.fake import (
    ContentType,
    Cut,
    Error,
    Fault,
    Garbage,
    Latency,
    Reset,
    Skew,
    Stall,
    Status,
    Throttle,
    Truncated,
)

from .world import World, alone

#: Calls that change nothing; that start a task; that start a task the service would know again.
CALLS: Mapping[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "read": ("describe_tasks", {}, {}),
    "start": ("rebuild_media", {"file_id": "1"}, {"deduplicate": False}),
    "start, with ID": ("rebuild_media", {"file_id": "1"}, {}),
}
COLOURS = ("sync", "async")

#: What ends a call as it should, in a table.
OK = "ok"


@dataclass(frozen=True)
class Row:
    """A fault, and what each call must come to: OK, or the name of an error."""

    title: str
    fault: Fault
    read: str
    start: str
    with_id: str

    def expected(self, call: str) -> str:
        return dict(zip(CALLS, (self.read, self.start, self.with_id), strict=True))[call]


@dataclass(frozen=True)
class Outcome:
    """What came of a call."""

    said: str
    """OK, or the name of the error."""
    sent: int
    """How many requests arrived."""
    tasks: int
    """How many tasks were started."""
    admitted: bool
    """Whether the error says that the call may have taken effect."""
    seconds: float
    slept: float
    """Seconds that its pauses would have taken."""

    def __str__(self) -> str:
        return self.said if self.sent == 1 else f"{self.said} ({self.sent})"


def _both(
    title: str, fault: type[Fault], once: str, always: str, *args: Any, **more: Any
) -> tuple[Row, Row]:
    """A fault that happens once, and one that happens always; outcomes are joined by `|`."""
    return (
        Row(f"{title}, once", fault(*args, count=1, **more), *once.split("|")),
        Row(f"{title}, always", fault(*args, **more), *always.split("|")),
    )


ROWS: tuple[Row, ...] = (
    Row("latency", Latency(0.02), OK, OK, OK),
    *_both(
        "silence",
        Latency,
        "ok|TimedOut|AlreadyAccepted",
        "TimedOut|TimedOut|TimedOut",
        60.0,
    ),
    *_both(
        "stalled reply",
        Stall,
        "ok|TimedOut|AlreadyAccepted",
        "TimedOut|TimedOut|TimedOut",
    ),
    *_both(
        "reset before the reply",
        Reset,
        "ok|ConnectionLost|AlreadyAccepted",
        "ConnectionLost|ConnectionLost|ConnectionLost",
    ),
    *_both(
        "reset before the effect",
        Reset,
        "ok|ConnectionLost|ok",
        "ConnectionLost|ConnectionLost|ConnectionLost",
        effect=False,
    ),
    *_both(
        "reset within the reply",
        Cut,
        "ok|ConnectionLost|AlreadyAccepted",
        "ConnectionLost|ConnectionLost|ConnectionLost",
    ),
    Row("truncated JSON", Truncated(), *["MalformedResponseError"] * 3),
    Row("no JSON", Garbage(), *["MalformedResponseError"] * 3),
    Row("no bytes", Garbage(b""), *["MalformedResponseError"] * 3),
    Row("other content type", ContentType("text/html"), OK, OK, OK),
    Row("content type with charset", ContentType("application/json; charset=utf-8"), OK, OK, OK),
    *_both(
        "502",
        Status,
        "ok|HTTPStatusError|ok",
        "HTTPStatusError|HTTPStatusError|HTTPStatusError",
        502,
    ),
    *_both(
        "502 after the effect",
        Status,
        "ok|HTTPStatusError|AlreadyAccepted",
        "HTTPStatusError|HTTPStatusError|HTTPStatusError",
        502,
        effect=True,
    ),
    *_both(
        "503, Retry-After: 5",
        Status,
        "ok|HTTPStatusError|ok",
        "HTTPStatusError|HTTPStatusError|HTTPStatusError",
        503,
        "5",
    ),
    Row("503, Retry-After: 3600", Status(503, "3600", count=1), *["HTTPStatusError"] * 3),
    *_both(
        "429",
        Status,
        "ok|ok|ok",
        "HTTPStatusError|HTTPStatusError|HTTPStatusError",
        429,
    ),
    Row("404", Status(404), *["HTTPStatusError"] * 3),
    Row("302", Status(302), *["HTTPStatusError"] * 3),
    Row("throttling, twice", Throttle(count=2), OK, OK, OK),
    Row("throttling, always", Throttle(), *["RequestLimitExceeded"] * 3),
    *_both(
        "InternalError",
        Error,
        "ok|InternalError|ok",
        "InternalError|InternalError|InternalError",
    ),
    Row("FailedOperation", Error("FailedOperation"), *["FailedOperation"] * 3),
    Row("clock an hour ahead", Skew(3600), OK, OK, OK),
    Row("clock an hour behind", Skew(-3600), OK, OK, OK),
    Row("clock that changes", Skew(3600, count=1), *["AuthFailureSignatureExpire"] * 3),
)


def run(fault: Fault, call: str, colour: str) -> Outcome:
    """Make a call to a service with a fault.  Fails where the call leaves something behind."""
    method, params, options = CALLS[call]
    with World(fault) as world:
        began = time.monotonic()
        said, error = OK, None
        try:
            if colour == "sync":
                with world.sync(**options) as client:
                    getattr(client, method)(**params)
            else:
                alone(_call(world, method, params, options))
        except errors.TencentCloudError as caught:
            said, error = type(caught).__name__, caught
        seconds = time.monotonic() - began
        world.settled()
        return Outcome(
            said=said,
            sent=len(world.service.requests),
            tasks=len(world.service.tasks),
            admitted=error is not None and error.may_have_taken_effect,
            seconds=seconds,
            slept=world.time.slept,
        )


async def _call(world: World, method: str, params: dict[str, Any], options: dict[str, Any]) -> None:
    async with world.asynchronous(**options) as client:
        await getattr(client, method)(**params)
