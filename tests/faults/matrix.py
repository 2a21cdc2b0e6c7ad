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
    ErrorEvent,
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

from .world import RECITE, World, alone

#: Calls that change nothing; that start a task; that start a task the service would know again;
#: that change nothing and are answered with a stream.
CALLS: Mapping[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "read": ("describe_tasks", {}, {}),
    "start": ("rebuild_media", {"file_id": "1"}, {"deduplicate": False}),
    "start, with ID": ("rebuild_media", {"file_id": "1"}, {}),
    "stream": ("call_stream", {"action": RECITE, "read_only": True}, {}),
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
    stream: str = ""
    """The same as `read`, unless something happens to its events."""

    def expected(self, call: str) -> str:
        outcomes = (self.read, self.start, self.with_id, self.stream or self.read)
        return dict(zip(CALLS, outcomes, strict=True))[call]


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
    events: int
    """How many events came, if it was a stream."""

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


#: What comes of JSON that says that it is a stream, and of a stream that says so too.
_NO_STREAM = (*["MalformedResponseError"] * 3, OK)

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
        "ok|TimedOut|AlreadyAccepted|TimedOut",
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
        "ok|ConnectionLost|AlreadyAccepted|ConnectionLost",
        "ConnectionLost|ConnectionLost|ConnectionLost",
    ),
    Row("truncated JSON", Truncated(), *["MalformedResponseError"] * 3),
    Row("error among the events", ErrorEvent(), OK, OK, OK, "InternalError"),
    Row("no JSON", Garbage(), *["MalformedResponseError"] * 3),
    Row("no bytes", Garbage(b""), *["MalformedResponseError"] * 3),
    Row("other content type", ContentType("text/html"), OK, OK, OK, "MalformedResponseError"),
    Row(
        "content type with charset",
        ContentType("application/json; charset=utf-8"),
        OK,
        OK,
        OK,
        "MalformedResponseError",
    ),
    Row("stream", ContentType("text/event-stream; charset=utf-8"), *_NO_STREAM),
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
        events: list[str] = []
        try:
            if colour == "sync":
                with world.sync(**options) as client:
                    found = getattr(client, method)(**params)
                    for _ in found if call == "stream" else ():
                        events.append(call)
            else:
                alone(_call(world, call, events))
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
            events=len(events),
        )


async def _call(world: World, call: str, events: list[str]) -> None:
    method, params, options = CALLS[call]
    async with world.asynchronous(**options) as client:
        found = getattr(client, method)(**params)
        if call != "stream":
            await found
            return
        async for _ in found:
            events.append(call)
