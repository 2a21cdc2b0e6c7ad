"""The IDs by which a service knows a repeated request."""

from __future__ import annotations

from typing import Any

from .model import Action, Struct
from .policy import Clock
from .structs import members_of, per_class

#: The length of the IDs that we make.
LENGTH = 32


def identify(
    action: Action[Any, Any], request: Struct, clock: Clock | None
) -> tuple[str, bool]:
    """The request's ID, and whether it was made here.

    Without a clock, and where the caller gave an ID, or said with an empty one that they want none,
    the request stays as it is.
    """
    attribute, fits = _places(type(request)).get(action.deduplicated_by, ("", False))
    given = getattr(request, attribute, None)
    if given is not None or clock is None or not fits:
        return "" if given is None else str(given), False
    made = clock.fresh_id()
    setattr(
        request, attribute, made
    )  # which was made for this call, and which nobody else holds
    return made, True


@per_class
def _places(cls: type[Struct]) -> dict[str, tuple[str, bool]]:
    """Each field's attribute, by its wire name, and whether it can hold an ID of ours."""
    places: dict[str, tuple[str, bool]] = {}
    for attribute, wire, _ in members_of(cls):
        limits = wire.limits
        fits = limits.get("min_length", 0) <= LENGTH <= limits.get("max_length", LENGTH)
        bound = "enum" in limits or "pattern" in limits
        places[wire.name] = (attribute, fits and not bound and wire.kind == "string")
    return places
