"""Both transports hand out a reply while it comes: each test once in sync and once in async."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from local_server import REPLY, Server, serving
from runtime import errors
from runtime.aiohttp_transport import AiohttpTransport
from runtime.transport import Request, Timeout
from runtime.urllib3_transport import Urllib3Transport


class Carrier:
    """A transport of either colour, used as a sync one."""

    def __init__(self, colour: str, url: str) -> None:
        self.colour, self.url = colour, url
        self.runner = asyncio.Runner()
        self.made: Any = Urllib3Transport() if colour == "sync" else AiohttpTransport()

    def do(self, work: Any) -> Any:
        return work if self.colour == "sync" else self.runner.run(work)

    def ask(self, what: str, action: str, timeout: Timeout, **body: Any) -> Any:
        headers = {"X-TC-Action": action, "Host": "toy"}
        request = Request("POST", self.url, headers, json.dumps(body).encode())
        return self.do(getattr(self.made, what)(request, timeout))

    def stream(self, action: str = "Stream", timeout: Timeout | None = None, **body: Any) -> Any:
        return self.ask("stream", action, timeout or Timeout(), **body)

    def next(self, streamed: Any) -> bytes | None:
        if self.colour == "sync":
            return next(streamed.pieces, None)

        async def step() -> bytes | None:
            return await anext(streamed.pieces, None)

        found: bytes | None = self.runner.run(step())
        return found

    def rest(self, streamed: Any) -> None:
        while self.next(streamed) is not None:
            pass

    def close(self) -> None:
        self.do(self.made.close())
        self.runner.close()


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(params=["sync", "async"])
def carrier(request: pytest.FixtureRequest, server: Server) -> Iterator[Carrier]:
    carrier = Carrier(request.param, f"http://127.0.0.1:{server.port}/")
    yield carrier
    carrier.close()


def test_pieces_come_before_the_reply_has_ended(carrier: Carrier, server: Server) -> None:
    streamed = carrier.stream()
    assert (streamed.status, streamed.headers["content-type"]) == (200, "text/event-stream")
    for piece in (b"one", b"two", b"three"):
        assert carrier.next(streamed) == piece
        # The same thread may call in between, with limits of its own.
        assert carrier.ask("send", "Ok", Timeout(total=3, read=1)).body == REPLY
        server.turn.release()
    assert carrier.next(streamed) is None
    assert carrier.next(streamed) is None
    carrier.do(streamed.close())
    peers = set(server.peers)
    assert len(peers) == 2
    carrier.ask("send", "Ok", Timeout())
    assert set(server.peers) == peers, "the connection was not given back"


def test_the_deadline_is_for_the_head_alone(carrier: Carrier, server: Server) -> None:
    with pytest.raises(errors.TimedOut) as caught:
        carrier.stream("Silence", Timeout(total=0.2))
    assert (caught.value.phase, caught.value.sent) == ("total", True)
    streamed = carrier.stream(timeout=Timeout(total=0.2, read=3))
    assert carrier.next(streamed) == b"one"
    server.stopping.wait(0.3)
    server.turn.release()
    assert carrier.next(streamed) == b"two"
    carrier.do(streamed.close())


@pytest.mark.parametrize(("by", "error"), [("silence", "TimedOut"), ("cut", "ConnectionLost")])
def test_what_breaks_off_is_no_end(carrier: Carrier, server: Server, by: str, error: str) -> None:
    server.turn.release(2)
    streamed = carrier.stream(timeout=Timeout(read=0.2), After="two", By=by)
    with pytest.raises(errors.TransportError) as caught:
        carrier.rest(streamed)
    assert type(caught.value).__name__ == error
    assert caught.value.sent
    assert getattr(caught.value, "phase", "read") == "read"
    assert caught.value.__cause__ is not None


def test_a_reply_that_is_shorter_than_it_said_is_no_end(carrier: Carrier) -> None:
    streamed = carrier.stream("Cut")
    with pytest.raises(errors.ConnectionLost):
        carrier.rest(streamed)


def test_closing_leaves_the_rest(carrier: Carrier, server: Server) -> None:
    streamed = carrier.stream()
    assert carrier.next(streamed) == b"one"
    for _ in range(2):
        carrier.do(streamed.close())
    server.turn.release(3)
    assert carrier.ask("send", "Ok", Timeout()).body == REPLY
    assert len(set(server.peers)) == 2


def test_no_connection_is_surely_not_sent(carrier: Carrier) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    carrier.url = f"http://127.0.0.1:{port}/"
    with pytest.raises(errors.ConnectFailed):
        carrier.stream()


def test_an_ordinary_request_does_not_wait_for_a_streams_end(carrier: Carrier) -> None:
    reply = carrier.ask("send", "Stream", Timeout(read=3))
    assert (reply.headers["content-type"], reply.body) == ("text/event-stream", b"")
