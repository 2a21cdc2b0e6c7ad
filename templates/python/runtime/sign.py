"""TC3-HMAC-SHA256, the signature of API 3.0, as pure functions.

canonical request   method, path, query, headers, signed names, hash of the body
string to sign      algorithm, timestamp, scope, hash of the canonical request
signing key         HMAC chain from the secret over date, service, "tc3_request"
signature           HMAC of the string to sign
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from functools import lru_cache

ALGORITHM = "TC3-HMAC-SHA256"


def canonical_request(
    method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
) -> str:
    """The request in the one form that both sides hash.  All `headers` given are signed."""
    lines, names = _canonical_headers(tuple(headers.items()))
    digest = hashlib.sha256(body).hexdigest()
    return f"{method}\n{path}\n{query}\n{lines}\n{names}\n{digest}"


def string_to_sign(timestamp: int, service: str, canonical: str) -> str:
    """What is signed: the canonical request, bound to its time (Unix seconds) and service."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return f"{ALGORITHM}\n{timestamp}\n{_scope(timestamp // 86400, service)}\n{digest}"


def signature(secret_key: str, timestamp: int, service: str, text: str) -> str:
    """The signature of a string to sign, in hex."""
    key = _signing_key(secret_key, _scope(timestamp // 86400, service))
    return hmac.digest(key, text.encode(), "sha256").hex()


def authorization(
    secret_id: str,
    secret_key: str,
    *,
    service: str,
    timestamp: int,
    headers: Mapping[str, str],
    body: bytes,
    method: str = "POST",
    path: str = "/",
    query: str = "",
) -> str:
    """The `Authorization` header of a request, over exactly the `headers` given.

    Args:
        secret_id: The public half of the credential.
        secret_key: Its secret half.
        service: Short name of the service, such as `vod`.
        timestamp: Unix seconds, the same as in X-TC-Timestamp; the service allows five minutes.
        headers: At least Content-Type and Host, as they will be sent.
        body: As it will be sent, byte for byte.
        method: HTTP method.
        path: Path of the URL.
        query: Query string of the URL.
    """
    canonical = canonical_request(method, path, query, headers, body)
    text = string_to_sign(timestamp, service, canonical)
    return (
        f"{ALGORITHM} Credential={secret_id}/{_scope(timestamp // 86400, service)}, "
        f"SignedHeaders={_canonical_headers(tuple(headers.items()))[1]}, "
        f"Signature={signature(secret_key, timestamp, service, text)}"
    )


# A process signs for few services, hosts and keys, so what they have in common is made once; the
# caches are small, so that few secrets of the past stay in memory.


@lru_cache(maxsize=16)
def _canonical_headers(headers: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The lines of headers, and their names."""
    pairs = sorted([(name.lower(), value.strip().lower()) for name, value in headers])
    lines = "".join([f"{name}:{value}\n" for name, value in pairs])
    return lines, ";".join([name for name, _ in pairs])


@lru_cache(maxsize=16)
def _scope(day: int, service: str) -> str:
    """What a key is good for; `day` counts UTC days from 1970."""
    date = time.strftime("%Y-%m-%d", time.gmtime(day * 86400))
    return f"{date}/{service}/tc3_request"


@lru_cache(maxsize=16)
def _signing_key(secret_key: str, scope: str) -> bytes:
    key = f"TC3{secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
