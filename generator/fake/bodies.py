"""Parameters out of requests: of JSON, of a form, of headers beside bytes.

Forms are read here from the bytes up, and share nothing with the runtime that writes them.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from ..model import Action, Body, Field, Kind
from .protocol import Incoming
from .refusal import Refusal

#: What the Content-Type of each kind of body says.
MEDIA_TYPES: Mapping[Body, str] = {
    Body.JSON: "application/json",
    Body.MULTIPART: "multipart/form-data",
    Body.OCTET_STREAM: "application/octet-stream",
}

_BOUNDARY = re.compile(r'multipart/form-data; ?boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?')
_DISPOSITION = re.compile(
    r'^content-disposition: form-data; name="([^"]*)"(; filename="[^"]*")?$', re.I | re.M
)
_BYTES = "content-type: application/octet-stream"
_NESTED = (Kind.STRUCT, Kind.ARRAY, Kind.OBJECT)
_WRITTEN = (Kind.INTEGER, Kind.FLOAT, Kind.BOOLEAN)


def parameters(request: Incoming, action: Action) -> dict[str, Any]:
    """The parameters of a request; files are text in Base64.  Raises Refusal."""
    kind = request.headers.get("content-type", "")
    wanted = MEDIA_TYPES[action.body]
    if kind.partition(";")[0].strip().lower() != wanted:
        message = f"the Content-Type of `{action.name}` must be {wanted}"
        raise Refusal("UnsupportedProtocol", message)
    if action.body is Body.MULTIPART:
        return dict(_form(request.body, kind, action))
    if action.body is Body.OCTET_STREAM:
        return dict(_headers(request.headers, action))
    read = _json(request.body) if request.body else {}
    if not isinstance(read, dict):
        raise Refusal("InvalidRequest", "the body must be a JSON object")
    return read


def _form(body: bytes, kind: str, action: Action) -> Iterator[tuple[str, Any]]:
    found = _BOUNDARY.fullmatch(kind)
    if found is None:
        raise Refusal("InvalidRequest", "the Content-Type names no boundary that can be used")
    known = {field.name: field for field in action.input}
    seen: set[str] = set()
    for head, content in _parts(body, b"--" + found[1].encode()):
        said = _DISPOSITION.search(head.replace("\r\n", "\n"))
        if said is None:
            raise Refusal("InvalidRequest", "a part of the form has no name")
        name, field = said[1], known.get(said[1])
        if name in seen:
            raise Refusal("InvalidRequest", f"`{name[:60]}` stands in the form twice")
        seen.add(name)
        is_file = field is not None and field.type.kind is Kind.BINARY
        # The vendor's SDK for Node.js gives files no name.
        sent_as_file = said[2] is not None or _BYTES in head.lower()
        if field is not None and is_file != sent_as_file:
            message = f"`{name}` must {'be a file' if is_file else 'be no file'}, in its part"
            raise Refusal("InvalidParameter", message)
        if is_file:
            yield name, base64.b64encode(content).decode()
        elif field is not None and field.type.kind in _NESTED:
            if "content-type: application/json" not in head.lower():
                raise Refusal("InvalidParameter", f"`{name}` must be JSON, and say that it is")
            yield name, _json(content)
        else:
            yield name, _scalar(_text(content), field)


def _parts(body: bytes, delimiter: bytes) -> Iterator[tuple[str, bytes]]:
    if not body:
        return
    first, *pieces = (b"\r\n" + body).split(b"\r\n" + delimiter)
    if first or not pieces or pieces[-1] != b"--\r\n":
        raise Refusal("InvalidRequest", "the form does not begin and end with its boundary")
    for piece in pieces[:-1]:
        head, end, content = piece.partition(b"\r\n\r\n")
        if not end or not head.startswith(b"\r\n"):
            raise Refusal("InvalidRequest", "a part of the form has no head")
        yield _text(head), content


def _headers(headers: Mapping[str, str], action: Action) -> Iterator[tuple[str, Any]]:
    prefix = action.header_prefix.lower()
    known = {field.name.lower(): field for field in action.input}
    for header, value in headers.items():
        if prefix and header.startswith(prefix):
            field = known.get(header.removeprefix(prefix))
            yield field.name if field else header, _scalar(value, field)


def _scalar(text: str, field: Field | None) -> Any:
    """A value as its field's type has it; as text, where it is none of that type."""
    if field is None or field.type.kind not in _WRITTEN:
        return text
    try:
        return _json(text.encode())
    except Refusal:
        return text


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refusal("InvalidRequest", "a part of the form is no UTF-8") from None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode(), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else "no valid JSON"
        raise Refusal("InvalidRequest", f"the body is {problem}") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number
