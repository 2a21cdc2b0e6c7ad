"""Tags and text put together as blocks of Markdown: paragraphs, lists, quotes, code, tables.

A stack of frames follows what is open.  HTML's own rules of what closes what are kept where the
prose relies on them: `<li>` needs no list around it and no end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from . import characters, inline
from .inline import Run, Style
from .lines import is_item, safe_head
from .tables import Table
from .tokens import INLINE, Kind, Token

#: Deeper ones are read as if they were not there.
_DEEPEST = 8

_ATTRIBUTE = re.compile(r"""([\w:@.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(\S++))""")
_BULLET = re.compile(r"(?:[-*+•●·▪■◦‣]\s++)++(?=\S)")
#: What translators leave behind a tag.
_CRUMBS = frozenset(".,;。，；")
_STYLES = {
    "b": "bold",
    "strong": "bold",
    "big": "",
    "em": "italic",
    "i": "italic",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}


@dataclass(slots=True)
class _Frame:
    """Something open; `blocks` are its parts, each of them lines."""

    kind: str
    """root, quote, list or item."""
    blocks: list[list[str]] = field(default_factory=list)
    number: int | None = None
    """Of the next item of an ordered list."""
    implied: bool = False
    """A list that no tag opened."""
    extra: int = 0
    """Lists that were opened right at the head of this one, and are the same to a reader."""
    marked: bool = True
    """Of an item: that it has a mark of its own."""


def markdown(tokens: Iterable[Token]) -> str:
    """The blocks that tokens make."""
    return _Builder(list(tokens)).result()


class _Builder:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.closing = Counter(token.text for token in tokens if token.kind is Kind.CLOSE)
        self.frames = [_Frame("root")]
        self.runs: list[Run] = []
        self.in_block = False
        """Whether the runs stand in an element of their own, rather than in bare text."""
        self.heading = ""
        self.depths: Counter[str] = Counter()
        self.targets: list[str] = []
        self.style = inline.PLAIN
        self.code: list[str] | None = None
        """What a `<pre>` holds so far."""
        self.tables: list[Table] = []
        self.known_ends: list[bool] = []

    def result(self) -> str:
        for at, token in enumerate(self.tokens):
            match token.kind:
                case Kind.TEXT:
                    self.text(token.text, at)
                case Kind.CODE:
                    self.raw(token.text)
                case Kind.FENCE:
                    self.fence(token.text)
                case Kind.OPEN:
                    self.open(token.text, token.attributes)
                case Kind.CLOSE:
                    self.closing[token.text] -= 1
                    self.close(token.text)
        if self.code is not None:
            self.end_code()
        self.flush()
        while self.tables:
            self.end_table()
        while len(self.frames) > 1:
            self.pop()
        return "\n\n".join("\n".join(block) for block in self.frames[0].blocks)

    # Text.

    def text(self, text: str, at: int) -> None:
        if not text:
            return
        if self.code is not None:
            self.code.append(inline.decoded(text))
        elif self.style.code:
            self.runs.append((inline.decoded(text), self.style))
        elif self.tables:
            self.append(inline.markdown(text, self.is_cut(at)).replace("\n", " "))
        elif not text.strip():
            if self.runs:
                self.runs.append((text, self.style))
            elif "\n\n" in text:
                self.in_block = False
        else:
            self.visible(text, at)

    def visible(self, text: str, at: int) -> None:
        """Text that shows, outside of tables and code."""
        if not self.runs:
            if self.frames[-1].kind == "list":
                stripped = text.strip()
                if stripped in _CRUMBS:
                    return
                if at and self.tokens[at - 1].kind is Kind.CLOSE and stripped[:1] in _CRUMBS:
                    text = text.lstrip()[1:]
                self.leave_list()
            elif text.strip() in _CRUMBS and self.frames[-1].blocks:
                return
            text = text.lstrip("\n") if not self.in_block else text.lstrip()
        last = self.frames[-1]
        if last.kind == "item" and self.frames[-2].implied and "\n" in text and not self.ends()[at]:
            # The item has no end, so it ends with its line.
            mine, _, others = text.partition("\n")
            if mine.strip() or self.runs:
                self.add(mine)
                self.flush()
                self.close_list()
                text = others.lstrip("\n")
                if not text.strip():
                    return
        self.add(text, self.is_cut(at))

    def is_cut(self, at: int) -> bool:
        """Whether a tag, which will be gone, follows a token."""
        following = self.tokens[at + 1 : at + 2]
        return any(token.kind not in (Kind.CODE, Kind.FENCE) for token in following)

    def add(self, text: str, cut: bool = False) -> None:
        self.append(inline.markdown(text, cut))

    def append(self, text: str) -> None:
        """Adds Markdown; backticks of two pieces never make one run."""
        if text.startswith("`") and self.runs and self.runs[-1][0].endswith("`"):
            text = f" {text}"
        self.runs.append((text, self.style))

    def raw(self, text: str) -> None:
        if self.code is not None:
            self.code.append(text)
            return
        if self.frames[-1].kind == "list" and not self.tables:
            self.leave_list()
        if self.style.code:
            text = text.strip("`").strip()
        self.append(text)

    def ends(self) -> list[bool]:
        """Whether an item that is open at a token has an end of its own, for each token."""
        if not self.known_ends:
            ends = False
            for token in reversed(self.tokens):
                self.known_ends.append(ends)
                if token.text in ("li", "ul", "ol"):
                    ends = token.kind is Kind.CLOSE and token.text == "li"
            self.known_ends.reverse()
        return self.known_ends

    def flush(self) -> None:
        """Ends the paragraph."""
        runs, self.runs = self.runs, []
        in_block, self.in_block = self.in_block, False
        if self.tables:
            self.tables[-1].add(" ".join(inline.lines(runs)))
            return
        lines = inline.lines(runs)
        while lines and not lines[-1].strip():
            lines.pop()
        while lines and not lines[0].strip():
            lines.pop(0)
        if not lines:
            return
        frame = self.frames[-1]
        if in_block or frame.kind == "item":
            lines = [line if is_item(line) else line.lstrip() for line in lines]
            if frame.kind == "item" and not frame.blocks:
                bullet = _BULLET.match(lines[0].lstrip())
                lines[0] = lines[0].lstrip()[bullet.end() if bullet else 0 :]
            lines[0] = safe_head(lines[0].lstrip(), whole=frame.kind == "item")
        if self.heading:
            lines = [f"{self.heading} {' '.join(filter(None, lines))}"]
            self.heading = ""
        frame.blocks.append(lines)

    # Tags.

    def open(self, name: str, attributes: str) -> None:
        if self.code is not None:
            if name in ("br", "p", "div", "li"):
                self.code.append("\n")
            return
        if name in INLINE:
            self.restyle(name, 1, attributes)
            return
        match name:
            case "br":
                self.line_break()
            case "img":
                self.image(attributes)
            case "pre" if not self.tables:
                if self.closing["pre"] > 0:
                    self.block()
                    self.code = []
            case "table":
                self.flush()
                if len(self.tables) < _DEEPEST:
                    self.tables.append(Table())
            case _ if self.tables:
                self.flush()
                self.tables[-1].open(name, _attributes(attributes))
            case "ul" | "ol" | "dl":
                self.open_list(name, attributes)
            case "li" | "dt":
                self.open_item()
            case "blockquote" if len(self.frames) < 2 * _DEEPEST:
                self.block()
                self.frames.append(_Frame("quote"))
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.block()
                self.heading = "#" * int(name[1]) if self.frames[-1].kind != "item" else ""
            case _:
                self.block()
                self.in_block = True

    def close(self, name: str) -> None:
        if self.code is not None:
            if name == "pre":
                self.end_code()
            return
        if name in INLINE:
            self.restyle(name, -1)
            return
        match name:
            case "br":
                self.line_break()
            case "table":
                self.flush()
                if self.tables:
                    self.end_table()
            case _ if self.tables:
                self.flush()
                self.tables[-1].close(name)
            case "ul" | "ol" | "dl":
                self.flush()
                self.close_list()
            case "li" | "dt":
                self.flush()
                if self.innermost("item") > 0:
                    self.pop_through("item")
            case "blockquote":
                self.flush()
                if self.innermost("quote") > 0:
                    self.pop_through("quote")
            case _:
                self.flush()
                self.heading = ""

    def restyle(self, name: str, change: int, attributes: str = "") -> None:
        """Opens or closes what changes the look of text, if it is ever closed."""
        if name == "sup" and change > 0:
            self.runs.append(("^", self.style))
            return
        if name == "a":
            if change < 0:
                self.targets = self.targets[:-1]
            elif self.closing["a"] > 0:
                self.targets.append(inline.safe_target(_attributes(attributes).get("href", "")))
        elif style := _STYLES.get(name):
            if change > 0 and self.closing[name] - self.depths[f"<{name}"] <= 0:
                return
            self.depths[f"<{name}"] = max(0, self.depths[f"<{name}"] + change)
            self.depths[style] = max(0, self.depths[style] + change)
        self.style = Style(
            self.targets[-1] if self.targets else "",
            self.depths["bold"] > 0,
            self.depths["italic"] > 0,
            self.depths["code"] > 0,
        )

    def line_break(self) -> None:
        if self.tables:
            self.flush()
        elif self.runs:
            self.runs.append(("\n", inline.PLAIN))

    def image(self, attributes: str) -> None:
        found = _attributes(attributes)
        if target := inline.safe_target(found.get("src", "")):
            shown = inline.markdown(found.get("alt", "")).replace("\n", " ")
            self.runs.append((f"![{shown.strip()}]({target})", self.style._replace(target="")))

    def block(self) -> None:
        """Ends what a block ends."""
        self.flush()
        if self.frames[-1].kind == "list":
            self.leave_list()

    def fence(self, text: str) -> None:
        if self.code is not None:
            self.code.append(text)
        elif self.tables:
            self.runs.append((inline.code(text.strip("`~ ")), self.style))
        else:
            self.block()
            self.frames[-1].blocks.append(text.split("\n"))

    def end_code(self) -> None:
        lines = "".join(self.code or ()).split("\n")
        self.code = None
        lines = [line.rstrip() for line in lines]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
            mark = "`" * max(3, longest + 1)
            self.frames[-1].blocks.append([mark, *lines, mark])

    def end_table(self) -> None:
        lines = self.tables.pop().lines()
        if self.tables:
            self.tables[-1].add("; ".join(filter(None, (line.strip("| ") for line in lines))))
        elif lines:
            self.block()
            self.frames[-1].blocks.append(lines)

    # Frames.

    def innermost(self, kind: str) -> int:
        """The index of the innermost frame of a kind; 0 if there is none."""
        for at in range(len(self.frames) - 1, 0, -1):
            if self.frames[at].kind == kind:
                return at
        return 0

    def open_list(self, name: str, attributes: str) -> None:
        self.flush()
        top = self.frames[-1]
        if top.kind == "list":
            if (not top.blocks and not top.implied) or len(self.frames) >= 2 * _DEEPEST:
                top.extra += 1
                return
            if top.implied:
                self.leave_list()
            else:
                # A list beside items belongs to the item before it.
                self.frames.append(_Frame("item", marked=False))
        elif len(self.frames) >= 2 * _DEEPEST:
            self.frames[self.innermost("list")].extra += 1
            return
        start = _attributes(attributes).get("start", "1")
        first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 1
        self.frames.append(_Frame("list", number=first if name == "ol" else None))

    def open_item(self) -> None:
        self.flush()
        item, outer = self.innermost("item"), self.innermost("list")
        if item > outer:
            self.pop_through("item")
        if self.frames[-1].kind != "list":
            self.frames.append(_Frame("list", implied=True))
        self.frames.append(_Frame("item"))

    def close_list(self) -> None:
        at = self.innermost("list")
        if at and self.frames[at].extra:
            self.frames[at].extra -= 1
        elif at:
            self.pop_through("list")
            if self.frames[-1].kind == "item" and not self.frames[-1].marked:
                self.pop()

    def leave_list(self) -> None:
        """Something that is no item follows the items of a list."""
        if self.frames[-1].implied:
            self.pop()
        else:
            # It belongs to the item before it, if there is one.
            self.frames.append(_Frame("item", marked=not self.frames[-1].blocks))

    def pop_through(self, kind: str) -> None:
        at = self.innermost(kind)
        while len(self.frames) > at > 0:
            self.pop()

    def pop(self) -> None:
        """Closes the innermost frame: its lines become part of the one around it."""
        frame = self.frames.pop()
        if not frame.blocks:
            return
        outer = self.frames[-1]
        match frame.kind:
            case "item":
                outer.blocks.append(_item(frame, outer))
            case "list":
                outer.blocks.append([line for block in frame.blocks for line in block])
            case _:
                whole = "\n\n".join("\n".join(block) for block in frame.blocks)
                outer.blocks.append([f"> {line}".rstrip() for line in whole.split("\n")])


def _item(frame: _Frame, outer: _Frame) -> list[str]:
    """The lines of an item, and a count more for the list around it."""
    mark = "- " if outer.number is None else f"{outer.number}. "
    pad = " " * len(mark)
    if frame.marked and outer.number is not None:
        outer.number += 1
    lines: list[str] = []
    for block in frame.blocks:
        # A list follows its heading at once; anything else stands for itself.
        if lines and not (is_item(block[0]) and lines[-1].strip()):
            lines.append("")
        lines += block
    head = mark if frame.marked else pad
    first, *rest = lines
    padded = [f"{pad}{line}" if line else "" for line in rest]
    opening = [] if frame.marked or not outer.blocks else [""]
    return [*opening, f"{head}{first}", *padded]


def _attributes(text: str) -> dict[str, str]:
    if not text:
        return {}
    found = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), characters.cleaned(unescape("".join(values))))
    return found
