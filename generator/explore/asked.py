"""What a page asks for, checked: which action, with what, where."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ..model import Action, Service
from .guard import Refused

#: The longest that a page may wait for a reply, in seconds.
LONGEST = 300.0
#: Where dates end: the year 9999.
_LAST = 253402300800

_MEMBERS = (
    "service",
    "version",
    "action",
    "region",
    "host",
    "target",
    "request",
    "content",
    "timestamp",
    "timeout",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as a page describes it."""

    service: Service
    action: Action
    request: Mapping[str, Any] = field(repr=False)
    content: bytes = field(repr=False)
    """What is sent beside it, where the body of a request is bytes."""
    region: str
    """Empty for that of the surroundings."""
    real: bool
    """Whether it goes to the real service."""
    host: str
    """Of the real service; empty for the usual one."""
    timestamp: int | None
    """When it is signed, in Unix seconds; None for now."""
    timeout: float

    @property
    def body(self) -> bytes:
        """The request as JSON; as the page writes it, so that both show and sign the same."""
        text = json.dumps(self.request, ensure_ascii=False, separators=(",", ":"))
        if text.isascii() and text.isprintable():
            return text.encode()
        return "".join(char if char.isprintable() else _units(char) for char in text).encode()


def asked(data: Mapping[str, Any], services: Iterable[Service]) -> Asked:
    """What the JSON of a page means.  Raises Refused."""
    for name in data:
        if name not in _MEMBERS:
            _bad(f"there is no `{name[:60]}` in a call; there are {', '.join(_MEMBERS)}")
    service, action = _named(data, services)
    target = _text(data, "target") or "fake"
    if target not in ("fake", "real"):
        _bad("`target` is `fake` or `real`")
    request = data.get("request")
    if not isinstance(request, Mapping):
        _bad("`request` must be an object")
    return Asked(
        service=service,
        action=action,
        request=request,
        content=from_base64("content", _text(data, "content")),
        region=_text(data, "region"),
        real=target == "real",
        host=_text(data, "host"),
        timestamp=_timestamp(data.get("timestamp")),
        timeout=_timeout(data.get("timeout")),
    )


def from_base64(name: str, text: str) -> bytes:
    """The bytes that text stands for.  Raises Refused."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        _bad(f"`{name}` must be bytes in Base64")


def _named(data: Mapping[str, Any], services: Iterable[Service]) -> tuple[Service, Action]:
    name, version, wanted = (_text(data, each) for each in ("service", "version", "action"))
    found = [each for each in services if (each.name, each.version) == (name, version)]
    if not found:
        _bad(f"there is no service `{name[:60]}` in version `{version[:60]}` here")
    for service in found:
        for action in service.actions:
            if action.name == wanted:
                return service, action
    return _bad(f"`{name}` {version} has no action `{wanted[:128]}`")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        _bad(f"`{name}` must be text")
    return value


def _timestamp(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LAST:
        _bad("`timestamp` must be a number of Unix seconds")
    return value


def _timeout(value: object) -> float:
    if value is None:
        return 60.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= LONGEST:
        _bad(f"`timeout` must be a number of seconds up to {LONGEST:g}")
    return float(value)


def _units(char: str) -> str:
    """A character as JSON can escape it: by its one or two units of UTF-16."""
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _bad(problem: str) -> NoReturn:
    raise Refused(400, problem)
