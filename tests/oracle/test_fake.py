"""The vendor's own client and command, pointed at the fake service."""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tencentcloud.common import credential
from tencentcloud.common.exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.vod.v20180717 import models, vod_client

from tc3gen.fake import FakeService, Throttle
from tc3gen.model import Service

REQUEST = {
    "FileId": "8312960950918954859",
    "RepairInfo": {"Switch": "ON", "Type": "strong"},
    "SessionId": "order-1187",
}


@pytest.fixture
def fake(service: Service) -> Iterator[FakeService]:
    made = FakeService(service)
    with made:
        yield made


# The client --------------------------------------------------------------------------------------


class Vendor:
    """The vendor's client, which takes and gives plain data here."""

    def __init__(self, fake: FakeService, key: str = "", token: str | None = None) -> None:
        host = fake.url.removeprefix("http://")
        who = credential.Credential(fake.secret_id, key or fake.secret_key, token)
        profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=host))
        self._client = vod_client.VodClient(who, "ap-guangzhou", profile)

    def __call__(self, action: str, **params: Any) -> dict[str, Any]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about its own code
            request = getattr(models, f"{action}Request")()
            request._deserialize(params)
            reply = getattr(self._client, action)(request)
            read: dict[str, Any] = json.loads(reply.to_json_string())
        return read


def test_the_client_starts_a_task_and_follows_it(fake: FakeService) -> None:
    vendor = Vendor(fake)
    task = vendor("RebuildMedia", **REQUEST)["TaskId"]
    states = []
    for seconds in (2, 10, 0):
        detail = vendor("DescribeTaskDetail", TaskId=task)
        states.append(detail["Status"])
        fake.advance(seconds)
    assert states == ["WAITING", "PROCESSING", "FINISH"]
    rebuild = detail["RebuildMediaTask"]
    assert rebuild["ErrCode"] == 0
    assert rebuild["Input"]["RepairInfo"] == REQUEST["RepairInfo"]
    assert rebuild["Output"]["FileUrl"].startswith("https://")
    (listed,) = vendor("DescribeTasks", Status="FINISH")["TaskSet"]
    assert (listed["TaskId"], listed["SessionId"]) == (task, "order-1187")
    assert fake.requests[0].parameters == REQUEST
    assert fake.requests[0].region == "ap-guangzhou"


def test_the_client_knows_the_errors(fake: FakeService) -> None:
    vendor = Vendor(fake)
    vendor("RebuildMedia", **REQUEST)
    fake.add_fault(Throttle(count=1, action="DescribeTasks"))
    for code, caller, action, params in (
        ("InvalidParameterValue.SessionId", vendor, "RebuildMedia", REQUEST),
        ("RequestLimitExceeded", vendor, "DescribeTasks", {}),
        ("MissingParameter", vendor, "RebuildMedia", {}),
        ("InvalidAction", vendor, "DescribeMediaInfos", {}),
        ("AuthFailure.SignatureFailure", Vendor(fake, "wrong"), "DescribeTasks", {}),
        ("AuthFailure.TokenFailure", Vendor(fake, token="t"), "DescribeTasks", {}),
    ):
        with pytest.raises(TencentCloudSDKException) as caught:
            caller(action, **params)
        assert caught.value.get_code() == code
        assert caught.value.get_request_id() == fake.requests[-1].request_id
    fake.advance(-301)
    with pytest.raises(TencentCloudSDKException, match=r"AuthFailure\.SignatureExpire"):
        vendor("DescribeTasks")


# The command -------------------------------------------------------------------------------------


def tccli(fake: FakeService, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = Path(sysconfig.get_path("scripts")) / "tccli"
    keys = ("--secretId", fake.secret_id, "--secretKey", fake.secret_key)
    where = ("--region", "ap-guangzhou", "--endpoint", fake.url)
    return subprocess.run(
        [command, "vod", *words, *keys, *where],
        env={"HOME": str(home), "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_command(fake: FakeService, tmp_path: Path) -> None:
    def run(*words: str) -> dict[str, Any]:
        done = tccli(fake, tmp_path, *words)
        assert done.returncode == 0, done.stderr
        reply: dict[str, Any] = json.loads(done.stdout)
        return reply

    params = [f for key, value in REQUEST.items() for f in (f"--{key}", _argument(value))]
    task = run("RebuildMedia", *params)["TaskId"]
    fake.advance(60)
    detail = run("DescribeTaskDetail", "--TaskId", task)
    assert (detail["Status"], detail["RebuildMediaTask"]["Progress"]) == ("FINISH", 100)
    again = tccli(fake, tmp_path, "RebuildMedia", *params)
    assert again.returncode != 0
    assert "InvalidParameterValue.SessionId" in again.stderr
    assert "_CLI_" in fake.requests[0].request_client


def _argument(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
