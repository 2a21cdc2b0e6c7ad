"""What a text without mistakes says, found out anew only where it has changed.

A spec is a list of actions, structs and error codes, each a chunk of lines under a name in the
third column.  A chunk by itself is YAML too, and says what it says among the others: unless a
quote, a bracket or an anchor leads from one to the next.  In the first two cases, one that is cut
out cannot be read; who looks for the third is told by the parser.  Wherever a text is built in
another way, it is read as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from .core import MAX_DEPTH, read
from .nodes import Gist, ListNode, MapNode


class Chunk(NamedTuple):
    """The lines of one action, struct or error code."""

    section: str
    name: str
    start: int
    end: int


_SECTION = re.compile(r"^(actions|structs|errors):\n", re.MULTILINE)
_UNINDENTED = re.compile(r"^\S", re.MULTILINE)
_AT_NAME = re.compile(r"^  (?:([A-Za-z_][\w.-]*):(?=[ \n])|[^\s#])", re.MULTILINE | re.ASCII)
_REMARKS = re.compile(r"(?: *(?:#[^\n]*)?\n)*")
#: Other line ends than `\n`, some of which are none to every parser.
_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class Found(NamedTuple):
    """What was found out of a text."""

    gist: Gist | None
    """None of a text that there is something to tell of."""
    fresh: dict[str, Any]
    """What it says but for the chunks that were known."""
    kept: dict[str, str]
    """The chunks that were known, by their keys."""
    keep: Callable[[], dict[str, str]] = dict
    """Computes those that were not."""


def gist(text: str, known: Mapping[str, str], salt: str = "") -> Found:
    """What a text says.

    Args:
        text: Of a spec.
        known: Chunks of an earlier one, which was found with the same salt.
        salt: A text that is another one wherever the same chunk could be read otherwise.
    """
    chunks = cut(text)
    if chunks and known and (found := _of_chunks(text, chunks, known, salt)) is not None:
        return found
    reading = read(text, "")
    if reading.diagnostics or not isinstance(reading.root, MapNode):
        return Found(None, {}, {})
    said = Gist(reading.data, _version_at(reading.root))
    if reading.anchored or _names(chunks) != _sections(reading.data, chunks):
        return Found(said, said.data, {})

    def keep() -> dict[str, str]:
        return {
            _key(text[chunk.start : chunk.end], salt): json.dumps(
                said.data[chunk.section][chunk.name]
            )
            for chunk in chunks
        }

    return Found(said, said.data, {}, keep)


def cut(text: str) -> list[Chunk]:
    """The chunks of a text; none where it is built in another way."""
    if _LINE_ENDS.search(text):
        return []
    chunks: list[Chunk] = []
    for head in _SECTION.finditer(text):
        after = _UNINDENTED.search(text, head.end())
        end = after.start() if after else len(text)
        starts = list(_AT_NAME.finditer(text, head.end(), end))
        if not starts or not all(each[1] for each in starts):
            return []
        if not _REMARKS.fullmatch(text, head.end(), starts[0].start()):
            return []
        ends = [*(each.start() for each in starts[1:]), end]
        chunks += [
            Chunk(head[1], start[1], start.start(), stop)
            for start, stop in zip(starts, ends, strict=True)
        ]
    return chunks


def _of_chunks(text: str, chunks: list[Chunk], known: Mapping[str, str], salt: str) -> Found | None:
    """What the chunks and the rest say together; None where they have to be read together."""
    kept: dict[str, str] = {}
    new: dict[str, Any] = {}
    sections: dict[str, dict[str, Any]] = {chunk.section: {} for chunk in chunks}
    fresh: dict[str, dict[str, Any]] = {section: {} for section in sections}
    for section, name, start, end in chunks:
        own = text[start:end]
        key = _key(own, salt)
        value = known.get(key)
        if name in sections[section]:
            return None
        if value is not None:
            kept[key] = value
            sections[section][name] = json.loads(value)
            continue
        reading = read(own, "")
        if reading.diagnostics or reading.anchored or not isinstance(reading.data, dict):
            return None
        if reading.data.keys() != {name} or _depth(reading.data) > MAX_DEPTH - 2:
            return None
        new[key] = sections[section][name] = fresh[section][name] = reading.data[name]
    rest = read("".join(_blanked(text, chunks)), "")
    if rest.diagnostics or rest.anchored or not isinstance(rest.root, MapNode):
        return None
    if any(section not in rest.data or rest.data[section] is not None for section in sections):
        return None
    return Found(
        Gist({**rest.data, **sections}, _version_at(rest.root)),
        {**rest.data, **fresh},
        kept,
        lambda: {key: json.dumps(value) for key, value in new.items()},
    )


def _blanked(text: str, chunks: list[Chunk]) -> Iterator[str]:
    """The text with blank lines instead of chunks, so that the others keep their numbers."""
    end = 0
    for chunk in chunks:
        yield text[end : chunk.start]
        yield "\n" * text.count("\n", chunk.start, chunk.end)
        end = chunk.end
    yield text[end:]


def _names(chunks: list[Chunk]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for chunk in chunks:
        found.setdefault(chunk.section, []).append(chunk.name)
    return found


def _sections(data: dict[str, Any], chunks: list[Chunk]) -> dict[str, list[str]]:
    """The names in the sections that chunks are of."""
    sections = dict.fromkeys(chunk.section for chunk in chunks)
    return {each: list(data[each]) if isinstance(data.get(each), dict) else [] for each in sections}


def _version_at(root: MapNode) -> tuple[int, int]:
    node = root.nodes.get("version", root.mark)
    mark = node.mark if isinstance(node, MapNode | ListNode) else node
    return mark.line, mark.column


def _depth(data: object) -> int:
    """How deep maps and lists are, in the map of a section."""
    if isinstance(data, dict):
        return 1 + max(map(_depth, data.values()), default=1)
    if isinstance(data, list):
        return 1 + max(map(_depth, data), default=1)
    return 1


def _key(chunk: str, salt: str) -> str:
    return sha256(f"{salt}\0{chunk}".encode("utf-8", "surrogatepass")).hexdigest()
