"""What can be waited for once an action has been called.

An action that is polled can be called until it is over.  One whose reply holds what such an action
asks for has started what it tells of: RebuildMedia gives the TaskId that DescribeTaskDetail wants.
That is told by names and types, where these leave no doubt: every parameter that the polled action
must have is there, at least one of them in the reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model import Action, Field, Service
from ..python import names


@dataclass(frozen=True, slots=True)
class Wait:
    """A waiter, and where the parameters of its method come from."""

    waiter: str
    """Its name in the spec."""
    given: Mapping[str, tuple[str, str]]
    """For each parameter `request` or `reply`, and the attribute there."""


def waits(service: Service, action: Action) -> Iterator[Wait]:
    """What can be waited for with an action."""
    actions = {each.name: each for each in service.actions}
    for waiter in service.waiters:
        polled = actions.get(waiter.action)
        if polled is None:
            continue
        if polled is action:
            yield Wait(waiter.name, _parameters([(field, "request") for field in action.input]))
        elif (found := _sources(polled, action)) is not None:
            yield Wait(waiter.name, _parameters(found))


def _sources(polled: Action, action: Action) -> list[tuple[Field, str]] | None:
    """The parameters of the polled action that the other one knows; None where that is not all."""
    if action.read_only:
        return None
    found: list[tuple[Field, str]] = []
    for field in polled.input:
        if field.required and _holds(action.output, field):
            found.append((field, "reply"))
        elif _holds(action.input, field):
            found.append((field, "request"))
        elif field.required:
            return None
    return found if any(side == "reply" for _, side in found) else None


def _holds(fields: Sequence[Field], wanted: Field) -> bool:
    return any(
        (field.name, field.type, field.alias) == (wanted.name, wanted.type, wanted.alias)
        for field in fields
    )


def _parameters(found: Sequence[tuple[Field, str]]) -> dict[str, tuple[str, str]]:
    return {
        names.wait_parameter(base): (side, names.field(base))
        for field, side in found
        for base in [field.alias or field.name]
    }
