"""Tables of a page to fields and to error codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...build import TYPE_WORDS
from ...source import DataPath
from ...suggest import did_you_mean
from . import described, rules, vocabulary
from .blocks import Block, Cell, Page, Table, tidied
from .facts import Facts
from .vocabulary import Column

#: A row by its columns.
Row = dict[Column, Cell]


def find(blocks: Sequence[Block], wanted: Column) -> Table | None:
    """The first table whose rows are fields (NAME) or error codes (CODE)."""
    for block in blocks:
        if isinstance(block, Table):
            heads = [vocabulary.column(cell.text) for cell in block.header]
            if vocabulary.lists(heads) is wanted:
                return block
    return None


def rows(page: Page, table: Table) -> list[Row]:
    """The rows of a table; one with too few or too many cells is told of and left out."""
    columns = table.header
    found: list[Row] = []
    for cells in table.rows:
        if len(cells) != len(columns):
            number = "one cell" if len(cells) == 1 else f"{len(cells)} cells"
            message = f"this row has {number}, and the head of the table {len(columns)}"
            help = "it is left out; see what it should say"
            page.report(rules.UNREADABLE_ROW, cells[0] if cells else table, message, help)
            continue
        found.append(by_column(table, cells))
    return found


def by_column(table: Table, cells: Sequence[Cell]) -> Row:
    """The cells of a row by what the head of the table says of their columns."""
    columns = zip(_columns(table), cells, strict=False)
    return {column: cell for column, cell in columns if column is not None}


def fields(
    page: Page,
    facts: Facts,
    table: Table,
    path: DataPath,
    common: Callable[[str, Row], bool] = lambda name, row: False,
) -> dict[str, Any]:
    """The fields that a table lists; what is `common` to all tables is not among them."""
    found: dict[str, Any] = {}
    before = len(page.problems)
    for row in rows(page, table):
        name = row[Column.NAME].text.strip("`* ")
        if common(name, row):
            continue
        field = _field(page, name, row, Column.REQUIRED in _columns(table))
        if field is None:
            continue
        name = name.removesuffix(".N")
        if name in found:
            first = facts.places[(*path, name)].line
            message = f"`{name}` has a row already, on line {first}"
            page.report(rules.REPEATED_ROW, row[Column.NAME], message, "see which of them is right")
            continue
        found[name] = field
        for key, column in (("type", Column.TYPE), ("required", Column.REQUIRED)):
            if column in row:
                facts.places[(*path, name, key)] = page.at(row[column])
        facts.places[(*path, name)] = page.at(row[Column.NAME])
    facts.places[path] = page.at(table)
    if len(page.problems) == before:
        facts.listed[path] = page.at(table)
    return found


def _columns(table: Table) -> list[Column | None]:
    return [vocabulary.column(cell.text) for cell in table.header]


def _field(page: Page, name: str, row: Row, answered: bool) -> dict[str, Any] | None:
    cell, kind = row[Column.NAME], row[Column.TYPE]
    if not vocabulary.NAME.fullmatch(name.removesuffix(".N")):
        said = f"`{name}` is no name of a parameter" if name else "this row has no name"
        page.report(rules.UNREADABLE_ROW, cell, said, "see what it should be; it is left out")
        return None
    spelt = vocabulary.canonical_type(kind.text.strip("`* "))
    if spelt is None:
        help = did_you_mean(kind.text, TYPE_WORDS, "see what it should be; it is left out")
        said = f"`{kind.text}` is no type" if kind.text else "there is no type"
        page.report(rules.UNREADABLE_ROW, kind, f"`{name}`: {said}", help)
        return None
    field: dict[str, Any] = {"type": spelt}
    if answered:
        required = vocabulary.answer(row[Column.REQUIRED].text)
        if required is None:
            message = f"nothing says whether `{name}` is required"
            help = "write Yes or No into its row, or save the page as HTML"
            page.report(rules.NO_ANSWER, cell, message, help)
        else:
            field["required"] = required
    if Column.DESCRIPTION in row:
        field |= described.of_field(tidied(row[Column.DESCRIPTION].text), spelt)
    return field


def errors(page: Page, facts: Facts, table: Table) -> dict[str, str]:
    """The error codes that a table lists, with what they mean."""
    found: dict[str, str] = {}
    for row in rows(page, table):
        code = row[Column.CODE].text.strip("`* ")
        if not vocabulary.ERROR_CODE.fullmatch(code):
            message = f"`{code}` is no error code" if code else "this row has no error code"
            page.report(rules.UNREADABLE_ROW, row[Column.CODE], message, "it is left out")
        elif code in found:
            message = f"`{code}` has a row already"
            page.report(rules.REPEATED_ROW, row[Column.CODE], message, "see which of them is right")
        else:
            text = row[Column.DESCRIPTION].text if Column.DESCRIPTION in row else ""
            found[code] = described.clean(text) if text else ""
            facts.places["errors", code] = page.at(row[Column.CODE])
    return found
