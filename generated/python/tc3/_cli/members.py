"""What requests are made of, as the command line names it.

A member of a struct can be named as an option is (`video-stream`), as the API spells it
(`VideoStream`) or as Python does (`video_stream`).  Types and limits are those of the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .._runtime.model import SCALARS, Kind, Struct, Wire
from .._runtime.structs import members_of, neighbour, per_class


class Member(NamedTuple):
    """A member of a struct, or a parameter."""

    name: str
    """In words with hyphens."""
    attribute: str
    wire: Wire
    required: bool
    owner: type[Struct]

    @property
    def struct(self) -> type[Struct] | None:
        """The class of what it holds, directly or in lists."""
        kind = leaf(self.wire.kind)
        return None if kind in SCALARS else neighbour(self.owner, kind)


class Misused(ValueError):
    """What was given for a member cannot be meant."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{where}: {message}" if where else message)


@per_class
def members(cls: type[Struct]) -> Mapping[str, Member]:
    """The members of a struct by their names with hyphens, in the order of the wire."""
    made = (
        Member(attribute.rstrip("_").replace("_", "-"), attribute, wire, required, cls)
        for attribute, wire, required in members_of(cls)
    )
    return {member.name: member for member in made}


@per_class
def _spellings(cls: type[Struct]) -> Mapping[str, Member]:
    found: dict[str, Member] = {}
    for member in members(cls).values():
        found[member.wire.name] = member
    for member in members(cls).values():
        for name in (member.name, member.attribute):
            found.setdefault(name, member)
    return found


def find(cls: type[Struct], name: str) -> Member | None:
    """The member of a name, however it is spelt."""
    return _spellings(cls).get(name)


def known(cls: type[Struct], name: str, where: str) -> Member:
    """The same.  Raises Misused where there is none."""
    member = find(cls, name)
    if member is None:
        spelt = members(cls)
        if any(letter.isupper() for letter in name):
            spelt = {each.wire.name: each for each in spelt.values()}
        said = meant(name, spelt) or f"; there are {', '.join(spelt) or 'none'}"
        raise Misused(where, f"there is no member {name!r}{said}")
    return member


def meant(name: str, names: Iterable[str], before: str = "") -> str:
    """`; did you mean x or y?`, with what stands before names; empty where nothing is near."""
    from difflib import get_close_matches

    names = list(names)
    near = sorted((n for n in names if name and n.startswith(name)), key=len)[:3]
    near = near or get_close_matches(name, names, n=3, cutoff=0.6)
    said = " or ".join(before + each for each in near)
    return f"; did you mean {said}?" if near else ""


def no_option(word: str, names: Iterable[str]) -> str:
    """What is to be said of an option that there is none of."""
    option = word.partition("=")[0]
    return f"there is no option {option}{meant(option.lstrip('-'), names, '--')}"


def is_list(kind: Kind) -> bool:
    """Whether a member of this kind holds several values."""
    return isinstance(kind, list)


def leaf(kind: Kind) -> str:
    """What is inside of lists, however deep."""
    while isinstance(kind, list):
        kind = kind[0]
    return kind


#: How values of a kind are named where one is asked for.
NAMES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "float": "NUMBER",
    "boolean": "true|false",
    "object": "JSON",
    "timestamp": "'YYYY-MM-DD hh:mm:ss'",
    "timestamp_iso8601": "YYYY-MM-DDThh:mm:ssZ",
    "date": "YYYY-MM-DD",
    "binary": "@FILE",
}


def shape(member: Member, inside: bool = False) -> str:
    """What has to stand for a member: `ON|OFF`, `INTEGER`, `switch=...,type=...`.

    With `inside`, it stands within shorthand.
    """
    wire = member.wire
    limits = wire.items if is_list(wire.kind) else wire.limits
    if struct := member.struct:
        names = list(members(struct))
        shown = ",".join(f"{name}=..." for name in names[:3])
        one = shown + (",..." if len(names) > 3 else "")
        one = f"{{{one}}}" if inside or not one else one
    elif (enum := limits.get("enum")) and len(enum) <= 8:
        one = "|".join(str(value) for value in enum)
    else:
        one = NAMES.get(leaf(wire.kind), "TEXT")
    if not is_list(wire.kind):
        return one
    return f"[{one},...]" if inside else f"{one} ..."
