"""What a reply means: the data that it holds, or the error that it is, and what may follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from .codec import loads
from .errors import (
    HTTPStatusError,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    TransportError,
)
from .transport import Response, is_event_stream

#: How many bytes of a strange reply its error keeps.
EXCERPT = 1024

#: Plain data inside `Response`.
Reply: TypeAlias = dict[str, Any]

_THROTTLED = "RequestLimitExceeded"
_TROUBLE = ("InternalError", "ServiceUnavailable")


def judge(
    response: Response, error_class: Callable[[str], type[ServiceError]]
) -> Reply:
    """What stands inside `Response`, or the error that it is."""
    status = response.status
    try:
        reply = loads(response.body)["Response"]
        error = reply.get("Error")
    except MalformedResponseError as malformed:
        raise _strange(response, str(malformed)) from None
    except (LookupError, TypeError, AttributeError):
        raise _strange(response, "the reply holds no object named Response") from None
    if error is None and status == 200:
        return cast("Reply", reply)
    if error is None:
        raise _strange(response, "")
    try:
        code, message = str(error["Code"]), str(error.get("Message", ""))
    except (LookupError, TypeError, AttributeError):
        raise _strange(response, "the reply is an error without a code") from None
    request_id = str(reply.get("RequestId", ""))
    raise error_class(code)(code, message, request_id=request_id, http_status=status)


def _strange(response: Response, problem: str) -> TencentCloudError:
    """The error for a reply that is not the service's, or not as the service's are."""
    status, body = response.status, response.body[:EXCERPT]
    kind = response.headers.get("content-type", "no content type")
    if status != 200:
        message = f"HTTP status {status} ({kind}) in place of the service's reply"
        return HTTPStatusError(message, http_status=status, body=body)
    if is_event_stream(response.headers):
        return MalformedResponseError(
            "the reply is a stream of events: iterate over what `call_stream` returns, or the "
            "method of the action's name and `_stream`"
        )
    return MalformedResponseError(
        problem if "json" in kind else f"the reply is {kind}, not JSON", body=body
    )


def took_no_effect(error: TencentCloudError) -> bool:
    """Whether the attempt that ended so surely did nothing."""
    if isinstance(error, MalformedResponseError):
        return False
    if isinstance(error, (ServiceError, HTTPStatusError)):
        return _throttled(error) or not (
            isinstance(error, HTTPStatusError) or _troubled(error)
        )
    return not (isinstance(error, TransportError) and error.sent)


def may_pass(error: TencentCloudError) -> bool:
    """Whether the same request may fare better later."""
    if isinstance(error, (ServiceError, HTTPStatusError)):
        return _throttled(error) or _troubled(error)
    return isinstance(error, TransportError)


def _throttled(error: ServiceError | HTTPStatusError) -> bool:
    return error.http_status == 429 or _family(error) == _THROTTLED


def _troubled(error: ServiceError | HTTPStatusError) -> bool:
    return error.http_status >= 500 or _family(error) in _TROUBLE


def _family(error: ServiceError | HTTPStatusError) -> str:
    return error.code.partition(".")[0] if isinstance(error, ServiceError) else ""


def server_time(response: Response) -> float | None:
    """The service's clock when it answered, in Unix seconds."""
    return _http_date(response.headers.get("date", ""))


def retry_after(response: Response, now: float) -> float:
    """Seconds that the service asks us to wait; 0 where it asks for nothing that can be read."""
    said = response.headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said[:15])
    until = _http_date(said)
    if until is None:
        return 0.0
    return max(0.0, until - (server_time(response) or now))


def _http_date(text: str) -> float | None:
    if not text:
        return None
    from email.utils import mktime_tz, parsedate_tz  # rarely needed, and slow to load

    try:
        parts = parsedate_tz(text)
        return None if parts is None else float(mktime_tz(parts))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
