"""The built-in service that calls go to unless a page says otherwise: what a page can do to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .. import fake
from ..fake.fault_kinds import SCOPE, fault_kinds
from ..model import Service
from .guard import Refused

#: How far its clock can be put, in seconds: some 30 years.
FARTHEST = 1e9
#: So many faults at once are enough for a person.
MOST_FAULTS = 50


class Faked:
    """A fake service on a port of its own, and what is wrong with it."""

    def __init__(self, services: Sequence[Service], faults: Sequence[str] = ()) -> None:
        """Not running yet.  Raises ValueError for a fault that there is none of."""
        self._faults = list(faults)
        self._ahead = 0.0
        self.service = fake.FakeService(
            services, faults=[fake.parse_fault(each) for each in faults]
        )

    def state(self) -> dict[str, Any]:
        """What a page is told of it."""
        return {
            "url": self.service.url,
            "faults": list(self._faults),
            "clock": self._ahead,
            "time": int(self.service.clock.now()),
            "calls": len(self.service.requests),
        }

    def change(self, data: Mapping[str, Any]) -> None:
        """Put its faults or its clock to what a page says; all of it, or nothing.  Raises Refused.

        `faults` are all that there are from then on, as lines; `clock` says how many seconds it is
        ahead of the machine's.
        """
        for name in data:
            if name not in ("faults", "clock"):
                raise Refused(400, "BadCall", f"the fake service has no `{name[:60]}`")
        wanted = data.get("faults", self._faults)
        ahead = data.get("clock", self._ahead)
        if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
            raise Refused(400, "BadCall", "`faults` must be a list of texts")
        if len(wanted) > MOST_FAULTS:
            raise Refused(400, "BadCall", f"there can be at most {MOST_FAULTS} faults")
        if (
            isinstance(ahead, bool)
            or not isinstance(ahead, int | float)
            or not math.isfinite(ahead)
            or abs(ahead) > FARTHEST
        ):
            raise Refused(400, "BadCall", f"`clock` must be within {FARTHEST:g} seconds")
        try:
            faults = [fake.parse_fault(each) for each in wanted]
        except ValueError as error:
            raise Refused(400, "BadFault", str(error)) from None
        if "faults" in data:
            self.service.clear_faults()
            for fault in faults:
                self.service.add_fault(fault)
            self._faults = list(wanted)
        self.service.advance(ahead - self._ahead)
        self._ahead = float(ahead)


def kinds() -> list[dict[str, Any]]:
    """The kinds of fault, for a page that lets a person choose."""
    return [
        {
            "name": kind.name,
            "summary": kind.summary,
            "value": kind.value,
            "needsValue": kind.needs_value,
            "keys": [*kind.keys, *SCOPE],
        }
        for kind in fault_kinds()
    ]
