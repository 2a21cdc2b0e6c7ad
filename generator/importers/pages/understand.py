"""A page in its neutral form to what it says.

Whether a page was text, Markdown or HTML makes no difference any more.  What cannot be understood
is noted in the page's problems, each with its place, and the rest is given all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from . import described, examples, rules, tables, vocabulary
from .blocks import Block, Code, Heading, Page, Paragraph, Table, first
from .facts import Facts
from .tables import Row
from .vocabulary import Column, Section

_SERVICE = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}")

_Sections = dict[Section, list[Block]]


def understand(page: Page) -> Facts | None:
    """What a page says; None where it is of no use, which its problems tell."""
    sections = _sections(page)
    if Section.INPUT in sections or len(sections) > 1:
        return _Action(page, sections).facts()
    if any(map(_used_by, page.blocks)) or (
        any(isinstance(b, Heading) and vocabulary.is_data_types(b.text) for b in page.blocks)
        and tables.find(page.blocks, Column.NAME)
    ):
        return _data_types(page)
    message = "this is neither the page of an action nor a page of data types"
    if not page.blocks:
        message = "there is nothing in this file"
    help = "save the page again, with all of its numbered parts, as text, Markdown or HTML"
    page.report(rules.NO_PAGE, first(page.blocks), message, help)
    return None


def _sections(page: Page) -> _Sections:
    """The parts of a page by their headings.

    Tables of contents repeat the headings, so of several parts with one the fullest is taken.
    """
    found: dict[Section, list[list[Block]]] = {}
    part: list[Block] | None = None
    for block in page.blocks:
        if isinstance(block, Heading | Paragraph) and (kind := vocabulary.section(block.text)):
            part = [block]
            found.setdefault(kind, []).append(part)
        elif part is not None:
            part.append(block)
    return {kind: max(parts, key=lambda p: _weight(kind, p)) for kind, parts in found.items()}


def _weight(kind: Section, part: Sequence[Block]) -> tuple[bool, int]:
    match kind:
        case Section.INPUT | Section.OUTPUT:
            told = tables.find(part, Column.NAME) is not None
        case Section.ERRORS:
            told = tables.find(part, Column.CODE) is not None
        case Section.EXAMPLES:
            told = any(isinstance(block, Code) for block in part)
        case _:
            told = any(vocabulary.DOMAIN.search(line) for line, _ in _lines(part))
    return told, len(part)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, Paragraph]]:
    """The lines of all paragraphs, each with the paragraph that it stands in."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for number, line in enumerate(block.text.split("\n")):
                column = block.column if number == 0 else 1
                yield line.strip(), Paragraph(line, block.line + number, column)


def _date(page: Page) -> str:
    """The day of the page's last change."""
    texts = (block.text for block in page.blocks if isinstance(block, Paragraph | Heading))
    dates = map(vocabulary.UPDATED.search, texts)
    return next((match[1] for match in dates if match), "")


# Actions -----------------------------------------------------------------------------------------


class _Action:
    """The page of an action."""

    def __init__(self, page: Page, sections: _Sections) -> None:
        self.page = page
        self.sections = sections
        self.said = Facts(page.path, "", _date(page), problems=page.problems)
        self.common: dict[str, Row] = {}
        self.data: dict[str, Any] = {}

    def facts(self) -> Facts | None:
        """All that the page says; None where it does not say what it is about."""
        name = self.identity()
        if name is None:
            return None
        self.said.title = name
        start = first(self.sections.get(Section.DESCRIPTION, self.page.blocks))
        self.said.places["actions", name] = self.page.at(start)
        self.description(name)
        self.region(name)
        for key, section in (("input", Section.INPUT), ("output", Section.OUTPUT)):
            self.data[key] = self.table(name, key, section)
        if Section.EXAMPLES in self.sections:
            self.said.samples = examples.read(self.page, self.sections[Section.EXAMPLES])
        else:
            self.missing("4. Example")
        errors = self.errors()
        self.data["errors"] = list(errors)
        source = {"page": name, "date": self.said.date}
        self.said.data |= {
            "sources": [{key: value for key, value in source.items() if value}],
            "actions": {name: {key: value for key, value in self.data.items() if value}},
            "errors": {code: text for code, text in errors.items() if text},
        }
        return self.said

    def missing(self, what: str) -> None:
        message = f"the part `{what}` is missing, or cannot be read"
        help = "see whether the page has it, and save it again"
        self.page.report(rules.MISSING_PART, first(self.page.blocks), message, help)

    # Which action it is ----------------------------------------------------------------------

    def identity(self) -> str | None:
        """The name of the action, once service and version are known too."""
        table = tables.find(self.sections.get(Section.INPUT, ()), Column.NAME)
        if table is None:
            self.lacks("there is no table of input parameters, whose first rows name the action")
            return None
        for cells in table.rows:
            name = cells[0].text.strip("`* ")
            row = tables.by_column(table, cells)
            if name in ("Action", "Version", "Region") and _is_common(row):
                self.common[name] = row
        name = self.value("Action", vocabulary.NAME)
        version = self.value("Version", _VERSION)
        service = self.host()
        if not (name and version and service):
            return None
        self.said.service, self.said.version = service, version
        return name

    def value(self, name: str, pattern: re.Pattern[str]) -> str:
        """What the row `Action` or `Version` says that this API's is."""
        row = self.common.get(name)
        if row is None:
            self.lacks(f"the input parameters have no row `{name}` with its value for this API")
            return ""
        cell = row[Column.DESCRIPTION]
        match = vocabulary.ACTION_VALUE.search(cell.text)
        if match is None or not pattern.fullmatch(match[1]):
            self.page.report(
                rules.NO_IDENTITY, cell, f"the row `{name}` does not say its value for this API"
            )
            return ""
        return match[1]

    def host(self) -> str:
        """The short name of the service, which its host begins with."""
        blocks = self.sections.get(Section.DESCRIPTION, self.page.blocks)
        for line, place in _lines(blocks):
            if match := vocabulary.DOMAIN.search(line):
                host = match[1].lower()
                service = host.split(".")[0]
                if not _SERVICE.fullmatch(service):
                    break
                site = "international" if ".intl." in host else "domestic"
                self.said.data["endpoints"] = {site: host}
                self.said.places["endpoints", site] = self.page.at(place)
                return service
        self.lacks("no sentence names the domain, which begins with the name of the service")
        return ""

    def lacks(self, message: str) -> None:
        start = first(self.sections.get(Section.INPUT, self.page.blocks))
        help = "save the page again, with the whole table and the lines above it"
        self.page.report(rules.NO_IDENTITY, start, message, help)

    # What is said of it ----------------------------------------------------------------------

    def description(self, name: str) -> None:
        """Prose, the rate limit, and whether callers should leave the action."""
        if Section.DESCRIPTION not in self.sections:
            self.missing("1. API Description")
            return
        paragraphs: list[str] = []
        for block in self.sections[Section.DESCRIPTION][1:]:
            kept = []
            for line, place in _lines([block]):
                line = vocabulary.DOMAIN.sub("", line).strip()
                rate, line = self.rate(name, line, place)
                if line and not rate and not vocabulary.is_boilerplate(line):
                    kept.append(line)
            if kept:
                paragraphs.append("\n".join(kept))
        sentence, text = described.deprecation("\n\n".join(paragraphs))
        if text:
            self.data["description"] = described.clean(text)
        if sentence:
            self.data["deprecated"] = described.clean(sentence)

    def rate(self, name: str, line: str, place: Paragraph) -> tuple[bool, str]:
        """Notes the rate limit of a line; whether nothing else is in it, and the rest of it."""
        limit, rest = vocabulary.rate_limit(line)
        if limit:
            self.data["rate_limit"] = limit
            self.said.places["actions", name, "rate_limit"] = self.page.at(place)
            return not rest, rest
        if vocabulary.RATE.search(line):
            message = "this sentence on the rate limit cannot be read"
            help = "write `rate_limit`, in requests per second, into the spec"
            self.page.report(rules.MISSING_PART, place, message, help)
        return False, line

    def region(self, name: str) -> None:
        """Whether a region goes with requests.

        "This parameter is not required" says that it need not be sent, not that it does harm, as
        "this parameter is optional" does: both are `optional`.
        """
        row = self.common.get("Region")
        required = (
            vocabulary.answer(row[Column.REQUIRED].text) if row and Column.REQUIRED in row else None
        )
        if row is None or required is None:
            message = "nothing says whether requests name a region"
            rule = rules.NO_ANSWER if row else rules.MISSING_PART
            where = row[Column.NAME] if row else first(self.sections[Section.INPUT])
            self.page.report(rule, where, message, "set `region` in the spec")
            return
        self.data["region"] = "required" if required else "optional"
        self.said.places["actions", name, "region"] = self.page.at(row[Column.NAME])

    def table(self, name: str, key: str, section: Section) -> dict[str, Any]:
        table = tables.find(self.sections.get(section, ()), Column.NAME)
        if table is None:
            self.missing("2. Input Parameters" if key == "input" else "3. Output Parameters")
            return {}

        def common(name: str, row: Row) -> bool:
            return (
                name in self.common and _is_common(row) if key == "input" else name == "RequestId"
            )

        return tables.fields(self.page, self.said, table, ("actions", name, key), common)

    def errors(self) -> dict[str, str]:
        part = self.sections.get(Section.ERRORS, [])
        table = tables.find(part, Column.CODE)
        if table is not None:
            return tables.errors(self.page, self.said, table)
        if not any(vocabulary.NO_ERROR_CODES.search(line) for line, _ in _lines(part)):
            self.missing("6. Error Code")
        return {}


def _is_common(row: Row) -> bool:
    cell = row.get(Column.DESCRIPTION)
    return cell is not None and vocabulary.COMMON.match(cell.text.lstrip("[`* ")) is not None


# Data types --------------------------------------------------------------------------------------


def _used_by(block: Block) -> re.Match[str] | None:
    """The line that says which actions use a data type."""
    if not isinstance(block, Paragraph):
        return None
    matches = (vocabulary.USED_BY.fullmatch(line) for line, _ in _lines([block]))
    return next((match for match in matches if match), None)


def _data_types(page: Page) -> Facts:
    facts = Facts(page.path, "Data Types", _date(page), problems=page.problems)
    structs: dict[str, Any] = {}
    actions: set[str] = set()
    name, words = "", list[str]()
    for block in page.blocks:
        if isinstance(block, Heading):
            text = block.text.strip().strip("`")
            is_name = vocabulary.NAME.fullmatch(text) and not vocabulary.is_data_types(text)
            name, words = text if is_name else "", []
            facts.places.setdefault(("structs", name), page.at(block))
        elif used := _used_by(block):
            actions |= set(re.split(r"[,，、\s]+", used[1]))
        elif isinstance(block, Paragraph) and name:
            words.append(block.text)
        elif isinstance(block, Table) and tables.find([block], Column.NAME):
            if not name:
                message = "the data type of this table has no name above it"
                page.report(rules.UNREADABLE_ROW, block, message, "the table is left out")
            elif name in structs:
                message = f"there is a data type `{name}` already"
                page.report(rules.REPEATED_ROW, block, message, "see which of them is right")
            else:
                path = ("structs", name, "fields")
                struct = {"description": described.clean("\n\n".join(words))} if words else {}
                structs[name] = struct | {"fields": tables.fields(page, facts, block, path)}
                name = ""
    facts.used_by = frozenset(actions)
    source = {"page": "Data Types", "date": facts.date}
    facts.data = {
        "sources": [{key: value for key, value in source.items() if value}],
        "structs": structs,
    }
    return facts
