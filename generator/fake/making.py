"""Values made up: of the right type, within the limits, and like what their names say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from .. import patterns
from ..model import Field, Kind, Limits, Struct, TypeRef
from ..values import INTEGER_RANGES, broken_limits
from ..words import split
from .chance import Chance
from .clock import moment

#: A reply of more values stops growing: a few services have structs that fan out without end.
MOST_VALUES = 5000
#: Made-up times lie in the year that begins here (2026-01-01, in Unix seconds).
_YEAR = 1767225600

_ID_WORDS = frozenset(("id", "ids", "uuid", "uin", "token"))
_URL_WORDS = frozenset(("url", "urls", "uri"))
_TIME_WORDS = frozenset(("time", "date", "at"))
_HASH_WORDS = frozenset(("md5", "sha", "hash", "signature"))
_FORMS = {
    Kind.TIMESTAMP: "%Y-%m-%d %H:%M:%S",
    Kind.TIMESTAMP_ISO8601: "%Y-%m-%dT%H:%M:%SZ",
    Kind.DATE: "%Y-%m-%d",
}
_DIGIT = re.compile(r"[0-9]")


class Maker:
    """Makes values; the same chance makes the same ones."""

    def __init__(self, structs: Mapping[str, Struct]) -> None:
        self._structs = structs

    def members(self, fields: Iterable[Field], chance: Chance) -> dict[str, Any]:
        """A map of all fields."""
        return _Making(self._structs).members(fields, chance, ())

    def value(self, field: Field, chance: Chance) -> Any:
        """A value of a field."""
        return _Making(self._structs).field(field, chance, ())


class _Making:
    """One value in the making: how much of it there is, and inside of what it grows."""

    def __init__(self, structs: Mapping[str, Struct]) -> None:
        self._structs = structs
        self._left = MOST_VALUES

    def members(
        self, fields: Iterable[Field], chance: Chance, above: tuple[str, ...]
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for field in fields:
            if self._ends(field.type, above):
                # What contains itself stops here: a list is empty, and the rest is left out.
                if field.type.item is not None:
                    made[field.name] = []
                continue
            made[field.name] = self.field(field, chance.of(field.name), above)
        return made

    def field(self, field: Field, chance: Chance, above: tuple[str, ...]) -> Any:
        self._left -= 1
        example = field.example
        if example is not None:
            return _alike(example, chance) if _is_id(field) else example
        array = field.type.item is not None
        known, hinted = (
            (field.items, field.hints.items) if array else (field.limits, field.hints.limits)
        )
        return self._typed(field.type, field, known or hinted, chance, above)

    def _typed(
        self, type: TypeRef, field: Field, limits: Limits, chance: Chance, above: tuple[str, ...]
    ) -> Any:
        if type.item is not None:
            count = max(field.limits.min_items or 0, 1)
            if field.limits.max_items is not None:
                count = min(count, field.limits.max_items)
            if self._left <= 0:
                count = 0
            item = type.item
            return [
                self._typed(item, field, limits, chance.of(i), above)
                for i in range(min(count, 100))
            ]
        if type.struct is not None:
            struct = self._structs.get(type.struct)
            if struct is None or self._ends(type, above):
                return {}
            return self.members(struct.fields, chance, (*above, struct.name))
        return _scalar(type.kind, field, limits, chance)

    def _ends(self, type: TypeRef, above: tuple[str, ...]) -> bool:
        name = type.leaf.struct
        return name is not None and (name in above or self._left <= 0)


def _scalar(kind: Kind, field: Field, limits: Limits, chance: Chance) -> Any:
    if limits.enum:
        return chance.pick([choice.value for choice in limits.enum])
    if kind is Kind.BOOLEAN:
        return chance.integer(0, 1) == 1
    if kind in (Kind.INTEGER, Kind.FLOAT):
        return _number(kind, field, limits, chance)
    if kind is Kind.OBJECT:
        return {}
    if kind is Kind.BINARY:
        return "AAAA"
    then = moment(_YEAR + chance.integer(0, 365 * 86400 - 1))
    if kind in _FORMS:
        return then.strftime(_FORMS[kind])
    return _fitting(_text(field, chance, then), limits)


def _text(field: Field, chance: Chance, then: datetime) -> str:
    words = split(field.name)
    last = words[-1] if words else ""
    if last in _ID_WORDS:
        return chance.digits(19)
    if last in _URL_WORDS:
        return f"https://example.com/{chance.hex(12)}"
    if last in _TIME_WORDS:
        return then.strftime(_FORMS[Kind.TIMESTAMP_ISO8601])
    if last in _HASH_WORDS:
        return chance.hex(32)
    if last == "ip":
        return f"192.0.2.{chance.integer(1, 254)}"  # which belong to nobody
    if last == "region":
        return "ap-guangzhou"
    return f"{'-'.join(words)}-{chance.hex(6)}"


def _fitting(text: str, limits: Limits) -> str:
    """A text within limits, where that is easy; a pattern is met by luck alone."""
    if limits.pattern is not None and (pattern := patterns.compiled(limits.pattern)) is not None:
        tried = (text, text.replace("-", ""), "a", "A", "0", "1", "a1", "example")
        text = next((each for each in tried if pattern.search(each)), text)
    if limits.min_length is not None and len(text) < limits.min_length:
        text = text.ljust(min(limits.min_length, 10_000), "x")
    return text if limits.max_length is None else text[: limits.max_length]


def _number(kind: Kind, field: Field, limits: Limits, chance: Chance) -> int | float:
    low, high = _range(field, limits)
    if kind is Kind.FLOAT:
        return round(low + (high - low) * chance.fraction(), 2)
    lowest = math.ceil(low)
    whole = chance.integer(lowest, max(math.floor(high), lowest))
    for candidate in (whole, whole + 1, whole - 1):
        if next(broken_limits(candidate, limits), None) is None:
            return candidate
    return whole


def _range(field: Field, limits: Limits) -> tuple[float, float]:
    """Between which numbers to choose: of those that the limits allow, not the odd ones."""
    lows = [n for n in (limits.minimum, limits.exclusive_minimum) if n is not None]
    highs = [n for n in (limits.maximum, limits.exclusive_maximum) if n is not None]
    span = 1000
    low: float = max(lows, default=min(0, *highs) if highs else 0)
    high: float = min(highs, default=low + span)
    smallest, largest = INTEGER_RANGES.get(field.format, (low, high))
    return max(low, smallest), max(low, min(high, largest))


def _is_id(field: Field) -> bool:
    words = split(field.name)
    return bool(words) and words[-1] in _ID_WORDS


def _alike(example: Any, chance: Chance) -> Any:
    """A text like an example, with other digits."""
    if not isinstance(example, str):
        return example
    count = len(_DIGIT.findall(example))
    digits = iter([str(chance.of(i).integer(0 if i else 1, 9)) for i in range(min(count, 64))])
    return _DIGIT.sub(lambda found: next(digits, found[0]), example)
