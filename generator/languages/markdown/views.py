"""Everything that a template of a page needs, already computed: finished pieces of Markdown.

Templates only put the pieces in order, beside those of the Python view, whose fields come in the
same order as the fields here.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import literals


@dataclass(frozen=True, slots=True)
class FieldView:
    """A row in a table of fields, and the section below it that says the rest."""

    wire: str
    """The wire name, as code."""
    type: str
    """The type, linked to its page."""
    presence: tuple[str, ...]
    """Cells, `yes` or `no`: whether it must be sent, whether replies always hold it, or both."""
    text: str
    """A cell: the first paragraph of the description and what the field must keep to."""
    heading: str
    """The section's heading; empty where the table says it all."""
    details: str
    """The section: the whole description, and what values mean."""


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A call, as it goes over the wire."""

    title: str
    description: str
    request: str
    """The raw HTTP request, fenced."""
    reply: str
    """The raw HTTP reply, fenced; empty where the example shows none."""
    curl: str
    """Commands for a shell, fenced."""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A row in a table of error codes."""

    code: str
    wire: str
    """The code, as code."""
    link: str
    """The same, linked to its place among all codes."""
    description: str
    solution: str


@dataclass(frozen=True, slots=True)
class WaiterView:
    """What can be waited for with an action."""

    description: str
    facts: str
    """When it is over, and when it has failed."""


@dataclass(frozen=True, slots=True)
class ActionView:
    """The page of an action."""

    wire: str
    page: str
    """The page's name, without its ending."""
    label: str
    heading: str
    title: str
    description: str
    deprecation: str
    """A sentence or two; empty where the action is current."""
    offline: str
    """A sentence; empty where the action can be called."""
    unsigned: str
    """A sentence; empty where the request bears a signature."""
    sending: str
    """How the request is sent; empty where it is JSON."""
    rate_limit: str
    region: str
    repeat: str
    parameters: tuple[FieldView, ...]
    results: tuple[FieldView, ...]
    """The reply's members, `RequestId` the last of them."""
    errors: tuple[ErrorView, ...]
    examples: tuple[ExampleView, ...]
    entry: tuple[str, str, str]
    """A row of the index: the link, the title, the rate limit."""
    paging: str = ""
    """How the next part of the list is asked for; empty where there are no parts."""
    waiters: tuple[WaiterView, ...] = ()


@dataclass(frozen=True, slots=True)
class StructView:
    """The page of a data type."""

    wire: str
    page: str
    label: str
    heading: str
    description: str
    travels: str
    """Whether requests hold it, replies, or both."""
    presence: tuple[str, ...]
    """The heads of the columns that its fields' `presence` fills."""
    fields: tuple[FieldView, ...]
    used_by: tuple[str, ...]
    """Items of a list: the action or the struct, linked, and the field there."""
    entry: tuple[str, str, str]
    """A row of the index: the link, what it is, where it is used."""


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The error codes that share their first part."""

    name: str
    heading: str
    errors: tuple[ErrorView, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service in one version."""

    name: str
    version: str
    package: str
    module: str
    label: str
    heading: str
    where: str
    """The service and its version, for a line at the head of each page."""
    description: str
    endpoints: tuple[tuple[str, str], ...]
    """Rows: a site and its host."""
    host: str
    """The default host, for a shell."""
    actions: tuple[ActionView, ...]
    structs: tuple[StructView, ...]
    errors: tuple[FamilyView, ...]

    @property
    def by_name(self) -> list[StructView]:
        """The structs as an index lists them."""
        return sorted(self.structs, key=lambda struct: (struct.wire.casefold(), struct.wire))

    @property
    def showcase(self) -> str:
        """The action whose example introduces the service, best a current one; or nothing."""
        shown = [each for each in self.actions if each.examples and each.examples[0].curl]
        current = [each for each in shown if not (each.deprecation or each.offline)]
        return next((action.wire for action in (*current, *shown)), "")

    def python(self, source: str) -> str:
        """Generated Python as a fenced block."""
        return literals.python(source)
