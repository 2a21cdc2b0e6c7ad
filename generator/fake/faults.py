"""Faults: how a service, or the network before it, fails; and when.

Each kind is a class, for tests; a line of text, for the command line:

    KIND[=VALUE][,KEY=VALUE]...        reset,action=RebuildMedia,chance=0.05
                                       status=503,retry_after=2,count=3,after=1

Rules are asked in their order.  Those that only change what is sent (latency, skew, content-type)
add up; of the others, the first one that applies takes the request.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar

from ..model import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What every fault has: to which requests it happens."""

    kind: ClassVar[str]
    """Its name on the command line."""
    value: ClassVar[str] = ""
    """Which field the value after the name is."""
    adds_up: ClassVar[bool] = False
    """Whether other faults may happen to the same request."""

    action: str | None = None
    """Only to this action."""
    chance: float = 1.0
    """To this share of requests, by the seed."""
    count: int | None = None
    """To at most so many requests."""
    after: int = 0
    """Not to the first so many."""

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 1:
            raise ValueError("chance must be within 0 and 1")
        if self.after < 0 or (self.count is not None and self.count < 0):
            raise ValueError("count and after must be at least 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loses(Fault):
    """A fault on the way of a reply."""

    effect: bool = True
    """Whether the request takes effect, which the caller cannot know."""


@dataclass(frozen=True, slots=True)
class Latency(Fault):
    """The reply takes longer."""

    kind: ClassVar[str] = "latency"
    value: ClassVar[str] = "seconds"
    adds_up: ClassVar[bool] = True

    seconds: float

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        _check_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class Skew(Fault):
    """The service's clock is wrong: for the window of timestamps and in the header `Date`."""

    kind: ClassVar[str] = "skew"
    value: ClassVar[str] = "seconds"
    adds_up: ClassVar[bool] = True

    seconds: float
    """How far it is ahead; below 0, behind."""

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if not math.isfinite(self.seconds):
            raise ValueError("seconds must be a number")


@dataclass(frozen=True, slots=True)
class ContentType(Fault):
    """The reply says that it is something else."""

    kind: ClassVar[str] = "content-type"
    value: ClassVar[str] = "text"
    adds_up: ClassVar[bool] = True

    text: str = "text/html"

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if not (self.text.isascii() and self.text.isprintable()):
            raise ValueError("a content type is one line of plain characters")


@dataclass(frozen=True, slots=True)
class Reset(_Loses):
    """The connection is reset before the reply."""

    kind: ClassVar[str] = "reset"


@dataclass(frozen=True, slots=True)
class Cut(_Loses):
    """The connection is reset in the middle of the reply."""

    kind: ClassVar[str] = "cut"


@dataclass(frozen=True, slots=True)
class Stall(_Loses):
    """The reply stops in its middle, and the connection stays open."""

    kind: ClassVar[str] = "stall"
    value: ClassVar[str] = "seconds"

    seconds: float = 3600.0
    """After which the connection is closed."""

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        _check_seconds(self.seconds)


@dataclass(frozen=True, slots=True)
class Truncated(_Loses):
    """The reply is whole to HTTP, and the JSON in it ends in its middle."""

    kind: ClassVar[str] = "truncated"


@dataclass(frozen=True, slots=True)
class Garbage(_Loses):
    """The reply is no JSON: a page, as a proxy shows one."""

    kind: ClassVar[str] = "garbage"
    value: ClassVar[str] = "body"

    body: bytes = b"<html><body><h1>Welcome to the network</h1></body></html>"
    """Any bytes at all."""


@dataclass(frozen=True, slots=True)
class Status(_Loses):
    """Something before the service answers, with an HTTP status of its own."""

    kind: ClassVar[str] = "status"
    value: ClassVar[str] = "status"

    status: int = 502
    retry_after: str | None = None
    """The header Retry-After: seconds or a date."""
    effect: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        Fault.__post_init__(self)
        if not 200 <= self.status <= 599:
            raise ValueError("status must be within 200 and 599")


@dataclass(frozen=True, slots=True)
class Throttle(Fault):
    """The service says that requests come too fast."""

    kind: ClassVar[str] = "throttle"
    value: ClassVar[str] = "count"

    code: str = "RequestLimitExceeded"


@dataclass(frozen=True, slots=True)
class Error(Fault):
    """The service refuses the call."""

    kind: ClassVar[str] = "error"
    value: ClassVar[str] = "code"

    code: str = "InternalError"
    message: str = "An error that was asked for."


@dataclass(frozen=True, slots=True)
class ErrorEvent(Fault):
    """A stream of events breaks off with one that is an error; other replies are as ever."""

    kind: ClassVar[str] = "error-event"
    value: ClassVar[str] = "code"

    code: str = "InternalError"
    message: str = "An error that was asked for."


@dataclass(frozen=True, slots=True)
class TaskEnds(Fault):
    """The task that the request starts comes to another end; the call itself is answered well.

    On the command line, members are keys in capitals: `task=FINISH,ErrCode=70000`.
    """

    kind: ClassVar[str] = "task"
    value: ClassVar[str] = "state"
    adds_up: ClassVar[bool] = True

    state: str = ""
    """The state in which it ends; empty for the one that it always ends in."""
    members: Mapping[str, Scalar] = field(default_factory=dict, hash=False)
    """What replies then hold, such as `{"ErrCode": 70000}`."""


KINDS: Mapping[str, type[Fault]] = {
    each.kind: each
    for each in (
        Latency,
        Reset,
        Cut,
        Stall,
        Truncated,
        Garbage,
        ContentType,
        Status,
        Throttle,
        Error,
        ErrorEvent,
        Skew,
        TaskEnds,
    )
}


def _check_seconds(seconds: float) -> None:
    if not 0 <= seconds <= 86400:
        raise ValueError("seconds must be within 0 and 86400")


def parse(text: str) -> Fault:
    """The fault that a line of text means.  Raises ValueError, worded for who wrote the line."""
    head, *rest = text.split(",")
    name, given, value = head.strip().partition("=")
    kind = KINDS.get(name)
    if kind is None:
        raise ValueError(f"no fault is called {name!r}; there are {', '.join(KINDS)}")
    arguments: dict[str, Any] = {}
    members: dict[str, Scalar] = {}
    known = {each.name: each for each in fields(kind)}
    if given:
        if not kind.value:
            raise ValueError(f"{name} takes no value")
        arguments[kind.value] = _read(str(known[kind.value].type), value)
    for part in rest:
        key, equals, value = part.strip().partition("=")
        key = key.replace("-", "_")
        if equals and key in known and key != "members":
            arguments[key] = _read(str(known[key].type), value)
        elif equals and key[:1].isupper() and "members" in known:
            members[key] = _scalar(value)
        else:
            keys = ", ".join(each for each in known if each not in ("members", kind.value))
            raise ValueError(f"{name} has no key {key!r}; it has {keys}")
    if members:
        arguments["members"] = members
    for each in known.values():
        if (
            each.name not in arguments
            and each.default is MISSING
            and each.default_factory is MISSING
        ):
            raise ValueError(f"{name} needs a value: {name}=...")
    return kind(**arguments)


def _read(type: str, text: str) -> Any:
    """A value as the annotation of its field says."""
    if type.startswith("bool"):
        if text.lower() not in ("yes", "no", "true", "false"):
            raise ValueError(f"say yes or no, not {text!r}")
        return text.lower() in ("yes", "true")
    try:
        if type.startswith("int"):
            return int(text)
        if type.startswith("float"):
            return float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number") from None
    return text.encode() if type.startswith("bytes") else text


def _scalar(text: str) -> Scalar:
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    return text
