"""Keys that end, replaced before they do."""

from __future__ import annotations

import copy
import logging
import math
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import NoReturn

from .credentials import Credential
from .errors import CredentialError

_log = logging.getLogger("tc3")

#: Seconds before their end in which keys are replaced; less for keys that live shortly.
MARGIN = 300.0
#: After a failure, seconds to the next try: 1, 2, 4... and at most this many.
LONGEST_PAUSE = 30.0
#: For keys that are past their end when they come, since it may be our clock that is wrong.
GRACE = 60.0


class Renewed:
    """A credential that `fetch` gives, and gives again before it ends.

    One fetch at a time serves all threads and tasks, of any number of clients.  It runs in a
    thread of its own: a sync fetch then serves both colours, it stalls no event loop, a caller that
    is cancelled leaves it to the others, and no caller waits for it beyond their deadline.  While
    keys are valid nobody waits at all: they are replaced behind the scenes, and a failure to do so
    is only logged.  Without valid keys its error is raised, to all until the next try is due.
    """

    def __init__(
        self,
        fetch: Callable[[], Credential],
        *,
        margin: float = MARGIN,
        now: Callable[[], float] = time.time,
    ) -> None:
        """A source of credentials.

        Args:
            fetch: Gives a credential; without `expires_at` it is kept for good.
            margin: How many seconds before its end a credential is replaced.
            now: The time in Unix seconds.
        """
        self._fetch, self._margin, self._now = fetch, margin, now
        self._lock = threading.Lock()  # never held while fetching
        self._held: Credential | None = None
        self._ends = self._due = -math.inf
        self._failure = CredentialError("no credential was fetched")
        self._failures = 0
        self._flight: Future[None] | None = None
        self._process = 0

    def __call__(self) -> Credential:
        """The credential that is valid now; waits for it if need be.  Raises CredentialError."""
        while not isinstance(found := self.ask(), Credential):
            found.result()
        return found

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{self!r} cannot be copied or pickled: each process needs its own"
        )

    def ask(self) -> Credential | Future[None]:
        """The credential, or what is to be waited for before asking again; never waits itself.

        The future never fails and cannot be cancelled.  Raises CredentialError.
        """
        with self._lock:
            now = self._now()
            if now >= self._due:
                flight = self._flight
                # A fork leaves the threads behind.
                if flight is None or self._process != os.getpid():
                    flight = self._start()
                if now >= self._ends:
                    return flight
            if self._held is not None and now < self._ends:
                return self._held
            failure = copy.copy(self._failure)  # callers add to it what they were about
            failure.__cause__ = self._failure.__cause__
        raise failure

    def _start(self) -> Future[None]:
        flight = Future[None]()
        flight.set_running_or_notify_cancel()
        threading.Thread(
            target=self._run, args=(flight,), name="tc3-keys", daemon=True
        ).start()
        self._flight, self._process = flight, os.getpid()
        return flight

    def _run(self, flight: Future[None]) -> None:
        found: Credential | None = None
        try:
            found = self._fetch()
            failure = CredentialError(f"{self!r}: the function gave something else")
        except CredentialError as error:
            failure = error
        except BaseException as error:  # whatever it is, somebody waits
            failure = CredentialError(
                f"{self!r}: the function raised {type(error).__name__}"
            )
            failure.__cause__ = error
        with self._lock:
            now = self._now()
            if isinstance(found, Credential):
                self._keep(found, now)
            else:
                self._failure, self._failures = failure, self._failures + 1
                self._due = now + min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 10))
                if now < self._ends:
                    left = self._ends - now
                    _log.warning(
                        "keys that end in %.0f s cannot be renewed: %s", left, failure
                    )
            self._flight = None
        flight.set_result(None)

    def _keep(self, found: Credential, now: float) -> None:
        self._held, self._failures = found, 0
        left = math.inf if found.expires_at is None else found.expires_at - now
        if left <= 0:
            self._due = self._ends = now + GRACE
        else:
            self._ends = now + left
            # Who caches keys for us may give the same ones again; that must not become a busy loop.
            self._due = now + max(left - min(self._margin, left / 4), min(1.0, left))
