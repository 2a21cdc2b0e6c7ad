"""V006 and V007: the values that a field lists can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import values
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Kind, Limits, TypeRef
from .context import Context, Path
from .samples import parameter

IMPOSSIBLE_CHOICE = Rule(
    "V006",
    "impossible-choice",
    Severity.ERROR,
    "A value that is listed as allowed has the wrong type, or breaks another limit.",
    "Nobody could ever send it. YAML reads `720` as a number and `true` as a boolean; where the"
    " field is a String, they need quotes.",
    parameter("Resolution: {type: String, enum: [720, 1080]}"),
    parameter('Resolution: {type: String, enum: ["720", "1080"]}'),
)

NEEDLESS_SPECIAL = Rule(
    "V007",
    "needless-special",
    Severity.WARNING,
    "A special value lies inside of the range that it stands beside, or there is no range.",
    "`special` is for values that the range would forbid, such as 0 where the range is 128 to 4096."
    " Where the range allows the value anyway, one of the two is not what was meant.",
    parameter("Width: {type: Integer, minimum: 0, maximum: 4096, special: [0]}"),
    parameter("Width: {type: Integer, minimum: 128, maximum: 4096, special: [0]}"),
)

RULES = (IMPOSSIBLE_CHOICE, NEEDLESS_SPECIAL)


def check(context: Context) -> Iterator[Diagnostic]:
    """The enumerations and special values of every field, and of its elements."""
    for place in context.places:
        field = place.field
        if field.limits.enum or field.limits.special:
            yield from _choices(context, place.path, field.limits, field.type, field.format)
        if field.items.enum or field.items.special:
            path = (*place.path, "items")
            yield from _choices(context, path, field.items, field.type.leaf, field.format)


def _choices(
    context: Context, path: Path, limits: Limits, type: TypeRef, format: str
) -> Iterator[Diagnostic]:
    if type.kind in (Kind.STRUCT, Kind.ARRAY, Kind.OBJECT):
        return  # The limit itself is misplaced.
    others = replace(limits, enum=(), open=False, special=())
    checker = values.Checker({})
    for word, choices in (("enum", limits.enum), ("special", limits.special)):
        # A special value goes beyond the other limits: that is what it is for.
        kept = others if word == "enum" else Limits()
        for index, choice in enumerate(choices):
            mismatches = list(
                checker.value(choice.value, type, kept, f"each value of `{word}`", format=format)
            )
            for mismatch in mismatches:
                where = context.value(*path, word, index)
                yield IMPOSSIBLE_CHOICE.at(where, mismatch.message, mismatch.help)
            if word == "special" and not mismatches:
                where = context.value(*path, word, index)
                if not others:
                    message = f"{values.show(choice.value)} is special, but no range forbids it"
                    help = "add the range, such as `minimum`, or list all values as `enum`"
                    yield NEEDLESS_SPECIAL.at(where, message, help)
                elif not any(values.broken_limits(choice.value, others)):
                    message = f"{values.show(choice.value)} is special, yet the range allows it"
                    yield NEEDLESS_SPECIAL.at(where, message, "remove it, or correct the range")
