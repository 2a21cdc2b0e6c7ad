"""Ways through replies: whether a path such as `Data.TotalCount` leads to a member, and which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .. import graph, suggest
from ..model import Field, Kind
from .context import Context

#: What each style of a number or a text can hold.
NUMBERS = frozenset({Kind.INTEGER, Kind.FLOAT})
#: Kinds that hold one value.
SINGLE = frozenset(Kind) - {Kind.STRUCT, Kind.ARRAY, Kind.OBJECT}


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a path leads nowhere, and what to do about it."""

    message: str
    help: str = ""


def follow(
    context: Context, fields: Iterable[Field], owner: str, path: str
) -> tuple[Field, ...] | Lost:
    """The fields that a path may lead to; none where a part on the way is broken itself.

    Args:
        fields: Where it begins.
        owner: Whose they are, for a message.
        path: Names joined by dots; a `*` at its head stands for any member that holds the rest.
    """
    fields = tuple(fields)
    if path.startswith("*."):
        return _any(context, fields, owner, path.removeprefix("*."))
    *above, last = path.split(".")
    for name in above:
        field = _named(fields, name)
        if field is None:
            return _unknown(fields, owner, name)
        if field.type.struct is None:
            what = "is a list, which no path leads through" if field.type.item else "has no members"
            return Lost(f"`{name}` {what}", "name a member that is reached without it")
        if field.type.struct not in context.structs:
            return ()
        fields, owner = context.structs[field.type.struct].fields, f"`{name}`"
    field = _named(fields, last)
    return (field,) if field is not None else _unknown(fields, owner, last)


def is_unclear(context: Context, field: Field) -> bool:
    """Whether the field's own type is broken, so that nothing can be said of it."""
    struct = field.type.leaf.struct
    return struct is not None and struct not in context.structs


def _any(
    context: Context, fields: tuple[Field, ...], owner: str, rest: str
) -> tuple[Field, ...] | Lost:
    routes = graph.routes(context.structs, fields, f"*.{rest}")
    if routes:
        return tuple(route[-1] for route in routes)
    if not context.complete:
        return ()
    holders = [context.structs[f.type.struct] for f in fields if f.type.struct in context.structs]
    known = [field.name for struct in holders for field in struct.fields]
    message = f"no member of {owner} is a struct that has `{rest}`"
    return Lost(message, suggest.did_you_mean(rest, known))


def _named(fields: Iterable[Field], name: str) -> Field | None:
    return next((field for field in fields if field.name == name), None)


def _unknown(fields: Iterable[Field], owner: str, name: str) -> Lost:
    known = [field.name for field in fields]
    return Lost(f"{owner} has no `{name}`", suggest.did_you_mean(name, known))
