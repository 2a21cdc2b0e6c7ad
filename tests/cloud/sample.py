"""Which services the type checker looks at: of every size and every shape, by rule.

All would take an hour.  What can go wrong with types hangs on how a service is made up, so the
smallest service that has a shape stands for all that have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tc3gen import clashes, graph
from tc3gen.languages.python import names
from tc3gen.model import Body, Field, Kind, Service

#: So many services are taken evenly from the smallest to the largest.
SIZES = 8


def choose(sizes: Mapping[str, int], shapes: Mapping[str, frozenset[str]]) -> list[str]:
    """Names of services, from the members that each has and the shapes of it."""
    ranked = sorted(sizes, key=lambda name: (sizes[name], name))
    chosen: dict[str, None] = {}
    for step in range(SIZES):
        chosen[ranked[step * (len(ranked) - 1) // (SIZES - 1)]] = None
    covered = {shape for name in chosen for shape in shapes.get(name, ())}
    for shape in sorted({shape for found in shapes.values() for shape in found} - covered):
        if not any(shape in shapes.get(name, ()) for name in chosen):
            chosen[next(name for name in ranked if shape in shapes.get(name, ()))] = None
    return sorted(chosen, key=ranked.index)


def shapes(service: Service) -> Iterator[str]:
    """What of a service could need types of another form than usual."""
    reached = graph.usage(service)
    if any(way.sent and way.received for way in reached.values()):
        yield "a struct both sent and received"
    for struct in service.structs:
        if any(field.type.leaf.struct == struct.name for field in struct.fields):
            yield "a struct that holds itself"
        if not struct.fields:
            yield "an empty struct"
        if struct.alias:
            yield "a struct with an alias"
        yield from _of_fields(struct.fields)
    for action in service.actions:
        yield from (_of_fields(action.input))
        yield from (_of_fields(action.output))
        if not action.input:
            yield "a request without fields"
        if action.alias:
            yield "an action with an alias"
        if action.paging is not None:
            yield f"paging by {action.paging.style}"
        if action.body is not Body.JSON:
            yield f"a body of {action.body}"
        for name in ("streams", "unsigned", "offline", "deprecated"):
            if getattr(action, name):
                yield f"an action that is {name}"
    if service.waiters:
        yield "waiters"
    if any(error.alias for error in service.errors):
        yield "an error with an alias"
    if clashes.families({error.code for error in service.errors}):
        yield "errors in families"


def _of_fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield f"{field.type.leaf.kind} {field.format}".strip()
        if field.type.item is not None and field.type.item.item is not None:
            yield "an array of arrays"
        name = names.field(field.alias or field.name)
        if name.endswith("_"):
            yield "a name that is a keyword"
        if name in names.ANNOTATION_BUILTINS:
            yield "a name that annotations use"
        if field.alias:
            yield "a field with an alias"
        if field.nullable and field.type.kind is Kind.STRUCT:
            yield "a struct or null"
