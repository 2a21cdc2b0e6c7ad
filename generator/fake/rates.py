"""How fast actions may be called, and what was asked before."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Any

from ..model import Action
from .refusal import Refusal

#: How long a repetition is recognised where the spec does not say: three days.
DEFAULT_MEMORY = 259200.0
#: No more values than this are remembered; the oldest are forgotten first.
MOST_REMEMBERED = 100_000


class Rates:
    """Counts the requests of each account and action in the second that lies behind."""

    def __init__(self) -> None:
        self._recent: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def count(self, key: Hashable, action: Action, now: float) -> None:
        """Count a request.  Raises Refusal for one too many."""
        limit = action.rate_limit
        if limit is None:
            return
        recent = self._recent.setdefault(key, deque())
        # A limit below 1 allows one request in a longer time.
        most, span = (int(limit), 1.0) if limit >= 1 else (1, 1.0 / limit)
        # A clock that was set back has not made the requests go away.
        while recent and not now - span < recent[0] <= now:
            recent.popleft()
        if len(recent) >= most:
            raise Refusal(
                "RequestLimitExceeded",
                f"`{action.name}` may be called {limit:g} times in a second, and this is once more",
            )
        recent.append(now)


class Memory:
    """The values of requests that are one request, and what the first one was answered with."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()

    def find(self, key: Hashable, now: float) -> Any:
        """The answer to an earlier request with the same key; None where there is none."""
        ends, answer = self._seen.get(key, (now, None))
        if ends > now:
            return answer
        self._seen.pop(key, None)
        return None

    def keep(self, key: Hashable, answer: Any, now: float, seconds: float | None) -> None:
        """Remember an answer, which is not None, for a while."""
        self._seen[key] = (now + (DEFAULT_MEMORY if seconds is None else seconds), answer)
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
