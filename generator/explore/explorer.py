"""The explorer as a whole: started, stopped, and where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from ..background import Background
from ..fake import FakeService, MissingLibrary
from ..model import Service
from .guard import Guard

if TYPE_CHECKING:
    from .server import Server

#: Where it is if that is free.  What a browser remembers of calls, it remembers by port.
DEFAULT_PORT = 8303


class Explorer:
    """Serves the page and answers it, in a thread of its own.

        with Explorer(services, texts) as url:
            ...

    `url` bears the token behind its `#`, which browsers send to nobody.
    """

    def __init__(
        self,
        services: Sequence[Service],
        texts: Mapping[str, str],
        *,
        port: int = 0,
        profile: str | None = None,
        endpoints: Sequence[str] = (),
        faults: Sequence[str] = (),
    ) -> None:
        """An explorer that is not running yet.

        Args:
            services: What it can call.
            texts: The page's files, by their paths.
            port: The port on loopback; 0 for a free one.
            profile: One of tccli's, that has the credentials for real calls.
            endpoints: Hosts or URLs beside Tencent Cloud's own that real calls may go to.
            faults: What goes wrong at the fake service at first, as lines.

        Raises:
            MissingLibrary: aiohttp is not there.
            ValueError: One of the endpoints, or of the faults, cannot be one.
        """
        try:
            from . import runtime, server
            from .api import Api
            from .faked import Faked
            from .site import Site
            from .who import Who
        except ModuleNotFoundError as error:
            if error.name != "aiohttp":
                raise
            raise MissingLibrary(
                "exploring needs aiohttp: pip install 'tc3gen[serve]'", name=error.name
            ) from error
        about = runtime.model.ServiceInfo(name="", version="", endpoints={}, module="")
        for endpoint in endpoints:
            runtime.options.located(endpoint, about)
        self._faked = faked = Faked(services, faults)
        self.who = who = Who(profile)
        self._guard = guard = Guard()
        site = Site(texts)
        self._make = lambda: server.Server(site, Api(services, faked, who, endpoints), guard, port)
        self._background: Background[Server] = Background("tc3gen-explorer")

    @property
    def fake(self) -> FakeService:
        """The built-in service; another one after the page has reset it."""
        return self._faked.service

    def start(self) -> str:
        """Begin to serve; the address to open.  Raises OSError where the port is taken."""
        self._faked.start()
        try:
            self._background.start(self._make)
        except BaseException:
            self._faked.stop()
            raise
        return self._address(self._guard.token)

    def for_browser(self) -> str:
        """The address that a browser is started with, which others may see: it works once."""
        return self._address(self._guard.ticket())

    def _address(self, token: str) -> str:
        return f"http://127.0.0.1:{self._guard.port}/#token={token}"

    def stop(self) -> None:
        """Stop serving, and wait until all is closed.  May be called twice."""
        self._background.stop()
        self._faked.stop()

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
