"""The generated client, used as its README has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from tc3._runtime import replies
from tc3._runtime.codec import decode, encode, loads
from tc3._runtime.credentials import Credential
from tc3._runtime.judge import judge
from tc3._runtime.model import Action, Struct
from tc3._runtime.transport import Request, Response
from tc3.vod import (
    AsyncVodClient,
    DescribeTaskDetailResponse,
    RebuildMediaRequest,
    RebuildMediaResponse,
    RebuildMediaTargetInfo,
    RebuildMediaTask,
    RepairInfo,
    VodClient,
    from_dict,
)
from tc3.vod.v20180717.actions.rebuild_media import REBUILD_MEDIA

from .flight import InFlight
from .samples import ENDPOINT, FULL_REQUEST, REGION, SECRET_ID, SECRET_KEY

T = TypeVar("T", bound=Struct)

CREDENTIAL = Credential(SECRET_ID, SECRET_KEY)


def client(url: str = ENDPOINT) -> VodClient:
    """A client of the real service, or of a server on this machine."""
    return VodClient(SECRET_ID, SECRET_KEY, region=REGION, endpoint=url)


def small_request() -> RebuildMediaRequest:
    """A request such as most are: a file, what to do, a session."""
    return RebuildMediaRequest(
        file_id="8312960950918954859",
        repair_info=RepairInfo(switch="ON", type="strong"),
        target_info=RebuildMediaTargetInfo(container="mp4"),
        session_id="order-1187",
    )


def full_request() -> RebuildMediaRequest:
    """A request with all parameters and structs."""
    return from_dict(RebuildMediaRequest, FULL_REQUEST)


def sign(client: VodClient, request: RebuildMediaRequest) -> Request:
    """The request as it would be sent; limits are checked."""
    body = encode(request)
    now = int(time.time())
    return client._signed(REBUILD_MEDIA.name, REGION, body, CREDENTIAL, now)


def read(client: VodClient, action: Action[Any, T], body: bytes) -> T:
    """What a call does once its transport has the reply; an error would be found."""
    response = Response(200, {"content-type": "application/json"}, body)
    return cast("T", replies.read_as(action, judge(response, client._error_class)))


def parse(cls: type[T], body: bytes) -> T:
    """Bytes to an object, and no more."""
    return decode(cls, loads(body)["Response"])


def parse_task(body: bytes) -> RebuildMediaTask:
    """The task inside a DescribeTaskDetail reply, and nothing around it."""
    return decode(RebuildMediaTask, loads(body)["Response"]["RebuildMediaTask"])


def rebuild(client: VodClient) -> Callable[[], RebuildMediaResponse]:
    """A call of RebuildMedia, its request built anew."""
    return lambda: client.rebuild_media(
        file_id="8312960950918954859",
        repair_info=RepairInfo(switch="ON", type="strong"),
        target_info=RebuildMediaTargetInfo(container="mp4"),
        session_id="order-1187",
    )


def describe(client: VodClient) -> Callable[[], DescribeTaskDetailResponse]:
    """A call of DescribeTaskDetail."""
    return lambda: client.describe_task_detail(
        task_id="125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx"
    )


def in_flight(url: str, width: int) -> InFlight[AsyncVodClient]:
    """So many calls of RebuildMedia at once, with the async client."""
    return InFlight(
        width,
        lambda: AsyncVodClient(SECRET_ID, SECRET_KEY, region=REGION, endpoint=url),
        lambda client: client.rebuild_media(
            file_id="8312960950918954859",
            repair_info=RepairInfo(switch="ON", type="strong"),
            target_info=RebuildMediaTargetInfo(container="mp4"),
            session_id="order-1187",
        ),
        lambda client: client.close(),
    )
