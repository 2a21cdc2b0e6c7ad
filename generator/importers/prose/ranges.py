"""Ranges of numbers: the smallest, the largest, and values that stand beside them."""

from __future__ import annotations

import re

from .reading import Found, Reading, Scalar, agreed, each, typed
from .units import short

_NUMBER = r"-?[0-9]{1,19}(?:\.[0-9]{1,12})?"
_GROUPED = r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,19}(?:\.[0-9]{1,12})?)"
#: What may follow a number without changing it; letters that multiply it are refused later.
_UNIT = r"(?:\s?(?:[A-Za-z%]{1,12}|[\u4e00-\u9fff]{1,3}))?"
_TO = r"\s*(?:-|–|—|~|～|至|到|\bto\b)\s*"

_BRACKETS = re.compile(
    rf"(?P<open>[\[(（【［])\s*(?P<low>{_NUMBER})(?P<unit>{_UNIT})\s*(?P<sep>[,，、]|{_TO})"
    rf"\s*(?P<high>{_NUMBER})(?P<units>{_UNIT})\s*(?P<close>[\])）】］])"
)
_SPAN = re.compile(
    rf"(?<![A-Za-z0-9_.,:/-])(?:between\s)?(?P<low>{_GROUPED})(?P<unit>{_UNIT})"
    rf"(?:{_TO}|\s+and\s+(?=[0-9]))(?P<high>{_GROUPED})(?P<units>{_UNIT})(?![A-Za-z0-9_:/-]|\.\d)"
)
_LABELLED = re.compile(
    r"""
    (?:\branges?\b|\bvalid\svalues?|\bvalues?|\bbetween|\bfrom
      |范围|取值|区间|限制|有效值|介于|可选值)
    (?:[\s:：]|is|are|of|for|from|between|integers?|numbers?|can|be|an?|the|within|in|values?
      |为|是|在|从|的|整数|可以|有|应|值|支持|（|[(]|[=[【])*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN = re.compile(r"^\s*(?:之间|以内)")
_AND = r"(?:\s*(?:\b(?:and|or)\b|[,，、和或及]|以及)\s*)"
#: After a range a comma begins something new.
_ALSO = r"(?:\s*(?:\b(?:and|or)\b|[、和或及]|以及)\s*)"
_BESIDE = re.compile(rf"(?<![A-Za-z0-9_.,-])(?P<values>{_NUMBER}(?:{_AND}{_NUMBER}){{0,9}}){_AND}$")
_BESIDE_AFTER = re.compile(
    rf"^(?P<values>(?:{_ALSO}{_NUMBER}){{1,9}})(?![A-Za-z0-9_.~-]|{_AND}[\[(]|,)"
)
_SCALES = re.compile(r"\s?(?:[KkMmGgTtWw]|万|亿|千|百|million|billion|thousand|[KMGT]i?[Bb]?|w)$")
_COUNTED = re.compile(r"characters?|chars?|字符|个?字|bytes?|digits?|字节|位", re.IGNORECASE)

_END = (
    r"(?![0-9_]|[,/:-]\d|\.\d|\s?(?:[KMGTkw]|万|亿|千)(?![A-Za-z]))"
    r"(?P<unit>\s?(?:[A-Za-z%]{1,12}|[\u4e00-\u9fff]{1,2})?)"
)
#: Each word of a range, and what says it.
_LIMITS = {
    "maximum": r"""
        \bmax(?:imum)?(?:\s(?:allowed|supported|settable))?(?:\svalue|\slimit)?\s?
          (?:is|:|：|of|=|can\sbe)?
      | (?:cannot|can't|must\snot|not)\sexceed
      | 最大(?:值|支持|可设置)?(?:为|是|：|:)?
      | 上限(?:值)?(?:为|是|：|:)?
      | 不(?:能|可|得)?(?:超过|大于)|小于等于
    """,
    "minimum": r"""
        \bmin(?:imum)?(?:\s(?:allowed|supported))?(?:\svalue|\slimit)?\s?(?:is|:|：|of|=)?
      | (?:cannot|must\snot|not)\sbe\sless\sthan
      | 最小(?:值)?(?:为|是|：|:)?
      | 下限(?:值)?(?:为|是|：|:)?
      | 不(?:能|可|得)?(?:小于|低于)|大于等于
    """,
    "exclusiveMinimum": r"""
        (?:must|should)\sbe\s(?:an?\s)?(?:(?:positive\s)?integer\s)?greater\sthan
      | (?:必须|需|须|应|要)大于
    """,
}
_LIMIT_PATTERNS = {
    word: re.compile(rf"(?:{pattern})\s?(?P<value>{_GROUPED}){_END}", re.VERBOSE | re.IGNORECASE)
    for word, pattern in _LIMITS.items()
}
_UNLIMITED = re.compile(
    r"""
    (?:^|[\s,，。.;；(（:：])(?P<value>-1|0)\s?
    (?:\s(?:means|indicates|represents|stands\sfor)\s(?:that\s)?|表示|代表|[:：=]\s?|为)
    (?P<means>
      (?:(?:there\sis\s)?(?:unlimited|no\slimit(?:ation)?|no\srestrictions?|not\slimited)
        |不限制?|无限制?|永久|不做限制)
      [^,，。.;；)）\n]{0,30}
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def ranges(reading: Reading) -> Found:
    """The range of a number, or of each number of an array."""
    if not reading.is_number:
        return {}
    sentences = reading.counts()
    if not sentences:
        return {}
    spans: list[Found] = []
    spans += [_bracketed(reading, match) for match in each(_BRACKETS, sentences)]
    unbracketed = [part for part in sentences if "[" not in part and "【" not in part]
    spans += [_spanned(reading, match) for match in each(_SPAN, unbracketed)]
    spans = [span for span in spans if span]
    if spans:
        found = spans[0] if all(span == spans[0] for span in spans) else {}
        if not found or any(
            found.get(key, value) != value for key, value in _limits(reading).items()
        ):
            return {}
    else:
        found = _limits(reading)
    if found and not _is_sound(found):
        return {}
    return _with_specials(reading, found)


def _limits(reading: Reading) -> Found:
    found: list[Found] = []
    if reading.is_array:
        return {}
    for key, pattern in _LIMIT_PATTERNS.items():
        for match in each(pattern, reading.counts()):
            text = match["value"]
            if reading.unit and short(match["unit"].strip()) not in ("", reading.unit):
                return {}
            value = typed(text.replace(",", ""), reading.kind)
            if value is not None:
                found.append({key: value})
    return agreed(found)


def _bracketed(reading: Reading, match: re.Match[str]) -> Found:
    before = match.string[: match.start()]
    opening, closing = match["open"], match["close"]
    inclusive = "[【［", "]】］"
    is_open, is_closed = opening not in inclusive[0], closing not in inclusive[1]
    comma = match["sep"] in ",，、"
    if is_open and is_closed and (comma or not _LABELLED.search(before[-80:])):
        return {}
    if reading.is_array and not _LABELLED.search(before[-80:]):
        return {}
    if (is_open or is_closed) and not comma:
        is_open = is_closed = False
    return _made(reading, match, is_open, is_closed)


def _spanned(reading: Reading, match: re.Match[str]) -> Found:
    before, after = match.string[: match.start()], match.string[match.end() :]
    label = before
    beside = _BESIDE.search(before)
    if beside is not None:
        label = before[: beside.start()]
    if "and" in match[0] and not match[0].lower().startswith("between"):
        return {}
    if not (
        match[0].lower().startswith("between")
        or _LABELLED.search(label[-80:])
        or _BETWEEN.match(after)
    ):
        return {}
    return _made(reading, match, False, False)


def _made(reading: Reading, match: re.Match[str], is_open: bool, is_closed: bool) -> Found:
    before, after = match.string[: match.start()], match.string[match.end() :]
    units = match["unit"].strip(), match["units"].strip()
    if any(map(_SCALES.fullmatch, units)):
        return {}
    if not all(unit in ("", reading.unit) for unit in map(short, units) if reading.unit):
        return {}
    if (units[0] and units[0] != units[1]) or _COUNTED.match(units[1] or after.strip()):
        return {}
    low = typed(match["low"].replace(",", ""), reading.kind)
    high = typed(match["high"].replace(",", ""), reading.kind)
    if low is None or high is None:
        return {}
    found: Found = {
        "exclusiveMinimum" if is_open else "minimum": low,
        "exclusiveMaximum" if is_closed else "maximum": high,
    }
    beside = _BESIDE.search(before[-200:])
    if beside is not None and not _LABELLED.search(before[-200:][: beside.start()]):
        beside = None
    beside = beside or _BESIDE_AFTER.search(after)
    if beside is not None:
        numbers = re.findall(_NUMBER, beside["values"])
        special = dict.fromkeys(typed(number, reading.kind) for number in numbers)
        if None in special:
            return {}
        found["special"] = list(special)
    return found if _is_sound(found) else {}


def _is_sound(found: Found) -> bool:
    low = found.get("minimum", found.get("exclusiveMinimum"))
    high = found.get("maximum", found.get("exclusiveMaximum"))
    if "minimum" in found and "exclusiveMinimum" in found:
        return False
    if low is None or high is None:
        return True
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return low < high


def _with_specials(reading: Reading, found: Found) -> Found:
    """With what stands for no limit."""
    meanings: dict[Scalar, str] = {}
    for match in each(_UNLIMITED, reading.counts()):
        meanings[int(match["value"])] = match["means"].strip()
    named = found.get("special")
    if len(meanings) > 1 or (
        isinstance(named, list) and len(meanings) == 1 and named[0] not in meanings
    ):
        return found
    if meanings:
        found = {**found, "special": [{"value": v, "description": m} for v, m in meanings.items()]}
    return found
