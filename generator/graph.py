"""How the parts of a service hang together: what an action reaches, what travels which way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from .model import Action, Body, ErrorCode, Field, Service, SimulatedTask, Simulation, Struct


@dataclass(frozen=True, slots=True)
class Usage:
    """On which ways a struct travels."""

    sent: bool = False
    received: bool = False


def struct_names(fields: Iterable[Field]) -> list[str]:
    """The structs that fields name directly, in order, each once."""
    found: dict[str, None] = {}
    for field in fields:
        type_ = field.type
        while type_.item is not None:
            type_ = type_.item
        if type_.struct is not None:
            found[type_.struct] = None
    return list(found)


def reached(structs: Mapping[str, Struct], fields: Iterable[Field]) -> list[str]:
    """Every struct that fields lead to, in the order in which a reader meets them."""
    found: dict[str, None] = {}
    waiting = struct_names(fields)[::-1]
    while waiting:
        name = waiting.pop()
        if name in found or name not in structs:
            continue
        found[name] = None
        waiting.extend(reversed(struct_names(structs[name].fields)))
    return list(found)


def routes(
    structs: Mapping[str, Struct], fields: Iterable[Field], path: str
) -> list[tuple[Field, ...]]:
    """Every way that a path leads, as the fields along it; none where it leads nowhere.

    A `*` at its head stands for every member that holds the rest.  No way goes through an array.
    """
    head, _, rest = path.partition(".")
    found: list[tuple[Field, ...]] = []
    for field in fields:
        if head not in ("*", field.name):
            continue
        if not rest:
            found.append((field,))
        elif struct := structs.get(field.type.struct or ""):
            found += [(field, *route) for route in routes(structs, struct.fields, rest)]
    return found


def index(service: Service) -> dict[str, Struct]:
    """The structs of a service by name."""
    return {struct.name: struct for struct in service.structs}


def usage(service: Service) -> dict[str, Usage]:
    """For every struct of a service, whether requests hold it and whether replies do."""
    structs = index(service)
    sent = set(reached(structs, (f for action in service.actions for f in action.input)))
    received = set(reached(structs, (f for action in service.actions for f in action.output)))
    return {name: Usage(name in sent, name in received) for name in structs}


def lineage(code: str) -> list[str]:
    """An error code below the codes of its families: `A`, `A.B`, `A.B.C` for `A.B.C`.

    Some services have codes that end in a dot.  That makes no family: `A.` is alone.
    """
    parts = code.rstrip(".").split(".")
    above = [".".join(parts[:length]) for length in range(1, len(parts)) if parts[length - 1]]
    return [*above, code]


def features(service: Service) -> frozenset[str]:
    """What of the runtime only some services need."""
    found = {"waiting"} if service.waiters else set[str]()
    for action in service.actions:
        found |= {"paging"} if action.paging else set()
        found |= {"streams"} if action.streams else set()
        found |= {"bodies"} if action.body is not Body.JSON else set()
    return frozenset(found)


def without(service: Service, unwanted: Collection[str]) -> Service:
    """The service without methods of these features, which its actions would have."""
    if not unwanted:
        return service
    return replace(
        service,
        waiters=() if "waiting" in unwanted else service.waiters,
        actions=tuple(
            replace(
                action,
                paging=None if "paging" in unwanted else action.paging,
                streams=action.streams and "streams" not in unwanted,
            )
            for action in service.actions
        ),
    )


def listed_errors(service: Service, described: Iterable[ErrorCode]) -> Service:
    """The service with those error codes alone that its actions list, and all families.

    A family is a code above another one among the `described`, those of the service as a whole.
    """
    kept = {code for action in service.actions for code in action.errors}
    kept |= {family for error in described for family in lineage(error.code)[:-1]}
    return replace(service, errors=tuple(e for e in service.errors if e.code in kept))


def keep(service: Service, actions: Iterable[str]) -> Service:
    """The service with these actions alone, and only the structs and error codes they reach.

    Common error codes stay, since any call can answer with them: those that no action lists, and
    the families, which other actions may list.  Waiters go with the action that they poll.
    """
    names = set(actions)
    kept: tuple[Action, ...] = tuple(a for a in service.actions if a.name in names)
    fields = [f for action in kept for f in (*action.input, *action.output)]
    structs = set(reached(index(service), fields))
    listed = {code for action in service.actions for code in action.errors}
    used = {code for action in kept for code in action.errors}
    return replace(
        service,
        actions=kept,
        structs=tuple(s for s in service.structs if s.name in structs),
        errors=tuple(
            error
            for error in service.errors
            if error.code in used or error.code not in listed or "." not in error.code
        ),
        waiters=tuple(waiter for waiter in service.waiters if waiter.action in names),
        simulation=Simulation(
            tuple(_seen(t, names) for t in service.simulation.tasks if t.started_by in names)
        ),
    )


def _seen(task: SimulatedTask, actions: Collection[str]) -> SimulatedTask:
    """The task, shown by these actions alone."""
    shown, listed = task.shown_by, task.listed_by
    return replace(
        task,
        shown_by=shown if shown and shown.action in actions else None,
        listed_by=listed if listed and listed.action in actions else None,
    )
