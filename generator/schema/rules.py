"""S101 to S111: what can be wrong with the shape of a spec."""

from __future__ import annotations

from ..diagnostics import Rule, Severity
from ..source.rules import sample

_GOOD = "actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Integer, maximum: 100}\n"


def _error(
    code: str, name: str, summary: str, why: str, fails: str, passes: str = sample(_GOOD)
) -> Rule:
    return Rule(code, name, Severity.ERROR, summary, why, fails, passes)


UNKNOWN_KEY = _error(
    "S101",
    "unknown-key",
    "A map has a key that the format does not know.",
    "A key that nothing reads is a slip of the keyboard or a misunderstanding; what it was meant to"
    " say would silently be missing from everything that is generated.",
    sample("actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Integer, maximun: 100}\n"),
)

MISSING_KEY = _error(
    "S102",
    "missing-key",
    "A map lacks a key that it cannot do without.",
    "A field without a type or a service without a host cannot be generated, and nothing that goes"
    " over the wire is guessed.",
    sample("actions:\n  DescribeTasks:\n    input:\n      Limit: {maximum: 100}\n"),
)

WRONG_TYPE = _error(
    "S103",
    "wrong-type",
    "A value is of another kind than its key asks for, such as text instead of a number.",
    "Quotes and brackets decide what a value is: `20` is a number and `'20'` is text, `[A]` is a"
    " list and `A` is not.",
    sample(
        "actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Integer, maximum: '100'}\n"
    ),
)

NO_VALUE = _error(
    "S104",
    "no-value",
    "A key has no value.",
    "It may be that something was forgotten, or that indentation is missing on the lines below. To"
    " say that a map or a list is empty, write `{}` or `[]`.",
    sample("actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Integer, maximum: }\n"),
)

BAD_NAME = _error(
    "S105",
    "bad-name",
    "A name that serves as a key has characters that such a name cannot have.",
    "Names of actions, structs, fields, error codes and sites go over the wire and become names in"
    " code, so they are held to what the service itself uses.",
    sample("actions:\n  DescribeTasks:\n    input:\n      max-limit: {type: Integer}\n"),
    sample("actions:\n  DescribeTasks:\n    input:\n      max_limit: {type: Integer}\n"),
)

BAD_TEXT = _error(
    "S106",
    "bad-text",
    "A text is not written as its key asks for.",
    "Some texts have a form: a version is a date, a type is spelt as the documentation of the"
    " service spells it, a title has one line.",
    sample("actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Array<Integer>}\n"),
    sample("actions:\n  DescribeTasks:\n    input:\n      Limit: {type: Array of Integer}\n"),
)

NOT_ALLOWED = _error(
    "S107",
    "not-allowed",
    "A value is not one of those that its key allows.",
    "Where the format knows a few values, each means something to what is generated; another one"
    " would mean nothing.",
    sample("region: always\n" + _GOOD),
    sample("region: required\n" + _GOOD),
)

OUT_OF_RANGE = _error(
    "S108",
    "out-of-range",
    "A number is smaller or larger than makes sense for its key.",
    "Such a limit could never be kept, or always would be.",
    sample("actions:\n  DescribeTasks: {rate_limit: 0}\n"),
    sample("actions:\n  DescribeTasks: {rate_limit: 20}\n"),
)

TOO_FEW = _error(
    "S109",
    "too-few",
    "A list or a map is empty that needs something in it.",
    "An enumeration without values would allow none, and a service without a host cannot be called."
    " Where nothing is to be said, leave the key out.",
    sample("actions:\n  DescribeTasks:\n    input:\n      Status: {type: String, enum: []}\n"),
    sample(
        "actions:\n  DescribeTasks:\n    input:\n      Status: {type: String, enum: [FINISH]}\n"
    ),
)

DUPLICATE_ITEM = _error(
    "S110",
    "duplicate-item",
    "A list names the same thing twice.",
    "The second one says nothing; maybe another one was meant.",
    sample(
        "actions:\n  DescribeTasks:\n    input:\n"
        "      Status: {type: String, enum: [FINISH, FINISH]}\n"
    ),
    sample(
        "actions:\n  DescribeTasks:\n    input:\n"
        "      Status: {type: String, enum: [FINISH, WAITING]}\n"
    ),
)

NO_DATE = _error(
    "S111",
    "no-date",
    "A version looks like a date, but the calendar has no such day.",
    "The version goes into every request, and the service knows it only as it is published.",
    sample("actions: {}\n").replace("2018-07-17", "2018-17-07"),
    sample("actions: {}\n"),
)

RULES = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    NO_VALUE,
    BAD_NAME,
    BAD_TEXT,
    NOT_ALLOWED,
    OUT_OF_RANGE,
    TOO_FEW,
    DUPLICATE_ITEM,
    NO_DATE,
)
