"""V001 to V005: the limits of a field agree with its type and with each other."""

from __future__ import annotations

from collections.abc import Iterator

from .. import patterns, values
from ..build import LIMIT_WORDS
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Kind, Limits, TypeRef
from .context import Context, Path
from .samples import parameter

EMPTY_RANGE = Rule(
    "V001",
    "empty-range",
    Severity.ERROR,
    "Two limits leave no value between them.",
    "A client would refuse every value of the field. The limits are mostly the wrong way round.",
    parameter("Width: {type: Integer, minimum: 4096, maximum: 128}"),
    parameter("Width: {type: Integer, minimum: 128, maximum: 4096}"),
)

MISPLACED_LIMIT = Rule(
    "V002",
    "misplaced-limit",
    Severity.ERROR,
    "A limit stands where it has no meaning.",
    "It would be dropped without a word, and what was meant would never be checked: lengths belong"
    " to text, ranges to numbers, counts of items to arrays. Limits of an array's elements stand"
    " under `items`.",
    parameter("Names: {type: Array of String, maxLength: 20}"),
    parameter("Names: {type: Array of String, items: {maxLength: 20}}"),
)

BAD_PATTERN = Rule(
    "V003",
    "bad-pattern",
    Severity.ERROR,
    "A `pattern` is no regular expression.",
    "Clients match values against it; one that cannot be read would make every call fail.",
    parameter("Name: {type: String, pattern: '^[a-z'}"),
    parameter("Name: {type: String, pattern: '^[a-z]+$'}"),
)

SLOW_PATTERN = Rule(
    "V004",
    "slow-pattern",
    Severity.WARNING,
    "A `pattern` repeats something that varies in length by itself.",
    "Regular expressions are matched by trial. A pattern such as `(a+)+$` can split one text in so"
    " many ways that a text of forty characters keeps a client busy for hours. Put something"
    " fixed, such as a separator, into what is repeated. tc3gen does not run such a pattern.",
    parameter("Name: {type: String, pattern: '^([a-z]+)*$'}"),
    parameter("Name: {type: String, pattern: '^[a-z]+(-[a-z]+)*$'}"),
)

WRONG_FORMAT = Rule(
    "V005",
    "wrong-format",
    Severity.ERROR,
    "A `format` does not belong to the field's type, or a limit lies outside of it.",
    "`int32`, `int64` and `uint64` are kinds of Integer, `float` and `double` kinds of Float. A"
    " limit outside of what the format can hold limits nothing.",
    parameter("Width: {type: Float, format: int64}"),
    parameter("Width: {type: Integer, format: int64}"),
)

RULES = (
    EMPTY_RANGE,
    MISPLACED_LIMIT,
    BAD_PATTERN,
    SLOW_PATTERN,
    WRONG_FORMAT,
)

_CHOICES = frozenset({"enum", "open", "special"})
_RANGE = frozenset({"minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"})
_LENGTH = frozenset({"minLength", "maxLength", "pattern"})
_COUNT = frozenset({"minItems", "maxItems"})
_FORMATS = {
    Kind.INTEGER: frozenset(values.INTEGER_RANGES),
    Kind.FLOAT: frozenset({"float", "double"}),
}
_MEANINGFUL = {
    Kind.STRING: _CHOICES | _LENGTH,
    Kind.INTEGER: _CHOICES | _RANGE,
    Kind.FLOAT: _CHOICES | _RANGE,
    Kind.BOOLEAN: _CHOICES,
    Kind.TIMESTAMP: _CHOICES | _LENGTH,
    Kind.TIMESTAMP_ISO8601: _CHOICES | _LENGTH,
    Kind.DATE: _CHOICES | _LENGTH,
    Kind.BINARY: _LENGTH,
    Kind.ARRAY: _COUNT,
}
_PAIRS = (
    ("minimum", "maximum", False),
    ("minimum", "exclusiveMaximum", True),
    ("exclusiveMinimum", "maximum", True),
    ("exclusiveMinimum", "exclusiveMaximum", True),
    ("minLength", "maxLength", False),
    ("minItems", "maxItems", False),
)


def check(context: Context) -> Iterator[Diagnostic]:
    """The limits of every field, and of what its elements must keep to."""
    for place in context.places:
        field = place.field
        leaf = field.type.leaf
        if leaf.struct is not None and leaf.struct not in context.structs:
            continue  # Which limits it can have is open, until its type is known.
        if field.limits:
            yield from _limits(context, place.path, field.limits, field.type, field.format)
        if field.items:
            path: Path = (*place.path, "items")
            if field.type.item is None:
                message = f"`items` limits the elements of an array, and `{field.name}` is none"
                help = "write the limits beside the type"
                yield MISPLACED_LIMIT.at(context.key(*path), message, help)
            else:
                yield from _limits(context, path, field.items, field.type.leaf, field.format)
        if field.format and field.format not in _FORMATS.get(leaf.kind, ()):
            fitting = ", ".join(f"`{name}`" for name in sorted(_FORMATS.get(leaf.kind, ())))
            yield WRONG_FORMAT.at(
                context.value(*place.path, "format"),
                f"`{field.format}` is no format of {leaf}",
                f"{leaf} has the formats {fitting}" if fitting else "remove it",
            )


def _limits(
    context: Context, path: Path, limits: Limits, type: TypeRef, format: str
) -> Iterator[Diagnostic]:
    given = {word: getattr(limits, name) for word, name in LIMIT_WORDS.items()}
    given = {word: value for word, value in given.items() if value not in (None, (), False)}
    misplaced = given.keys() - _MEANINGFUL.get(type.kind, frozenset())
    for word in given:
        if word in misplaced:
            yield MISPLACED_LIMIT.at(
                context.key(*path, word), f"`{word}` has no meaning for {type}", _better(word, type)
            )
    if limits.open and not limits.enum:
        message = "`open` says that other values are allowed too, but no values are listed"
        yield MISPLACED_LIMIT.at(context.key(*path, "open"), message, "add `enum`, or remove it")
    for low, high, excluded in _PAIRS:
        if low in given and high in given and not {low, high} & misplaced:
            below, above = given[low], given[high]
            if below > above or (excluded and below == above):
                yield EMPTY_RANGE.at(
                    context.value(*path, low),
                    f"no value is allowed: `{low}` is {below}, `{high}` is {above}",
                    "exchange them?" if below > above else "",
                )
    if limits.pattern is not None and "pattern" not in misplaced:
        yield from _pattern(context, path, limits.pattern)
    if format in values.INTEGER_RANGES and type.kind is Kind.INTEGER:
        lowest, highest = values.INTEGER_RANGES[format]
        for word in _RANGE & given.keys():
            if not lowest <= given[word] <= highest:
                message = f"`{word}: {given[word]}` lies outside of {format}"
                help = f"{format} reaches from {lowest} to {highest}"
                yield WRONG_FORMAT.at(context.value(*path, word), message, help)


def _better(word: str, type: TypeRef) -> str:
    leaf = type.leaf
    if type.item is not None and word in _MEANINGFUL.get(leaf.kind, ()):
        return f"put it under `items`, to limit each {leaf}"
    if word in ("maxLength", "minLength") and type.kind in (Kind.INTEGER, Kind.FLOAT):
        return f"did you mean `{word.replace('Length', 'imum')}`?"
    if word in ("maximum", "minimum"):
        if "maxLength" in _MEANINGFUL.get(type.kind, ()):
            return f"did you mean `{word[:3]}Length`?"
        if type.item is not None:
            return f"did you mean `{word[:3]}Items`?"
    return f"remove it, or is {type} the wrong type?"


def _pattern(context: Context, path: Path, pattern: str) -> Iterator[Diagnostic]:
    if fault := patterns.fault(pattern):
        where = context.value(*path, "pattern")
        help = "mind that YAML reads backslashes literally only outside of double quotes"
        yield BAD_PATTERN.at(where, f"this is no regular expression: {fault}", help)
    elif patterns.is_slow(pattern):
        message = "this pattern can take for ever: it repeats what varies in length by itself"
        where = context.value(*path, "pattern")
        help = "put something fixed into what is repeated, or use one character class"
        yield SLOW_PATTERN.at(where, message, help)
