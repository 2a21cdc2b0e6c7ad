"""The vendor's own Python client, made to tell what it would send, and given what it shall read.

It comes in two editions that occupy the same package: `tencentcloud-sdk-python-intl-en`, which
`tccli-intl-en` brings with it, and `tencentcloud-sdk-python-common` with `-vod`.  Either serves.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest import mock

from tencentcloud.common import abstract_client, credential
from tencentcloud.common.exception import TencentCloudSDKException
from tencentcloud.common.http.request import RequestInternal
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.vod.v20180717 import models, vod_client

Error = TencentCloudSDKException

EMPTY = b'{"Response": {"RequestId": ""}}'


@dataclass
class Wire:
    """Stands where the client keeps its connection: keeps the request, answers with `reply`."""

    reply: bytes = EMPTY
    sent: list[RequestInternal] = field(default_factory=list)

    def send_request(self, request: RequestInternal) -> Any:
        self.sent.append(request)
        headers = {"Content-Type": "application/json"}
        return SimpleNamespace(status_code=200, headers=headers, content=self.reply)


@dataclass(frozen=True)
class Account:
    """Who calls, from where."""

    secret_id: str = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
    secret_key: str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
    token: str | None = None
    region: str | None = None
    language: str = "en-US"
    host: str = "vod.tencentcloudapi.com"


def request(
    action: str, params: Mapping[str, Any], timestamp: int, account: Account
) -> RequestInternal:
    """The request that the client sends at a given time."""
    wire = Wire()
    _call(action, params, wire, account, timestamp)
    return wire.sent[0]


def reply(action: str, body: bytes) -> dict[str, Any]:
    """What the client reads in a reply: its members, and theirs, without those that are None."""
    model = _call(action, {}, Wire(body), Account(), timestamp=0)
    plain = model._serialize()
    assert isinstance(plain, dict)
    return plain


def text(name: str, data: Mapping[str, Any]) -> str:
    """The JSON of a request or a struct."""
    model = getattr(models, name)()
    model._deserialize(data)
    return json.dumps(model._serialize())


def signature(account: Account, service: str, timestamp: int, body: str) -> str:
    """The `Authorization` header for a body, of any service at any time."""
    with _quiet(timestamp):
        client = _client(account)
        client._service = service
        request = RequestInternal(account.host, "POST", "/", header={})
        client._build_req_inter("DescribeTasks", json.loads(body), request)
    assert request.data == body
    return str(request.header["Authorization"])


def _call(
    action: str, params: Mapping[str, Any], wire: Wire, account: Account, timestamp: int
) -> Any:
    with _quiet(timestamp):
        request = getattr(models, f"{action}Request")()
        request._deserialize(params)
        client = _client(account)
        client.request = wire
        return getattr(client, action)(request)


def _client(account: Account) -> Any:
    who = credential.Credential(account.secret_id, account.secret_key, account.token)
    profile = ClientProfile(
        httpProfile=HttpProfile(endpoint=account.host), language=account.language
    )
    return vod_client.VodClient(who, account.region, profile)


@contextmanager
def _quiet(timestamp: int) -> Iterator[None]:
    """The client at a given time, without its warnings: of unknown members, of its own code."""
    clock = SimpleNamespace(time=lambda: timestamp)
    with warnings.catch_warnings(), mock.patch.object(abstract_client, "time", clock):
        warnings.simplefilter("ignore")
        yield
