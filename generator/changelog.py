"""Putting an entry into a changelog, a Markdown file that people write.

What stands there stays, to the byte.  An entry goes to the top of the section that is called
`Unreleased`; where there is none, below the title of the page; where there is no title, to the top.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_UNRELEASED = re.compile(r"\bunreleased\b", re.IGNORECASE)
#: What an empty file begins with.
_NEW = "# Changelog\n\n## Unreleased\n"
#: Lines as readers of Markdown count them.
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    first: int
    """The line that it begins in."""
    after: int
    """The line after it."""


def insert(text: str, make: Callable[[int], str]) -> str:
    """A changelog with an entry more, unless it has the same one already.

    Args:
        text: The changelog; empty for a new one.
        make: Makes the entry, given the level that its headings begin with.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    if not text.strip():
        text = _NEW
    level, at = _place(text)
    ending = "\r\n" if "\r\n" in text else "\n"
    entry = make(level).strip("\n")
    if _plain(entry) in _plain(text):
        return mark + text
    lines = _LINES.findall(text)
    before, after = "".join(lines[:at]), "".join(lines[at:])
    if before and not before.endswith(("\n", "\r")):
        before += ending
    if lines[:at] and lines[at - 1].strip():
        before += ending
    if after and lines[at].strip():
        after = ending + after
    return mark + before + entry.replace("\n", ending) + ending + after


def _plain(text: str) -> str:
    """A text whatever ends its lines, and whatever the levels of its headings."""
    return re.sub(r"^#+ ", "", re.sub(r"\r\n?", "\n", text), flags=re.MULTILINE)


def _place(text: str) -> tuple[int, int]:
    """The level of an entry's headings, and the line before which it goes."""
    headings = _headings(text)
    for heading in headings:
        if _UNRELEASED.search(heading.title):
            return heading.level + 1, heading.after
    if not headings:
        return 2, 0
    first = headings[0]
    if any(heading.level <= first.level for heading in headings[1:]):
        return first.level, first.first  # it is no title, but an entry like those that follow
    below = headings[1].first if len(headings) > 1 else len(_LINES.findall(text))
    return first.level + 1, below


def _headings(text: str) -> list[_Heading]:
    """The headings of a page; what stands in code, quotes and lists is none."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    return [
        _Heading(int(token.tag[1:]), tokens[index + 1].content, token.map[0], token.map[1])
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map is not None
    ]
