"""What of a spec is sound, where the schema has found parts of it broken.

A person wants all problems at once, those of meaning beside those of shape.  So the broken parts
are left out, as small as they can be, and what remains is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from .diagnostics import Diagnostic, Position
from .source import DataPath, Document

_SECTIONS = ("actions", "structs", "errors", "waiters")
# The keys of actions and structs without which the rest loses its meaning.
_PARTS = ("input", "output", "fields")
# With so many errors of shape, what a file means is not worth looking at.
_TOO_MANY = 200


def sound(document: Document, errors: Sequence[Diagnostic]) -> Document | None:
    """The document without the parts that the schema's errors lie in.

    None where the rest makes no sense without them.
    """
    if not errors:
        return document
    broken = _broken(document, errors)
    return None if broken is None else replace(document, data=_without(document.data, broken))


def _broken(document: Document, errors: Sequence[Diagnostic]) -> set[DataPath] | None:
    """The parts to leave out.

    A diagnostic has a position and no path; of all paths that stand at one position, the deepest is
    meant.
    """
    if len(errors) >= _TOO_MANY:
        return None
    wanted = {error.position for error in errors}
    found: dict[Position, DataPath] = {}
    for path in _paths(document.data, ()):
        for position in (document.marks.key(path), document.marks.value(path)):
            if position in wanted:
                found[position] = path
    broken = {_part(document.data, path) for path in found.values()} - {()}
    at_fault = any(len(path) == 1 and path[0] in _SECTIONS for path in broken)
    return None if at_fault or found.keys() != wanted else broken


def _paths(data: Any, path: DataPath) -> Iterator[DataPath]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _paths(value, (*path, index))


def _part(data: Any, path: DataPath) -> DataPath:
    """The smallest part around a path that the model can do without."""
    match path:
        case ("actions", _, "input" | "output", _, *_) | ("structs", _, "fields", _, *_):
            part = path[:5]
        case ("actions" | "structs" | "errors", _, key, *_) if key not in _PARTS:
            part = path[:3]
        case (section, _, *_) if section in _SECTIONS:
            part = path[:2]
        case _:
            return path[:1]
    for depth, step in enumerate(part[:-1]):
        data = data[step]
        if not isinstance(data, dict):
            return part[:4] if depth == 3 else part[: min(depth + 1, 2)]
    return part


def _without(data: dict[str, Any], broken: set[DataPath]) -> dict[str, Any]:
    """The data without its broken parts, and with what a service cannot lack.

    A field that is broken as a whole stays, without a type, so that whatever names it finds it.
    """
    sound: dict[str, Any] = dict(data)
    for path in sorted(broken, key=len, reverse=True):
        holder: dict[Any, Any] = sound
        for step in path[:-1]:
            holder[step] = dict(holder[step])
            holder = holder[step]
        if len(path) == 4:
            holder[path[-1]] = {}
        else:
            holder.pop(path[-1])
    return {"service": "", "version": "", **sound}
