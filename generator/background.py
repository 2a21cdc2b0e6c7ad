"""A server that runs beside other code, in a thread and an event loop of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar


class Server(Protocol):
    """What can be run so."""

    async def run(self, ready: Callable[[int], None]) -> None:
        """Serve until `stop`; `ready` is told the port."""
        ...

    def stop(self) -> None:
        """Stop serving; called in the thread of the loop."""
        ...


S = TypeVar("S", bound=Server)


class Background(Generic[S]):
    """Starts and stops a server, from any thread."""

    def __init__(self, name: str) -> None:
        """Nothing runs yet; `name` is that of the thread."""
        self._name = name
        self._server: S | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopped = False

    @property
    def server(self) -> S | None:
        """What runs."""
        return self._server

    def start(self, make: Callable[[], S]) -> int:
        """Make a server in its loop, and run it; the port that it listens on.

        Raises RuntimeError where one runs already, and whatever stops it from beginning.
        """
        if self._thread is not None:
            raise RuntimeError("the service is running already")
        ready: concurrent.futures.Future[int] = concurrent.futures.Future()

        async def serve() -> None:
            server = make()
            with self._lock:
                if self._stopped:
                    return
                self._loop, self._server = asyncio.get_running_loop(), server
            await server.run(ready.set_result)

        def run() -> None:
            try:
                asyncio.run(serve())
            except BaseException as error:
                if ready.done():
                    raise
                ready.set_exception(error)

        self._stopped = False
        self._thread = threading.Thread(target=run, name=self._name, daemon=True)
        self._thread.start()
        try:
            return ready.result()
        except BaseException:  # Ctrl-C among them
            self.stop()
            raise

    def stop(self) -> None:
        """Stop serving, and wait until all is closed.  May be called twice."""
        if self._thread is None:
            return
        with self._lock:
            self._stopped = True
            if self._loop is not None and self._server is not None:
                # A loop that could not begin to serve is closed already.
                with suppress(RuntimeError):
                    self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join()
        self._thread = self._loop = self._server = None
