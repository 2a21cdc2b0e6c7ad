"""Errors of the JSON Schema, worded for a person who writes YAML.

Whoever reads a message sees the place in the file beside it, so neither the schema nor the data is
quoted beyond the one value that is meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Diagnostic
from ..source import DataPath, Document
from ..suggest import closest
from . import rules


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as JSON Schema knows it."""

    keyword: str
    allowed: Any
    """What the keyword of the schema says."""
    value: Any
    path: DataPath
    schema: Mapping[str, Any]
    of_name: bool = False
    """Whether the value is a key of the map at the path."""


#: What people call a key that the format calls otherwise.
_SYNONYMS = {
    "min": "minimum",
    "max": "maximum",
    "length": "maxLength",
    "values": "enum",
    "choices": "enum",
    "optional": "required",
    "desc": "description",
    "document": "description",
    "summary": "title",
    "params": "input",
    "parameters": "input",
    "request": "input",
    "response": "output",
    "returns": "output",
    "result": "output",
    "members": "fields",
    "properties": "fields",
    "objects": "structs",
    "types": "structs",
}

_KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
}
_SINGLE = {"string", "number", "boolean"}
#: A longer list of keys is looked up in the reference.
_MANY = 10


def worded(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    """What to tell a person about a problem; an error on several keys is a diagnostic for each."""
    yield from _WORDINGS[problem.keyword](problem, document)


def flow(value: Any) -> str:
    """Data on one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _BARE.fullmatch(value) and value not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


#: Text that YAML reads as itself in brackets and outside; anything else gets quotes.
_BARE = re.compile(r"[A-Za-z][\w.-]*(?: [\w().-]+)*|\d{4}-\d\d-\d\d", re.ASCII)
_WORDS = frozenset(("true", "True", "TRUE", "false", "False", "FALSE", "null", "Null", "NULL"))


def kinds(types: Sequence[str]) -> list[str]:
    """What types are called in YAML; null is only ever allowed in order to remove something."""
    found = {_KINDS[each]: None for each in types if each != "null"}
    if set(types) >= _SINGLE:
        found = {"a single value": None} | found
        for each in _SINGLE:
            del found[_KINDS[each]]
    return list(found)


def _subject(path: DataPath) -> str:
    if not path:
        return "the file"
    *above, last = path
    if isinstance(last, str):
        return f"`{last}`"
    return f"item {last + 1}" + (f" of `{above[-1]}`" if above else "")


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:39]}…`"


def _such_as(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples")
    return f", such as `{flow(examples[0])}`" if examples else ""


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a, b or c`."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


# Keys --------------------------------------------------------------------------------------------


def _unknown_keys(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    known = problem.schema["properties"]
    title = problem.schema.get("title", "") if problem.path else "The file"
    for key, value in problem.value.items():
        if key not in known:
            yield rules.UNKNOWN_KEY.at(
                document.marks.key((*problem.path, key)),
                f"{title[:1].lower()}{title[1:]} has no key `{key}`",
                _where_to(key, value, known),
            )


def _where_to(key: str, value: Any, known: Mapping[str, Any]) -> str:
    """What to do about an unknown key."""
    meant = _meant(key, known)
    if meant is not None:
        return f"did you mean `{meant}`?"
    if isinstance(value, dict) and "type" in value:
        for section in ("fields", "input"):
            if section in known:
                return f"if it is a field, put it below `{section}`"
    return f"the keys are {listed(known, 'and')}" if len(known) <= _MANY else ""


def _meant(key: str, known: Mapping[str, Any]) -> str | None:
    synonym = _SYNONYMS.get(key.lower(), "")
    return synonym if synonym in known else closest(key, known)


def _missing_keys(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    known = problem.schema["properties"]
    misspelt = {_meant(key, known) for key in problem.value if key not in known}
    for key in problem.allowed:
        if key not in problem.value and key not in misspelt:
            example = flow(known[key]["examples"][0])
            yield rules.MISSING_KEY.at(
                document.marks.key(problem.path),
                f"{_subject(problem.path)} has no `{key}`",
                f"add `{key}`" + (f", such as `{key}: {example}`" if len(example) <= 50 else ""),
            )


def _bad_name(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    yield rules.BAD_NAME.at(
        document.marks.key((*problem.path, problem.value)),
        f"{_shown(problem.value)} cannot be a name in {_subject(problem.path)}",
        problem.schema.get("x-error", ""),
    )


# Values ------------------------------------------------------------------------------------------


def _wrong_type(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    value, subject = problem.value, _subject(problem.path)
    types = [problem.allowed] if isinstance(problem.allowed, str) else problem.allowed
    if value is None:
        yield rules.NO_VALUE.at(
            document.marks.key(problem.path),
            f"{subject} has no value",
            _value_for(types, problem.schema),
        )
        return
    wanted = listed(kinds(types))
    yield rules.WRONG_TYPE.at(
        document.marks.value(problem.path),
        f"{subject} must be {wanted}, and is {_kind(value)}",
        _conversion(value, types, problem.schema),
    )


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return _shown(value)
    if isinstance(value, int | float):
        return f"the number {_shown(value)}"
    return "text" if isinstance(value, str) else _shown(value)


def _value_for(types: list[str], schema: Mapping[str, Any]) -> str:
    """What to do about a key without a value."""
    if types == ["object"]:
        return "indent what belongs to it below it; where that is nothing, write `{}`"
    if types == ["array"]:
        return "indent its items below it; where there are none, write `[]`"
    return f"add one{_such_as(schema)}, or remove the key"


def _conversion(value: Any, types: list[str], schema: Mapping[str, Any]) -> str:
    """How to write a value so that it is of one of the types."""
    if isinstance(value, str):
        if {"number", "integer"} & set(types) and re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", value):
            return "remove the quotes"
        if "boolean" in types and value.lower() in ("yes", "on", "y", "no", "off", "n"):
            return f"write `{'true' if value.lower() in ('yes', 'on', 'y') else 'false'}`"
    if isinstance(value, float) and types == ["integer"]:
        return "write it without a fraction"
    if "string" in types and not isinstance(value, list | dict):
        return "write it in quotes"
    if "array" in types and not isinstance(value, dict):
        return "write it in brackets: `[...]`"
    if "object" in types and isinstance(value, list):
        return "write keys with values below it, without `- `"
    return f"write a value{_such_as(schema)}" if _such_as(schema) else ""


def _not_allowed(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    if problem.value is None:
        types = ["string"]
        yield from _wrong_type(_with_types(problem, types), document)
        return
    options = problem.allowed if problem.keyword == "enum" else [problem.allowed]
    known = [str(option) for option in options if option is not None]
    meant = closest(problem.value, known) if isinstance(problem.value, str) else None
    yield rules.NOT_ALLOWED.at(
        document.marks.value(problem.path),
        f"{_subject(problem.path)} cannot be {_shown(problem.value)}",
        f"did you mean `{meant}`?" if meant else f"it is {listed(known)}",
    )


def _with_types(problem: Problem, types: list[str]) -> Problem:
    return Problem("type", types, problem.value, problem.path, problem.schema)


def _bad_text(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    if problem.of_name:
        yield from _bad_name(problem, document)
        return
    yield rules.BAD_TEXT.at(
        document.marks.value(problem.path),
        f"{_subject(problem.path)} cannot be {_shown(problem.value)}",
        problem.schema.get("x-error", ""),
    )


def _no_date(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    where = document.marks.value(problem.path)
    message = f"there is no day {_shown(problem.value)}"
    yield rules.NO_DATE.at(where, message, "write year, month and day, such as 2018-07-17")


def _out_of_range(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    words = {"minimum": "at least", "exclusiveMinimum": "more than"}[problem.keyword]
    yield rules.OUT_OF_RANGE.at(
        document.marks.value(problem.path),
        f"{_subject(problem.path)} must be {words} {problem.allowed}",
    )


def _too_few(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    yield rules.TOO_FEW.at(
        document.marks.value(problem.path),
        f"{_subject(problem.path)} is empty",
        f"put something into it{_such_as(problem.schema)}",
    )


def _duplicate_item(problem: Problem, document: Document) -> Iterator[Diagnostic]:
    value = problem.value
    if isinstance(value, dict):
        value = value.get("value", value)
    yield rules.DUPLICATE_ITEM.at(
        document.marks.value(problem.path),
        f"{_shown(value)} stands in {_subject(problem.path[:-1])} for a second time",
        "remove one of the two",
    )


#: How each keyword of our schemas is worded.
_WORDINGS: Mapping[str, Callable[[Problem, Document], Iterator[Diagnostic]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _bad_text,
    "maxLength": _bad_text,
    "format": _no_date,
    "minimum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
    "minItems": _too_few,
    "minProperties": _too_few,
    "uniqueItems": _duplicate_item,
}
