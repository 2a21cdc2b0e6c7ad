"""What both clients are, but for how they wait.

A client's own state never changes, so that any number of threads can share it, and `with_options`
is a copy with other options on the same connections.  What clients learn as they go is in their
`Family`, which the copies share.
"""

from __future__ import annotations

import copy
import dataclasses
import math
import os
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, Unpack

from .attempts import Call, Terms
from .codec import dumps, encode
from .credentials import ANONYMOUS, Credential, CredentialSource, source_of
from .deduplication import identify
from .errors import ConfigurationError, ServiceError, nearest
from .exchange import Exchange, exchange
from .hooks import RequestHook, ResponseHook, RetryHook
from .judge import Reply
from .model import Action, RegionRule, ServiceInfo, Struct
from .options import Options, changed, checked, is_word, located
from .policy import Clock, Retries
from .replies import read_as, read_plain
from .sign import authorization
from .transport import AsyncTransport, Request, Timeout, Transport

if TYPE_CHECKING:  # loaded by who needs them
    from .bodies import Body
    from .waiting import PollHook, Waiter

CONTENT_TYPE = "application/json"
REQUEST_CLIENT = "tc3gen/1"

T = TypeVar("T", Transport, AsyncTransport)


class Base(Generic[T]):
    """A client of either colour."""

    _service: ClassVar[ServiceInfo]

    def __init__(
        self,
        secret_id: str | None = None,
        secret_key: str | None = None,
        token: str | None = None,
        *,
        credential: CredentialSource | None = None,
        profile: str | None = None,
        region: str | None = None,
        endpoint: str | None = None,
        timeout: float | Timeout = 60.0,
        retries: int | Retries = 2,
        deduplicate: bool = True,
        rate_limit: bool | float = False,
        validate: bool = True,
        language: str | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
        on_retry: RetryHook | None = None,
        clock: Clock | None = None,
        transport: T | None = None,
    ) -> None:
        """A client; it opens no connection before its first call.

        Args:
            secret_id: With `secret_key` (and `token`, for temporary keys) the credential. Without
                any, one is looked for: in the environment, in the files of the vendor's SDKs and of
                tccli, then, at the first call, from the role of the pod or of the machine.
            secret_key: The secret half.
            token: Of temporary keys.
            credential: A Credential, or a function that gives the one that is valid now. It is
                called before each attempt and must not wait for anything; `Renewed` is
                for functions that do.
            profile: Name of a profile of tccli that has the credential.
            region: X-TC-Region, such as `ap-guangzhou`; else that of TENCENTCLOUD_REGION; else, for
                clients that are not told their keys, that of the profile (where none is named:
                TCCLI_PROFILE's, or `default`).
            endpoint: A site's name (`international`), a host, or a URL; else the service's first
                site.
            timeout: Seconds for a call as a whole, retries included, or a Timeout.
            retries: How often a call is repeated at most where that cannot do anything twice, or a
                Retries.
            deduplicate: Whether a call whose action knows repeated requests by an ID is given a
                fresh one where the caller gave none, so that it can be repeated without being done
                twice.
            rate_limit: Whether calls wait so as to keep within their actions' rate limits; a number
                such as 0.5 keeps to that part of them, for one of two processes.
            validate: Whether requests are checked against the limits that are known.
            language: Of the service's messages: `zh-CN` or `en-US`.
            on_request: Called with a RequestEvent before each attempt.
            on_response: Called with a ResponseEvent after each attempt.
            on_retry: Called with a RetryEvent before each pause.
            clock: Where time and chance come from, for tests.
            transport: What sends requests, in place of the one that the client would make. Whoever
                makes a transport closes it.

        Raises:
            ConfigurationError: An option cannot work.
            CredentialError: There are no credentials, or none that can be used.
        """
        self._credential = source_of(secret_id, secret_key, token, credential, profile)
        self._profile = profile
        self._told_keys = secret_id is not None or credential is not None
        self._terms = Terms(service=self._service.name, error_class=self._error_class)
        self._configure(
            region=region,
            endpoint=endpoint,
            timeout=timeout,
            retries=retries,
            deduplicate=deduplicate,
            rate_limit=rate_limit,
            validate=validate,
            language=language,
            on_request=on_request,
            on_response=on_response,
            on_retry=on_retry,
        )
        if clock is not None:
            self._configure(clock=clock)
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
            self._credential, self._told_keys = given["credential"], True
        if "region" in given:
            region = given["region"] or os.environ.get("TENCENTCLOUD_REGION")
            if not region and not self._told_keys:
                from .credential_files import region_of

                region = region_of(self._profile)
            self._region = checked("region", region)
        if "endpoint" in given:
            self._url, self._host = located(given["endpoint"], self._service)
        if "deduplicate" in given:
            self._deduplicate = given["deduplicate"]
        if "validate" in given:
            self._validate = given["validate"]
        if "language" in given:
            self._language = checked("language", given["language"])
        self._terms = changed(self._terms, given)

    def _make_transport(self) -> T:
        raise NotImplementedError

    def _begin(
        self,
        call: Call,
        rule: RegionRule,
        body: bytes | Body,
        read: Callable[[Reply], Any],
        *,
        unsigned: bool = False,
        streams: bool = False,
    ) -> Exchange:
        """The exchange of one call."""
        if rule == "required" and not self._region:
            raise ConfigurationError(
                f"{call.action} needs a region: give the client one (region='ap-guangzhou'), or "
                "set TENCENTCLOUD_REGION, or that of a profile"
            )
        region = None if rule == "unused" else self._region
        prepare = (
            partial(self._signed, call.action, region, body)
            if isinstance(body, bytes)
            else partial(self._signed, call.action, region, body.content, about=body)
        )
        source = ANONYMOUS if unsigned else self._credential
        follow = None
        if streams:
            from .reading import Reading, check_transport

            check_transport(self._transport, call.action)
            follow = Reading(read, self._error_class)
            read = follow.whole
        return exchange(source, prepare, read, call, self._terms, follow)

    def _signed(
        self,
        action: str,
        region: str | None,
        body: bytes,
        credential: Credential,
        timestamp: int,
        about: Body | None = None,
    ) -> Request:
        service = self._service
        # Exactly these two are signed, as the vendor's clients do.
        headers = {
            "Content-Type": about.type if about else CONTENT_TYPE,
            "Host": self._host,
        }
        headers["Authorization"] = (
            "SKIP"
            if credential is ANONYMOUS
            else authorization(
                credential.secret_id,
                credential.secret_key,
                service=service.name,
                timestamp=timestamp,
                headers=headers,
                body=body,
            )
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
        if about:
            headers |= about.headers
        return Request("POST", self._url, headers, body)

    @classmethod
    def _error_class(cls, code: str) -> type[ServiceError]:
        package = cls._service.module.rpartition(".")[0]
        table: dict[str, type[ServiceError]] = import_module(
            f"{package}.errors"
        ).BY_CODE
        return nearest(code, table)

    def _begin_action(
        self,
        action: Action[Any, Any],
        request: Struct,
        content: bytes | None = None,
        streams: bool = False,
    ) -> Exchange:
        made, own = "", False
        if action.deduplicated_by:
            terms = self._terms
            fill = self._deduplicate and terms.retries.most > 0
            made, own = identify(action, request, terms.clock if fill else None)
        call = Call(
            action.name,
            action.read_only,
            action.rate_limit,
            made,
            own,
            action.duplicate_error,
        )
        body: bytes | Body
        if action.body == "json":
            body = encode(request, self._validate)
        else:
            from .bodies import body_of

            body = body_of(action, request, content, self._validate)
        read = partial(read_as, action)
        return self._begin(
            call,
            action.region,
            body,
            read,
            unsigned=action.unsigned,
            streams=streams,
        )

    def _begin_waiting(
        self,
        waiter: Waiter[Any, Any],
        request: Struct,
        delay: float,
        max_delay: float,
        timeout: float | None,
        on_poll: PollHook | None,
    ) -> Exchange:
        def poll(left: float) -> Exchange:
            limits = self._terms.timeout
            if limits.total is not None and limits.total <= left:
                return self._begin_action(waiter.action, request)
            total = None if left == math.inf else left
            hasty = self.with_options(timeout=dataclasses.replace(limits, total=total))
            return hasty._begin_action(waiter.action, request)

        return waiter.flow(
            poll,
            self._terms.clock,
            delay=delay,
            max_delay=max_delay,
            timeout=timeout,
            on_poll=on_poll,
        )

    def _begin_call(
        self,
        action: str,
        params: Mapping[str, object] | None,
        read_only: bool,
        streams: bool = False,
    ) -> Exchange:
        if not is_word(action):
            raise ConfigurationError(f"{action!r} is no name of an action")
        body = dumps(params or {}, action)
        read = partial(read_plain, action)
        call, rule = Call(action, read_only), self._service.region
        return self._begin(call, rule, body, read, streams=streams)
