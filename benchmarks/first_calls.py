"""What a fresh interpreter does until it has made its first calls: a child of `startup.py`.

`python -m benchmarks.first_calls ours sync PORT` prints a line for each stage: the seconds since
this module began, and the most memory held so far.  Whatever is imported before the clock starts
would be free for both sides, so that is next to nothing.
"""

from __future__ import annotations

import sys
import time

_BEGAN = time.perf_counter()

#: What the lines are about.
STAGES = ("import, make a client", "+ first RebuildMedia", "+ first DescribeTaskDetail")

_marks: list[tuple[float, int]] = []


def _mark() -> None:
    _marks.append((time.perf_counter() - _BEGAN, _peak()))


def _peak() -> int:
    """The most memory that this process ever held, in bytes; 0 where nobody can tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            # Not getrusage: there it inherits the peak of the process that started it.
            held = next(line for line in status if line.startswith("VmHWM:"))
            return int(held.split()[1]) * 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0
    import resource

    held_most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held_most if sys.platform == "darwin" else held_most * 1024


def _ours(url: str) -> None:
    from tc3.vod import RebuildMediaTargetInfo, RepairInfo, VodClient

    client = VodClient("id", "key", region="ap-singapore", endpoint=url)
    _mark()
    task = client.rebuild_media(
        file_id="8312960950918954859",
        repair_info=RepairInfo(switch="ON", type="strong"),
        target_info=RebuildMediaTargetInfo(container="mp4"),
    )
    _mark()
    client.describe_task_detail(task_id=task.task_id)
    _mark()
    client.close()


def _ours_async(url: str) -> None:
    import asyncio

    from tc3.vod import AsyncVodClient, RebuildMediaTargetInfo, RepairInfo

    async def main() -> None:
        async with AsyncVodClient("id", "key", region="ap-singapore", endpoint=url) as client:
            _mark()
            task = await client.rebuild_media(
                file_id="8312960950918954859",
                repair_info=RepairInfo(switch="ON", type="strong"),
                target_info=RebuildMediaTargetInfo(container="mp4"),
            )
            _mark()
            await client.describe_task_detail(task_id=task.task_id)
            _mark()

    asyncio.run(main())


def _vendor(host: str) -> None:
    from tencentcloud.common.credential import Credential
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile
    from tencentcloud.vod.v20180717 import models
    from tencentcloud.vod.v20180717.vod_client import VodClient

    profile = ClientProfile(httpProfile=HttpProfile("http", host, keepAlive=True))
    client = VodClient(Credential("id", "key"), "ap-singapore", profile)
    _mark()
    request = models.RebuildMediaRequest()
    request.FileId = "8312960950918954859"
    request.RepairInfo = models.RepairInfo()
    request.RepairInfo.Switch = "ON"
    request.RepairInfo.Type = "strong"
    request.TargetInfo = models.RebuildMediaTargetInfo()
    request.TargetInfo.Container = "mp4"
    task = client.RebuildMedia(request)
    _mark()
    question = models.DescribeTaskDetailRequest()
    question.TaskId = task.TaskId
    client.DescribeTaskDetail(question)
    _mark()


def _vendor_async(host: str) -> None:
    import asyncio

    from tencentcloud.common.credential import Credential
    from tencentcloud.common.profile.client_profile import ClientProfile
    from tencentcloud.common.profile.http_profile import HttpProfile
    from tencentcloud.vod.v20180717 import models
    from tencentcloud.vod.v20180717.vod_client_async import VodClient

    async def main() -> None:
        profile = ClientProfile(httpProfile=HttpProfile("http", host, keepAlive=True))
        async with VodClient(Credential("id", "key"), "ap-singapore", profile) as client:
            _mark()
            request = models.RebuildMediaRequest()
            request.FileId = "8312960950918954859"
            request.RepairInfo = models.RepairInfo()
            request.RepairInfo.Switch = "ON"
            request.RepairInfo.Type = "strong"
            request.TargetInfo = models.RebuildMediaTargetInfo()
            request.TargetInfo.Container = "mp4"
            task = await client.RebuildMedia(request)
            _mark()
            question = models.DescribeTaskDetailRequest()
            question.TaskId = task.TaskId
            await client.DescribeTaskDetail(question)
            _mark()

    asyncio.run(main())


def main(side: str, colour: str, port: str) -> None:
    """Runs one side's program and prints what it took."""
    host = f"127.0.0.1:{port}"
    if side == "nobody":
        _mark()
    elif side == "ours":
        (_ours if colour == "sync" else _ours_async)(f"http://{host}")
    else:
        (_vendor if colour == "sync" else _vendor_async)(host)
    for seconds, peak in _marks:
        print(seconds, peak)


if __name__ == "__main__":
    main(*sys.argv[1:])
