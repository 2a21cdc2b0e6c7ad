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

from .behaviour import Deduplication as Deduplication
from .behaviour import Failure as Failure
from .behaviour import Paging as Paging
from .behaviour import PagingStyle as PagingStyle
from .behaviour import Scalar as Scalar
from .behaviour import SimulatedTask as SimulatedTask
from .behaviour import Simulation as Simulation
from .behaviour import TaskDetail as TaskDetail
from .behaviour import TaskList as TaskList
from .behaviour import TaskState as TaskState
from .behaviour import Waiter as Waiter


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
class Hints:
    """What prose seems to say of a field: documented, never enforced."""

    limits: Limits = _NO_LIMITS
    items: Limits = _NO_LIMITS
    """Of each element of an array."""
    nullable: bool = False
    default: Scalar | None = None
    unit: str = ""
    example: str = ""
    """What stands for an example, though it does not have the field's type."""


_NO_HINTS = Hints()


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
    hints: Hints = _NO_HINTS
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

    @property
    def may_be_null(self) -> bool:
        """Whether a reply may hold null here, as far as anybody says."""
        return self.nullable or self.hints.nullable


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
    input: Any = field(default=None, hash=False)
    """None where the example shows the reply alone, or has the request as text."""
    output: Any = field(default=None, hash=False)
    """What stands inside `Response`; None where the example shows the request alone."""
    request: str = ""
    """The request as text, where it is no JSON that fits."""
    reply: str = ""
    """The reply as text, where it is no JSON that fits."""
    description: str = ""


class RegionRule(StrEnum):
    """Whether `X-TC-Region` goes with a request."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNUSED = "unused"


class Body(StrEnum):
    """How a request is sent."""

    JSON = "json"
    MULTIPART = "multipart"
    """A form, whose Binary fields are files."""
    OCTET_STREAM = "octet-stream"
    """Bytes, with the fields in headers."""


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
    unsigned: bool = False
    """Bears no signature, and needs no credentials."""
    body: Body = Body.JSON
    header_prefix: str = ""
    """What makes a field's name that of a header, where the body is bytes."""
    streams: bool = False
    """The reply can be a stream of events."""
    paging: Paging | None = None
    deprecated: Deprecation | None = None
    offline: bool = False
    """The service does not answer it any more."""
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
class Source:
    """A published package that facts of a spec come from."""

    package: str
    version: str = ""


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
    sources: tuple[Source, ...] = field(default=(), compare=False)
    """What it was described from, which is no part of what it is."""
