"""What a service is: the neutral form between a spec and every output.

Wire names only, as the service spells them; no language, no file, no position in it.
`build.py` makes it from valid data, `languages/` read it.  Everything is frozen and hashable, so
that a part of a model can be a cache key.  Order is the order of the spec, which is the order on
the wire.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: A JSON scalar: what an enumeration, a default or a special value can be.
Scalar = str | int | float | bool


class Kind(StrEnum):
    """The kinds of type; each but STRUCT and ARRAY is spelt in a spec as its value here."""

    STRING = "String"
    INTEGER = "Integer"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    TIMESTAMP = "Timestamp"
    TIMESTAMP_ISO8601 = "Timestamp ISO8601"
    DATE = "Date"
    BINARY = "Binary"
    OBJECT = "Object"
    STRUCT = "struct"
    ARRAY = "array"


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A type where it is used: a scalar, a struct by name, or an array of a type."""

    kind: Kind
    struct: str | None = None
    item: TypeRef | None = None

    def __str__(self) -> str:
        """As a spec spells it: `Array of RepairInfo`."""
        if self.item is not None:
            return f"Array of {self.item}"
        return self.struct or self.kind.value

    @property
    def leaf(self) -> TypeRef:
        """The type inside any number of arrays."""
        return self.item.leaf if self.item is not None else self


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration, or one special value beside a range."""

    value: Scalar
    description: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to.  The words are JSON Schema's where it has them."""

    enum: tuple[Choice, ...] = ()
    open: bool = False
    """The enumeration lists what is known; other values are allowed."""
    special: tuple[Choice, ...] = ()
    """Values that are allowed beside the range."""
    minimum: int | float | None = None
    exclusive_minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_maximum: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None
    """Lengths count Unicode characters."""
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None

    def __bool__(self) -> bool:
        return self != _NO_LIMITS


_NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Condition:
    """When a value means something: text for people, or a sibling field and its values."""

    text: str = ""
    field: str = ""
    values: tuple[Scalar, ...] = ()


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Something that callers should leave; `replacement` is a wire name, or a sentence."""

    description: str = ""
    replacement: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of an action, a member of a struct, or a member of a reply."""

    name: str
    type: TypeRef
    description: str = ""
    required: bool = False
    """Must be sent; in what only replies hold: is always there."""
    output_required: bool | None = None
    """Is always there in a reply, where that differs from `required`."""
    nullable: bool = False
    """A reply may hold null."""
    limits: Limits = _NO_LIMITS
    items: Limits = _NO_LIMITS
    """What each element of an array must keep to."""
    format: str = ""
    """The exact type of an Integer or a Float: int32, int64, uint64, float, double."""
    default: Scalar | None = None
    """What the service assumes where the field is left out."""
    unit: str = ""
    example: Any = field(default=None, hash=False)
    applies_when: Condition | None = None
    deprecated: Deprecation | None = None
    alias: str = ""
    """The name that generated code uses instead, spelt like a wire name."""


#: What every reply ends in; a spec does not list it.
REQUEST_ID = Field(
    "RequestId",
    TypeRef(Kind.STRING),
    "The id that the service gave this request; support asks for it.",
    required=True,
)


@dataclass(frozen=True, slots=True)
class Struct:
    """A data type that requests, replies or other structs refer to by name."""

    name: str
    fields: tuple[Field, ...]
    description: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A call as it could be: the JSON that is sent and the JSON that comes back."""

    title: str
    input: Any = field(hash=False)
    output: Any = field(default=None, hash=False)
    """What stands inside `Response`; None where the example shows the request alone."""
    description: str = ""


class RegionRule(StrEnum):
    """Whether `X-TC-Region` goes with a request."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Deduplication:
    """How the service knows that a request repeats an earlier one."""

    field: str
    """The input field with the same value in both."""
    error: str = ""
    """The error code that a repetition is answered with; empty where it is answered like the
    first request."""
    seconds: float | None = None
    """How long the service remembers a value."""


class PagingStyle(StrEnum):
    """How a request says which part of a list it asks for."""

    TOKEN = "token"
    """By what the reply before gave for it."""
    OFFSET = "offset"
    """By the number of items before it."""
    PAGE = "page"
    """By the number of the page."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How an action hands out a list in parts.

    Paths are member names joined by dots, from the top of the reply.
    """

    style: PagingStyle
    items: str
    """Path of the list."""
    position: str
    """The input field that says which part: the token, the offset or the number of the page."""
    next: str = ""
    """Path of the token for the next part; with tokens alone."""
    more: str = ""
    """Path of a flag that says whether there is a next part."""
    more_when: Scalar = True
    """The flag's value while there is one."""
    size: str = ""
    """The input field that says how many items a part may hold."""
    page_size: int | None = None
    """How many items to ask for where the caller does not say."""
    first: int = 1
    """The number of the first page; with pages alone."""
    total: str = ""
    """Path of the number of items in all parts together."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A member of a reply that says whether what seems to be a success is one."""

    path: str
    """A `*` at its head stands for every member of the reply that is there."""
    allowed: tuple[Scalar, ...]
    """Its values in a success; any other value is a failure, a missing one says nothing."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """What to poll until something has come to an end."""

    name: str
    """What is waited for: `TaskFinished`."""
    action: str
    """The action that is polled; it is asked with what the waiter is given."""
    state: str
    """Path of the state in its reply."""
    success: tuple[Scalar, ...]
    """The states that end the waiting well."""
    failure: tuple[Scalar, ...] = ()
    """The states that end it otherwise."""
    failed_when: tuple[Failure, ...] = ()
    """What makes a failure of a state that is a success; the first value that does is its code."""
    message: str = ""
    """Path of the words for people that go with a failure; may begin with `*`."""
    progress: str = ""
    """Path of how far the work is; may begin with `*`."""
    delay: float = 5.0
    """Seconds between the first poll and the second; later pauses grow."""
    max_delay: float = 30.0
    """Seconds that no pause is longer than."""
    timeout: float = 3600.0
    """Seconds after which the waiting is given up."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A state that a task passes through, and for how long; the last one stays."""

    state: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """The action that shows one task."""

    action: str
    id: str
    """The input field that names the task."""
    state: str
    """Path of its state in the reply."""
    type: str = ""
    """Path of its type in the reply."""
    payload: str = ""
    """The member of the reply that holds what came of it; the others of its sort are null."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The action that lists tasks."""

    action: str
    items: str
    """Path of the list in the reply."""
    id: str
    """The member of each item that names the task."""
    state: str
    """The member that holds its state."""
    type: str = ""
    """The member that holds its type."""


@dataclass(frozen=True, slots=True)
class SimulatedTask:
    """Work that an action starts, and how a service that only pretends shows it going on."""

    started_by: str
    """The action."""
    id: str
    """The member of its reply that names the task."""
    states: tuple[TaskState, ...]
    type: str = ""
    """What such a task's type is."""
    members: tuple[tuple[str, Scalar], ...] = ()
    """Members that hold the same in every reply that shows the task."""
    times: tuple[tuple[str, str], ...] = ()
    """Members that hold the time at which the task came into a state; empty until then."""
    progress: str = ""
    """The member that holds how much of the work is done, from 0 to 100."""
    request: str = ""
    """The member that hands back the parameters with which the task was started."""
    shown_by: TaskDetail | None = None
    listed_by: TaskList | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a service that only pretends remembers between requests."""

    tasks: tuple[SimulatedTask, ...] = ()


_NO_SIMULATION = Simulation()


@dataclass(frozen=True, slots=True)
class Action:
    """One call that the service answers."""

    name: str
    input: tuple[Field, ...]
    output: tuple[Field, ...]
    """Without `RequestId`, which every reply ends in."""
    title: str = ""
    description: str = ""
    errors: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    rate_limit: float | None = None
    """Requests per second that one account may make."""
    region: RegionRule = RegionRule.OPTIONAL
    read_only: bool = False
    """Changes nothing, so that it may be repeated at will."""
    deduplicated_by: Deduplication | None = None
    """What makes a repeated request one request."""
    paging: Paging | None = None
    deprecated: Deprecation | None = None
    alias: str = ""


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A code that a failed call can answer with: `InvalidParameterValue.SessionId`."""

    code: str
    description: str = ""
    solution: str = ""
    """What a caller can do about it."""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service in one version."""

    name: str
    """The short name that signatures and hosts use: `vod`."""
    version: str
    """The date that `X-TC-Version` carries: `2018-07-17`."""
    title: str
    actions: tuple[Action, ...]
    structs: tuple[Struct, ...]
    errors: tuple[ErrorCode, ...]
    endpoints: tuple[tuple[str, str], ...]
    """A site's name and its host, the default one first."""
    description: str = ""
    region: RegionRule = RegionRule.OPTIONAL
    """What holds for actions that say nothing else."""
    waiters: tuple[Waiter, ...] = ()
    simulation: Simulation = _NO_SIMULATION
