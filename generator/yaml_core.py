"""One YAML text to data by the meaning of YAML 1.2's core schema, and to a tree of positions.

libyaml reads the text (or PyYAML's own parser where libyaml is absent) and hands over events; what
they mean is decided here, since PyYAML follows YAML 1.1, where `ON` is true and `12:30:00` a
number.  Only null, true, false and numbers as JSON knows them are anything but text.

The loop over events keeps its own stack, so that depth is a limit and not a crash.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml

from . import source_rules as rules
from .diagnostics import Diagnostic, Position, Rule
from .suggest import did_you_mean
from .yaml_syntax import syntax_problem
from .yaml_text import disguise, misprints

#: What we nest is never deeper than ten; a hundred leaves room for examples.
MAX_DEPTH = 100
#: What aliases may add in all, in values; a text counts once more for each 64 characters.
MAX_ALIASED = 100_000


class Mark(Protocol):
    """A place as the parser gives it, counted from 0."""

    line: int
    column: int


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


class Unreadable(Exception):
    """There is no going on; the diagnostics so far say why."""


_CONSTANTS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC_START = frozenset("+-.0123456789")
_NUMBER = re.compile(
    r"(?P<int>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hex>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<no_number>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
_CORE = "tag:yaml.org,2002:"
#: Where a key was refused: its value is read, for its own problems, and dropped.
_DROPPED: Final = object()
_WRONG: Final = object()

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML was built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(slots=True)
class _Frame:
    """A map or a list that is being read."""

    data: dict[str, Any] | list[Any]
    node: MapNode | ListNode
    anchor: str | None
    is_key: bool = False
    key: Any = None
    """The key whose value comes next; None where a key comes next."""


@dataclass(slots=True)
class _Anchor:
    data: Any
    node: Node
    weight: int
    height: int


def parse(text: str, path: str) -> tuple[Any, Node | None, list[Diagnostic]]:
    """Data, positions, and what is wrong; the positions are None where nothing could be read."""
    reader = _Reader(text, path)
    try:
        reader.read()
    except Unreadable:
        reader.root = None
    return reader.result, reader.root, reader.diagnostics


class _Reader:
    """Follows the events of one text."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.diagnostics = misprints(text, path)
        self.disguise = disguise(text)
        self.text = text
        self.result: Any = None
        self.root: Node | None = None
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchor | None] = {}  # None: its map or list is still open
        self.aliased = 0
        self.documents = 0

    def report(self, rule: Rule, mark: Mark, message: str, help: str = "") -> None:
        where = Position(self.path, mark.line + 1, mark.column + 1)
        self.diagnostics.append(rule.at(where, message, help))

    def stop(self, rule: Rule, mark: Mark, message: str, help: str = "") -> Unreadable:
        self.report(rule, mark, message, help)
        return Unreadable()

    # The loop --------------------------------------------------------------------------------

    def read(self) -> None:
        try:
            for event in yaml.parse(self.disguise.text, Loader=_Loader):
                self.take(event)
        except yaml.YAMLError as error:
            self.diagnostics += syntax_problem(error, self.text, self.path)
            raise Unreadable from None

    def take(self, event: Any) -> None:
        mark: Mark = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            frame = self.stack[-1] if self.stack else None
            if frame is not None and frame.key is None and isinstance(frame.node, MapNode):
                frame.key = self.scalar_key(frame.node, event)
            else:
                value = self.scalar(event)
                if event.anchor is not None:
                    weight = 1 + len(event.value) // 64
                    self.anchors[event.anchor] = _Anchor(value, mark, weight, 0)
                self.add(value, mark)
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(event, {}, MapNode(mark), "map")
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open(event, [], ListNode(mark), "seq")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.close()
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.report(
                    rules.MULTIPLE_DOCUMENTS,
                    mark,
                    "a second document begins here",
                    "keep one document in each file; a `---` is only needed above the first",
                )

    def open(self, event: Any, data: Any, node: MapNode | ListNode, tag: str) -> None:
        mark = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            raise self.too_deep(mark)
        if event.tag not in (None, "!", _CORE + tag):
            self.refuse_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        frame = _Frame(data, node, event.anchor)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.key is None and isinstance(parent.node, MapNode):
            frame.is_key = True
            self.complex_key(mark)
        self.stack.append(frame)

    def close(self) -> None:
        frame = self.stack.pop()
        if frame.anchor is not None:
            weight, height = _measure(frame.data, {})
            self.anchors[frame.anchor] = _Anchor(frame.data, frame.node, weight, height)
        if frame.is_key:
            self.stack[-1].key = _DROPPED
        else:
            self.add(frame.data, frame.node)

    def add(self, value: Any, node: Node) -> None:
        """Put a value where it belongs: below its key, at the end of its list, at the top."""
        if not self.stack:
            if self.documents == 1:
                self.result, self.root = value, node
            return
        frame = self.stack[-1]
        if isinstance(frame.node, MapNode):
            if frame.key is not _DROPPED:
                frame.data[frame.key] = value
                frame.node.nodes[frame.key] = node
            frame.key = None
        else:
            frame.data.append(value)  # type: ignore[union-attr]
            frame.node.nodes.append(node)

    # Keys ------------------------------------------------------------------------------------

    def scalar_key(self, node: MapNode, event: Any) -> Any:
        key = self.scalar(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(key, event.start_mark, 1, 0)
        if not isinstance(key, str):
            written = event.value
            self.report(
                rules.KEY_NOT_TEXT,
                event.start_mark,
                f"the key `{_short(written)}` is not text" if written else "a key is missing here",
                f'write it in quotes: "{_short(written)}":' if written else "",
            )
            key = written
        elif key == "<<" and event.implicit[0]:
            self.report(
                rules.MERGE_KEY,
                event.start_mark,
                "the merge key `<<` is not part of YAML 1.2",
                "repeat the keys, or put what is shared into a struct of its own",
            )
            return _DROPPED
        return self.new_key(node, key, event.start_mark)

    def new_key(self, node: MapNode, key: str, mark: Mark) -> Any:
        first = node.keys.get(key)
        if first is not None:
            self.report(
                rules.DUPLICATE_KEY,
                mark,
                f"the key `{_short(key)}` stands here for a second time",
                f"the first is on line {first.line + 1}; remove one of the two, or rename it",
            )
            return _DROPPED
        node.keys[key] = mark
        return key

    def complex_key(self, mark: Mark) -> None:
        self.report(
            rules.KEY_NOT_TEXT,
            mark,
            "a map or a list cannot be a key",
            "if this was meant as text, such as a placeholder in braces, write it in quotes",
        )

    # Aliases ---------------------------------------------------------------------------------

    def alias(self, event: Any) -> None:
        name, mark = event.anchor, event.start_mark
        frame = self.stack[-1] if self.stack else None
        expects_key = frame is not None and frame.key is None and isinstance(frame.node, MapNode)
        anchor = self.anchors.get(name)
        if anchor is None:
            self.bad_alias(name, mark)
            anchor = _Anchor(None, mark, 1, 0)
        self.aliased += anchor.weight
        if self.aliased > MAX_ALIASED:
            raise self.stop(
                rules.ALIAS_EXPANSION,
                mark,
                f"aliases make this file grow by more than {MAX_ALIASED:,} values",
                "write out what is meant, or put what is shared into a struct",
            )
        if len(self.stack) + anchor.height > MAX_DEPTH:
            raise self.too_deep(mark)
        if not expects_key:
            self.add(anchor.data, anchor.node)
        elif frame is not None and isinstance(frame.node, MapNode):
            if isinstance(anchor.data, str):
                frame.key = self.new_key(frame.node, anchor.data, mark)
            else:
                frame.key = _DROPPED
                if name in self.anchors:
                    self.report(rules.KEY_NOT_TEXT, mark, f"the key `*{name}` is not text")

    def bad_alias(self, name: str, mark: Mark) -> None:
        if name in self.anchors:
            self.report(
                rules.RECURSIVE_ALIAS,
                mark,
                f"`*{name}` stands inside of what it refers to",
                "a value cannot hold itself; a struct that refers to itself does so by its name",
            )
            return
        self.report(
            rules.UNKNOWN_ALIAS,
            mark,
            f"no anchor `&{name}` stands before this",
            did_you_mean(name, self.anchors) or "text that begins with `*` needs quotes",
        )

    def too_deep(self, mark: Mark) -> Unreadable:
        return self.stop(
            rules.TOO_DEEP, mark, f"maps and lists are nested more than {MAX_DEPTH} deep here"
        )

    # Scalars ---------------------------------------------------------------------------------

    def scalar(self, event: Any) -> Any:
        """What a scalar means, by its tag, its quotes and its spelling."""
        text: str = event.value
        if self.disguise:
            text = self.uncover(event)
        tag = event.tag
        if tag is None:
            return self.plain(text, event) if event.implicit[0] else text
        if tag in ("!", _CORE + "str"):
            return text
        value = self.tagged(tag, text, event) if tag.startswith(_CORE) else _WRONG
        if value is _WRONG:
            self.refuse_tag(event)
            return text
        return value

    def plain(self, text: str, event: Any) -> Any:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if text[0] not in _NUMERIC_START:
            return text
        match = _NUMBER.fullmatch(text)
        return self.number(match, event) if match is not None else text

    def tagged(self, tag: str, text: str, event: Any) -> Any:
        """The value of a scalar that a core tag says the type of, or _WRONG."""
        name = tag.removeprefix(_CORE)
        constant = _CONSTANTS.get(text, _WRONG)
        if name == "null":
            return constant if constant is None else _WRONG
        if name == "bool":
            return constant if isinstance(constant, bool) else _WRONG
        match = _NUMBER.fullmatch(text)
        if match is None or name not in ("int", "float"):
            return _WRONG
        if name == "int":
            return _WRONG if match.lastgroup == "float" else self.number(match, event)
        value = self.number(match, event)
        return float(value) if isinstance(value, int) else value

    def number(self, match: re.Match[str], event: Any) -> int | float | None:
        kind, digits = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "float":
            value = float(digits)
            if math.isfinite(value):
                return value
        elif kind != "no_number" and len(digits.lstrip("+-0")) <= 22:
            whole = int(digits, {"int": 10, "octal": 8, "hex": 16}[kind])
            if -(2**63) <= whole < 2**64:
                return whole
        self.report(
            rules.NUMBER_OUT_OF_RANGE,
            event.start_mark,
            (
                f"the number {_short(match[0])} does not fit into 64 bits"
                if kind != "no_number"
                else f"JSON has no number {match[0]}"
            ),
            "if it is text, write it in quotes",
        )
        return 0

    def uncover(self, event: Any) -> str:
        """The text as it was written, and its escapes as JSON means them."""
        text, whole = self.disguise.uncover(event.value, event.style == '"')
        if not whole:
            self.report(
                rules.LONE_SURROGATE,
                event.start_mark,
                "this text has an escape for half of a character (`\\ud800` to `\\udfff`)",
                "such escapes come in pairs; or write the character itself",
            )
        return text

    def refuse_tag(self, event: Any) -> None:
        tag = event.tag
        shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
        self.report(
            rules.UNKNOWN_TAG,
            event.start_mark,
            f"the tag `{_short(shown)}` means nothing here",
            "remove it; text that begins with `!` needs quotes",
        )


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _measure(data: Any, seen: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """How many values data holds, aliases written out, and how deep it is."""
    if not isinstance(data, dict | list):
        return 1 + (len(data) // 64 if isinstance(data, str) else 0), 0
    if id(data) not in seen:
        below = [_measure(one, seen) for one in (data.values() if isinstance(data, dict) else data)]
        seen[id(data)] = (
            1 + sum(weight for weight, _ in below),
            1 + max((height for _, height in below), default=0),
        )
    return seen[id(data)]
