"""The built-in service that calls go to unless a page says otherwise: what a page can do to it."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from .. import fake
from ..fake.fault_kinds import fault_kinds
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
        self._services = services
        self._faults = list(faults)
        self._ahead = 0.0
        self._lock = threading.Lock()
        self.service = self._made()

    def _made(self) -> fake.FakeService:
        faults = [fake.parse_fault(each) for each in self._faults]
        return fake.FakeService(self._services, faults=faults)

    def start(self) -> None:
        """Begin to serve."""
        self.service.start()

    def stop(self) -> None:
        """Stop serving.  May be called twice."""
        self.service.stop()

    def state(self) -> dict[str, Any]:
        """What a page is told of it."""
        return {
            "now": int(self.service.clock.now()),
            "ahead": self._ahead,
            "faults": list(self._faults),
            "kinds": [
                {
                    "name": kind.name,
                    "doc": kind.summary,
                    **({"value": kind.value} if kind.value else {}),
                    "example": kind.example,
                }
                for kind in fault_kinds()
            ],
        }

    def change(self, data: Mapping[str, Any]) -> None:
        """Do what a page says; all of it, or nothing.  Raises Refused.

        `faults` are all that there are from then on, as lines; `advance` moves the clock by so many
        seconds; `reset` comes before both, and forgets all that was.
        """
        for name in data:
            if name not in ("faults", "advance", "reset"):
                raise Refused(400, f"the fake service has no `{name[:60]}`")
        if data.get("reset", True) is not True:
            raise Refused(400, "`reset` is true, or is left out")
        lines = _lines(data.get("faults", []))
        ahead = (0.0 if "reset" in data else self._ahead) + _seconds(data.get("advance", 0))
        if abs(ahead) > FARTHEST:
            raise Refused(400, f"the clock can be at most {FARTHEST:g} seconds off")
        try:
            faults = [fake.parse_fault(each) for each in lines]
        except ValueError as error:
            raise Refused(400, str(error)) from None
        with self._lock:
            if "reset" in data:
                self._faults, self._ahead = [], 0.0
                before, self.service = self.service, self._made()
                self.service.start()
                before.stop()
            if "faults" in data:
                self.service.clear_faults()
                for fault in faults:
                    self.service.add_fault(fault)
                self._faults = lines
            self.service.advance(ahead - self._ahead)
            self._ahead = ahead


def _lines(given: object) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise Refused(400, "`faults` must be a list of texts")
    if len(given) > MOST_FAULTS:
        raise Refused(400, f"there can be at most {MOST_FAULTS} faults")
    return given


def _seconds(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise Refused(400, "`advance` must be a number of seconds")
    if not math.isfinite(given) or abs(given) > FARTHEST:
        raise Refused(400, f"`advance` must be within {FARTHEST:g} seconds")
    return float(given)
