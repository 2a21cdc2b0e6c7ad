"""Enumerations: values in a list or a line, each perhaps with what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from .reading import Found, Reading, is_conditional, is_instance, plain
from .values import LONGEST_MEANING, TRAILING, Choices

_LABEL = r"""
    (?:
      (?<![A-Za-z])(?:(?:valid|available|possible|optional|enumerated|enumeration|supported|allowed
        |enum|parameter|field|selectable|the)\s+){0,4}+
      (?:values?|options?|enumerations?|value\s(?:options|range|ranges)|range)
      (?:\s(?:are|is|include|includes|as|follows|follow|the|following)){0,5}+
    | (?<!默认)(?<!示例)(?<!缺省)(?<!参考)(?<!过滤)(?<!返回)(?<!例如)
      (?:可选取值|有效取值|枚举取值|可取值|取值|枚举值|枚举|可选值|可选项|有效值|参数值|可能的值|可能值)
      (?:范围|列表|类型|说明|包括|包含|支持|可以|分别|如下|有|为|是){0,4}+
    )
"""
#: A line that announces a list.
_ANNOUNCES = re.compile(rf"{_LABEL}\s*[:：][.。]?\s*$", re.VERBOSE | re.IGNORECASE)
#: What announces values in its own line.
_INLINE = re.compile(rf"{_LABEL}\s*[:：]\s*", re.VERBOSE | re.IGNORECASE)
_MAY_LABEL = re.compile(
    r"(?:值|枚举|选项)\S{0,4}?[:：]|(?:value|option|enumeration|range|follow|are|is|include)s?\s?[:：]",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(
    r"(?:example|sample|default|filter|return(?:ed)?|original|previous|recommended|reference"
    r"|max(?:imum)?|min(?:imum)?|special|current|initial)\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]{1,9}[.)]) +(?=\S)")

#: Numbers with what they mean, one after the other.
_PAIR = re.compile(
    r"""
    (?:^|(?<=[\s,;.，；。、:：(（/|]))
    (?P<value>-?[0-9]{1,6})\s?
    (?:[:：=]|-(?=[^\d\s])|\s-\s|–|—|表示|代表|\s(?:means|indicates|represents|stands\sfor)\s)
    (?!\d|//)
    """,
    re.VERBOSE,
)
#: A number within a meaning, which is one more value, spelt in another way.
_ANOTHER = re.compile(r"[;；]\s*-?[0-9]")
_VAGUE = re.compile(r"\betc\b|\.\.\.|…|等|such as|例如|比如|e\.g\.", re.IGNORECASE)
_STOP = re.compile(r"。|\.(?=\s|$)|\n")
#: A line with more of them speaks of several things.
_MOST_LABELS = 3
#: What stands where values do, and is none.
_WORDS = frozenset(
    {"note", "notes", "see", "the", "a", "an", "this", "required", "optional", "example", "type"}
)


def choices(reading: Reading) -> Found:
    """The enumeration of the field, or of each element."""
    if reading.kind not in ("String", "Integer", "Float", "Boolean"):
        return {}
    listed = _listed(reading) if "\n" in reading.text else None
    if listed is not None:
        return listed
    return _inline(reading) or (_pairs(reading) if reading.kind == "Integer" else {})


def _listed(reading: Reading) -> Found | None:
    """What the lists of items say; None where there is no list of values."""
    found: list[Found] = []
    lines = reading.lines
    at = 0
    while at < len(lines):
        if _ITEM.match(lines[at]) is None:
            at += 1
            continue
        start, items = at, []
        depth = len(lines[at]) - len(lines[at].lstrip(" "))
        while at < len(lines) and (item := _part_of_list(lines, at, depth)) is not None:
            if item:
                items.append(item)
            at += 1
        if facts := _of_items(reading, _head(lines, start), items):
            found.append(facts)
            reading.drop(start, at)
    if not found:
        return None
    return found[0] if len(found) == 1 else {}


def _part_of_list(lines: Sequence[str], at: int, depth: int) -> str | None:
    """The text of an item of a list; empty for what belongs to an item; None for other lines."""
    line = lines[at]
    item = _ITEM.match(line)
    if item is not None and len(item[1]) <= depth:
        return line[item.end() :]
    if not line:
        goes_on = at + 1 < len(lines) and _ITEM.match(lines[at + 1]) is not None
        return "" if goes_on else None
    return "" if line.startswith(" " * (depth + 2)) else None


def _head(lines: Sequence[str], start: int) -> str:
    """The line above a list, its end at least."""
    while start > 0:
        start -= 1
        if lines[start].strip():
            return lines[start][-200:]
    return ""


def _of_items(reading: Reading, head: str, items: Sequence[str]) -> Found:
    announced = _ANNOUNCES.search(head)
    if announced is not None:
        before = head[: announced.start()]
        if _NO_LABEL.search(before) or is_instance(before) or is_conditional(plain(head)):
            return {}
    elif len(items) < 2 or (reading.kind == "String" and not _names_values(head)):
        return {}
    made = Choices(reading)
    for item in items:
        made.add(item)
        if not made.sound:
            return {}
    if announced is None and not all(made.values.values()):
        return {}
    if any(str(value).lower() in _WORDS for value in made.values):
        return {}
    return made.facts()


_NAMING = re.compile(
    r"""
    (?:type|status|state|mode|level|category|method|policy|switch|strategy|kind
      |类型|状态|方式|模式|级别|等级|开关|策略|种类|类别)
    [^\w]{0,3}$
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _names_values(head: str) -> bool:
    """Whether a line is about something that has a few values."""
    return _NAMING.search(plain(head)) is not None and not is_conditional(plain(head))


def _inline(reading: Reading) -> Found:
    """`Valid values: ON, OFF.`"""
    found: list[Found] = []
    for line in reading.lines:
        if (":" not in line and "：" not in line) or _MAY_LABEL.search(line) is None:
            continue
        labels = list(islice(_INLINE.finditer(line), _MOST_LABELS + 1))
        for label in labels if len(labels) <= _MOST_LABELS else ():
            before = line[: label.start()]
            rest = line[label.end() :]
            last = _STOP.split(before)[-1]
            if not rest or _NO_LABEL.search(before) or is_conditional(plain(last)):
                continue
            if facts := _of_line(reading, rest):
                found.append(facts)
    return found[0] if found and all(one == found[0] for one in found) else {}


def _of_line(reading: Reading, rest: str) -> Found:
    stop = _STOP.search(rest)
    said = rest[: stop.start()] if stop else rest
    if _VAGUE.search(said) or is_conditional(plain(said)):
        return {}
    bare = _unwrapped(said)
    parts = _parts(bare)
    if said.lstrip()[:1] == "[" and _BOUNDS.fullmatch(bare):
        return {}
    if len(parts) < 2 and not _ALONE.fullmatch(said.strip()):
        return {}
    made = Choices(reading)
    for part in parts:
        made.add(part)
        if not made.sound:
            return {}
    if any(str(value).lower() in _WORDS for value in made.values):
        return {}
    return made.facts()


#: What follows the last meaning, or leads over to the next.
_REST = re.compile(
    r"""
    [\s,，]+(?:
        (?:and|or|和|或)$
      | (?:如果|若)?(?:不|未)(?:传|填|指定|设置|选)
      | (?:the\s)?default
      | 默认(?=值|为|是)
    ).*
  | \.?\s(?:the\s)?value$
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: A single value that can be nothing else.
_ALONE = re.compile(r"`[\w.-]{1,64}`|[A-Z][A-Z0-9]*_[A-Z0-9_]+|\"[\w.-]{1,64}\"", re.ASCII)
#: The inside of `[0, 100]`, which is a range.
_BOUNDS = re.compile(r"\s*-?[0-9.]+\s*[,，、]\s*-?[0-9.]+\s*")
_SLASHES = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+){2,}|[^/]+(?:\s/\s[^/]+)+")


def _unwrapped(said: str) -> str:
    """A line's values without a bracket around all of them."""
    said = said.strip().rstrip(TRAILING)
    return said[1:-1] if said[:1] == "[" and said[-1:] == "]" and "[" not in said[1:] else said


_OPENING, _CLOSING = "(（[【", ")）]】"


def _parts(said: str) -> list[str]:
    """A line's values, each with what stands beside it."""
    if _SLASHES.fullmatch(said) and not any(char in said for char in ";；,，、"):
        return [part.strip() for part in said.split("/")]
    for separators in (";；", "|", ",，、"):
        parts = _split(said, separators)
        if len(parts) > 1:
            break
    if separators != ",，、":
        return parts
    if not parts:
        return []
    *first, last = parts
    # `A, B and C`, or `A and B`.
    return [*first, *_AND.split(re.sub(r"^\s*(?:and|or|和|或|及)\s*(?=\S)", "", last), maxsplit=1)]


_AND = re.compile(r"\s+(?:and|or)\s+|(?<=[\w`\"'”）)])\s*(?:和|或者?|以?及)\s*(?=[\w`\"'“])")


def _split(said: str, separators: str) -> list[str]:
    """The parts between separators that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(said):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth -= 1
        elif depth == 0 and char in separators:
            parts.append(said[start:at])
            start = at + 1
    parts.append(said[start:])
    return [part for part in parts if part.strip()]


def _pairs(reading: Reading) -> Found:
    """`0: off; 1: on`, which only numbers can be told from other text by."""
    for line in reading.lines:
        marks = list(_PAIR.finditer(line))
        if len(marks) < 2 or _VAGUE.search(line):
            continue
        if is_conditional(plain(line[: marks[0].start()])):
            return {}
        made = Choices(reading)
        ends = [mark.start() for mark in marks[1:]]
        stop = _STOP.search(line, marks[-1].end())
        for mark, end in zip(marks, [*ends, stop.start() if stop else len(line)], strict=True):
            means = line[mark.end() : end].strip(TRAILING)
            if len(means) > LONGEST_MEANING:
                return {}
            means = _REST.sub("", means).lstrip("- ")
            if not means or len(means) > 80 or _ANOTHER.search(means):
                return {}
            made.put(mark["value"], _balanced(means))
        return made.facts()
    return {}


def _balanced(text: str) -> str:
    """Without a closing bracket that belongs to something else."""
    if text[-1:] in _CLOSING and not any(char in text for char in _OPENING):
        return text[:-1]
    return text[:-1].strip(TRAILING) if text[-1:] in _OPENING else text
