"""Who is answered, and who is not: hostile requests over real connections."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Mapping
from typing import Any

import pytest

from .asking import FILE, Page, explorer

CALL = json.dumps(FILE).encode()
ELSEWHERE = "https://evil.example"


def test_the_page_itself_is_answered(page: Page) -> None:
    assert page.call()["status"] == 200
    by_name = page.headers | {
        "Host": f"localhost:{page.port}",
        "Origin": f"http://localhost:{page.port}",
    }
    assert page.send("POST", "/api/call", by_name, CALL).status == 200
    assert page.send("GET", "/api/session", page.headers).status == 200
    # Browsers name no origin for such a GET.
    headers = {name: value for name, value in page.headers.items() if name != "Origin"}
    assert page.send("GET", "/api/session", headers).status == 200


@pytest.mark.parametrize(
    ("status", "changed"),
    [
        # DNS rebinding: the name is somebody else's, and so is then the page.
        (421, {"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}),
        (421, {"Host": "evil.example"}),
        (421, {"Host": "127.0.0.1"}),
        (421, {"Host": "127.0.0.1:1"}),
        (421, {"Host": "localhost.evil.example:{port}"}),
        (421, {"Host": "127.0.0.1.evil.example:{port}"}),
        (421, {"Host": "127.0.0.1:{port}.evil.example"}),
        (421, {"Host": "evil.example@127.0.0.1:{port}"}),
        (421, {"Host": "0.0.0.0:{port}"}),
        (421, {"Host": "[::1]:{port}"}),
        (421, {"Host": ""}),
        # Another page asks, which the browser says.
        (403, {"Origin": ELSEWHERE}),
        (403, {"Origin": "null"}),
        (403, {"Origin": None}),
        (403, {"Origin": ""}),
        (403, {"Origin": "https://127.0.0.1:{port}"}),
        (403, {"Origin": "http://127.0.0.1:1"}),
        (403, {"Origin": "http://127.0.0.1"}),
        (403, {"Origin": "http://localhost:{port}"}),
        (403, {"Origin": "http://127.0.0.1:{port}.evil.example"}),
        (403, {"Sec-Fetch-Site": "cross-site"}),
        (403, {"Sec-Fetch-Site": "same-site"}),
        # What forms and links can send.
        (415, {"Content-Type": "text/plain"}),
        (415, {"Content-Type": "application/x-www-form-urlencoded"}),
        (415, {"Content-Type": "multipart/form-data; boundary=x"}),
        (415, {"Content-Type": "text/plain; application/json"}),
        (415, {"Content-Type": None}),
        (401, {"X-Tc3gen-Token": None}),
        (401, {"X-Tc3gen-Token": ""}),
        (401, {"X-Tc3gen-Token": "{token}x"}),
        (401, {"X-Tc3gen-Token": "{half}"}),
        (401, {"X-Tc3gen-Token": "é"}),
        (401, {"X-Tc3gen-Token": None, "Cookie": "X-Tc3gen-Token={token}"}),
    ],
)
@pytest.mark.parametrize("path", ["/api/call", "/api/sign", "/api/fake"])
def test_whoever_is_not_the_page_is_refused(
    page: Page, path: str, status: int, changed: Mapping[str, str | None]
) -> None:
    headers = dict(page.headers)
    for name, value in changed.items():
        headers.pop(name, None)
        if value is not None:
            token = page.token
            headers[name] = value.format(port=page.port, token=token, half=token[:20])
    reply = page.send("POST", path, headers, CALL)
    assert reply.status == status, reply
    assert list(reply.json) == ["problem"]
    assert page.token.encode() not in reply.body


@pytest.mark.parametrize(
    "changed",
    [{"X-Tc3gen-Token": "x"}, {"Origin": ELSEWHERE}, {"Sec-Fetch-Site": "same-site"}],
)
def test_the_session_is_the_pages_alone(page: Page, changed: Mapping[str, str]) -> None:
    assert page.send("GET", "/api/session", page.headers | changed).status in (401, 403)


def test_two_values_are_none(page: Page) -> None:
    for name in ("Host", "Origin", "X-Tc3gen-Token"):
        lines = [f"{n}: {v}" for n, v in page.headers.items()]
        lines.append(f"{name}: {page.headers[name]}")
        head = "\r\n".join(["POST /api/fake HTTP/1.1", *lines, "Content-Length: 2", "", "{}"])
        assert _status(page, head.encode()) in (400, 401, 403, 421), name


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("OPTIONS", "/api/call"),
        ("GET", "/api/call"),
        ("PUT", "/api/call"),
        ("POST", "/api/session"),
        ("OPTIONS", "/"),
        ("POST", "/"),
        ("DELETE", "/index.html"),
        ("TRACE", "/"),
    ],
)
def test_other_methods(page: Page, method: str, path: str) -> None:
    headers = page.headers | {"Access-Control-Request-Method": "POST"}
    reply = page.send(method, path, headers, b"{}")
    assert reply.status == 405
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


def test_tokens_are_new_at_each_start(page: Page) -> None:
    with explorer() as url:
        other = Page(url)
        assert len(other.token) > 40
        assert other.token != page.token
        headers = other.headers | {"X-Tc3gen-Token": page.token}
        assert other.send("POST", "/api/fake", headers, b"{}").status == 401


def test_a_ticket_works_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser is started with its address, which everybody on the machine can see."""
    with (made := explorer()) as url:
        page, browser = Page(url), Page(made.for_browser())
        assert browser.token != page.token
        # It opens nothing but the session, which gives the token for it.
        assert "used up" in browser.ask("fake", {})["problem"]
        assert browser.ask("session")["token"] == page.token
        assert "used up" in browser.ask("session")["problem"]
        assert "token" not in page.ask("session")
        late = Page(made.for_browser())
        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + 61)
        assert "used up" in late.ask("session")["problem"]
        assert page.ask("session")["tc3gen"]


# Files --------------------------------------------------------------------------------------------


def test_files(page: Page) -> None:
    own = {"Host": page.headers["Host"]}
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/index.html?a=b", "text/html; charset=utf-8"),
        ("/data/vod.js", "text/javascript; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
    ):
        reply = page.send("GET", path, own)
        assert (reply.status, reply.headers["Content-Type"]) == (200, kind)
    assert page.send("GET", "/", own).body.decode() == "<!doctype html><title>é</title>"
    head = page.send("HEAD", "/", own)
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/data/../../pyproject.toml",
        "//etc/passwd",
        "/data",
        "/data/",
        "/index.html/",
        "/index.html%00",
        "/.git/config",
        "/INDEX.HTML",
        "http://evil.example/",
        "/api",
    ],
)
def test_there_are_no_other_files(page: Page, path: str) -> None:
    assert page.send("GET", path, {"Host": page.headers["Host"]}).status == 404


def test_a_service_may_be_called_like_the_api() -> None:
    with explorer(texts={"api/v20201106/index.html": "x", "api/call": "y"}) as url:
        page = Page(url)
        own = {"Host": page.headers["Host"]}
        assert page.send("GET", "/api/v20201106/", own).body == b"x"
        assert page.send("GET", "/api/call", page.headers).status == 405
        assert page.send("POST", "/api/none", page.headers, b"{}").status == 405


def test_other_sites_may_link_here_and_hold_nothing_of_it(page: Page) -> None:
    own = {"Host": page.headers["Host"], "Sec-Fetch-Site": "cross-site"}
    link = own | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert page.send("GET", "/", link).status == 200
    for mode, kind in (("no-cors", "script"), ("navigate", "iframe"), ("cors", "empty")):
        held = own | {"Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": kind}
        assert page.send("GET", "/data/vod.js", held).status == 403
    assert page.send("GET", "/", {"Host": "evil.example"}).status == 421


@pytest.mark.parametrize("path", ["/", "/none", "/api/session", "/api/none"])
def test_what_every_reply_says(page: Page, path: str) -> None:
    reply = page.send("GET", path, page.headers)
    said = {name.lower(): value for name, value in reply.headers.items()}
    policy = dict(part.split(" ", 1) for part in said["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in said["content-security-policy"]
    assert said["x-content-type-options"] == "nosniff"
    assert said["x-frame-options"] == "DENY"
    assert said["referrer-policy"] == "no-referrer"
    assert said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"]
    assert said["cross-origin-resource-policy"] == "same-origin"
    assert said["cache-control"] == "no-store"
    assert said["server"] == "tc3gen"
    assert not said.keys() & {"set-cookie", "access-control-allow-origin", "location"}


# What is no question ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"request": {}, "request": []}',
    ],
)
def test_what_is_no_question(page: Page, body: bytes) -> None:
    reply = page.send("POST", "/api/call", page.headers, body)
    assert (reply.status, list(reply.json)) == (400, ["problem"])


def _wrong(**changed: Any) -> dict[str, Any]:
    return FILE | changed


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_wrong(service="cvm"), "no service `cvm`"),
        (_wrong(version=None), "no service `vod` in version ``"),
        (_wrong(action="<script>"), "no action `<script>`"),
        (_wrong(action=["RebuildMedia"]), "`action` must be text"),
        (_wrong(request=[]), "`request` must be an object"),
        (_wrong(request=None), "`request` must be an object"),
        (_wrong(target="http://evil.example"), "`fake` or `real`"),
        (_wrong(timeout=0), "`timeout`"),
        (_wrong(timeout=1e9), "`timeout`"),
        (_wrong(timeout=True), "`timeout`"),
        (_wrong(timestamp=-1), "`timestamp`"),
        (_wrong(timestamp=10**18), "`timestamp`"),
        (_wrong(content="?"), "Base64"),
        (_wrong(secretKey="x"), "there is no `secretKey` in a call"),
    ],
)
def test_what_is_no_call(page: Page, data: dict[str, Any], problem: str) -> None:
    for path in ("/api/call", "/api/sign"):
        reply = page.send("POST", path, page.headers, json.dumps(data).encode())
        assert reply.status == 400
        assert problem in reply.json["problem"]


def test_what_is_too_large(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tc3gen.explore.server.MOST_BYTES", 1000)
    assert page.send("POST", "/api/call", page.headers, b" " * 2000).status == 413
    lines = [f"{name}: {value}" for name, value in page.headers.items()]
    head = "\r\n".join(["POST /api/call HTTP/1.1", *lines, "Transfer-Encoding: chunked", "", ""])
    assert _status(page, head.encode() + b"800\r\n" + b" " * 0x800 + b"\r\n") == 413


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"POST /api/call HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
    ],
)
def test_what_is_no_http(
    page: Page, sent: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert _status(page, sent) in (400, 421)
    assert capfd.readouterr() == ("", "")
    assert "Traceback" not in caplog.text
    assert page.call()["status"] == 200


def test_it_listens_on_loopback_alone(page: Page) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", page.port), timeout=5)


def test_a_mistake_of_ours_is_told_without_its_trace(
    page: Page, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("hidden")

    monkeypatch.setattr("tc3gen.explore.api.asked", broken)
    reply = page.send("POST", "/api/call", page.headers, CALL)
    assert (reply.status, reply.json) == (500, {"problem": "this server made a mistake"})
    assert "hidden" in caplog.text


def _status(page: Page, sent: bytes) -> int:
    """Of the reply to some bytes."""
    with socket.create_connection(("127.0.0.1", page.port), timeout=10) as connection:
        connection.sendall(sent)
        return int(connection.recv(4096).split(b" ")[1])
