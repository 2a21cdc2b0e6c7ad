"""The rooms of `generator/` build on each other in one direction only.

A room imports from rows above its own; rooms of one row do not know each other, so that each can
be understood, and exchanged, with nothing but what lies above it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tc3gen

GENERATOR = Path(tc3gen.__file__).parent

#: The rooms, row by row; a room is a module or a package.
ROWS: tuple[tuple[str, ...], ...] = (
    # What everything else is said in.
    ("diagnostics", "words", "behaviour"),
    ("model",),
    # Tools that know nothing of specs, files or languages but these words.
    ("suggest", "patterns", "resources", "paths", "outputs", "workers", "caches", "runs"),
    ("unchanged", "source", "emit", "graph", "phrases", "report", "keep"),
    ("schema", "salvage", "build", "values", "clashes"),
    ("rules", "reference"),
    ("loading",),
    ("languages.python", "languages.markdown", "fake"),
    ("targets", "exporters"),
    ("render",),
    ("polish", "write"),
    ("importers",),
    ("pipeline", "catalogue"),
    ("cli",),
)

#: Libraries that one room alone may import, and why.
LIBRARIES = {
    "yaml": ("source", "what YAML means is decided once, and it is not what PyYAML says"),
    "jsonschema": ("schema", "its errors are reworded there, and loading it takes a while"),
    "jinja2": ("render", "a template is given what is already computed"),
    "black": ("polish", "only who generates waits until it is loaded"),
    "click": ("cli", "everything else can be called as a library"),
    "justhtml": ("importers", "an extra: only who imports saved HTML has it"),
    "aiohttp": ("fake", "an extra: only who serves has it"),
    "pytest": ("fake", "an extra: its plugin is found by pytest itself"),
}

#: The room that does talk to the network, as a server.
SERVER = "fake"

#: What no other room may import, and why.
BANNED = {
    "requests": "the generator talks to no network",
    "urllib.request": "the generator talks to no network",
    "http": "the generator talks to no network",
    "socket": "the generator talks to no network",
    "subprocess": "a spec is hostile, and nothing of it may reach a shell",
    "pickle": "what is read back from a cache must not be able to run",
    "random": "the same input makes the same bytes",
}


#: Each room's row.
ROW = {room: row for row, rooms in enumerate(ROWS) for room in rooms}


def _modules() -> list[Path]:
    found = (path.relative_to(GENERATOR) for path in GENERATOR.rglob("*.py"))
    return sorted(path for path in found if path.parts[0] not in ("templates", "schemas"))


def _room_name(parts: tuple[str, ...]) -> str:
    """`("rules", "names")` as `rules`; a language is a room of its own."""
    return ".".join(parts[:2]) if parts[0] == "languages" else parts[0]


def _imports(path: Path) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    """Line, what is imported, and whether it is ours."""
    package = path.parts[:-1]
    for node in ast.walk(ast.parse((GENERATOR / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, tuple(alias.name.split(".")), False
        elif isinstance(node, ast.ImportFrom):
            module = tuple(node.module.split(".")) if node.module else ()
            if node.level == 0:
                for alias in node.names:
                    yield node.lineno, (*module, alias.name), False
                continue
            base = package[: len(package) - node.level + 1]
            for alias in node.names:
                yield node.lineno, (*base, *module, alias.name), True


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_imports_go_upwards(path: Path) -> None:
    parts = path.with_suffix("").parts
    if parts in (("__init__",), ("__main__",), ("languages", "__init__")):
        return
    room = _room_name(parts)
    assert room in ROW, f"{path} belongs to no room: give it a row in ROWS"
    row = ROW[room]
    for line, imported, ours in _imports(path):
        where = f"{path}:{line}"
        dotted = ".".join(imported)
        if not ours:
            assert imported[0] != "tc3gen", f"{where}: rooms import each other relatively"
            for banned, reason in BANNED.items():
                if room != SERVER or banned != "socket":
                    uses = f"{dotted}.".startswith(f"{banned}.")
                    assert not uses, f"{where}: no {banned}: {reason}"
            owner, reason = LIBRARIES.get(imported[0], (room, ""))
            assert room == owner, f"{where}: {imported[0]} belongs to {owner}: {reason}"
            continue
        other = _room_name(imported)
        if other not in ROW:
            assert imported[-1].startswith("__"), f"{where}: {dotted} belongs to no room"
            continue
        assert (
            other == room or ROW[other] < row
        ), f"{where}: {room} (row {row}) imports {other} (row {ROW[other]})"


def test_every_room_has_one_row() -> None:
    rooms = [room for row in ROWS for room in row]
    assert len(rooms) == len(set(rooms))


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_files_stay_short(path: Path) -> None:
    lines = (GENERATOR / path).read_text(encoding="utf-8").count("\n")
    assert lines <= 330, f"{path} has {lines} lines: it does more than one job"
