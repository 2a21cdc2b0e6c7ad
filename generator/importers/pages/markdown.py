"""A page as Markdown: what converters and clippers make of it.

Its tables have pipes, and whatever a cell cannot say in Markdown (lists, line breaks) stands in it
as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from . import html, rules, vocabulary
from .blocks import Cell, Code, Heading, Page, Paragraph, Table, tidied

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE = re.compile(r"\r\n|\r|\n")
_MARK = re.compile(r" {0,3}(#{1,6} \S|```|~~~)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)[^`]*$")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)[\s#]*$")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
#: Tags inside of a cell that break its text, and what they put there.
_BREAKS = {
    **dict.fromkeys(("br", "p", "/p", "div", "/div", "ul", "/ul", "ol", "/ol", "/li"), "\n"),
    "li": "\n- ",
}


def looks_like(text: str) -> bool:
    """Whether a text is Markdown: it has headings with `#`, fences, or tables with pipes."""
    return any(_MARK.match(line) or _is_rule(line) for line in _LINE.split(text))


def _is_rule(line: str) -> bool:
    """Whether a line parts the head of a table from its rows: `| --- | --- |`."""
    if not line.lstrip().startswith(("|", "-", ":")):
        return False
    cells = line.strip().strip("|").split("|")
    return len(cells) > 1 and all(re.fullmatch(r":?-{2,}:?", cell.strip()) for cell in cells)


def read(path: str, text: str) -> Page:
    """The page."""
    page = Page(path, [])
    lines = _LINE.split(text)
    start = 0
    for end in [*_unclosed(page, lines), len(lines)]:
        part = lines[start:end]
        tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(part))
        _Reader(page, part, start).read(tokens)
        start = end
    return page


def _unclosed(page: Page, lines: Sequence[str]) -> Iterator[int]:
    """Where a block of code that nothing closes must have ended: before a heading of the page."""
    fence, opened = "", 0
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if not fence:
            if match:
                fence, opened = match[1], at
        elif match and match[1].startswith(fence) and line.strip() == match[1]:
            fence = ""
        elif _is_known_heading(line):
            where = Code("", opened + 1)
            message = "nothing closes this block of code before the next heading"
            page.report(rules.UNREADABLE_EXAMPLE, where, message, f"end it with a line {fence}")
            yield at
            fence = ""


def _is_known_heading(line: str) -> bool:
    match = _HEADING.match(line)
    if match is None:
        return False
    marks = (vocabulary.INPUT_EXAMPLE, vocabulary.OUTPUT_EXAMPLE, vocabulary.EXAMPLE_TITLE)
    return vocabulary.section(match[1]) is not None or any(m.fullmatch(match[1]) for m in marks)


class _Reader:
    """Follows the tokens of one part of a page, which begins at a line of it."""

    def __init__(self, page: Page, lines: Sequence[str], offset: int) -> None:
        self.page = page
        self.lines = lines
        self.offset = offset
        self.marker = ""
        """What stands before the text of the list item that comes next."""

    def read(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            line = (token.map[0] if token.map else 0) + self.offset + 1
            match token.type:
                case "heading_open":
                    text = _text(tokens[at + 1])
                    self.page.blocks.append(Heading(text, line, self.column(token)))
                case "paragraph_open":
                    text = self.marker + _text(tokens[at + 1])
                    self.marker = ""
                    self.page.blocks.append(Paragraph(text, line, self.column(token)))
                case "list_item_open":
                    self.marker = f"{token.info}. " if token.info else "- "
                case "fence" | "code_block":
                    first = line + 1 if token.type == "fence" else line
                    self.page.blocks.append(Code(token.content.rstrip("\n"), first))
                case "html_block" if "<table" in token.content.lower():
                    found = html.read(self.page.path, token.content, line - 1)
                    self.page.blocks += found.blocks
                case "table_open":
                    end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                    self.page.blocks.append(self.table(tokens[at:end], line))
                    at = end
            at += 1

    def column(self, token: Token) -> int:
        line = self.lines[token.map[0]] if token.map else ""
        return len(line) - len(line.lstrip()) + 1

    def table(self, tokens: Sequence[Token], line: int) -> Table:
        rows: list[tuple[Cell, ...]] = []
        number, seen, row = 0, 0, list[Cell]()
        for token in tokens:
            if token.type == "tr_open":
                number, seen, row = (token.map[0] if token.map else number), 0, []
            elif token.type == "inline":
                source = self.lines[number]
                place = source.find(token.content, seen) if token.content else seen
                seen = place + len(token.content) if place >= 0 else seen
                row.append(Cell(_text(token), number + self.offset + 1, max(place, 0) + 1))
            elif token.type == "tr_close":
                rows.append(tuple(row))
        return Table(rows[0], tuple(rows[1:]), line)


def _text(inline: Token) -> str:
    """The text of inline Markdown."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type == "code_inline":
            parts.append(f"`{token.content}`")
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "html_inline":
            if tag := _TAG.match(token.content):
                closing = "/" if token.content.startswith("</") else ""
                parts.append(_BREAKS.get(closing + tag[1].lower(), ""))
        else:
            parts.append(token.content)
    return tidied("".join(parts))
