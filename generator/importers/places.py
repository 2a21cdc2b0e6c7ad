"""JSON texts with the place of any part of them.

Definitions have megabytes and hardly ever a fault, so no place is noted while they are read; who
has a fault to tell looks its place up in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..diagnostics import Position
from ..source import DataPath

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


class RepeatedName(ValueError):
    """A map in the text has two members of one name; the message is the name."""


def load(text: str) -> Any:
    """The data of a JSON text.

    Raises json.JSONDecodeError, RecursionError, and RepeatedName, for JSON that says two things.
    """
    return json.loads(text, object_pairs_hook=_map)


def position(text: str, shown: str, offset: int) -> Position:
    """Where a character stands in a file."""
    return Position(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def place(text: str, shown: str, path: DataPath) -> Position:
    """Where the value at a path begins; that of its nearest parent, where there is none."""
    at = _skip(text, 0)
    for step in path:
        start = next((start for key, start in _children(text, at) if key == step), None)
        if start is None:
            break
        at = start
    return position(text, shown, at)


def _map(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) < len(members):
        names = [name for name, _ in members]
        raise RepeatedName(next(name for name in names if names.count(name) > 1))
    return made


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None
    return match.end()


def _children(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """The key or index of each part of the map or list at an offset, and where its value begins."""
    opening = text[at : at + 1]
    if opening not in ("{", "["):
        return
    at = _skip(text, at + 1)
    index = 0
    while text[at] not in "}]":
        key: str | int = index
        if opening == "{":
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # over the colon
        yield key, at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1


class Places:
    """The places of many parts of one text, which is not searched from its beginning for each."""

    def __init__(self, text: str, shown: str) -> None:
        self._text = text
        self._shown = shown
        self._known: dict[int, dict[str | int, int]] = {}

    def find(self, path: DataPath) -> Position:
        """Where the value at a path begins, as `place` tells it."""
        at = _skip(self._text, 0)
        for step in path:
            if at not in self._known:
                self._known[at] = dict(_children(self._text, at))
            if step not in self._known[at]:
                break
            at = self._known[at][step]
        return position(self._text, self._shown, at)
