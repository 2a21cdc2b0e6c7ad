"""R006 to R009: the fields and actions that a spec mentions beside its types exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import suggest, values
from ..diagnostics import Diagnostic, Rule, Severity
from .context import Context, Path, Place
from .samples import sample

UNKNOWN_DEDUPLICATION = Rule(
    "R006",
    "unknown-deduplication-field",
    Severity.ERROR,
    "`deduplicated_by` names no field of the action's input.",
    "The client reads that field to know whether a request may be sent again after a broken"
    " connection.",
    sample("""
        actions:
          RebuildMedia:
            deduplicated_by: SesionId
            input:
              SessionId: {type: String}
    """),
    sample("""
        actions:
          RebuildMedia:
            deduplicated_by: SessionId
            input:
              SessionId: {type: String}
    """),
)

UNKNOWN_CONDITION_FIELD = Rule(
    "R007",
    "unknown-condition-field",
    Severity.ERROR,
    "`applies_when` names no other field of the same struct or input.",
    "A condition can only look at what is sent beside the field.",
    sample("""
        actions:
          RebuildMedia:
            input:
              Mode: {type: String, enum: [ON, OFF]}
              Fps: {type: Integer, applies_when: {field: Switch, equals: ON}}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              Switch: {type: String, enum: [ON, OFF]}
              Fps: {type: Integer, applies_when: {field: Switch, equals: ON}}
    """),
)

IMPOSSIBLE_CONDITION = Rule(
    "R008",
    "impossible-condition",
    Severity.ERROR,
    "`applies_when` waits for a value that the other field never has.",
    "The field would never mean anything: the value has the wrong type, or lies outside of what the"
    " other field allows.",
    sample("""
        actions:
          RebuildMedia:
            input:
              Switch: {type: String, enum: [ON, OFF]}
              Fps: {type: Integer, applies_when: {field: Switch, equals: On}}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              Switch: {type: String, enum: [ON, OFF]}
              Fps: {type: Integer, applies_when: {field: Switch, equals: ON}}
    """),
)

UNKNOWN_REPLACEMENT = Rule(
    "R009",
    "unknown-replacement",
    Severity.WARNING,
    "What a deprecated part should be replaced by does not exist.",
    "Callers are sent to something that they will not find. A sentence is never checked, and"
    " neither is an action that this spec may not hold yet, unless one of a very similar name is"
    " there.",
    sample("""
        actions:
          RebuildMedia:
            input:
              Width: {type: Integer, deprecated: {replacement: Resolutoin}}
              Resolution: {type: String}
    """),
    sample("""
        actions:
          RebuildMedia:
            input:
              Width: {type: Integer, deprecated: {replacement: Resolution}}
              Resolution: {type: String}
    """),
)

RULES = (
    UNKNOWN_DEDUPLICATION,
    UNKNOWN_CONDITION_FIELD,
    IMPOSSIBLE_CONDITION,
    UNKNOWN_REPLACEMENT,
)

# What may be a way through fields, rather than a sentence.
_WIRE_PATH = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*")


def check(context: Context) -> Iterator[Diagnostic]:
    """Everything that is mentioned by name."""
    yield from _actions(context)
    for place in context.places:
        if place.field.applies_when is not None:
            yield from _condition(context, place)
        if place.field.deprecated is not None:
            yield from _replacement(context, place)


def _actions(context: Context) -> Iterator[Diagnostic]:
    known = context.names("actions")
    for action in context.service.actions:
        path = ("actions", action.name)
        names = [field.name for field in action.input]
        key = action.deduplicated_by
        if key is not None and key.field not in names:
            yield UNKNOWN_DEDUPLICATION.at(
                context.value(*path, "deduplicated_by", "field"),
                f"the input of `{action.name}` has no field `{key.field}`",
                suggest.did_you_mean(key.field, names),
            )
        replacement = action.deprecated.replacement if action.deprecated else ""
        if not replacement:
            continue
        where = context.value(*path, "deprecated", "replacement")
        if replacement == action.name:
            message = f"`{action.name}` is said to be replaced by itself"
            yield UNKNOWN_REPLACEMENT.at(where, message, "name what callers should use instead")
        elif replacement not in known:
            # A spec may hold a part of a service: only a near miss tells that a name is wrong.
            near = suggest.closest(replacement, known, cutoff=0.9)
            if near is not None and near != action.name:
                message = f"`{replacement}` is no action of this spec"
                yield UNKNOWN_REPLACEMENT.at(where, message, f"did you mean `{near}`?")


def _condition(context: Context, place: Place) -> Iterator[Diagnostic]:
    condition = place.field.applies_when
    if condition is None or not condition.field:
        return
    path: Path = (*place.path, "applies_when")
    others = {field.name: field for field in place.siblings if field.name != place.field.name}
    if condition.field not in others:
        itself = condition.field == place.field.name
        message = f"{place.owner} has no field `{condition.field}`"
        yield UNKNOWN_CONDITION_FIELD.at(
            context.value(*path, "field"),
            f"`{place.field.name}` cannot depend on itself" if itself else message,
            suggest.did_you_mean(condition.field, others),
        )
        return
    other = others[condition.field]
    checker = values.Checker(context.structs)
    for index, value in enumerate(condition.values):
        for mismatch in checker.value(
            value, other.type, other.limits, f"`{other.name}`", format=other.format
        ):
            yield IMPOSSIBLE_CONDITION.at(
                context.value(*path, "equals", index),
                f"`{place.field.name}` would never apply: {mismatch.message}",
                mismatch.help,
            )


def _replacement(context: Context, place: Place) -> Iterator[Diagnostic]:
    deprecated = place.field.deprecated
    name = deprecated.replacement if deprecated else ""
    if not _WIRE_PATH.fullmatch(name):
        return
    where = context.value(*place.path, "deprecated", "replacement")
    if name == place.field.name:
        message = f"`{name}` is said to be replaced by itself"
        yield UNKNOWN_REPLACEMENT.at(where, message, "name what callers should use instead")
    elif name not in context.names("actions") and (misled := _misled(context, place, name)):
        yield UNKNOWN_REPLACEMENT.at(where, *misled)


def _misled(context: Context, place: Place, name: str) -> tuple[str, str] | None:
    """Where `TargetInfo.Container` leads nowhere: what lacks which name, and what was meant.

    The way begins at the field's siblings, or at a struct.
    """
    holder, fields, way = place.owner, place.siblings, name.split(".")
    if way[0] in context.names("structs") and not any(one.name == way[0] for one in fields):
        struct = context.structs.get(way.pop(0))
        if struct is None:
            return None
        holder, fields = f"`{struct.name}`", struct.fields
    for part in way:
        found = next((one for one in fields if one.name == part), None)
        if found is None or found is place.field:
            names = [one.name for one in fields if one is not place.field]
            help = suggest.did_you_mean(part, names, "name a field, or write a sentence")
            return f"{holder} has no other field `{part}`", help
        struct = context.structs.get(found.type.leaf.struct or "")
        holder, fields = f"`{found.name}`", struct.fields if struct else ()
    return None
