"""What every rule sees: the model, and where in the files each part of it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .. import graph
from ..diagnostics import Position
from ..model import Field, Service, Struct
from ..source import Document

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A field, where it stands, and among whom."""

    path: Path
    field: Field
    owner: str
    """Whose field it is, for a message: "the input of `RebuildMedia`"."""
    siblings: tuple[Field, ...]

    @property
    def is_input(self) -> bool:
        """Whether it is a parameter of an action itself."""
        return self.path[2] == "input"


@dataclass(frozen=True)
class Context:
    """A service and the document it was built from.

    Where the schema found parts broken, the service lacks them and `complete` is false.  The
    document still has their names, so a rule that looks a name up looks there, and a rule on
    what is missing from the service keeps silent.
    """

    service: Service
    document: Document
    complete: bool = True

    def key(self, *path: str | int) -> Position:
        """Where a key stands."""
        return self.document.marks.key(path)

    def value(self, *path: str | int) -> Position:
        """Where a value begins."""
        return self.document.marks.value(path)

    def data(self, *path: str | int) -> Mapping[str, Any]:
        """The map at a path, as it was written."""
        found: Any = self.document.data
        for step in path:
            found = found[step]
        return found if isinstance(found, dict) else {}

    def names(self, section: str) -> Collection[str]:
        """The names under `actions`, `structs` or `errors`, broken ones too."""
        named: Any = self.document.data.get(section)
        return named.keys() if isinstance(named, dict) else ()

    @cached_property
    def structs(self) -> dict[str, Struct]:
        """The structs by name."""
        return graph.index(self.service)

    @cached_property
    def usage(self) -> dict[str, graph.Usage]:
        """On which ways each struct travels."""
        return graph.usage(self.service)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every field of the service, in the order of the spec."""
        found: list[Place] = []

        def add(path: Path, fields: tuple[Field, ...], owner: str) -> None:
            found.extend(Place((*path, one.name), one, owner, fields) for one in fields)

        for action in self.service.actions:
            way = ("actions", action.name)
            add((*way, "input"), action.input, f"the input of `{action.name}`")
            add((*way, "output"), action.output, f"the output of `{action.name}`")
        for struct in self.service.structs:
            add(("structs", struct.name, "fields"), struct.fields, f"`{struct.name}`")
        return tuple(found)
