"""Lines of Markdown put in order, so that every reader sees what the writer of the prose meant.

Prose is written for pages on which a line break shows.  Markdown joins lines, makes headings of
lines above dashes, and takes what follows an item for a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .tokens import parted

_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?:\s+|$)")
_BULLET = re.compile(r"\A[•●·▪■◦‣]\s*(?=[^\s•●·▪■◦‣])")
#: `-Word`: a dash that lacks its space.
_DASH = re.compile(r"\A-(?=[^\W\d_]|[`\"\[*_])")
_NUMBER = re.compile(r"\A([0-9]{1,2})、\s*(?=[^\s0-9])")
_RULE = re.compile(r"([-*_])(?:\s*\1){2,}$")
_UNDERLINE = re.compile(r"-+$|=+$")
_DELIMITER = re.compile(r"[|:\s-]*-[|:\s-]*$")
_HEADING = re.compile(r"#{1,6}(?=\s|$)")
_DEFINITION = re.compile(r"((?:>\s?|[-*+]\s+|[0-9]{1,9}[.)]\s+)*)(?=\[[^\[\]]*\]:)")
#: `> 5` compares.
_COMPARISON = re.compile(r">\s*(?=[=0-9])")
_VALUE = re.compile(
    r"""
    (?:(?P<word>-?[A-Za-z0-9][\w.+/-]{0,40}+)|`[^`\n]{1,60}+`|\*\*[^*\n]{1,60}+\*\*)
    (?:\s?[（(][^()（）\n]{1,20}[)）])?\s?(?:[:：=](?!//)|\ [-–—]\ )\s*\S
    | "?(?P<alone>-?[A-Za-z0-9][\w.+/-]{0,40}+)"?[.;。；]?$
    """,
    re.VERBOSE,
)
#: What stands before a colon and is no value.
_WORDS = (
    "note notes example examples default unit units type types required remark remarks format tip"
    " tips warning important caution sample samples value values range length http https"
)
_LABELS = frozenset(_WORDS.split())


def finished(text: str) -> str:
    """The text with its lines in order."""
    if "\n" not in text:
        return _alone(text)
    lines = _Lines()
    for is_fence, part in parted(text):
        if is_fence:
            lines.add_fence(part.split("\n"))
        elif part:
            for line, is_value in _with_values(part.split("\n")):
                lines.add(line, is_value)
    return _without_crumbs("\n".join(lines.result()))


def is_item(line: str) -> bool:
    """Whether a line begins an item of a list."""
    return _ITEM.match(line.lstrip(" ")) is not None


def safe_head(line: str, whole: bool) -> str:
    """A line that begins no heading and no quote; with `whole`, nothing at all."""
    head = line[:1]
    if head in "#>":
        return f"\\{line}" if head == ">" or _HEADING.match(line) else line
    if not whole:
        return line
    item = _ITEM.match(line)
    if item is not None:
        at = 0 if not head.isdigit() else len(item[0].rstrip()) - 1
        return f"{line[:at]}\\{line[at:]}"
    return f"\\{line}" if _RULE.match(line) or _UNDERLINE.match(line) else line


def _alone(text: str) -> str:
    return _without_crumbs(_without_surprise(text.strip()))


def _without_crumbs(text: str) -> str:
    """Without the lone backslash or quote at the end that some prose trails."""
    while True:
        escapes = (len(text) - len(text.rstrip("\\"))) % 2 == 1
        quotes = text.endswith('"') and text.count('"') == 1 and not text[-2:-1].isdigit()
        if not escapes and not quotes:
            return text
        text = text[:-1].rstrip()


def _without_surprise(body: str) -> str:
    """A line that means itself, without its indentation."""
    if body.startswith(">") and _COMPARISON.match(body):
        return f"\\{body}"
    if "]:" in body and (found := _DEFINITION.match(body)) is not None:
        # Markdown would take it for the target of a link somewhere, and show nothing.
        return f"{found[1]}\\{body[found.end():]}"
    return body


def _with_values(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it explains a value next to another one that does."""
    values = [_is_value(line) for line in lines]
    for at, line in enumerate(lines):
        beside = (at > 0 and values[at - 1]) or (at + 1 < len(lines) and values[at + 1])
        yield line, values[at] and beside


def _is_value(line: str) -> bool:
    found = _VALUE.match(line.strip())
    if found is None or line.rstrip().endswith((",", "{", "[", "|")):
        return False
    return (found["word"] or found["alone"] or "").lower() not in _LABELS


class _Lines:
    """Takes lines one by one; knows which list they stand in."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._depths: list[int] = []
        """How far what belongs to each open item is indented."""
        self._quote = self._table = False

    def result(self) -> list[str]:
        while self._done and not self._done[-1]:
            self._done.pop()
        return self._done

    def add_fence(self, lines: list[str]) -> None:
        indent = len(lines[0]) - len(lines[0].lstrip(" "))
        self._leave(indent)
        surplus = indent - (self._depths[-1] if self._depths else 0)
        if not self._depths and 0 < surplus < 4:
            surplus = 0
        for line in lines:
            spare = len(line) - len(line.lstrip(" "))
            self._done.append(line[min(surplus, spare) :].rstrip())
        self._quote = self._table = False

    def add(self, line: str, is_value: bool) -> None:
        body = line.strip()
        if not body:
            self._blank()
            self._quote = self._table = False
            return
        indent = len(line) - len(line.lstrip(" "))
        body = _NUMBER.sub(r"\1. ", _DASH.sub("- ", _BULLET.sub("- ", body)))
        if is_value and not is_item(body):
            body = f"- {body}"
        body = _without_surprise(body)
        if _RULE.match(body) or (_UNDERLINE.match(body) and not is_item(body)):
            self._text(body, indent, apart=True)
        elif (item := _ITEM.match(body)) is not None:
            self._item(body, indent, len(item[0]) if item.end() < len(body) else 2)
        else:
            self._text(body, indent)

    def _blank(self) -> None:
        if self._done and self._done[-1]:
            self._done.append("")

    def _leave(self, indent: int) -> None:
        while self._depths and indent < self._depths[-1]:
            self._depths.pop()

    def _item(self, body: str, indent: int, width: int) -> None:
        inside = bool(self._depths)
        self._leave(indent)
        outer = self._depths[-1] if self._depths else 0
        if not inside:
            self._blank()
        if indent - outer > 3 or not self._depths:
            indent = outer
        self._done.append(" " * indent + body)
        self._depths.append(indent + (width if width < 6 else 2))
        self._quote = self._table = False

    def _text(self, body: str, indent: int, apart: bool = False) -> None:
        after_blank = not self._done or not self._done[-1]
        before = len(self._depths)
        self._leave(indent)
        if len(self._depths) < before and not after_blank:
            apart = True
        outer = self._depths[-1] if self._depths else 0
        is_quote = body.startswith(">")
        has_pipe = "|" in body
        if (self._quote and not is_quote) or (self._table and not has_pipe):
            apart = True
        if apart:
            self._blank()
            after_blank = True
        if after_blank:
            indent = outer
        self._table = has_pipe and (self._table or _DELIMITER.match(body) is not None)
        self._quote = is_quote
        self._done.append(" " * indent + body)
