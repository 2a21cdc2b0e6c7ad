"""Values that are not structs, to JSON text, checked on the way.

A value that breaks a limit raises `Faults`; whoever holds the value catches it, adds its part of
the path and goes on, so that a caller hears of all faults at once.  Where nothing fails that costs
nothing.
"""

from __future__ import annotations

import math
import operator
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from json.encoder import encode_basestring_ascii as quote
from typing import Any, NoReturn, TypeAlias, cast

from .errors import Fault
from .model import Limits

#: Makes JSON text of a value, or raises Faults.
Encoder: TypeAlias = Callable[[Any], str]


class Faults(Exception):
    """What is wrong with a value, on its way up to where the whole path is known."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def below(self, step: str, wire_step: str) -> list[Fault]:
        """The faults, as seen from the holder of the value."""
        return [
            replace(fault, path=step + fault.path, wire_path=wire_step + fault.wire_path)
            for fault in self.faults
        ]


def refuse(limit: str, expected: object, value: object) -> NoReturn:
    """Raise the one fault of a value."""
    raise Faults([Fault("", "", limit, expected, value)])


def quoted(value: str) -> str:
    """A JSON string.  A lone surrogate would be read as something else, or not at all."""
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            refuse("type", "text without lone surrogates", value)
    return quote(value)


def _string(limits: Limits, form: Callable[[str], None] | None = None) -> Encoder:
    enum = limits.get("enum")
    special = limits.get("special", ())
    least, most = limits.get("min_length", 0), limits.get("max_length", sys.maxsize)
    pattern = _pattern(limits.get("pattern"))
    # What is surely right has its text ready.
    ready = {v: quote(v) for v in (*(enum or ()), *special) if isinstance(v, str)}

    def plain(value: Any) -> str:
        if not isinstance(value, str):
            refuse("type", "a string", value)
        return quote(value) if value.isascii() else quoted(value)

    def limited(value: Any) -> str:
        if not isinstance(value, str):
            refuse("type", "a string", value)
        if (text := ready.get(value)) is not None:
            return text
        if enum is not None:
            refuse("enum", (*enum, *special), value)
        if len(value) < least:
            refuse("min_length", least, value)
        if len(value) > most:
            refuse("max_length", most, value)
        if pattern and len(value) <= _LONGEST_MATCHED and not pattern.search(value):
            refuse("pattern", pattern.pattern, value)
        if form:
            form(value)
        return quoted(value)

    return limited if limits or form else plain


# A pattern comes from a spec.  Time that grows with the square of the length stays bearable up to
# this many characters; longer text is left to the service to judge.  Patterns whose time explodes
# on short text already are the generator's to refuse.
_LONGEST_MATCHED = 1024


def _pattern(source: str | None) -> re.Pattern[str] | None:
    try:
        return re.compile(source) if source is not None else None
    except (re.error, RecursionError, OverflowError):  # another dialect: it documents, no more
        return None


def _formatted(pattern: str, example: str) -> Callable[[Limits], Encoder]:
    """Text of a fixed form that begins with a date."""
    matches = re.compile(pattern, re.ASCII).fullmatch

    def form(value: str) -> None:
        try:
            if matches(value) and date.fromisoformat(value[:10]):
                return
        except ValueError:  # February 30th
            pass
        refuse("format", f"of the form {example}", value)

    return lambda limits: _string(limits, form)


_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1)}
_WIDEST = (-(2**63), 2**64 - 1)
_BOUNDS: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("minimum", operator.ge),
    ("exclusive_minimum", operator.gt),
    ("maximum", operator.le),
    ("exclusive_maximum", operator.lt),
)


def _number(limits: Limits) -> Callable[[Any], None] | None:
    """Judges a number whose type is right already."""
    given = cast("Mapping[str, Any]", limits)
    bounds = [(name, holds, given[name]) for name, holds in _BOUNDS if name in given]
    enum, special = limits.get("enum"), limits.get("special", ())
    if not bounds and enum is None:
        return None

    def judge(value: Any) -> None:
        if value in special:
            return
        if enum is not None and value not in enum:
            refuse("enum", (*enum, *special), value)
        for name, holds, bound in bounds:
            if not holds(value, bound):
                refuse(name, bound, value)

    return judge


def _integer(limits: Limits) -> Encoder:
    form = limits.get("format", "")
    low, high = _RANGES.get(form, _WIDEST)
    judge = _number(limits)

    def integer(value: Any) -> str:
        if not isinstance(value, int) or isinstance(value, bool):
            refuse("type", "an integer", value)
        if not low <= value <= high:
            refuse("format", f"within {form or '64 bits'}", value)
        if judge:
            judge(value)
        return int.__repr__(value)

    return integer


def _float(limits: Limits) -> Encoder:
    judge = _number(limits)
    low, high = _WIDEST

    def number(value: Any) -> str:
        if isinstance(value, float):
            if not math.isfinite(value):
                refuse("format", "a finite number", value)
            text = float.__repr__(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            if not low <= value <= high:
                refuse("format", "within 64 bits, or a float", value)
            text = int.__repr__(value)
        else:
            refuse("type", "a number", value)
        if judge:
            judge(value)
        return text

    return number


def _boolean(limits: Limits) -> Encoder:
    judge = _number(limits)

    def boolean(value: Any) -> str:
        if not isinstance(value, bool):
            refuse("type", "True or False", value)
        if judge:
            judge(value)
        return "true" if value else "false"

    return boolean


SCALARS: dict[str, Callable[[Limits], Encoder]] = {
    "string": _string,
    "binary": _string,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "date": _formatted(r"\d{4}-\d\d-\d\d", "2018-07-17"),
    "timestamp": _formatted(
        r"\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d", "2018-07-17 08:30:00"
    ),
    "timestamp_iso8601": _formatted(
        r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)([.,]\d+)?)?"
        r"(Z|[+-]\d\d(:?\d\d)?)?",
        "2018-07-17T08:30:00Z",
    ),
}
