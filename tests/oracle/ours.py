"""The generated client, made to tell what it would send, and given what it shall read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from tc3 import vod
from tc3._runtime.codec import encode
from tc3._runtime.transport import Request, Response, Timeout
from tc3.vod import VodClient, from_dict, to_dict

from tc3gen.words import snake

from .vendor import EMPTY, Account


@dataclass
class Tap:
    """A transport that keeps the request and answers with `reply`."""

    reply: bytes = EMPTY
    sent: list[Request] = field(default_factory=list)

    def send(self, request: Request, timeout: Timeout) -> Response:
        self.sent.append(request)
        return Response(200, {"content-type": "application/json"}, self.reply)

    def close(self) -> None:
        pass


def request(action: str, params: dict[str, Any], account: Account) -> Request:
    """The request that the action's method sends."""
    tap = Tap()
    _call(action, params, tap, account)
    return tap.sent[0]


def reply(action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
    """What the action's method reads in a reply."""
    read: dict[str, Any] = to_dict(_call(action, params, Tap(body), Account()))
    return read


def text(name: str, data: dict[str, Any]) -> str:
    """The JSON of a request or a struct, every limit checked."""
    return str(encode(from_dict(getattr(vod, name), data)), "ascii")


def _call(action: str, params: dict[str, Any], tap: Tap, account: Account) -> Any:
    request = from_dict(getattr(vod, f"{action}Request"), params)
    arguments = {f.name: getattr(request, f.name) for f in fields(request)}
    return getattr(client(tap, account), snake(action))(**arguments)


def client(tap: Tap, account: Account) -> VodClient:
    return VodClient(
        secret_id=account.secret_id,
        secret_key=account.secret_key,
        token=account.token,
        region=account.region,
        language=account.language,
        endpoint=account.host,
        retries=0,
        transport=tap,
    )
