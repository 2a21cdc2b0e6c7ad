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
            replace(
                fault, path=step + fault.path, wire_path=wire_step + fault.wire_path
            )
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


def _string(
    limits: Limits, formed: Callable[[str], bool] | None = None, form: str = ""
) -> Encoder:
    enum, special = limits.get("enum"), limits.get("special", ())
    least, most = limits.get("min_length", 0), limits.get("max_length", sys.maxsize)
    matches = _matcher(limits)
    # What is surely right has its text ready.
    ready = {v: quote(v) for v in (*(enum or ()), *special) if isinstance(v, str)}

    def string(value: Any) -> str:
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
        if not least <= len(value) <= most:
            few = len(value) < least
            refuse("min_length" if few else "max_length", least if few else most, value)
        if matches and not matches(value):
            refuse("pattern", limits.get("pattern"), value)
        if formed and not formed(value):
            refuse("format", f"of the form {form}", value)
        return quoted(value)

    return limited if limits or formed else string


# A pattern comes from a spec.  Time that grows with the square of the length stays bearable up to
# this many characters; longer text is left to the service to judge.  Patterns whose time explodes
# on short text already are the generator's to refuse.
_LONGEST_MATCHED = 1024


def _matcher(limits: Limits) -> Callable[[str], bool] | None:
    if "pattern" not in limits:
        return None
    try:
        search = re.compile(limits["pattern"]).search
    except (
        re.error,
        RecursionError,
        OverflowError,
    ):  # another dialect: it documents, no more
        return None
    return lambda value: len(value) > _LONGEST_MATCHED or search(value) is not None


def _formed(pattern: str, example: str) -> Callable[[Limits], Encoder]:
    """Text of a fixed form that begins with a date."""
    matches = re.compile(pattern, re.ASCII).fullmatch

    def formed(value: str) -> bool:
        try:
            return matches(value) is not None and bool(date.fromisoformat(value[:10]))
        except ValueError:  # February 30th
            return False

    return lambda limits: _string(limits, formed, example)


_RANGES = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}
_WIDEST = (-(2**63), 2**64 - 1)
_BOUNDS: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("minimum", operator.ge),
    ("exclusive_minimum", operator.gt),
    ("maximum", operator.le),
    ("exclusive_maximum", operator.lt),
)


def _judge(limits: Limits, value: Any) -> None:
    """Refuses a number, of the right type already, that breaks a limit."""
    enum, special = limits.get("enum"), limits.get("special", ())
    if value in special:
        return
    if enum is not None and value not in enum:
        refuse("enum", (*enum, *special), value)
    given = cast("Mapping[str, Any]", limits)
    for name, holds in _BOUNDS:
        if name in given and not holds(value, given[name]):
            refuse(name, given[name], value)


def _surely_right(limits: Limits, low: float, high: float) -> tuple[float, float]:
    """A span within which no number breaks a limit, so that most need no more than a look."""
    if limits.keys() & {"enum", "exclusive_minimum", "exclusive_maximum"}:
        return math.inf, -math.inf
    return max(low, limits.get("minimum", low)), min(high, limits.get("maximum", high))


def _integer(limits: Limits) -> Encoder:
    form = limits.get("format", "")
    lowest, highest = _RANGES.get(form, _WIDEST)
    low, high = _surely_right(limits, lowest, highest)

    ready = {v: str(v) for v in limits.get("enum", ()) if type(v) is int}

    def integer(value: Any) -> str:
        if type(value) is int:
            if low <= value <= high:
                return str(value)
            if value in ready:
                return ready[value]
        if not isinstance(value, int) or isinstance(value, bool):
            refuse("type", "an integer", value)
        if not lowest <= value <= highest:
            refuse("format", f"within {form or '64 bits'}", value)
        _judge(limits, value)
        return int.__repr__(value)

    return integer


def _float(limits: Limits) -> Encoder:
    low, high = _surely_right(limits, -sys.float_info.max, sys.float_info.max)

    def number(value: Any) -> str:
        if type(value) is float and low <= value <= high:
            return float.__repr__(value)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            refuse("type", "a number", value)
        if isinstance(value, int) and not _WIDEST[0] <= value <= _WIDEST[1]:
            refuse("format", "within 64 bits, or a float", value)
        if not math.isfinite(value):
            refuse("format", "a finite number", value)
        _judge(limits, value)
        return int.__repr__(value) if isinstance(value, int) else float.__repr__(value)

    return number


def _boolean(limits: Limits) -> Encoder:
    def boolean(value: Any) -> str:
        if not isinstance(value, bool):
            refuse("type", "True or False", value)
        _judge(limits, value)
        return "true" if value else "false"

    return boolean


SCALARS: dict[str, Callable[[Limits], Encoder]] = {
    "string": _string,
    "binary": _string,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "date": _formed(r"\d{4}-\d\d-\d\d", "2018-07-17"),
    "timestamp": _formed(
        r"\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d", "2018-07-17 08:30:00"
    ),
    "timestamp_iso8601": _formed(
        r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)([.,]\d+)?)?"
        r"(Z|[+-]\d\d(:?\d\d)?)?",
        "2018-07-17T08:30:00Z",
    ),
}
