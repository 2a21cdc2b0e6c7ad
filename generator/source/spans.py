"""Where each part of a YAML text begins and ends, for whoever inserts something into it.

`core.py` gives data and the places that diagnostics need; this gives what editing needs besides:
ends, and whether a map or a list is written in lines or in brackets.  It reads texts that `core.py`
has accepted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import yaml

from .loader import Loader
from .nodes import Mark
from .text import disguise

_LINE = re.compile(r"\r\n|\r|\n")


class Kind(Enum):
    """How a part is written."""

    BLOCK_MAP = auto()
    FLOW_MAP = auto()
    BLOCK_LIST = auto()
    FLOW_LIST = auto()
    SCALAR = auto()
    BLOCK_SCALAR = auto()
    ALIAS = auto()


@dataclass(slots=True)
class Span:
    """A part of a text, from `start` to `end`, which are offsets.

    A block map and a block list end where their last part does.
    """

    kind: Kind
    start: int
    end: int
    column: int
    """Where it begins in its line, from 0."""
    adorned: bool = False
    """Whether an anchor or a tag stands before it, at `start`."""
    keys: dict[str, Span] = field(default_factory=dict)
    values: dict[str, Span] = field(default_factory=dict)
    items: list[Span] = field(default_factory=list)


class _Reader:
    """Follows the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE.finditer(text))]
        self.disguise = disguise(text)
        self.scalars: dict[str, str] = {}
        self.root = Span(Kind.BLOCK_LIST, 0, 0, 0)
        self.stack = [self.root]
        self.pending: list[tuple[str, Span] | None] = [None]

    def offset(self, mark: Mark) -> int:
        return min(self.starts[mark.line] + mark.column, len(self.text))

    def read(self) -> Span:
        for event in yaml.parse(self.disguise.text, Loader=Loader):
            self.take(event)
        return self.root.items[0]

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.MappingStartEvent):
            self.open(event, Kind.FLOW_MAP if event.flow_style else Kind.BLOCK_MAP)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(event, Kind.FLOW_LIST if event.flow_style else Kind.BLOCK_LIST)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close(event)
        elif isinstance(event, yaml.ScalarEvent):
            text = self.disguise.uncover(event.value, event.style == '"')[0]
            if event.anchor is not None:
                self.scalars[event.anchor] = text
            block = event.style in ("|", ">")
            self.put(self.span(event, Kind.BLOCK_SCALAR if block else Kind.SCALAR), text)
        elif isinstance(event, yaml.AliasEvent):
            self.put(self.span(event, Kind.ALIAS), self.scalars.get(str(event.anchor), ""))

    def span(self, event: Any, kind: Kind) -> Span:
        adorned = kind is not Kind.ALIAS and (event.anchor is not None or event.tag is not None)
        start, end = self.offset(event.start_mark), self.offset(event.end_mark)
        return Span(kind, start, end, event.start_mark.column, adorned)

    def open(self, event: Any, kind: Kind) -> None:
        span = self.span(event, kind)
        self.put(span, "")
        self.stack.append(span)
        self.pending.append(None)

    def close(self, event: Any) -> None:
        span = self.stack.pop()
        self.pending.pop()
        if span.kind in (Kind.FLOW_MAP, Kind.FLOW_LIST):
            span.end = self.offset(event.end_mark)
        elif parts := [*span.items, *span.values.values()]:
            span.end = parts[-1].end

    def put(self, span: Span, text: str) -> None:
        holder = self.stack[-1]
        if holder.kind in (Kind.BLOCK_LIST, Kind.FLOW_LIST):
            holder.items.append(span)
        elif (key := self.pending[-1]) is None:
            self.pending[-1] = (text, span)
        else:
            holder.keys[key[0]], holder.values[key[0]] = key[1], span
            self.pending[-1] = None


def spans(text: str) -> Span:
    """The parts of a text that has been read without a problem."""
    return _Reader(text).read()
