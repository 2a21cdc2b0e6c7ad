"""Wire names that differ, yet come out as one name in generated code.

Every language spells its names from a wire name's words, in some case, with some separator; files
live on disks that may not tell case apart.  Two names clash where those words, or the letters
without them, are the same.  What resolves a clash is an `alias`, never a number that a neighbour's
arrival would shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass

from . import words

#: What a name comes out as: equal keys clash.
Keys = Callable[[str], tuple[str, ...]]

_SUFFIXES = ("Value", "Item", "Entry", "Alternative")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a wire name, and may have an alias that takes its place."""

    wire: str
    alias: str = ""

    @property
    def spelling(self) -> str:
        """The name that generated code is made from."""
        return self.alias or self.wire


@dataclass(frozen=True, slots=True)
class Clash:
    """Two that come out as one name; the later one is where a person repairs it."""

    first: Named
    second: Named
    name: str
    """What both come out as."""
    suggestion: str
    """An alias for the second one that clashes with nothing."""


def field_keys(name: str) -> tuple[str, ...]:
    """Fields become parameters and attributes: `sub_app_id`."""
    return (words.snake(name),)


def type_keys(name: str) -> tuple[str, ...]:
    """Structs and actions become classes, methods and files."""
    return (words.snake(name), words.pascal(name).lower())


def error_keys(name: str) -> tuple[str, ...]:
    """Error codes become classes, their dots gone."""
    return (words.pascal(name).lower(),)


def find(names: Iterable[Named], keys: Keys) -> list[Clash]:
    """Every clash, in the order of the names."""
    holders: dict[str, Named] = {}
    pairs: list[tuple[Named, Named, str]] = []
    for named in names:
        clashing = False
        for key in keys(named.spelling):
            holder = holders.setdefault(key, named)
            if holder is not named and not clashing:
                clashing = True
                pairs.append((holder, named, key))
    taken = set(holders)
    clashes: list[Clash] = []
    for first, second, key in pairs:
        suggestion = suggest(second.wire, taken, keys)
        taken.update(keys(suggestion))
        clashes.append(Clash(first, second, key, suggestion))
    return clashes


def suggest(wire: str, taken: Set[str], keys: Keys) -> str:
    """An alias, spelt like a wire name, none of whose keys is taken."""
    stem = words.pascal(wire)
    while True:
        for suffix in _SUFFIXES:
            if not taken & set(keys(stem + suffix)):
                return stem + suffix
        stem += "Other"
