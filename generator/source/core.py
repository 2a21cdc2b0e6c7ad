"""One YAML text to data by the meaning of YAML 1.2's core schema, and to a tree of positions.

libyaml reads the text (or PyYAML's own parser where libyaml is absent) and hands over events; what
they mean is decided here, since PyYAML follows YAML 1.1, where `ON` is true and `12:30:00` a
number.  Only null, true, false and numbers as JSON knows them are anything but text.

The loop over events keeps its own stack, so that depth is a limit and not a crash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from ..diagnostics import Position, Rule
from ..suggest import did_you_mean
from . import rules
from .loader import Loader as _Loader
from .nodes import ListNode, MapNode, Mark, Node, Reading, Start
from .scalars import CORE, Scalar, UnfitNumber, UnfitTag, meaning, plain, short
from .syntax import syntax_problem
from .text import disguise, misprints

#: What we nest is never deeper than ten; a hundred leaves room for examples.
MAX_DEPTH = 100
#: What aliases may add in all, in values; a text counts once more for each 64 characters.
MAX_ALIASED = 100_000


class Unreadable(Exception):
    """There is no going on; the diagnostics so far say why."""


#: Where a key was refused: its value is read, for its own problems, and dropped.
_DROPPED: Final = object()


@dataclass(slots=True)
class _Anchor:
    """What an alias stands for."""

    data: Any
    node: Node
    weight: int
    """How many values it holds, aliases written out."""
    height: int
    """How deep it is."""


@dataclass(slots=True)
class _Frame:
    """A map or a list that is being read."""

    data: Any
    node: MapNode | ListNode
    anchor: str | None
    is_key: bool
    wants_key: bool
    """Whether what comes next is a key."""
    key: Any = None
    """The key whose value comes next."""
    weight: int = 1
    height: int = 1


def read(text: str, path: str) -> Reading:
    """Reads a text; `path` is what diagnostics call it."""
    reader = _Reader(text, path)
    try:
        reader.read()
    except Unreadable:
        return Reading(None, None, reader.diagnostics, anchored=False)
    anchored = bool(reader.anchors)
    if not reader.documents:
        return Reading(None, None, reader.diagnostics, anchored)
    return Reading(reader.documents[0], reader.nodes.nodes[0], reader.diagnostics, anchored)


class _Reader:
    """Follows the events of one text."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.diagnostics = misprints(text, path)
        self.disguise = disguise(text)
        self.disguised = bool(self.disguise)
        self.text = text
        # At the bottom of the stack, the documents of the file, as if they were a list.
        self.documents: list[Any] = []
        self.nodes = ListNode(Start())
        self.stack = [_Frame(self.documents, self.nodes, None, is_key=False, wants_key=False)]
        self.anchors: dict[str, _Anchor | None] = {}  # None: its map or list is still open
        self.aliased = 0

    def report(self, rule: Rule, mark: Mark, message: str, help: str = "") -> None:
        where = Position(self.path, mark.line + 1, mark.column + 1)
        self.diagnostics.append(rule.at(where, message, help))

    def stop(self, rule: Rule, mark: Mark, message: str, help: str = "") -> Unreadable:
        self.report(rule, mark, message, help)
        return Unreadable()

    # The loop --------------------------------------------------------------------------------

    def read(self) -> None:
        loader = _Loader(self.disguise.text)
        try:
            while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
                if type(event) is not yaml.ScalarEvent or not self.take_plain(event):
                    self.take(event)
        except yaml.YAMLError as error:
            # Newer parsers have a limit of their own, and look ahead of what they hand over.
            mark = getattr(error, "problem_mark", None)
            if mark is not None and "nesting depth" in str(getattr(error, "problem", "")):
                raise self.too_deep(mark) from None
            self.diagnostics += syntax_problem(error, self.text, self.path)
            raise Unreadable from None
        finally:
            loader.dispose()

    def take_plain(self, event: Any) -> bool:
        """`take` in a third of the time, for what nearly every event is; false for the others.

        That is a key, or a value below a key, without anything that would have to be told.
        """
        frame = self.stack[-1]
        node = frame.node
        if (
            event.anchor is not None
            or event.tag is not None
            or self.disguised
            or not isinstance(node, MapNode)
            or frame.key is _DROPPED
        ):
            return False
        value: Scalar = event.value
        if event.implicit[0]:
            try:
                value = plain(event.value)
            except UnfitNumber:
                return False
        if frame.wants_key:
            if not isinstance(value, str) or value in node.keys or value == "<<":
                return False
            node.keys[value] = event.start_mark
            frame.key = value
            frame.wants_key = False
            return True
        frame.weight += _weight(value)
        frame.data[frame.key] = value
        node.nodes[frame.key] = event.start_mark
        frame.wants_key = True
        return True

    def take(self, event: Any) -> None:
        mark: Mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            value = self.scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = _Anchor(value, mark, _weight(value), 0)
            if self.stack[-1].wants_key:
                self.scalar_key(value, event)
            else:
                self.add(value, mark, _weight(value), 0)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(event, {}, MapNode(mark), "map")
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(event, [], ListNode(mark), "seq")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close()
        elif isinstance(event, yaml.AliasEvent):
            self.alias(str(event.anchor), mark)
        elif isinstance(event, yaml.DocumentStartEvent) and len(self.documents) == 1:
            help = "keep one document in each file; only the first can begin with `---`"
            self.report(rules.MULTIPLE_DOCUMENTS, mark, "a second document begins here", help)

    def open(self, event: Any, data: Any, node: MapNode | ListNode, tag: str) -> None:
        if len(self.stack) > MAX_DEPTH:
            raise self.too_deep(node.mark)
        if event.tag not in (None, "!", CORE + tag):
            self.refuse_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if is_key := self.stack[-1].wants_key:
            help = "if this was meant as text, such as a placeholder in braces, write it in quotes"
            self.report(rules.KEY_NOT_TEXT, node.mark, "a map or a list cannot be a key", help)
        self.stack.append(_Frame(data, node, event.anchor, is_key, tag == "map"))

    def close(self) -> None:
        frame = self.stack.pop()
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchor(frame.data, frame.node, frame.weight, frame.height)
        if frame.is_key:
            self.set_key(_DROPPED)
        else:
            self.add(frame.data, frame.node, frame.weight, frame.height)

    def add(self, value: Any, node: Node, weight: int, height: int) -> None:
        """Put a value where it belongs: below its key, or at the end of its list."""
        frame = self.stack[-1]
        frame.weight += weight
        if height >= frame.height:
            frame.height = height + 1
        if isinstance(frame.node, ListNode):
            frame.data.append(value)
            frame.node.nodes.append(node)
            return
        if frame.key is not _DROPPED:
            frame.data[frame.key] = value
            frame.node.nodes[frame.key] = node
        frame.wants_key = True

    # Keys ------------------------------------------------------------------------------------

    def set_key(self, key: Any) -> None:
        self.stack[-1].key = key
        self.stack[-1].wants_key = False

    def scalar_key(self, key: Scalar, event: Any) -> None:
        mark = event.start_mark
        if key == "<<" and event.implicit[0]:
            help = "repeat the keys, or put what is shared into a struct of its own"
            message = "the merge key `<<` is not part of YAML 1.2"
            self.report(rules.MERGE_KEY, mark, message, help)
            self.set_key(_DROPPED)
            return
        if not isinstance(key, str):
            shown = short(event.value)
            message = f"the key `{shown}` is not text" if shown else "a key is missing here"
            help = f'write it in quotes: "{shown}":' if shown else ""
            self.report(rules.KEY_NOT_TEXT, mark, message, help)
            key = str(event.value)
        self.text_key(key, mark)

    def text_key(self, key: str, mark: Mark) -> None:
        node = self.stack[-1].node
        assert isinstance(node, MapNode)
        if key not in node.keys:
            node.keys[key] = mark
            self.set_key(key)
            return
        message = f"the key `{short(key)}` stands here for a second time"
        first = node.keys[key].line + 1
        help = f"the first is on line {first}; remove one of the two, or rename it"
        self.report(rules.DUPLICATE_KEY, mark, message, help)
        self.set_key(_DROPPED)

    # Aliases ---------------------------------------------------------------------------------

    def alias(self, name: str, mark: Mark) -> None:
        anchor = self.anchors.get(name)
        if anchor is None:
            self.bad_alias(name, mark)
            anchor = _Anchor("", mark, 1, 0)
        self.aliased += anchor.weight
        if self.aliased > MAX_ALIASED:
            raise self.stop(
                rules.ALIAS_EXPANSION,
                mark,
                f"aliases make this file grow by more than {MAX_ALIASED:,} values",
                "write out what is meant, or put what is shared into a struct",
            )
        if len(self.stack) - 1 + anchor.height > MAX_DEPTH:
            raise self.too_deep(mark)
        if not self.stack[-1].wants_key:
            self.add(anchor.data, anchor.node, anchor.weight, anchor.height)
        elif isinstance(anchor.data, str):
            self.text_key(anchor.data, mark)
        else:
            self.report(rules.KEY_NOT_TEXT, mark, f"the key `*{short(name)}` is not text")
            self.set_key(_DROPPED)

    def bad_alias(self, name: str, mark: Mark) -> None:
        if name in self.anchors:
            message = f"`*{short(name)}` stands inside of what it refers to"
            help = "a value cannot hold itself; a struct that refers to itself does so by its name"
            self.report(rules.RECURSIVE_ALIAS, mark, message, help)
        else:
            message = f"no anchor `&{short(name)}` stands before this"
            help = did_you_mean(name, self.anchors) or "text that begins with `*` needs quotes"
            self.report(rules.UNKNOWN_ALIAS, mark, message, help)

    def too_deep(self, mark: Mark) -> Unreadable:
        return self.stop(
            rules.TOO_DEEP, mark, f"maps and lists are nested more than {MAX_DEPTH} deep here"
        )

    # Scalars ---------------------------------------------------------------------------------

    def scalar(self, event: Any) -> Scalar:
        """What a scalar means; where it means nothing, its text."""
        text: str = self.uncover(event) if self.disguised else event.value
        try:
            return meaning(text, event.tag, event.implicit[0])
        except UnfitNumber as error:
            help = "if it is text, write it in quotes"
            self.report(rules.NUMBER_OUT_OF_RANGE, event.start_mark, str(error), help)
        except UnfitTag:
            self.refuse_tag(event)
        return text

    def uncover(self, event: Any) -> str:
        """The text as it was written, and its escapes as JSON means them."""
        text, whole = self.disguise.uncover(event.value, event.style == '"')
        if not whole:
            message = "this text has an escape for half of a character (`\\ud800` to `\\udfff`)"
            help = "such escapes come in pairs; or write the character itself"
            self.report(rules.LONE_SURROGATE, event.start_mark, message, help)
        return text

    def refuse_tag(self, event: Any) -> None:
        tag = event.tag
        shown = short("!!" + tag.removeprefix(CORE) if tag.startswith(CORE) else tag)
        help = "remove it; text that begins with `!` needs quotes"
        self.report(
            rules.UNKNOWN_TAG, event.start_mark, f"the tag `{shown}` means nothing here", help
        )


def _weight(value: Scalar) -> int:
    return 1 + len(value) // 64 if isinstance(value, str) else 1
