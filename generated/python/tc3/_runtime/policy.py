"""How often calls are repeated, where time and chance come from, what clients learn together."""

from __future__ import annotations

import os
import random
import threading
import time
from dataclasses import dataclass

from .errors import ConfigurationError
from .limiter import Limiter
from .transport import is_number


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and when a call is repeated, where that cannot do anything twice."""

    most: int = 2
    """How often at most, after the first attempt; 0 to 100."""
    base: float = 0.5
    """The first pause is random between 0 and this many seconds; each later one may be twice as
    long.  Where the service asks for a longer one (Retry-After), it is kept."""
    longest: float = 8.0
    """No pause of our own is longer than this many seconds."""
    budget: float = 100.0
    """How many repetitions a client and its copies may make while no call succeeds, so that a
    service in trouble is not stormed; each success gives a fifth of one back."""

    def __post_init__(self) -> None:
        limits = (("most", 100), ("base", 3600), ("longest", 3600), ("budget", 1e9))
        for name, high in limits:
            value = getattr(self, name)
            if not (is_number(value) and 0 <= value <= high):
                raise ConfigurationError(
                    f"retries: {name} must be within 0 and {high:g}"
                )

    def pause(self, repetition: int, chance: float) -> float:
        """Seconds to wait before the given repetition, for a random number between 0 and 1."""
        return chance * min(self.longest, self.base * 2.0 ** (repetition - 1))


class Clock:
    """Where a client's time and chance come from.  Tests give it a subclass of their own.

    What a transport waits for passes in real time, whatever the clock.
    """

    def now(self) -> float:
        """Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment, never set back."""
        return time.monotonic()

    def chance(self) -> float:
        """A random number, at least 0 and below 1."""
        return random.random()

    def fresh_id(self) -> str:
        """Text of 32 characters that no other request bears."""
        return os.urandom(16).hex()

    def sleep(self, seconds: float) -> None:
        """Wait, in sync clients."""
        time.sleep(seconds)

    # feature: async
    async def sleep_async(self, seconds: float) -> None:
        """Wait, in async clients."""
        from asyncio import sleep  # sync clients do without asyncio

        await sleep(seconds)


#: How much of a repetition a successful call gives back to the budget.
REFUND = 0.2


class Family:
    """What a client shares with its copies; any number of threads may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spent = 0.0
        self.limiter = Limiter()
        self.skew = 0.0
        """Seconds that the service's clock is ahead of ours."""

    def afford(self, budget: float) -> bool:
        """Take one repetition from the budget, if it has one left."""
        with self._lock:
            if self._spent + 1 > budget:
                return False
            self._spent += 1
            return True

    def succeeded(self) -> None:
        """Give something back."""
        if self._spent:  # calls rarely fail, and then this costs nothing
            with self._lock:
                self._spent = max(0.0, self._spent - REFUND)
