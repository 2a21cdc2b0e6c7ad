"""The vendor's client, used as its own documentation has it.

It is untyped, so here its objects are Any.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tencentcloud.common.abstract_client import RequestInternal
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import (
    ClientProfile,
)
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.vod.v20180717 import models
from tencentcloud.vod.v20180717.vod_client import VodClient
from tencentcloud.vod.v20180717.vod_client_async import (
    VodClient as AsyncVodClient,
)

from .flight import InFlight
from .samples import ENDPOINT, FULL_REQUEST, REGION, SECRET_ID, SECRET_KEY


def _arguments(host: str | None) -> tuple[Any, str, Any]:
    # Without keepAlive its async client makes a new connection for every call.
    http = HttpProfile("http" if host else "https", host or ENDPOINT, keepAlive=True)
    return Credential(SECRET_ID, SECRET_KEY), REGION, ClientProfile(httpProfile=http)


def client(host: str | None = None) -> Any:
    """A client of the real service, or of a server on this machine."""
    return VodClient(*_arguments(host))


def small_request() -> Any:
    """A request such as most are: a file, what to do, a session."""
    request = models.RebuildMediaRequest()
    request.FileId = "8312960950918954859"
    request.RepairInfo = models.RepairInfo()
    request.RepairInfo.Switch = "ON"
    request.RepairInfo.Type = "strong"
    request.TargetInfo = models.RebuildMediaTargetInfo()
    request.TargetInfo.Container = "mp4"
    request.SessionId = "order-1187"
    return request


def full_request() -> Any:
    """A request with all parameters and structs."""
    request = models.RebuildMediaRequest()
    request._deserialize(FULL_REQUEST)
    return request


def sign(client: Any, request: Any) -> tuple[dict[str, str], str]:
    """Headers and body as they would be sent; without the random trace ID that a call adds."""
    inner = RequestInternal(client._get_endpoint(), "POST", "/", header={})
    client._build_req_inter("RebuildMedia", request._serialize(), inner, None)
    return inner.header, inner.data


class _Reply:
    """As much of an HTTP reply as the client looks at."""

    def __init__(self, body: bytes) -> None:
        self.status_code, self.content = 200, body
        self.headers = {"Content-Type": "application/json"}


def read(client: Any, cls: Callable[[], Any], body: bytes) -> Any:
    """What a call does once it has the reply; it parses it twice, first to look for an error."""
    reply = _Reply(body)
    client._check_status(reply)
    client._check_error(reply)
    return parse(cls, body)


def parse(cls: Callable[[], Any], body: bytes) -> Any:
    """Bytes to an object, and no more."""
    response = cls()
    response._deserialize(json.loads(body)["Response"])
    return response


def parse_task(body: bytes) -> Any:
    """The task inside a DescribeTaskDetail reply, and nothing around it."""
    task = models.RebuildMediaTask()
    task._deserialize(json.loads(body)["Response"]["RebuildMediaTask"])
    return task


def rebuild(client: Any) -> Callable[[], Any]:
    """A call of RebuildMedia, its request built anew."""
    return lambda: client.RebuildMedia(small_request())


def describe(client: Any) -> Callable[[], Any]:
    """A call of DescribeTaskDetail, its request built anew."""

    def call() -> Any:
        request = models.DescribeTaskDetailRequest()
        request.TaskId = "125xxx-RebuildMedia-75e45d323ffad76987112fafe2eb87dxxx"
        return client.DescribeTaskDetail(request)

    return call


def in_flight(host: str, width: int) -> InFlight[Any]:
    """So many calls of RebuildMedia at once, with the async client."""
    return InFlight(
        width,
        lambda: AsyncVodClient(*_arguments(host)),
        lambda client: client.RebuildMedia(small_request()),
        lambda client: client.close(),
    )
