"""The bases of generated clients.

All that a call is stands in `_Base` and in `exchange.py`; `Client` and `AsyncClient` only carry it
out, one with a thread, one with a coroutine.  A client's state never changes, so that any number
of threads can share it, and `with_options` is a copy with other options on the same connections.
"""

from __future__ import annotations

import copy
import os
import re
import time
import warnings
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, Generic, Self, TypedDict, TypeVar, Unpack, cast

from .codec import decode, dumps, encode
from .credentials import CredentialSource, current, source_of
from .errors import (
    ConfigurationError,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
    nearest,
)
from .exchange import Exchange, Reply, Retries, Send, exchange
from .model import Action, RegionRule, RequestT, ResponseT, ServiceInfo
from .sign import authorization
from .transport import AsyncTransport, Request, Response, Timeout, Transport

CONTENT_TYPE = "application/json"
REQUEST_CLIENT = "tc3gen/1"

_WORD = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_ENDPOINT = re.compile(
    r"(?:(https?)://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?/?"
).fullmatch

T = TypeVar("T", Transport, AsyncTransport)


class Options(TypedDict, total=False):
    """What `with_options` can change; the constructors say what each is."""

    credential: CredentialSource
    region: str | None
    endpoint: str | None
    timeout: float | Timeout
    retries: int | Retries
    validate: bool
    language: str | None


class _Base(Generic[T]):
    _service: ClassVar[ServiceInfo]

    def __init__(
        self,
        secret_id: str | None = None,
        secret_key: str | None = None,
        token: str | None = None,
        *,
        credential: CredentialSource | None = None,
        region: str | None = None,
        endpoint: str | None = None,
        timeout: float | Timeout = 60.0,
        retries: int | Retries = 2,
        validate: bool = True,
        language: str | None = None,
        transport: T | None = None,
    ) -> None:
        """A client; it opens no connection before its first call.

        Args:
            secret_id: With `secret_key` (and `token`, for temporary keys) the credential; without
                any the environment's, see `from_environment`.
            secret_key: The secret half.
            token: Of temporary keys.
            credential: A Credential, or a function that gives the one that is valid now; it is
                asked before each attempt, so it should remember what it found.
            region: X-TC-Region, such as `ap-guangzhou`; else that of TENCENTCLOUD_REGION.
            endpoint: A site's name (`international`), a host, or a URL; else the service's first
                site.
            timeout: Seconds for a call as a whole, retries included, or a Timeout.
            retries: How often a call is repeated at most where that cannot do anything twice, or a
                Retries.
            validate: Whether requests are checked against the limits that are known.
            language: Of the service's messages: `zh-CN` or `en-US`.
            transport: What sends requests, in place of the one that the client would make. Whoever
                makes a transport closes it.

        Raises:
            ConfigurationError: An option cannot work.
            CredentialError: There are no credentials, or none that can be used.
        """
        self._credential = source_of(secret_id, secret_key, token, credential)
        self._configure(
            region=region,
            endpoint=endpoint,
            timeout=timeout,
            retries=retries,
            validate=validate,
            language=language,
        )
        self._owns_transport = transport is None
        self._transport: T = self._make_transport() if transport is None else transport

    def __repr__(self) -> str:
        region = f"region={self._region!r}, " if self._region else ""
        return f"{type(self).__name__}({region}endpoint={self._url!r})"

    def with_options(self, **changes: Unpack[Options]) -> Self:
        """A copy with other options; it shares the connections, and closing it leaves them open.

        Takes what the constructor takes, but for keys (give a `credential`) and the transport.
        Raises ConfigurationError.
        """
        other = copy.copy(self)
        other._owns_transport = False
        other._configure(**changes)
        return other

    def _configure(self, **given: Unpack[Options]) -> None:
        if unknown := given.keys() - Options.__optional_keys__:
            raise TypeError(f"no option is called {' or '.join(sorted(unknown))}")
        if "credential" in given:
            self._credential = given["credential"]
        if "region" in given:
            region = given["region"] or os.environ.get("TENCENTCLOUD_REGION")
            self._region = _checked("region", region)
        if "endpoint" in given:
            self._url, self._host = _located(given["endpoint"], self._service)
        if "timeout" in given:
            timeout = given["timeout"]
            self._timeout = (
                timeout if isinstance(timeout, Timeout) else Timeout(timeout)
            )
        if "retries" in given:
            retries = given["retries"]
            self._retries = (
                retries if isinstance(retries, Retries) else Retries(retries)
            )
        if "validate" in given:
            self._validate = given["validate"]
        if "language" in given:
            self._language = _checked("language", given["language"])

    def _make_transport(self) -> T:
        raise NotImplementedError

    def _begin(
        self, action: str, rule: RegionRule, read_only: bool, body: bytes
    ) -> Exchange:
        """The exchange of one call."""
        if rule == "required" and not self._region:
            raise ConfigurationError(
                f"{action} needs a region: give the client one (region='ap-guangzhou'), or set "
                "TENCENTCLOUD_REGION"
            )
        region = None if rule == "unused" else self._region
        return exchange(
            partial(self._signed, action, region, body),
            action=action,
            read_only=read_only,
            timeout=self._timeout,
            retries=self._retries,
            error_class=self._error_class,
        )

    def _signed(
        self, action: str, region: str | None, body: bytes, timestamp: int
    ) -> Request:
        credential, service = current(self._credential), self._service
        # Exactly these two are signed, as the vendor's clients do.
        headers = {"Content-Type": CONTENT_TYPE, "Host": self._host}
        headers["Authorization"] = authorization(
            credential.secret_id,
            credential.secret_key,
            service=service.name,
            timestamp=timestamp,
            headers=headers,
            body=body,
        )
        headers |= {
            "X-TC-Action": action,
            "X-TC-Version": service.version,
            "X-TC-Timestamp": str(timestamp),
            "X-TC-RequestClient": REQUEST_CLIENT,
        }
        if region:
            headers["X-TC-Region"] = region
        if credential.token:
            headers["X-TC-Token"] = credential.token
        if self._language:
            headers["X-TC-Language"] = self._language
        return Request("POST", self._url, headers, body)

    def _error_class(self, code: str) -> type[ServiceError]:
        package = self._service.module.rpartition(".")[0]
        table: dict[str, type[ServiceError]] = import_module(
            f"{package}.errors"
        ).BY_CODE
        return nearest(code, table)

    def _begin_action(
        self, action: Action[RequestT, ResponseT], request: RequestT
    ) -> Exchange:
        body = encode(request, self._validate)
        return self._begin(action.name, action.region, action.read_only, body)

    def _finish_action(
        self, action: Action[RequestT, ResponseT], reply: Reply
    ) -> ResponseT:
        try:
            response = decode(action.response, reply)
        except MalformedResponseError as error:
            error.action, error.request_id = action.name, str(
                reply.get("RequestId", "")
            )
            raise
        # Above this stand _invoke, the generated method, and whom the warning is for.
        _pass_on_warning(action.name, reply, 5)
        return response

    def _begin_call(self, action: str, params: Mapping[str, object] | None) -> Exchange:
        if not _WORD(action):
            raise ConfigurationError(f"{action!r} is no name of an action")
        return self._begin(
            action, self._service.region, False, dumps(params or {}, action)
        )


class Client(_Base[Transport]):
    """Calls a service from threads.  Use it as a context manager, or `close` it."""

    def call(
        self, action: str, params: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """Call any action with plain data under the API's names.

        For what this client has no method for; nothing is checked but that it is JSON.

        Args:
            action: Its name, such as `DescribeMediaInfos`.
            params: The JSON object to send; structs may stand in it.

        Returns:
            What stands inside `Response`, `RequestId` included.

        Raises:
            TencentCloudError: As the generated methods do.
        """
        reply = self._run(self._begin_call(action, params))
        _pass_on_warning(action, reply, 3)
        return reply

    def close(self) -> None:
        """Close the connections that this client opened."""
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make_transport(self) -> Transport:
        from .urllib3_transport import Urllib3Transport

        return Urllib3Transport()

    def _invoke(
        self, action: Action[RequestT, ResponseT], request: RequestT
    ) -> ResponseT:
        reply = self._run(self._begin_action(action, request))
        return self._finish_action(action, reply)

    def _run(self, flow: Exchange) -> Reply:
        answer: Response | TencentCloudError | None = None
        while True:
            try:
                step = flow.send(answer)
            except StopIteration as end:
                return cast("Reply", end.value)
            if isinstance(step, Send):
                try:
                    answer = self._transport.send(step.request, step.timeout)
                except TencentCloudError as error:
                    answer = error
            else:
                time.sleep(step.seconds)
                answer = None


class AsyncClient(_Base[AsyncTransport]):
    """Calls a service from coroutines of one event loop.

    Use it as an async context manager, or `await` its `close`.
    """

    async def call(
        self, action: str, params: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        """Call any action with plain data under the API's names; see `Client.call`."""
        reply = await self._run(self._begin_call(action, params))
        _pass_on_warning(action, reply, 3)
        return reply

    async def close(self) -> None:
        """Close the connections that this client opened."""
        if self._owns_transport:
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _make_transport(self) -> AsyncTransport:
        from .aiohttp_transport import AiohttpTransport

        return AiohttpTransport()

    async def _invoke(
        self, action: Action[RequestT, ResponseT], request: RequestT
    ) -> ResponseT:
        reply = await self._run(self._begin_action(action, request))
        return self._finish_action(action, reply)

    async def _run(self, flow: Exchange) -> Reply:
        from asyncio import sleep  # sync clients do without asyncio

        answer: Response | TencentCloudError | None = None
        while True:
            try:
                step = flow.send(answer)
            except StopIteration as end:
                return cast("Reply", end.value)
            if isinstance(step, Send):
                try:
                    answer = await self._transport.send(step.request, step.timeout)
                except TencentCloudError as error:
                    answer = error
            else:
                await sleep(step.seconds)
                answer = None


def _checked(name: str, value: str | None) -> str | None:
    """A value for a header, which must not smuggle in another one."""
    if value and not _WORD(value):
        raise ConfigurationError(
            f"{name} {value!r} is none: only letters, digits, - and _"
        )
    return value or None


def _located(endpoint: str | None, service: ServiceInfo) -> tuple[str, str]:
    """URL and Host header for what an option or a service says."""
    sites = service.endpoints
    given = endpoint or next(iter(sites))
    match = _ENDPOINT(sites.get(given, given))
    scheme, name, port = match.groups() if match else ("", "", "")
    # A bare word is a misspelt site more often than a host.
    if not name or not (scheme or port or "." in name) or int(port or 0) > 65535:
        raise ConfigurationError(
            f"endpoint {endpoint!r} is neither a site ({', '.join(sites)}) nor a host nor a URL "
            "such as http://127.0.0.1:8080"
        )
    host = f"{name}:{port}".lower() if port else name.lower()
    return f"{scheme or 'https'}://{host}/", host


def _pass_on_warning(action: str, reply: Reply, depth: int) -> None:
    warning = reply.get("DeprecatedWarning")
    if warning:
        warnings.warn(f"{action}: {warning}", DeprecationWarning, stacklevel=depth)
