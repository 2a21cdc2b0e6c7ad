"""Annotations, and the kinds that the runtime's codec reads."""

from __future__ import annotations

from ...model import Field, Kind, Limits, TypeRef
from . import literals, names
from .layout import Bracket, Expression, call

_ANNOTATIONS = {
    Kind.STRING: "str",
    Kind.INTEGER: "int",
    Kind.FLOAT: "float",
    Kind.BOOLEAN: "bool",
    Kind.TIMESTAMP: "str",
    Kind.TIMESTAMP_ISO8601: "str",
    Kind.DATE: "str",
    Kind.BINARY: "str",
    Kind.OBJECT: "_Any",
}

#: A longer list of values from prose would hide the rest of a signature.
_MOST_HINTS = 12

#: JSON Schema's words, as the runtime's keywords, in the order in which they are written.
_LIMITS = (
    "minimum",
    "exclusive_minimum",
    "maximum",
    "exclusive_maximum",
    "min_length",
    "max_length",
    "pattern",
    "min_items",
    "max_items",
)


def is_literal(type_: TypeRef, limits: Limits) -> bool:
    """Whether the type can be written as the list of its values."""
    return bool(limits.enum) and all(isinstance(c.value, str | int) for c in limits.enum)


def annotation(
    field: Field,
    class_names: dict[str, str],
    sent: bool,
    hidden: frozenset[str],
    files: bool = False,
) -> str:
    """The annotation of a field, without its optionality.

    Args:
        class_names: Structs' wire names to their classes.
        sent: Whether requests hold the field.  What only replies hold may have values that the
            spec does not list yet.
        hidden: Builtins that the scope hides by names of its own.
        files: Whether binary fields are sent as they are; else they are text in Base64.
    """

    def builtin(name: str) -> str:
        return f"_builtins.{name}" if name in hidden else name

    def spell(type_: TypeRef, limits: Limits) -> str:
        if type_.item is not None:
            items = _known(field.items, field.hints.items)
            inner = spell(type_.item, items if type_.item.item is None else Limits())
            return f"{builtin('list')}[{inner}]"
        if type_.struct is not None:
            return class_names[type_.struct]
        plain = _ANNOTATIONS[type_.kind]
        if plain != "_Any":
            plain = builtin(plain)
        if not is_literal(type_, limits):
            return plain
        choices = [choice.value for choice in (*limits.enum, *limits.special)]
        listed = f"_Literal[{', '.join(map(literals.value, dict.fromkeys(choices)))}]"
        return listed if sent and not limits.open else f"{listed} | {plain}"

    if files and field.type.kind is Kind.BINARY:
        return builtin("bytes")
    return spell(field.type, _known(field.limits, field.hints.limits))


def _known(limits: Limits, hints: Limits) -> Limits:
    """The limits, or, where they list no values, a few that prose lists: editors offer them."""
    if limits.enum or not 0 < len(hints.enum) <= _MOST_HINTS:
        return limits
    return Limits(enum=hints.enum, open=True)


def wire(field: Field, class_names: dict[str, str], sent: bool) -> Bracket:
    """The call that keeps a field's wire name, kind and limits in its metadata.

    What only replies hold is read whatever limits it breaks.
    """

    def kind(type_: TypeRef) -> Expression:
        if type_.item is not None:
            return Bracket("[", [("", kind(type_.item))], "]")
        if type_.struct is not None:
            return literals.string(class_names[type_.struct])
        return literals.string(type_.kind.name.lower())

    keywords: dict[str, Expression] = {}
    if sent:
        if field.format:
            keywords["format"] = literals.string(field.format)
        keywords |= _limits(field.limits)
        if items := _limits(field.items):
            keywords["items"] = call("_Limits", **items)
    return call("_wire", literals.string(field.name), kind(field.type), **keywords)


def _limits(limits: Limits) -> dict[str, Expression]:
    said: dict[str, Expression] = {}
    if limits.enum and not limits.open:
        said["enum"] = _tuple([choice.value for choice in limits.enum])
    for word in _LIMITS:
        value = getattr(limits, word)
        if value is not None:
            said[word] = literals.value(value)
    if limits.special and said:
        said["special"] = _tuple([choice.value for choice in limits.special])
    return said


def _tuple(values: list[str | int | float | bool]) -> Expression:
    if len(values) == 1:
        return f"({literals.value(values[0])},)"
    return Bracket("(", [("", literals.value(value)) for value in values], ")")


def class_of(name: str, alias: str, reserved: frozenset[str]) -> str:
    """A struct's class, under its alias where it has one."""
    return names.class_(alias or name, reserved)
