"""Replies as tables, for people; rich draws them."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple, TypeGuard

from .members import Misused
from .plain import is_array, is_object
from .printing import visible
from .wrapping import columns

#: Columns of a table that nobody watches: it is as wide as it has to be.
_WIDEST = 10_000
#: Columns that a terminal has left for what is longer than that.
_NARROWEST = 12


class Table(NamedTuple):
    """One table."""

    title: str
    columns: Sequence[str]
    """Their names; none where rows say themselves what they are."""
    rows: Sequence[Sequence[str]]


def check() -> None:
    """Raises Misused where tables cannot be drawn."""
    if find_spec("rich") is None:
        raise Misused("--output table", "it needs rich: pip install rich")


def draw(data: object) -> str:
    """The tables of a reply: its own values first, then a table for each list of objects."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDEST
    target = io.StringIO()
    console = Console(file=target, width=width, color_system=None, legacy_windows=False)
    for table in _fitting(tables(data, ""), width):
        drawn = Drawn(
            box=box.SQUARE if _is_unicode() else box.ASCII,
            show_header=bool(table.columns),
        )
        for column in table.columns or [""] * max(map(len, table.rows), default=0):
            drawn.add_column(Text(visible(column)), overflow="fold")
        for row in table.rows:
            drawn.add_row(*(Text(visible(cell)) for cell in row))
        if table.title:
            console.print(Text(visible(table.title)))
        console.print(drawn)
    return target.getvalue()


def tables(data: object, title: str) -> Iterator[Table]:
    """What there is to draw.  Members of objects in objects have dotted names."""
    if is_object(data):
        flat = dict(_flat(data, ""))
        if values := [(k, _cell(v)) for k, v in flat.items() if not _is_table(v)]:
            yield Table(title, (), values)
        for name, value in flat.items():
            if _is_table(value):
                yield from tables(value, f"{title}.{name}" if title else name)
    elif _is_table(data):
        yield from _of_objects(data, title)
    elif is_array(data) and data and all(is_array(value) for value in data):
        yield Table(title, (), [[*map(_cell, value)] for value in data])
    else:
        rows = [[_cell(value)] for value in (data if is_array(data) else [data])]
        yield Table(title, (title or "value",), rows)


def _fitting(found: Iterable[Table], width: int) -> Iterator[Table]:
    """Rows that are too wide to be read beside each other become tables of names and values."""
    for table in found:
        cells = zip(table.columns, *table.rows, strict=False)
        widths = (min(max(map(columns, each)), _NARROWEST) + 3 for each in cells)
        if sum(widths) < width:
            yield table
            continue
        for number, row in enumerate(table.rows):
            named = [*zip(table.columns, row, strict=True)]
            yield Table(f"{table.title}[{number}]", (), named)


def _of_objects(data: Sequence[object], title: str) -> Iterator[Table]:
    """One table with a row for each, and below it those of the lists in them."""
    rows = [dict(_flat(item if is_object(item) else {"": item}, "")) for item in data]
    names = list(dict.fromkeys(name for row in rows for name in row))
    inner = [name for name in names if any(_is_table(r.get(name)) for r in rows)]
    shown = [name for name in names if name not in inner]
    yield Table(title, shown, [[_cell(row.get(n, "")) for n in shown] for row in rows])
    for number, row in enumerate(rows):
        for name in inner:
            if _is_table(value := row.get(name)):
                yield from tables(value, f"{title}[{number}].{name}")


def _flat(data: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if is_object(value) and value:
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _is_table(value: object) -> TypeGuard[list[Any]]:
    """Whether it is a list with objects in it."""
    return is_array(value) and any(is_object(item) for item in value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_array(value):
        return ", ".join(map(_cell, value))
    return str(value)


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
