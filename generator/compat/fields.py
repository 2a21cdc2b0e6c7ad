"""Changes of fields: of an action's parameters, of a reply's members, of a struct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import words
from ..model import Deprecation, Field, Hints
from . import action_kinds, field_kinds, limits, other_kinds, pairing, value_kinds, values
from .changes import Path
from .context import Context
from .faces import fits, is_optional, literal
from .kinds import ChangeKind
from .pair import Pair, Ways, brief


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the fields: an action's input, its output, or a struct."""

    before: Path
    after: Path
    noun: str
    """What its fields are, for a message: `parameter`, `reply member`, `field`."""
    ways: Ways

    def subject(self, name: str, gone: bool = False) -> str:
        """A field of it, for a message."""
        return f"the {self.noun} `{(self.before if gone else self.after)[1]}.{name}`"


def compare(
    context: Context, owner: Owner, old: Sequence[Field], new: Sequence[Field]
) -> dict[str, str]:
    """Notes every change of fields; returns what each old one that is left is called now."""
    if old == new and owner.ways.same_types:
        return {field.name: field.name for field in new}
    before = {field.name: field for field in old}
    after = {field.name: field for field in new}
    names = {name: name for name in before if name in after}
    names |= pairing.fields(old, new, context.same_type)
    for field in old:
        if field.name in names:
            now = after[names[field.name]]
            if field != now or owner.ways.files != owner.ways.files_now:
                _compare(
                    Pair(
                        context,
                        (*owner.after, now.name),
                        owner.subject(now.name),
                        field,
                        now,
                        owner.ways,
                    ),
                    owner,
                )
        else:
            sent = owner.ways.sent
            kind = field_kinds.FIELD_REMOVED if sent else field_kinds.REPLY_FIELD_REMOVED
            subject = owner.subject(field.name, gone=True)
            path = (*owner.before, field.name)
            context.add(kind, path, f"{subject} is gone", old=field.type, gone=True)
    known = set(names.values())
    for field in new:
        if field.name not in known:
            _added(context, owner, field)
    kept = [names[field.name] for field in old if field.name in names]
    if kept != [field.name for field in new if field.name in known]:
        message = f"the {owner.noun}s of `{owner.after[1]}` come in another order"
        context.add(other_kinds.ORDER_CHANGED, owner.after, message)
    return names


def _added(context: Context, owner: Owner, field: Field) -> None:
    optional = is_optional(field, owner.ways.typed_sent_now)
    if not owner.ways.sent:
        kind, said = field_kinds.REPLY_FIELD_ADDED, "is new"
    elif optional:
        kind, said = field_kinds.OPTIONAL_ADDED, "is new, and may be left out"
    else:
        kind, said = field_kinds.REQUIRED_ADDED, "is new, and must be given"
    path = (*owner.after, field.name)
    context.add(kind, path, f"{owner.subject(field.name)} {said}", new=field.type)


def _compare(pair: Pair, owner: Owner) -> None:
    noted = len(pair.context.found)
    _name(pair, owner)
    _presence(pair)
    values.compare(pair)
    deprecation(pair.context, pair.path, pair.subject, pair.old.deprecated, pair.new.deprecated)
    _told(pair)
    values.keep_sound(pair, noted)


def _name(pair: Pair, owner: Owner) -> None:
    old, new = pair.old, pair.new
    if (old.name, old.alias) == (new.name, new.alias):
        return
    before, after = (words.snake(each.alias or each.name) for each in (old, new))
    kind: ChangeKind
    if before != after:
        was, now = (each.alias or each.name for each in (old, new))
        message = f"{owner.subject(was, gone=True)} is now called `{now}`"
        kind = field_kinds.FIELD_RENAMED
    elif old.name != new.name:
        message = f"{owner.subject(old.name, gone=True)} is `{new.name}` on the wire"
        kind = field_kinds.FIELD_RESPELT
    else:
        message = f"{pair.subject} has an alias that is spelt otherwise"
        kind = field_kinds.ALIAS_CHANGED
    was, now = (each.alias or each.name for each in (old, new))
    key = ("alias",) if old.alias != new.alias else ()
    pair.context.add(kind, (*pair.path, *key), message, old=was, new=now)


def _presence(pair: Pair) -> None:
    old, new, ways = pair.old, pair.new, pair.ways
    facts = ("required", "output_required", "nullable")
    changed = [word for word in facts if getattr(old, word) != getattr(new, word)]
    key = changed[:1]
    before, after = is_optional(old, ways.typed_sent), is_optional(new, ways.typed_sent_now)
    said = ("must be there", "may be missing")
    if not before and after and ways.received:
        kind, message = field_kinds.REPLY_MAY_LACK, "may be missing or null, and was always there"
    elif before and not after and ways.sent:
        kind, message = field_kinds.BECAME_REQUIRED, "must be given, and could be left out"
    elif before != after:
        kind = field_kinds.BECAME_OPTIONAL if after else field_kinds.REPLY_ALWAYS_HAS
        message = "may be left out" if after else "is always there"
    elif not changed:
        return
    elif ways.received and not after and _may_lack(new) and not _may_lack(old):
        kind, message = field_kinds.NULL_POSSIBLE, "may be missing or null in a reply"
    else:
        kind = field_kinds.PRESENCE_DOCUMENTED
        message = "is said to be there in other cases, which changes no type"
    pair.add(kind, key, message, said[before], said[after])


def _may_lack(field: Field) -> bool:
    return is_optional(field, sent=False)


def deprecation(
    context: Context,
    path: Path,
    subject: str,
    old: Deprecation | None,
    new: Deprecation | None,
) -> None:
    """Notes that something is to be left, or no longer."""
    if old == new:
        return
    place = (*path, "deprecated")
    if old is None and new is not None:
        use = f"; use `{brief(new.replacement)}`" if new.replacement else ""
        kind, message = action_kinds.DEPRECATED, f"{subject} is deprecated{use}"
    elif new is None:
        kind, message = action_kinds.NOT_DEPRECATED, f"{subject} is not deprecated any more"
    else:
        kind, message = action_kinds.NOT_DEPRECATED, f"{subject} is deprecated in other words"
    context.add(kind, place, message)


# What is only told --------------------------------------------------------------------------------


def _told(pair: Pair) -> None:
    old, new = pair.old, pair.new
    if _retold(old, new):
        key = () if old.description == new.description else ("description",)
        pair.add(other_kinds.DESCRIPTION_CHANGED, key, "is described otherwise", "", "")
    # Whether a reply may hold null is part of the type, whoever says so.
    if replace(old.hints, nullable=False) != replace(new.hints, nullable=False) or (
        old.hints.nullable != new.hints.nullable
        and is_optional(old, pair.ways.typed_sent) == is_optional(new, pair.ways.typed_sent_now)
    ):
        said, kind = "is described with other hints", other_kinds.HINTS_CHANGED
        if pair.ways.sent and (told := limits.told_otherwise(old.hints, new.hints)):
            said, kind = f"is described with other hints: {told}", value_kinds.TOLD_OTHERWISE
        was, now = _hint(old.hints), _hint(new.hints)
        pair.add(kind, ("hints",), said, was, now)
    if old.example != new.example:
        pair.add(other_kinds.EXAMPLES_CHANGED, ("example",), "has another example", "", "")


def _retold(old: Field, new: Field) -> bool:
    """Whether a field is described otherwise, or a value that it had and has."""
    if old.description != new.description or old.applies_when != new.applies_when:
        return True
    if old.unit != new.unit and not (old.unit and new.unit):
        return True
    before, after = _meanings(old), _meanings(new)
    return any(before[value] != after[value] for value in before.keys() & after.keys())


def _meanings(field: Field) -> dict[tuple[object, ...], str]:
    return {
        (place, *literal(choice.value)): choice.description
        for place, limits in enumerate((field.limits, field.items))
        for choice in (*limits.enum, *limits.special)
    }


def _hint(hints: Hints) -> str:
    listed = hints.limits.enum or hints.items.enum
    return ", ".join(str(choice.value) for choice in listed)


def typed_otherwise(context: Context, ways: Ways, old: Field, new: Field) -> bool:
    """Whether a field's type breaks callers though nothing is said of it that was not said."""
    before, after = Pair(context, (), "", old, new, ways).faces
    return (ways.sent and not fits(before, after)) or (ways.received and not fits(after, before))
