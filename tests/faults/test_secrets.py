"""Nothing that a busy client says can be used to call the service."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import io
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tc3 import Credential, Request, RequestEvent, Response, Timeout
from tc3._runtime.aiohttp_transport import AiohttpTransport
from tc3._runtime.urllib3_transport import Urllib3Transport
from tc3.vod import errors

from tc3gen.fake import (
    Cut,
    Error,
    Fault,
    Garbage,
    Latency,
    Reset,
    Skew,
    Status,
    Throttle,
    Truncated,
)

from .world import World, alone, flatten

KEY = "KEYwhich0nobody0may0ever0see0000"
TOKEN = "TOKENwhich0nobody0may0ever0see00"

FAULTS: tuple[Fault, ...] = (
    Skew(3600, count=1),
    Throttle(count=1, after=1),
    Error("InternalError", count=1, after=2),
    Status(503, count=1, after=3),
    Reset(count=2, after=4),
    Cut(count=2, after=6),
    Latency(60, count=1, after=8),
    Truncated(count=1, after=10),
    Garbage(count=1, after=11),
    Error("AuthFailure.SignatureFailure", count=1, after=13),
)


class Said:
    """All that was said, and the signatures that must not be in it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.signatures: set[str] = set()
        self.kept: list[object] = []

    def show(self, *things: Any) -> None:
        """Say things in every way in which a program would."""
        for each in things:
            self.texts += [repr(each), str(each), f"{each}", repr(vars(each) if _open(each) else 0)]
            self.kept.append(each)

    def pickle(self, *things: Any) -> None:
        """Send things elsewhere."""
        for each in things:
            self.texts.append(pickle.dumps(each).decode("latin-1"))
            self.show(copy.copy(each), pickle.loads(pickle.dumps(each)))

    def hook(self, event: RequestEvent) -> None:
        self.show(event)
        self.pickle(event)

    def error(self, error: BaseException) -> None:
        for each in flatten([error]):
            self.show(each)
            self.texts += traceback.format_exception(each)
            if isinstance(each, errors.TencentCloudError):
                self.pickle(each)

    def request(self, request: Request) -> None:
        self.show(request)
        self.signatures.add(request.headers["Authorization"].rpartition("=")[2])


def _open(thing: object) -> bool:
    return hasattr(thing, "__dict__") and isinstance(thing, BaseException)


class Sync(Urllib3Transport):
    """Ours, overheard."""

    said: Said

    def send(self, request: Request, timeout: Timeout) -> Response:
        self.said.request(request)
        return super().send(request, timeout)


class Async(AiohttpTransport):
    """Ours, overheard."""

    said: Said

    async def send(self, request: Request, timeout: Timeout) -> Response:
        self.said.request(request)
        return await super().send(request, timeout)


@pytest.fixture
def said() -> Iterator[Said]:
    """What is said, on every logger there is as well."""
    found = Said()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield found
    root.removeHandler(handler)
    root.setLevel(before)
    log = stream.getvalue()
    assert "RebuildMedia at 127.0.0.1" in log, "nothing was logged"
    assert "urllib3" in log or "asyncio" in log, "only ours was logged"
    found.texts.append(log)
    assert len(found.signatures) > 5
    everything = "\n".join(found.texts)
    assert "503" in everything
    for secret in (KEY, TOKEN, KEY[::-1], *found.signatures):
        assert secret not in everything


def options(said: Said) -> dict[str, Any]:
    credential = Credential("AKIDsomebody0000000000", KEY, TOKEN)
    said.show(credential)
    hooks = dict.fromkeys(("on_request", "on_response", "on_retry"), said.hook)
    return {"credential": credential, "language": "en-US", **hooks}


#: What a session does, with a client of either colour.
CALLS: tuple[Callable[[Any], Any], ...] = (
    *[lambda client: client.rebuild_media(file_id="1", session_context="mine")] * 12,
    lambda client: client.describe_tasks(),
    lambda client: client.with_options(endpoint="http://127.0.0.1:9").describe_tasks(),
    lambda client: client.describe_task_detail(task_id="none"),
)


def test_a_busy_session_of_threads(said: Said) -> None:
    with World(*FAULTS) as world:
        world.service.add_key("AKIDsomebody0000000000", KEY, TOKEN)
        transport = Sync()
        transport.said = said
        with world.sync(transport=transport, **options(said)) as client:
            failed = 0
            for call in CALLS:
                try:
                    said.show(client, call(client))
                except errors.TencentCloudError as error:
                    failed += 1
                    said.error(error)
            assert failed >= 5
        transport.close()


def test_a_busy_session_of_coroutines(said: Said) -> None:
    async def main(world: World) -> None:
        transport = Async()
        transport.said = said
        async with world.asynchronous(transport=transport, **options(said)) as client:
            said.show(client)
            done = await asyncio.gather(*(call(client) for call in CALLS), return_exceptions=True)
        await transport.close()
        failed = [each for each in done if isinstance(each, BaseException)]
        assert len(failed) >= 3
        for error in failed:
            assert isinstance(error, errors.TencentCloudError)
            said.error(error)
        said.show(*(each for each in done if each not in failed))

    with World(*FAULTS) as world:
        world.service.add_key("AKIDsomebody0000000000", KEY, TOKEN)
        alone(main(world))


def test_the_service_keeps_no_secret_either(said: Said) -> None:
    with World(*FAULTS) as world:
        world.service.add_key("AKIDsomebody0000000000", KEY, TOKEN)
        transport = Sync()
        transport.said = said
        with world.sync(transport=transport, **options(said)) as client:
            for call in CALLS:
                with contextlib.suppress(errors.TencentCloudError):
                    call(client)
        transport.close()
        said.show(world.service, *world.service.requests, *world.service.tasks)
