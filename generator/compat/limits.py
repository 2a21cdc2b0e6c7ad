"""Changes of the limits that a value must keep to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model import Choice, Hints, Limits
from . import value_kinds as kinds
from .faces import literal
from .pair import Pair, brief, brief_list

#: The model's words for limits, as a spec has them, that only get tighter or looser.
_BOUNDS = {
    "minimum": "minimum",
    "exclusive_minimum": "exclusiveMinimum",
    "maximum": "maximum",
    "exclusive_maximum": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "pattern": "pattern",
}
_RANGES = {
    "": (-(2**63), 2**64 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}


def compare(pair: Pair, key: tuple[str, ...], old: Limits, new: Limits) -> None:
    """Notes which limits of a field, or of its elements, differ; not what it lists."""
    before, after = _plain(old), _plain(new)
    changed = [word for word in _BOUNDS if getattr(before, word) != getattr(after, word)]
    if before.special != after.special:
        changed.append("special")
    if not changed:
        return
    tighter, looser = _tighter(before, after), _tighter(after, before)
    said = ", ".join(_bound_said(word, before, after) for word in changed)
    if not pair.ways.sent:
        kind = kinds.REPLY_LIMIT_CHANGED
    elif tighter or not looser:
        kind = kinds.LIMIT_TIGHTENED
    else:
        kind = kinds.LIMIT_LOOSENED
    place = (*key, _BOUNDS.get(changed[0], changed[0]))
    old_said, new_said = _words(before, changed), _words(after, changed)
    pair.add(kind, place, f"has other limits: {said}", old_said, new_said)


def told_otherwise(old: Hints, new: Hints) -> str:
    """What prose takes back of what it said of a request; empty if nothing.

    What it says where it said nothing is no news, and to say nothing any more takes nothing back.
    """
    parts = [
        f"`{word}` `{brief(now)}`, was `{brief(was)}`"
        for word, was, now in (
            ("default", old.default, new.default),
            ("unit", old.unit or None, new.unit or None),
        )
        if was is not None and now is not None and was != now
    ]
    parts += [*_narrowed(old.limits, new.limits), *_narrowed(old.items, new.items)]
    return ", ".join(parts)


def _narrowed(old: Limits, new: Limits) -> Iterator[str]:
    """What was allowed and is not, by what both sides say."""
    said = {word: (getattr(old, word), getattr(new, word)) for word in _BOUNDS}
    both = {word: values for word, values in said.items() if None not in values}
    before, after = (Limits(**{w: v[side] for w, v in both.items()}) for side in (0, 1))
    if _tighter(before, after):
        changed = (word for word, (was, now) in both.items() if was != now)
        yield from (_bound_said(word, before, after) for word in changed)
    known = {literal(choice.value) for choice in new.enum}
    went = [choice.value for choice in old.enum if literal(choice.value) not in known]
    if known and went:
        yield f"no longer {brief_list(went)}"


def _plain(limits: Limits) -> Limits:
    """The limits without what `_values` looks at: what is special beside a list is part of it."""
    special = () if limits.enum else tuple(Choice(choice.value) for choice in limits.special)
    return replace(limits, enum=(), open=False, special=special)


def _tighter(old: Limits, new: Limits) -> bool:
    """Whether something that was allowed is not, any more."""
    low, low_now = _low(old), _low(new)
    high, high_now = _high(old), _high(new)
    return (
        low_now > low
        or high_now < high
        or (new.min_length or 0) > (old.min_length or 0)
        or (new.min_items or 0) > (old.min_items or 0)
        or _most(new.max_length) < _most(old.max_length)
        or _most(new.max_items) < _most(old.max_items)
        or (new.pattern is not None and new.pattern != old.pattern)
        # What is special goes beyond all other limits.
        or (bool(replace(new, special=())) and not set(old.special) <= set(new.special))
    )


def _low(limits: Limits) -> tuple[float, bool]:
    """The lower bound, and whether it is itself out of bounds."""
    return max(
        (_or(limits.minimum, -math.inf), False),
        (_or(limits.exclusive_minimum, -math.inf), limits.exclusive_minimum is not None),
    )


def _high(limits: Limits) -> tuple[float, bool]:
    """The upper bound, and whether it is itself in bounds."""
    return min(
        (_or(limits.maximum, math.inf), True),
        (_or(limits.exclusive_maximum, math.inf), limits.exclusive_maximum is None),
    )


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _most(value: int | None) -> float:
    return math.inf if value is None else value


def _bound_said(word: str, old: Limits, new: Limits) -> str:
    name = _BOUNDS.get(word, word)
    before, after = (_bound(getattr(each, word)) for each in (old, new))
    if after is None:
        return f"no `{name}`, was {before}"
    return f"`{name}` {after}" + (f", was {before}" if before is not None else "")


def _bound(value: object) -> str | None:
    if isinstance(value, tuple):
        return brief_list([choice.value for choice in value]) if value else None
    return None if value is None else f"`{brief(value)}`"


def _words(limits: Limits, words: Iterable[str]) -> str:
    said = [(word, _bound(getattr(limits, word))) for word in words]
    return ", ".join(f"{_BOUNDS.get(word, word)}: {value}" for word, value in said if value)


def compare_format(pair: Pair) -> None:
    """Notes that a number has other bits."""
    old, new = pair.old.format, pair.new.format
    said = f"has the format `{new}`" if new else "has no format"
    said += f", was `{old}`" if old else ""
    kind = kinds.REPLY_LIMIT_CHANGED
    if pair.ways.sent:
        low, high = _RANGES.get(old, _RANGES[""])
        low_now, high_now = _RANGES.get(new, _RANGES[""])
        fits_in = low_now <= low and high <= high_now
        kind = kinds.FORMAT_WIDENED if fits_in else kinds.FORMAT_NARROWED
    pair.add(kind, ("format",), said, old, new)
