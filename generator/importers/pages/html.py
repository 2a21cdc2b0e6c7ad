"""A page as saved HTML: the surest form, since its tables have cells.

What a browser saves is the whole page: menus, scripts, tables of contents.  Only headings,
paragraphs, tables and code are of use here; what of it belongs to the action is found by its words
later on.

The parser is justhtml: it reads as browsers do, whatever is wrong with the markup, it says where
each element stands in the file, and it needs no other package.  (lxml has lines but no columns and
a parser of HTML 4; selectolax has neither; html5lib is no longer maintained.)
"""

from __future__ import annotations

import re
from typing import Any

from . import vocabulary
from .blocks import Cell, Code, Heading, Page, Paragraph, Table, plain_indent, tidied


class MissingLibrary(Exception):
    """HTML cannot be read without a package that is not there; the message says which."""


#: What holds no text of the page.
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "button",
        "svg",
        "form",
        "select",
        "option",
        "iframe",
        "textarea",
        "title",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
#: In elements and texts.
_LARGEST_HEADING = 30
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def looks_like(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag, a comment or a document type."""
    begin = text.lstrip("\ufeff \t\r\n")[:200].lower()
    return re.match(r"<(!doctype|!--|\?xml|[a-z][a-z0-9]*[\s/>])", begin) is not None


def read(path: str, text: str, offset: int = 0) -> Page:
    """The page; its first line is the one behind `offset` of the file.

    Raises MissingLibrary.
    """
    try:
        from justhtml import JustHTML
    except ImportError:
        message = f"{path} is HTML, which needs a package: pip install 'tc3gen[html]'"
        raise MissingLibrary(message) from None
    document = JustHTML(text, track_node_locations=True, sanitize=False)
    page = Page(path, [])
    _Reader(page, offset).read(document.root)
    return page


class _Reader:
    """Goes through the elements of one page in their order, however deep they are."""

    def __init__(self, page: Page, offset: int) -> None:
        self.page = page
        self.offset = offset
        self.parts: list[str] = []
        self.place = (0, 1)

    def read(self, root: Any) -> None:
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            node, left = stack.pop()
            name = node.name
            if left:
                self.flush()
            elif name == "#text":
                self.text(node)
            elif name == "br":
                self.parts.append("\n")
            elif name == "img":
                self.parts.append(_alternative(node))
            elif name == "code":
                self.at(node)
                self.parts.append(f"`{_content(node)}`")
            elif _is_skipped(node):
                continue
            elif name == "pre":
                self.flush()
                self.code(node)
            elif name in _HEADINGS:
                self.flush()
                line, column = self.where(node)
                self.page.blocks.append(Heading(_content(node), line, column))
            elif name == "table" and (table := self.table(node)):
                self.flush()
                self.page.blocks.append(table)
            else:
                if name not in _INLINE:
                    self.flush()
                    stack.append((node, True))
                    if name == "li":
                        self.parts.append("- ")
                stack += [(child, False) for child in reversed(node.children or ())]
        self.flush()

    def where(self, node: Any) -> tuple[int, int]:
        """Line and column of an element, or of what comes first in one that the parser implied."""
        while node.origin_line is None and node.children:
            node = node.children[0]
        return (node.origin_line or 0) + self.offset, node.origin_col or 1

    def at(self, node: Any) -> None:
        """Notes where a paragraph begins."""
        if not any(part.strip(" -") for part in self.parts):
            self.place = self.where(node)

    def text(self, node: Any) -> None:
        text = _collapsed(node.data)
        if text.strip():
            self.at(node)
        self.parts.append(text)

    def flush(self) -> None:
        """Ends a paragraph."""
        text = tidied("".join(self.parts))
        self.parts = []
        if text.strip("- "):
            self.page.blocks.append(Paragraph(text, *self.place))

    def code(self, node: Any) -> None:
        text = "\n".join(map(plain_indent, _raw(node).replace("\r\n", "\n").split("\n")))
        begin = len(text) - len(text.lstrip("\n"))
        line, column = self.where(node)
        if text.strip():
            self.page.blocks.append(Code(text.strip("\n").rstrip(), line + begin, column))

    # Tables ----------------------------------------------------------------------------------

    def table(self, node: Any) -> Table | None:
        """A table whose head names columns that pages have; others may only be there for layout."""
        rows = [cells for row in _rows(node) if (cells := _cells(row))]
        if not rows or any(map(_is_large, rows[0])):
            return None
        header = self.row(rows[0])
        if vocabulary.lists([vocabulary.column(cell.text) for cell in header]) is None:
            return None
        return Table(header, tuple(map(self.row, rows[1:])), *self.where(node))

    def row(self, cells: list[Any]) -> tuple[Cell, ...]:
        return tuple(Cell(_content(cell), *self.where(cell)) for cell in cells)


def _rows(table: Any) -> list[Any]:
    """The rows of a table itself, not of those in its cells."""
    found = []
    for child in table.children or ():
        if child.name == "tr":
            found.append(child)
        elif child.name in ("thead", "tbody", "tfoot"):
            found += [each for each in child.children or () if each.name == "tr"]
    return found


def _cells(row: Any) -> list[Any]:
    return [each for each in row.children or () if each.name in ("td", "th")]


def _is_large(cell: Any) -> bool:
    """Whether a cell holds more than a heading does: then its table is there for layout."""
    waiting, seen = [cell], 0
    while waiting and seen <= _LARGEST_HEADING:
        seen += 1
        waiting += waiting.pop().children or ()
    return seen > _LARGEST_HEADING


def _is_skipped(node: Any) -> bool:
    if node.name in _SKIPPED or node.name.startswith(("#comment", "!")):
        return True
    attributes = node.attrs or {}
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style


def _alternative(image: Any) -> str:
    """What stands for a picture, such as the mark of a required parameter."""
    return (image.attrs or {}).get("alt") or ""


def _collapsed(text: str) -> str:
    """Text as it is shown, where spaces and line breaks of the source are one space."""
    return re.sub(r"\s+", " ", text)


def _content(node: Any) -> str:
    """All that is shown inside of an element, as text of one or several lines."""
    parts: list[str] = []
    stack: list[Any] = [*reversed(node.children or ())]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            parts.append(each)
        elif each.name == "#text":
            parts.append(_collapsed(each.data))
        elif each.name == "br":
            parts.append("\n")
        elif each.name == "img":
            parts.append(_alternative(each))
        elif each.name == "pre":
            parts.append(f"\n{_raw(each)}\n")
        elif each.name == "tr":
            cells = _cells(each)
            stack.append("\n")
            stack += [part for cell in reversed(cells) for part in (cell, " | ")][:-1]
        elif not _is_skipped(each):
            before, after = _around(each)
            stack.append(after)
            stack += reversed(each.children or ())
            stack.append(before)
    return tidied("".join(parts))


def _around(node: Any) -> tuple[str, str]:
    """What stands before and after the content of an element."""
    if node.name == "code":
        return "`", "`"
    if node.name == "li":
        return "\n- ", "\n"
    if node.name == "p":
        return "\n\n", "\n\n"
    return ("", "") if node.name in _INLINE | {"td", "th"} else ("\n", "\n")


def _raw(node: Any) -> str:
    """The text inside of an element with its spaces and line breaks."""
    parts: list[str] = []
    stack: list[Any] = [node]
    while stack:
        each = stack.pop()
        if each.name == "#text":
            parts.append(each.data)
        elif each.name == "br":
            parts.append("\n")
        else:
            stack += reversed(each.children or ())
    return "".join(parts)
