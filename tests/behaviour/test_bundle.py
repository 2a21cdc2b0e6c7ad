"""A bundle is a good neighbour: light, movable, and like any other package of Python."""

from __future__ import annotations

import copy
import importlib
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


def test_importing_loads_no_more_than_is_used(script: Callable[[str], str]) -> None:
    printed = script("""
import sys

def report():
    print(*sorted(
        name for name in sys.modules
        if name.partition(".")[0] in ("urllib3", "aiohttp", "asyncio", "ssl")
        or ".models." in name or ".actions." in name or name.endswith("client")
    ))

import tc3.vod
report()
from tc3.vod import RepairInfo
report()
from tc3.vod import VodClient, errors
client = VodClient("id", "key", transport=object())
report()
""")
    nothing, one, client = (line.split() for line in printed.splitlines())
    version = "tc3.vod.v20180717"
    assert nothing == []
    assert one == [f"{version}.models.repair_info"]
    assert client == ["tc3._runtime.client", f"{version}.client", *one]


def test_a_reply_loads_only_what_it_holds(script: Callable[[str], str]) -> None:
    loaded = script("""
import sys
from tc3.vod import DescribeTaskDetailResponse, from_dict
from_dict(DescribeTaskDetailResponse, {"RebuildMediaTask": {"MetaData": {}}})
print(sorted(name.rpartition(".")[2] for name in sys.modules if ".models." in name))
""")
    assert "rebuild_media_task" in loaded
    assert "repair_info" not in loaded


def test_a_bundle_works_under_any_name_at_any_depth(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(bundle / "tc3", tmp_path / "its" / "vendored" / "other")
    shutil.copytree(bundle / "tc3", tmp_path / "flat")
    monkeypatch.syspath_prepend(str(tmp_path))
    deep = importlib.import_module("its.vendored.other.vod")
    flat = importlib.import_module("flat.vod")
    # Two bundles in one process know nothing of each other.
    assert deep.RepairInfo is not flat.RepairInfo
    assert not issubclass(deep.errors.ServiceError, flat.errors.TencentCloudError)
    for vod in (deep, flat):
        data = {"RepairInfo": {"Switch": "ON"}, "FileId": "1"}
        request = vod.from_dict(vod.RebuildMediaRequest, data)
        assert type(request.repair_info) is vod.RepairInfo
        assert vod.to_dict(request) == data
        assert vod.VodClient("id", "key")


def test_packages_tell_what_they_offer(vod: ModuleType) -> None:
    names = dir(vod)
    assert {"VodClient", "AsyncVodClient", "RepairInfo", "errors", "to_dict"} <= set(names)
    assert {"RebuildMediaRequest", "DescribeTasksResponse"} <= set(names)
    assert names == sorted(names) == dir(vod.v20180717)
    starred: dict[str, object] = {}
    exec(f"from {vod.__name__} import *", starred)
    assert starred.keys() - {"__builtins__"} == set(names)
    assert starred["RepairInfo"] is vod.v20180717.RepairInfo
    with pytest.raises(AttributeError, match="no attribute 'RepairInof'"):
        _ = vod.RepairInof


def test_objects_are_plain_dataclasses(vod: ModuleType) -> None:
    info = vod.RepairInfo(switch="ON")
    target = vod.RebuildMediaTargetInfo(
        video_stream=vod.RebuildMediaTargetVideoStream(width=0), container=""
    )
    request = vod.RebuildMediaRequest(file_id="1", repair_info=info, target_info=target)
    assert repr(request) == (
        "RebuildMediaRequest(file_id='1', repair_info=RepairInfo(switch='ON'), "
        "target_info=RebuildMediaTargetInfo(container='', "
        "video_stream=RebuildMediaTargetVideoStream(width=0)))"
    )
    for twin in (pickle.loads(pickle.dumps(request)), copy.deepcopy(request)):
        assert twin == request
        assert twin.repair_info is not info
    assert copy.copy(request).repair_info is info
    assert request != vod.RebuildMediaRequest(file_id="2")
    with pytest.raises(AttributeError):
        request.sesion_id = "a typing error"
    with pytest.raises(TypeError, match="switch"):
        vod.RepairInfo()


def test_errors_can_be_pickled(vod: ModuleType) -> None:
    error = vod.errors.InvalidParameterValueSessionId(
        "InvalidParameterValue.SessionId", "No.", request_id="request-1"
    )
    twin = pickle.loads(pickle.dumps(error))
    assert type(twin) is type(error)
    assert (str(twin), twin.request_id) == (str(error), "request-1")
