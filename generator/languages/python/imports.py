"""The imports of generated modules, under private names."""

from __future__ import annotations

from collections.abc import Iterable

from . import literals


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
        lines = ["    " + import_line(module, name, 4) for name, module in later]
        blocks.append(["if _TYPE_CHECKING:", *lines])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def import_line(module: str, names: str, indent: int) -> str:
    """An import, its first line not indented, in the layout that Black gives it."""
    listed = names.split(", ")
    line = f"from {module} import {names}"
    if indent + len(line) <= literals.WIDTH:
        return line
    pad = " " * indent
    body = "".join(f"{pad}    {name},\n" for name in listed)
    return f"from {module} import (\n{body}{pad})"
