"""What pages say of lists in parts and of waiting: the facts behind a client's methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ... import phrases
from ...model import Paging, PagingStyle, Scalar, Service, Waiter
from . import literals, pages, prose
from .views import WaiterView


def paging(of: Paging | None) -> str:
    """How the next part of a list is asked for, in a sentence or two."""
    if of is None:
        return ""
    position, items = literals.code(of.position), literals.code(of.items)
    if of.style is PagingStyle.TOKEN:
        said = f"send the {literals.code(of.next)} of each reply as {position} of the next request"
        end = "until it is empty"
    elif of.style is PagingStyle.OFFSET:
        said = f"send as {position} how many items have come"
        end = "until a reply has none"
    else:
        said = f"count {position} up from {of.first}"
        end = "until a reply has no items"
    if of.total:
        end = f"until there are as many as {literals.code(of.total)} says"
    if of.more:
        end = f"as long as {literals.code(of.more)} is {_value(of.more_when)}"
    return f"The list {items} comes in parts: {said}, {end}."


def waiters(service: Service, action: str, here: pages.Pages) -> Iterator[WaiterView]:
    """What can be waited for with an action."""
    for waiter in service.waiters:
        if waiter.action == action:
            yield WaiterView(
                prose.blocks(waiter.description, here.resolve), " ".join(_facts(waiter))
            )


def _facts(waiter: Waiter) -> Iterator[str]:
    state = literals.code(waiter.state)
    yield f"It is over once {state} is {_listed(waiter.success)}."
    failures = [f"{_place(t.path)} is not {_listed(t.allowed)}" for t in waiter.failed_when]
    if failures:
        yield f"Then it has failed all the same if {' or '.join(failures)}."
    if waiter.failure:
        yield f"It has failed once {state} is {_listed(waiter.failure)}."


def _place(path: str) -> str:
    """`*.ErrCode` as the `ErrCode` of any member."""
    of_any = path.startswith("*.")
    return literals.code(path.removeprefix("*.")) + (" of any member" if of_any else "")


def _listed(values: Iterable[Scalar]) -> str:
    return " or ".join(map(_value, values))


def _value(value: Scalar) -> str:
    return literals.code(phrases.scalar(value))
