"""What stands between the client and its transport: it sees what goes out and what comes back.

Replies are printed as the service gave them, with members that the spec does not know.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

from .._runtime.codec import loads
from .._runtime.errors import is_secret
from .._runtime.transport import Request, Response, Timeout, Transport
from .plain import is_array, is_object
from .printing import visible

if TYPE_CHECKING:
    # feature: streams
    from .._runtime.transport import Streamed

_SIGNATURE = re.compile(r"(Credential=.{0,4})[^/]*(/.*Signature=)\w*")


class Recorder:
    """A transport that keeps the last reply, and may say who is calling."""

    def __init__(self, inner: Any, client: str = "") -> None:
        self._inner, self._client = inner, client
        self._last: Response | None = None

    def send(self, request: Request, timeout: Timeout) -> Response:
        """See `Transport.send`."""
        self._last = None
        self._last = cast("Transport", self._inner).send(self._named(request), timeout)
        return self._last

    # feature: streams
    def stream(self, request: Request, timeout: Timeout) -> Streamed:
        """See `StreamingTransport.stream`."""
        return cast("Streamed", self._inner.stream(self._named(request), timeout))

    def close(self) -> None:
        """See `Transport.close`."""
        self._inner.close()

    def reply(self) -> dict[str, Any]:
        """What stands inside of `Response` in the last reply."""
        assert self._last is not None, "a call has ended"
        return cast("dict[str, Any]", loads(self._last.body)["Response"])

    def _named(self, request: Request) -> Request:
        if not self._client:
            return request
        name = "X-TC-RequestClient"
        headers = {**request.headers, name: f"{request.headers[name]}; {self._client}"}
        return request._replace(headers=headers)


class Ready(Exception):
    """A request is signed, and nobody wants it sent."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class Holder:
    """A transport that sends nothing."""

    def send(self, request: Request, timeout: Timeout) -> Response:
        """Raises Ready."""
        raise Ready(request)

    # feature: streams
    def stream(self, request: Request, timeout: Timeout) -> Streamed:
        """Raises Ready."""
        raise Ready(request)

    def close(self) -> None:
        """There is nothing to close."""


def shown(request: Request) -> str:
    """A request as text, without what could be used to call the service."""
    lines = [f"{request.method} {request.url}"]
    for name, value in request.headers.items():
        if name == "Authorization":
            value = _SIGNATURE.sub(r"\1***\2***", value)
        elif is_secret(name):
            value = "***"
        lines.append(f"{name}: {value}")
    return visible("\n".join([*lines, "", _body(request)])) + "\n"


def _body(request: Request) -> str:
    if not request.headers["Content-Type"].startswith("application/json"):
        return f"({len(request.body):,} bytes)"
    data = _masked(json.loads(request.body))
    return json.dumps(data, indent=2, ensure_ascii=False)


def _masked(data: object, name: str = "") -> object:
    """The same without texts, in lists or not, that are called like secrets."""
    if is_object(data):
        return {name: _masked(value, name) for name, value in data.items()}
    if is_array(data):
        return [_masked(item, name) for item in data]
    return "***" if isinstance(data, str) and is_secret(name) else data
