"""Both transports against a real server: each test runs once in sync and once in async."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from local_server import REPLY, ProxyHandler, Server, serving
from runtime import aiohttp_transport, errors, urllib3_transport
from runtime.aiohttp_transport import AiohttpTransport
from runtime.transport import Request, Response, Timeout, proxy_for
from runtime.urllib3_transport import Urllib3Transport

Sender = Callable[..., Response]


class Carrier:
    """A transport of either colour, used as a sync one."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        self.runner = asyncio.Runner()
        self.made: list[Any] = []

    def open(self, ca_file: str | None = None) -> Sender:
        made: Any = (
            Urllib3Transport(ca_file=ca_file)
            if self.colour == "sync"
            else AiohttpTransport(ca_file=ca_file)
        )
        self.made.append(made)

        def send(url: str, action: str = "Ok", **timeout: float | None) -> Response:
            headers = {"X-TC-Action": action, "Content-Type": "application/json", "Host": "toy"}
            request = Request("POST", url, headers, b'{"A": 1}')
            answer = made.send(request, Timeout(**timeout))
            if self.colour == "sync":
                return answer  # type: ignore[no-any-return]
            return self.runner.run(answer)  # type: ignore[no-any-return]

        return send

    def close(self) -> None:
        for made in self.made:
            for _ in range(2):
                closing = made.close()
                if closing is not None:
                    self.runner.run(closing)
        self.runner.close()


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(params=["sync", "async"])
def carrier(request: pytest.FixtureRequest) -> Iterator[Carrier]:
    carrier = Carrier(request.param)
    yield carrier
    carrier.close()


@pytest.fixture
def send(carrier: Carrier) -> Sender:
    return carrier.open()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls_server(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "toy.example.com").configure_cert(context)
    with serving(context=context) as server:
        yield server


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return str(tmp_path / "ca.pem")


def test_replies_come_whole_over_one_connection(send: Sender, server: Server, url: str) -> None:
    server.peers.clear()
    replies = [send(url), send(url, "Chunked"), send(url)]
    assert [reply.body for reply in replies] == [REPLY] * 3
    assert replies[0].headers["content-type"] == "application/json; charset=utf-8"
    assert len(server.peers) == 3
    assert len(set(server.peers)) == 1
    assert server.seen[-1]["host"] == "toy"


def test_what_is_sent_is_what_was_asked_and_no_redirect_is_followed(
    send: Sender, server: Server, url: str
) -> None:
    reply = send(url, "Redirect")
    assert (reply.status, reply.headers["location"]) == (302, "http://127.0.0.1:1/")
    assert server.seen[-1][""] == "POST / HTTP/1.1"
    assert server.seen[-1].get("accept-encoding", "identity") == "identity"


def test_threads_share_a_transport(url: str) -> None:
    shared = Urllib3Transport()
    request = Request("POST", url, {"X-TC-Action": "Ok"}, b"{}")
    bodies: list[bytes] = []
    work = [
        threading.Thread(target=lambda: bodies.append(shared.send(request, Timeout()).body))
        for _ in range(30)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert bodies == [REPLY] * 30
    shared.close()


def test_tasks_share_a_transport(url: str) -> None:
    async def main() -> None:
        shared = AiohttpTransport()
        request = Request("POST", url, {"X-TC-Action": "Ok"}, b"{}")
        replies = await asyncio.gather(*[shared.send(request, Timeout()) for _ in range(150)])
        assert {reply.body for reply in replies} == {REPLY}
        await shared.close()

    asyncio.run(main())


@pytest.mark.parametrize("action", ["DripHeaders", "DripBody", "Silence"])
def test_the_deadline_holds_however_a_reply_drips(send: Sender, url: str, action: str) -> None:
    started = time.monotonic()
    with pytest.raises(errors.TimedOut) as caught:
        send(url, action, total=0.3, read=0.2 if action == "DripBody" else None)
    assert time.monotonic() - started < 0.8
    assert (caught.value.phase, caught.value.sent) == ("total", True)
    assert send(url).body == REPLY


def test_a_pause_of_the_reply_has_its_own_limit(send: Sender, url: str) -> None:
    with pytest.raises(errors.TimedOut) as caught:
        send(url, "Silence", read=0.1)
    assert (caught.value.phase, caught.value.sent) == ("read", True)
    assert caught.value.__cause__ is not None


def test_the_deadline_holds_while_connecting(send: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        for proxy in ("", f"http://127.0.0.1:{port}"):
            monkeypatch.setenv("HTTPS_PROXY", proxy)
            started = time.monotonic()
            with pytest.raises(errors.TimedOut) as caught:
                send(f"https://127.0.0.1:{port}/{proxy and 'x'}", total=0.3)
            assert time.monotonic() - started < 0.8
            assert caught.value.phase == "total"


@pytest.mark.parametrize("action", ["Hangup", "Cut"])
def test_a_broken_connection_may_have_taken_effect(send: Sender, url: str, action: str) -> None:
    with pytest.raises(errors.ConnectionLost) as caught:
        send(url, action)
    assert caught.value.sent
    assert "127.0.0.1" in str(caught.value)


def test_no_connection_is_surely_not_sent(send: Sender) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "http://no-such-host.invalid/"):
        with pytest.raises(errors.ConnectFailed, match="no connection to") as caught:
            send(url)
        assert not caught.value.sent


@pytest.mark.parametrize("action", ["Endless", "Huge"])
def test_a_reply_has_a_largest_size(
    send: Sender, url: str, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (aiohttp_transport, urllib3_transport):
        monkeypatch.setattr(module, "MAX_BODY", 100_000)
    with pytest.raises(errors.MalformedResponseError, match="larger than"):
        send(url, action)
    assert send(url).body == REPLY


def test_certificates_and_names_are_verified(
    carrier: Carrier, tls_server: Server, ca_file: str
) -> None:
    good = carrier.open(ca_file)
    url = f"https://127.0.0.1:{tls_server.port}/"
    assert good(url).body == REPLY
    with pytest.raises(errors.ConnectFailed, match=r"(?i)certificate"):
        carrier.open()(url)
    with pytest.raises(errors.ConnectFailed, match=r"(?i)mismatch|match"):
        good(url.replace("127.0.0.1", "localhost"))
    with pytest.raises(errors.ConfigurationError, match="ca_file"):
        carrier.open("/no/such/file")(url)


def test_proxies_come_from_the_environment(
    carrier: Carrier, tls_server: Server, ca_file: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(ProxyHandler) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:p%40ss@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("http_proxy", f"127.0.0.1:{proxy.port}")
        send = carrier.open(ca_file)
        assert send(f"https://toy.example.com:{tls_server.port}/").body == REPLY
        connect = proxy.seen.pop()
        assert connect[""].startswith(f"CONNECT toy.example.com:{tls_server.port} ")
        assert connect["proxy-authorization"] == "Basic bWU6cEBzcw=="
        assert "x-tc-action" not in connect

        assert send("http://toy.example.com/").body == REPLY
        assert proxy.seen.pop()[""] == "POST http://toy.example.com/ HTTP/1.1"

        monkeypatch.setenv("NO_PROXY", "other.com, 127.0.0.1")
        assert send(url).body == REPLY
        assert proxy.seen == []


@pytest.mark.parametrize(
    ("environ", "url", "expected"),
    [
        ({"HTTPS_PROXY": "p:1"}, "https://a.com/", "http://p:1"),
        ({"HTTPS_PROXY": "p:1"}, "http://a.com/", None),
        ({"ALL_PROXY": "https://p"}, "http://a.com/", "https://p"),
        ({"https_proxy": "http://l", "HTTPS_PROXY": "http://u"}, "https://a.com/", "http://l"),
        ({"HTTPS_PROXY": "p", "NO_PROXY": "b.com,.a.com"}, "https://x.a.com/", None),
        ({"HTTPS_PROXY": "p", "no_proxy": "A.com"}, "https://a.com/", None),
        ({"HTTPS_PROXY": "p", "NO_PROXY": ".a.com:443"}, "https://x.a.com:443/", None),
        ({"HTTPS_PROXY": "p", "NO_PROXY": "a.com:80"}, "https://a.com/", "http://p"),
        ({"HTTPS_PROXY": "p", "NO_PROXY": "a.com"}, "https://aa.com/", "http://p"),
        ({"HTTPS_PROXY": "p", "NO_PROXY": " , "}, "https://a.com/", "http://p"),
        ({"HTTPS_PROXY": "p", "NO_PROXY": "*"}, "https://a.com/", None),
        ({"HTTP_PROXY": "p", "REQUEST_METHOD": "GET"}, "http://a.com/", None),
    ],
)
def test_which_proxy(
    environ: dict[str, str], url: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url) == expected


def test_a_socks_proxy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://me:secret@p:1080")
    with pytest.raises(errors.ConfigurationError, match=r"^socks5 proxies"):
        proxy_for("https://a.com/")


def test_an_idle_or_closed_connection_is_not_used_again(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier("sync")
    send = carrier.open()
    server.peers.clear()
    send(url)
    monkeypatch.setattr(urllib3_transport, "MAX_IDLE", -1)
    send(url)
    assert len(set(server.peers)) == 2
    carrier.close()
    with pytest.raises(RuntimeError, match="closed"):
        send(url)


def test_a_child_process_makes_connections_of_its_own(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier("sync")
    send = carrier.open()
    server.peers.clear()
    send(url)
    parents = carrier.made[0]._pools
    monkeypatch.setattr(os, "getpid", lambda: -1)
    send(url)
    assert len(set(server.peers)) == 2
    assert parents  # which still has its own
    carrier.close()


def test_a_transport_moves_on_when_its_loop_is_over(url: str) -> None:
    shared = AiohttpTransport()
    request = Request("POST", url, {"X-TC-Action": "Ok"}, b"{}")

    async def once(last: bool) -> bytes:
        reply = await shared.send(request, Timeout())
        if last:
            await shared.close()
        elif shared._session is not None:
            await shared._session.close()  # so that nothing is left open in the first loop
        return reply.body

    assert asyncio.run(once(last=False)) == REPLY
    assert asyncio.run(once(last=True)) == REPLY


def test_cancelling_is_not_a_failure_of_ours(url: str) -> None:
    async def main() -> None:
        shared = AiohttpTransport()
        request = Request("POST", url, {"X-TC-Action": "Silence"}, b"{}")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await shared.send(request, Timeout())
        await shared.close()

    asyncio.run(main())
