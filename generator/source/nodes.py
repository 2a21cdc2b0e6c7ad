"""What reading comes to: the tree of positions of a file, or the gist of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from ..diagnostics import Diagnostic


class Mark(Protocol):
    """A place as the parser gives it, counted from 0."""

    line: int
    column: int


@dataclass(slots=True)
class Start:
    """Where a file begins."""

    line: int = 0
    column: int = 0


@dataclass(slots=True)
class MapNode:
    """Where a map begins, where its keys are, and what is below them."""

    mark: Mark
    keys: dict[str, Mark] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class ListNode:
    """Where a list begins, and what is below it."""

    mark: Mark
    nodes: list[Node] = field(default_factory=list)


#: A part of the tree of positions; a scalar is nothing but its mark.
Node = MapNode | ListNode | Mark


class Gist(NamedTuple):
    """What a text without mistakes says, as plain data."""

    data: dict[str, Any]
    version_at: tuple[int, int]
    """Line and column of the version that it says, from 0: these are asked of every spec."""
    is_sound: bool = False
    """Whether the schema is known to have nothing to say of it."""


class Reading(NamedTuple):
    """What came of reading a text."""

    data: Any
    root: Node | None
    """The positions; None where nothing could be read."""
    diagnostics: list[Diagnostic]
    anchored: bool
    """Whether a part of it has a name, by which another could stand for the same."""
