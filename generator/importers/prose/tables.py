"""Tables of HTML as tables of pipes."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: A cell that spans more than this is a mistake.
_WIDEST = 64
_PIPE = re.compile(r"\\.|\|")
_ENDS = frozenset(".,;:!?。，；：！？、(（|")


class Table:
    """A table that is being read; what it holds are lines of Markdown."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        #: For each column, in how many further rows the cell above goes on.
        self._spans: dict[int, int] = {}
        self._open = False
        """Whether text belongs to the last cell."""
        self._width = self._height = 1

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag within the table: a row or a cell begins; others only part text."""
        if name == "tr":
            self._begin_row()
        elif name in ("td", "th"):
            if not self._rows:
                self._begin_row()
            self._begin_cell(_count(attributes.get("colspan")), _count(attributes.get("rowspan")))

    def close(self, name: str) -> None:
        """A closing tag within the table."""
        if name in ("tr", "td", "th"):
            self._open = False

    def add(self, line: str) -> None:
        """Text of the cell, or of a cell of its own."""
        line = line.strip()
        if not line:
            return
        if not self._open:
            if not self._rows:
                self._begin_row()
            self._begin_cell(1, 1)
        cell = self._rows[-1][-self._width]
        parted = " " if cell[-1:] in _ENDS else "; "
        self._rows[-1][-self._width] = f"{cell}{parted if cell else ''}{line}"

    def lines(self) -> list[str]:
        """The rows, the first one as the heads of the columns."""
        rows = [[_PIPE.sub(_escaped, cell) for cell in row] for row in self._rows if any(row)]
        if not rows:
            return []
        width = max(map(len, rows))
        rows = [row + [""] * (width - len(row)) for row in rows]
        rows.insert(1, ["---"] * width)
        return [f"| {' | '.join(row)} |" for row in rows]

    def _begin_row(self) -> None:
        self._rows.append([])
        self._open = False

    def _begin_cell(self, width: int, height: int) -> None:
        row = self._rows[-1]
        while (over := self._spans.get(len(row), 0)) > 0:
            self._spans[len(row)] = over - 1
            row.append("")
        if height > 1:
            for column in range(len(row), len(row) + width):
                self._spans[column] = height - 1
        row += [""] * width
        self._width = width
        self._open = True


def _count(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and re.fullmatch("[1-9][0-9]{0,3}", text) else 1


def _escaped(match: re.Match[str]) -> str:
    return "\\|" if match[0] == "|" else match[0]
