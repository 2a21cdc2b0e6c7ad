"""Whether a JSON value fits a type and its limits: defaults, choices, examples.

The judgement is the one that a client makes before it sends a request, worded for whoever wrote
the value into a spec.  Everything that does not fit is told, each with the way from the value to
the culprit, so that a rule can point at the exact key.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from . import patterns, suggest
from .model import Choice, Field, Kind, Limits, Scalar, Struct, TypeRef

#: From a value to something inside it: the keys and indices to follow.
Path = tuple[str | int, ...]

#: The range of each exact type of an Integer.
INTEGER_RANGES: Mapping[str, tuple[int, int]] = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}

#: What every reply may hold, whatever its action; a spec does not list it.
IN_EVERY_REPLY = frozenset({"RequestId", "Error", "DeprecatedWarning"})

_NO_LIMITS = Limits()
_DATED = {
    Kind.TIMESTAMP: (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "2018-07-17 12:30:00"),
    Kind.TIMESTAMP_ISO8601: (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
        "2018-07-17T12:30:00+08:00",
    ),
    Kind.DATE: (re.compile(r"\d{4}-\d\d-\d\d"), "2018-07-17"),
}


class Problem(Enum):
    """In what way a value does not fit."""

    TYPE = auto()
    LIMIT = auto()
    UNKNOWN = auto()
    MISSING = auto()
    NULL = auto()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that does not fit.  `path` leads to it; to the holder, where it is missing."""

    path: Path
    problem: Problem
    message: str
    help: str = ""


class Checker:
    """Checks values against types.

    A reply is read tolerantly: what it leaves out, and where it goes beyond limits, is its own
    affair (`received`).
    """

    def __init__(self, structs: Mapping[str, Struct], *, received: bool = False) -> None:
        self._structs = structs
        self._received = received

    def members(
        self,
        value: Any,
        fields: Iterable[Field],
        owner: str,
        path: Path = (),
        implied: Collection[str] = (),
    ) -> Iterator[Mismatch]:
        """What of a map does not fit the fields of an action or of a struct, called `owner`.

        Members that are `implied` need no description.
        """
        if not isinstance(value, Mapping):
            message = f"{owner} is a map of its fields, not {noun(value)}"
            yield Mismatch(path, Problem.TYPE, message)
            return
        known = {field.name: field for field in fields}
        others = [name for name in known if name not in value]
        meant: set[str | None] = set()
        for name, member in value.items():
            if name in known:
                yield from self.field(member, known[name], (*path, name))
            elif name not in implied:
                meant.add(suggest.closest(name, others))
                yield Mismatch(
                    (*path, name),
                    Problem.UNKNOWN,
                    f"{owner} has no field `{name}`",
                    suggest.did_you_mean(name, others),
                )
        if not self._received:
            for name in others:
                # One that is there under a mistyped name has been told already.
                if known[name].required and name not in meant:
                    message = f"`{name}` is missing, which {owner} requires"
                    yield Mismatch(path, Problem.MISSING, message, f"add `{name}:`")

    def field(self, value: Any, field: Field, path: Path = ()) -> Iterator[Mismatch]:
        """What of a value does not fit a field."""
        if value is None and self._received:
            if not field.may_be_null:
                message = f"`{field.name}` is null here, and its description does not allow null"
                help = f"add `nullable: true` to `{field.name}`, or leave it out of the example"
                yield Mismatch(path, Problem.NULL, message, help)
            return
        yield from self.value(
            value, field.type, field.limits, f"`{field.name}`", path, field.items, field.format
        )

    def value(
        self,
        value: Any,
        type: TypeRef,
        limits: Limits = _NO_LIMITS,
        name: str = "the value",
        path: Path = (),
        items: Limits = _NO_LIMITS,
        format: str = "",
    ) -> Iterator[Mismatch]:
        """What of a value, called `name`, does not fit a type and its limits."""
        if type.item is not None:
            yield from self._array(value, type.item, limits, name, path, items, format)
        elif type.struct is not None:
            struct = self._structs.get(type.struct)
            if struct is None:
                return  # What nobody describes is told where it is named.
            if isinstance(value, Mapping):
                yield from self.members(value, struct.fields, f"`{struct.name}`", path)
            else:
                message = f"{name} must be a map of the fields of `{type}`, not {noun(value)}"
                yield Mismatch(path, Problem.TYPE, message)
        elif (wrong := _wrong_scalar(value, type.kind, format, self._received)) is not None:
            message, help = wrong
            yield Mismatch(path, Problem.TYPE, f"{name} {message}, not {noun(value)}", help)
        elif not self._received:
            for message, help in broken_limits(value, limits):
                yield Mismatch(path, Problem.LIMIT, f"{name} {message}", help)

    def _array(
        self,
        value: Any,
        item: TypeRef,
        limits: Limits,
        name: str,
        path: Path,
        items: Limits,
        format: str,
    ) -> Iterator[Mismatch]:
        if not isinstance(value, list):
            help = "" if isinstance(value, Mapping) else f"write it as a list: `[{show(value)}]`"
            message = f"{name} must be an Array of {item}, not {noun(value)}"
            yield Mismatch(path, Problem.TYPE, message, help)
            return
        if not self._received:
            count = len(value)
            if limits.min_items is not None and count < limits.min_items:
                message = f"{name} must hold at least {limits.min_items} items, not {count}"
                yield Mismatch(path, Problem.LIMIT, message)
            if limits.max_items is not None and count > limits.max_items:
                message = f"{name} must hold at most {limits.max_items} items, not {count}"
                yield Mismatch(path, Problem.LIMIT, message)
        # In an array of arrays, the limits of items are those of the innermost.
        own, inner = (_NO_LIMITS, items) if item.item is not None else (items, _NO_LIMITS)
        for index, element in enumerate(value):
            label = f"each item of {name}" if path == () else f"item {index + 1} of {name}"
            yield from self.value(element, item, own, label, (*path, index), inner, format)


def broken_limits(value: Scalar, limits: Limits) -> Iterator[tuple[str, str]]:
    """The limits that a scalar of the right type breaks: what it must be, and what to do."""
    if limits.enum and not limits.open and not _among(value, limits.enum):
        choices = [show(choice.value) for choice in limits.enum]
        listed = ", ".join(choices[:12]) + (", ..." if len(choices) > 12 else "")
        near = suggest.closest(str(value), [str(choice.value) for choice in limits.enum])
        message = f"must be {'one of ' * (len(choices) > 1)}{listed}, not {show(value)}"
        yield message, f"did you mean `{near}`?" if near is not None else ""
    if limits.special and _among(value, limits.special):
        return
    if isinstance(value, str):
        yield from ((message, "") for message in _broken_text(value, limits))
    elif not isinstance(value, bool):
        beside = "".join(f"{show(choice.value)} or " for choice in limits.special)
        for message in _outside(value, limits):
            yield f"must be {beside}{message}, not {show(value)}", ""


def show(value: Any) -> str:
    """A value as JSON, short enough for a message."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (list, Mapping)):
        return "[...]" if isinstance(value, list) else "{...}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:56]}...{text[-1]}"


def noun(value: Any) -> str:
    """What a value is, for a message: `the text "25"`, `a list`."""
    if value is None:
        return "null"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, bool):
        return show(value)
    return f"the {'text' if isinstance(value, str) else 'number'} {show(value)}"


def same(one: Any, other: Any) -> bool:
    """Whether two scalars are one JSON value: 1 and 1.0 are, 1 and true are not."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _among(value: Scalar, choices: Iterable[Choice]) -> bool:
    return any(same(value, choice.value) for choice in choices)


def _wrong_scalar(value: Any, kind: Kind, format: str, lenient: bool) -> tuple[str, str] | None:
    """What a value would have to be, and what to do; None where its type is right."""
    if kind is Kind.OBJECT:
        return None if isinstance(value, (Mapping, list)) else ("must be an Object", "")
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is Kind.BOOLEAN:
        return None if isinstance(value, bool) else ("must be true or false", _unquote(value))
    if kind is Kind.FLOAT:
        fits = is_number and -sys.float_info.max <= value <= sys.float_info.max
        return None if fits else ("must be a Float", _unquote(value))
    if kind is Kind.INTEGER:
        if not isinstance(value, int) or isinstance(value, bool):
            return "must be an Integer", _unquote(value)
        low, high = INTEGER_RANGES.get(format, (value, value))
        return None if low <= value <= high else (f"must be an {format} ({low} to {high})", "")
    if not isinstance(value, str):
        quotable = is_number or isinstance(value, bool)
        help = "put it in quotes, to make it text" if quotable else ""
        return f"must be a {kind.value}", help
    if kind in _DATED and not lenient:
        form, example = _DATED[kind]
        if not form.fullmatch(value) or not _is_date(value):
            return f"must be a {kind.value}", f"write it as `{example}`"
    return None


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unquote(value: Any) -> str:
    """What to do about a number or a boolean that is written as text."""
    quoted = isinstance(value, str) and re.fullmatch(
        r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|true|false", value
    )
    return f"write {value}, without quotes" if quoted else ""


def _broken_text(value: str, limits: Limits) -> Iterator[str]:
    length = len(value)
    if limits.min_length is not None and length < limits.min_length:
        yield f"must be at least {limits.min_length} characters long, not {length}"
    if limits.max_length is not None and length > limits.max_length:
        yield f"must be at most {limits.max_length} characters long, not {length}"
    if limits.pattern is not None:
        pattern = patterns.compiled(limits.pattern)
        if pattern is not None and not pattern.search(value):
            yield f"must match `{limits.pattern}`, which {show(value)} does not"


def _outside(value: float, limits: Limits) -> Iterator[str]:
    if limits.minimum is not None and value < limits.minimum:
        yield f"at least {limits.minimum}"
    if limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        yield f"more than {limits.exclusive_minimum}"
    if limits.maximum is not None and value > limits.maximum:
        yield f"at most {limits.maximum}"
    if limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        yield f"less than {limits.exclusive_maximum}"
