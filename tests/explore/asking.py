"""An explorer that runs, and somebody who asks it over a real connection."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tc3gen.explore import Explorer
from tc3gen.fake.specs import services

ROOT = Path(__file__).parents[2]
VOD = ROOT / "specs" / "vod" / "2018-07-17"
WIRE = ROOT / "tests" / "behaviour" / "wire" / "2020-01-01"
SHAPES = ROOT / "tests" / "explore" / "shapes"
TEXTS = {"index.html": "<!doctype html><title>é</title>", "data/vod.js": "1", "a.css": "b{}"}
#: What a page asks with; the rest is for each test to say.
FILE: dict[str, Any] = {
    "service": "vod",
    "version": "2018-07-17",
    "action": "RebuildMedia",
    "request": {"FileId": "1"},
}


def explorer(*specs: Path, texts: Mapping[str, str] = TEXTS, **options: Any) -> Explorer:
    """One that is not running yet."""
    return Explorer(services(specs or (VOD, WIRE)), texts, **options)


@dataclass(frozen=True)
class Reply:
    """What came back, whole."""

    status: int
    headers: http.client.HTTPMessage = field(repr=False)
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Page:
    """The page in its browser: it says what a browser would say for it."""

    url: str

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def token(self) -> str:
        return urlsplit(self.url).fragment.removeprefix("token=")

    @property
    def headers(self) -> dict[str, str]:
        own = f"127.0.0.1:{self.port}"
        return {
            "Host": own,
            "Origin": f"http://{own}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Tc3gen-Token": self.token,
        }

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Reply:
        """Exactly this."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, name: str, data: object = None) -> Any:
        """What the page asks; the JSON of the answer."""
        if data is None:
            return self.send("GET", f"/api/{name}", self.headers).json
        return self.send("POST", f"/api/{name}", self.headers, json.dumps(data).encode()).json

    def call(self, **asked: Any) -> Any:
        """A call, and its reply."""
        return self.ask("call", FILE | asked)
