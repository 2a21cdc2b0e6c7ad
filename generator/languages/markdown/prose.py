"""Descriptions, which are Markdown already, read and written again as safe Markdown.

A real parser reads; what it finds is written anew from a short list: paragraphs, lists, quotes,
code, emphasis and links.  All else (HTML, images, headings, tables, rules) becomes text or a link.
So a description can shape itself, and never the page that it stands in.

A link may name an action, a struct or an error code as its target, and code that is such a name
becomes a link: both lead to its page.  Other relative links lead nowhere here and become text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import literals

#: The link to the page of an action, a struct or an error code; nothing for any other name.
Resolve = Callable[[str], str]

_BULLET = "\u2022"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def blocks(markdown: str, resolve: Resolve) -> str:
    """A description as blocks of Markdown, parted by blank lines."""
    writer = _Writer(resolve, wide=True)
    return "\n\n".join(writer.blocks(read(markdown)))


def line(markdown: str, resolve: Resolve) -> str:
    """A description in one line, for a table's cell or a list's item."""
    writer = _Writer(resolve, wide=False)
    return "<br>".join(filter(None, writer.blocks(read(markdown))))


def first(markdown: str, resolve: Resolve) -> str:
    """The first paragraph of a description, in one line."""
    writer = _Writer(resolve, wide=False)
    parts = writer.blocks(read(markdown), only_first=True)
    return parts[0] if parts else ""


def is_one_paragraph(markdown: str) -> bool:
    """Whether `first` is all that there is."""
    tokens = read(markdown)
    return not tokens or (len(tokens) == 3 and tokens[0].type == "paragraph_open")


def read(markdown: str) -> list[Token]:
    """What a description consists of."""
    # The parser shows what it cannot render as a replacement character; we say which it was.
    return _cached(literals.visible(markdown))


@lru_cache(maxsize=512)
def _cached(markdown: str) -> list[Token]:
    return _parser().parse(markdown)


class _Writer:
    """Writes tokens as Markdown: `wide` as blocks, else each block as a piece of one line."""

    def __init__(self, resolve: Resolve, wide: bool) -> None:
        self.resolve = resolve
        self.wide = wide

    def blocks(self, tokens: Sequence[Token], only_first: bool = False) -> list[str]:
        written: list[str] = []
        at = 0
        while at < len(tokens) and not (only_first and written):
            token = tokens[at]
            end = end_of(tokens, at)
            inside = tokens[at + 1 : end]
            match token.type:
                case "paragraph_open" | "heading_open":
                    inline = self.inline(inside[0].children or [])
                    if inline:
                        if token.type == "heading_open" and "*" not in inline:
                            inline = f"**{inline}**"
                        written.append(literals.line_start(inline) if self.wide else inline)
                case "bullet_list_open" | "ordered_list_open":
                    written += self.list(token, inside)
                case "blockquote_open":
                    quoted = self.blocks(inside)
                    if self.wide and quoted:
                        quoted = [_prefixed("> ", "> ", "\n\n".join(quoted))]
                    written += quoted
                case "fence" | "code_block":
                    written.append(self.code(token))
            at = end + 1
        return written

    def code(self, token: Token) -> str:
        if self.wide:
            words = token.info.split()
            return literals.code_block(token.content, words[0] if words else "")
        lines = token.content.strip("\n").split("\n")
        return "<br>".join(literals.code(each) for each in lines if each.strip())

    def list(self, opening: Token, inside: Sequence[Token]) -> list[str]:
        start = opening.attrGet("start")
        number = int(start) if start is not None else 1
        ordered = opening.type == "ordered_list_open"
        items: list[str] = []
        at = 0
        while at < len(inside):
            end = end_of(inside, at)
            parts = self.blocks(inside[at + 1 : end])
            mark = f"{number + len(items)}." if ordered else ("-" if self.wide else _BULLET)
            if self.wide:
                # Four spaces are what every reader takes for the inside of an item.
                tight = all(token.hidden for token in inside if token.type == "paragraph_open")
                body = ("\n" if tight else "\n\n").join(parts)
                items.append(_prefixed(f"{mark} ", "    ", body))
            else:
                items.append(f"{mark} {'<br>'.join(parts)}")
            at = end + 1
        return ["\n".join(items)] if self.wide else items

    def inline(self, tokens: Sequence[Token]) -> str:
        return self._inline(tokens).strip()

    def _inline(self, tokens: Sequence[Token], linking: bool = True) -> str:
        written: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = end_of(tokens, at)
            inside = tokens[at + 1 : end]
            match token.type:
                case "text" | "text_special":
                    written.append(literals.text(token.content))
                case "code_inline":
                    code = literals.code(token.content)
                    page = self.resolve(token.content) if linking else ""
                    written.append(literals.link(code, page) if page else code)
                case "softbreak":
                    written.append(" ")
                case "hardbreak":
                    written.append("<br>")
                case "em_open" | "strong_open":
                    mark = "*" if token.type == "em_open" else "**"
                    written.append(_marked(mark, self._inline(inside, linking)))
                case "link_open":
                    written.append(self.link(token, self._inline(inside, linking=False)))
                case "image":
                    written.append(self.link(token, literals.text(token.content)))
            at = end + 1
        return literals.joined(written)

    def link(self, token: Token, shown: str) -> str:
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        safe = self.resolve(target) or literals.url(target)
        # A link inside a link (an image can be one) would end the outer one.
        return literals.link(shown, safe) if safe and shown.strip() and "](" not in shown else shown


def _marked(mark: str, inline: str) -> str:
    """Emphasis, its marks next to what they mark."""
    core = inline.strip()
    if not core:
        return inline
    before, _, after = inline.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _prefixed(first_prefix: str, prefix: str, body: str) -> str:
    lines = body.split("\n")
    rest = [f"{prefix}{each}".rstrip() if not each else f"{prefix}{each}" for each in lines[1:]]
    return "\n".join([f"{first_prefix}{lines[0]}".rstrip(), *rest])


def end_of(tokens: Sequence[Token], at: int) -> int:
    """Where what begins at `at` ends: at its closing token, or at itself."""
    depth: int = tokens[at].nesting
    while depth > 0:
        at += 1
        depth += tokens[at].nesting
    return at
