"""Which faults happen to a request."""

from __future__ import annotations

from collections.abc import Iterable

from .chance import Chance
from .faults import Fault


class Faults:
    """The faults that were asked for, and how often each has happened."""

    def __init__(self, faults: Iterable[Fault], chance: Chance) -> None:
        self._chance = chance
        self._rules: list[_Rule] = []
        for fault in faults:
            self.add(fault)

    def add(self, fault: Fault) -> None:
        """One more, after the others."""
        self._rules.append(_Rule(fault, self._chance.of(len(self._rules))))

    def clear(self) -> None:
        """No faults from now on."""
        self._rules.clear()

    def happening(self, action: str) -> list[Fault]:
        """The faults that happen to the next request for an action."""
        found: list[Fault] = []
        for rule in self._rules:
            taken = any(not each.adds_up for each in found)
            if (rule.fault.adds_up or not taken) and rule.applies(action):
                found.append(rule.fault)
        return found


class _Rule:
    def __init__(self, fault: Fault, chance: Chance) -> None:
        self.fault = fault
        self._chance = chance
        self._met = 0
        self._happened = 0

    def applies(self, action: str) -> bool:
        fault = self.fault
        if fault.action not in (None, action):
            return False
        if fault.count is not None and self._happened >= fault.count:
            return False
        self._met += 1
        if self._met <= fault.after:
            return False
        # Drawn for each request that it could happen to, so that other rules change nothing.
        if self._chance.of(self._met).fraction() >= fault.chance:
            return False
        self._happened += 1
        return True
