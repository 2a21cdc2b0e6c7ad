"""Imports of generated modules, in the order and the layout that they have."""

from __future__ import annotations

from collections.abc import Iterable

from . import literals

#: The module of all data types, where they share one.
TYPES = "types"


def needs(annotations: Iterable[str]) -> tuple[str, ...]:
    """Which private names annotations use: some of `_Any`, `_Literal`, `_builtins`."""
    used = list(annotations)
    return tuple(
        name for name in ("_Any", "_Literal", "_builtins") if any(name in text for text in used)
    )


def import_block(
    needed: Iterable[str], runtime: Iterable[str], neighbours: Iterable[tuple[str, str]]
) -> str:
    """A module's imports, under private names: structs have fields called `field` and `list`.

    Args:
        needed: Lines or names of `needs` from the standard library.
        runtime: Lines that import from the runtime.
        neighbours: Classes that only annotations name, with their modules relative to this one.
    """
    known = {
        "_AsyncIterator": "from collections.abc import AsyncIterator as _AsyncIterator",
        "_Iterator": "from collections.abc import Iterator as _Iterator",
        "_builtins": "import builtins as _builtins",
        "_dataclass": "from dataclasses import dataclass as _dataclass",
        "_field": "from dataclasses import field as _field",
    }
    later = sorted(set(neighbours), key=lambda pair: (pair[1], pair[0]))
    names = set(needed) | ({"_TYPE_CHECKING"} if later else set())
    standard = [known.get(name, f"from typing import {name[1:]} as {name}") for name in names]
    blocks = [
        ["from __future__ import annotations"],
        sorted(standard, key=lambda line: (line.startswith("from"), line)),
        sorted(runtime),
    ]
    if later:
        lines = ["    " + import_line(module, names, 4) for module, names in _by_module(later)]
        blocks.append(["if _TYPE_CHECKING:", *lines])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _by_module(later: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Modules and what is imported of each: the types that share one are named together."""
    found: dict[tuple[str, int], list[str]] = {}
    for number, (name, module) in enumerate(later):
        shared = module.endswith(f"models.{TYPES}")
        found.setdefault((module, 0 if shared else number), []).append(name)
    return [(module, ", ".join(names)) for (module, _), names in found.items()]


def import_line(module: str, names: str, indent: int) -> str:
    """An import, its first line not indented, in the layout that Black gives it."""
    listed = names.split(", ")
    line = f"from {module} import {names}"
    if indent + len(line) <= literals.WIDTH:
        return line
    pad = " " * indent
    body = "".join(f"{pad}    {name},\n" for name in listed)
    return f"from {module} import (\n{body}{pad})"
