"""Changes of the methods that follow an action up: that page, and that wait."""

from __future__ import annotations

from dataclasses import replace

from .. import graph, words
from ..model import Action, Field, Waiter
from . import followup_kinds as kinds
from . import other_kinds
from .changes import Path
from .context import Context, Side
from .faces import face, fits


def compare_paging(context: Context, old: Action, new: Action) -> None:
    """Notes what became of the methods that go through an action's list."""
    before, after = old.paging, new.paging
    path: Path = ("actions", new.name, "paging")
    if before is None and after is None:
        return
    if after is None:
        message = f"the list of `{new.name}` is not gone through any more"
        context.add(kinds.PAGING_REMOVED, path, message)
    elif before is None:
        message = f"the list `{after.items}` of `{new.name}` can be gone through"
        context.add(kinds.PAGING_ADDED, path, message, new=after.items)
    elif not _same_items(context, old, new):
        message = f"the items of `{new.name}` are those of `{after.items}`, and of another type"
        context.add(kinds.PAGING_ITEMS_CHANGED, path, message, old=before.items, new=after.items)
    elif before != after:
        message = f"the list of `{new.name}` is gone through in another way"
        context.add(kinds.PAGING_CHANGED, path, message)


def _same_items(context: Context, old: Action, new: Action) -> bool:
    """Whether what is read from the new list is what was read from the old one."""
    before, after = _item(context.old, old), _item(context.new, new)
    if before is None or after is None:
        return before == after
    return context.same_type(before.type, after.type) and fits(
        face(after, sent=False), face(before, sent=False, struct=context.now)
    )


def _item(side: Side, action: Action) -> Field | None:
    """An item of the list, as a field that is always there."""
    assert action.paging is not None
    for *_, field in graph.routes(side.structs, action.output, action.paging.items):
        type = field.type.item or field.type
        return replace(field, type=type, limits=field.items, required=True, nullable=False)
    return None


def compare_waiters(context: Context, actions: dict[str, str]) -> None:
    """Notes every change of waiters; `actions` leads from old names to new ones."""
    before = {waiter.name: waiter for waiter in context.old.service.waiters}
    after = {waiter.name: waiter for waiter in context.new.service.waiters}
    names = {name: name for name in before if name in after}
    for name, waiter in before.items():
        if name in names:
            continue
        moved = replace(waiter, action=actions.get(waiter.action, ""))
        for other in after.values():
            same = _bare(moved) == _bare(other)
            if same and other.name not in before and other.name not in names.values():
                names[name] = other.name
                break
    for name, waiter in before.items():
        if name in names:
            _compare(context, waiter, after[names[name]], actions)
        else:
            path: Path = ("waiters", name)
            message = f"nothing waits for `{name}` any more"
            context.add(kinds.WAITER_REMOVED, path, message, old=name, gone=True)
    for name in after:
        if name not in names.values():
            path = ("waiters", name)
            context.add(kinds.WAITER_ADDED, path, f"`{name}` can be waited for", new=name)
    if [names[n] for n in before if n in names] != [n for n in after if n in names.values()]:
        message = "the waiters come in another order"
        context.add(other_kinds.ORDER_CHANGED, ("waiters",), message, actions=())


def _compare(context: Context, old: Waiter, new: Waiter, actions: dict[str, str]) -> None:
    path: Path = ("waiters", new.name)
    if words.snake(old.name) != words.snake(new.name):
        message = f"the waiter `{old.name}` is now called `{new.name}`"
        context.add(kinds.WAITER_RENAMED, path, message, old=old.name, new=new.name)
    moved = actions.get(old.action)
    if moved != new.action:
        message = f"the waiter `{new.name}` polls `{new.action}`, was `{old.action}`"
        place = (*path, "action")
        context.add(kinds.WAITER_ACTION_CHANGED, place, message, old=old.action, new=new.action)
    elif _bare(replace(old, action=moved)) != _bare(new):
        message = f"the waiter `{new.name}` ends by other states, or pauses otherwise"
        context.add(kinds.WAITER_CHANGED, path, message)
    if old.description != new.description:
        message = f"the waiter `{new.name}` is described otherwise"
        context.add(other_kinds.DESCRIPTION_CHANGED, (*path, "description"), message)


def _bare(waiter: Waiter) -> Waiter:
    return replace(waiter, name="", description="")
