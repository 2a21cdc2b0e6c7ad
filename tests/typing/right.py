"""What a caller writes, and what checkers know of it.  Checked, never run."""

from __future__ import annotations

import asyncio
from typing import Any, Literal, assert_type

from tc3 import AsyncStream, Stream, StreamEvent
from tc3.as_ import AsClient, Dict, ListResponse, Names
from tc3.as_ import List as Group
from tc3.vod import (
    AsyncVodClient,
    DescribeTaskDetailResponse,
    RebuildMediaRequest,
    RebuildMediaResponse,
    RebuildMediaTargetInfo,
    RepairInfo,
    VodClient,
    errors,
    from_dict,
    to_dict,
)
from tc3.vod.v20180717 import RebuildMediaTask
from tc3.wire import AsyncWireClient, ReciteResponse, WireClient


def rebuild() -> DescribeTaskDetailResponse | None:
    with VodClient(region="ap-singapore") as vod:
        try:
            task = vod.rebuild_media(
                file_id="8312960950918954859",
                repair_info=RepairInfo(switch="ON", type="strong"),
                target_info=RebuildMediaTargetInfo(container="mp4"),
                session_id="order-1187",
            )
        except errors.InvalidParameterValueSessionId as error:
            assert_type(error.request_id, str)
            return None
        except errors.ValidationError as error:
            print([fault.path for fault in error.faults])
            raise
        assert_type(task, RebuildMediaResponse)
        assert_type(task.task_id, str)
        detail = vod.with_options(timeout=5.0, retries=0).describe_task_detail(task_id=task.task_id)
        assert_type(detail.rebuild_media_task, RebuildMediaTask | None)
        assert_type(detail.request_id, str)
        return detail


async def rebuild_later() -> str:
    async with AsyncVodClient("id", "key", endpoint="international") as vod:
        tasks = await asyncio.gather(
            vod.rebuild_media(file_id="1"),
            vod.with_options(region="ap-tokyo").rebuild_media(file_id="2"),
        )
        assert_type(tasks[1], RebuildMediaResponse)
        plain = await vod.call("ProcessMedia", {"FileId": "3"})
        return str(plain["TaskId"])


def convert() -> RepairInfo:
    repair = RepairInfo(switch="OFF")
    assert_type(repair.switch, Literal["ON", "OFF"])
    assert_type(repair.type, Literal["weak", "normal", "strong"] | None)
    print(to_dict(RebuildMediaRequest(file_id="1", repair_info=repair)))
    return from_dict(RepairInfo, {"Switch": "ON"})


def strange_names(client: AsClient) -> None:
    reply = client.list(list=["a"], dict=Dict(key="a", value=Dict()))
    assert_type(reply, ListResponse)
    assert_type(reply.items, list[Group])
    names = Names(int=1, self_="a", list="a", str=["a"], class_="def", names=Names(int=2, self_=""))
    assert_type(names.str, list[str] | None)
    assert_type(names.bool, bool | None)
    assert_type(client.int().request_id, str)


def recite(wire: WireClient) -> list[str]:
    wire.keep_scan(name="notes", file=b"a scan")
    wire.log(b"lines", topic="rain", body_="of a poem")
    wire.log(topic="rain", body=b"lines")
    assert_type(wire.enter(letter="Let them in.").name, str)
    with wire.recite_stream(title="Rain") as stream:
        assert_type(stream, Stream[ReciteResponse])
        for event in stream:
            assert_type(event, StreamEvent[ReciteResponse])
            assert_type(event.reply, ReciteResponse | None)
    return [str(event.reply["Verse"]) for event in wire.call_stream("Recite") if event.reply]


async def recite_later(wire: AsyncWireClient) -> None:
    async with wire.recite_stream(title="Rain") as stream:
        assert_type(stream, AsyncStream[ReciteResponse])
        async for event in stream:
            assert_type(event.data, str)
    async for plain in wire.call_stream("Recite"):
        assert_type(plain.reply, dict[str, Any] | None)
