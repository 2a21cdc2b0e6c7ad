"""Clients: options, headers, errors; each call test once in sync and once in async."""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from local_server import Server, serving
from runtime import errors, sign
from runtime.client import AsyncClient, Client
from runtime.credentials import Credential
from runtime.model import Action
from runtime.policy import Retries
from runtime.transport import Request, Response, Timeout
from toy.client import AsyncToyClient, ToyClient
from toy.errors import InvalidParameterFileId

ID, KEY = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
OK = b'{"Response": {"TaskId": "t-1", "RequestId": "r-1"}}'


class Fake:
    """A transport that keeps what it is given and answers as it is told."""

    def __init__(self, *bodies: bytes) -> None:
        self.bodies, self.sent, self.closed = list(bodies), list[tuple[Request, Timeout]](), 0

    def send(self, request: Request, timeout: Timeout) -> Response:
        self.sent.append((request, timeout))
        return Response(200, {}, self.bodies.pop(0) if self.bodies else OK)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("TENCENTCLOUD_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def client(fake: Fake) -> ToyClient:
    return ToyClient(ID, KEY, transport=fake)


@pytest.fixture(params=["sync", "async"])
def using(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Calls a method of a fresh client of either colour."""

    def use(call: Callable[[Any], Any], **options: Any) -> Any:
        if request.param == "sync":
            with ToyClient(ID, KEY, **options) as client:
                return call(client)

        async def main() -> Any:
            async with AsyncToyClient(ID, KEY, **options) as client:
                return await call(client)

        return asyncio.run(main())

    return use


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def endpoint(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def test_a_call(using: Callable[..., Any], endpoint: str) -> None:
    reply = using(lambda client: client.make(file_id="1"), endpoint=endpoint)
    assert (reply.task_id, reply.request_id) == ("t-1", "r-1")


def test_what_goes_out(using: Callable[..., Any], endpoint: str) -> None:
    echo = using(
        lambda client: client.call("Echo", {"ü": [1, None]}),
        endpoint=endpoint,
        credential=None,
        token="t0ken",
        region="ap-guangzhou",
        language="en-US",
    )
    assert echo["Body"] == {"ü": [1, None]}
    sent = {name.lower(): value for name, value in echo["Headers"].items()}
    host = endpoint.removeprefix("http://")
    assert sent["host"] == host
    assert sent["content-type"] == "application/json"
    assert sent["x-tc-action"] == "Echo"
    assert sent["x-tc-version"] == "2018-07-17"
    assert sent["x-tc-region"] == "ap-guangzhou"
    assert sent["x-tc-token"] == "t0ken"
    assert sent["x-tc-language"] == "en-US"
    assert sent["x-tc-requestclient"] == "tc3gen/1"
    timestamp = int(sent["x-tc-timestamp"])
    assert abs(timestamp - datetime.datetime.now().timestamp()) < 60
    assert sent["authorization"] == sign.authorization(
        ID,
        KEY,
        service="toy",
        timestamp=timestamp,
        headers={"Content-Type": "application/json", "Host": host},
        body=json.dumps({"ü": [1, None]}).encode(),
    )


def test_a_warning_of_the_service_points_at_the_caller() -> None:
    reply = b'{"Response": {"DeprecatedWarning": "Leave it."}}'

    class AsyncFake:
        async def send(self, request: Request, timeout: Timeout) -> Response:
            return Response(200, {}, reply)

        async def close(self) -> None: ...

    client = ToyClient(ID, KEY, transport=Fake(reply, reply))
    other = AsyncToyClient(ID, KEY, transport=AsyncFake())

    async def main() -> None:
        client.make(file_id="1")
        client.call("Make")
        await other.make(file_id="1")
        await other.call("Make")

    with pytest.warns(DeprecationWarning, match="Make: Leave it") as caught:
        asyncio.run(main())
    assert [warning.filename for warning in caught] == [__file__] * 4


def test_a_failed_call_is_repeated_and_told(
    using: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "tc3"), pytest.raises(errors.ConnectFailed) as caught:
        using(
            lambda client: client.make(file_id="1"),
            endpoint="http://127.0.0.1:1",
            retries=Retries(2, base=0.01),
        )
    assert (caught.value.action, caught.value.attempts) == ("Make", 3)
    assert len(caplog.records) == 3
    assert KEY not in caplog.text


def test_errors_are_the_services_own(fake: Fake, client: ToyClient) -> None:
    fake.bodies = [
        b'{"Response": {"Error": {"Code": "InvalidParameter.FileId"}, "RequestId": "r"}}',
        b'{"Response": {"Picture": 1, "RequestId": "r"}}',
    ]
    with pytest.raises(InvalidParameterFileId):
        client.make(file_id="1")
    with pytest.raises(errors.MalformedResponseError) as caught:
        client.make(file_id="1")
    assert (caught.value.action, caught.value.request_id) == ("Make", "r")
    with pytest.raises(errors.ValidationError):
        client.make(file_id="1" * 21)
    assert len(fake.sent) == 2
    client.with_options(validate=False).make(file_id="1" * 21)


def test_options_make_a_copy_on_the_same_connections(fake: Fake, client: ToyClient) -> None:
    with client.with_options(region="eu-frankfurt", timeout=5, endpoint="international") as other:
        other.make(file_id="1")
    request, timeout = fake.sent[-1]
    assert timeout.total == 5
    assert request.url == "https://toy.intl.example.com/"
    assert request.headers["X-TC-Region"] == "eu-frankfurt"
    client.make(file_id="1")
    request, timeout = fake.sent[-1]
    assert (timeout.total, request.url) == (60, "https://toy.example.com/")
    assert "X-TC-Region" not in request.headers
    client.close()
    assert fake.closed == 0  # whoever made the transport closes it
    with pytest.raises(TypeError, match="reigon"):
        client.with_options(reigon="x")  # type: ignore[call-arg]


def test_a_region_is_sent_by_the_actions_rule(
    fake: Fake, client: ToyClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toy import MakeRequest, MakeResponse

    def make(rule: Any, client: ToyClient) -> str | None:
        action = Action(name="Make", request=MakeRequest, response=MakeResponse, region=rule)
        client._invoke(action, MakeRequest(file_id="1"))
        return fake.sent[-1][0].headers.get("X-TC-Region")

    with pytest.raises(errors.ConfigurationError, match=r"Make needs a region.*TENCENTCLOUD_REGIO"):
        make("required", client)
    assert make("optional", client) is None
    monkeypatch.setenv("TENCENTCLOUD_REGION", "ap-seoul")
    there = client.with_options(region=None)
    assert [make(rule, there) for rule in ("required", "optional", "unused")] == [
        "ap-seoul",
        "ap-seoul",
        None,
    ]


@pytest.mark.parametrize(
    ("endpoint", "url", "host"),
    [
        (None, "https://toy.example.com/", "toy.example.com"),
        ("international", "https://toy.intl.example.com/", "toy.intl.example.com"),
        ("Toy.AP-x.example.com", "https://toy.ap-x.example.com/", "toy.ap-x.example.com"),
        ("localhost:8443", "https://localhost:8443/", "localhost:8443"),
        ("http://toy", "http://toy/", "toy"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://[::1]:80", "http://[::1]:80/", "[::1]:80"),
    ],
)
def test_endpoints(fake: Fake, endpoint: str | None, url: str, host: str) -> None:
    ToyClient(ID, KEY, endpoint=endpoint, transport=fake).make(file_id="1")
    request = fake.sent[-1][0]
    assert (request.url, request.headers["Host"]) == (url, host)


@pytest.mark.parametrize(
    "options",
    [
        {"endpoint": "internatonal"},
        {"endpoint": "ftp://a.com"},
        {"endpoint": "https://a.com/path"},
        {"endpoint": "https://me:secret@a.com"},
        {"endpoint": "a.com\r\nX: 1"},
        {"endpoint": "https://"},
        {"endpoint": "http://[::1"},
        {"endpoint": "http://a.com:99999"},
        {"region": "ap\r\nX-Evil: 1"},
        {"language": "en\n"},
        {"token": "t\r\nX: 1"},
        {"token": "schlüssel"},
        {"secret_id": "id "},
        {"timeout": 0},
        {"timeout": "5"},
        {"retries": -1},
        {"credential": Credential("a", "b")},
    ],
    ids=str,
)
def test_bad_options_fail_before_anything_is_sent(options: dict[str, Any]) -> None:
    keys: dict[str, Any] = {"secret_id": ID, "secret_key": KEY}
    with pytest.raises(errors.ConfigurationError):
        ToyClient(**keys | options)


def test_a_bad_action_is_not_sent(fake: Fake, client: ToyClient) -> None:
    for action in ("Make\r\nX: 1", "", "Ma ke"):
        with pytest.raises(errors.ConfigurationError, match="action"):
            client.call(action)
    with pytest.raises(errors.ValidationError):
        client.call("Make", {"A": object()})
    assert fake.sent == []


def test_credentials_from_the_environment(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", ID)
    with pytest.raises(errors.CredentialError, match="TENCENTCLOUD_SECRET_KEY not set"):
        ToyClient()
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", KEY)
    monkeypatch.setenv("TENCENTCLOUD_SESSION_TOKEN", "t")
    ToyClient(transport=fake).make(file_id="1")
    assert fake.sent[-1][0].headers["X-TC-Token"] == "t"
    with pytest.raises(errors.CredentialError, match="secret_key is missing"):
        ToyClient(ID)


def test_a_function_gives_the_credential_of_each_attempt(fake: Fake) -> None:
    given = iter([Credential("first", "k"), Credential("second", "k", "t")])
    busy = b'{"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": ""}}}'
    fake.bodies = [busy]
    client = ToyClient(
        credential=lambda: next(given), retries=Retries(1, base=0.001), transport=fake
    )
    client.make(file_id="1")
    ids = [re.search("Credential=(.+?)/", r.headers["Authorization"]) for r, _ in fake.sent]
    assert [match and match[1] for match in ids] == ["first", "second"]
    wrong: Any = lambda: ("id", "key")  # noqa: E731
    with pytest.raises(errors.CredentialError):
        client.with_options(credential=wrong).make(file_id="1")


def test_nothing_shows_a_secret(client: ToyClient, fake: Fake) -> None:
    credential = Credential(ID, KEY, "t0ken")
    client.make(file_id="1")
    shown = [
        f"{thing!r} {thing!s} {thing}"
        for thing in (credential, client, fake.sent[0][0], client.with_options(region="ap-x"))
    ]
    assert shown[0].startswith("Credential(secret_id='AKID***', secret_key='***', token='***')")
    for text in shown:
        for secret in (ID, KEY, "t0ken", "Signature="):
            assert secret not in text


def test_each_client_loads_its_own_library_alone() -> None:
    script = """
import sys
sys.path.insert(0, {folder!r})
import conftest, toy.client, toy
loaded = lambda: {{"urllib3", "aiohttp", "asyncio", "ssl", "toy.actions.make"}} & set(sys.modules)
assert not loaded(), loaded()
toy.client.{name}("i", "k")
assert not loaded() & {{{other!r}, "toy.actions.make"}}, loaded()
"""
    folder = str(Path(__file__).parent)
    for name, other in (("ToyClient", "aiohttp"), ("AsyncToyClient", "urllib3")):
        code = script.format(folder=folder, name=name, other=other)
        subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_without_aiohttp_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    monkeypatch.delitem(sys.modules, "runtime.aiohttp_transport", raising=False)
    with pytest.raises(ModuleNotFoundError, match="extra `async`"):
        AsyncToyClient(ID, KEY)


def test_a_client_left_open_warns_of_nothing(endpoint: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ToyClient(ID, KEY, endpoint=endpoint).make(file_id="1")
    assert issubclass(ToyClient, Client)
    assert issubclass(AsyncToyClient, AsyncClient)
