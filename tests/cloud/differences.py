"""Why the vendor's client says something else than the example, where it is the one that is wrong.

Each reason is found in the vendor's own classes, by what they have and how they are made; what has
none is a disagreement, and a failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LACKS = "its class has no such member"
ORDER = "its class has its members in another order"
CAPITAL = "it writes a small letter at the head of a name as a capital"

#: A reason, or None where there is none; and where.
Difference = tuple[str | None, str]


def differences(expected: Any, theirs: Any, model: Any, place: str = "") -> Iterator[Difference]:
    """How what the vendor's client says differs from what is right.

    Args:
        expected: Plain data.
        theirs: The same, as the vendor's client has it.
        model: The vendor's object that it comes from; plain data, where that has no class.
        place: Where these are, in words of the wire.
    """
    if isinstance(expected, dict) and isinstance(theirs, dict):
        yield from _members(expected, theirs, model, place)
    elif isinstance(expected, list) and isinstance(theirs, list) and len(expected) == len(theirs):
        models = model if isinstance(model, list) else [None] * len(expected)
        for index, (one, other) in enumerate(zip(expected, theirs, strict=True)):
            yield from differences(one, other, models[index], f"{place}[{index}]")
    elif type(expected) is not type(theirs) or expected != theirs:
        yield None, place


def _members(
    expected: dict[str, Any], theirs: dict[str, Any], model: Any, place: str
) -> Iterator[Difference]:
    known = _attributes(model)
    left = dict(theirs)
    order = []
    for name, value in expected.items():
        where = f"{place}.{name}" if place else name
        spelt = name
        if name not in left and known is not None and name not in known:
            yield LACKS, where
            continue
        if name not in left and name[:1].upper() + name[1:] in left:
            spelt = name[:1].upper() + name[1:]
            yield CAPITAL, where
        if spelt not in left:
            yield None, where
            continue
        order.append(spelt)
        inner = getattr(model, f"_{name}", None) if known is not None else None
        yield from differences(value, left.pop(spelt), inner, where)
    for name in left:
        yield None, f"{place}.{name}" if place else name
    if order != [name for name in theirs if name in order]:
        yield ORDER if known is not None else None, place or "the whole"


def _attributes(model: Any) -> frozenset[str] | None:
    """The members that a class of the vendor's has; None for what is no object of one."""
    if model is None or isinstance(model, dict | list | str | int | float):
        return None
    return frozenset(name.removeprefix("_") for name in vars(model))
