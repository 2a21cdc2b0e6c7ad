"""What every comparison sees: both services, what is whose in them, and what was found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .. import graph
from ..model import Service, Struct, TypeRef
from .changes import Change, Path
from .kinds import ChangeKind


@dataclass(frozen=True)
class Side:
    """A service, and how its parts hang together."""

    service: Service

    @cached_property
    def structs(self) -> dict[str, Struct]:
        """The structs by name."""
        return graph.index(self.service)

    @cached_property
    def usage(self) -> dict[str, graph.Usage]:
        """On which ways each struct travels."""
        return graph.usage(self.service)

    def is_sent(self, struct: str) -> bool:
        """Whether a struct is typed by what requests need, as one is that nobody holds."""
        usage = self.usage[struct]
        return usage.sent or not usage.received

    def reached_by(self, path: Path) -> tuple[str, ...]:
        """The actions that what stands at a path is part of, in the order of the spec."""
        match path:
            case ("actions", str(name), *_):
                return (name,)
            case ("structs", str(name), *_):
                return self._reaching(name)
            case ("errors", str(code), *_):
                return tuple(self._raising.get(code, ()))
            case ("waiters", str(name), *_):
                return tuple(w.action for w in self.service.waiters if w.name == name)
        return ()

    def _reaching(self, struct: str) -> tuple[str, ...]:
        if struct not in self._known:
            found: set[str] = set()
            seen, waiting = {struct}, [struct]
            while waiting:
                actions, holders = self._holders.get(waiting.pop(), ((), ()))
                found.update(actions)
                waiting += [each for each in holders if each not in seen]
                seen.update(holders)
            self._known[struct] = tuple(a.name for a in self.service.actions if a.name in found)
        return self._known[struct]

    @cached_property
    def _known(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _holders(self) -> Mapping[str, tuple[list[str], list[str]]]:
        """The actions and the structs that have a field of each struct."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for action in self.service.actions:
            for name in graph.struct_names((*action.input, *action.output)):
                found.setdefault(name, ([], []))[0].append(action.name)
        for struct in self.service.structs:
            for name in graph.struct_names(struct.fields):
                found.setdefault(name, ([], []))[1].append(struct.name)
        return found

    @cached_property
    def _raising(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for action in self.service.actions:
            for code in action.errors:
                found.setdefault(code, []).append(action.name)
        return found


@dataclass(frozen=True)
class Context:
    """A service before and after."""

    old: Side
    new: Side
    structs: dict[str, str]
    """Every struct of the old one that the new one has, and what it is called there."""
    found: list[Change] = field(default_factory=list)

    def add(
        self,
        kind: ChangeKind,
        path: Path,
        message: str,
        *,
        old: object = "",
        new: object = "",
        gone: bool = False,
        actions: tuple[str, ...] | None = None,
    ) -> None:
        """Notes a change; what it reaches follows from its place, unless it is said."""
        side = self.old if gone else self.new
        self.found.append(
            Change(
                kind,
                self.new.service.name,
                self.new.service.version,
                path,
                gone,
                str(old),
                str(new),
                message,
                side.reached_by(path) if actions is None else actions,
            )
        )

    def same_type(self, old: TypeRef, new: TypeRef) -> bool:
        """Whether two types are one, under whatever name."""
        if old.item is not None and new.item is not None:
            return self.same_type(old.item, new.item)
        if old.struct is not None and new.struct is not None:
            return self.now(old.struct) == new.struct
        return old == new

    def now(self, struct: str) -> str:
        """What the new service calls a struct of the old one; one that is gone stays apart."""
        return self.structs.get(struct, f"{struct} (gone)")
