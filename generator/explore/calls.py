"""One call: its request, as clients make it, and its reply, as it comes.

A client repeats a call and judges a reply.  Here a person wants to see what one request brings, be
it an error: so the client makes the request, and it is sent once.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field, make_dataclass
from typing import Any

from ..model import Action, Body, Field, Kind
from . import runtime
from .asked import Asked, from_base64
from .guard import Refused

#: More of a stream of events is not shown, in bytes.
MOST_STREAMED = 8 * 1024 * 1024
#: What stands in place of what must not be seen.
MASK = "***"


@dataclass(frozen=True, slots=True)
class Way:
    """By what a call goes out."""

    credential: runtime.credentials.Credential = field(repr=False)
    place: str
    """A host, or a URL."""
    transport: runtime.aiohttp_transport.AiohttpTransport
    region: str
    """Where the page names none; may be empty."""
    shows_keys: bool
    """Whether the key opens nothing, so that all of it can be seen."""


async def prepared(asked: Asked, way: Way) -> runtime.transport.Request:
    """The signed request.  Raises Refused, TencentCloudError."""
    service, action = asked.service, asked.action
    info = runtime.model.ServiceInfo(
        name=service.name,
        version=service.version,
        endpoints=dict(service.endpoints),
        module=__name__,
        region=service.region.value,
    )
    kind = type("Caller", (_Caller,), {"_service": info})
    caller: _Caller = kind(
        credential=way.credential,
        endpoint=way.place,
        region=asked.region or way.region or None,
        retries=0,
        transport=way.transport,
        clock=_StoppedClock(asked.timestamp) if asked.timestamp is not None else None,
    )
    return await caller.request(action, _body(asked))


class _Caller(runtime.client.AsyncClient):
    """Makes requests as every client does, and leaves sending them to us."""

    async def request(
        self, action: Action, body: bytes | runtime.transport.Body
    ) -> runtime.transport.Request:
        """The signed request of one call."""
        flow = self._begin(
            runtime.Call(action.name),
            action.region.value,
            body,
            dict,
            unsigned=action.unsigned,
        )
        try:
            step = flow.send(None)
            # Keys are there already, and no rate limit is kept.
            assert isinstance(step, runtime.Send)
            return step.request
        finally:
            flow.close()


class _StoppedClock(runtime.policy.Clock):
    """Shows one time."""

    def __init__(self, shown: int) -> None:
        self._shown = shown

    def now(self) -> float:
        """Unix seconds."""
        return self._shown


def _body(asked: Asked) -> bytes | runtime.transport.Body:
    """The body of a request, as its action wants it."""
    action = asked.action
    if action.body is Body.JSON:
        return asked.body
    given = asked.request
    unknown = given.keys() - {each.name for each in action.input}
    if unknown:
        raise Refused(400, f"`{action.name}` has no `{min(unknown)[:60]}`")
    # The codec works on data types; one is made for these members, which checks nothing but that
    # they can be written down.
    fields = [each for each in action.input if each.name in given]
    struct = make_dataclass(
        f"{action.name}Request",
        [(f"member_{number}", object, _wire(each)) for number, each in enumerate(fields)],
        bases=(runtime.model.Struct,),
        kw_only=True,
    )
    values = {f"member_{n}": _value(each, given[each.name]) for n, each in enumerate(fields)}
    about: runtime.model.Action[Any, Any] = runtime.model.Action(
        name=action.name,
        request=struct,
        response=struct,
        body="multipart" if action.body is Body.MULTIPART else "octet-stream",
        header_prefix=action.header_prefix,
    )
    return runtime.bodies.body_of(about, struct(**values), asked.content, False)


def _wire(member: Field) -> Any:
    kind = "binary" if member.type.kind is Kind.BINARY else "object"
    return field(default=None, metadata=runtime.model.wire(member.name, kind))


def _value(member: Field, value: Any) -> Any:
    if member.type.kind is Kind.BINARY and isinstance(value, str):
        return from_base64(member.name, value)
    return value


# Sending -----------------------------------------------------------------------------------------


async def called(asked: Asked, way: Way) -> dict[str, Any]:
    """What a page is told of a call, whatever becomes of it.

    Raises Refused, and TencentCloudError where there is no request to send.
    """
    request = await prepared(asked, way)
    limits = runtime.transport.Timeout(
        total=asked.timeout, connect=min(10.0, asked.timeout), read=asked.timeout
    )
    began = time.monotonic()
    failure, response, whole = "", runtime.transport.Response(0, {}, b""), True
    try:
        response, whole = await _sent(request, limits, asked.action.streams, way)
    except runtime.errors.TencentCloudError as error:
        failure = str(error)
    told: dict[str, Any] = {
        "status": response.status,
        "headers": list(response.headers.items()),
        "body": response.body.decode("utf-8", "replace"),
        "ms": (time.monotonic() - began) * 1000,
        "requestId": _request_id(response),
    }
    if not whole:
        failure = "the reply was cut off: it is too long, or did not come to its end"
    return told | ({"failure": failure} if failure else {})


async def _sent(
    request: runtime.transport.Request,
    limits: runtime.transport.Timeout,
    streams: bool,
    way: Way,
) -> tuple[runtime.transport.Response, bool]:
    """The reply, and whether that is all of it."""
    if not streams:
        return await way.transport.send(request, limits), True
    streamed = await way.transport.stream(request, limits)
    pieces: list[bytes] = []
    size, whole = 0, True
    try:
        async with asyncio.timeout(limits.total):
            async for piece in streamed.pieces:
                pieces.append(piece)
                size += len(piece)
                if size > MOST_STREAMED:
                    whole = False
                    break
    except (TimeoutError, runtime.errors.TransportError):
        whole = False
    finally:
        await streamed.close()
    body = b"".join(pieces)
    return runtime.transport.Response(streamed.status, streamed.headers, body), whole


def _request_id(response: runtime.transport.Response) -> str:
    """By which the service knows the request; empty where the reply tells none."""
    try:
        return str(json.loads(response.body)["Response"]["RequestId"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return response.headers.get("x-tc-requestid", "")


# What is seen ------------------------------------------------------------------------------------


def shown_id(secret_id: str) -> str:
    """As much of an ID as tells a person which key it is."""
    return f"{secret_id[:4]}{MASK}{secret_id[-4:]}" if len(secret_id) >= 16 else MASK
