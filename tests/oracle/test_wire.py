"""Forms, bytes and unsigned requests: what arrives is what the vendor's client sends.

Both send over real connections to a server that keeps what comes.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from tencentcloud.common import abstract_client, credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

from tc3gen import pipeline

SPEC = Path(__file__).parents[1] / "behaviour" / "wire" / "2020-01-01"
ID, KEY, TOKEN = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "t0ken"
NOW = 1_700_000_000

#: What says who we are, is for tracing, or belongs to the HTTP library.
OUR_OWN = {
    *("x-tc-requestclient", "x-tc-traceid", "user-agent"),
    *("accept", "accept-encoding", "connection", "content-length"),
}


@dataclass
class Capture:
    """A server's requests."""

    host: str = ""
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def last(self) -> tuple[dict[str, str], bytes]:
        headers, body = self.came.pop()
        assert int(headers.pop("content-length")) == len(body)
        return {name: text for name, text in headers.items() if name not in OUR_OWN}, body


@pytest.fixture(scope="module")
def capture() -> Iterator[Capture]:
    capture = Capture()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            assert len(headers) == len(self.headers), "a header came twice"
            capture.came.append((headers, body))
            reply = b'{"Response": {"RequestId": "r-1"}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    capture.host = f"127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield capture
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def wire(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    out = tmp_path_factory.mktemp("oracle") / "oracle_wires"
    pipeline.generate(pipeline.Request(specs=[SPEC], out=out, targets=["python"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(out.parent))
        yield importlib.import_module("oracle_wires.python.tc3.wire")


#: Calls a method of our client.
Ours = Callable[..., None]


@pytest.fixture(params=["sync", "async"])
def ours(request: pytest.FixtureRequest, wire: ModuleType, capture: Capture) -> Ours:
    base: Any = importlib.import_module("oracle_wires.python.tc3").Clock

    class Clock(base):  # type: ignore[misc]
        def now(self) -> float:
            return NOW

    options = {
        "endpoint": f"http://{capture.host}",
        "region": "ap-guangzhou",
        "language": "en-US",
        "deduplicate": False,
        "clock": Clock(),
    }

    def sync(method: str, *args: Any, **more: Any) -> None:
        with wire.WireClient(ID, KEY, TOKEN, **options) as client:
            getattr(client, method)(*args, **more)

    async def later(method: str, *args: Any, **more: Any) -> None:
        async with wire.AsyncWireClient(ID, KEY, TOKEN, **options) as client:
            await getattr(client, method)(*args, **more)

    if request.param == "sync":
        return sync
    return lambda *args, **more: asyncio.run(later(*args, **more))


@pytest.fixture
def theirs(capture: Capture) -> Iterator[Any]:
    """The vendor's client at the same time, without its warnings."""
    http = HttpProfile(protocol="http", endpoint=capture.host)
    profile = ClientProfile(httpProfile=http, language="en-US")
    client = CommonClient(
        "wire", "2020-01-01", credential.Credential(ID, KEY, TOKEN), "ap-guangzhou", profile
    )
    clock = SimpleNamespace(time=lambda: NOW)
    with warnings.catch_warnings(), mock.patch.object(abstract_client, "time", clock):
        warnings.simplefilter("ignore")
        yield client


FORMS: list[dict[str, Any]] = [
    {"Name": "notes", "File": b"a scan"},
    {"Name": "é\r\n\N{CLAPPER BOARD}", "File": bytes(range(256)), "Thumbnail": b""},
    {"Name": "", "File": b"--\r\n\r\n--", "Tags": ["blue", "é"], "Extra": {"a": [1, None]}},
    {"Name": "n", "File": b"\n", "Mark": {"Sign": '"'}, "Extra": []},
]


@pytest.mark.parametrize("params", FORMS, ids=repr)
def test_forms(
    ours: Ours, theirs: Any, capture: Capture, wire: ModuleType, params: dict[str, Any]
) -> None:
    given = {name.lower(): value for name, value in params.items()}
    if "mark" in given:
        given["mark"] = wire.Mark(sign=params["Mark"]["Sign"])
    ours("keep_scan", **given)
    headers, body = capture.last()
    boundary = headers["content-type"].partition("boundary=")[2]
    # Theirs is random; with ours in its place, not even the signature differs.
    same = SimpleNamespace(uuid4=lambda: SimpleNamespace(hex=boundary))
    with mock.patch.object(abstract_client, "uuid", same):
        options = {"IsMultipart": True, "BinaryParams": ["File", "Thumbnail"]}
        theirs.call_json("KeepScan", params, options=options)
    assert (headers, body) == capture.last()


@pytest.mark.parametrize("content", [b"", b"lines\r\n", bytes(range(256))])
def test_bytes(ours: Ours, theirs: Any, capture: Capture, content: bytes) -> None:
    ours("log", content, topic="rain, rain", body_="x")
    mine = capture.last()
    params = {"X-WIRE-Topic": "rain, rain", "X-WIRE-Body": "x"}
    theirs.call_octet_stream("Log", params, content)
    assert mine == capture.last()


def test_unsigned(ours: Ours, theirs: Any, capture: Capture) -> None:
    ours("enter", letter="Let them in.")
    mine = capture.last()
    theirs.call_json("Enter", {"Letter": "Let them in."}, options={"SkipSign": True})
    headers, body = capture.last()
    assert mine == (headers, body)
    assert headers["authorization"] == "SKIP"
    assert json.loads(body) == {"Letter": "Let them in."}
