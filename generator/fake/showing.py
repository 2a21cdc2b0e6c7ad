"""How replies show tasks.

The spec names the members that tell of the task itself.  Whatever else is named like a parameter
of the request that started it hands that parameter back, as `SessionContext` does; and a struct
that tells of the outcome is there when there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..model import Action, Field, Kind, Struct, TypeRef
from . import lookup
from .chance import Chance
from .making import Maker
from .refusal import Refusal
from .tasks import Task

#: Choices that mean that something is not in use.
_OFF = ("OFF", "Off", "off", "close", "disable", "none", "no", "")
#: The members of a struct that stands for a span of time, and of one that stands for an order.
_SPAN = ("After", "Before")
_ORDER = ("Field", "Order")


class Showing:
    """Makes replies that tell of tasks."""

    def __init__(
        self, actions: Mapping[str, Action], structs: Mapping[str, Struct], chance: Chance
    ) -> None:
        self._actions = actions
        self._structs = structs
        self._maker = Maker(structs)
        self._chance = chance

    def detail(self, task: Task, action: Action, now: float) -> dict[str, Any]:
        """The reply of the action that shows one task."""
        shown = task.kind.shown_by
        assert shown is not None
        reply = self._members(task, action.output, now)
        for each in action.output:
            struct = self._struct(each)
            if struct is not None and each.name == shown.payload:
                state = shown.state.rpartition(".")[2]
                reply[each.name] = self._members(task, struct.fields, now, state)
            elif struct is not None:
                reply[each.name] = None  # the outcome of some other kind of task
        lookup.put(reply, shown.state, task.state(now))
        if shown.type:
            lookup.put(reply, shown.type, task.kind.type)
        return reply

    def item(self, task: Task, fields: Iterable[Field], now: float) -> dict[str, Any]:
        """A task in a list."""
        listed = task.kind.listed_by
        assert listed is not None
        item = self._members(task, fields, now)
        item[listed.id] = task.id
        item[listed.state] = task.state(now)
        if listed.type:
            item[listed.type] = task.kind.type
        return item

    def _members(
        self, task: Task, fields: Iterable[Field], now: float, state: str = ""
    ) -> dict[str, Any]:
        """What stands in a map that tells of a task; `state` is the member that shows its state."""
        kind = task.kind
        fixed: dict[str, Any] = {kind.id: task.id, kind.progress: task.progress(now)}
        fixed |= {name: task.time(entered, now) for name, entered in kind.times}
        fixed |= dict(kind.members) | (task.members if task.over(now) else {})
        parameters = {each.name: each for each in self._actions[kind.started_by].input}
        made: dict[str, Any] = {}
        for each in fields:
            parameter = parameters.get(each.name)
            if each.name == state:
                made[each.name] = _nearest_state(task.state(now), each)
            elif each.name in fixed:
                made[each.name] = fixed[each.name]
            elif each.name == kind.request and (struct := self._struct(each)) is not None:
                made[each.name] = self._echo(task.request, struct.fields, ())
            elif (
                parameter is not None and parameter.type == each.type and not each.type.leaf.struct
            ):
                made[each.name] = task.request.get(each.name, _neutral(parameter))
            elif each.type.leaf.struct and not task.over(now):
                made[each.name] = None
            else:
                made[each.name] = self._made_up(task, each)
        return made

    def _made_up(self, task: Task, field: Field) -> Any:
        key = f"{field.name}: {field.type}"
        if key not in task.outcome:
            chance = self._chance.of(task.id, field.name)
            task.outcome[key] = self._maker.value(field, chance)
        return task.outcome[key]

    def _echo(
        self, given: Mapping[str, Any], fields: Iterable[Field], above: tuple[str, ...]
    ) -> dict[str, Any]:
        """Parameters as they were given, the others as they are where nothing is said."""
        shown: dict[str, Any] = {}
        for each in fields:
            struct = self._struct(each)
            value = given.get(each.name)
            if struct is None:
                shown[each.name] = _neutral(each) if value is None else value
            elif struct.name not in above:
                inner = value if isinstance(value, Mapping) else {}
                shown[each.name] = self._echo(inner, struct.fields, (*above, struct.name))
        return shown

    def _struct(self, field: Field) -> Struct | None:
        """The struct that a field is."""
        return self._structs.get(field.type.struct or "")

    def item_fields(self, action: Action, items: str) -> tuple[Field, ...]:
        """The members of the items of a list, which stands in a reply at a path."""
        fields = action.output
        type: TypeRef | None = None
        for name in items.split("."):
            type = next((each.type for each in fields if each.name == name), None)
            struct = self._structs.get((type.leaf.struct if type else None) or "")
            fields = struct.fields if struct else ()
        return fields


def _neutral(field: Field) -> Any:
    """What a parameter is where nobody gave it."""
    if field.default is not None:
        return field.default
    if field.type.item is not None:
        return []
    choices = [each.value for each in field.limits.enum]
    if choices:
        return next((each for each in choices if each in _OFF), choices[0])
    special = [each.value for each in field.limits.special]
    if special:
        return special[0]
    kinds: Mapping[Kind, Any] = {
        Kind.INTEGER: 0,
        Kind.FLOAT: 0.0,
        Kind.BOOLEAN: False,
        Kind.OBJECT: {},
        Kind.STRUCT: {},
    }
    return kinds.get(field.type.kind, "")


def _nearest_state(state: str, field: Field) -> Any:
    """A state, as a member shows it that may know fewer of them."""
    known = [each.value for each in field.limits.enum]
    return known[0] if known and state not in known else state


# Lists -------------------------------------------------------------------------------------------


def select(
    items: list[dict[str, Any]], action: Action, given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The items that the parameters ask for, in the order that they ask for.

    A parameter selects by the member of its name: those that equal it or, where it is a struct of
    `After` and `Before`, that lie between.  A struct of `Field` and `Order` sorts.  Raises Refusal.
    """
    for parameter in action.input:
        value = given.get(parameter.name)
        if value is None:
            continue
        if isinstance(value, Mapping) and set(value) == set(_ORDER):
            by = str(value["Field"])
            if items and by not in items[0]:
                raise Refusal("InvalidParameterValue", f"there is no `{by[:60]}` to sort by")
            backwards = value["Order"] == "Desc"
            items = sorted(items, key=lambda item: str(item[by]), reverse=backwards)
        elif not items or parameter.name not in items[0]:
            continue
        elif isinstance(value, Mapping):
            after, before = (_instant(value.get(each), parameter.name) for each in _SPAN)
            items = [i for i in items if _within(str(i[parameter.name]), after, before)]
        else:
            items = [i for i in items if i[parameter.name] == value]
    return items


def _within(text: str, after: float | None, before: float | None) -> bool:
    try:
        when = _seconds(text)
    except (ValueError, OverflowError):
        return False
    return (after is None or after <= when) and (before is None or when < before)


def _instant(text: object, name: str) -> float | None:
    if text in (None, ""):
        return None
    try:
        return _seconds(str(text))
    except (ValueError, OverflowError):
        message = f"`{name}` must hold ISO 8601 dates and times"
        raise Refusal("InvalidParameterValue", message) from None


def _seconds(text: str) -> float:
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
