"""What went wrong, for people and for scripts.

    0    done
    1    something that should not happen: an error of this program
    2    usage: an option, credentials or a setting cannot be used; nothing was sent
    3    validation: the request breaks a limit; nothing was sent
    4    service: it refused the call
    5    network: no reply came, or none that can be read
    6    waiting: what was waited for came to a bad end, or to none in time
    130  interrupted
    141  nobody reads the output any more

The codes are part of what users rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .._runtime.errors import (
    AlreadyAccepted,
    ConfigurationError,
    ConnectFailed,
    CredentialError,
    Fault,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    TimedOut,
    TransportError,
    ValidationError,
)
from .members import find
from .shapes import load
from .words import option_names

if TYPE_CHECKING:
    from collections.abc import Collection

    from .._runtime.model import Struct

DONE, UNKNOWN, USAGE, VALIDATION, SERVICE, NETWORK, WAITING = range(7)
INTERRUPTED, NO_READER = 130, 141

#: What can be done about codes that all services share, where a spec does not say.
_COMMON = {
    "AuthFailure": "check the credentials: the keys, the token, and what they are allowed",
    "AuthFailure.SignatureExpire": "set the clock of this machine",
    "DryRunOperation": "nothing: the call would have been accepted",
    "InternalError": "call again later",
    "InvalidParameter": "change what the message names; --help says what is allowed",
    "InvalidParameterValue": "change what the message names; --help says what is allowed",
    "LimitExceeded": "delete what is no longer needed, or have the quota raised",
    "MissingParameter": "add what the message names",
    "OperationDenied": "see whether the account, and what is called, are in a state that allows it",
    "RequestLimitExceeded": "call again later, and less often",
    "ResourceInUse": "call again when it is free",
    "ResourceNotFound": "check the ID, the region and the account",
    "ResourceUnavailable": "call again later",
    "ServiceUnavailable": "call again later",
    "UnauthorizedOperation": "have the account's administrator allow this action",
    "UnsupportedRegion": "name another region by --region",
}

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class NeverSo(TencentCloudError):
    """A reply was not in time what somebody waited for."""


def code_of(error: TencentCloudError) -> int:
    """The exit code for an error of the client."""
    # feature: waiting
    from .._runtime.errors import WaitFailed, WaitTimeout

    # feature: waiting
    if isinstance(error, (WaitFailed, WaitTimeout)):
        return WAITING
    if isinstance(error, NeverSo):
        return WAITING
    if isinstance(error, ValidationError):
        return VALIDATION
    if isinstance(error, ConfigurationError):
        return USAGE
    if isinstance(error, (TransportError, MalformedResponseError)):
        return NETWORK
    return SERVICE


def lines_of(error: TencentCloudError, where: str, read_only: bool) -> Iterator[str]:
    """What there is to say of an error of a call, a line each.

    Args:
        error: What was raised.
        where: The package of the service's version.
        read_only: Whether the action changes nothing.
    """
    if isinstance(error, ServiceError):
        yield f"{error.code}: {error.message}"
    else:
        yield str(error.args[0] if error.args else error)
    if error.request_id:
        yield f"  request id: {error.request_id}"
    if error.attempts > 1:
        yield f"  attempts:   {error.attempts}, in {error.seconds:.1f} s"
    if error.deduplication_id:
        yield f"  sent as:    {error.deduplication_id}"
    for line in _advice(error, where, read_only):
        yield f"  what to do: {line}"


def _advice(error: TencentCloudError, where: str, read_only: bool) -> Iterator[str]:
    late: tuple[type[TencentCloudError], ...] = (NeverSo,)
    # feature: waiting
    from .._runtime.errors import WaitTimeout

    # feature: waiting
    late = (NeverSo, WaitTimeout)
    if isinstance(error, AlreadyAccepted):
        yield "the work is under way or done; look it up by the ID above"
    elif isinstance(error, ServiceError):
        if said := _solution(error.code, where):
            yield said
    elif isinstance(error, CredentialError):
        keys = "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY"
        yield f"set {keys}, or name a profile of tccli by --profile"
    elif isinstance(error, ConnectFailed):
        yield "check the network, the proxy and --endpoint; nothing was sent"
    elif isinstance(error, TimedOut) and not error.sent:
        yield "call again, or with a longer --timeout; nothing was sent"
    elif isinstance(error, (TransportError, MalformedResponseError)):
        if error.may_have_taken_effect and not read_only:
            yield "see whether it has taken effect before you call again"
        else:
            yield "call again"
    elif isinstance(error, late):
        yield "it may go on; wait again, or longer with --wait-timeout"


def _solution(code: str, where: str) -> str:
    """What a caller can do about a code, or about its family: as the spec says, else in general."""
    codes = {**_COMMON, **load(where, "errors")}
    while code:
        if said := codes.get(code):
            return " ".join(str(said).split())
        code = code.rpartition(".")[0]
    return ""


def faults_of(
    error: ValidationError, request: type[Struct], ours: Collection[str]
) -> Iterator[str]:
    """What is wrong with a request, a line each, by the names of options."""
    options = {m.wire.name: name for name, m in option_names(request, ours).items()}
    for fault in error.faults:
        yield str(replace(fault, path=_option(fault, request, options)))


def _option(fault: Fault, request: type[Struct], options: dict[str, str]) -> str:
    """The option for the place of a fault: `--filters.0.name`."""
    steps: list[str] = []
    cls: type[Struct] | None = request
    for match in _STEP.finditer(fault.wire_path):
        name, index = match[1] or "", match[2] or ""
        member = find(cls, name) if cls and name else None
        spelt = member.name if member else name
        steps.append(index or (spelt if steps else options.get(name, name)))
        cls = member.struct if member else cls
    return f"--{'.'.join(steps)}" if steps else "the request"
