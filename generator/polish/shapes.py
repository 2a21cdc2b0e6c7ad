"""Statements to shapes: what two of them have in common if Black lays them out alike.

Black decides on a statement by the kinds of its tokens and by lengths: it puts runs of tokens into
lines, and asks whether a line fits.  A run begins and ends where the statement can be split: at a
bracket, behind a comma, around an operator or a keyword.  So two statements have one shape if

* their tokens are of the same kinds in the same order, with the same white space between them.  A
  name, a plain number or a plain text counts as one, whatever it says; keywords, operators and
  fractions count as themselves;
* each run of tokens that could become a line fits into it in both or in neither, with a margin
  for what Black puts beside it.  Where the statement as a whole is a line and fits, it is not
  split, and no length matters.

In a bracket that is opened up, with a line for each item and a comma behind the last, each item
is laid out by itself, so that a third item of one shape changes nothing.

This argument is made for what templates print: names, plain literals, calls, subscripts,
collections, unions, signatures and imports.  A statement with any other token has no shape but its
own text, for Black to judge.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from .statements import Unclear

#: Black's line length, which all output keeps to.
_WIDTH: Final = 88

#: Longer than any line, and than what could be added to make one.
_BEYOND: Final = 3 * _WIDTH

#: Names that Black could take for keywords.
_LIKE_WORDS: Final = frozenset([*keyword.softkwlist, "print", "exec"])
#: Words that count as themselves.
WORDS: Final = _LIKE_WORDS.union(keyword.kwlist)
#: Those of them that the argument is made for, and those only at the head of a statement.
_COVERED: Final = frozenset(
    ["None", "True", "False", "def", "class", "from", "import", "as", "return", "await", "async"]
)
_AT_HEAD: Final = frozenset(["if", "else"])
_OPERATORS: Final = frozenset(["=", ":", ".", "..", "...", "->", "|", "*", "-", "@"])

_TOKEN: Final = re.compile(
    r"""
      (?P<name>[A-Za-z_][A-Za-z0-9_]*)(?!["'])
    | (?P<space>\n[ ]*|[ ]+)
    | (?P<text>"[ !#-\[\]-~]*"(?!["'\w]))
    | (?P<comma>,)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<operator>[-+*/%@&|^~<>=!:.]+)
    | (?P<number>(?:0|[1-9][0-9]*)(?![\w.]))
    | (?P<decimal>[0-9]+\.[0-9]+(?![\w.]))
    | (?P<other>"(?:[^"\\\n]|\\.)*"(?!["'\w])|'(?:[^'\\\n]|\\.)*'(?!["'\w])|[0-9][\w.]*)
    """,
    re.VERBOSE,
)
#: What a token is in a shape, where it does not count as itself.
_PLAIN: Final = {"name": "a", "text": '"', "number": "0"}


def shape(text: str, depth: int) -> tuple[str, str] | tuple[()]:
    """The shape of a statement, and a statement of this shape that is no longer than it has to be.

    Nothing where the argument is not made for all of its tokens, so that it stands for itself.

    Args:
        text: With its indentation and its last line break.
        depth: Of the indentation.

    Raises:
        Unclear: Where its tokens cannot be told, or are not one whole logical line.
    """
    reader = _Reader(text, depth)
    key, _ = reader.bracket(0)
    if reader.at != reader.end:
        raise Unclear
    if reader.covered and text.isascii():
        return f"{depth} {key}", reader.shortened()
    return ()


def fits(text: str) -> bool:
    """Whether a statement is a single line that fits."""
    return len(text) <= _WIDTH + 1 and text.find("\n") == len(text) - 1


@dataclass(slots=True)
class _Item:
    """What stands between two commas of a bracket."""

    shape: list[str] = field(default_factory=list)
    splits: list[int] = field(default_factory=lambda: [0])
    """Where a line could begin or end, as lengths from the item's begin, in one line."""
    end: int = 0
    """Where it ends in the text, its comma included."""


class _Reader:
    """Reads one statement, bracket by bracket."""

    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.depth = depth
        self.start = self.at = 4 * depth
        self.end = len(text) - 1
        self.covered = True
        self.fits = fits(text)
        self.dots = not text.startswith("from ", self.at)
        self.dropped: list[tuple[int, int]] = []

    def bracket(self, level: int) -> tuple[str, int]:
        """The key of what stands up to the end of a bracket, and its length in one line."""
        items: list[_Item] = []
        item = _Item()
        shape, splits = item.shape, item.splits
        begin = self.at
        length = position = 0
        while match := _TOKEN.match(self.text, self.at, self.end):
            kind, value = match.lastgroup, match[0]
            if kind == "close":
                break
            self.at = match.end()
            if kind in _PLAIN and value not in WORDS:
                shape.append(_PLAIN[kind])
                position += len(value)
            elif kind == "space":
                shape.append(value)
                position += 0 if value[0] == "\n" else len(value)
            elif kind == "open":
                key, inner = self.bracket(level + 1)
                closing = self.text[self.at : self.at + 1]
                if self.at >= self.end or value + closing not in ("()", "[]", "{}"):
                    raise Unclear
                self.at += 1
                shape += (value, key, closing)
                within = position + 1
                position += inner + 2
                splits += (within - 1, within, within + inner, position)
            elif kind == "comma":
                splits.append(position + 1)
                item.end = self.at
                items.append(item)
                length += position + 2
                item = _Item()
                shape, splits = item.shape, item.splits
                position = 0
            else:
                self.covered &= kind == "decimal" or self.covers(value, match.start())
                shape.append(value)
                if self.dots or value != ".":
                    splits += (position, position + len(value))
                position += len(value)
        if self.at < self.end and (match is None or level == 0):
            raise Unclear
        splits.append(position)
        length += position
        return self.key([*items, item], begin, level, length), length

    def covers(self, value: str, position: int) -> bool:
        """Whether the argument is made for a word or an operator."""
        at_head = position == self.start and value in _AT_HEAD
        return at_head or value in _COVERED or value in _LIKE_WORDS or value in _OPERATORS

    def key(self, items: list[_Item], begin: int, level: int, length: int) -> str:
        """The key of items, the first of which begins at a place in the text."""
        limits = [] if self.fits else _limits(self.depth + level)
        keys = []
        for item in items:
            if limits and item.splits[-1] > limits[0]:
                splits = sorted(set(item.splits))
                item.shape += [
                    f"<{bisect_left(limits, end - start)}"
                    for index, start in enumerate(splits)
                    for end in splits[index + 1 :]
                ]
            keys.append("".join(item.shape))
        if level and _is_opened_up(items):
            keys = self.without_repeats(items, keys, begin)
        return f"{bisect_left(limits, length)},".join(keys)

    def without_repeats(self, items: list[_Item], keys: list[str], begin: int) -> list[str]:
        """The keys without what is there twice already."""
        seen = dict.fromkeys(keys, 0)
        kept: list[str] = []
        length = 0
        for item, key in zip(items, keys, strict=True):
            seen[key] += 1
            if seen[key] <= 2:
                kept.append(key)
            elif length > _BEYOND:
                self.dropped.append((begin, item.end))
                begin = item.end
                continue
            length += item.splits[-1]
            begin = item.end
        return kept

    def shortened(self) -> str:
        """The text without repeated items, but for so many that nothing with them fits a line."""
        parts = []
        end = 0
        for start, stop in sorted(self.dropped):
            parts.append(self.text[end:start])
            end = max(end, stop)
        return "".join([*parts, self.text[end:]])


def _is_opened_up(items: list[_Item]) -> bool:
    """Whether each item has a line, and a comma follows the last."""
    *before, last = items
    return (
        bool(before)
        and len(last.shape) == 1
        and all(item.shape and item.shape[0][0] == "\n" for item in items)
    )


@cache
def _limits(depth: int) -> list[int]:
    """The lengths at which Black may change its mind on a run that is indented to a depth.

    It may be indented once more, in parentheses that are not there; it may come to stand beside a
    bracket, a comma, a space.
    """
    limits = (_WIDTH - 4 * depth, _WIDTH - 4 * (depth + 1))
    return sorted(limit + beside for limit in limits for beside in range(-2, 2))
