"""The clients."""

from __future__ import annotations

from typing import TYPE_CHECKING as _TYPE_CHECKING

from runtime.client import AsyncClient as _AsyncClient
from runtime.client import Client as _Client
from runtime.model import ServiceInfo as _ServiceInfo

if _TYPE_CHECKING:
    from toy.actions.make import MakeResponse

_SERVICE = _ServiceInfo(
    name="toy",
    version="2018-07-17",
    endpoints={"domestic": "toy.example.com", "international": "toy.intl.example.com"},
    module=__name__,
)


class ToyClient(_Client):
    _service = _SERVICE

    def make(self, *, file_id: str) -> MakeResponse:
        from toy.actions.make import MAKE, MakeRequest

        return self._invoke(MAKE, MakeRequest(file_id=file_id))


class AsyncToyClient(_AsyncClient):
    _service = _SERVICE

    async def make(self, *, file_id: str) -> MakeResponse:
        from toy.actions.make import MAKE, MakeRequest

        return await self._invoke(MAKE, MakeRequest(file_id=file_id))
