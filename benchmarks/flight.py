"""Many calls at once, on one event loop that goes on between samples."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

C = TypeVar("C")


class InFlight(Generic[C]):
    """Keeps so many calls of an async client in flight, on connections that stay open."""

    def __init__(
        self,
        width: int,
        make: Callable[[], C],
        call: Callable[[C], Awaitable[object]],
        close: Callable[[C], Awaitable[object]],
    ) -> None:
        self._width, self._call, self._close = width, call, close
        self._runner = asyncio.Runner()
        self._client = self._runner.run(self._make(make))

    async def _make(self, make: Callable[[], C]) -> C:
        return make()  # with the loop running, as clients may want

    def time(self, times: int) -> float:
        """The timer, of single calls."""
        return self._runner.run(self._all(times))

    async def _all(self, times: int) -> float:
        left = iter(range(times))

        async def worker() -> None:
            for _ in left:  # shared: a worker takes the next call as soon as its last is answered
                await self._call(self._client)

        began = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(self._width)))
        return time.perf_counter() - began

    def end(self) -> None:
        """Closes the client and the loop."""
        self._runner.run(self._shut())
        self._runner.close()

    async def _shut(self) -> None:
        await self._close(self._client)
