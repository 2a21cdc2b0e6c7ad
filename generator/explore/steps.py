"""How a request is signed, step by step, with what goes into each."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

from . import runtime
from .asked import Asked
from .calls import MASK, Way, prepared, shown_request

#: What signs a request are these of its headers.
_SIGNED = ("Content-Type", "Host")


async def explained(asked: Asked, way: Way) -> dict[str, Any]:
    """The steps to the `Authorization` header of a request.

    All come from the signer of clients; but the keys between the secret and the signature, which
    it never hands out.  They are as good as the secret, for a day, and are shown of a key alone
    that opens nothing.  Raises Refused, TencentCloudError.
    """
    request = await prepared(asked, way)
    shown = shown_request(request, way)
    told: dict[str, Any] = {"request": shown, "unsigned": asked.action.unsigned}
    if asked.action.unsigned:
        return told
    sign = runtime.sign
    timestamp = int(request.headers["X-TC-Timestamp"])
    headers = {name: request.headers[name] for name in _SIGNED}
    scope = sign.scope(timestamp, asked.service.name)
    path = urlsplit(request.url).path
    canonical = sign.canonical_request(request.method, path, "", headers, request.body)
    text = sign.string_to_sign(timestamp, scope, canonical)
    secret = way.credential.secret_key
    return told | {
        "algorithm": sign.ALGORITHM,
        "timestamp": timestamp,
        "date": scope.partition("/")[0],
        "scope": scope,
        "method": request.method,
        "path": path,
        "query": "",
        "canonicalHeaders": canonical.split("\n\n")[0].split("\n", 3)[3] + "\n",
        "signedHeaders": canonical.rsplit("\n", 2)[1],
        "hashedPayload": canonical.rsplit("\n", 1)[1],
        "canonicalRequest": canonical,
        "hashedCanonicalRequest": text.rsplit("\n", 1)[1],
        "stringToSign": text,
        "keys": _keys(scope, secret if way.shows_keys else None),
        "masked": not way.shows_keys,
        "signature": sign.signature(secret, scope, text),
        "authorization": shown["headers"]["Authorization"],
    }


def _keys(scope: str, secret: str | None) -> list[dict[str, str]]:
    """The chain of keys; each is the HMAC of a text under the one before."""
    steps = list(zip(("date", "service", "signing"), scope.split("/"), strict=True))
    if secret is None:
        return [{"name": name, "text": text, "hex": MASK} for name, text in steps]
    found = []
    key = f"TC3{secret}".encode()
    for name, text in steps:
        key = hmac.digest(key, text.encode(), hashlib.sha256)
        found.append({"name": name, "text": text, "hex": key.hex()})
    return found
