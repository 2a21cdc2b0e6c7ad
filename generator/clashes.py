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


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of names that share a scope."""

    keys: Callable[[str], tuple[str, ...]]
    """What a name comes out as, in any language: equal keys clash."""
    suffixes: tuple[str, ...]
    """What an alias may end in, to tell one from the other."""


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


def _words(name: str) -> tuple[str, ...]:
    return (words.snake(name),)


def _letters(name: str) -> tuple[str, ...]:
    return (words.pascal(name).lower(),)


def _both(name: str) -> tuple[str, ...]:
    return (*_words(name), *_letters(name))


#: Fields become parameters and attributes.
FIELDS = Sort(_words, ("Value", "Item", "Entry"))
#: Structs become classes and files.
STRUCTS = Sort(_both, ("Data", "Type", "Record"))
#: Actions become methods, classes and files.
ACTIONS = Sort(_both, ("Call", "Action", "Operation"))
#: Error codes become classes, their dots gone.
ERRORS = Sort(_letters, ("Code", "Case", "Kind"))


def find(names: Iterable[Named], sort: Sort) -> list[Clash]:
    """Every clash, in the order of the names."""
    holders: dict[str, Named] = {}
    pairs: list[tuple[Named, Named, str]] = []
    for named in names:
        clashing = False
        for key in sort.keys(named.spelling):
            holder = holders.setdefault(key, named)
            if holder is not named and not clashing:
                clashing = True
                pairs.append((holder, named, key))
    taken = set(holders)
    clashes: list[Clash] = []
    for first, second, key in pairs:
        spelling = second.spelling
        name = key if key == words.snake(spelling) else words.pascal(spelling)
        suggestion = suggest(second.wire, taken, sort)
        taken.update(sort.keys(suggestion))
        clashes.append(Clash(first, second, name, suggestion))
    return clashes


def suggest(wire: str, taken: Set[str], sort: Sort) -> str:
    """An alias, spelt like a wire name, none of whose keys is taken."""
    stem = words.pascal(wire)
    while True:
        for suffix in sort.suffixes:
            if not taken & set(sort.keys(stem + suffix)):
                return stem + suffix
        stem += "Other"
