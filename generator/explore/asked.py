"""What a page asks for, checked: which action, with what, where."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ..model import Action, Body, Service
from .guard import Refused

#: The longest that a page may wait for a reply, in seconds.
LONGEST = 300.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as a page describes it."""

    service: Service
    action: Action
    parameters: Mapping[str, Any] = field(repr=False)
    text: bytes = field(repr=False)
    """The same as the JSON that the page wrote, which is sent as it is: no number loses a digit."""
    content: bytes | None = field(repr=False)
    """The bytes of a request whose body is that."""
    region: str
    """Empty for that of the surroundings."""
    language: str
    real: bool
    """Whether it goes to the real service."""
    endpoint: str
    """Of the real service; empty for the usual one."""
    timestamp: int | None
    """When it is signed, in Unix seconds; None for now."""
    timeout: float


def asked(data: Mapping[str, Any], services: Iterable[Service]) -> Asked:
    """What the JSON of a page means.  Raises Refused."""
    known = {
        "service",
        "version",
        "action",
        "body",
        "content",
        "region",
        "language",
        "to",
        "endpoint",
        "timestamp",
        "timeout",
    }
    for name in data:
        if name not in known:
            _bad(f"there is no `{name[:60]}` in a call; there are {', '.join(sorted(known))}")
    service, action = _named(data, services)
    text = _text(data, "body", "{}").encode("utf-8", "surrogatepass")
    to = _text(data, "to", "fake")
    if to not in ("fake", "service"):
        _bad("`to` is `fake` or `service`")
    return Asked(
        service=service,
        action=action,
        parameters=_object(text),
        text=text,
        content=_content(data, action),
        region=_text(data, "region", ""),
        language=_text(data, "language", ""),
        real=to == "service",
        endpoint=_text(data, "endpoint", ""),
        timestamp=_timestamp(data.get("timestamp")),
        timeout=_timeout(data.get("timeout")),
    )


def _named(data: Mapping[str, Any], services: Iterable[Service]) -> tuple[Service, Action]:
    name, version = _text(data, "service", ""), _text(data, "version", "")
    for service in services:
        if (service.name, service.version) != (name, version):
            continue
        wanted = _text(data, "action", "")
        for action in service.actions:
            if action.name == wanted:
                return service, action
        _bad(f"`{name}` {version} has no action `{wanted[:128]}`")
    _bad(f"there is no service `{name[:60]}` in version `{version[:60]}` here")


def _object(text: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(text.decode(), parse_constant=_no_number)
    except RecursionError:
        _bad("`body` is nested too deeply")
    except ValueError as error:
        _bad(f"`body` is no JSON: {error}")
    if not isinstance(data, dict):
        _bad("`body` must be a JSON object")
    return data


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _content(data: Mapping[str, Any], action: Action) -> bytes | None:
    if action.body is not Body.OCTET_STREAM:
        return None
    return from_base64("content", _text(data, "content", ""))


def from_base64(name: str, text: str) -> bytes:
    """The bytes that text stands for.  Raises Refused."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        _bad(f"`{name}` must be bytes in Base64")


def _text(data: Mapping[str, Any], name: str, otherwise: str) -> str:
    value = data.get(name)
    if value is None:
        return otherwise
    if not isinstance(value, str):
        _bad(f"`{name}` must be text")
    return value


def _timestamp(value: object) -> int | None:
    # Up to the year 9999, where dates end.
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 253402300800:
        _bad("`timestamp` must be a number of Unix seconds")
    return value


def _timeout(value: object) -> float:
    if value is None:
        return 60.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST:
        _bad(f"`timeout` must be a number of seconds up to {LONGEST:g}")
    return float(value)


def _bad(message: str) -> NoReturn:
    raise Refused(400, "BadCall", message)
