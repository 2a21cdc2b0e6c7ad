"""Tags and text put together as blocks of Markdown: paragraphs, lists, quotes, code, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from . import inline
from .frames import Frames
from .inline import Run, Style
from .lines import is_item, safe_head
from .tables import Table
from .tokens import INLINE, Kind, Token, attributes_of

#: Tables within more tables are read as if they were not there.
_DEEPEST = 8

_BULLET = re.compile(r"(?:[-*+•●·▪■◦‣]\s++)++(?=\S)")
_TICKS = re.compile("`++")
#: What translators leave behind a tag.
_CRUMBS = frozenset(".,;。，；")
_STYLES = {
    "b": "bold",
    "strong": "bold",
    "em": "italic",
    "i": "italic",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}


def markdown(tokens: Iterable[Token]) -> str:
    """The blocks that tokens make."""
    return _Builder(list(tokens)).result()


class _Builder:
    """Reads tokens one by one: `runs` are the paragraph so far, `frames` what is around it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.closing = Counter(token.text for token in tokens if token.kind is Kind.CLOSE)
        self.frames = Frames()
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
                    self.span(token.text)
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
        return self.frames.markdown()

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
            if self.frames.top.kind == "list":
                stripped = text.strip()
                if stripped in _CRUMBS:
                    return
                if at and self.tokens[at - 1].kind is Kind.CLOSE and stripped[:1] in _CRUMBS:
                    text = text.lstrip()[1:]
                self.frames.leave_list()
            elif text.strip() in _CRUMBS and self.frames.top.blocks:
                return
            text = text.lstrip() if self.in_block else text.lstrip("\n")
        if self.frames.is_implied and "\n" in text and not self.ends()[at]:
            # The item has no end, so it ends with its line.
            mine, _, others = text.partition("\n")
            if mine.strip() or self.runs:
                self.append(inline.markdown(mine))
                self.flush()
                self.frames.close_list()
                text = others.lstrip("\n")
                if not text.strip():
                    return
        self.append(inline.markdown(text, self.is_cut(at)))

    def span(self, text: str) -> None:
        """A code span of Markdown."""
        if self.code is not None:
            self.code.append(text)
            return
        if self.frames.top.kind == "list" and not self.tables:
            self.frames.leave_list()
        self.append(text)

    def append(self, text: str) -> None:
        """Adds Markdown; backticks of two pieces never make one run."""
        if text.startswith("`") and "".join(run[0] for run in self.runs[-2:]).endswith("`"):
            text = f" {text}"
        self.runs.append((text, self.style))

    def is_cut(self, at: int) -> bool:
        """Whether a tag, which will be gone, follows a token."""
        following = self.tokens[at + 1 : at + 2]
        return any(token.kind not in (Kind.CODE, Kind.FENCE) for token in following)

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
        in_item = self.frames.top.kind == "item"
        if in_block or in_item:
            lines = [line if is_item(line) else line.lstrip() for line in lines]
            first = lines[0].lstrip()
            if in_item and not self.frames.top.blocks and (bullet := _BULLET.match(first)):
                first = first[bullet.end() :]
            lines[0] = safe_head(first, whole=in_item)
        if self.heading:
            lines = [f"{self.heading} {' '.join(filter(None, lines))}"]
            self.heading = ""
        self.frames.top.blocks.append(lines)

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
                self.tables[-1].open(name, attributes_of(attributes))
            case "ul" | "dl":
                self.flush()
                self.frames.open_list(None)
            case "ol":
                self.flush()
                start = attributes_of(attributes).get("start", "")
                self.frames.open_list(int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)
            case "li" | "dt":
                self.flush()
                self.frames.open_item()
            case "blockquote":
                self.flush()
                self.frames.open_quote()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.block()
                self.heading = "#" * int(name[1]) if self.frames.top.kind != "item" else ""
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
        if name == "br":
            self.line_break()
            return
        self.flush()
        match name:
            case "table":
                if self.tables:
                    self.end_table()
            case _ if self.tables:
                self.tables[-1].close(name)
            case "ul" | "ol" | "dl":
                self.frames.close_list()
            case "li" | "dt":
                self.frames.close("item")
            case "blockquote":
                self.frames.close("quote")
            case _:
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
                self.targets.append(inline.safe_target(attributes_of(attributes).get("href", "")))
        elif style := _STYLES.get(name):
            if change > 0 and self.closing[name] <= self.depths[f"<{name}"]:
                return
            for depth in (f"<{name}", style):
                self.depths[depth] = max(0, self.depths[depth] + change)
        self.style = Style(
            self.targets[-1] if self.targets else "",
            self.depths["bold"] > 0,
            self.depths["italic"] > 0,
            self.depths["code"] > 0,
        )
        if change < 0 and not self.style.code and self.runs and self.runs[-1][0]:
            # Even nothing parts one piece of code from the next.
            self.runs.append(("", self.style))

    def line_break(self) -> None:
        if self.tables:
            self.flush()
        elif self.runs:
            self.runs.append(("\n", inline.PLAIN))

    def image(self, attributes: str) -> None:
        found = attributes_of(attributes)
        if target := inline.safe_target(found.get("src", "")):
            shown = inline.markdown(found.get("alt", "")).replace("\n", " ")
            self.runs.append((f"![{shown.strip()}]({target})", self.style._replace(target="")))

    def block(self) -> None:
        """Ends what a block ends."""
        self.flush()
        if self.frames.top.kind == "list":
            self.frames.leave_list()

    def fence(self, text: str) -> None:
        if self.code is not None:
            self.code.append(text)
        elif self.tables:
            self.runs.append((inline.code(text.strip("`~ ")), self.style))
        else:
            self.flush()
            self.frames.add(text.split("\n"))

    def end_code(self) -> None:
        """What a `<pre>` held, fenced."""
        text = "".join(self.code or ())
        self.code = None
        lines = [line.rstrip() for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            mark = "`" * max(3, 1 + max(map(len, _TICKS.findall(text)), default=0))
            self.frames.top.blocks.append([mark, *lines, mark])

    def end_table(self) -> None:
        lines = self.tables.pop().lines()
        if self.tables:
            self.tables[-1].add("; ".join(filter(None, (line.strip("| ") for line in lines))))
        elif lines:
            self.frames.add(lines)
