"""Credentials of roles, against a metadata service and an sts on this machine."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cloud import ID, KEY, ROLES, Clock, Cloud, CloudHandler
from local_server import serving
from runtime import errors
from runtime.credential_roles import AssumeRole, InstanceRole, PodRole
from runtime.credentials import Credential
from runtime.transport import Request, Response, Timeout
from toy.client import AsyncToyClient, ToyClient

KEYS = Credential(ID, KEY)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cloud(clock: Clock) -> Cloud:
    return Cloud(clock)


@pytest.fixture
def url(cloud: Cloud) -> Iterator[str]:
    with serving(CloudHandler) as server:
        server.cloud = cloud  # type: ignore[attr-defined]
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(autouse=True)
def _nowhere_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ROLE_ARN", "PROVIDER_ID", "WEB_IDENTITY_TOKEN_FILE", "REGION"):
        monkeypatch.delenv(f"TKE_{name}", raising=False)
    for name in ("SECRET_ID", "SECRET_KEY", "TOKEN", "SESSION_TOKEN"):
        monkeypatch.delenv(f"TENCENTCLOUD_{name}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    # Where they were used, nothing would answer.
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")


@pytest.fixture
def sts(monkeypatch: pytest.MonkeyPatch, url: str) -> str:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return url


@pytest.mark.parametrize("role", [None, "web"])
def test_the_machines_role(role: str | None, cloud: Cloud, url: str, clock: Clock) -> None:
    source = InstanceRole(role, endpoint=url, now=clock)
    ends = clock.now + 7200
    expected = Credential("temporary-id-1", "temporary-key-1", "temporary-token-1", ends)
    assert source() == source() == expected
    assert [path for path, *_ in cloud.asked] == ([] if role else [ROLES]) + [ROLES + "web"]
    clock.now += 7200
    assert source().secret_id == "temporary-id-2"


def test_a_roles_name_is_quoted(cloud: Cloud, url: str) -> None:
    with pytest.raises(errors.CredentialError, match="no keys for role"):
        InstanceRole("../a b", endpoint=url)()
    assert cloud.asked[0][0] == ROLES + "..%2Fa%20b"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (404, "answered with HTTP status 404: is a role attached"),
        (500, "answered with HTTP status 500"),
        (b"", "answered nothing: is a role attached"),
    ],
)
def test_a_machine_without_a_role(cloud: Cloud, url: str, answer: Any, says: str) -> None:
    cloud.broken = answer
    with pytest.raises(errors.CredentialError, match=says) as caught:
        InstanceRole(endpoint=url)()
    assert f"the machine's role: {url}{ROLES}" in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        b"temporary-key",
        b'{"Code": "Success", "TmpSecretKey": "temporary-key"}',
        b'{"Code": "Success", "TmpSecretKey": "temporary-key", "ExpiredTime": null}',
        b'{"Code": "Success", "TmpSecretId": 1, "TmpSecretKey": "temporary-key", "ExpiredTime": 1}',
        b'["temporary-key"]',
        b'{"Response": {"Credentials": "temporary-key", "ExpiredTime": 1}}',
        b'{"Response": {"Credentials": {"TmpSecretKey": "temporary-key"}}',
        b"\xfftemporary-key",
    ],
)
def test_a_bad_answer_is_told_but_not_shown(cloud: Cloud, sts: str, answer: bytes) -> None:
    cloud.broken = answer
    for source in (InstanceRole("web", endpoint=sts), AssumeRole("arn", KEYS, endpoint=sts)):
        with pytest.raises(errors.CredentialError) as caught:
            source()
        error: BaseException | None = caught.value
        while error is not None:
            shown = "".join(traceback.format_exception(error, chain=False)) + repr(vars(error))
            assert "temporary-key" not in shown
            error = error.__cause__ or error.__context__


def test_where_there_is_no_metadata_service_it_fails_fast(cloud: Cloud, url: str) -> None:
    began = time.monotonic()
    with pytest.raises(errors.CredentialError, match="no connection"):
        InstanceRole(endpoint="http://127.0.0.1:1")()
    cloud.gate.clear()
    source = InstanceRole(endpoint=url)
    for _ in range(100):
        with pytest.raises(errors.CredentialError, match="time was up"):
            source()
    assert time.monotonic() - began < 3
    cloud.gate.set()
    assert len(cloud.asked) <= 2


def test_a_role_is_assumed(cloud: Cloud, sts: str, clock: Clock) -> None:
    source = AssumeRole(
        "qcs::cam::uin/1:roleName/a",
        lambda: KEYS,
        session_name="me",
        duration=900,
        params={"ExternalId": "x"},
        region="ap-seoul",
        endpoint=sts,
        now=clock,
    )
    assert source().token == "temporary-token-1"
    action, headers, params = cloud.asked[0]
    assert (action, headers["X-TC-Version"]) == ("AssumeRole", "2018-08-13")
    assert headers["X-TC-Region"] == "ap-seoul"
    assert params == {
        "ExternalId": "x",
        "RoleArn": "qcs::cam::uin/1:roleName/a",
        "RoleSessionName": "me",
        "DurationSeconds": 900,
    }


def test_a_role_is_assumed_from_another(cloud: Cloud, sts: str) -> None:
    first = AssumeRole("arn", KEYS, endpoint=sts)
    with pytest.raises(errors.CredentialError, match="SignatureFailure: no") as caught:
        AssumeRole("arn", first, endpoint=sts)()
    assert isinstance(caught.value.__cause__, errors.ServiceError)
    assert [action for action, *_ in cloud.asked] == ["AssumeRole", "AssumeRole"]
    assert cloud.asked[1][1]["X-TC-Token"] == "temporary-token-1"


def test_a_pods_role(
    cloud: Cloud, sts: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = tmp_path / "token"
    token.write_text("jwt-1\n")
    monkeypatch.setenv("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/pod")
    monkeypatch.setenv("TKE_PROVIDER_ID", "cluster")
    monkeypatch.setenv("TKE_WEB_IDENTITY_TOKEN_FILE", str(token))
    monkeypatch.setenv("TKE_REGION", "ap-chengdu")
    source = PodRole(endpoint=sts, now=clock)
    assert source().secret_id == "temporary-id-1"
    action, headers, params = cloud.asked[0]
    assert (action, headers["Authorization"]) == ("AssumeRoleWithWebIdentity", "SKIP")
    assert headers["X-TC-Region"] == "ap-chengdu"
    assert params == {
        "ProviderId": "cluster",
        "WebIdentityToken": "jwt-1",
        "RoleArn": "qcs::cam::uin/1:roleName/pod",
        "RoleSessionName": "tc3gen",
        "DurationSeconds": 7200,
    }
    token.write_text("jwt-2")
    clock.now += 7200
    source()
    assert cloud.asked[1][2]["WebIdentityToken"] == "jwt-2"
    token.unlink()
    clock.now += 7200
    with pytest.raises(errors.CredentialError, match=r"the pod's role: .*token: there is no such"):
        source()


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_client_signs_with_them_and_goes_on_with_new_ones(
    cloud: Cloud, url: str, clock: Clock, colour: str
) -> None:
    source = InstanceRole(endpoint=url, now=clock)
    tokens = []

    def send(request: Request) -> Response:
        tokens.append(request.headers["X-TC-Token"])
        return Response(200, {}, b'{"Response": {"TaskId": "t", "RequestId": "r"}}')

    class Fake:
        def send(self, request: Request, timeout: Timeout) -> Response:
            return send(request)

        def close(self) -> None: ...

    class AsyncFake:
        async def send(self, request: Request, timeout: Timeout) -> Response:
            return send(request)

        async def close(self) -> None: ...

    async def main() -> None:
        client = AsyncToyClient(credential=source, transport=AsyncFake())
        await asyncio.gather(*(client.make(file_id="1") for _ in range(100)))
        clock.now += 7200
        await asyncio.gather(*(client.make(file_id="1") for _ in range(100)))

    if colour == "async":
        asyncio.run(main())
    else:
        client = ToyClient(credential=source, transport=Fake())
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(lambda _: client.make(file_id="1"), range(100)))
            clock.now += 7200
            list(pool.map(lambda _: client.make(file_id="1"), range(100)))
    assert tokens == ["temporary-token-1"] * 100 + ["temporary-token-2"] * 100
    assert cloud.given == 2


def test_who_has_async_clients_alone_needs_no_urllib3(cloud: Cloud, url: str) -> None:
    script = f"""
import asyncio, sys
sys.modules["urllib3"] = None
sys.path.insert(0, {str(Path(__file__).parent)!r})
import conftest
from runtime.credential_roles import InstanceRole
async def main():
    print(InstanceRole(endpoint={url!r})().token)
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout == "temporary-token-1\n"
