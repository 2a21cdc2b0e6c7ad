"""What gives out temporary keys, on this machine: a metadata service and sts, and their clock."""

from __future__ import annotations

import json
import threading
from typing import Any

from local_server import Handler, Server
from runtime import sign

ID, KEY = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
ROLES = "/latest/meta-data/cam/security-credentials/"


class Clock:
    """The time that tests set."""

    def __init__(self, now: float = 1_700_000_000) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class Cloud:
    """What the handler below gives, and what it was asked."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.role: str | None = "web"
        self.lives = 7200.0
        self.broken: bytes | int | None = None
        """A body or a status to answer with, in place of keys."""
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        """Path or action, headers, and parameters of each request."""
        self.gate = threading.Event()
        """Answers wait for it."""
        self.gate.set()
        self.given = 0

    def keys(self) -> dict[str, Any]:
        self.given += 1
        return {
            "TmpSecretId": f"temporary-id-{self.given}",
            "TmpSecretKey": f"temporary-key-{self.given}",
            "Token": f"temporary-token-{self.given}",
        }


class CloudServer(Server):
    cloud: Cloud


class CloudHandler(Handler):
    server: CloudServer

    def do_GET(self) -> None:
        cloud = self.server.cloud
        cloud.asked.append((self.path, dict(self.headers), None))
        cloud.gate.wait(5)
        if self._broken():
            return
        if self.path == ROLES:
            self.reply((cloud.role or "").encode(), 200 if cloud.role is not None else 404)
        elif self.path == ROLES + "web":
            ends = int(cloud.clock() + cloud.lives)
            keys = {**cloud.keys(), "ExpiredTime": ends, "Code": "Success"}
            self.reply(json.dumps(keys).encode())
        else:
            self.reply(b'{"Code": "NotFound"}')

    def do_POST(self) -> None:
        cloud = self.server.cloud
        body = self.rfile.read(int(self.headers["Content-Length"]))
        action = self.headers["X-TC-Action"]
        cloud.asked.append((action, dict(self.headers), json.loads(body)))
        cloud.gate.wait(5)
        if self._broken():
            return
        inside: dict[str, Any]
        if self.headers["Authorization"] != self._expected(action, body):
            inside = {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "no"}}
        else:
            ends = int(cloud.clock() + cloud.lives)
            inside = {"Credentials": cloud.keys(), "ExpiredTime": ends}
        self.reply(json.dumps({"Response": {**inside, "RequestId": "r-1"}}).encode())

    def _expected(self, action: str, body: bytes) -> str:
        if action == "AssumeRoleWithWebIdentity":
            return "SKIP"
        return sign.authorization(
            ID,
            KEY,
            service="sts",
            timestamp=int(self.headers["X-TC-Timestamp"]),
            headers={name: self.headers[name] for name in ("Content-Type", "Host")},
            body=body,
        )

    def _broken(self) -> bool:
        broken = self.server.cloud.broken
        if broken is not None:
            body, status = (b"", broken) if isinstance(broken, int) else (broken, 200)
            self.reply(body, status)
        return broken is not None
