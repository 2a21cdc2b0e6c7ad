"""What a type checker sees of a field, and whether values of one type fit another.

Generated code has one type for each field, made by the rules that stand in `face`: they are those
of the annotations, without a language, and a test holds both against each other.  Whether a change
breaks a caller then is one question: does what the old type allowed fit the new one, where it is
sent, and does what the new type yields fit the old one, where it is received?
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Field, Kind, Limits, Scalar

#: Kinds that are all text to a type checker.
TEXTS = frozenset(
    {Kind.STRING, Kind.TIMESTAMP, Kind.TIMESTAMP_ISO8601, Kind.DATE, Kind.BINARY},
)
_BASES = {
    **dict.fromkeys(TEXTS, "text"),
    Kind.INTEGER: "integer",
    Kind.FLOAT: "float",
    Kind.BOOLEAN: "boolean",
    Kind.OBJECT: "any",
}
#: What can be given where something else is asked for.
_PROMOTED = {
    ("integer", "float"),
    ("boolean", "integer"),
    ("boolean", "float"),
}
#: The values that a type lists, with the kind of each: 1 is not true.
Values = frozenset[tuple[str, Scalar]]

#: Annotations list no more values than these of what prose seems to say.
_MOST_HINTS = 12


@dataclass(frozen=True, slots=True)
class Face:
    """A field as a type checker sees it."""

    depth: int
    """How many arrays are around the value."""
    base: str
    """A scalar, `any`, or `struct` and a name."""
    values: Values
    closed: bool
    """Whether no other values are allowed than those that are listed."""
    optional: bool
    """Whether it can be left out, or None."""


def is_optional(field: Field, sent: bool) -> bool:
    """Whether a field's type allows None.

    Args:
        sent: Whether it is typed as what requests hold is: by what must be sent.
    """
    if sent:
        return not field.required
    always = field.required if field.output_required is None else field.output_required
    return field.may_be_null or not always


def face(field: Field, sent: bool, struct: Callable[[str], str] = str, files: bool = False) -> Face:
    """How a type checker sees a field.

    Args:
        sent: As for `is_optional`.
        struct: What a struct is called here, so that renamed ones compare as one.
        files: Whether binary values are bytes; else they are text.
    """
    leaf, depth = field.type, 0
    while leaf.item is not None:
        leaf, depth = leaf.item, depth + 1
    optional = is_optional(field, sent)
    if files and field.type.kind is Kind.BINARY:
        return Face(0, "bytes", frozenset(), False, optional)
    if leaf.struct is not None:
        return Face(depth, f"struct {struct(leaf.struct)}", frozenset(), False, optional)
    base = _BASES[leaf.kind]
    limits = listed(field, depth)
    closed = sent and is_listed(limits) and not limits.open
    values = literals(limits) if is_listed(limits) else frozenset()
    if not closed:
        # What the base allows anyway says nothing.
        values = frozenset(v for v in values if not _fits_base(v[0], base))
    return Face(depth, base, values, closed, optional)


def listed(field: Field, depth: int) -> Limits:
    """The limits that the values in a field's type come from."""
    if depth == 0:
        return _known(field.limits, field.hints.limits)
    return _known(field.items, field.hints.items)


def _known(limits: Limits, hints: Limits) -> Limits:
    if limits.enum or not 0 < len(hints.enum) <= _MOST_HINTS:
        return limits
    return Limits(enum=hints.enum, open=True)


def is_listed(limits: Limits) -> bool:
    """Whether a type can list the values of an enumeration: fractions cannot be listed."""
    return bool(limits.enum) and all(isinstance(c.value, str | int) for c in limits.enum)


def literals(limits: Limits) -> Values:
    """The values that an enumeration allows."""
    return frozenset(literal(choice.value) for choice in (*limits.enum, *limits.special))


def literal(value: Scalar) -> tuple[str, Scalar]:
    """A value with its kind."""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, str):
        return "text", value
    return ("integer" if isinstance(value, int) else "float"), value


def fits(value: Face, target: Face) -> bool:
    """Whether every value of one type can stand where the other is asked for."""
    anything = target.depth == 0 and target.base == "any" and not target.closed
    bare = value.depth == 0 and value.base == "any" and not value.values
    if anything or bare:
        return True
    if value.optional and not target.optional:
        return False
    if value.depth != target.depth:
        outer = min(value, target, key=lambda each: each.depth)
        return outer.depth > 0 and outer.base == "any"
    # What a list is asked for could be put into it, so that lists of other things never fit.
    return _within(value, target) and (value.depth == 0 or _within(target, value))


def _within(value: Face, target: Face) -> bool:
    if target.base == "any" and not target.closed:
        return True
    if not value.closed and not _fits_base(value.base, target.base):
        return False
    if not value.closed and target.closed and value.base != "any":
        return False
    return all(
        each in target.values or (not target.closed and _fits_base(each[0], target.base))
        for each in value.values
    )


def _fits_base(base: str, target: str) -> bool:
    return base == target or base == "any" or (base, target) in _PROMOTED
