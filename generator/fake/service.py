"""A service that runs beside a test, in a thread of its own."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ..background import Background
from ..model import Scalar
from .accounts import SECRET_ID, SECRET_KEY, Accounts, Key
from .clock import Clock
from .core import Core
from .faults import Fault
from .log import Call
from .specs import Spec, services
from .tasks import Task

if TYPE_CHECKING:
    from .delivery import Server


class MissingLibrary(ImportError):
    """aiohttp is not there, which serving needs."""


class FakeService:
    """Answers like the services of some specs, on this machine.

        fake = FakeService("specs/vod/2018-07-17")
        with fake as url:
            client = VodClient(fake.secret_id, fake.secret_key, endpoint=url)

    It runs in a thread and a loop of its own, so it serves blocking code as well as coroutines;
    `async with` does the same.  All methods may be called from any thread.
    """

    def __init__(
        self,
        specs: Spec | Iterable[Spec],
        *,
        secret_id: str = SECRET_ID,
        secret_key: str = SECRET_KEY,
        token: str | None = None,
        seed: int | str = 0,
        faults: Iterable[Fault] = (),
        clock: Clock | None = None,
        rate_limits: bool = True,
        regions: Collection[str] = (),
        host: str = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """A service that is not running yet.

        Args:
            specs: What to serve: one or more specs, or folders of them.
            secret_id: The ID of the key that callers have; see `add_key` for more of them.
            secret_key: Its secret.
            token: Its token, for a temporary key.
            seed: What chance begins with: the same seed and the same requests make the same
                replies, but for the times that the clock shows.
            faults: What goes wrong, and when.
            clock: What time it is; else the machine's.
            rate_limits: Whether actions can be called too fast.
            regions: The regions that there are; empty for any.
            host: The address to listen on.  Whoever can reach it can use it.
            port: The port; 0 for a free one.
            tls: Serves HTTPS with the certificate of this context.

        Raises:
            SpecError: A spec cannot be used.
        """
        self.secret_id = secret_id
        self.secret_key = secret_key
        self.clock = clock if clock is not None else Clock()
        self._core = Core(
            services(specs),
            Accounts(Key(secret_id, secret_key, token)),
            self.clock,
            seed=seed,
            faults=faults,
            rate_limits=rate_limits,
            regions=regions,
        )
        self._host, self._port, self._tls = host, port, tls
        self._url = ""
        self._background: Background[Server] = Background("tc3gen-fake-service")

    def __repr__(self) -> str:
        return f"FakeService({self._url or 'not running'})"

    # Running -------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where it answers."""
        if not self._url:
            raise RuntimeError("the service is not running")
        return self._url

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self._host).is_loopback
        except ValueError:
            return self._host == "localhost"

    def start(self) -> str:
        """Begin to serve; returns the URL.

        Raises OSError where the address is taken or is not this machine's, and MissingLibrary.
        """
        try:
            from . import delivery
        except ImportError as error:
            raise MissingLibrary(
                "serving needs aiohttp: pip install 'tc3gen[serve]'", name=error.name
            ) from error
        port = self._background.start(
            lambda: delivery.Server(self._core, self._host, self._port, self._tls)
        )
        host = f"[{self._host}]" if ":" in self._host else self._host
        self._url = f"{'https' if self._tls else 'http'}://{host}:{port}"
        return self._url

    def stop(self) -> None:
        """Stop serving, and wait until all is closed.  May be called twice."""
        self._background.stop()
        self._url = ""

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> str:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # What tests do to it -------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Let time pass for the service.

        Beyond five minutes, a caller whose own clock stays behind is refused once; the generated
        clients then set theirs right by the reply.
        """
        self.clock.advance(seconds)

    def add_key(
        self,
        secret_id: str,
        secret_key: str,
        token: str | None = None,
        expires: float | None = None,
    ) -> Self:
        """Give callers another key; with a token and an end, a temporary one."""
        with self._core.lock:
            self._core.accounts.add(Key(secret_id, secret_key, token, expires))
        return self

    def remove_key(self, secret_id: str) -> None:
        """Take a key from callers."""
        with self._core.lock:
            self._core.accounts.remove(secret_id)

    def add_fault(self, fault: Fault) -> None:
        """Let one more thing go wrong from now on."""
        with self._core.lock:
            self._core.faults.add(fault)

    def clear_faults(self) -> None:
        """Let nothing go wrong from now on."""
        with self._core.lock:
            self._core.faults.clear()

    def end_task(self, task_id: str, state: str = "", **members: Scalar) -> None:
        """Bring a task to its end now.

        Args:
            task_id: The task.
            state: The state in which it ends, such as `ABORTED`; else the usual one.
            members: What replies then hold, such as `ErrCode=70000`.
        """
        with self._core.lock:
            now = self.clock.now()
            for stage in self._core.stages.values():
                task = stage.tasks.find(task_id, now)
                if task is not None:
                    task.ends_as, task.ended = state, now
                    task.members = members
                    return
        raise KeyError(task_id)

    # What tests look at --------------------------------------------------------------------------

    @property
    def requests(self) -> tuple[Call, ...]:
        """What it was asked, in order: the latest 20,000 calls."""
        with self._core.lock:
            return self._core.log.all()

    @contextmanager
    def watched(self, watch: Callable[[Call], object]) -> Iterator[None]:
        """Tells of every request from now on, in the thread that serves it."""
        with self._core.lock:
            self._core.watchers.append(watch)
        try:
            yield
        finally:
            with self._core.lock:
                self._core.watchers.remove(watch)

    def forget_requests(self) -> None:
        """Empty `requests`."""
        with self._core.lock:
            self._core.log.clear()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that were started, in order."""
        with self._core.lock:
            return tuple(task for stage in self._core.stages.values() for task in stage.tasks.all())

    @property
    def connections(self) -> int:
        """How many connections callers hold open."""
        server = self._background.server
        return server.connections if server is not None else 0
