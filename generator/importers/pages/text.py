"""A page as plain text: what a browser gives to who selects all of it and copies.

Headings are lines like others, and tables have lost their borders: the cells of a row stand on one
line, between tabs or single spaces, and the text of the last one may go on for any number of lines.
So this reader has to know what it reads: how headings are worded, that a name is one word, that a
parameter is required or not, and what a type looks like (`rows.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from . import rules, vocabulary
from .blocks import Block, Cell, Code, Heading, Page, Paragraph, Table, plain_indent
from .rows import Rows
from .vocabulary import Section

_LINE = re.compile(r"\r\n|\r|\n")
#: What may be a row: a name, and a word that may be its type.
_ROW = re.compile(r"\w+\s+(?:Array of )*(\w+)(?:\s|$)")


def read(path: str, text: str, known: Collection[str] = ()) -> Page:
    """The page; `known` are names of structs, which help to tell rows from other lines."""
    return _Reader(path, text, known).read()


class _Reader:
    """Goes through the lines of one page."""

    def __init__(self, path: str, text: str, known: Collection[str]) -> None:
        self.page = Page(path, [])
        self.raw = _LINE.split(text)
        self.lines = [line.replace("\u00a0", " ") for line in self.raw]
        self.heads = {
            at: found for at, line in enumerate(self.lines) if (found := vocabulary.columns(line))
        }
        self.sections = {
            at: section
            for at, line in enumerate(self.lines)
            if (section := vocabulary.section(line))
        }
        self.known = {*known}
        rows = (_ROW.match(line.strip()) for line in self.lines)
        self.types = {*known, *(row[1] for row in rows if row)}
        """What rows may have as their types."""
        self.structs = {} if self.sections else self.struct_lines()
        self.known |= {*self.structs.values()}
        self.end = self.footer()
        self.section: Section | None = None

    def read(self) -> Page:
        at = 0
        while at < self.end:
            line = self.lines[at]
            if at in self.sections:
                self.section = self.sections[at]
                at = self.heading(at)
            elif at in self.structs:
                self.add(Heading(self.structs[at], at + 1, self.indent(at)))
                at += 1
            elif at in self.heads:
                at = self.table(at)
            elif self.section is Section.EXAMPLES and self.is_mark(line):
                at = self.example_part(at)
            elif vocabulary.is_data_types(line):
                at = self.heading(at)
            else:
                at = self.paragraph(at)
        return self.page

    def add(self, block: Block) -> None:
        self.page.blocks.append(block)

    def indent(self, at: int) -> int:
        """The column in which a line begins."""
        return len(self.lines[at]) - len(self.lines[at].lstrip()) + 1

    def heading(self, at: int) -> int:
        self.add(Heading(self.lines[at].strip(), at + 1, self.indent(at)))
        return at + 1

    def stops(self, at: int) -> bool:
        """Whether something else begins at a line than the one before it belongs to."""
        return at >= self.end or at in self.sections or at in self.heads or at in self.structs

    def footer(self) -> int:
        """Where what belongs to the page ends."""
        last = max([*self.heads, *self.sections], default=-1)
        for at in range(last + 1, len(self.lines)):
            if vocabulary.is_footer(self.lines[at]):
                return at
        return len(self.lines)

    # Paragraphs and examples -----------------------------------------------------------------

    def paragraph(self, at: int) -> int:
        start = at
        while not self.stops(at) and self.lines[at].strip():
            if self.section is Section.EXAMPLES and self.is_mark(self.lines[at]):
                break
            at += 1
        if at > start:
            text = "\n".join(line.strip() for line in self.lines[start:at])
            self.add(Paragraph(text, start + 1, self.indent(start)))
            return at
        return at + 1

    @staticmethod
    def is_mark(line: str) -> bool:
        """Whether a line begins an example or a part of one."""
        patterns = (
            vocabulary.INPUT_EXAMPLE,
            vocabulary.OUTPUT_EXAMPLE,
            vocabulary.EXAMPLE_TITLE,
        )
        return any(pattern.fullmatch(line.strip()) for pattern in patterns)

    def example_part(self, at: int) -> int:
        line = self.lines[at].strip()
        at = self.heading(at)
        if vocabulary.EXAMPLE_TITLE.fullmatch(line):
            return at
        start = at
        while not self.stops(at) and not self.is_mark(self.lines[at]):
            at += 1
        end = at
        while start < end and not self.lines[start].strip():
            start += 1
        while start < end and not self.lines[end - 1].strip():
            end -= 1
        if start < end:
            code = "\n".join(map(plain_indent, self.raw[start:end]))
            self.add(Code(code, start + 1))
        return at

    # Tables ----------------------------------------------------------------------------------

    def table(self, head: int) -> int:
        at = head + 1
        while not self.stops(at):
            at += 1
        columns = [column for column, _ in self.heads[head]]
        rows = Rows(self.page, columns, self.known, "\t" in self.lines[head].strip())
        header = tuple(
            Cell(min(column.value), head + 1, place + 1) for column, place in self.heads[head]
        )
        found, rest = rows.read(self.lines, head + 1, at)
        self.add(Table(header, tuple(found), head + 1, self.indent(head)))
        return rest

    # Data types ------------------------------------------------------------------------------

    def struct_lines(self) -> dict[int, str]:
        """The lines that are names of structs, on a page of data types.

        Above each table stand the name, some words about it, and which actions use it.
        """
        found: dict[int, str] = {}
        before = next(
            (at for at, line in enumerate(self.lines) if vocabulary.is_data_types(line)), -1
        )
        ends = {
            at for at, line in enumerate(self.lines) if vocabulary.USED_BY.fullmatch(line.strip())
        }
        told = False
        for at in sorted({*ends, *self.heads}):
            if at in self.heads and told:
                before, told = at, False
                continue
            told = at in ends
            if name := self.struct_name(before, at):
                found[name[0]] = name[1]
            else:
                where = Heading(self.lines[at], at + 1, self.indent(at))
                message = "the data type that is described here has no name above it"
                self.page.report(
                    rules.UNREADABLE_ROW, where, message, "write its name above its description"
                )
            before = at
        return found

    def struct_name(self, after: int, until: int) -> tuple[int, str] | None:
        candidates = [
            (at, self.lines[at].strip())
            for at in range(after + 1, until)
            if vocabulary.NAME.fullmatch(self.lines[at].strip())
            and (at == 0 or not self.lines[at - 1].strip() or at == after + 1)
        ]
        if not candidates:
            return None
        # Of several, the one that is spelt as a struct and that rows refer to.
        looks = {name: (_looks_like_struct(name), name in self.types) for _, name in candidates}
        at, name = max(candidates, key=lambda each: looks[each[1]])
        if any(looks[other][0] for _, other in candidates if other != name):
            where = Heading(name, at + 1, self.indent(at))
            message = f"`{name}` is taken for the name of a data type; other lines may be it"
            self.page.report(rules.UNDECIDED_LINE, where, message, "see that it is right")
        return at, name


def _looks_like_struct(name: str) -> bool:
    """Whether a word is spelt as most structs are, unlike values such as `MASTER` and `weak`."""
    return name[0].isupper() and any(char.islower() for char in name)
