"""A service on this machine that behaves like the real one, for tests and for trying things out.

    core        a request in, a reply out; no I/O
      protocol, signature, accounts     who calls what
      bodies, parameters                what it says, and whether the spec allows it
      stage                             what the actions do
        answers, making, parts, streams replies from examples and types
        tasks, showing, rates           what is remembered
    faults, fault_rules                 what goes wrong, and when
    delivery, service                   HTTP, and the thread that it runs in
    console, pytest_plugin              the ways to it beside `FakeService`

aiohttp is loaded when a service starts, and not before.
"""

from __future__ import annotations

from .accounts import SECRET_ID, SECRET_KEY
from .clock import Clock
from .faults import (
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
    TaskEnds,
    Throttle,
    Truncated,
)
from .faults import parse as parse_fault
from .log import Call
from .service import FakeService, MissingLibrary
from .tasks import Task

__all__ = [
    "SECRET_ID",
    "SECRET_KEY",
    "Call",
    "Clock",
    "ContentType",
    "Cut",
    "Error",
    "ErrorEvent",
    "FakeService",
    "Fault",
    "Garbage",
    "Latency",
    "MissingLibrary",
    "Reset",
    "Skew",
    "Stall",
    "Status",
    "Task",
    "TaskEnds",
    "Throttle",
    "Truncated",
    "parse_fault",
]
