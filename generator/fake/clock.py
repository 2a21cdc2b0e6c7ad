"""What time it is for the service: that of the machine, until a test moves it."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that runs with the machine's, or stands still, and can be moved.

    Any thread may read and move it.
    """

    def __init__(self, start: float | None = None, *, running: bool = True) -> None:
        """A clock.

        Args:
            start: What it shows at first, in Unix seconds; else the machine's time.
            running: Whether it goes by itself; one that does not shows the same time until it is
                moved.
        """
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._shown = time.time() if start is None else start
        self._running = running

    def now(self) -> float:
        """What it shows, in Unix seconds."""
        with self._lock:
            return self._shown + (time.monotonic() - self._began if self._running else 0.0)

    def advance(self, seconds: float) -> None:
        """Move it; backwards, if the number is below 0."""
        with self._lock:
            self._shown += seconds


_FIRST = datetime(1, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(seconds: float) -> datetime:
    """Unix seconds as a date and time, as near as dates reach."""
    try:
        return _EPOCH + timedelta(seconds=int(seconds))
    except OverflowError:
        return _LAST if seconds > 0 else _FIRST


def iso(seconds: float) -> str:
    """Unix seconds as the API writes them: `2018-10-01T10:00:00Z`."""
    return f"{moment(seconds):%Y-%m-%dT%H:%M:%SZ}"
