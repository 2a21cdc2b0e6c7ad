"""The words that all documentation pages share, in the languages that they come in.

A page is made from a template, so its headings, the heads of its tables and some of its sentences
are always the same few; everything that is recognized by its words is recognized here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from ...build import TYPE_WORDS


class Section(Enum):
    """The parts of an action's page, by their headings."""

    DESCRIPTION = re.compile(r"(API Description|接口描述)", re.IGNORECASE)
    INPUT = re.compile(r"(Input Parameters?|输入参数)", re.IGNORECASE)
    OUTPUT = re.compile(r"(Output Parameters?|输出参数)", re.IGNORECASE)
    EXAMPLES = re.compile(r"(Examples?|示例)", re.IGNORECASE)
    RESOURCES = re.compile(
        r"(Developer Resources|Resources for Developers|开发者资源)", re.IGNORECASE
    )
    ERRORS = re.compile(r"(Error Codes?|错误码)", re.IGNORECASE)


class Column(Enum):
    """What a column of a table holds, by its heading."""

    NAME = frozenset({"parameter name", "parameter", "name", "参数名称", "参数名", "参数", "名称"})
    REQUIRED = frozenset({"required", "必选", "必填", "是否必选", "是否必填"})
    TYPE = frozenset({"type", "类型"})
    DESCRIPTION = frozenset({"description", "描述", "说明"})
    CODE = frozenset({"error code", "错误码"})


_COLUMNS = {word: column for column in Column for word in column.value}
#: Words of headings that hold a space come first, so that the longest is found.
_HEADER = re.compile("|".join(sorted(map(re.escape, _COLUMNS), key=len, reverse=True)), re.I)

#: In characters; what is longer is no heading and no head of a table.
_LONGEST_HEADING = 200

_NUMBER = re.compile(r"\d+\s*[.、．]\s*")
_DATA_TYPES = re.compile(r"(Data Types?|Data Structures?|数据结构)", re.IGNORECASE)

EXAMPLE_TITLE = re.compile(r"(?:Example|示例)\s*(\d+)\s*[.:：]?\s*(.*)", re.IGNORECASE)
INPUT_EXAMPLE = re.compile(r"(Input Examples?|Request Examples?|输入示例)[:：]?", re.IGNORECASE)
OUTPUT_EXAMPLE = re.compile(r"(Output Examples?|Response Examples?|输出示例)[:：]?", re.IGNORECASE)

USED_BY = re.compile(r"(?:Used by actions?|被如下接口引用)\s*[:：]\s*(.+?)[.。]?", re.IGNORECASE)
DOMAIN = re.compile(
    r"(?:Domain name for API request|接口请求域名)\s*[:：]\s*`?([a-z0-9-]+(?:\.[a-z0-9-]+)+)`?"
    r"\s*[.。]?",
    re.IGNORECASE,
)
_RATES = (
    re.compile(
        r"A maximum of ([\d,]+) requests? can be (?:initiated|made) per second(?: for this API)?"
        r"\s*\.?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:Default )?(?:API )?request rate limit: ([\d,]+)\s?/\s?s(?:ec(?:ond)?)?\b\.?", re.I
    ),
    re.compile(r"默认接口请求频率限制\s*[:：]\s*([\d,]+)\s*次\s*/\s*秒\s*[.。]?"),
)
#: What begins a sentence on the rate, whatever it goes on with.
RATE = re.compile(
    r"默认接口请求频率限制\s*[:：]|A maximum of [\d,]+ requests? can be|request rate limit: \d",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"(?:Last updated|最近更新时间|最后更新时间|更新时间)\s*[:：]\s*(\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
COMMON = re.compile(r"Common param|公共参数", re.IGNORECASE)
ACTION_VALUE = re.compile(
    r"(?:value\s?used for this API|本接口取值)\s*[:：]\s*`?([A-Za-z0-9_-]+)", re.IGNORECASE
)
NO_ERROR_CODES = re.compile(
    r"There (?:is|are) no error codes? related|暂无业务逻辑相关的错误码", re.I
)

#: Lines of the template that say nothing about the action.
_BOILERPLATE = re.compile(
    r"We recommend you to use API Explorer\.?|Try it|API Explorer provides a range of .*"
    r"|推荐使用 ?API Explorer|点击调试|API Explorer 提供了?.*",
    re.IGNORECASE,
)
#: What stands below the last table of a page.
_FOOTER = re.compile(
    r"Help and Support|Was this page helpful\?|Feedback|帮助和支持|本页内容是否解决了您的问题？?"
    r"|文档反馈|联系我们|文档内容是否对您有帮助？?",
    re.IGNORECASE,
)

_ANSWERS = {
    "yes": True, "no": False, "true": True, "false": False, "是": True, "否": False,
}  # fmt: skip

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,127}")
ERROR_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]*)*")
_ARRAY = "Array of "


def section(text: str) -> Section | None:
    """The part of a page that a line is the heading of: `2. Input Parameters`, `2. 输入参数`."""
    return _section(text.strip().strip("*#").strip()) if len(text) < _LONGEST_HEADING else None


@lru_cache(maxsize=1024)
def _section(text: str) -> Section | None:
    number = _NUMBER.match(text)
    if number is None:
        return None
    words = text[number.end() :].strip()
    return next((each for each in Section if each.value.fullmatch(words)), None)


def is_data_types(text: str) -> bool:
    """Whether a line is the title of a page of data types."""
    return (
        len(text) < _LONGEST_HEADING
        and _DATA_TYPES.fullmatch(_NUMBER.sub("", text.strip(), 1)) is not None
    )


def column(text: str) -> Column | None:
    """What the column of a heading holds."""
    return _COLUMNS.get(text.strip().strip("*").strip().lower())


def columns(line: str) -> list[tuple[Column, int]]:
    """The columns of a table whose head became one line, each with where it stands in the line.

    There are none where the line is anything else.
    """
    found: list[tuple[Column, int]] = []
    if len(line) > _LONGEST_HEADING:
        return found
    at = len(line) - len(line.lstrip())
    while at < len(line.rstrip()):
        match = _HEADER.match(line, at)
        if match is None:
            return []
        found.append((_COLUMNS[match[0].lower()], at))
        at = match.end()
        space = len(line[at:]) - len(line[at:].lstrip())
        if not space and at < len(line):
            return []
        at += space
    kinds = {each for each, _ in found}
    whole = (
        bool(found)
        and found[-1][0] is Column.DESCRIPTION
        and (Column.CODE in kinds or {Column.NAME, Column.TYPE} <= kinds)
    )
    return found if whole and len(kinds) == len(found) else []


def answer(text: str) -> bool | None:
    """Whether a parameter is required; None where a cell says something else."""
    return _ANSWERS.get(text.strip().lower())


def canonical_type(text: str) -> str | None:
    """A type as specs spell it; None where a cell holds none."""
    words = " ".join(text.split())
    arrays = 0
    while words.startswith(_ARRAY):
        words, arrays = words.removeprefix(_ARRAY), arrays + 1
    if words not in TYPE_WORDS and not (NAME.fullmatch(words) and words != "Array"):
        return None
    # A word that is a type's but for its case is no struct.
    if words not in TYPE_WORDS and words.lower() in {word.lower() for word in TYPE_WORDS}:
        return None
    return _ARRAY * arrays + words


def leading_type(text: str) -> tuple[str, str] | None:
    """The type that a text begins with, and the rest of it: `Array of String`, `The names.`."""
    match = _TYPE.match(text)
    if match is None or (found := canonical_type(match[0])) is None:
        return None
    return found, text[match.end() :].strip()


_TYPE = re.compile(r"(?:Array of )*(?:Timestamp ISO8601|[A-Za-z][A-Za-z0-9_]*)(?=\s|$)")


def rate_limit(line: str) -> tuple[int | None, str]:
    """The requests per second that a line states, and the line without that sentence."""
    for pattern in _RATES:
        if match := pattern.search(line):
            rest = (line[: match.start()] + line[match.end() :]).strip()
            return int(match[1].replace(",", "")), rest
    return None, line


def is_boilerplate(line: str) -> bool:
    """Whether a line belongs to the template of all pages."""
    return _BOILERPLATE.fullmatch(line.strip()) is not None


def is_footer(line: str) -> bool:
    """Whether a line begins what stands below the page itself."""
    return _FOOTER.fullmatch(line.strip()) is not None


def lists(columns: Sequence[Column | None]) -> Column | None:
    """What the rows of a table with these columns are: parameters (NAME) or error codes (CODE)."""
    if Column.CODE in columns:
        return Column.CODE
    return Column.NAME if {Column.NAME, Column.TYPE} <= set(columns) else None
