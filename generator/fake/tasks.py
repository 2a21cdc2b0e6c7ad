"""Tasks: the work that some actions start and others show."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Scalar, SimulatedTask
from .clock import iso

#: Tasks can be looked up for so many seconds: 72 hours.
KEPT = 259200.0
#: No more tasks than this are kept, and no more bytes of requests; the oldest go first.
MOST_TASKS = 20_000
MOST_BYTES = 16 * 1024 * 1024


@dataclass(slots=True)
class Task:
    """One task, and what a request said that started it."""

    id: str
    kind: SimulatedTask
    request: Mapping[str, Any]
    """The parameters of the request."""
    began: float
    """When it was started, in Unix seconds."""
    size: int = 0
    """Bytes of the request."""
    ends_as: str = ""
    """The state in which it ends, if not the usual one."""
    ended: float | None = None
    """When it was made to end."""
    members: dict[str, Scalar] = field(default_factory=dict)
    """What replies hold in place of what they usually hold."""
    outcome: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was made up for it, by the names of members."""

    def entered(self) -> Iterator[tuple[str, float]]:
        """Its states, each with the time at which it comes into it."""
        when = self.began
        *passing, last = self.kind.states
        for each in passing:
            if self.ended is not None and when >= self.ended:
                break
            yield each.state, when
            when += each.seconds
        when = when if self.ended is None else min(when, self.ended)
        yield self.ends_as or last.state, when

    def state(self, now: float) -> str:
        """The state that it is in."""
        return [state for state, when in self.entered() if when <= now or when == self.began][-1]

    def over(self, now: float) -> bool:
        """Whether it has come to its end."""
        return [when for _, when in self.entered()][-1] <= now

    def progress(self, now: float) -> int:
        """How much of the work is done, from 0 to 100."""
        end = [when for _, when in self.entered()][-1]
        if now >= end:
            return 100
        return max(0, min(99, int(100 * (now - self.began) / (end - self.began))))

    def time(self, state: str, now: float) -> str:
        """When it came into a state; empty where it has not."""
        if state == self.kind.states[-1].state and self.ends_as:
            state = self.ends_as
        return next(
            (iso(when) for each, when in self.entered() if each == state and when <= now), ""
        )


class Tasks:
    """All tasks, the oldest first."""

    def __init__(self) -> None:
        self._tasks: OrderedDict[str, Task] = OrderedDict()
        self._bytes = 0

    def add(self, task: Task) -> None:
        """One more."""
        self._tasks[task.id] = task
        self._bytes += task.size
        while len(self._tasks) > MOST_TASKS or (self._bytes > MOST_BYTES and len(self._tasks) > 1):
            self._bytes -= self._tasks.popitem(last=False)[1].size

    def find(self, id: object, now: float) -> Task | None:
        """The task with an ID, while it can be looked up."""
        task = self._tasks.get(id) if isinstance(id, str) else None
        return task if task is not None and now - task.began < KEPT else None

    def all(self, now: float | None = None) -> list[Task]:
        """All that can be looked up, or all that are kept."""
        return [each for each in self._tasks.values() if now is None or now - each.began < KEPT]
