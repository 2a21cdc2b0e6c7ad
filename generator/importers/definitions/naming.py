"""The aliases of a definition: lines without which two names, or a name and its place, would meet.

An alias that is there already stays, so that a later import renames nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ... import clashes
from ...clashes import Named

Data = dict[str, Any]


def name_all(spec: Data, before: Mapping[str, Any]) -> None:
    """Gives actions, structs, fields and error codes of a spec the aliases that they need.

    Args:
        spec: Spec data, which is changed.
        before: The spec that it replaces, or an empty map.
    """
    for action in ("actions", "structs", "errors"):
        _keep(spec.get(action, {}), before.get(action))
    for section, parts in (("actions", ("input", "output")), ("structs", ("fields",))):
        for name, holder in spec.get(section, {}).items():
            earlier = _map(_map(before.get(section)).get(name))
            for part in parts:
                fields = holder.get(part, {})
                _keep(fields, earlier.get(part))
                reserved = [Named("RequestId")] if part == "output" else []
                _resolve(fields, clashes.FIELDS, reserved)
    actions, structs = spec.get("actions", {}), spec.get("structs", {})
    _resolve(actions, clashes.ACTIONS)
    _resolve(structs, clashes.STRUCTS)
    named = [list(map(_named, things.items())) for things in (structs, actions)]
    for wrong in clashes.misplaced(spec["service"], *named):
        things = structs if wrong.is_struct else actions
        things[wrong.named.wire]["alias"] = wrong.suggestion
    errors = spec.get("errors", {})
    _resolve(errors, clashes.ERRORS, map(Named, clashes.families(errors)))


def _resolve(things: Data, sort: clashes.Sort, reserved: Iterable[Named] = ()) -> None:
    named = [*reserved, *map(_named, things.items())]
    for clash in clashes.find(named, sort):
        things[clash.second.wire] = _with_alias(things[clash.second.wire], clash.suggestion)


def _keep(things: Data, before: Any) -> None:
    for name, thing in things.items():
        alias = _map(_map(before).get(name)).get("alias")
        if isinstance(alias, str):
            things[name] = _with_alias(thing, alias)


def _with_alias(thing: Any, alias: str) -> Data:
    """An error code may be a mere sentence."""
    made = dict(thing) if isinstance(thing, dict) else {"description": thing} if thing else {}
    return made | {"alias": alias}


def _named(item: tuple[str, Any]) -> Named:
    name, thing = item
    return Named(name, _map(thing).get("alias", ""))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
