"""Data as JSON that people can read and compare: a line for each thing that is said.

Whatever a spec holds, what leaves here is JSON that means it and hides nothing: what is not
printable (control and bidirectional characters, separators, zero-width ones) is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def dump(data: Any, opened: int) -> str:
    """The text of an object whose values, down to a depth, have lines of their own."""
    return "".join(_lines(data, opened, ""))


def _lines(data: Any, opened: int, pad: str) -> Iterator[str]:
    if not opened or not data or not isinstance(data, Mapping | list):
        text = json.dumps(data, ensure_ascii=False)
        yield text if text.isprintable() else "".join(map(_escaped, text))
        return
    inner = pad + "  "
    is_map = isinstance(data, Mapping)
    items = (
        [(f"{dump(str(name), 0)}: ", value) for name, value in data.items()]
        if isinstance(data, Mapping)
        else [("", value) for value in data]
    )
    yield "{" if is_map else "["
    for number, (head, value) in enumerate(items):
        yield f"{',' if number else ''}\n{inner}{head}"
        yield from _lines(value, opened - 1, inner)
    yield f"\n{pad}{'}' if is_map else ']'}"


def _escaped(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]
