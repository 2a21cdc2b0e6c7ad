"""Changes of what values a field can have: its type, what it lists, what it is by default."""

from __future__ import annotations

from dataclasses import replace

from ..model import Field, Kind, Limits, Scalar
from . import limits
from . import value_kinds as kinds
from .faces import TEXTS, Values, fits, literal, literals
from .kinds import ChangeKind, Impact
from .pair import Pair, brief, brief_list, show


def compare(pair: Pair) -> None:
    """Notes what differs in the values that a field can have."""
    old, new = pair.old, pair.new
    if not pair.context.same_type(old.type, new.type):
        pair.add(
            _type_kind(pair), ("type",), f"is `{new.type}`, was `{old.type}`", old.type, new.type
        )
    _values(pair)
    if old.limits != new.limits:
        limits.compare(pair, (), old.limits, new.limits)
    if old.items != new.items:
        limits.compare(pair, ("items",), old.items, new.items)
    if old.format != new.format:
        limits.compare_format(pair)
    if old.default != new.default:
        _default(pair)
    if old.unit and new.unit and old.unit != new.unit:
        said = f"is counted in `{brief(new.unit)}`, was in `{brief(old.unit)}`"
        pair.add(kinds.UNIT_CHANGED, ("unit",), said, old.unit, new.unit)


def keep_sound(pair: Pair, noted: int) -> None:
    """Lets no change pass that a type checker refuses, whatever else was noted of the field.

    Args:
        noted: How many changes there were before the field was looked at.
    """
    if any(change.impact is Impact.BREAKING for change in pair.context.found[noted:]):
        return
    old, new = pair.faces
    if (pair.ways.sent and not fits(old, new)) or (pair.ways.received and not fits(new, old)):
        said = "is typed otherwise"
        pair.add(kinds.TYPE_CHANGED, ("type",), said, pair.old.type, pair.new.type)


def _type_kind(pair: Pair) -> ChangeKind:
    old, new = pair.old.type, pair.new.type
    received = pair.ways.received
    if (old.item is None) != (new.item is None):
        return kinds.TYPE_CHANGED
    if {old.leaf.kind, new.leaf.kind} <= TEXTS and _depth(pair.old) == _depth(pair.new):
        is_wider = not received and new.leaf.kind is Kind.STRING
        return kinds.TYPE_WIDENED if is_wider else kinds.TEXT_CHANGED
    wider = (Kind.INTEGER, Kind.FLOAT)
    is_wider = (pair.ways.sent and not received and (old.kind, new.kind) == wider) or (
        received and not pair.ways.sent and (new.kind, old.kind) == wider
    )
    return kinds.TYPE_WIDENED if is_wider else kinds.TYPE_CHANGED


def _depth(field: Field) -> int:
    leaf, depth = field.type, 0
    while leaf.item is not None:
        leaf, depth = leaf.item, depth + 1
    return depth


# Listed values ------------------------------------------------------------------------------------


def _values(pair: Pair) -> None:
    """What is listed: of the field itself, or of each element of an array."""
    of_old, of_new = pair.old.hints, pair.new.hints
    for key, old, new, hint, hint_now in (
        ((), pair.old.limits, pair.new.limits, of_old.limits, of_new.limits),
        (("items",), pair.old.items, pair.new.items, of_old.items, of_new.items),
    ):
        known, known_now = (old if old.enum else hint), (new if new.enum else hint_now)
        # Whoever reads a reply knows the values that were told, by the spec or by its prose.
        came = pair.ways.received and known.enum and not literals(known_now) <= literals(known)
        if _shown(old) != _shown(new):
            kind = _values_kind(pair, bool(key), old, new)
            if came and kind.impact is Impact.SAFE:
                kind = kinds.REPLY_VALUES_ADDED
            said = _values_said(old, new)
            pair.add(kind, (*key, "enum"), said, _listing(old), _listing(new))
        elif came:
            said = f"{_values_said(known, known_now)}, as its prose says"
            place = ("hints", *key, "enum")
            pair.add(kinds.REPLY_VALUES_ADDED, place, said, _listing(known), _listing(known_now))


def _values_kind(pair: Pair, of_items: bool, old: Limits, new: Limits) -> ChangeKind:
    ways = pair.ways
    typed = (_depth(pair.old) > 0) == of_items and _depth(pair.old) == _depth(pair.new)
    if typed and _same_base(pair):
        # The type of the value alone: whether it may be missing is another change.
        before, after = (replace(each, optional=False) for each in pair.faces)
        if ways.sent and not fits(before, after):
            wider = not after.closed or (before.closed and before.values <= after.values)
            return kinds.VALUES_NO_LONGER_FIT if wider else kinds.VALUES_REMOVED
        if ways.received and not fits(after, before):
            return kinds.VALUES_NO_LONGER_FIT
    if not ways.sent:
        return kinds.KNOWN_VALUES_CHANGED
    allowed, allowed_now = _allowed(old), _allowed(new)
    if allowed_now is not None and (allowed is None or not allowed <= allowed_now):
        return kinds.VALUES_REFUSED
    return kinds.KNOWN_VALUES_CHANGED if allowed == allowed_now else kinds.VALUES_ADDED


def _same_base(pair: Pair) -> bool:
    before, after = pair.faces
    return before.base == after.base


def _allowed(of: Limits) -> Values | None:
    """The values that a request can have; None where it can have any."""
    return literals(of) if of.enum and not of.open else None


def _shown(of: Limits) -> tuple[bool, tuple[tuple[str, Scalar], ...]]:
    values = (*of.enum, *of.special) if of.enum else ()
    return of.open and bool(of.enum), tuple(literal(choice.value) for choice in values)


def _values_said(old: Limits, new: Limits) -> str:
    before, after = (
        [c.value for c in (*of.enum, *of.special)] if of.enum else [] for of in (old, new)
    )
    if not after:
        return "may have any value, not only those that were listed"
    if not before:
        return f"may have {'such values as' if new.open else 'only'} {brief_list(after)}"
    came = [value for value in after if value not in before]
    went = [value for value in before if value not in after]
    parts = [f"may have {brief_list(came)}"] if came else []
    parts += [f"{'and ' if came else 'may '}no longer have {brief_list(went)}"] if went else []
    if not parts:
        if old.open != new.open:
            return "may have other values too" if new.open else "may have no other values any more"
        return "lists its values in another order"
    return " ".join(parts)


def _default(pair: Pair) -> None:
    old, new = pair.old.default, pair.new.default
    stated = old is None or not pair.ways.sent
    kind = kinds.DEFAULT_STATED if stated else kinds.DEFAULT_CHANGED
    said = f"is `{brief(new)}` by default" if new is not None else "has no known default"
    said += f", was `{brief(old)}`" if old is not None else ""
    pair.add(kind, ("default",), said, show(old), show(new))


def _listing(of: Limits) -> str:
    values = (*of.enum, *of.special) if of.enum else ()
    return ", ".join(show(choice.value) for choice in values)
