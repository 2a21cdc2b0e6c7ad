"""The versions of packages that a table wants, moved on with the specs that are made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import loading
from .definitions import recorded
from .table import TABLE, Definition, Table


def moved(table: Table, content: bytes, specs: Mapping[Path, Mapping[str, Any]]) -> bytes:
    """The table's file as these specs want it, all else untouched.

    Args:
        table: What it says so far.
        content: What it was read from.
        specs: What specs say now, by their files.
    """
    text = content.decode()
    spans: dict[tuple[int, int], str] = {}
    for one in table.specs:
        if isinstance(one, Definition):
            origin, _ = recorded(one, specs.get((one.folder / loading.API).resolve(), {}))
            if origin is not None and origin[1] not in ("", one.release):
                place = table.places.text((*TABLE, *one.at, "package"))
                spans[place] = f"{one.package}=={origin[1]}"
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + json.dumps(spans[start, end]) + text[end:]
    return text.encode()
