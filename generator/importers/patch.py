"""Inserts keys into a YAML text and leaves every character that stands there where it is.

A spec may be written by hand: its comments, its order and its layout are somebody's work.  So what
is new is put in between as text.  A map in lines gets lines of its own, at the indentation of its
keys; a map in braces gets it inside the braces; lists likewise.  Each text that comes of it is read
again, and is only handed out if it says what was meant and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .. import emit
from ..diagnostics import SpecError
from ..source import DataPath, from_bytes
from ..source.spans import Kind, Span, spans

_MAPS = (Kind.BLOCK_MAP, Kind.FLOW_MAP)
#: What begins a text in lines of its own; `+` keeps the empty lines behind it as part of it.
_KEEPING = re.compile(r"[|>][1-9]?\+")


class Unpatchable(ValueError):
    """A text cannot be added to at a place; the message says why."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """A key with its value for the map at a path, or, with no key, an item for the list there."""

    path: DataPath
    key: str | None
    value: Any
    after: str | None = None
    """The key that it goes behind, one of the text or of an earlier insertion; else the last."""


def insert(text: str, path: DataPath, key: str | None, value: Any, after: str | None = None) -> str:
    """The text with a key in the map at a path, or an item at the end of the list there.

    Raises Unpatchable where that cannot be done without changing something else.
    """
    return apply(text, [Insertion(path, key, value, after)])


def apply(text: str, insertions: Sequence[Insertion]) -> str:
    """The text with all of these, none of which is inside of another."""
    root = spans(text)
    groups: dict[DataPath, list[Insertion]] = {}
    for insertion in insertions:
        groups.setdefault(insertion.path, []).append(insertion)
    pieces: list[_Piece] = []
    for path, group in groups.items():
        pieces += _Place(text, root, path).pieces(group)
    new, at = "", 0
    # What several maps end with goes into the innermost first.
    for offset, _, piece in sorted(pieces, key=lambda each: (each[0], -each[1])):
        new, at = f"{new}{text[at:offset]}{piece}", offset
    new += text[at:]
    _prove(text, new, insertions)
    return new


#: Where to insert something, how deep what holds it is nested, and what it is.
_Piece = tuple[int, int, str]

# Where to ----------------------------------------------------------------------------------------


class _Place:
    """A map or a list of a text, and what goes into it."""

    def __init__(self, text: str, root: Span, path: DataPath) -> None:
        self.text = text
        self.depth = len(path)
        self.shown = ".".join(map(str, path)) or "the file"
        self.span = root
        self.holder: Span | None = None
        for step in path:
            children: Any = self.span.values if isinstance(step, str) else self.span.items
            known = step in children if isinstance(step, str) else 0 <= step < len(children)
            if not known:
                raise Unpatchable(f"there is no `{self.shown}` in the text itself")
            self.holder, self.span = self.span, children[step]
        if self.span.kind is Kind.ALIAS:
            raise Unpatchable(f"`{self.shown}` is an alias, and what it stands for is shared")

    def pieces(self, group: Sequence[Insertion]) -> list[_Piece]:
        """What to insert, and where."""
        kind = self.span.kind
        items = any(each.key is None for each in group)
        if (kind in _MAPS and items) or (kind in (Kind.BLOCK_LIST, Kind.FLOW_LIST) and not items):
            raise Unpatchable(f"`{self.shown}` is not what the new part would go into")
        if kind is Kind.FLOW_MAP or kind is Kind.FLOW_LIST:
            return self._in_brackets(group)
        if kind is Kind.BLOCK_MAP or kind is Kind.BLOCK_LIST:
            return self._in_lines(group)
        if kind is Kind.SCALAR and self.span.start == self.span.end and not items:
            return self._below_key(group)
        raise Unpatchable(f"`{self.shown}` holds a value, to which nothing can be added")

    def _in_brackets(self, group: Sequence[Insertion]) -> list[_Piece]:
        parts = [*self.span.items, *self.span.values.values()]
        rendered = [
            inline(each.value) if each.key is None else f"{inline(each.key)}: {inline(each.value)}"
            for each in group
        ]
        if parts:
            # All go to the end, where a comma may or may not stand already.
            return [(parts[-1].end, self.depth, "".join(f", {each}" for each in rendered))]
        return [(self._opening() + 1, self.depth, ", ".join(rendered))]

    def _opening(self) -> int:
        """Where the bracket of an empty map or list stands."""
        bracket = "{" if self.span.kind is Kind.FLOW_MAP else "["
        return self.text.index(bracket, self.span.start)

    def _in_lines(self, group: Sequence[Insertion]) -> list[_Piece]:
        column = self._column()
        keys = list(self.span.values) or [str(n) for n in range(len(self.span.items))]
        parts = list(self.span.values.values()) or self.span.items
        starts = list(self.span.keys.values()) or self.span.items
        offsets = {key: self._line_after(part) for key, part in zip(keys, parts, strict=True)}
        airy = len(parts) > 1 and self._has_blank_line(offsets[keys[-2]], starts[-1].start)
        chunks: dict[int, str] = {}
        for each in group:
            offset = offsets.get(each.after or "", offsets[keys[-1]])
            lines = (
                f"{' ' * column}- {inline(each.value)}\n"
                if each.key is None
                else emit.entry(each.key, each.value, column)
            )
            chunks[offset] = chunks.get(offset, "") + ("\n" if airy else "") + lines
            if each.key is not None:
                offsets[each.key] = offset
        return [
            (offset, self.depth, self._ended(offset, lines)) for offset, lines in chunks.items()
        ]

    def _below_key(self, group: Sequence[Insertion]) -> list[_Piece]:
        """Lines below a key that has no value yet."""
        if self.holder is None or self.holder.kind is not Kind.BLOCK_MAP or self.span.adorned:
            raise Unpatchable(f"`{self.shown}` has no value that could be added to")
        column = _Place._column_of(self.text, self.holder) + 2
        lines = "".join(emit.entry(str(each.key), each.value, column) for each in group)
        offset = self._line_after(self.span)
        return [(offset, self.depth, self._ended(offset, lines))]

    def _column(self) -> int:
        return self._column_of(self.text, self.span)

    @staticmethod
    def _column_of(text: str, span: Span) -> int:
        """The indentation of the keys of a map in lines, or of the dashes of a list."""
        if not span.adorned:
            return span.column
        if span.kind is Kind.BLOCK_LIST:
            raise Unpatchable("the list has an anchor or a tag")
        return next(iter(span.keys.values())).column

    def _line_after(self, part: Span) -> int:
        """Where the line behind a part begins, or the end of the text."""
        last = part
        while children := [*last.items, *last.values.values()]:
            if last.kind in (Kind.FLOW_MAP, Kind.FLOW_LIST):
                break
            last = children[-1]
        end = part.end
        if last.kind is Kind.BLOCK_SCALAR:
            # The parser has gone on to the first line that is not part of it.
            end = self.text.rfind("\n", 0, end) + 1 if end < len(self.text) else end
            if not _KEEPING.match(self.text, _header(self.text, last)):
                while self.text.endswith(("\n\n", "\n\r\n"), 0, end):
                    end -= 2 if self.text[end - 2] == "\r" else 1
            return end
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1

    def _has_blank_line(self, start: int, end: int) -> bool:
        return any(not line.strip() for line in self.text[start:end].split("\n")[:-1])

    def _ended(self, offset: int, lines: str) -> str:
        """Lines as they go into the text at an offset, with the line breaks that it has."""
        if offset and not self.text.endswith("\n", 0, offset):
            lines = "\n" + lines.removesuffix("\n")
        first = self.text.find("\n")
        return lines.replace("\n", "\r\n") if self.text[first - 1 : first] == "\r" else lines


def _header(text: str, scalar: Span) -> int:
    """Where the `|` or `>` of a text in lines stands."""
    match = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?\r?$", re.MULTILINE).search(text, scalar.start)
    return match.start() if match else scalar.start


def inline(value: Any) -> str:
    """A value as it can stand inside brackets."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{inline(key)}: {inline(each)}" for key, each in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, str) and "\n" in value:
        return json.dumps(value).replace("\x7f", "\\u007f")
    return emit.flow(value)


# Whether it is right -----------------------------------------------------------------------------


def inserted(data: Any, insertions: Iterable[Insertion]) -> Any:
    """Data with the insertions made; what an alias shares is nobody else's here."""
    data = json.loads(json.dumps(data))
    for each in insertions:
        holder: Any = data
        for depth, step in enumerate(each.path):
            if holder[step] is None and depth == len(each.path) - 1:
                holder[step] = {}
            holder = holder[step]
        if each.key is None:
            holder.append(each.value)
        elif each.key in holder:
            raise Unpatchable(f"there is a `{each.key}` already")
        else:
            holder[each.key] = each.value
    return data


def _prove(old: str, new: str, insertions: Sequence[Insertion]) -> None:
    """Refuses a text that does not say what was meant; nothing of the old one is ever left out."""
    wanted = inserted(from_bytes(old.encode(), "old").data, insertions)
    try:
        read = from_bytes(new.encode(), "new")
    except SpecError as error:
        raise Unpatchable(f"what comes of it cannot be read: {error}") from None
    if read.diagnostics or _exact(read.data) != _exact(wanted):
        raise Unpatchable("the layout of the text does not let it be added to there")


def _exact(data: Any) -> str:
    """Data as text, in which 1, 1.0 and true differ; the order of keys means nothing."""
    return json.dumps(data, sort_keys=True)
