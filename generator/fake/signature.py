"""Whether a request is signed by who it says: TC3-HMAC-SHA256, seen from the service.

This shares nothing with the runtime that signs, on purpose: a service that judged clients by their
own code would share their mistakes.  It also starts elsewhere, from what came over the wire and
from the header names that the caller chose to sign.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from .refusal import Refusal

ALGORITHM = "TC3-HMAC-SHA256"

_AUTHORIZATION = re.compile(
    ALGORITHM + r"\s+Credential=(?P<id>[^/,\s]+)/(?P<date>\d{4}-\d\d-\d\d)"
    r"/(?P<service>[A-Za-z0-9_-]+)/tc3_request\s*,"
    r"\s*SignedHeaders=(?P<headers>[A-Za-z0-9_;-]+)\s*,\s*Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the `Authorization` header says: who signed what, for which service and day."""

    secret_id: str
    date: str
    service: str
    signed: tuple[str, ...]
    """Names of the headers that are signed, in lower case and in order."""
    signature: str

    def __repr__(self) -> str:
        return f"Claim({self.service!r}, {self.date!r})"


def claim(header: str) -> Claim:
    """What an `Authorization` header says.  Raises Refusal."""
    found = _AUTHORIZATION.fullmatch(header.strip())
    if found is None:
        raise _invalid(
            f"the Authorization header must read `{ALGORITHM} Credential=<secret id>/<date>/"
            "<service>/tc3_request, SignedHeaders=<names>, Signature=<64 hexadecimal digits>`"
        )
    signed = tuple(found["headers"].split(";"))
    if not {"content-type", "host"} <= set(signed):
        raise _invalid("at least the headers content-type and host must be signed")
    if list(signed) != sorted(set(signed)) or found["headers"] != found["headers"].lower():
        raise _invalid("SignedHeaders must be in lower case and in order, each once")
    return Claim(found["id"], found["date"], found["service"], signed, found["signature"])


def verify(
    claim: Claim,
    secret_key: str,
    *,
    timestamp: int,
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Raises Refusal where the signature is not that of the holder of the key.

    `headers` have their names in lower case.
    """
    missing = [name for name in claim.signed if name not in headers]
    if missing:
        raise _invalid(f"the header {missing[0]} is signed, but was not sent")
    day = f"{datetime.fromtimestamp(timestamp, UTC):%Y-%m-%d}"
    if day != claim.date:
        raise _failure(f"the credential is for {claim.date}, but X-TC-Timestamp lies in {day}")
    canonical = "\n".join(
        (
            method,
            path,
            query,
            *(f"{name}:{headers[name].strip().lower()}" for name in claim.signed),
            "",
            ";".join(claim.signed),
            hashlib.sha256(body).hexdigest(),
        )
    )
    scope = (claim.date, claim.service, "tc3_request")
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogateescape")).hexdigest()
    text = "\n".join((ALGORITHM, str(timestamp), "/".join(scope), digest))
    key = b"TC3" + secret_key.encode()
    for part in (*scope, text):
        key = hmac.digest(key, part.encode(), "sha256")
    if not hmac.compare_digest(key.hex(), claim.signature):
        raise _failure(
            "the signature does not match the request: the secret key is another one, or something"
            " changed the request after it was signed"
        )


def _invalid(message: str) -> Refusal:
    return Refusal("AuthFailure.InvalidAuthorization", message)


def _failure(message: str) -> Refusal:
    return Refusal("AuthFailure.SignatureFailure", message)
