"""What pages say, in the form of a spec, with the place of everything on its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics import Diagnostic, Position
from ...source import DataPath


@dataclass(frozen=True, slots=True)
class Sample:
    """An example: its texts, and what they are as data, where they are."""

    title: str
    description: str
    place: Position
    request: str = ""
    reply: str = ""
    input: dict[str, Any] | None = None
    output: dict[str, Any] | None = None

    def data(self, input_fits: bool = True, output_fits: bool = True) -> dict[str, Any]:
        """As it stands in a spec; what does not fit is only shown."""
        found: dict[str, Any] = {"title": self.title}
        if self.description:
            found["description"] = self.description
        if self.input is not None and input_fits:
            found["input"] = self.input
        elif self.request:
            found["request"] = self.request
        if self.output is not None and output_fits:
            found["output"] = self.output
        elif self.reply:
            found["reply"] = self.reply
        return found


@dataclass(slots=True)
class Facts:
    """What one page says.

    `data` has the keys of a spec, with two differences: `required` is false where the page says
    No, and missing where it says nothing; and examples stand in `samples`.
    """

    page: str
    """The path of the file, as diagnostics spell it."""
    title: str
    """What the page is called: the name of its action, or `Data Types`."""
    date: str = ""
    service: str = ""
    """Empty for a page of data types, which does not say it."""
    version: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    used_by: frozenset[str] = frozenset()
    """The actions that a page of data types names."""
    listed: dict[DataPath, Position] = field(default_factory=dict)
    """The place of each table of fields that could be read as a whole, by their path."""
    places: dict[DataPath, Position] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def action(self) -> str:
        """The name of the action that the page is about."""
        return next(iter(self.data.get("actions", {})), "")

    def place(self, *path: str | int) -> Position:
        """Where a fact stands, or the nearest thing that it is part of."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Position(self.page))


def fields(data: Mapping[str, Any]) -> Iterator[tuple[DataPath, Mapping[str, Any]]]:
    """Every field of facts or of a spec, with its path."""
    for action, said in (data.get("actions") or {}).items():
        for way in ("input", "output"):
            for name, each in (said.get(way) or {}).items():
                yield ("actions", action, way, name), each
    for struct, said in (data.get("structs") or {}).items():
        for name, each in (said.get("fields") or {}).items():
            yield ("structs", struct, "fields", name), each


#: The keys that a field of a page can have, in the order in which people write them.
_ORDER = ("type", "required", "deprecated", "description", "example", "hints")


def struct_of(kind: str) -> str:
    """The word that a type is an array of, or is."""
    return kind.rpartition("Array of ")[2]


def written(field: Mapping[str, Any]) -> dict[str, Any]:
    """A field as a spec holds it, which does not say what is the rule."""
    return {
        key: field[key]
        for key in _ORDER
        if key in field and not (key == "required" and not field[key])
    }
