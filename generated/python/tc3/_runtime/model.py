"""The shapes that generated modules declare, and that the codec and the client read.

A struct is a stdlib dataclass.  What the wire says of a field stands in its metadata:

    switch: _Literal["ON", "OFF"] = _field(metadata=_wire("Switch", "string", enum=("ON", "OFF")))
    width: int | None = _field(default=None, metadata=_wire("Width", "integer", maximum=4096))

A field without a default must be sent.  Nothing here imports anything of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from reprlib import recursive_repr
from typing import Generic, Literal, NamedTuple, TypeAlias, TypedDict, TypeVar, Unpack

Scalar: TypeAlias = str | int | float | bool

#: One of SCALARS, or the class name of a struct of the same package; in a list: an array of that.
Kind: TypeAlias = "str | list[Kind]"

#: Kinds that name no class.
SCALARS = frozenset(
    [
        "string",
        "integer",
        "float",
        "boolean",
        "object",
        "timestamp",
        "timestamp_iso8601",
        "date",
        "binary",
    ]
)

#: Whether X-TC-Region goes with a request.
RegionRule: TypeAlias = Literal["required", "optional", "unused"]


@dataclass(repr=False, eq=False)
class Struct:
    """Base of requests, replies and data types.

    It has no public attribute: fields may bear any name (`items`, `keys`, `copy`, `validate`).
    `to_dict` and `from_dict` are functions for the same reason.
    """

    __slots__ = ()

    @recursive_repr()
    def __repr__(self) -> str:
        values = ((f.name, getattr(self, f.name, None)) for f in fields(self))
        shown = ", ".join(
            f"{name}={value!r}" for name, value in values if value is not None
        )
        return f"{type(self).__name__}({shown})"


class Limits(TypedDict, total=False):
    """What a value must keep to, in the words of JSON Schema.

    `special` are values allowed beside the rest; lengths count characters; `format` is int32,
    int64 or uint64.  A closed enumeration stands in `enum`, an open one limits nothing.
    """

    enum: tuple[Scalar, ...]
    special: tuple[Scalar, ...]
    format: str
    minimum: float
    exclusive_minimum: float
    maximum: float
    exclusive_maximum: float
    min_length: int
    max_length: int
    pattern: str
    min_items: int
    max_items: int


class Wire(NamedTuple):
    """How a field travels: `dataclasses.fields(cls)[n].metadata["wire"]`."""

    name: str
    kind: Kind
    limits: Limits
    """Of the value; of the array itself, where it is one."""
    items: Limits
    """Of each element of an array."""


_NO_LIMITS = Limits()


def wire(
    name: str, kind: Kind, *, items: Limits = _NO_LIMITS, **limits: Unpack[Limits]
) -> Mapping[str, Wire]:
    """The metadata of a field: `wire("Names", ["string"], max_items=9, items=Limits(...))`."""
    return {"wire": Wire(name, kind, limits, items)}


RequestT = TypeVar("RequestT", bound=Struct)
ResponseT = TypeVar("ResponseT", bound=Struct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Generic[RequestT, ResponseT]):
    """One call that a service answers."""

    name: str
    request: type[RequestT]
    response: type[ResponseT]
    region: RegionRule = "optional"
    read_only: bool = False
    """Changes nothing, so that it may be repeated when its outcome is unknown."""
    deduplicated_by: str = ""
    """Wire name of the field by which the service knows a repeated request."""
    duplicate_error: str = ""
    """The code that it answers a repeated request with; empty where it answers as before."""
    rate_limit: float | None = None
    """Requests per second that one account may make."""
    unsigned: bool = False
    """Bears no signature, and needs no credentials."""
    body: Literal["json", "multipart", "octet-stream"] = "json"
    """An object; a form, whose binary fields are files; bytes, with the fields in headers."""
    header_prefix: str = ""
    """What makes a field's name that of a header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInfo:
    """What all calls of a service share."""

    name: str
    """Short name, as signatures bear it: `vod`."""
    version: str
    """X-TC-Version: `2018-07-17`."""
    endpoints: Mapping[str, str]
    """Site to host, the default first."""
    module: str
    """`__name__` of the generated client; its neighbour `errors` holds `BY_CODE`."""
    region: RegionRule = "optional"
    """For actions that the client has no method for."""
