"""Defaults: what the service assumes where a field is left out."""

from __future__ import annotations

import re

from .reading import Found, Reading, Scalar, is_instance

_NUMBER = r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,19}(?:\.[0-9]{1,12})?)"
_IS = r"(?:\s?(?:为|是|等于|使用|取|[:：=])|\s(?:is|to|are)\b)*+\s?(?:set\sto\s)?"
_SAID = (
    rf"(?:(?<![\w.-])(?:(?:the\s)?default(?:s|ed)?(?:\svalue|\ssetting)?)(?![\w-])|(?<!非)(?:默认|缺省)(?:值|取值)?){_IS}"
)
_OF_NUMBER = re.compile(
    rf"{_SAID}[\"'“]?(?P<value>{_NUMBER})[\"'”]?(?![\w,/:~*-]|\.\d|\s?[-~*到至]|\s?(?:to|or)\b|\s?(?:[KMGTkw]|万|亿|千)(?![A-Za-z]))"
    r"(?P<unit>\s?(?:[A-Za-z%]{1,12}|[\u4e00-\u9fff]{1,2})?)",
    re.IGNORECASE,
)
_OF_NUMBER_AFTER = re.compile(
    rf"(?:^|[\s(（,，.])(?P<value>{_NUMBER})(?P<unit>)\sby\sdefault\b", re.IGNORECASE
)
_WORD = r"[A-Za-z0-9_][\w.+/%@-]{0,62}"
_OF_TEXT = re.compile(
    rf"""{_SAID}(?:"(?P<quoted>[^"\n]{{1,64}})"|“(?P<curly>[^”\n]{{1,64}})”|'(?P<single>[^'\n]{{1,64}})'
    |(?P<bare>{_WORD}))(?=\s*(?:$|[,;，。；)）\n])|\.(?:\s|$))""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
_OF_TRUTH = re.compile(rf"{_SAID}[\"'“]?(?P<value>true|false)\b", re.IGNORECASE)
_OF_TRUTH_AFTER = re.compile(r"(?P<value>\b(?:true|false))\sby\sdefault\b", re.IGNORECASE)

#: Words that say what the default is, rather than being it.
_NO_VALUE = frozenset(
    "null none empty blank nil n/a na no yes unlimited current now not all any unspecified"
    " undefined required optional enabled disabled on off same random auto-generated today value"
    " is to values policy configuration settings".split()
)
_BOUND = re.compile(r"(?:^|[\s(（])\S{0,20}(?:的|'s)$")
#: Units that only name what is counted.
_COUNTED = frozenset("个 条 次 页 台 行 项 items entries records times rows".split())


def default(reading: Reading) -> Found:
    """The default of a scalar field."""
    if reading.is_array:
        return {}
    found: list[Scalar] = []
    for sentence in reading.sentences():
        if "default" not in sentence.lower() and "默认" not in sentence and "缺省" not in sentence:
            continue
        found += _in(sentence, reading)
    if not found or any(value != found[0] for value in found):
        return {}
    return {"default": found[0]}


def _in(sentence: str, reading: Reading) -> list[Scalar]:
    found: list[Scalar] = []
    if reading.is_number:
        patterns = [_OF_NUMBER, _OF_NUMBER_AFTER]
    elif reading.kind == "Boolean":
        patterns = [_OF_TRUTH, _OF_TRUTH_AFTER]
    elif reading.kind == "String":
        patterns = [_OF_TEXT]
    else:
        return []
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            if is_instance(sentence[: match.start()]):
                continue
            groups = match.groupdict()
            text = groups.get("value") or _text(groups)
            value = reading.typed(text.replace(",", "") if reading.is_number else text)
            if value is not None:
                found.append(value)
    return found


def _text(groups: dict[str, str | None]) -> str:
    quoted = groups["quoted"] or groups["curly"] or groups["single"]
    if quoted:
        return quoted
    bare = (groups["bare"] or "").rstrip(".-/")
    return "" if bare.lower() in _NO_VALUE else bare
