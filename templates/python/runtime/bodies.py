"""Requests whose body is no JSON: forms with files, and bytes with the fields in headers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from .codec import faultless
from .encoder import encoder_of, plain
from .errors import Fault
from .limits import Faults, refuse
from .model import Action, Struct, Wire
from .structs import members_of

T = TypeVar("T")

#: What stands in a header as it is, whoever carries it: visible ASCII, with spaces inside.
_fits_header = re.compile(r"([!-~]([ -~]*[!-~])?)?").fullmatch


class Body(NamedTuple):
    """What is sent, and what the request's head says of it."""

    content: bytes
    type: str
    """The header Content-Type."""
    headers: Mapping[str, str] = {}
    """Those that the fields are."""


def body_of(
    action: Action[Any, Any], request: Struct, content: bytes | None, validate: bool
) -> Body:
    """A request as its action wants it; `content` is what no field holds.

    Raises ValidationError.
    """
    make = _form if action.body == "multipart" else _bytes

    def convert(request: Struct) -> Body:
        return make(request, action.header_prefix, content, validate)

    return faultless(convert, request, type(request).__name__)


def _form(request: Struct, prefix: str, content: object, validate: bool) -> Body:
    """A part for each field: files, text as it is, scalars as JSON spells them, JSON."""

    def part(value: object, wire: Wire) -> tuple[str, bytes]:
        if wire.kind == "binary":
            return f'; filename="{wire.name}"\r\n', _file(value)
        text = _text(request, value, wire, validate)
        is_json = not isinstance(value, _PLAIN)
        return f"\r\n{_JSON if is_json else ''}", text.encode()

    parts = [
        f'Content-Disposition: form-data; name="{name}"{head}\r\n'.encode() + body
        for name, (head, body) in _each(request, part, validate)
    ]
    # Chance is for the clock to give, and the same form is best sent as the same bytes.
    boundary = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    while any(boundary.encode() in part for part in parts):
        boundary = hashlib.sha256(boundary.encode()).hexdigest()[:32]
    lines = [b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts]
    if lines:
        lines.append(b"--%s--\r\n" % boundary.encode())
    return Body(b"".join(lines), f"multipart/form-data; boundary={boundary}")


def _bytes(request: Struct, prefix: str, content: object, validate: bool) -> Body:
    """The content as it is, and a header for each field."""

    def header(value: object, wire: Wire) -> str:
        text = _text(request, value, wire, validate)
        if not isinstance(value, _PLAIN):
            refuse("type", "a single value", value)
        # A line end would begin a header of the caller's, and then a body.
        return text if _fits_header(text) else refuse("header", _VISIBLE, value)

    try:
        headers = {prefix + n: text for n, text in _each(request, header, validate)}
        faults: list[Fault] = []
    except Faults as error:
        headers, faults = {}, error.faults
    if not isinstance(content, bytes):
        faults = [*faults, Fault("body", "body", "type", "bytes", content)]
    if faults or not isinstance(content, bytes):
        raise Faults(faults)
    return Body(content, "application/octet-stream", headers)


_PLAIN = (str, int, float)
_JSON = "Content-Type: application/json\r\n"
_VISIBLE = "of visible ASCII characters and spaces between them"


def _each(
    request: Struct, make: Callable[[object, Wire], T], validate: bool
) -> list[tuple[str, T]]:
    """What is made of each member that is there, by its name on the wire."""
    made: list[tuple[str, T]] = []
    faults: list[Fault] = []
    for attribute, wire, required in members_of(type(request)):
        value = getattr(request, attribute)
        try:
            if value is not None:
                made.append((wire.name, make(value, wire)))
            elif required and validate:
                refuse("required", True, None)
        except Faults as error:
            faults += error.below(f".{attribute}", f".{wire.name}")
    if faults:
        raise Faults(faults)
    return made


def _file(value: object) -> bytes:
    if not isinstance(value, bytes):
        refuse("type", "bytes", value)
    return value


def _text(request: Struct, value: object, wire: Wire, validate: bool) -> str:
    """Text as it is, all else as JSON."""
    if validate:
        text = encoder_of(type(request), wire)(value)
    else:
        text = json.dumps(plain(value), check_circular=False)
    return value if isinstance(value, str) else text
