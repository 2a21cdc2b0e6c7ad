"""Wire names that differ, yet come out as one name in generated code.

Every language spells its names from a wire name's words, in some case, with some separator; files
live on disks that may not tell case apart.  Two names clash where those words, or the letters
without them, are the same.  What resolves a clash is an `alias`, never a number that a neighbour's
arrival would shift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from . import graph, words


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


def families(codes: Iterable[str]) -> list[str]:
    """The families of error codes that nobody describes: they have a class too, but no line."""
    known = set(codes)
    return sorted({family for code in known for family in graph.lineage(code)} - known)


#: Names that Windows keeps for devices, in any folder and with any extension.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A struct or an action whose name its place in generated code cannot have."""

    named: Named
    is_struct: bool
    is_message: bool
    """Whether it is called like the request or the response of an action."""
    reason: str
    suggestion: str
    """An alias that it can have."""


def misplaced(
    service: str, structs: Sequence[Named], actions: Sequence[Named]
) -> Iterator[Misplaced]:
    """Structs called like a client or a message of an action; files that Windows cannot have."""
    client = words.pascal(service) + "Client"
    messages = {
        words.pascal(action.spelling + end).lower(): (action.wire, end.lower())
        for action in actions
        for end in ("Request", "Response")
    }
    taken = {key for named in structs for key in STRUCTS.keys(named.spelling)}
    taken |= set(messages)

    def wrong(named: Named, reason: str, is_struct: bool, is_message: bool = False) -> Misplaced:
        suggestion = suggest(named.wire, taken, STRUCTS if is_struct else ACTIONS)
        return Misplaced(named, is_struct, is_message, reason, suggestion)

    for struct in structs:
        if found := messages.get(words.pascal(struct.spelling).lower()):
            reason = f"is what the {found[1]} of `{found[0]}` is called"
            yield wrong(struct, reason, True, is_message=True)
        elif words.pascal(struct.spelling) in (client, f"Async{client}"):
            yield wrong(struct, "is what the client itself is called", True)
    for is_struct, names in ((True, structs), (False, actions)):
        for named in names:
            if (file := words.snake(named.spelling)) in DEVICES:
                reason = f"becomes a file `{file}.*`, which Windows keeps for a device"
                yield wrong(named, reason, is_struct)
