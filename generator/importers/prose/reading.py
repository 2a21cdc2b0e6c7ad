"""What the readers of facts share: sentences, conditions, and values of a type.

A fact is only worth having if it is right: whatever is said under a condition, as an example, or
twice in different ways is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

Scalar = str | int | float | bool
#: The keys of `hints` that a reader found.
Found = dict[str, object]

_MARKS = re.compile(r"`|\*\*|\\(?=[!-/:-@\[-`{-~])")
_TARGET = re.compile(r"\]\([^()\s]{0,400}+\)")
_SENTENCE = re.compile(r"\n|(?<=[。；;！？])|(?<=[.!?])(?=\s)")

_NOT_GIVEN = r"""
    (?:(?:been\s)?(?:specified|set|passed(?:\sin)?|provided|filled(?:\sin)?|entered|configured|given
      |present|transmitted))
"""
#: Says only that the field itself is left out, which is when a default counts.
_LEFT_OUT = re.compile(
    rf"""
    \b(?:if|when)\s(?:(?:it|this|the|value|field|parameter|item|input)\s){{0,4}}?
    (?:is|are|was|has)?\s?
    (?:not\s{_NOT_GIVEN}|left\s(?:empty|blank|unspecified)|omitted|empty|unspecified|blank|unset)
  | \bif\snot\s{_NOT_GIVEN}
  | (?:如果|如|若|当)?(?:该|此|本)?(?:字段|参数|值)?(?:不|未|没有)
    (?:传入|传递|传|填写|填|指定|设置|配置|输入|选择|选|提供)
    (?:该|此|本)?(?:字段|参数|值)?(?:时|则|的话)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONDITION = re.compile(
    r"""
    \b(?:if|when|whenever|unless|where|otherwise|depend(?:s|ing)|except|in\scase|respectively
    |on\sthe\scondition|(?<!-)only(?!\ssupports?))\b
  | ^\W*for\s(?!example)
  | 如果|若|当(?!前|日|天|月)|仅|情况下|场景下|(?<![小实延及临计超定])时[，,：:]
  | (?<![规原法细准])则|除非|对于|(?<!永久)(?<!长期)有效[。；]?$|分别|取决于
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INSTANCE = re.compile(
    r"""
    e\.g|i\.e|\bexamples?\b|\bsamples?\b|\bsuch\sas\b
  | 示例|例如|比如|举例|样例|例[:：]|(?<!不)如(?![下果不])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s+")
#: What an item of a list may begin with to speak of the field itself.
_OF_THE_FIELD = re.compile(
    r"""
    \s*(?:[-*+]|[0-9]{1,9}[.)])\s+(?:the\s|this\s)?(?:[\w\ ]{0,20})?
    (?:default|range|unit|length|maximum|minimum|valid|value|up\sto|no\smore|cannot|must|supports?
    |默认|缺省|取值|范围|单位|长度|最大|最小|最多|最长|不超过|不能|支持|上限)
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: What stands below every third description.
_SAYS_NOTHING = re.compile(r"(?:note|注意)[:：][^\n]{0,20}(?:may return|可能返回)", re.IGNORECASE)
#: Longer sentences are data, and no pattern shall wander through them.
_LONGEST = 1000
_SPACES = re.compile(r"(?<=\S) {2,}+")
_DIGIT = re.compile(r"[0-9]")

_INTEGER = re.compile(r"-?[0-9]{1,19}")
_FLOAT = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,12})?")
_TRUTH = {"true": True, "false": False}


@dataclass(slots=True)
class Reading:
    """Prose about a value of a type; of an array, about its elements too."""

    text: str
    kind: str
    """`Integer`; of an array, the type of its elements."""
    is_array: bool
    unit: str = ""
    """The unit that the prose states, in its short form."""
    lines: list[str] = field(init=False)
    _sentences: list[str] | None = None
    _counts: list[str] | None = None

    def __post_init__(self) -> None:
        text = _SPACES.sub(" ", self.text)
        self.lines = [line for line in text.split("\n") if not _SAYS_NOTHING.match(line)]

    @property
    def is_number(self) -> bool:
        """Whether the value, or each element, is a number."""
        return self.kind in ("Integer", "Float")

    def drop(self, first: int, last: int) -> None:
        """Lines that have been understood, and are not to be read again."""
        self.lines[first:last] = [""] * (last - first)
        self._sentences = self._counts = None

    def sentences(self) -> list[str]:
        """What is said of the field itself, under conditions too: see `each`."""
        if self._sentences is None:
            kept = [line for line in self.lines if line and _is_of_the_field(line)]
            parts = _SENTENCE.split(plain("\n".join(kept)))
            self._sentences = [part for part in parts if len(part) <= _LONGEST]
        return self._sentences

    def counts(self) -> list[str]:
        """The sentences that hold a number."""
        if self._counts is None:
            self._counts = [part for part in self.sentences() if _DIGIT.search(part)]
        return self._counts

    def typed(self, text: str) -> Scalar | None:
        """A value as the type has it; None if it does not fit."""
        return typed(text, self.kind)


def typed(text: str, kind: str) -> Scalar | None:
    """A value as a type has it; None if it does not fit."""
    if kind == "String":
        return text or None
    if kind == "Integer":
        return int(text) if _INTEGER.fullmatch(text) else None
    if kind == "Float":
        if not _FLOAT.fullmatch(text):
            return None
        return float(text) if "." in text else int(text)
    if kind == "Boolean":
        return _TRUTH.get(text.lower())
    return None


def plain(text: str) -> str:
    """Markdown without marks and targets."""
    if "](" in text:
        text = _TARGET.sub("]", text)
    return _MARKS.sub("", text)


def is_conditional(sentence: str) -> bool:
    """Whether a sentence holds only sometimes."""
    if _CONDITION.search(sentence) is None:
        return False
    return _CONDITION.search(_LEFT_OUT.sub("", sentence)) is not None


def is_instance(before: str) -> bool:
    """Whether what follows these words is an example."""
    return _INSTANCE.search(before[-40:]) is not None


def agreed(found: Iterable[Found]) -> Found:
    """What all agree on; a key that two fill differently is left out."""
    result: Found = {}
    doubtful: set[str] = set()
    for one in found:
        for key, value in one.items():
            if result.setdefault(key, value) != value:
                doubtful.add(key)
    return {key: value for key, value in result.items() if key not in doubtful}


def needs_value(sentence: str) -> bool:
    """Whether a sentence speaks of the field even where it is left out."""
    return _LEFT_OUT.search(sentence) is None


def each(pattern: re.Pattern[str], sentences: Iterable[str]) -> Iterable[re.Match[str]]:
    """Every match that holds always, and is no example."""
    for sentence in sentences:
        for at, match in enumerate(pattern.finditer(sentence)):
            if at == 0 and is_conditional(sentence):
                break
            if not is_instance(sentence[: match.start()]):
                yield match


def _is_of_the_field(line: str) -> bool:
    return _ITEM.match(line) is None or _OF_THE_FIELD.match(line) is not None
