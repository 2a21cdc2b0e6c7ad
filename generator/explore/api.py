"""What the page can ask of this server: JSON in, JSON out; `page/src/api.ts` has the shapes.

session   what is served, who would call, and where calls can go
call      send a request to the fake or to the real service, and tell of the reply
sign      sign a request, and show each step
fake      change the fake service's faults and clock
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from .. import __version__, fake
from ..model import Service
from . import places, runtime
from .asked import Asked, asked
from .calls import Way, called
from .faked import Faked
from .guard import SESSION, Refused
from .steps import explained
from .who import Who

Answer: TypeAlias = dict[str, Any]


class Api:
    """Answers the page.  Made in the loop that serves."""

    def __init__(
        self, services: Sequence[Service], faked: Faked, who: Who, allowed: Sequence[str] = ()
    ) -> None:
        """`allowed` are the places beside Tencent Cloud's own that calls may go to."""
        self._services, self._faked, self._who = services, faked, who
        self._allowed = allowed
        transport = runtime.aiohttp_transport.AiohttpTransport
        self._transport = transport()
        # What is on this machine is asked directly.
        self._direct = transport(proxies=False)
        self._asks: Mapping[str, Callable[[Mapping[str, Any]], Awaitable[Answer]]] = {
            SESSION: self._session,
            "/api/call": self._call,
            "/api/sign": self._sign,
            "/api/fake": self._fake,
        }

    async def answer(self, path: str, data: object) -> Answer:
        """The answer to what is asked at a path of ASKED.  Raises Refused."""
        if not isinstance(data, Mapping):
            raise Refused(400, "what is asked must be an object")
        try:
            return await self._asks[path](data)
        except runtime.errors.TencentCloudError as error:
            # No credentials, or a region that cannot be one: nothing was sent.
            raise Refused(400, str(error)) from None
        except places.NotAllowed as error:
            raise Refused(403, str(error)) from None

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()
        await self._direct.close()

    async def _session(self, data: Mapping[str, Any]) -> Answer:
        # Credentials are looked for in files.
        told = await asyncio.to_thread(self._who.told)
        if region := await asyncio.to_thread(self._who.region):
            told["region"] = region
        return {
            "tc3gen": __version__,
            "services": [{"name": each.name, "version": each.version} for each in self._services],
            "endpoints": list(self._allowed),
            "credential": told,
            "fake": self._faked.state(),
        }

    async def _call(self, data: Mapping[str, Any]) -> Answer:
        call = asked(data, self._services)
        try:
            return await called(call, await self._way(call))
        except runtime.errors.TencentCloudError as error:
            failed = {"status": 0, "headers": [], "body": "", "ms": 0, "requestId": ""}
            return {**failed, "failure": str(error)}

    async def _sign(self, data: Mapping[str, Any]) -> Answer:
        call = asked(data, self._services)
        return await explained(call, await self._way(call))

    async def _fake(self, data: Mapping[str, Any]) -> Answer:
        await asyncio.to_thread(self._faked.change, data)
        return self._faked.state()

    async def _way(self, call: Asked) -> Way:
        """By what a call goes out.  Raises NotAllowed, TencentCloudError."""
        if not call.real:
            key = runtime.credentials.Credential(fake.SECRET_ID, fake.SECRET_KEY)
            return Way(key, self._faked.service.url, self._direct, "", shows_keys=True)
        place = places.chosen(call.service, call.host, self._allowed)
        credential = (
            runtime.credentials.ANONYMOUS
            if call.action.unsigned
            else await self._who.credential(call.timeout)
        )
        region = await asyncio.to_thread(self._who.region)
        return Way(credential, place, self._transport, region, shows_keys=False)
