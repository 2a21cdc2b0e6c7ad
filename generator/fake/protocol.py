"""What API 3.0 asks of every request, before anyone looks at its parameters.

The order is that of trust: form, time, who is calling, and only then what is called.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..model import Action, RegionRule, Service
from .accounts import Accounts, check_token
from .refusal import Refusal
from .signature import Claim, claim, verify

#: How far a request's time may be from the service's, in seconds.
WINDOW = 300
#: The largest body that the API takes.
MAX_BODY = 10 * 1024 * 1024

#: Services by name and version.
Services: TypeAlias = Mapping[str, Mapping[str, Service]]

#: Bears the place of a signature where there is none.
_SKIP = "SKIP"
_MEDIA_TYPES = ("application/json", "multipart/form-data", "application/octet-stream")
_REGION = re.compile(r"[a-z]{2,}(-[a-z0-9]+)+")
_TIMESTAMP = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came, read to its end."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    def __repr__(self) -> str:
        return f"Incoming({self.method!r}, {len(self.body)} bytes)"


def authenticate(request: Incoming, accounts: Accounts, now: float, services: Services) -> Claim:
    """Who calls which service; nobody, where an action needs no signature.  Raises Refusal."""
    if request.method != "POST":
        raise Refusal("UnsupportedProtocol", f"send a POST, not a {request.method[:20]}")
    if request.path != "/":
        raise Refusal("UnsupportedProtocol", "all actions are at the path `/`")
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() not in _MEDIA_TYPES:
        raise Refusal("UnsupportedProtocol", "the Content-Type must be application/json")
    if len(request.body) > MAX_BODY:
        raise too_large()
    said = required(request, "X-TC-Timestamp")
    if not _TIMESTAMP.fullmatch(said):
        raise Refusal("InvalidParameter", "X-TC-Timestamp must be a number of Unix seconds")
    timestamp = int(said)
    if "authorization" not in request.headers:
        raise Refusal("AuthFailure.InvalidAuthorization", "there is no Authorization header")
    skips = request.headers["authorization"].strip() == _SKIP
    who = _nobody(request, services) if skips else claim(request.headers["authorization"])
    if abs(timestamp - now) > WINDOW:
        raise Refusal(
            "AuthFailure.SignatureExpire",
            f"the request was signed at {timestamp}, and here it is {int(now)}: more than"
            f" {WINDOW} seconds apart",
        )
    if skips:
        return who
    key = accounts.find(who.secret_id)
    verify(
        who,
        key.secret_key,
        timestamp=timestamp,
        method=request.method,
        path=request.path,
        query=request.query,
        headers=request.headers,
        body=request.body,
    )
    check_token(key, request.headers.get("x-tc-token"), now)
    return who


def _nobody(request: Incoming, services: Services) -> Claim:
    """The claim of a request that bears no signature."""
    name = request.headers.get("x-tc-action", "")
    version = request.headers.get("x-tc-version", "")
    for service, versions in services.items():
        if version in versions:
            for action in versions[version].actions:
                if action.name == name and action.unsigned:
                    return Claim("", "", service, (), "")
    raise Refusal("AuthFailure.InvalidAuthorization", "this action needs a signature")


def too_large() -> Refusal:
    """The refusal of a body over MAX_BODY."""
    return Refusal(
        "RequestSizeLimitExceeded", f"a request has at most {MAX_BODY >> 20} MB, and this has more"
    )


def locate(request: Incoming, service: str, services: Services) -> tuple[Service, Action]:
    """The action that a request calls, of services by name and version.  Raises Refusal."""
    versions = services.get(service)
    if versions is None:
        raise Refusal("NoSuchProduct", f"there is no service `{service}` here")
    name = required(request, "X-TC-Action")
    version = required(request, "X-TC-Version")
    if version not in versions:
        raise Refusal(
            "NoSuchVersion",
            f"`{service}` has no version `{version[:40]}` here, but {' and '.join(versions)}",
        )
    found = versions[version]
    for action in found.actions:
        if action.name == name:
            return found, action
    raise Refusal("InvalidAction", f"`{service}` {version} has no action `{name[:128]}`")


def check_region(request: Incoming, action: Action, regions: Collection[str]) -> None:
    """Raises Refusal where a region is missing, or is none of `regions` (empty: any may be)."""
    region = request.headers.get("x-tc-region", "")
    if action.region is RegionRule.UNUSED:
        return
    if not region:
        if action.region is RegionRule.REQUIRED:
            required(request, "X-TC-Region")
        return
    if not _REGION.fullmatch(region) or (regions and region not in regions):
        message = f"`{action.name}` is not offered in the region `{region[:40]}`"
        raise Refusal("UnsupportedRegion", message)


def required(request: Incoming, header: str) -> str:
    """The value of a header that every request bears.  Raises Refusal."""
    value = request.headers.get(header.lower(), "")
    if not value:
        raise Refusal("MissingParameter", f"the header {header} is missing")
    return value
