"""V008 to V010: a field's default and its example are values of the field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import values
from ..diagnostics import Diagnostic, Rule, Severity
from .context import Context, Place
from .samples import parameter

WRONG_DEFAULT = Rule(
    "V008",
    "wrong-default",
    Severity.ERROR,
    "A `default` does not fit the field's type or limits.",
    "The default is what the service assumes where the field is left out; it is a value that a"
    " caller could as well send.",
    parameter("Fps: {type: Integer, maximum: 100, default: 120}"),
    parameter("Fps: {type: Integer, maximum: 100, default: 60}"),
)

WRONG_FIELD_EXAMPLE = Rule(
    "V009",
    "wrong-field-example",
    Severity.ERROR,
    "A field's `example` does not fit its type or limits.",
    "Examples go into the documentation, where people copy them from; a client would refuse this"
    " one.",
    parameter("FileId: {type: String, example: 8312960950918954859}"),
    parameter('FileId: {type: String, example: "8312960950918954859"}'),
)

IDLE_DEFAULT = Rule(
    "V010",
    "idle-default",
    Severity.WARNING,
    "A required field has a default.",
    "The service assumes a default where a field is left out, which a required field never is. One"
    " of the two is wrong, or the default is meant as an `example`.",
    parameter("Fps: {type: Integer, required: true, default: 25}"),
    parameter("Fps: {type: Integer, default: 25}"),
)

RULES = (WRONG_DEFAULT, WRONG_FIELD_EXAMPLE, IDLE_DEFAULT)


def check(context: Context) -> Iterator[Diagnostic]:
    """The default and the example of every field."""
    for place in context.places:
        field = place.field
        if field.default is not None:
            if field.required:
                yield IDLE_DEFAULT.at(
                    context.key(*place.path, "default"),
                    f"`{field.name}` is required, so its default never applies",
                    "remove `required`, or remove `default`",
                )
            yield from _misfits(context, place, "default", field.default, WRONG_DEFAULT)
        if field.example is not None:
            yield from _misfits(context, place, "example", field.example, WRONG_FIELD_EXAMPLE)


def _misfits(
    context: Context, place: Place, word: str, value: Any, rule: Rule
) -> Iterator[Diagnostic]:
    for mismatch in values.Checker(context.structs).field(value, place.field):
        path = (*place.path, word, *mismatch.path)
        of_key = mismatch.problem in (values.Problem.UNKNOWN, values.Problem.MISSING)
        where = context.key(*path) if of_key else context.value(*path)
        yield rule.at(where, f"{mismatch.message} (`{word}`)", mismatch.help)
