"""Types as JSON Schema 2020-12, which is what schemas of OpenAPI 3.1 are.

A struct can be sent and received, and the two differ: a request must hold what is `required`,
keeps to the limits, and has no nulls; a reply holds what is promised (`output_required`), may hold
null where it says so, and keeps to limits only as far as the service does.  So a struct that
travels both ways is two components (`Thing` is sent, `ThingOutput` received), but only where the
two differ, or hold others that do.

What generators of code make of a schema matters as much as what validators do:

* What only validators need is said with `if` and `else`, which generators pass over, so that the
  type stays the plain one.
* Whatever may be something else (an open enumeration, a hint) is said with annotations alone.
* Only a reference that may be null is a union.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any

from ... import graph
from ...model import Choice, Field, Kind, Limits, Service, TypeRef
from .. import texts
from ..names import unclashed
from . import extensions

Schema = dict[str, Any]


class Way(Enum):
    """On which way a value travels."""

    SENT = auto()
    RECEIVED = auto()


_NO_LIMITS = Limits()

#: Timestamps have no format in OpenAPI's registry: it knows only those of RFC 3339.
_TIMESTAMP = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"

_SCALARS: Mapping[Kind, Schema] = {
    Kind.STRING: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.FLOAT: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.TIMESTAMP: {"type": "string"},
    Kind.TIMESTAMP_ISO8601: {"type": "string", "format": "date-time"},
    Kind.DATE: {"type": "string", "format": "date"},
    # The older word beside the newer one, since most generators know that one alone.
    Kind.BINARY: {"type": "string", "format": "byte", "contentEncoding": "base64"},
    Kind.OBJECT: {"type": "object", "additionalProperties": True},
}
#: A file of a form, or a body of bytes.
FILE: Schema = {
    "type": "string",
    "format": "binary",
    "contentMediaType": "application/octet-stream",
}

#: To most generators, an integer of a format that they do not know is one of 32 bits, and they know
#: no unsigned ones.
_FORMATS: Mapping[str, Schema] = {
    "uint64": {"format": "int64", "minimum": 0, "x-tc3gen-format": "uint64"}
}

#: What JSON Schema has no name for.
_UNNAMED = (Kind.TIMESTAMP,)

_RANGE = {
    "minimum": "minimum",
    "exclusive_minimum": "exclusiveMinimum",
    "maximum": "maximum",
    "exclusive_maximum": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
}
_COUNT = {"min_items": "minItems", "max_items": "maxItems"}


class Schemas:
    """The schemas of one service; `names` are those of its structs."""

    def __init__(self, service: Service, names: Mapping[str, str], taken: Iterable[str]) -> None:
        """`taken` are the names that messages have already."""
        self._structs = graph.index(service)
        self._usage = graph.usage(service)
        self._names = names
        self._outputs: Mapping[Any, str] = {}
        split = self._split()
        self._outputs = unclashed(
            [*names.values(), *taken], [(name, names[name], "Output") for name in split]
        )

    def structs(self) -> dict[str, Schema]:
        """A component for each struct, and a second one for those that differ as they travel."""
        found: dict[str, Schema] = {}
        for struct in self._structs.values():
            usage = self._usage[struct.name]
            way = Way.RECEIVED if usage.received and not usage.sent else Way.SENT
            found[self._names[struct.name]] = self.members(struct.fields, way, struct.description)
            if struct.name in self._outputs:
                found[self._outputs[struct.name]] = self.members(
                    struct.fields, Way.RECEIVED, struct.description
                )
        return found

    def request(self, fields: Iterable[Field], *, form: bool = False) -> Schema:
        """What is sent; the service refuses what it does not know."""
        schema = self.members(fields, Way.SENT, form=form)
        return {**schema, "additionalProperties": False}

    def members(
        self, fields: Iterable[Field], way: Way, description: str = "", *, form: bool = False
    ) -> Schema:
        """A map of fields."""
        fields = list(fields)
        properties = {field.name: self.field(field, way, form=form) for field in fields}
        required = [field.name for field in fields if _is_sure(field, way)]
        return {
            "type": "object",
            **extensions.said(description=description, required=required, properties=properties),
        }

    def field(self, field: Field, way: Way, *, form: bool = False) -> Schema:
        """One field, with all that is known about it."""
        if form and field.type.kind is Kind.BINARY:
            schema = dict(FILE)
        else:
            schema = self._type(field.type, way, field.limits, field.items, field.format)
        if field.may_be_null and way is Way.RECEIVED:
            schema = _nullable(schema)
        schema |= extensions.said(description=texts.field(field, limits=way is Way.RECEIVED))
        if field.default is not None:
            schema["default"] = field.default
        return schema | extensions.said(
            **{
                "examples": _examples(field),
                "deprecated": field.deprecated is not None,
                "x-tc3gen-type": str(field.type) if field.type.leaf.kind in _UNNAMED else "",
                "x-tc3gen-unit": field.unit,
                "x-tc3gen-applies-when": extensions.condition(field.applies_when),
                "x-tc3gen-hints": extensions.hints(field.hints),
            }
        )

    def _type(self, type: TypeRef, way: Way, limits: Limits, items: Limits, format: str) -> Schema:
        if type.item is not None:
            # In an array of arrays, what holds for items holds for the innermost.
            own, inner = (_NO_LIMITS, items) if type.item.item is not None else (items, _NO_LIMITS)
            item = self._type(type.item, way, own, inner, format)
            counts = _words(limits, _COUNT) if way is Way.SENT else {}
            return {"type": "array", "items": item, **counts}
        if type.struct is not None:
            name = self._names.get(type.struct, type.struct)
            if way is Way.RECEIVED:
                name = self._outputs.get(type.struct, name)
            return {"$ref": f"#/components/schemas/{name}"}
        schema = dict(_SCALARS[type.kind])
        schema |= _FORMATS.get(format) or extensions.said(format=format)
        return schema | _choices(limits, way) | _limited(type.kind, limits, way)

    def _split(self) -> list[str]:
        """The structs that are not the same on both ways, in the order of the spec."""
        both = {n: self._structs[n] for n, use in self._usage.items() if use.sent and use.received}
        found = {
            name
            for name, struct in both.items()
            if self.members(struct.fields, Way.SENT) != self.members(struct.fields, Way.RECEIVED)
        }
        users: dict[str, list[str]] = {}
        for name, struct in both.items():
            for held in graph.struct_names(struct.fields):
                users.setdefault(held, []).append(name)
        waiting = list(found)
        while waiting:
            new = [user for user in users.get(waiting.pop(), ()) if user not in found]
            found.update(new)
            waiting += new
        return [name for name in both if name in found]


def _is_sure(field: Field, way: Way) -> bool:
    """Whether a map must hold the field."""
    if way is Way.SENT or field.output_required is None:
        return field.required
    return field.output_required


def _nullable(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _words(limits: Limits, words: Mapping[str, str]) -> Schema:
    return {
        word: value for name, word in words.items() if (value := getattr(limits, name)) is not None
    }


def _choices(limits: Limits, way: Way) -> Schema:
    """The values that there are; what only replies hold may be others too."""
    if not limits.enum:
        return {}
    closed = way is Way.SENT and not limits.open
    found: Schema = {"enum" if closed else "x-extensible-enum": _values(limits.enum)}
    if any(choice.description for choice in limits.enum):
        found["x-enum-descriptions"] = [texts.line(choice.description) for choice in limits.enum]
    return found


def _limited(kind: Kind, limits: Limits, way: Way) -> Schema:
    """What a value must keep to, unless it is a special one."""
    if way is Way.RECEIVED:
        return {}
    found = _words(limits, _RANGE)
    if kind is Kind.TIMESTAMP:
        found.setdefault("pattern", _TIMESTAMP)
    if not limits.special or not found:
        return found
    return {"if": {"enum": _values(limits.special)}, "else": found}


def _values(choices: Iterable[Choice]) -> list[Any]:
    return [choice.value for choice in choices]


def _examples(field: Field) -> list[Any]:
    """Values as they could be: the spec's example, or what is known of an open enumeration."""
    if field.example is not None:
        return [field.example]
    if field.type.item is not None:
        return []
    if field.limits.enum:
        return _values(field.limits.enum) if field.limits.open else []
    if field.limits:
        return []
    return _values(field.hints.limits.enum)
