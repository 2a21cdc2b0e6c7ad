"""What checkers must refuse: a line with `# wrong` is an error, every other line is none."""

# ruff: noqa: B018, F401, I001

from __future__ import annotations

from tc3.vod import AsyncVodClient, RebuildMediaTargetInfo, RepairInfo, VodClient, errors
from tc3.vod import RepairInof  # wrong
from tc3.vod.v20180717 import SharpInfo  # wrong
from tc3.wire import AsyncWireClient, WireClient


def call(vod: VodClient, name: str | None) -> None:
    vod.rebuild_media()  # wrong
    vod.rebuild_media("8312960950918954859")  # wrong
    vod.rebuild_media(file_id=8312960950918954859)  # wrong
    vod.rebuild_media(file_id=name)  # wrong
    vod.rebuild_media(file_id="1", repare_info=RepairInfo(switch="ON"))  # wrong
    vod.rebuild_media(file_id="1", repair_info={"switch": "ON"})  # wrong
    vod.rebuild_media(file_id="1", repair_info=RebuildMediaTargetInfo())  # wrong
    vod.rebiuld_media(file_id="1")  # wrong
    vod.rebuild_media(file_id="1").taskid  # wrong
    vod.describe_task_detail(task_id="1").rebuild_media_task.status  # wrong
    vod.with_options(regoin="ap-singapore")  # wrong
    vod.call("ProcessMedia", ["FileId"])  # wrong
    VodClient(secret_id="id", secret_kye="key")  # wrong


def make() -> None:
    RepairInfo()  # wrong
    RepairInfo("ON")  # wrong
    RepairInfo(switch="on")  # wrong
    RepairInfo(switch="ON", type="storng")  # wrong
    RepairInfo(switch="ON", type=None, strength=1)  # wrong
    RebuildMediaTargetInfo(expire_time=0)  # wrong
    RepairInfo(switch="ON").swich  # wrong
    RepairInfo(switch="ON").switch = "AUTO"  # wrong
    errors.InvalidParameterValueSesionId  # wrong


async def call_later(vod: AsyncVodClient) -> str:
    task = vod.rebuild_media(file_id="1")  # without await
    print(task.task_id)  # wrong
    with vod:  # wrong
        pass
    return vod.call("ProcessMedia")  # wrong


def send(wire: WireClient) -> None:
    wire.keep_scan(name="notes", file="a scan")  # wrong
    wire.log("lines", topic="rain")  # wrong
    wire.log(topic="rain")  # wrong
    wire.say_stream(text="Hello.")  # wrong
    for event in wire.recite_stream(title="Rain"):
        event.reply.verse  # wrong


async def send_later(wire: AsyncWireClient) -> None:
    for _ in wire.recite_stream(title="Rain"):  # wrong
        print()
