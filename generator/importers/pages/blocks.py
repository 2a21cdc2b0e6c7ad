"""The neutral form of a page: what every reader gives, and all that the rest ever sees.

Text in it is plain, with two marks of Markdown that carry meaning: `- ` before the item of a list,
and backticks around code.  Lines and columns are those of the file, from 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...diagnostics import Diagnostic, Position, Rule


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of any level."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one or several lines."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as its line holds."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int
    column: int = 1


Block = Heading | Paragraph | Code | Table


@dataclass(slots=True)
class Page:
    """A page as it was read."""

    path: str
    """How diagnostics spell it."""
    blocks: list[Block]
    problems: list[Diagnostic] = field(default_factory=list)

    def at(self, place: Block | Cell) -> Position:
        """Where a part of it stands."""
        return Position(self.path, place.line, place.column)

    def report(self, rule: Rule, place: Block | Cell, message: str, help: str = "") -> None:
        """Notes what is wrong with a part of it."""
        self.problems.append(rule.at(self.at(place), message, help))


def first(blocks: Sequence[Block]) -> Block:
    """Where some blocks begin; a page without any begins where it begins."""
    return blocks[0] if blocks else Paragraph("", 0, 0)


def tidied(text: str) -> str:
    """Text without needless spaces and empty lines; the items of a list have none between them."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", text, flags=re.MULTILINE).strip()


def plain_indent(line: str) -> str:
    """A line of code with spaces where a browser indents with no-break spaces."""
    rest = line.lstrip(" \u00a0\t")
    return line[: len(line) - len(rest)].replace("\u00a0", " ") + rest
