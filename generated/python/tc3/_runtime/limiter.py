"""The rate limits of actions, kept on our side.

Each request books the next free slot of its action and sleeps until then.  Slots are given out in
the order in which they are asked for, so nobody overtakes; there is nothing to wake or to wait for,
which is why threads and tasks can share them.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

#: Slots lie this much further apart than the rate asks for: on their way, requests draw together.
SLACK = 1.05


@dataclass(slots=True)
class Slot:
    """When a request may go, and when the one after it."""

    start: float
    end: float
    wanted: bool = True


class Limiter:
    """The slots of all actions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lanes: dict[str, deque[Slot]] = {}

    def book(
        self, action: str, rate: float, now: float, deadline: float
    ) -> Slot | None:
        """The next free slot, or None if it begins too late."""
        with self._lock:
            lane = self._lanes.setdefault(action, deque())
            # The last slot whose time has come stays: it says when the next one may begin.
            while len(lane) > 1 and lane[1].start <= now:
                lane.popleft()
            start = max(now, lane[-1].end) if lane else now
            if start >= deadline:
                return None
            slot = Slot(start, start + SLACK / rate)
            lane.append(slot)
            return slot

    def cancel(self, action: str, slot: Slot) -> None:
        """Give a slot back whose request won't go.

        It is free again once nobody waits behind it; who does wait keeps their time.
        """
        with self._lock:
            slot.wanted = False
            lane = self._lanes[action]
            while lane and not lane[-1].wanted:
                lane.pop()
