"""What a YAML scalar means: the core schema of YAML 1.2, section 10.3 of its specification.

Null, true, false and the numbers are what JSON has, in a few more spellings; everything else is
text, whatever YAML 1.1 made of it: `ON`, `yes`, `2018-07-17`, `1_000`, `12:30:00`.
"""

from __future__ import annotations

import math
import re
from typing import Final

Scalar = str | int | float | bool | None

#: What the tags of the core schema begin with, once `!!` is written out.
CORE: Final = "tag:yaml.org,2002:"

_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC_START: Final = frozenset("+-.0123456789")
_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<not_finite>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_BASES: Final = {"int": 10, "octal": 8, "hex": 16}
#: The digits of 2**64, written to base 8: longer numbers need not be computed.
_MOST_DIGITS: Final = 22


class UnfitNumber(ValueError):
    """A number that JSON cannot say or the service cannot hold; the message says why."""


class UnfitTag(ValueError):
    """A tag that does not exist, or that does not go with its text."""


def meaning(text: str, tag: str | None, is_plain: bool) -> Scalar:
    """The value of a scalar by its tag, or where it has none, by its spelling if it is plain.

    Raises UnfitNumber and UnfitTag.
    """
    if tag is None:
        return plain(text) if is_plain else text
    if tag in ("!", f"{CORE}str"):
        return text
    if tag == f"{CORE}null" and text in _CONSTANTS and _CONSTANTS[text] is None:
        return None
    if tag == f"{CORE}bool" and isinstance(value := _CONSTANTS.get(text), bool):
        return value
    if tag in (f"{CORE}int", f"{CORE}float") and (match := _NUMBER.fullmatch(text)):
        number = _number(match)
        if tag == f"{CORE}float":
            return float(number)
        if isinstance(number, int):
            return number
    raise UnfitTag(tag)


def plain(text: str) -> Scalar:
    """The value of a scalar without a tag and without quotes; raises UnfitNumber."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _NUMERIC_START:
        return text
    match = _NUMBER.fullmatch(text)
    return text if match is None else _number(match)


def _number(match: re.Match[str]) -> int | float:
    kind = match.lastgroup or ""
    digits = match[kind]
    if kind == "not_finite":
        raise UnfitNumber(f"JSON has no number {digits}")
    if kind == "float":
        fraction = float(digits)
        if math.isfinite(fraction):
            return fraction
    elif len(bare := digits.lstrip("+-0")) <= _MOST_DIGITS:
        whole = int(bare or "0", _BASES[kind]) * (-1 if digits[0] == "-" else 1)
        if -(2**63) <= whole < 2**64:
            return whole
    raise UnfitNumber(f"the number {short(match[0])} does not fit into 64 bits")


def short(text: str) -> str:
    """As much of a text as fits into a message."""
    return text if len(text) <= 60 else text[:59] + "…"
