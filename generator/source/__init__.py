"""YAML text to data, with the position of every key and value.

`load` reads one file, `merge` lays an overlay over it.  Both collect what they find wrong in
`Document.diagnostics` and go on where they can, so that everything is reported at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Position, Rule, SpecError
from ..suggest import did_you_mean
from . import merge_rules, rules
from .nodes import Gist as Gist
from .nodes import ListNode, MapNode, Mark, Node, Start
from .text import place

#: What `tc3gen explain` knows of this room.
RULES: tuple[Rule, ...] = (*rules.YAML_RULES, *merge_rules.MERGE_RULES)

#: The largest service that is known takes 2 MB.
MAX_BYTES = 32 * 1024 * 1024

#: Where something stands in data: keys of maps and indexes of lists, from the top.
DataPath = tuple[str | int, ...]


#: From the content of a file to its gist, where that is known.
Known = Callable[[bytes], Gist | None]


class Marks:
    """Where every key and value of a document stands; nothing is computed until it is asked for.

    A path that leads nowhere has the place of its nearest parent, so that what is missing can be
    pointed at too.  With an overlay on top, each part has its place in the file it came from.
    """

    def __init__(
        self,
        path: str,
        root: Callable[[], Node],
        overlay: Marks | None = None,
        version_at: Mark | None = None,
    ) -> None:
        self._path = path
        self._find_root = root
        self._overlay = overlay
        self._version_at = version_at

    @cached_property
    def _root(self) -> Node:
        return self._find_root()

    def key(self, path: DataPath) -> Position:
        """Where a key begins; for an element of a list, which has none, where the value does."""
        return self._find(path)[0]

    def value(self, path: DataPath) -> Position:
        """Where a value begins."""
        known, above = self._version_at, self._overlay
        if known is None or path != ("version",):
            return self._find(path)[1]
        if above is not None and _child(above._root, "version") is not None:
            return self._find(path)[1]
        return _position(self._path, known)

    def under(self, overlay: Marks) -> Marks:
        """The same, with an overlay on top."""
        return Marks(self._path, lambda: self._root, overlay, self._version_at)

    def _find(self, path: DataPath) -> tuple[Position, Position]:
        """Walks both files at once, for as long as both have a part in what is there."""
        below: Node | None = self._root
        above = self._overlay._root if self._overlay is not None else None
        key: Mark | None = None
        for depth, step in enumerate(path, 1):
            next_below, next_above = _child(below, step), _child(above, step)
            if next_below is None and next_above is None:
                break
            if next_above is not None and not (
                isinstance(next_below, MapNode)
                and isinstance(next_above, MapNode)
                and not _is_whole(path[:depth])
            ):
                next_below = None
            parent = above if next_below is None else below
            key = parent.keys.get(str(step)) if isinstance(parent, MapNode) else None
            below, above = next_below, next_above
        if below is not None:
            file, node = self._path, below
        else:
            assert self._overlay is not None
            assert above is not None
            file, node = self._overlay._path, above
        value = _position(file, node.mark if isinstance(node, MapNode | ListNode) else node)
        return (value if key is None else _position(file, key)), value


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        return node.nodes.get(step)
    if isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.nodes):
        return node.nodes[step]
    return None


def _position(path: str, mark: Mark) -> Position:
    return Position(path, mark.line + 1, mark.column + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, or an `api.yaml` with its overlay on top."""

    path: str
    data: dict[str, Any]
    marks: Marks
    text: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    overlay: Document | None = None
    """What was laid over it."""
    is_sound: bool = False
    """Whether the schema is known to have nothing to say of it."""

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file that has a part in it, as a report shows them."""
        return {self.path: self.text} | (self.overlay.texts if self.overlay is not None else {})


# Reading -----------------------------------------------------------------------------------------


def load(path: Path, shown: str | None = None, known: Known | None = None) -> Document:
    """Reads a file.

    Args:
        path: Of the file.
        shown: How diagnostics spell it.
        known: Finds the gist of a content, if that has been read already.

    Raises:
        SpecError: Where nothing can be read.
    """
    name = shown if shown is not None else path.as_posix()
    content = _read(path, name)
    if known is not None and (gist := known(content)) is not None:
        text = decoded(content, name)
        marks = Marks(name, lambda: _tree(text, name), version_at=Start(*gist.version_at))
        return Document(name, gist.data, marks, text, is_sound=gist.is_sound)
    return from_bytes(content, name)


def _tree(text: str, name: str) -> Node:
    """The tree of positions of a text that has been read before."""
    from .core import read

    root = read(text, name).root
    assert root is not None
    return root


def from_bytes(content: bytes, name: str) -> Document:
    """What the content of a file says; raises SpecError where it says nothing."""
    whole = Position(name)
    if len(content) > MAX_BYTES:
        raise SpecError([rules.TOO_LARGE.at(whole, f"the file has more than {MAX_BYTES:,} bytes")])
    from .core import read  # it loads a parser, which whoever has gists does without

    text = decoded(content, name)
    data, root, found, _ = read(text, name)
    if data is None and not found:
        found.append(rules.EMPTY_FILE.at(whole, "the file is empty", "begin it with `tc3gen: 1`"))
    elif root is not None and not isinstance(data, dict):
        kind = "a list" if isinstance(data, list) else "text or a number"
        found.append(
            rules.NOT_A_MAP.at(
                Position(name, 1, 1),
                f"the file is {kind}, not a map of keys and values",
                "begin it with `tc3gen: 1`",
            )
        )
    if root is None or not isinstance(data, dict):
        raise SpecError(found)
    tree = root
    return Document(name, data, Marks(name, lambda: tree), text, found)


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        problem, help = "there is no such file", ""
    except IsADirectoryError:
        problem, help = "this is a folder, not a file", "name the `api.yaml` inside of it"
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        problem, help = f"the file cannot be read: {getattr(error, 'strerror', error)}", ""
    raise SpecError([rules.UNREADABLE.at(Position(name), problem, help)])


def decoded(content: bytes, name: str) -> str:
    """The text of a file's content; raises SpecError where it is none."""
    bom = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    content = content[len(bom) :]
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            message, guess = "the file is UTF-16, not UTF-8", "save it as UTF-8"
        else:
            byte, offset = content[error.start], len(bom) + error.start
            message = f"the byte 0x{byte:02x} at offset {offset} is not UTF-8"
            guess = "save the file as UTF-8; it is in another encoding, or damaged"
        before = content[: error.start].decode()
        line, column = place(before, len(before))
        where = Position(name, line, column)
        raise SpecError([rules.NOT_UTF8.at(where, message, guess)]) from None


# Merging -----------------------------------------------------------------------------------------


def merge(api: Document, overlay: Document) -> Document:
    """The api with the overlay laid over it: maps merge, the rest replaces, null removes.

    What the overlay cannot do is a diagnostic at its place there, and is left out.
    """
    found: list[Diagnostic] = []
    return Document(
        api.path,
        _merge(api.data, overlay.data, (), overlay.marks, found),
        api.marks.under(overlay.marks),
        api.text,
        [*api.diagnostics, *overlay.diagnostics, *found],
        overlay,
    )


def _merge(
    below: dict[str, Any],
    above: dict[str, Any],
    path: DataPath,
    marks: Marks,
    found: list[Diagnostic],
    new: bool = False,
) -> dict[str, Any]:
    """One map over another; `new` where api.yaml has none there, and the lower one is empty."""
    result = dict(below)
    for key, value in above.items():
        here = (*path, key)
        old = _long_form(below.get(key), value, here)
        if value is None:
            if result.pop(key, None) is None:
                message = f"`{key}` cannot be removed: api.yaml has no such key here"
                help = did_you_mean(key, below) or "remove this line"
                found.append(merge_rules.NOTHING_TO_REMOVE.at(marks.key(here), message, help))
        elif not isinstance(value, dict) or _is_whole(here):
            result[key] = value
        elif isinstance(old, dict):
            result[key] = _merge(old, value, here, marks, found)
        elif key in below or new or (lacks := _lacks(here, value)) is None:
            result[key] = _merge({}, value, here, marks, found, new=True)
        else:
            kind, need = lacks
            message = f"api.yaml has no {kind} `{key}` that this could add to"
            help = did_you_mean(key, below) or f"if it is new, it needs {need}"
            found.append(merge_rules.PATCHES_NOTHING.at(marks.key(here), message, help))
    return result


def _is_whole(path: DataPath) -> bool:
    """Whether a map is one value, which an overlay replaces: the example of a field."""
    return path[-1] == "example" and len(path) == 5


def _long_form(old: Any, new: Any, path: DataPath) -> Any:
    """A sentence that stands for a map with a description, where a map is laid over it."""
    has_both = path[-1] == "deprecated" or (path[0] == "errors" and len(path) == 2)
    if has_both and isinstance(old, str) and isinstance(new, dict):
        return {"description": old}
    return old


def _lacks(path: DataPath, value: dict[str, Any]) -> tuple[str, str] | None:
    """What something new is and what it still needs; None where it is complete."""
    keys: tuple[str, ...]
    match path:
        case ("actions", _):
            kind, keys = "action", ("input", "output")
        case ("structs", _):
            kind, keys = "struct", ("fields",)
        case ("errors", _):
            kind, keys = "error code", ("description",)
        case ("actions", _, "input" | "output", _) | ("structs", _, "fields", _):
            kind, keys = "field", ("type",)
        case _:
            return None
    if value.keys() & set(keys):
        return None
    return kind, " or ".join(f"`{key}`" for key in keys)
