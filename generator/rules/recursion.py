"""R003: no struct needs another one of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Field
from .context import Context
from .samples import sample

ENDLESS_STRUCT = Rule(
    "R003",
    "endless-struct",
    Severity.ERROR,
    "A struct holds another one of itself through fields that are all required.",
    "No value of it is ever complete, so nobody could send one. A struct may well contain itself,"
    " where the recursion can stop: through an optional field, or through a list, which may be"
    " empty.",
    sample("""
        actions:
          SearchMedia:
            input:
              Filter: {type: Filter}
        structs:
          Filter:
            fields:
              Name: {type: String, required: true}
              Inner: {type: Filter, required: true}
    """),
    sample("""
        actions:
          SearchMedia:
            input:
              Filter: {type: Filter}
        structs:
          Filter:
            fields:
              Name: {type: String, required: true}
              Inner: {type: Filter}
    """),
)

RULES = (ENDLESS_STRUCT,)

#: From a struct to the structs that each value of it must hold, and the field that asks for each.
_Needs = Mapping[str, Mapping[str, str]]


def check(context: Context) -> Iterator[Diagnostic]:
    """Every loop of required fields, each once."""
    needs = _needs(context)
    told: set[tuple[str, str]] = set()
    for holder, held in needs.items():
        for first in held:
            way = None if (holder, first) in told else _way(needs, first, holder)
            if way is not None:
                loop = [holder, *way]
                told.update(pairwise(loop))
                yield _endless(context, needs, loop)


def _needs(context: Context) -> dict[str, dict[str, str]]:
    """Only those that are caught, or lead to those that are, remain."""
    needs: dict[str, dict[str, str]] = {}
    for struct in context.service.structs:
        sent = context.usage[struct.name].sent or not context.usage[struct.name].received
        held = needs.setdefault(struct.name, {})
        for field in struct.fields:
            target = field.type.leaf.struct
            if target in context.structs and _is_needed(field, sent):
                held.setdefault(target, field.name)
    while finite := [name for name, held in needs.items() if not held]:
        for name in finite:
            del needs[name]
        for held in needs.values():
            for name in finite:
                held.pop(name, None)
    return needs


def _is_needed(field: Field, sent: bool) -> bool:
    if field.type.item is not None and not field.limits.min_items:
        return False
    if sent:
        return field.required
    always = field.required if field.output_required is None else field.output_required
    return always and not field.nullable


def _way(needs: _Needs, start: str, goal: str) -> list[str] | None:
    """The shortest way from a struct to another, both ends included."""
    previous: dict[str, str | None] = {start: None}
    waiting = [start]
    for name in waiting:
        if name == goal:
            way = [name]
            while (before := previous[way[-1]]) is not None:
                way.append(before)
            return way[::-1]
        for following in needs.get(name, ()):
            if following not in previous:
                previous[following] = name
                waiting.append(following)
    return None


def _endless(context: Context, needs: _Needs, loop: list[str]) -> Diagnostic:
    steps = list(pairwise(loop))
    fields = [f"`{holder}.{needs[holder][held]}`" for holder, held in steps]
    holder, held = steps[0]
    if len(steps) == 1:
        message = f"`{holder}` can never be complete: it requires another `{holder}` in {fields[0]}"
        help = f"make {fields[0]} optional: remove `required: true`"
    else:
        chain = ", ".join(
            f"{field} requires a `{after}`" for field, (_, after) in zip(fields, steps, strict=True)
        )
        message = f"`{holder}` can never be complete: {chain}, without end"
        help = f"make one of these fields optional: {', '.join(fields)}"
    return ENDLESS_STRUCT.at(
        context.key("structs", holder, "fields", needs[holder][held]), message, help
    )
