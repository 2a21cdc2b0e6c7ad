"""What faults there are, and how to ask for each, for people who choose one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields

from .faults import KINDS

#: Keys of all kinds, which say to which requests a fault happens.
_SCOPE = ("action", "chance", "count", "after")


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault."""

    name: str
    summary: str
    value: str
    """What the value after the name says; empty where there is none."""
    needs_value: bool
    keys: tuple[str, ...]
    """Those of its own."""
    example: str
    """A line that asks for one."""


_EXAMPLES = {
    "latency": "latency=2",
    "reset": "reset",
    "cut": "cut",
    "stall": "stall=20",
    "truncated": "truncated",
    "garbage": "garbage",
    "content-type": "content-type=text/html",
    "status": "status=503,retry_after=2",
    "throttle": "throttle",
    "error": "error=InternalError",
    "error-event": "error-event=InternalError",
    "skew": "skew=600",
    "task": "task=FINISH,ErrCode=70000",
}


def fault_kinds() -> Iterator[FaultKind]:
    """The kinds of fault."""
    for name, kind in KINDS.items():
        known = {each.name: each for each in fields(kind)}
        value = known.get(kind.value)
        yield FaultKind(
            name,
            (kind.__doc__ or "").strip().splitlines()[0],
            kind.value,
            value is not None and value.default is MISSING and value.default_factory is MISSING,
            tuple(each for each in known if each not in (*_SCOPE, kind.value)),
            _EXAMPLES[name],
        )
