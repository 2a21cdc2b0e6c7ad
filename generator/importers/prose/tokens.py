"""Prose cut into what is markup and what is text.

What counts as a tag is a list of names: the prose is full of placeholders such as
`<InstanceId>`, which only look like tags.  Code in backticks and fenced blocks are cut out as they
are, since nothing in them is markup.

Every pattern is linear: repeats are possessive, or cannot match what follows them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from html import unescape

from . import characters


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    CODE = auto()
    """A code span of Markdown, with its backticks."""
    FENCE = auto()
    """A fenced block of Markdown: whole lines."""
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of prose; of a tag, `text` is the name and `attributes` what follows it."""

    kind: Kind
    text: str
    attributes: str = ""


_INLINE_NAMES = (
    "a b big center code del dfn em font i ins kbd mark nobr s samp small span strike strong sub"
    " sup tt u var"
)
_BLOCK_NAMES = (
    "article aside blockquote br caption col colgroup dd div dl dt dx-alert figure figcaption"
    " footer h1 h2 h3 h4 h5 h6 header hr img li main nav ol p pre section table tbody td tfoot th"
    " thead tr ul"
)
_DRAWING_NAMES = (
    "circle defs ellipse g line marker path pattern polygon polyline rect style svg text title"
    " tspan use"
)
#: What changes how text looks, and what stands for itself.
INLINE = frozenset(_INLINE_NAMES.split())
BLOCKS = frozenset(_BLOCK_NAMES.split())
#: The parts of a drawing, whose names are words too; they count only within one.
_DRAWING = frozenset(_DRAWING_NAMES.split())
#: Without a closing tag somewhere these are variables: `Filters.<i>`.
_LETTERS = frozenset("bisu")
#: Tags that are mistyped again and again, and what they are.
_MISTYPED = {
    "<ur>": "ul",
    "</ur>": "/ul",
    "<ui>": "ul",
    "</ui>": "/ul",
    "<l/i>": "/li",
    "</lil>": "/li",
    "</ii>": "/li",
    "<thread>": "thead",
    "</thread>": "/thead",
}
_MISTYPED_TAG = re.compile("|".join(_MISTYPED))

_TAG = re.compile(
    r"""
    <(/?)([A-Za-z][A-Za-z0-9]*+(?:-[A-Za-z]++)*+)
    ((?:\s++[A-Za-z_:@][\w:@.-]*+(?:\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=`]++))?+)*+)
    \s*+/?>
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([\w:@.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(\S++))""")
_FENCE = re.compile(r"^( *+)(`{3,}+|~{3,}+)([^`\n]*+)$", re.MULTILINE)
_TICKS = re.compile("`++")
#: Where something other than text may begin.
_CUT = re.compile(r"\\[!-/:-@\[-`{-~]|`++|<(?=[A-Za-z/!])")


def tokens(text: str) -> Iterator[Token]:
    """The text, cut; joined in order, and tags aside, it is all there."""
    lowered = text.lower() if "</" in text else ""
    closed = frozenset(letter for letter in _LETTERS if f"</{letter}>" in lowered)
    for is_fence, part in parted(text):
        if is_fence:
            yield Token(Kind.FENCE, part)
        else:
            yield from _cut(part, closed)


def parted(text: str) -> Iterator[tuple[bool, str]]:
    """Fenced blocks, without the line break that ends them, and what stands between them."""
    if "```" not in text and "~~~" not in text:
        yield False, text
        return
    fences = list(_FENCE.finditer(text))
    # The closing fence of each opening one: the next of its sort that is long enough.
    start = at = 0
    unclosed: dict[str, int] = {}
    while at < len(fences):
        opening = fences[at]
        mark = opening[2]
        closing = None
        if len(mark) < unclosed.get(mark[0], len(text)):
            for after in range(at + 1, len(fences)):
                other = fences[after]
                if other[2].startswith(mark) and not other[3].strip():
                    closing = after
                    break
            else:
                unclosed[mark[0]] = len(mark)
        if closing is None:
            at += 1
            continue
        yield False, text[start : opening.start()]
        yield True, opening.string[opening.start() : fences[closing].end()]
        start, at = fences[closing].end(), closing + 1
    yield False, text[start:]


def attributes_of(text: str) -> dict[str, str]:
    """A tag's attributes; of two of one name the first counts."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), characters.cleaned(unescape("".join(values))))
    return found


def _cut(text: str, closed: frozenset[str]) -> Iterator[Token]:
    """Text without fenced blocks, cut; `closed` are the `_LETTERS` that are tags in it."""
    spans = _Spans(text) if "`" in text else None
    comments = "<!--" in text
    in_drawing = False
    start = at = 0
    while (found := _CUT.search(text, at)) is not None:
        at = found.end()
        first = text[found.start()]
        if first == "\\":
            continue
        if first == "`":
            end = spans.end(found.start(), len(found[0])) if spans is not None else None
            if end is not None:
                yield Token(Kind.TEXT, text[start : found.start()])
                yield Token(Kind.CODE, text[found.start() : end])
                start = at = end
            continue
        if comments and text.startswith("<!--", found.start()):
            end = text.find("-->", at)
            if end < 0:
                comments = False
                continue
            yield Token(Kind.TEXT, text[start : found.start()])
            start = at = end + 3
            continue
        mistyped = _MISTYPED_TAG.match(text, found.start())
        if mistyped is not None:
            name = _MISTYPED[mistyped[0]]
            yield Token(Kind.TEXT, text[start : found.start()])
            yield Token(Kind.CLOSE if name[0] == "/" else Kind.OPEN, name.removeprefix("/"))
            start = at = mistyped.end()
            continue
        tag = _TAG.match(text, found.start())
        if tag is None or not _is_markup(tag, closed, in_drawing):
            continue
        name = tag[2].lower()
        if name == "svg":
            in_drawing = not tag[1]
        yield Token(Kind.TEXT, text[start : found.start()])
        yield Token(Kind.CLOSE if tag[1] else Kind.OPEN, name, tag[3])
        start = at = tag.end()
    yield Token(Kind.TEXT, text[start:])


def _is_markup(tag: re.Match[str], closed: frozenset[str], in_drawing: bool) -> bool:
    name = tag[2].lower()
    if name in _DRAWING:
        return in_drawing or name == "svg"
    if name not in INLINE and name not in BLOCKS:
        return False
    if tag[3]:
        # `<b and c>` compares; an attribute says something.
        return "=" in tag[3]
    if name in _LETTERS and not tag[1]:
        return name in closed
    # `<Code>` is a placeholder more often than a tag.
    return tag[2].islower() or tag[2].isupper() or len(name) <= 2


class _Spans:
    """The code spans of a text: each ends in the line in which it begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self._starts.setdefault(len(run[0]), []).append(run.start())

    def end(self, start: int, length: int) -> int | None:
        """Where the span ends that begins with so many backticks; None if it is none."""
        starts = self._starts.get(length, [])
        at = bisect_right(starts, start)
        if at == len(starts) or self._text.find("\n", start, starts[at]) >= 0:
            return None
        return starts[at] + length
