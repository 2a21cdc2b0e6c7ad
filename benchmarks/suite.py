"""The comparisons, in the order in which they are printed."""

from __future__ import annotations

import json
import platform
import warnings
from collections.abc import Callable
from importlib.metadata import distributions
from time import process_time
from typing import Any

from tc3.vod import DescribeTaskDetailResponse, RebuildMediaResponse, to_dict
from tc3.vod.v20180717.actions.describe_task_detail import DESCRIBE_TASK_DETAIL
from tc3.vod.v20180717.actions.rebuild_media import REBUILD_MEDIA
from tencentcloud.vod.v20180717 import models

from . import ours, server, startup, vendor
from .measure import Effort, Row, compare, table, timer
from .samples import FULL_REQUEST, REBUILD_MEDIA_REPLY, TASK_DETAIL_REPLY, body

#: How many calls of an async client are under way at any moment.
WIDTH = 50

# The shares of the vendor's time that we set ourselves, for what stands between a call's two ends.
SIGNED, REPLY, CALL, IN_FLIGHT = 1 / 3, 1 / 2, 0.45, 1 / 5

SMALL_REPLY, LARGE_REPLY = body(REBUILD_MEDIA_REPLY), body(TASK_DETAIL_REPLY)


def run(effort: Effort) -> None:
    """Prints each table as soon as it is complete."""
    agree()
    _introduce(effort)
    with server.running() as port:
        bare = startup.bare_peak(effort) / 2**20
        for colour in startup.COLOURS:
            times, peaks = startup.rows(colour, port, effort)
            _show(f"start of a process, {colour}", times)
            _show(f"peak memory, {colour} (bare interpreter: {bare:.3g} MiB)", peaks)
        _show("request object to signed bytes", signed(effort))
        _show("reply bytes to objects", replies(effort))
        _show("call on loopback", calls(port, effort))
        _show(f"{WIDTH} calls in flight, time per call", in_flight(port, effort))


def _introduce(effort: Effort) -> None:
    installed = {d.metadata["Name"]: d.version for d in distributions()}
    # The vendor has two editions of its client, which install the same modules.
    packages = sorted(name for name in installed if name.startswith("tencentcloud-sdk-python-"))
    packages += ["requests", "httpx", "urllib3", "aiohttp"]
    versions = ", ".join(f"{name} {installed[name]}" for name in packages)
    print(f"{platform.python_implementation()} {platform.python_version()}; {versions}")
    print(f"Medians (least..greatest): {effort.rounds} samples, {effort.processes} processes.")


def _show(title: str, rows: list[Row]) -> None:
    print(f"\n{table(title, rows)}", flush=True)


def agree() -> None:
    """Both sides do the same work: same body, same signature, same reading of the replies."""
    a, b = ours.client(), vendor.client()
    _same_bytes(a, ours.small_request(), b, vendor.small_request())
    text = _same_bytes(a, ours.full_request(), b, vendor.full_request())
    assert json.loads(text) == FULL_REQUEST, "the full request is not whole"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the vendor's client warns of members that it doesn't know
        rebuild = vendor.read(b, models.RebuildMediaResponse, SMALL_REPLY)
        details = vendor.read(b, models.DescribeTaskDetailResponse, LARGE_REPLY)
    assert rebuild._serialize() == REBUILD_MEDIA_REPLY["Response"]
    assert details._serialize() == TASK_DETAIL_REPLY["Response"]
    assert to_dict(ours.read(a, REBUILD_MEDIA, SMALL_REPLY)) == rebuild._serialize()
    assert to_dict(ours.read(a, DESCRIBE_TASK_DETAIL, LARGE_REPLY)) == details._serialize()


def _same_bytes(a: Any, mine: Any, b: Any, theirs: Any) -> str:
    while True:  # until both sign within the same second
        request, (headers, text) = ours.sign(a, mine), vendor.sign(b, theirs)
        if request.headers["X-TC-Timestamp"] == headers["X-TC-Timestamp"]:
            break
    assert request.body.decode() == text, "the bodies differ"
    assert request.headers["Authorization"] == headers["Authorization"], "the signatures differ"
    return text


def _compute(
    label: str,
    mine: Callable[[], object],
    theirs: Callable[[], object],
    effort: Effort,
    aim: float | None = None,
) -> Row:
    return compare(label, timer(mine, process_time), timer(theirs, process_time), effort, aim)


def signed(effort: Effort) -> list[Row]:
    """Request objects to signed bytes; limits are checked on our side, none are on the other."""
    a, b = ours.client(), vendor.client()
    small, full = ours.small_request(), ours.full_request()
    small_, full_ = vendor.small_request(), vendor.full_request()
    return [
        _compute(
            "small RebuildMedia (2 structs)",
            lambda: ours.sign(a, small),
            lambda: vendor.sign(b, small_),
            effort,
            SIGNED,
        ),
        _compute(
            "the same, objects made too",
            lambda: ours.sign(a, ours.small_request()),
            lambda: vendor.sign(b, vendor.small_request()),
            effort,
        ),
        _compute(
            "full RebuildMedia (15 structs)",
            lambda: ours.sign(a, full),
            lambda: vendor.sign(b, full_),
            effort,
            SIGNED,
        ),
    ]


def replies(effort: Effort) -> list[Row]:
    """Reply bytes to objects: as in a call, which looks for an error, and by parsing alone."""
    a, b = ours.client(), vendor.client()
    small, large = SMALL_REPLY, LARGE_REPLY
    return [
        _compute(
            "RebuildMedia",
            lambda: ours.read(a, REBUILD_MEDIA, small),
            lambda: vendor.read(b, models.RebuildMediaResponse, small),
            effort,
            REPLY,
        ),
        _compute(
            "DescribeTaskDetail (23 objects)",
            lambda: ours.read(a, DESCRIBE_TASK_DETAIL, large),
            lambda: vendor.read(b, models.DescribeTaskDetailResponse, large),
            effort,
            REPLY,
        ),
        _compute(
            "RebuildMedia, errors not looked for",
            lambda: ours.parse(RebuildMediaResponse, small),
            lambda: vendor.parse(models.RebuildMediaResponse, small),
            effort,
        ),
        _compute(
            "DescribeTaskDetail, errors not looked for",
            lambda: ours.parse(DescribeTaskDetailResponse, large),
            lambda: vendor.parse(models.DescribeTaskDetailResponse, large),
            effort,
        ),
        _compute(
            "its RebuildMediaTask alone",
            lambda: ours.parse_task(large),
            lambda: vendor.parse_task(large),
            effort,
        ),
    ]


def calls(port: int, effort: Effort) -> list[Row]:
    """Calls one after the other, on a connection that stays open; requests made anew."""
    b = vendor.client(f"{server.HOST}:{port}")
    with ours.client(f"http://{server.HOST}:{port}") as a:
        mine, theirs = ours.rebuild(a), vendor.rebuild(b)
        return [
            compare("RebuildMedia", timer(mine), timer(theirs), effort, CALL),
            compare(
                "DescribeTaskDetail", timer(ours.describe(a)), timer(vendor.describe(b)), effort
            ),
            compare(
                "RebuildMedia, the client's CPU time",
                timer(mine, process_time),
                timer(theirs, process_time),
                effort,
            ),
        ]


def in_flight(port: int, effort: Effort) -> list[Row]:
    """Many calls at once on one event loop."""
    a = ours.in_flight(f"http://{server.HOST}:{port}", WIDTH)
    b = vendor.in_flight(f"{server.HOST}:{port}", WIDTH)
    try:
        return [compare("RebuildMedia", a.time, b.time, effort, IN_FLIGHT, effort.calls * WIDTH)]
    finally:
        a.end()
        b.end()
