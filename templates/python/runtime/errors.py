"""What can go wrong, as exceptions.

    TencentCloudError
    ├── ConfigurationError          an option that cannot work (a ValueError)
    │   └── CredentialError         no credentials were found, or they cannot be used
    ├── ValidationError             a request breaks its limits; nothing was sent (a ValueError)
    ├── TransportError              no reply came
    │   ├── ConnectFailed           there was no connection; nothing was sent
    │   ├── ConnectionLost          the connection broke; the request may have taken effect
    │   ├── TimedOut                time was up; `sent` tells whether the request went out
    │   └── HTTPStatusError         something between us and the service answered instead
    ├── MalformedResponseError      a reply came that cannot be read
    ├── AlreadyAccepted             the call took effect, but the reply that said so was lost
    ├── WaitFailed                  what was waited for came to a bad end
    ├── WaitTimeout                 what is waited for had not come to an end in time
    ├── PagingError                 a list goes on in a way that leads nowhere
    └── ServiceError                the service refused the call; a subclass per error code

All of them can be pickled and copied.  Those of a call tell of all its attempts, not of the last
alone.  No message holds credentials, headers or bodies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


class TencentCloudError(Exception):
    """Base of everything that this package raises on purpose."""

    action: str = ""
    """The action that was called, such as `RebuildMedia`."""
    attempts: int = 0
    """How often the request was tried; 0 where it was never sent."""
    seconds: float = 0.0
    """How long the call took, pauses included."""
    request_ids: tuple[str, ...] = ()
    """Of all attempts that were answered, in their order."""
    may_have_taken_effect: bool = False
    """Whether the call may have done its work all the same, in any of its attempts."""
    deduplication_id: str = ""
    """By which the service knows the request again (RebuildMedia's `SessionId`), the caller's or
    one of the client's; empty where it has none.  Whoever sends it again with the same ID is safe
    from doing the work twice."""
    request_id: str = ""
    """What to name when asking Tencent Cloud for help; empty where no reply bore one."""

    def __str__(self) -> str:
        about = [self.action] if self.action else []
        if self.request_id:
            about.append(f"request {self.request_id}")
        if self.attempts > 1:
            about.append(f"after {self.attempts} attempts in {self.seconds:.1f} s")
        return super().__str__() + (f" ({', '.join(about)})" if about else "")

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class with `args`, which are not its parameters.
        return _restore, (type(self), self.args), self.__dict__


def _restore(
    cls: type[TencentCloudError], args: tuple[object, ...]
) -> TencentCloudError:
    return cls.__new__(cls, *args)


class ConfigurationError(TencentCloudError, ValueError):
    """An option of the client cannot work; the message says what to give instead."""


class CredentialError(ConfigurationError):
    """No credentials, or none that can be used; the message lists where they were looked for."""


# Values of such fields are not shown: messages end up in logs.
_SECRET = re.compile(
    r"(?i)passw|secret|token|credential|saml.?assertion|private.?key|authorization"
)


def is_secret(name: str) -> bool:
    """Whether a field or a header, or one that is on the path to it, is called like a secret."""
    return _SECRET.search(name) is not None


@dataclass(frozen=True, slots=True)
class Fault:
    """One value that breaks one limit."""

    path: str
    """Where, in Python's names: `target_info.video_stream.width`, `streams[3].switch`."""
    wire_path: str
    """Where, in the API's names: `TargetInfo.VideoStream.Width`."""
    limit: str
    """Which limit: `required`, `type`, `format`, `enum`, `maximum`, `max_length`, ..."""
    expected: object
    """What the limit asks for, such as `4096`."""
    value: object = field(repr=False)
    """What was given."""

    def __str__(self) -> str:
        path = self.path or "the value"
        if self.limit == "required":
            return f"{path} is required"
        expected = self.expected
        if isinstance(expected, tuple):
            expected = " or ".join(map(repr, expected))  # pyright: ignore
        said = _SAYS.get(self.limit, f"{self.limit} {{}}").format(expected)
        shown = "(hidden)" if is_secret(self.wire_path) else _shown(self.value)
        return f"{path} must {said}, not {shown}"


_SAYS = {
    "type": "be {}",
    "format": "be {}",
    "json": "be {}",
    "enum": "be {}",
    "minimum": "be at least {}",
    "exclusive_minimum": "be above {}",
    "maximum": "be at most {}",
    "exclusive_maximum": "be below {}",
    "min_length": "have at least {} characters",
    "max_length": "have at most {} characters",
    "pattern": "match {}",
    "header": "be {}",
    "min_items": "have at least {} items",
    "max_items": "have at most {} items",
}
_MOST_SHOWN = 20


def _shown(value: object) -> str:
    """A value for a message: short, whatever it is."""
    if isinstance(value, str):
        return (
            repr(value)
            if len(value) <= 60
            else f"{value[:40]!r}... ({len(value)} characters)"
        )
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"  # pyright: ignore
    if value is None or isinstance(value, (bool, float)):
        return repr(value)
    if isinstance(value, int) and value.bit_length() < 200:
        return repr(int(value))
    return f"an object of type {type(value).__name__}"


class ValidationError(TencentCloudError, ValueError):
    """A request cannot be sent as it is: `faults` names every value that breaks a limit.

    `validate=False` on the client leaves all limits to the service.
    """

    def __init__(self, subject: str, faults: Sequence[Fault]) -> None:
        self.subject = subject
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:_MOST_SHOWN]]
        if len(self.faults) > _MOST_SHOWN:
            lines.append(f"and {len(self.faults) - _MOST_SHOWN} more")
        separator = "\n  " if len(lines) > 1 else " "
        super().__init__(separator.join([f"{subject}:", *lines]))


class TransportError(TencentCloudError):
    """No reply came.  The cause, where there is one, is the error of the HTTP library.

    `sent` is false where the request surely never reached the service, in no attempt, so that
    sending it again cannot do anything twice.
    """

    sent: bool = True


class ConnectFailed(TransportError):
    """No connection could be made: name resolution, refusal, proxy, TLS."""

    sent = False


class ConnectionLost(TransportError):
    """The connection broke while the request was on its way or the reply awaited."""


class TimedOut(TransportError):
    """Time was up while connecting, while waiting for bytes, or for the call as a whole."""

    def __init__(
        self,
        message: str,
        *,
        phase: Literal["connect", "read", "total"],
        sent: bool = True,
    ) -> None:
        super().__init__(message)
        self.phase = phase
        self.sent = sent


class HTTPStatusError(TransportError):
    """A reply that is not the service's: a gateway's or a proxy's page.

    `body` holds its beginning.
    """

    def __init__(self, message: str, *, http_status: int, body: bytes = b"") -> None:
        super().__init__(message)
        self.http_status = http_status
        self.body = body


class MalformedResponseError(TencentCloudError):
    """A reply that cannot be read: not JSON, or not of the shape that its action promises.

    The request has probably taken effect.  `path` names the place, `body` holds the beginning of
    what came.
    """

    def __init__(self, message: str, *, path: str = "", body: bytes = b"") -> None:
        super().__init__(message)
        self.path = path
        self.body = body


class AlreadyAccepted(TencentCloudError):
    """The service has done, or is doing, what was asked; what it answered was lost on its way.

    The client repeated the call, and the service knew its `deduplication_id`, under which what the
    call started can be found.  The cause is the service's answer.
    """

    def __init__(self, deduplication_id: str, *, own_id: bool) -> None:
        who = "this call" if own_id else "this call, or one before it with the same ID,"
        super().__init__(
            f"an earlier attempt of {who} was accepted as {deduplication_id!r}"
        )
        self.deduplication_id = deduplication_id
        self.own_id = own_id
        """Whether the client made the ID, for this call alone.  A caller's own may have been sent
        before, by another call."""


# feature: waiting
class WaitFailed(TencentCloudError):
    """What was waited for came to a bad end; every call went well.  `attempts` counts the polls."""

    def __init__(
        self,
        said: str,
        *,
        reply: Any = None,
        state: str = "",
        code: str = "",
        message: str = "",
    ) -> None:
        super().__init__(said)
        self.reply = reply
        """The reply that told it, with all that it says of the work."""
        self.state = state
        """Such as `ABORTED`."""
        self.code = code
        """What the reply gives as the reason; empty where it gives none."""
        self.message = message
        """What it says to people."""


# feature: waiting
class WaitTimeout(TencentCloudError):
    """What is waited for had not come to an end in time.  It goes on, and can be waited for again.

    `attempts` counts the polls; the cause, if there is one, is why the last one failed.
    """

    def __init__(self, message: str, *, reply: Any = None, state: str = "") -> None:
        super().__init__(message)
        self.reply = reply
        """The latest reply."""
        self.state = state
        """The state in it."""


# feature: paging
class PagingError(TencentCloudError):
    """A list goes on in a way that leads nowhere, so that it could not be read to its end.

    The service gave a token or a part for the second time, or promised more and gave nothing.
    """

    def __init__(self, message: str, *, reply: Any = None) -> None:
        super().__init__(message)
        self.reply = reply
        """The reply that cannot be followed."""


class ServiceError(TencentCloudError):
    """The service refused the call.

    Generated subclasses bear the codes that are documented; a code that none of them has lands
    on the nearest one: `A.B.C` on `A.B`, else `A`, else here.  `code` is always the one that came.
    """

    code: str = ""
    """Such as `InvalidParameterValue.SessionId`."""

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        request_id: str = "",
        http_status: int = 200,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.request_id = request_id
        self.http_status = http_status


def nearest(code: str, table: Mapping[str, type[ServiceError]]) -> type[ServiceError]:
    """The class for an error code, by its own name or that of the nearest code above it."""
    while code not in table:
        code, dot, _ = code.rpartition(".")
        if not dot:
            return ServiceError
    return table[code]
