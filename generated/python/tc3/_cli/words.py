"""Which words of a command line are the request's, and which are ours.

An option of the request is a path: `--file-id`, `--target-info.video-stream.width`,
`--filters.0.name`; each name may be spelt as the API does, as tccli wants it.  A list takes all
words up to the next option, a flag may go without any.  All else is for click.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, cast

from .._runtime.model import Struct
from . import values
from .members import Member, Misused, find, is_list, known, leaf, members, no_option
from .options import HELP
from .plain import is_array, is_object

#: Before the name of a parameter that is called like an option of ours.
PREFIX = "param-"

_OPTION = re.compile(r"--?[A-Za-z]").match


class Place(NamedTuple):
    """Where a value goes: the member, and what leads to it from the request."""

    member: Member
    steps: tuple[str | int, ...]
    """Names on the wire, and positions in lists."""
    item: bool = False
    """Whether it is an item of a list that the member holds."""


class Assignment(NamedTuple):
    """An option with its words."""

    option: str
    place: Place
    words: Sequence[str]


def option_names(cls: type[Struct], ours: Collection[str]) -> dict[str, Member]:
    """The parameters by the names of their options, without dashes."""
    taken = {*ours, *members(cls)}
    found: dict[str, Member] = {}
    for name, member in members(cls).items():
        option = name
        while option in ours or (option != name and option in taken):
            option = PREFIX + option
        found[option] = member
    return found


class Words:
    """Sorts the words of one command line."""

    def __init__(self, cls: type[Struct], ours: Mapping[str, bool]) -> None:
        """Options of ours are told by their names without dashes, and whether they take a word."""
        self._cls, self._ours = cls, ours
        self._options = option_names(cls, ours)

    def sort(self, words: Sequence[str]) -> tuple[list[Assignment], list[str]]:
        """The request's options, and all other words.  Raises Misused."""
        found: list[Assignment] = []
        rest: list[str] = []
        at = 0
        while at < len(words):
            word = words[at]
            at += 1
            if word == "--":
                rest += [word, *words[at:]]
                break
            name, equals, value = word[2:].partition("=")
            if not word.startswith("--") or not name:
                if _OPTION(word) and word not in HELP:
                    raise self._unknown(word)
                rest.append(word)
            elif name in self._ours:
                rest.append(word)
                if self._ours[name] and not equals and at < len(words):
                    rest.append(words[at])
                    at += 1
            elif (place := self.place(name)) is None:
                found.append(self._switched_off(word, name))
            else:
                given = [value] if equals else list(_following(words[at:], place))
                at += 0 if equals else len(given)
                if not given and leaf(place.member.wire.kind) == "boolean":
                    given = ["true"]
                if not given:
                    raise Misused(word, _lacking(word, words[at:]))
                found.append(Assignment(f"--{name}", place, given))
        return found, rest

    def place(self, name: str) -> Place | None:
        """Where the value of an option goes; None where there is no such parameter.

        Raises Misused for a parameter that has no such member.
        """
        head, *tail = name.split(".")
        member = self._options.get(head) or find(self._cls, head)
        if member is None or (head in self._ours and head not in self._options):
            return None
        return _followed(Place(member, (member.wire.name,)), tail, f"--{head}")

    def _switched_off(self, word: str, name: str) -> Assignment:
        """`--no-flag`.  Raises Misused for an option that there is none of."""
        place = self.place(name[3:]) if name.startswith("no-") else None
        if place is not None and place.member.wire.kind == "boolean":
            return Assignment(f"--{name}", place, ["false"])
        raise self._unknown(word)

    def _unknown(self, word: str) -> Misused:
        names = [*self._options, *self._ours]
        if word.lower() != word:
            names = [each.wire.name for each in self._options.values()]
        return Misused("", no_option(word, names))


def _followed(place: Place, tail: Sequence[str], where: str) -> Place:
    for step in tail:
        member = place.member
        where += f".{step}"
        in_list = is_list(member.wire.kind) and not place.item
        if step.isascii() and step.isdigit() and in_list and len(step) < 5:
            place = Place(member, (*place.steps, int(step)), item=True)
            continue
        struct = member.struct
        if in_list:
            raise Misused(where, f"a position is wanted before {step!r}, such as 0")
        if struct is None:
            raise Misused(where, f"`{member.wire.name}` has no members")
        member = known(struct, step, where)
        place = Place(member, (*place.steps, member.wire.name))
    return place


def _following(words: Sequence[str], place: Place) -> Iterator[str]:
    """The words that belong to an option."""
    several = is_list(place.member.wire.kind) and not place.item
    for word in words:
        if _OPTION(word) or word == "--":
            return
        yield word
        if not several:
            return


def _lacking(option: str, rest: Sequence[str]) -> str:
    if rest and rest[0].startswith("-"):
        meant = f"{option}={rest[0]}"
        return f"a value is missing; one that begins with a dash is given as {meant}"
    return "a value is missing"


def request_of(
    cls: type[Struct],
    given: dict[str, Any],
    assignments: Sequence[Assignment],
    files: bool,
) -> dict[str, Any]:
    """The request's data: what `--input` gave, changed by options in their order.

    Raises Misused.
    """
    seen: set[tuple[str | int, ...]] = set()
    for each in assignments:
        member, steps, item = each.place
        if item:
            kind = cast("list[Any]", member.wire.kind)[0]
            member = member._replace(wire=member.wire._replace(kind=kind))
        value = values.of_words(member, each.words, each.option, files)
        holder = _holder(given, steps)
        holder[steps[-1]] = _added(holder[steps[-1]], value) if steps in seen else value
        seen.add(steps)
    return given


def _added(before: object, value: Any) -> Any:
    """What an option means that stands there again: more items, or more members."""
    if is_array(before) and is_array(value):
        return [*before, *value]
    if is_object(before) and is_object(value):
        return before | {name: _added(before.get(name), v) for name, v in value.items()}
    return value


def _holder(given: Any, steps: Sequence[str | int]) -> Any:
    """What the last of these steps is in: an object or a list, made where there is none."""
    for step, following in pairwise(steps):
        _reach(given, step)
        kind = list if isinstance(following, int) else dict
        if not isinstance(given[step], kind):
            given[step] = kind()
        given = given[step]
    _reach(given, steps[-1])
    return given


def _reach(given: Any, step: str | int) -> None:
    """Makes room for a step; items that are left open the client finds missing."""
    if isinstance(step, int):
        given += [None] * (step + 1 - len(given))
    else:
        given.setdefault(step, None)
