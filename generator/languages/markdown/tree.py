"""Descriptions, which are Markdown, as a tree of what they consist of.

The tree holds no HTML and no attribute but the address of a link, so that whoever shows it can only
ever show text.  Its forms are the type `Prose` in `explore/page/src/model.ts`.  As on the pages of
Markdown, a link may name an action, a struct or an error code, and code that is such a name leads
there by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from . import literals
from .prose import end_of, read

#: A paragraph's text, or a list of blocks.
Prose = str | list[Any]

#: Text in which nothing means anything to Markdown, as most is.
_PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>&#~|\n\t=+!{}]*")


def tree(markdown: str, names: Collection[str]) -> Prose:
    """A description; `names` are those of actions, structs and error codes."""
    shown = literals.visible(markdown).strip()
    if _PLAIN.fullmatch(shown):
        return shown
    blocks = list(_blocks(read(markdown), names))
    if len(blocks) == 1 and blocks[0][0] == "p" and all(isinstance(e, str) for e in blocks[0]):
        return "".join(blocks[0][1:])
    return blocks or ""


def text(prose: Prose) -> str:
    """What a person reads of it, in one line."""
    if isinstance(prose, str):
        return prose
    return " ".join("".join(_texts(block)).strip() for block in prose)


def lines(prose: Prose) -> list[str]:
    """The same for a terminal: a line for each paragraph, item of a list and line of code.

    Between paragraphs is an empty one.  The address of a link stands behind what it shows.
    """
    if isinstance(prose, str):
        return [prose] if prose else []
    found: list[str] = []
    for block in prose:
        if found and block[0] == "p":
            found.append("")
        found += _lines(block)
    return found


def _lines(block: list[Any]) -> Iterator[str]:
    match block:
        case ["ul", items]:
            yield from _listed(("-" for _ in items), items)
        case ["ol", first, items]:
            yield from _listed((f"{first + at}." for at in range(len(items))), items)
        case ["quote", inside]:
            yield from (f"  {line}" for line in lines(inside))
        case ["pre", content]:
            yield from (f"  {line}" for line in content.split("\n"))
        case _:
            yield from "".join(_texts(block, wide=True)).strip().split("\n")


def _listed(marks: Iterable[str], items: Iterable[list[Any]]) -> Iterator[str]:
    for mark, item in zip(marks, items, strict=True):
        head, *rest = [line for line in lines(item) if line] or [""]
        yield f"{mark} {head}".rstrip()
        yield from (f"  {line}" for line in rest)


def _texts(node: Any, wide: bool = False) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        kind = node[0] if node and isinstance(node[0], str) else ""
        if kind == "br":
            yield "\n" if wide else " "
        elif kind == "code" and wide:
            yield f"`{node[1]}`"
        elif kind in ("ul", "ol"):
            for item in node[-1]:
                yield from (f" {text([block])}" for block in item)
        elif kind == "quote":
            yield text(node[1])
        elif kind:
            for child in node[2 if kind in ("a", "ref") else 1 :]:
                yield from _texts(child, wide)
            if kind == "a" and wide and node[1] != "".join(_texts(node)):
                yield f" ({node[1]})"


def _blocks(tokens: Sequence[Token], names: Collection[str]) -> Iterator[list[Any]]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = end_of(tokens, at)
        inside = tokens[at + 1 : end]
        match token.type:
            case "paragraph_open" | "heading_open":
                if inline := _trimmed(_inline(inside[0].children or [], names)):
                    heading = token.type == "heading_open"
                    yield ["p", ["strong", *inline]] if heading else ["p", *inline]
            case "bullet_list_open":
                yield ["ul", _items(inside, names)]
            case "ordered_list_open":
                start = token.attrGet("start")
                yield ["ol", int(start) if start is not None else 1, _items(inside, names)]
            case "blockquote_open":
                yield ["quote", list(_blocks(inside, names))]
            case "fence" | "code_block":
                yield ["pre", token.content.strip("\n")]
        at = end + 1


def _items(tokens: Sequence[Token], names: Collection[str]) -> list[list[Any]]:
    found = []
    at = 0
    while at < len(tokens):
        end = end_of(tokens, at)
        found.append(list(_blocks(tokens[at + 1 : end], names)))
        at = end + 1
    return found


def _inline(tokens: Sequence[Token], names: Collection[str], linking: bool = True) -> list[Any]:
    found: list[Any] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = end_of(tokens, at)
        inside = tokens[at + 1 : end]
        match token.type:
            case "text" | "text_special":
                _append(found, token.content)
            case "softbreak":
                _append(found, " ")
            case "hardbreak":
                found.append(["br"])
            case "code_inline":
                code = ["code", token.content]
                known = linking and token.content in names
                found.append(["ref", token.content, code] if known else code)
            case "em_open" | "strong_open":
                kind = "em" if token.type == "em_open" else "strong"
                found.append([kind, *_inline(inside, names, linking)])
            case "link_open":
                found += _link(token, _inline(inside, names, linking=False), names)
            case "image":
                found += _link(token, [token.content], names)
        at = end + 1
    return found


def _append(found: list[Any], text: str) -> None:
    if found and isinstance(found[-1], str):
        found[-1] += text
    elif text:
        found.append(text)


def _link(token: Token, shown: list[Any], names: Collection[str]) -> list[Any]:
    """A link, where it leads somewhere; else what it shows."""
    target = str(token.attrGet("href") or token.attrGet("src") or "")
    if target in names:
        return [["ref", target, *shown]]
    address = literals.url(target)
    return [["a", address, *shown]] if address else shown


def _trimmed(inline: list[Any]) -> list[Any]:
    """Without spaces at either end."""
    if inline and isinstance(inline[0], str):
        inline = [inline[0].lstrip(), *inline[1:]]
    if inline and isinstance(inline[-1], str):
        inline = [*inline[:-1], inline[-1].rstrip()]
    return [each for each in inline if each != ""]
