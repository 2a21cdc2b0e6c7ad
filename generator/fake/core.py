"""The service itself: a request in, a reply out, without any I/O.

    authenticate ── locate ── faults ── region ── rate ── parameters ── perform ──> reply
         └────────────┴─────────┴─────────┴────────┴──────────┴──────────┴── Refusal ──> error

Every reply has a RequestId, and status 200 unless a fault says otherwise.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from ..model import Body, Service
from . import bodies, protocol, streams
from .accounts import Accounts
from .chance import Chance
from .clock import Clock
from .fault_rules import Faults
from .faults import Error, ErrorEvent, Fault, Skew, TaskEnds, Throttle
from .log import Call, Log
from .protocol import Incoming
from .refusal import Refusal
from .stage import Stage

_log = logging.getLogger("tc3gen.fake")


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, and what is to happen to it on its way."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict, hash=False)
    faults: tuple[Fault, ...] = ()
    events: tuple[bytes, ...] = ()
    """What comes one after the other, where the reply is a stream; `body` is all of it."""


@dataclass(slots=True)
class _Progress:
    """How far a request has come."""

    service: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    content: bytes = b""
    performed: bool = False
    events: list[bytes] = field(default_factory=list)
    """Of the reply, where it is a stream."""


class Core:
    """One or more services, and all that they remember.  Any thread may use it."""

    def __init__(
        self,
        services: Iterable[Service],
        accounts: Accounts,
        clock: Clock,
        *,
        seed: int | str = 0,
        faults: Iterable[Fault] = (),
        rate_limits: bool = True,
        regions: Collection[str] = (),
    ) -> None:
        chance = Chance(seed)
        self.accounts = accounts
        self.clock = clock
        self.faults = Faults(faults, chance.of("faults"))
        self.log = Log()
        self.lock = threading.RLock()
        self.watchers: list[Callable[[Call], object]] = []
        self._requests = chance.of("requests")
        self._count = 0
        self._regions = regions
        self._services: dict[str, dict[str, Service]] = {}
        self.stages: dict[tuple[str, str], Stage] = {}
        for service in services:
            self._services.setdefault(service.name, {})[service.version] = service
            key = (service.name, service.version)
            self.stages[key] = Stage(service, chance.of(*key), rate_limits)

    def answer(self, request: Incoming) -> Answer:
        """The reply to a request, whatever the request is."""
        with self.lock:
            return self._answer(request)

    def refuse(self, refusal: Refusal) -> Answer:
        """The reply to a request that was not read to its end."""
        with self.lock:
            self._count += 1
            request_id = self._requests.of(self._count).uuid()
            return Answer(_body(refusal, request_id), 200, _headers(self.clock.now()))

    def _answer(self, request: Incoming) -> Answer:
        self._count += 1
        request_id = self._requests.of(self._count).uuid()
        name = request.headers.get("x-tc-action", "")
        happening = self.faults.happening(name)
        skew = sum(each.seconds for each in happening if isinstance(each, Skew))
        now = self.clock.now()
        progress = _Progress()
        result: dict[str, Any] | Refusal
        try:
            result = self._perform(request, now, skew, happening, progress)
        except Refusal as refusal:
            result = refusal
        except RecursionError:
            result = Refusal("InvalidRequest", "the body is nested too deeply")
        except Exception:
            # A mistake of ours; the caller's test should not wait for an answer because of it.
            _log.exception("%s could not be answered", name[:128])
            result = Refusal("InternalError", "this service made a mistake")
        call = Call(
            service=progress.service,
            action=name[:128],
            parameters=progress.parameters,
            code=result.code if isinstance(result, Refusal) else "",
            request_id=request_id,
            when=now,
            region=request.headers.get("x-tc-region", "")[:128],
            language=request.headers.get("x-tc-language", "")[:128],
            request_client=request.headers.get("x-tc-requestclient", "")[:128],
            faults=tuple(each.kind for each in happening),
            performed=progress.performed,
            size=len(request.body),
            content=progress.content,
        )
        self.log.add(call)
        for watch in self.watchers:
            watch(call)
        headers = _headers(now + skew)
        if isinstance(result, Refusal) or not progress.events:
            return Answer(_body(result, request_id), 200, headers, tuple(happening))
        events = _broken_off(progress.events, happening, request_id)
        headers |= {"Content-Type": "text/event-stream", "X-TC-RequestId": request_id}
        return Answer(b"".join(events), 200, headers, tuple(happening), tuple(events))

    def _perform(
        self,
        request: Incoming,
        now: float,
        skew: float,
        happening: Iterable[Fault],
        progress: _Progress,
    ) -> dict[str, Any]:
        who = protocol.authenticate(request, self.accounts, now + skew, self._services)
        service, action = protocol.locate(request, who.service, self._services)
        progress.service = service.name
        for fault in happening:
            if isinstance(fault, Throttle):
                raise Refusal(fault.code, "requests come too fast, as was asked for")
            if isinstance(fault, Error):
                raise Refusal(fault.code, fault.message)
        if action.offline:
            raise Refusal("ActionOffline", "this action is not answered any more")
        protocol.check_region(request, action, self._regions)
        if not all(getattr(fault, "effect", True) for fault in happening):
            return {}
        stage = self.stages[service.name, service.version]
        stage.count(action, who.secret_id, now)
        progress.parameters = bodies.parameters(request, action)
        if action.body is Body.OCTET_STREAM:
            progress.content = request.body
        stage.check(action, progress.parameters)
        ends = next((each for each in happening if isinstance(each, TaskEnds)), None)
        reply = stage.perform(action, progress.parameters, now, ends, len(request.body))
        progress.performed = True
        progress.events = stage.events(action, progress.parameters)
        return reply


def _headers(now: float) -> dict[str, str]:
    try:
        date = formatdate(now, usegmt=True)
    except (ValueError, OverflowError, OSError):
        date = formatdate(0, usegmt=True)
    return {"Content-Type": "application/json", "Date": date}


def _broken_off(events: list[bytes], happening: Iterable[Fault], request_id: str) -> list[bytes]:
    """The events as faults leave them."""
    for fault in happening:
        if isinstance(fault, ErrorEvent):
            error = {"Code": fault.code, "Message": fault.message}
            last = streams.event({"Error": error, "RequestId": request_id})
            return [*events[: len(events) // 2], last]
    return events


def _body(result: dict[str, Any] | Refusal, request_id: str) -> bytes:
    if isinstance(result, Refusal):
        inside: dict[str, Any] = {"Error": {"Code": result.code, "Message": result.message}}
    else:
        inside = dict(result)
    inside["RequestId"] = request_id
    reply = {"Response": inside}
    try:
        return json.dumps(reply, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half a character, which a request may hold and UTF-8 may not.
        return json.dumps(reply).encode()
