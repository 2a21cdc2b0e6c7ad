"""The cloud, as programs on this machine see it: its true host names, which a fake service has.

Snippets run as a person would copy them: over TLS, to `vod.tencentcloudapi.com`.  Each kind of
program is told in its own way that all hosts are here, and whose certificates to trust.
"""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme

from tc3gen.fake import FakeService

from .asking import SHAPES, VOD, WIRE
from .browser import KEY

HOSTS = ("*.tencentcloudapi.com", "*.intl.tencentcloudapi.com")

_PYTHON = """
import socket

import certifi

resolve, connect = socket.getaddrinfo, socket.socket.connect


def resolved(host, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    own = isinstance(name, str) and name.endswith(".tencentcloudapi.com")
    return resolve("127.0.0.1" if own else host, *args, **kwargs)


def connected(self, address):
    return connect(self, ("127.0.0.1", {port}) if address == ("127.0.0.1", 443) else address)


socket.getaddrinfo, socket.socket.connect = resolved, connected
certifi.where = lambda: {trusted!r}
"""

_NODE = """
const net = require("node:net");
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {{
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (String(options?.host).endsWith(".tencentcloudapi.com"))
    Object.assign(options, {{ host: "127.0.0.1", port: {port} }});
  return connect.apply(this, args);
}};
"""


@dataclass
class Cloud:
    """It runs; programs that are started here find it."""

    fake: FakeService
    folder: Path
    environment: dict[str, str]

    def run(self, command: Sequence[str | Path], text: str = "", **options: Any) -> str:
        """What a program prints that is given a text.  It must end well."""
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment,
            cwd=options.pop("cwd", self.folder),
            timeout=options.pop("timeout", 120),
        )
        assert done.returncode == 0, done.stderr or done.stdout
        return done.stdout

    def arrived(self) -> list[Any]:
        """What was asked since the last time, as parameters; all of it was answered well."""
        calls = self.fake.requests
        self.fake.forget_requests()
        assert [call.code for call in calls] == [""] * len(calls), calls
        return [dict(call.parameters) for call in calls]


@contextmanager
def cloud(folder: Path, packages: Path) -> Iterator[Cloud]:
    """It, with `packages` where Python finds the generated client."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    trusted = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    fake = FakeService(
        [VOD, WIRE, SHAPES],
        secret_id=KEY["id"],
        secret_key=KEY["key"],
        tls=context,
        rate_limits=False,
    )
    with fake as url:
        port = url.rpartition(":")[2]
        (folder / "site").mkdir()
        (folder / "site" / "sitecustomize.py").write_text(
            _PYTHON.format(port=port, trusted=str(trusted))
        )
        (folder / "preload.cjs").write_text(_NODE.format(port=port))
        (folder / ".curlrc").write_text(
            f'connect-to = "::127.0.0.1:{port}"\ncacert = "{trusted}"\n'
        )
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("TENCENTCLOUD_") and not name.lower().endswith("_proxy")
        }
        environment |= {
            "HOME": str(folder),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "TENCENTCLOUD_SECRET_ID": KEY["id"],
            "TENCENTCLOUD_SECRET_KEY": KEY["key"],
            "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{packages}",
            "PYTHONWARNINGS": "ignore",
            "SSL_CERT_FILE": str(trusted),
            "CURL_HOME": str(folder),
            "NODE_EXTRA_CA_CERTS": str(trusted),
            "NODE_OPTIONS": f"--require {folder / 'preload.cjs'}",
        }
        yield Cloud(fake, folder, environment)
