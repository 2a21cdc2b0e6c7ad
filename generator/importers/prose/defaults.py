"""Defaults: what the service assumes where a field is left out."""

from __future__ import annotations

import re

from .reading import Found, Reading, Scalar, each
from .units import short

_NAMED = re.compile(r"default|默认|缺省", re.IGNORECASE)
_NUMBER = r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,19}(?:\.[0-9]{1,12})?)"
_IS = r"(?:\s?(?:为|是|等于|使用|取|[:：=])|\s(?:is|to|are)\b)*+\s?(?:set\sto\s)?"
_SAID = rf"""
    (?: (?<![\w.-])(?:the\s)?default(?:s|ed)?(?:\svalue|\ssetting)?(?![\w-])
      | (?P<chinese>(?<!非)(?:默认|缺省)(?:值|取值)?)
    )
    (?P<is>{_IS})
"""
_OF_NUMBER = re.compile(
    rf"""
    {_SAID}["'“]?(?P<value>{_NUMBER})["'”]?
    (?![0-9_/:*]|[,.][0-9]|\s?[-~～–—*×到至]|\s?(?:to|or)\b|\s?(?:[KMGTkwx]|万|亿|千)(?![A-Za-z]))
    (?P<unit>\s?(?:[A-Za-z%]{{1,12}}|[\u4e00-\u9fff]{{1,2}})?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OF_NUMBER_AFTER = re.compile(
    rf"(?:^|[\s(（,，.])(?P<value>{_NUMBER})(?P<unit>)\sby\sdefault\b", re.IGNORECASE
)
_WORD = r"[A-Za-z0-9_][\w.+/%@-]{0,62}"
_OF_TEXT = re.compile(
    rf"""
    {_SAID}
    (?: "(?P<quoted>[^"\n]{{1,64}})" | “(?P<curly>[^”\n]{{1,64}})” | '(?P<single>[^'\n]{{1,64}})'
      | (?P<bare>{_WORD})
    )
    (?=\s*(?:$|[,;，。；()（）\n])|\.(?:\s|$))
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_OF_TRUTH = re.compile(rf"{_SAID}[\"'“]?(?P<value>true|false)\b", re.VERBOSE | re.IGNORECASE)
_OF_TRUTH_AFTER = re.compile(r"(?P<value>\b(?:true|false))\sby\sdefault\b", re.IGNORECASE)

#: Words that say what the default is, rather than being it.
_WORDS = (
    "null none empty blank nil n/a na no yes unlimited current now not all any unspecified"
    " undefined required optional enabled disabled same random auto-generated today value is to"
    " values policy configuration settings"
)
_NO_VALUE = frozenset(_WORDS.split())


def default(reading: Reading) -> Found:
    """The default of a scalar field."""
    if reading.is_array or _NAMED.search(reading.text) is None:
        return {}
    if reading.is_number:
        patterns = [_OF_NUMBER, _OF_NUMBER_AFTER]
    elif reading.kind == "Boolean":
        patterns = [_OF_TRUTH, _OF_TRUTH_AFTER]
    elif reading.kind == "String":
        patterns = [_OF_TEXT]
    else:
        return {}
    named = [sentence for sentence in reading.sentences() if _NAMED.search(sentence)]
    found = [
        value
        for pattern in patterns
        for match in each(pattern, named)
        if (value := _value(match, reading)) is not None
    ]
    return {"default": found[0]} if found and all(one == found[0] for one in found) else {}


def _value(match: re.Match[str], reading: Reading) -> Scalar | None:
    groups = match.groupdict()
    unit = groups.get("unit") or ""
    if reading.unit and short(unit.strip()) not in ("", reading.unit):
        return None
    if unit.isascii() and unit.strip() == unit and unit and not short(unit):
        # `1x`, `0xFF`: a number of another sort.
        return None
    text = groups.get("value") or _text(groups)
    return reading.typed(text.replace(",", "") if reading.is_number else text)


def _text(groups: dict[str, str | None]) -> str:
    """A text in quotes, or a word that is none of ours."""
    quoted = groups["quoted"] or groups["curly"] or groups["single"]
    if quoted:
        return quoted
    bare = (groups["bare"] or "").rstrip(".-/")
    if bare.lower() in _NO_VALUE:
        return ""
    # `the default certificate` is no value; `default HEAD` is one, and so is `默认asc`.
    said = groups["chinese"] or (groups["is"] or "").strip()
    return bare if said or not (bare.isalpha() and bare.islower()) else ""
