"""Generated clients call a real server on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from types import ModuleType
from typing import Any

import pytest

from .conftest import SECRET_ID, SECRET_KEY, Call, Seen, Service

TASK = {"TaskId": "task-1"}


def _signature(seen: Seen, host: str) -> str:
    """The `Authorization` header for a request, worked out from the published description."""
    stamp = seen.headers["x-tc-timestamp"]
    day = time.strftime("%Y-%m-%d", time.gmtime(int(stamp)))
    head = f"content-type:{seen.headers['content-type']}\nhost:{host}\n"
    digest = hashlib.sha256(seen.body).hexdigest()
    canonical = f"POST\n/\n\n{head}\ncontent-type;host\n{digest}"
    scope = f"{day}/vod/tc3_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    key = b"TC3" + SECRET_KEY.encode()
    for part in (day, "vod", "tc3_request"):
        key = hmac.new(key, part.encode(), "sha256").digest()
    text = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{hashed}"
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    return (
        f"TC3-HMAC-SHA256 Credential={SECRET_ID}/{scope}, "
        f"SignedHeaders=content-type;host, Signature={signature}"
    )


def test_what_a_call_sends_and_returns(call: Call, service: Service, vod: ModuleType) -> None:
    service.answers["RebuildMedia"] = TASK
    reply = call(
        service,
        "rebuild_media",
        file_id="8312960950918954859",
        repair_info=vod.RepairInfo(switch="ON", type="strong"),
        target_info=vod.RebuildMediaTargetInfo(media_name='名前 \u2028 "x"', container="mp4"),
        session_id="order-1187",
        options={"token": "a-token", "region": "ap-singapore", "language": "en-US"},
    )
    assert reply == vod.RebuildMediaResponse(task_id="task-1", request_id="request-1")
    (seen,) = service.seen
    assert seen.line == "POST / HTTP/1.1"
    assert (
        seen.body
        == json.dumps(
            {
                "FileId": "8312960950918954859",
                "RepairInfo": {"Switch": "ON", "Type": "strong"},
                "TargetInfo": {"MediaName": '名前 \u2028 "x"', "Container": "mp4"},
                "SessionId": "order-1187",
            }
        ).encode()
    )
    host = service.url.removeprefix("http://")
    expected = {
        "host": host,
        "content-type": "application/json",
        "x-tc-action": "RebuildMedia",
        "x-tc-version": "2018-07-17",
        "x-tc-region": "ap-singapore",
        "x-tc-token": "a-token",
        "x-tc-language": "en-US",
        "authorization": _signature(seen, host),
    }
    assert {name: seen.headers.get(name) for name in expected} == expected
    assert abs(int(seen.headers["x-tc-timestamp"]) - time.time()) < 300


def test_tls(call: Call, secure_service: Service) -> None:
    secure_service.answers["RebuildMedia"] = TASK
    assert call(secure_service, "rebuild_media", file_id="1").task_id == "task-1"


def test_an_unknown_authority_is_not_trusted(
    call: Call, secure_service: Service, vod: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(vod.errors.ConnectFailed, match=r"(?i)certificate"):
        call(secure_service, "rebuild_media", file_id="1")
    assert secure_service.seen == []


def test_a_reply_becomes_objects(call: Call, service: Service, vod: ModuleType) -> None:
    service.answers["DescribeTaskDetail"] = {
        "TaskType": "RebuildMedia",
        "Status": "PAUSED",
        "CreateTime": None,
        "BrandNew": {"Deep": [1]},
        "ProcessMediaTask": {"Status": "FINISH"},
        "RebuildMediaTask": {
            "TaskId": "task-1",
            "ErrCode": 0,
            "Progress": 100,
            "Output": {"FileId": "2", "BrandNew": None},
            "MetaData": {"VideoStreamSet": [{"Width": 1920, "Fps": 25}, None], "Size": "large"},
        },
        "RequestId": "its own",
    }
    reply = call(service, "describe_task_detail", task_id="task-1")
    assert (reply.status, reply.create_time, reply.finish_time) == ("PAUSED", None, None)
    assert reply.request_id == "its own"
    task = reply.rebuild_media_task
    assert isinstance(task, vod.RebuildMediaTask)
    assert (task.err_code, task.output.file_id, task.output.file_url) == (0, "2", None)
    streams = task.meta_data.video_stream_set
    assert (streams[0].width, streams[0].fps, streams[1]) == (1920, 25, None)
    assert task.meta_data.size == "large"


def test_what_is_no_reply_is_said_with_its_place(
    call: Call, service: Service, vod: ModuleType
) -> None:
    service.answers["DescribeTasks"] = {"TaskSet": [{"TaskId": "1"}, "2"]}
    with pytest.raises(vod.errors.MalformedResponseError) as caught:
        call(service, "describe_tasks")
    assert caught.value.path == "TaskSet[1]"
    assert (caught.value.action, caught.value.request_id) == ("DescribeTasks", "request-1")


@pytest.mark.parametrize(
    ("code", "cls"),
    [
        ("InvalidParameterValue.SessionId", "InvalidParameterValueSessionId"),
        ("InvalidParameterValue.SessionId.New", "InvalidParameterValueSessionId"),
        ("InvalidParameterValue.New", "InvalidParameterValue"),
        ("FailedOperation", "FailedOperation"),
        ("New.Code", "ServiceError"),
        ("", "ServiceError"),
    ],
)
def test_an_error_code_raises_its_nearest_class(
    call: Call, service: Service, vod: ModuleType, code: str, cls: str
) -> None:
    service.fail("RebuildMedia", code, "Said the service.")
    with pytest.raises(vod.errors.ServiceError) as caught:
        call(service, "rebuild_media", file_id="1")
    error = caught.value
    assert type(error) is getattr(vod.errors, cls)
    assert (error.code, error.message) == (code, "Said the service.")
    assert (error.request_id, error.action) == ("request-1", "RebuildMedia")
    assert str(error).startswith(f"{code}: Said the service.")
    assert "request-1" in str(error)


def test_error_classes_form_a_tree(vod: ModuleType) -> None:
    errors = vod.errors
    tree = errors.InvalidParameterValueSessionId.__mro__
    assert [cls.__name__ for cls in tree][:4] == [
        "InvalidParameterValueSessionId",
        "InvalidParameterValue",
        "ServiceError",
        "TencentCloudError",
    ]
    for code, cls in errors.BY_CODE.items():
        assert cls.code == code
        assert issubclass(cls, errors.BY_CODE.get(code.rpartition(".")[0], errors.ServiceError))


def test_plain_data_reaches_any_action(call: Call, service: Service, vod: ModuleType) -> None:
    service.answers["ProcessMedia"] = {"TaskId": "task-2", "New": [1]}
    params = {"FileId": "1", "Repair": vod.RepairInfo(switch="ON"), "Deep": {"List": [None, 1.5]}}
    reply = call(service, "call", "ProcessMedia", params)
    assert reply == {"RequestId": "request-1", "TaskId": "task-2", "New": [1]}
    assert service.seen[0].json == {**params, "Repair": {"Switch": "ON"}}


def test_every_fault_of_a_request_is_named_before_it_is_sent(
    call: Call, service: Service, vod: ModuleType
) -> None:
    stream = vod.RebuildMediaTargetVideoStream(codec="libx264", width=64, fps=-1)
    request: dict[str, Any] = {
        "file_id": None,
        "repair_info": vod.RepairInfo(switch="on", type="weak"),
        "target_info": vod.RebuildMediaTargetInfo(container=3, video_stream=stream),
        "session_id": "x" * 51,
        "tasks_priority": 11,
    }
    with pytest.raises(vod.errors.ValidationError) as caught:
        call(service, "rebuild_media", **request)
    assert service.seen == []
    faults = {f.path: (f.wire_path, f.limit, f.expected, f.value) for f in caught.value.faults}
    assert faults == {
        "file_id": ("FileId", "required", True, None),
        "repair_info.switch": ("RepairInfo.Switch", "enum", ("ON", "OFF"), "on"),
        "target_info.container": ("TargetInfo.Container", "type", "a string", 3),
        "target_info.video_stream.width": ("TargetInfo.VideoStream.Width", "minimum", 128, 64),
        "target_info.video_stream.fps": ("TargetInfo.VideoStream.Fps", "minimum", 0, -1),
        "session_id": ("SessionId", "max_length", 50, "x" * 51),
        "tasks_priority": ("TasksPriority", "maximum", 10, 11),
    }
    for path in faults:
        assert path in str(caught.value)
    service.answers["RebuildMedia"] = TASK
    call(service, "rebuild_media", **request, options={"validate": False})
    assert service.seen[0].json["RepairInfo"] == {"Switch": "on", "Type": "weak"}


def test_special_values_pass_beside_a_range(call: Call, service: Service, vod: ModuleType) -> None:
    service.answers["RebuildMedia"] = TASK
    for width in (0, 128, 4096):
        stream = vod.RebuildMediaTargetVideoStream(width=width)
        target = vod.RebuildMediaTargetInfo(video_stream=stream)
        call(service, "rebuild_media", file_id="1", target_info=target)
        assert service.seen[-1].json["TargetInfo"] == {"VideoStream": {"Width": width}}


def test_options_make_another_client(service: Service, vod: ModuleType) -> None:
    service.answers["RebuildMedia"] = TASK
    with vod.VodClient(SECRET_ID, SECRET_KEY, endpoint=service.url) as client:
        other = client.with_options(region="ap-tokyo", timeout=5, retries=0)
        assert type(other) is vod.VodClient
        other.rebuild_media(file_id="1")
        client.rebuild_media(file_id="1")
    assert [seen.headers.get("x-tc-region") for seen in service.seen] == ["ap-tokyo", None]


def test_credentials_come_from_the_environment_and_are_not_shown(
    service: Service, vod: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET_ID)
    with pytest.raises(vod.errors.CredentialError, match="TENCENTCLOUD_SECRET_KEY not set"):
        vod.VodClient()
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("TENCENTCLOUD_REGION", "ap-seoul")
    service.answers["DescribeTasks"] = {"TaskSet": []}
    with vod.VodClient(endpoint=service.url) as client:
        client.describe_tasks()
        shown = f"{client!r} {vars(client)!r}"
    assert SECRET_ID in service.seen[0].headers["authorization"]
    assert service.seen[0].headers["x-tc-region"] == "ap-seoul"
    assert SECRET_KEY not in shown
    assert SECRET_ID not in shown


def test_sites_have_names(vod: ModuleType) -> None:
    def host(endpoint: str | None) -> str:
        return repr(vod.VodClient("id", "key", endpoint=endpoint))

    assert "https://vod.tencentcloudapi.com" in host(None)
    assert "https://vod.intl.tencentcloudapi.com" in host("international")
    with pytest.raises(vod.errors.ConfigurationError, match="domestic, international"):
        host("internatoinal")
