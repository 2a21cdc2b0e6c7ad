"""What of a new spec is what of an old one, though it is called otherwise.

A name that is in both means the same thing.  Of the others, one that went and one that came make a
pair where the evidence is strong; each is in one pair at most, the likeliest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from .. import words
from ..model import Action, ErrorCode, Field, Struct, TypeRef

T = TypeVar("T", Action, Struct, Field)

#: Shorter descriptions are alike by chance.
_TELLING = 24
#: A description this long is compared by its beginning.
_LONGEST = 400
#: Of two specs that have hardly anything in common, nobody wants to know what might be what.
_MOST = 200

#: A pair's likeliness, from 0 to 1; 0 for no pair.
Score = Callable[[T, T], float]


def fields(
    old: Sequence[Field], new: Sequence[Field], same: Callable[[TypeRef, TypeRef], bool]
) -> dict[str, str]:
    """Old names of fields to new ones.  `same` says whether two types are one."""
    rank_old = {field.name: rank for rank, field in enumerate(old)}
    rank_new = {field.name: rank for rank, field in enumerate(new)}

    def score(gone: Field, fresh: Field) -> float:
        if not same(gone.type, fresh.type):
            return 0
        if code_name(gone) == code_name(fresh):
            return 1
        name = likeness(code_name(gone), code_name(fresh))
        prose = _prose(gone.description, fresh.description)
        near = rank_old[gone.name] == rank_new[fresh.name]
        strong = name >= 0.8 or prose >= 0.9 or (prose >= 0.6 and name >= 0.5)
        return (2 * name + prose + near) / 4 if strong or (near and name >= 0.6) else 0

    return _pairs(old, new, score)


def structs(old: Sequence[Struct], new: Sequence[Struct]) -> dict[str, str]:
    """Old names of structs to new ones."""
    return _pairs(old, new, _struct_score)


def actions(old: Sequence[Action], new: Sequence[Action]) -> dict[str, str]:
    """Old names of actions to new ones."""
    return _pairs(old, new, _action_score)


def errors(old: Iterable[ErrorCode], new: Iterable[ErrorCode]) -> dict[str, str]:
    """Old error codes to new ones, of the same family."""
    before = {error.code: error for error in old}
    after = {error.code: error for error in new}
    gone = [code for code in before if code not in after][:_MOST]
    fresh = [code for code in after if code not in before][:_MOST]

    def score(one: str, other: str) -> float:
        if one.rpartition(".")[0] != other.rpartition(".")[0]:
            return 0
        name = likeness(one, other)
        prose = _prose(before[one].description, after[other].description)
        return (name + prose) / 2 if name >= 0.9 or (prose == 1 and name >= 0.6) else 0

    return _best((score(one, other), one, other) for one in gone for other in fresh)


def code_name(thing: Action | Struct | Field) -> str:
    """What a thing's name in generated code is made of."""
    return words.snake(thing.alias or thing.name)


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1."""
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()


def _pairs(old: Sequence[T], new: Sequence[T], score: Score[T]) -> dict[str, str]:
    before, after = {each.name for each in old}, {each.name for each in new}
    gone = [each for each in old if each.name not in after]
    fresh = [each for each in new if each.name not in before]
    if len(gone) > _MOST or len(fresh) > _MOST:
        return {}
    return _best((score(one, other), one.name, other.name) for one in gone for other in fresh)


def _best(scored: Iterable[tuple[float, str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, one, other in sorted(
        (each for each in scored if each[0]), key=lambda each: (-each[0], each[1], each[2])
    ):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _struct_score(gone: Struct, fresh: Struct) -> float:
    shared, all_ = _overlap(_members("", gone.fields), _members("", fresh.fields))
    alike = shared / all_ if all_ else 0.0
    if alike < 0.6:
        return 0
    name = likeness(code_name(gone), code_name(fresh))
    # A rectangle has four fields of the same names wherever it is; many fields are no chance.
    akin = name >= 0.5 or _prose(gone.description, fresh.description) >= 0.8
    strong = (alike >= 0.75 and shared >= 3 and akin) or (alike >= 0.9 and shared >= 8)
    return (alike + name) / 2 if strong or name >= 0.7 else 0


def _action_score(gone: Action, fresh: Action) -> float:
    old = _members("in ", gone.input) + _members("out ", gone.output)
    new = _members("in ", fresh.input) + _members("out ", fresh.output)
    shared, all_ = _overlap(old, new)
    alike = shared / all_ if all_ else 1.0
    if alike < 0.6:
        return 0
    name = likeness(code_name(gone), code_name(fresh))
    told = [(gone.title, fresh.title), (gone.description, fresh.description)]
    prose = max(_prose(*texts) for texts in told)
    # Actions that list something all look alike, and so do those that make things of two sorts.
    # What they say of themselves tells them apart, if they do.
    silent = all(min(map(len, texts)) < _TELLING for texts in told)
    alike_in_words = prose >= 0.8 and prose + name >= 1.6
    strong = name == 1 or alike_in_words or (silent and name >= 0.8)
    return (2 * alike + 2 * name + prose) / 5 if strong else 0


def _members(place: str, fields: Iterable[Field]) -> Counter[str]:
    """Names and kinds; structs may have other names, too."""
    return Counter(f"{place}{field.name} {field.type.leaf.kind}" for field in fields)


def _overlap(old: Counter[str], new: Counter[str]) -> tuple[int, int]:
    return (old & new).total(), (old | new).total()


def _prose(old: str, new: str) -> float:
    if min(len(old), len(new)) < _TELLING:
        return 0
    if old == new:
        return 1
    matcher = SequenceMatcher(None, old[:_LONGEST], new[:_LONGEST], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.6 else 0
