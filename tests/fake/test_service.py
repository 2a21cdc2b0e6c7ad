"""The service on the wire, as a thread, at a terminal, and in pytest."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

from tc3gen.diagnostics import SpecError
from tc3gen.fake import (
    SECRET_ID,
    SECRET_KEY,
    Clock,
    ContentType,
    Cut,
    FakeService,
    Fault,
    Garbage,
    Latency,
    Reset,
    Stall,
    Status,
    Truncated,
    service,
)
from tc3gen.fake.protocol import MAX_BODY

from .asking import NOW, ROOT, VOD, request

pytest_plugins = ["pytester"]

FILE = {"FileId": "1"}


@pytest.fixture
def fake() -> Iterator[FakeService]:
    made = FakeService(VOD, clock=Clock(NOW, running=False), rate_limits=False)
    with made:
        yield made


class Caller:
    """One plain connection."""

    def __init__(self, fake: FakeService, context: ssl.SSLContext | None = None) -> None:
        host, port = fake.url.rpartition("/")[2].split(":")
        self.connection = (
            http.client.HTTPSConnection(host, int(port), timeout=5, context=context)
            if context
            else http.client.HTTPConnection(host, int(port), timeout=5)
        )

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def send(self, action: str = "RebuildMedia", body: Any = FILE, **how: Any) -> Any:
        """Status, headers and body of a reply."""
        signed = request(action, body, **how)
        self.connection.request(signed.method, signed.path, signed.body, dict(signed.headers))
        reply = self.connection.getresponse()
        return reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read()

    def code(self, *args: Any, **how: Any) -> str:
        reply = json.loads(self.send(*args, **how)[2])["Response"]
        return str(reply.get("Error", {}).get("Code", ""))


def test_on_the_wire(fake: FakeService) -> None:
    with Caller(fake) as caller:
        status, headers, body = caller.send()
        assert status == 200
        assert headers["content-type"] == "application/json"
        assert headers["date"] == "Fri, 15 Jan 2027 08:00:00 GMT"
        assert json.loads(body)["Response"]["TaskId"] == fake.tasks[0].id
        assert caller.code("Nothing") == "InvalidAction"
        assert caller.code(path="/?a=b") != ""
        assert caller.code(method="GET") == "UnsupportedProtocol"
        assert fake.connections == 1
    assert [each.action for each in fake.requests][:2] == ["RebuildMedia", "Nothing"]
    fake.forget_requests()
    assert fake.requests == ()


@pytest.mark.parametrize(
    ("fault", "status", "kind", "parses"),
    [
        (Truncated(), 200, "application/json", False),
        (Garbage(), 200, "application/json", False),
        (Garbage(b"\xff\x00"), 200, "application/json", False),
        (ContentType("application/json; charset=utf-8"), 200, "application/json; charset=utf-8", 1),
        (ContentType(), 200, "text/html", True),
        (Status(503, "2"), 503, "text/html", False),
        (Status(204), 204, "text/html", False),
        (Status(304), 304, "text/html", False),
        (Latency(0.05), 200, "application/json", True),
    ],
)
def test_replies_that_faults_spoil(
    fake: FakeService, fault: Fault, status: int, kind: str, parses: bool
) -> None:
    fake.add_fault(fault)
    with Caller(fake) as caller:
        got, headers, body = caller.send()
        assert got == status
        assert headers.get("content-type", kind) == kind
        assert headers.get("retry-after") == getattr(fault, "retry_after", None)
        if parses:
            json.loads(body)
        else:
            with pytest.raises((ValueError, UnicodeError)):
                json.loads(body)
        fake.clear_faults()
        assert caller.code() == ""


def test_connections_that_break(fake: FakeService) -> None:
    for fault in (Reset(), Cut()):
        fake.add_fault(fault)
        with Caller(fake) as caller, pytest.raises((OSError, http.client.HTTPException)):
            caller.send()
        fake.clear_faults()
    assert len(fake.tasks) == 2


def test_a_stalled_reply_ends_with_its_caller(fake: FakeService) -> None:
    fake.add_fault(Stall())
    with Caller(fake) as caller:
        caller.connection.timeout = 0.1
        with pytest.raises(TimeoutError):
            caller.send()
    deadline = time.monotonic() + 5
    while fake.connections and time.monotonic() < deadline:
        time.sleep(0.01)
    assert fake.connections == 0


@pytest.mark.parametrize("fault", [Stall(), Latency(3600)])
def test_stopping_waits_for_nobody(fake: FakeService, fault: Fault) -> None:
    fake.add_fault(fault)
    with Caller(fake) as caller:
        signed = request("RebuildMedia", FILE)
        caller.connection.request("POST", "/", signed.body, dict(signed.headers))
        while not fake.requests:
            time.sleep(0.01)
        began = time.monotonic()
        fake.stop()
        assert time.monotonic() - began < 2
    assert not [each for each in threading.enumerate() if "fake" in each.name]


def test_bodies_are_bounded(fake: FakeService) -> None:
    with Caller(fake) as caller:
        most = json.dumps({"FileId": "1", "ExtInfo": ""}).encode()
        most = most[:-2] + b"x" * (MAX_BODY - len(most)) + most[-2:]
        assert caller.code(body=most) == ""
        assert caller.code(body=most + b" ") == "RequestSizeLimitExceeded"
    with Caller(fake) as caller:
        caller.connection.putrequest("POST", "/")
        caller.connection.putheader("Content-Length", str(10**12))
        caller.connection.endheaders()
        with socket.socket() as other:  # and nobody else has to wait
            other.connect(("127.0.0.1", int(fake.url.rpartition(":")[2])))
    with Caller(fake) as caller:
        assert caller.code() == ""


def test_what_is_no_http_ends_quietly(fake: FakeService, caplog: pytest.LogCaptureFixture) -> None:
    port = int(fake.url.rpartition(":")[2])
    for sent in (
        b"\x16\x03\x01\x00",
        b"hello\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
            raw.sendall(sent)
            raw.shutdown(socket.SHUT_WR)
            assert b"200" not in raw.recv(1000)[:15]
    head = b"POST /\xff?\xfe HTTP/1.1\r\nHost: a\r\nX-TC-Action: \xff\r\nContent-Length: 0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
        raw.sendall(head)
        assert b"HTTP/1." in raw.recv(1000)
    assert not caplog.records
    with Caller(fake) as caller:
        assert caller.code() == ""


def test_a_caller_may_wait_to_be_asked_for_the_body(fake: FakeService) -> None:
    signed = request("RebuildMedia", FILE)
    head = "POST / HTTP/1.1\r\nExpect: 100-continue\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in signed.headers.items())
    head += f"content-length: {len(signed.body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", int(fake.url.rpartition(":")[2]))) as raw:
        raw.settimeout(5)
        raw.sendall(head.encode())
        assert raw.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
        raw.sendall(signed.body)
        assert b"TaskId" in raw.recv(1000)


def test_a_mistake_of_ours_is_an_error_of_the_service(
    fake: FakeService, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tc3gen.fake.stage.Stage.check", broken)
    with Caller(fake) as caller:
        assert caller.code() == "InternalError"
    assert [each.message for each in caplog.records] == ["RebuildMedia could not be answered"]


def test_tls() -> None:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with FakeService(VOD, clock=Clock(NOW, running=False), tls=context) as url:
        assert url.startswith("https://")
        port = int(url.rpartition(":")[2])
        signed = request("DescribeTasks")
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=5, context=trusting)
        connection.request("POST", "/", signed.body, dict(signed.headers))
        assert connection.getresponse().status == 200
        connection.close()


def test_from_coroutines() -> None:
    async def main() -> None:
        async with FakeService(VOD) as url:
            host, port = url.rpartition("/")[2].split(":")
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
            writer.close()
            await writer.wait_closed()
        assert len(asyncio.all_tasks()) == 1

    before = threading.active_count()
    asyncio.run(main())
    assert threading.active_count() == before


def test_interrupted_while_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(future: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("concurrent.futures.Future.result", interrupted)
    for _ in range(5):
        fake = FakeService(VOD)
        with pytest.raises(KeyboardInterrupt):
            fake.start()
        assert fake._background.server is None
    assert not [each for each in threading.enumerate() if "fake" in each.name]


def test_it_can_run_again_and_remembers() -> None:
    fake = FakeService(VOD, clock=Clock(NOW, running=False))
    with pytest.raises(RuntimeError, match="not running"):
        _ = fake.url
    for _ in range(2):
        with fake, Caller(fake) as caller:
            assert caller.code() == ""
            with pytest.raises(RuntimeError, match="running already"):
                fake.start()
        fake.stop()
    assert len(fake.tasks) == 2
    fake.end_task(fake.tasks[0].id, "ABORTED", ErrCode=1)
    assert fake.tasks[0].state(NOW) == "ABORTED"
    with pytest.raises(KeyError):
        fake.end_task("none")


def test_secrets_are_not_shown() -> None:
    fake = FakeService(VOD, secret_id="AKIDx", secret_key="hidden", token="hidden")
    assert "hidden" not in repr(fake)
    assert "hidden" not in repr(fake.add_key("a", "hidden", "hidden")._core.accounts._keys)


def test_what_cannot_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SpecError):
        FakeService(ROOT / "tests" / "cases" / "limits" / "spec.yaml")
    with pytest.raises(SpecError):
        FakeService(ROOT / "nowhere")
    with FakeService(VOD) as url:
        taken = FakeService(VOD, port=int(url.rpartition(":")[2]))
        with pytest.raises(OSError, match="in use"):
            taken.start()
        assert taken._background.server is None
    monkeypatch.setitem(sys.modules, "tc3gen.fake.delivery", None)
    monkeypatch.delattr("tc3gen.fake.delivery", raising=False)
    with pytest.raises(service.MissingLibrary, match=r"tc3gen\[serve\]"):
        FakeService(VOD).start()


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_who_can_reach_it(host: str, local: bool) -> None:
    assert FakeService(VOD, host=host).is_local is local


def test_loading_it_loads_no_server() -> None:
    source = "import sys, tc3gen.fake.pytest_plugin, tc3gen.fake; print('aiohttp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


# At a terminal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command(number: int) -> None:
    command = [sys.executable, "-c", "from tc3gen.cli import main; main()", "serve", str(VOD)]
    with subprocess.Popen(
        [*command, "--seed", "3", "--fault", "throttle=1", "--no-rate-limits"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        watchdog = threading.Timer(30, process.kill)
        watchdog.start()
        url = process.stdout.readline().strip()
        said = [process.stderr.readline() for _ in range(3)]
        assert said[:2] == [
            f"  TENCENTCLOUD_SECRET_ID={SECRET_ID}\n",
            f"  TENCENTCLOUD_SECRET_KEY={SECRET_KEY}\n",
        ]
        connection = http.client.HTTPConnection(url.rpartition("/")[2], timeout=5)
        for line in ("RebuildMedia: RequestLimitExceeded [throttle] (", "RebuildMedia: ok ("):
            signed = request("RebuildMedia", FILE, timestamp=int(time.time()))
            connection.request("POST", "/", signed.body, dict(signed.headers))
            connection.getresponse().read()
            assert process.stderr.readline().startswith(line)
        process.send_signal(number)
        assert process.stdout.read() == ""
        assert process.stderr.read() == "stopped\n"
        connection.close()
        watchdog.cancel()
        assert process.wait(10) == 0


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from tc3gen.cli import main; main()", "serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


def test_the_command_used_wrongly() -> None:
    assert "no fault is called 'x'" in serve(str(VOD), "--fault", "x").stderr
    assert "go together" in serve(str(VOD), "--secret-id", "x").stderr
    assert "latency=SECONDS" in serve("--fault", "help").stdout
    broken = serve(str(ROOT / "tests" / "cases" / "limits" / "spec.yaml"))
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr


# In pytest --------------------------------------------------------------------------------------


def test_the_fixture(pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\ntc3gen_specs = {VOD}\naddopts = --strict-markers\n")
    pytester.makepyfile(f"""
        import pytest
        from tc3gen.fake import Throttle

        def test_plain(fake_service):
            assert fake_service.url.startswith("http://127.0.0.1:")

        @pytest.mark.fake_service({str(VOD)!r}, seed=2, faults=[Throttle()], secret_id="AKIDme")
        def test_marked(fake_service):
            assert fake_service.secret_id == "AKIDme"

        @pytest.mark.fake_service(specs=[{str(VOD)!r}])
        def test_listed(fake_service):
            assert fake_service.requests == ()
        """)
    # In a process of its own: this one has imported the plugin already.
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=3)
