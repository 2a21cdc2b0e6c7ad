"""Ways through JSON data: `Data.TotalCount`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def get(data: Any, path: str) -> Any:
    """What a path leads to; None where it leads nowhere."""
    for name in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(name)
    return data


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set what a path leads to, and make the maps on the way."""
    *above, last = path.split(".")
    for name in above:
        inner = data.get(name)
        if not isinstance(inner, dict):
            inner = data[name] = {}
        data = inner
    data[last] = value


def walk(data: Any) -> Iterator[tuple[str, Any]]:
    """Every scalar and every empty map and list in data, with the way to it."""
    waiting = [("", data)]
    while waiting:
        path, value = waiting.pop()
        inner = (
            value.items()
            if isinstance(value, dict)
            else enumerate(value) if isinstance(value, list) else ()
        )
        deeper = [(f"{path}.{key}", each) for key, each in inner]
        if deeper:
            waiting += deeper
        else:
            yield path, value
