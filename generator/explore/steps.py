"""How a request is signed, step by step, with what goes into each.

The page tells the same of a request that it signs itself (`page/src/signing.ts`), in the same
words: a test holds one against the other.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

from . import runtime
from .asked import Asked
from .calls import MASK, Way, prepared, shown_id

#: What signs a request are these of its headers.
_SIGNED = ("Content-Type", "Host")


async def explained(asked: Asked, way: Way) -> dict[str, Any]:
    """The steps to the `Authorization` header of a request.

    All come from the signer of clients, but the keys between the secret and the signature, which
    it never hands out.  They are as good as the secret, for a day, and are shown of a key alone
    that opens nothing.  There are no steps where an action bears no signature.  Raises Refused,
    TencentCloudError.
    """
    request = await prepared(asked, way)
    sign, secret = runtime.sign, way.credential.secret_key
    headers = dict(request.headers)
    timestamp = int(headers["X-TC-Timestamp"])
    body = request.body.decode("utf-8", "replace")
    if asked.action.unsigned:
        nothing: dict[str, Any] = {"id": "", "timestamp": timestamp, "steps": []}
        return nothing | {"headers": list(headers.items()), "body": body}
    scope = sign.scope(timestamp, asked.service.name)
    date, service, end = scope.split("/")
    path = urlsplit(request.url).path
    signed = {name: headers[name] for name in _SIGNED}
    canonical = sign.canonical_request(request.method, path, "", signed, request.body)
    text = sign.string_to_sign(timestamp, scope, canonical)
    hashed = text.rpartition("\n")[2]
    *_, names, payload = canonical.split("\n")
    date_key, service_key, signing_key = _keys(scope, secret if way.shows_keys else None)
    signature = sign.signature(secret, scope, text)
    secret_id = way.credential.secret_id
    shown = secret_id if way.shows_keys else shown_id(secret_id)
    authorization = headers["Authorization"].replace(secret_id, shown, 1)
    headers["Authorization"] = authorization
    if "X-TC-Token" in headers and not way.shows_keys:
        headers["X-TC-Token"] = MASK
    host, kind = signed["Host"], signed["Content-Type"]
    return {
        "id": shown,
        "timestamp": timestamp,
        "steps": [
            _step(
                "canonical-request",
                "Canonical request",
                "The parts, one to a line",
                [
                    _part("method", request.method, "the API takes nothing else"),
                    _part("path", path, "all actions are at the root"),
                    _part("query", "", "empty for a POST"),
                    _part("content-type", kind.lower(), "the header Content-Type, in lower case"),
                    _part("host", host.lower(), "the header Host, in lower case"),
                    _part("signed headers", names, "the names of these two"),
                    _part("hashed body", payload, "SHA-256 of the body, in hexadecimal digits"),
                ],
                canonical,
            ),
            _step(
                "string-to-sign",
                "String to sign",
                "The parts, one to a line",
                [
                    _part("algorithm", sign.ALGORITHM, "the name of this way to sign"),
                    _part("timestamp", str(timestamp), "the header X-TC-Timestamp"),
                    _part("scope", scope, "the day in UTC, the service, and a fixed word"),
                    _part("hashed request", hashed, "SHA-256 of the canonical request"),
                ],
                text,
            ),
            _step(
                "date-key",
                "Key of the day",
                'HMAC-SHA256("TC3" + secret key, date)',
                [
                    _part("secret key", MASK, "your credential", masked=True),
                    _part("date", date, "the timestamp, as a day in UTC"),
                ],
                date_key,
            ),
            _step(
                "service-key",
                "Key of the service",
                "HMAC-SHA256(key of the day, service)",
                [
                    _under("key of the day", date_key),
                    _part("service", service, "the short name of the service"),
                ],
                service_key,
            ),
            _step(
                "signing-key",
                "Signing key",
                'HMAC-SHA256(key of the service, "tc3_request")',
                [
                    _under("key of the service", service_key),
                    _part("end", end, "a fixed word"),
                ],
                signing_key,
            ),
            _step(
                "signature",
                "Signature",
                "HMAC-SHA256(signing key, string to sign), in hexadecimal digits",
                [
                    _under("signing key", signing_key),
                    _part("string to sign", text, "the step `string to sign`"),
                ],
                signature,
            ),
            _step(
                "authorization",
                "The header Authorization",
                "The parts, as the header has them",
                [
                    _part("algorithm", sign.ALGORITHM, "the name of this way to sign"),
                    _part("secret id", shown, "your credential", masked=not way.shows_keys),
                    _part("scope", scope, "the step `string to sign`"),
                    _part("signed headers", names, "the step `canonical request`"),
                    _part("signature", signature, "the step `signature`"),
                ],
                authorization,
            ),
        ],
        "headers": list(headers.items()),
        "body": body,
    }


def _step(
    name: str, title: str, how: str, parts: list[dict[str, Any]], result: str
) -> dict[str, Any]:
    return {"id": name, "title": title, "how": how, "parts": parts, "result": result}


def _part(name: str, value: str, source: str, *, masked: bool = False) -> dict[str, Any]:
    part: dict[str, Any] = {"name": name, "value": value, "from": source}
    return part | {"masked": True} if masked else part


def _under(name: str, key: str) -> dict[str, Any]:
    return _part(name, key, f"the step `{name}`", masked=key == MASK)


def _keys(scope: str, secret: str | None) -> list[str]:
    """The chain of keys: each is the HMAC of a part of the scope under the one before."""
    parts = scope.split("/")
    if secret is None:
        return [MASK for _ in parts]
    found = []
    key = f"TC3{secret}".encode()
    for part in parts:
        key = hmac.digest(key, part.encode(), hashlib.sha256)
        found.append(key.hex())
    return found
