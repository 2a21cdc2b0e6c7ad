"""What the page can ask of this server: JSON in, JSON out.

    about   what is served, who would call, and where calls can go
    call    send a request to the fake or to the real service, and tell of the reply
    sign    sign a request, and show each step
    fake    change the fake service's faults and clock; without any change, look at it

An error is `{"error": {"code", "message"}}`, with a status of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias

from .. import __version__, fake
from ..model import Service
from . import faked, places, runtime
from .asked import Asked, asked
from .calls import Way, called
from .faked import Faked
from .guard import Refused
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
        self._calls: Mapping[str, Callable[[Mapping[str, Any]], Awaitable[Answer]]] = {
            "about": self._about,
            "call": self._call,
            "sign": self._sign,
            "fake": self._fake,
        }

    async def answer(self, name: str, data: object) -> Answer:
        """The answer to a question.  Raises Refused."""
        ask = self._calls.get(name)
        if ask is None:
            raise Refused(404, "NoSuchCall", f"there is no {name[:60]!r}")
        if not isinstance(data, Mapping):
            raise Refused(400, "BadCall", "a question is a JSON object")
        try:
            return await ask(data)
        except runtime.errors.TencentCloudError as error:
            # No credentials, or a region that cannot be one: nothing was sent.
            raise Refused(400, type(error).__name__, str(error)) from None
        except places.NotAllowed as error:
            raise Refused(403, "PlaceNotAllowed", str(error)) from None

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.close()
        await self._direct.close()

    async def _about(self, data: Mapping[str, Any]) -> Answer:
        # Credentials are looked for in files.
        told = await asyncio.to_thread(self._who.told)
        return {
            "version": __version__,
            "services": [
                {
                    "name": service.name,
                    "version": service.version,
                    "endpoints": [
                        {"name": name, "endpoint": place}
                        for name, place in places.offered(service, self._allowed)
                    ],
                }
                for service in self._services
            ],
            "credentials": told,
            "region": await asyncio.to_thread(self._region),
            "fake": self._faked.state(),
            "faults": faked.kinds(),
        }

    async def _call(self, data: Mapping[str, Any]) -> Answer:
        call = asked(data, self._services)
        return await called(call, await self._way(call))

    async def _sign(self, data: Mapping[str, Any]) -> Answer:
        call = asked(data, self._services)
        return await explained(call, await self._way(call))

    async def _fake(self, data: Mapping[str, Any]) -> Answer:
        self._faked.change(data)
        return self._faked.state()

    async def _way(self, call: Asked) -> Way:
        """By what a call goes out.  Raises NotAllowed, CredentialError."""
        if not call.real:
            key = runtime.credentials.Credential(fake.SECRET_ID, fake.SECRET_KEY)
            return Way(key, self._faked.service.url, self._direct, "", shows_keys=True)
        place = places.chosen(call.service, call.endpoint, self._allowed)
        anyone = runtime.credentials.ANONYMOUS
        credential = (
            anyone if call.action.unsigned else await self._who.credential(call.timeout)
        )
        region = await asyncio.to_thread(self._region)
        return Way(credential, place, self._transport, region, shows_keys=False)

    def _region(self) -> str:
        try:
            return self._who.region()
        except runtime.errors.CredentialError:
            return ""
