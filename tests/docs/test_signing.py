"""The commands that pages show do what the pages say: what curl sends is signed, and whole."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from . import services
from .generation import fences, outputs, pages, vod

HOSTILE = "'; touch canary; '$(touch canary)`touch canary`\nJSON\n\"\\ \u202e {{ \u4e2d"
KEY = "example-key"

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None or shutil.which("sh") is None, reason="there is no curl"
)


class Received(HTTPServer):
    """A service that remembers what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[dict[str, str], bytes]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Received

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((headers, body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"Response": {}}')

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Received]:
    with Received() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("of", ["vod", "hostile"])
def test_the_curl_command_sends_a_signed_request(of: str, server: Received, tmp_path: Path) -> None:
    service = vod() if of == "vod" else services.nasty(HOSTILE)
    action = service.actions[0]
    found = pages(service)
    for path, text in outputs(service, "python").items():
        file = tmp_path / "tc3" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    # As a person would: the script saved, the commands pasted.  Only the address differs.
    [script] = fences(found["signing.md"], "python")
    (tmp_path / "sign.py").write_text(script, encoding="utf-8")
    page = next(text for path, text in found.items() if text.startswith(f"# {action.name}\n"))
    command = fences(page, "sh")[0]
    host = service.endpoints[0][1]
    local = f"http://127.0.0.1:{server.server_port}/"
    assert f"curl https://{host}/ " in command
    command = command.replace(f"curl https://{host}/ ", f"curl -sS -H 'Host: {host}' {local} ")
    run = subprocess.run(
        ["sh", "-euc", command],
        cwd=tmp_path,
        env={
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "TENCENTCLOUD_SECRET_ID": "example-id",
            "TENCENTCLOUD_SECRET_KEY": KEY,
            "NO_PROXY": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, '{"Response": {}}', "")
    [(headers, body)] = server.requests
    assert json.loads(body) == action.examples[0].input
    assert headers["x-tc-action"] == action.name
    assert headers["x-tc-version"] == service.version
    assert headers["content-type"] == "application/json"
    assert headers["authorization"] == _signed(service.name, headers, body)
    assert not list(tmp_path.rglob("canary"))


def _signed(service: str, headers: dict[str, str], body: bytes) -> str:
    """The header as it must be, by a second hand: the steps of the specification."""

    timestamp = headers["x-tc-timestamp"]
    date = time.strftime("%Y-%m-%d", time.gmtime(int(timestamp)))
    digest = hashlib.sha256(body).hexdigest()
    signed = f"content-type:application/json\nhost:{headers['host']}\n\ncontent-type;host"
    canonical = f"POST\n/\n\n{signed}\n{digest}"
    scope = f"{date}/{service}/tc3_request"
    text = (
        f"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    )
    key = f"TC3{KEY}".encode()
    for part in (date, service, "tc3_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    return (
        f"TC3-HMAC-SHA256 Credential=example-id/{scope}, "
        f"SignedHeaders=content-type;host, Signature={signature}"
    )
