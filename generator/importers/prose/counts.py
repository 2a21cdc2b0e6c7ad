"""Lengths of texts, and how many elements an array may have."""

from __future__ import annotations

import re

from .reading import Found, Reading, agreed, each, needs_value

_COUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,8})"
_TO = r"\s*(?:-|–|—|~|～|至|到|\bto\b|\band\b)\s*"
#: Two numbers; a comma parts them within brackets only.
_SPAN = (
    rf"(?:[\[(（【]\s*(?P<from>[0-9]{{1,8}})\s*[,，]\s*(?P<upto>[0-9]{{1,8}})\s*[\])）】]"
    rf"|(?:[\[(（【]\s*)?(?P<low>{_COUNT}){_TO}(?P<high>{_COUNT})\s*[\])）】]?)"
)
_CHARACTERS = r"""
    (?:
      \s?-?(?:(?:unicode|utf-8|visible|ascii|(?:english|chinese)(?:\sor\s(?:english|chinese))?)\s)?
      (?:characters?|chars?)\b
    | \s?个?(?:字符|字(?![节段母])|汉字)
    )
"""
#: A number that nothing goes on, and that counts no bytes.
_END = r"(?![A-Za-z0-9_/:-]|[,.][0-9]|\s?(?:bytes?|字节|[KMG]i?B|个?字节|times|次))"
_EXCEED = r"(?:不|不能|不可|不得)(?:超过|大于)"

#: A range, and the noun that says what is counted.
_LENGTH_RANGE = re.compile(
    rf"(?<![A-Za-z0-9_.,-]){_SPAN}\s*个?{_CHARACTERS}", re.VERBOSE | re.IGNORECASE
)
#: A range, and before it that it is a length.
_LENGTH_NAMED = re.compile(
    rf"""
    (?: (?<!文件)(?<!内容)(?<!字节)长度(?:范围|限制|要求|区间)?(?:在|为|是|：|:)?
      | \blength(?:\s(?:range|limit|is|of|must\sbe|between|from))*+\s?[:：]?
    )
    \s*{_SPAN}{_END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: The most, and the noun that says what is counted.
_LONGEST = re.compile(
    rf"""
    (?: up\sto|at\smost|no\s(?:more|longer)\sthan|within|limited\sto|(?<=\W)exceed
      | not\s(?:exceed(?:ing)?|(?:be\s)?(?:longer|more|greater)\sthan)
      | max(?:imum)?(?:\s(?:length|limit|of|is|allowed|number|supported))*+\s?:?
      | length\slimit(?:\s(?:of|is))?\s?:?
      | 最多|最长|最大|不超过|不能超过|不可超过|不得超过|不大于|小于等于|上限为?|限制为?|限|限制在
    )
    (?:\s?(?:of|is|a|为|是|支持|允许|长度|可输入|可填|可设置|输入))*+\s?[:：]?\s?
    (?P<high>{_COUNT}){_CHARACTERS}
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: The most, and before it that it is a length.
_LONGEST_NAMED = re.compile(
    rf"""
    (?: (?:最大|最长)长度(?:限制|为|是|：|:|不超过)*+
      | 长度(?:最大|最长|最多|上限)(?:为|是|：|:)?
      | 长度(?:限制)?(?:为|：|:)?(?:{_EXCEED}|小于等于)
      | \bmax(?:imum)?\slength(?:\sis|\sof|\slimit)*+\s?:?
      | \blength\s(?:cannot|must\snot|should\snot|not)\s(?:to\s)?exceed(?:ing)?
      | \blength(?:\slimit)?\s?:?\s?(?:up\sto|within|no\smore\sthan|at\smost)
    )
    \s?(?P<high>{_COUNT})(?:\s?个?(?:字符|字(?!节)|位))?{_END}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?<![A-Za-z0-9_.,-])(?P<high>{_COUNT})\s?个?(?:字符|字(?!节)|汉字)(?:以内|之内|以下)"
)
_PART = re.compile(
    r"""
    \b(?:each|every|per|single|prefix|suffix|segment|recommended)\b
  | 每|单个|单条|前缀|后缀|各段|级域名|建议|推荐|[0-9]\s?个?(?:中文|英文|汉字)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:each|every|single)\b|每个|每条|每项|单个|单条|每一", re.IGNORECASE)

#: What is counted is something else: another field, or all of several.
_ANOTHER = re.compile(
    r"""
    (?<![A-Za-z])[A-Za-z]+\.[A-Z]\w+(?=[^,，]*(?:上限|最多|limit|maximum|up\sto))
  | \btotal\b|总|starts?\sfrom\s0|从\s?0
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: What follows a number that counts no elements.
_OTHER = r"""
    (?!\s?(?:个|of\s)?\s?(?:[-~]\s?\d|characters?|chars?|bytes?|字|位|[KMGT]i?B?\b|MB|%|px|\w*/s|qps
      |days?|hours?|minutes?|seconds?|months?|years?|times|levels?
      |秒|分钟|小时|天|日|月|年|次|层|级|元|万|倍))
"""
_MOST = re.compile(
    rf"""
    (?: \b(?:up\sto|at\smost|no\smore\sthan|upper\slimit\s(?:is|of)|limited\sto)
      | \b(?:cannot|can't|must\snot|not)\s(?:exceed|be\smore\sthan|be\sgreater\sthan)
      | \b(?:a\s)?max(?:imum)?(?:\s(?:number|quantity|length|limit|of|is|supported|allowed|elements
        |value|array))*+\s?[:：]?
      | 最多(?:支持|可以?|允许|能|不超过|传入?|填写?|指定|输入|传递|查询|选择|同时|设置|一次|批量
        |操作|包含|添加)*+
      | 上限(?:为|是|：|:)?
      | 数量(?:限制)?(?:为|：|:)?{_EXCEED}
      | (?:{_EXCEED}|(?:不|不能|不可|不得)多于)
      | 最大(?:支持|数量|长度|个数|值)?(?:为|是|：|:)?
      | (?:数组|列表)(?:最大)?长度(?:限制|最大)?(?:为|：|:)?
    )
    \s?(?P<high>{_COUNT})(?![\d,.]\d|\d){_OTHER}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ARRAY_RANGE = re.compile(
    rf"""
    (?:(?:array|list)\slength|number\sof\s(?:elements|items)
      |(?:数组|列表)(?:长度|大小)?(?:范围|限制|取值)*|个数|数量)
    (?:范围|限制|为|是|在|：|:|\s|is|range)*\s?{_SPAN}(?![A-Za-z0-9_.]|\s?[KMG])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def lengths(reading: Reading) -> Found:
    """How long a text may be, or each text of an array."""
    if reading.kind != "String" or not reading.counts():
        return {}
    found: list[Found] = []
    for pattern in (_LENGTH_RANGE, _LENGTH_NAMED, _LONGEST, _LONGEST_NAMED, _WITHIN):
        for match in each(pattern, reading.counts()):
            sentence = match.string
            if reading.is_array:
                if not _EACH.search(sentence):
                    continue
            elif _PART.search(sentence):
                return {}
            found.append(_limits("Length", match))
    return _sound(agreed(found), "Length")


def items(reading: Reading) -> Found:
    """How many elements an array may have."""
    if not reading.is_array or not reading.counts():
        return {}
    found: list[Found] = []
    for pattern in (_MOST, _ARRAY_RANGE):
        for match in each(pattern, reading.counts()):
            before = match.string[: match.start()]
            if _EACH.search(before.replace("每次", "")):
                return {}
            if _ANOTHER.search(match.string) or not needs_value(match.string):
                continue
            found.append(_limits("Items", match))
    return _sound(agreed(found), "Items")


def _limits(what: str, match: re.Match[str]) -> Found:
    groups = match.groupdict()
    high = groups.get("high") or groups.get("upto") or "0"
    found: Found = {f"max{what}": int(high.replace(",", ""))}
    if low := groups.get("low") or groups.get("from"):
        found[f"min{what}"] = int(low.replace(",", ""))
    return found


def _sound(found: Found, what: str) -> Found:
    low, high = found.get(f"min{what}"), found.get(f"max{what}")
    if not isinstance(high, int) or high < 1 or (isinstance(low, int) and low > high):
        return {}
    return found
