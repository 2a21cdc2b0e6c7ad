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
    (
        "suggest",
        "patterns",
        "resources",
        "paths",
        "outputs",
        "git",
        "workers",
        "caches",
        "bundles",
        "background",
    ),
    ("runs", "slim"),
    (
        "unchanged",
        "watching",
        "source",
        "emit",
        "graph",
        "parts",
        "phrases",
        "report",
        "keep",
        "changelog",
    ),
    ("schema", "salvage", "build", "values", "clashes", "remembered"),
    ("rules", "reference", "compat"),
    ("loading", "change_report"),
    ("languages.model", "languages.python", "languages.markdown", "fake", "ahead"),
    # What it names are the client's methods; the other shows prose as Markdown's pages do, too.
    ("languages.command", "languages.explorer"),
    ("targets", "exporters", "release_notes"),
    ("render", "view_reference"),
    ("polish", "write"),
    ("importers", "wheel", "carrying", "making", "partial_runs"),
    ("revisions", "project"),
    ("pipeline", "comparison", "explore"),
    ("updating", "catalogue"),
    ("site",),
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
    "aiohttp": ("fake explore", "an extra: only who serves has it"),
    "sphinx": ("site", "an extra: only who builds the documentation as a site has it"),
    "docutils": ("site", "it comes with Sphinx"),
    "pagefind": ("site", "an extra, as Sphinx is"),
    "pytest": ("fake", "an extra: its plugin is found by pytest itself"),
}

#: What a room alone may import of what is banned, and why.
ALLOWED = {
    ("fake", "socket"): "it does talk to the network, as a server",
    ("git", "subprocess"): "git alone reads all repositories; its command line is a constant",
}

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
                if (room, banned) not in ALLOWED:
                    uses = f"{dotted}.".startswith(f"{banned}.")
                    assert not uses, f"{where}: no {banned}: {reason}"
            owner, reason = LIBRARIES.get(imported[0], (room, ""))
            assert room in owner.split(), f"{where}: {imported[0]} belongs to {owner}: {reason}"
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


def test_git_is_asked_by_a_command_line_that_nobody_can_change() -> None:
    """No text of a person or of a spec is an argument: it goes to the standard input."""
    module = ast.parse((GENERATOR / "git.py").read_text(encoding="utf-8"))
    uses = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("subprocess", "os")
    ]
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    (start,) = (call for call in calls if ast.unparse(call.func).startswith("subprocess."))
    assert {ast.unparse(use) for use in uses} == {
        "subprocess.Popen",
        "subprocess.PIPE",
        "os.environ",
    }
    assert [ast.unparse(argument) for argument in start.args] == ["COMMAND"]
    assert {keyword.arg for keyword in start.keywords} == {"stdin", "stdout", "stderr", "env"}
    (command,) = (
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COMMAND"
    )
    assert ast.literal_eval(command)[0] == "git"
    names = [n for n in ast.walk(module) if isinstance(n, ast.Name) and n.id == "COMMAND"]
    assert len(names) == 2


@pytest.mark.parametrize("path", _modules(), ids=str)
def test_files_stay_short(path: Path) -> None:
    lines = (GENERATOR / path).read_text(encoding="utf-8").count("\n")
    assert lines <= 330, f"{path} has {lines} lines: it does more than one job"
