"""A request to fill in: what has to be there stands there, what can be is a comment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .._runtime.model import Struct
from .members import Member, is_list, leaf, members
from .plain import is_array, is_nested
from .printing import visible
from .shapes import Help, StructHelps
from .wrapping import wrapped

_WIDTH = 88
_NOTHING: Mapping[str, Any] = {
    "integer": 0,
    "float": 0.0,
    "boolean": False,
    "object": {},
}


def commented(
    request: type[Struct], about: Mapping[str, Help], structs: StructHelps, title: str
) -> str:
    """The request with a comment for each member; `--input` reads it."""
    lines = _members(request, about, structs, (), 2)
    return visible("\n".join([f"// {title}", "{", *lines, "}"])) + "\n"


def plain(
    request: type[Struct], about: Mapping[str, Help], structs: StructHelps
) -> Any:
    """The same as data, with all that there can be."""
    return _object(request, about, structs, ())


def _members(
    cls: type[Struct],
    about: Mapping[str, Help],
    structs: StructHelps,
    inside: tuple[type[Struct], ...],
    indent: int,
) -> Iterator[str]:
    pad = " " * indent
    for number, member in enumerate(members(cls).values()):
        help = about.get(member.wire.name, Help())
        if number:
            yield ""
        said = f"{'Required. ' if member.required else ''}{help.text}"
        if said:
            width = max(_WIDTH - indent - 3, 40)
            yield from (f"{pad}// {line}".rstrip() for line in wrapped(said, width))
        name = json.dumps(member.wire.name, ensure_ascii=False)
        lines = list(_value(member, help, structs, inside))
        lines[0] = f"{name}: {lines[0]}"
        lines[-1] += ","
        mark = "" if member.required else "// "
        yield from (f"{pad}{mark}{line}".rstrip() for line in lines)


def _value(
    member: Member, help: Help, structs: StructHelps, inside: tuple[type[Struct], ...]
) -> Iterator[str]:
    opening, closing = ("[", "]") if is_list(member.wire.kind) else ("", "")
    struct = member.struct
    if struct is None:
        one = json.dumps(_one(member, help), ensure_ascii=False)
        yield f"{opening}{one}{closing}"
    elif struct in inside:
        yield f"{opening}{{}}{closing}"
    else:
        about = structs.of(struct)
        yield opening + "{"
        yield from _members(struct, about, structs, (*inside, struct), 2)
        yield "}" + closing


def _object(
    cls: type[Struct],
    about: Mapping[str, Help],
    structs: StructHelps,
    inside: tuple[type[Struct], ...],
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for member in members(cls).values():
        struct = member.struct
        if struct is None:
            one = _one(member, about.get(member.wire.name, Help()))
        elif struct in inside:
            one = {}
        else:
            helps = structs.of(struct)
            one = _object(struct, helps, structs, (*inside, struct))
        found[member.wire.name] = [one] if is_list(member.wire.kind) else one
    return found


def _one(member: Member, help: Help) -> Any:
    """Something that can stand for a value, right as far as that is known."""
    wire = member.wire
    limits = wire.items if is_list(wire.kind) else wire.limits
    values = (*limits.get("enum", ()), *help.values)
    example = help.example
    if is_list(wire.kind):
        example = example[0] if is_array(example) and example else None
    candidates: list[Any] = [help.default, example, *values[:1]]
    for known in candidates:
        if known is not None and not is_nested(known):
            return known
    return _NOTHING.get(leaf(wire.kind), "")
