"""The rows of a table that was copied as text, told from lines that go on with a description.

A row begins with a name, which is one word; `Yes` or `No` and a type follow, in the order of the
table's head.  What comes after them, and every line up to the next row, is the description.  A
table that does not say what is required leaves some lines in doubt, and each of those is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ...build import TYPE_WORDS
from . import rules, vocabulary
from .blocks import Cell, Page
from .vocabulary import Column

_WORD = re.compile(r"\S+")
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.N)?")
#: A code such as `FailedOperation` or `InvalidParameterValue.SessionId`, unlike any first word of
#: a sentence.
_CODE = re.compile(
    r"[A-Z][a-z0-9]+[A-Z][A-Za-z0-9_]*(\.[A-Za-z0-9_]*)*|[A-Z]\w*(\.[A-Z][A-Za-z0-9_]*)+"
)

#: As pages write it; a sentence can begin with `If no`.
_ANSWERS = frozenset({"Yes", "No", "是", "否"})
_TYPE_WORDS = frozenset(word.lower() for word in TYPE_WORDS)

_Row = list[Cell]


class Rows:
    """Reads the rows below one head."""

    def __init__(
        self, page: Page, columns: Sequence[Column], known: Collection[str], tabbed: bool
    ) -> None:
        self.page = page
        self.columns = columns
        self.known = known
        self.tabbed = tabbed
        self.answered = Column.REQUIRED in columns
        """Whether the rows do say what is required."""
        self.rows: list[_Row] = []

    def read(
        self, lines: Sequence[str], start: int, end: int
    ) -> tuple[list[tuple[Cell, ...]], int]:
        """The rows among some lines, and where what comes behind them begins."""
        if self.answered and not self.tabbed:
            # The marks of a column may be lost altogether, but never those of some rows.
            self.answered = any(
                self.with_answer(lines[at], at) is not None for at in range(start, end)
            )
        texts: list[list[str]] = []
        at = start
        while at < end:
            line = lines[at]
            if not line.strip() and self.is_end(lines, at, end):
                break
            if row := self.row(line, at):
                self.rows.append(row)
                texts.append([row[-1].text])
            elif texts:
                texts[-1].append(line.strip())
            elif line.strip():
                cell = Cell(line.strip(), at + 1)
                message = "this line is no row of the table whose head is above it"
                help = "it is left out; see what it should say"
                self.page.report(rules.UNREADABLE_ROW, cell, message, help)
            at += 1
        whole = [
            (*row[:-1], Cell("\n".join(text).strip(), row[-1].line, row[-1].column))
            for row, text in zip(self.rows, texts, strict=True)
        ]
        return whole, at

    def is_end(self, lines: Sequence[str], at: int, end: int) -> bool:
        """Whether a table of error codes ends at an empty line: its texts have no paragraphs."""
        if Column.CODE not in self.columns or not self.rows or not lines[at - 1].strip():
            return False
        later = next((n for n in range(at, end) if lines[n].strip()), None)
        return later is not None and self.row(lines[later], later) is None

    def row(self, line: str, at: int) -> _Row | None:
        """The cells of a line, if it is a row."""
        if self.tabbed:
            return self.with_tabs(line, at)
        if Column.CODE in self.columns:
            return self.with_code(line, at)
        if not self.answered:
            return self.without_answer(line, at)
        row = self.with_answer(line, at)
        if row is None and self.rows and self.is_certain(line):
            message = "this may be a row that lacks its Yes or No; it is taken for text of"
            self.doubt(line, at, f"{message} `{self.rows[-1][0].text}`")
        return row

    # With tabs -------------------------------------------------------------------------------

    def with_tabs(self, line: str, at: int) -> _Row | None:
        parts = line.split("\t")
        name = parts[0].strip()
        pattern = _FIELD
        if Column.CODE in self.columns:
            # A code alone may have lost the tab behind it; any other word has not.
            pattern = vocabulary.ERROR_CODE if len(parts) > 1 else _CODE
        if len(parts) < len(self.columns) - 1 or not pattern.fullmatch(name):
            return None
        cells: _Row = []
        column = 1
        for part in parts:
            cells.append(Cell(part.strip(), at + 1, column + len(part) - len(part.lstrip())))
            column += len(part) + 1
        if Column.REQUIRED in self.columns and len(cells) < len(self.columns):
            place = self.columns.index(Column.REQUIRED)
            if vocabulary.answer(cells[place].text) is None:
                cells.insert(place, Cell("", at + 1, cells[place].column))
        while len(cells) < len(self.columns):
            cells.append(Cell("", at + 1, len(line) + 1))
        rest = cells[len(self.columns) - 1 :]
        text = " ".join(cell.text for cell in rest).strip()
        return [*cells[: len(self.columns) - 1], Cell(text, at + 1, rest[0].column)]

    # With spaces -----------------------------------------------------------------------------

    def with_code(self, line: str, at: int) -> _Row | None:
        words = _Words(line, at)
        code = words.take()
        if code is None or not vocabulary.ERROR_CODE.fullmatch(code.text):
            return None
        if self.rows and not _CODE.fullmatch(code.text):
            if code.text[0].isupper() and code.text.isalpha() and len(code.text) > 1:
                message = f"this is taken for text of `{self.rows[-1][0].text}`"
                self.doubt(line, at, f"{message}, not for the error code `{code.text}`")
            return None
        return [code, words.rest()]

    def with_answer(self, line: str, at: int) -> _Row | None:
        """A row that says whether the parameter is required; what else is wrong is for later."""
        words = _Words(line, at)
        cells: _Row = []
        for column in self.columns[:-1]:
            cell = (words.type() if column is Column.TYPE else None) or words.take()
            if cell is None:
                return None
            if column is Column.NAME and not _FIELD.fullmatch(cell.text):
                return None
            if column is Column.REQUIRED and cell.text not in _ANSWERS:
                return None
            cells.append(cell)
        return [*cells, words.rest()]

    def without_answer(self, line: str, at: int) -> _Row | None:
        """A row of a table in which nothing is required, or nothing says so."""
        words = _Words(line, at)
        name = words.take()
        kind = words.type()
        if name is None or not _FIELD.fullmatch(name.text):
            return None
        if kind is None:
            kind = words.take()
            if kind is None or kind.text.lower() not in _TYPE_WORDS:
                return None
            if self.rows:
                text_of = self.rows[-1][0].text
                self.doubt(line, at, f"this is taken for text of `{text_of}`, not for a row")
                return None
        elif self.rows and not self.is_certain(line):
            shown = f"`{name.text}` of type `{kind.text}`"
            if not name.text[0].isupper() or not kind.text[0].isupper():
                return None
            field = any(kind.text == row[0].text for row in self.rows)
            if field or not re.search(r"[a-z][A-Z]", kind.text):
                # Prose speaks of other fields by their names: `When TaskType is ...`.
                text_of = self.rows[-1][0].text
                self.doubt(line, at, f"this is taken for text of `{text_of}`, not for {shown}")
                return None
            self.doubt(line, at, f"this is taken for {shown}, not for text of the row above")
        cells = {Column.NAME: name, Column.TYPE: kind, Column.DESCRIPTION: words.rest()}
        nothing = Cell("", at + 1, kind.column)
        return [cells.get(column, nothing) for column in self.columns]

    def is_certain(self, line: str) -> bool:
        """Whether a line begins with a name and with what can only be its type."""
        words = _Words(line, 0)
        name, kind = words.take(), words.type()
        if name is None or kind is None or not _FIELD.fullmatch(name.text):
            return False
        leaf = kind.text.rpartition("Array of ")[2]
        return (
            kind.text in TYPE_WORDS
            or leaf != kind.text
            or kind.text in self.known
            or kind.text == name.text
        )

    def doubt(self, line: str, at: int, message: str) -> None:
        cell = Cell(line, at + 1, len(line) - len(line.lstrip()) + 1)
        help = "see whether that is right, or save the page as HTML"
        self.page.report(rules.UNDECIDED_LINE, cell, message, help)


class _Words:
    """Takes a line apart from its beginning."""

    def __init__(self, line: str, at: int) -> None:
        self.line = line
        self.number = at + 1
        self.at = len(line) - len(line.lstrip())

    def take(self) -> Cell | None:
        """The next word."""
        match = _WORD.match(self.line, self.at)
        return self._taken(match[0]) if match else None

    def type(self) -> Cell | None:
        """The type that comes next, if there is one."""
        found = vocabulary.leading_type(self.line[self.at :])
        return self._taken(found[0]) if found else None

    def rest(self) -> Cell:
        """What is left of the line."""
        return Cell(self.line[self.at :].strip(), self.number, self.at + 1)

    def _taken(self, text: str) -> Cell:
        cell = Cell(text, self.number, self.at + 1)
        self.at += len(text)
        while self.at < len(self.line) and self.line[self.at].isspace():
            self.at += 1
        return cell
