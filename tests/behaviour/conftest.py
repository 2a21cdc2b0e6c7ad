"""A service on this machine, and the generated clients that call it."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import trustme

SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"


@dataclass
class Seen:
    """A request, as it arrived."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def action(self) -> str:
        return self.headers["x-tc-action"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """Answers what a test puts into `answers`, and remembers what it was asked."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)

    def fail(self, action: str, code: str, message: str = "No.") -> None:
        """Answer an action with an error code."""
        self.answers[action] = {"Error": {"Code": code, "Message": message}}


def _serve(service: Service, context: ssl.SSLContext | None) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            seen = Seen(self.requestline, headers, body)
            service.seen.append(seen)
            inside = {"RequestId": f"request-{len(service.seen)}", **service.answers[seen.action]}
            reply = json.dumps({"Response": inside}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "http" if context is None else "https"
    service.url = f"{scheme}://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return server


@pytest.fixture
def service() -> Iterator[Service]:
    """A service over plain HTTP."""
    service = Service()
    server = _serve(service, None)
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture
def secure_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service over TLS, whose throwaway authority this process trusts."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    service = Service()
    server = _serve(service, context)
    yield service
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's environment says of credentials and proxies is left out."""
    for name in ("SECRET_ID", "SECRET_KEY", "TOKEN", "SESSION_TOKEN", "REGION"):
        monkeypatch.delenv(f"TENCENTCLOUD_{name}", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def vod(tc3: ModuleType) -> ModuleType:
    """The package `tc3.vod`."""
    import importlib

    return importlib.import_module(f"{tc3.__name__}.vod")


#: Calls a method of a client, by its name; options go to the client.
Call = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, vod: ModuleType) -> Call:
    """One call with a client of its own, of either colour."""

    def sync(service: Service, method: str, *args: Any, options: Any = None, **kwargs: Any) -> Any:
        given = {"endpoint": service.url, "retries": 0, **(options or {})}
        with vod.VodClient(SECRET_ID, SECRET_KEY, **given) as client:
            return getattr(client, method)(*args, **kwargs)

    async def later(
        service: Service, method: str, *args: Any, options: Any = None, **kwargs: Any
    ) -> Any:
        given = {"endpoint": service.url, "retries": 0, **(options or {})}
        async with vod.AsyncVodClient(SECRET_ID, SECRET_KEY, **given) as client:
            return await getattr(client, method)(*args, **kwargs)

    if request.param == "sync":
        return sync
    return lambda *args, **kwargs: asyncio.run(later(*args, **kwargs))
