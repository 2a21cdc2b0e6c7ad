"""Temporary keys: of the machine's role, of a pod's, of one that is assumed."""

from __future__ import annotations

import os
import time
from abc import abstractmethod
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, TypedDict, Unpack
from urllib.parse import quote

from .client import Client
from .codec import loads
from .credential_files import read
from .credentials import ANONYMOUS, Absent, Credential, CredentialSource, search
from .errors import (
    CredentialError,
    MalformedResponseError,
    ServiceError,
    TencentCloudError,
)
from .model import ServiceInfo
from .renewal import MARGIN, Renewed
from .transport import Request, Response, Timeout, Transport

_METADATA = "http://metadata.tencentyun.com"
_ROLES = "/latest/meta-data/cam/security-credentials/"
# The metadata service is next door: where there is one, it answers at once.
_NEAR, _FAR = Timeout(total=2, connect=1, read=1), Timeout(total=15, connect=5, read=10)


class Options(TypedDict, total=False):
    """What every role can be told."""

    endpoint: str | None
    """URL of the metadata service; of sts also a site (`international`) or a host."""
    transport: Transport
    """What sends the requests, in place of one that is closed after each use."""
    margin: float
    """How many seconds before their end keys are replaced."""
    now: Callable[[], float]
    """The time in Unix seconds."""


class _Role(Renewed):
    _what: ClassVar[str]
    _proxies: ClassVar[bool] = True

    def __init__(self, options: Options) -> None:
        super().__init__(
            self.get,
            margin=options.get("margin", MARGIN),
            now=options.get("now", time.time),
        )
        self._endpoint, self._transport = options.get("endpoint"), options.get(
            "transport"
        )

    @abstractmethod
    def _get(self, transport: Transport) -> Credential: ...

    def get(self) -> Credential:
        """New keys, each time.  Raises CredentialError."""
        cause: Exception | None = None
        try:
            with _opened(self._transport, self._proxies) as transport:
                return self._get(transport)
        except MalformedResponseError:
            problem = "the reply cannot be read"
        except TencentCloudError as error:
            problem = str(error)
            # Not what bears some of a reply, which may be keys.
            cause = (
                None
                if isinstance(error, CredentialError) or hasattr(error, "body")
                else error
            )
        except (LookupError, TypeError, ValueError):
            problem = "the reply holds no keys"
        raise CredentialError(f"{self._what}: {problem}") from cause


class InstanceRole(_Role):
    """The role that is attached to the machine, by the metadata service; no proxy is used."""

    _what, _proxies = "the machine's role", False

    def __init__(self, role: str | None = None, **options: Unpack[Options]) -> None:
        """Without a role's name, the metadata service names it."""
        super().__init__(options)
        self._role = role

    def _get(self, transport: Transport) -> Credential:
        role = self._role or self._read(transport, "").decode().strip()
        reply = loads(self._read(transport, quote(role, safe="")))
        if reply["Code"] != "Success":
            raise CredentialError(
                f"the metadata service has no keys for role {role[:128]!r}"
            )
        return _temporary(reply, reply)

    def _read(self, transport: Transport, name: str) -> bytes:
        url = f"{self._endpoint or _METADATA}{_ROLES}{name}"
        response = transport.send(Request("GET", url, {}, b""), _NEAR)
        if response.status != 200 or not response.body.strip():
            said = (
                f"with HTTP status {response.status}"
                if response.status != 200
                else "nothing"
            )
            raise CredentialError(
                f"{url} answered {said}: is a role attached to this machine?"
            )
        return response.body


class AssumeRole(_Role):
    """A role that another credential may assume, by sts."""

    _what = "sts AssumeRole"

    def __init__(
        self,
        role_arn: str,
        source: CredentialSource | None = None,
        *,
        session_name: str = "tc3gen",
        duration: int = 7200,
        params: Mapping[str, object] | None = None,
        region: str = "ap-guangzhou",
        **options: Unpack[Options],
    ) -> None:
        """A source of credentials.

        Args:
            role_arn: Such as `qcs::cam::uin/12345678:roleName/name`.
            source: The credential that may assume it; else what a client without one would find.
            session_name: What audit logs call the session.
            duration: Seconds that keys live, at most 43200.
            params: More of the action's parameters, such as `ExternalId` and `Policy`.
            region: Where sts is called.
            options: See Options.
        """
        super().__init__(options)
        self._source, self._region = search() if source is None else source, region
        self._params = {**(params or {}), **_session(role_arn, session_name, duration)}

    def _get(self, transport: Transport) -> Credential:
        source = self._source
        credential = source if isinstance(source, Credential) else source()
        sts = _Sts(
            credential=credential,
            region=self._region,
            endpoint=self._endpoint,
            transport=transport,
            timeout=_FAR,
        )
        reply = sts.call("AssumeRole", self._params, read_only=True)
        return _temporary(reply["Credentials"], reply)


class PodRole(_Role):
    """The role of a TKE pod, by sts and the token that the cluster puts into a file."""

    _what = "the pod's role"

    def __init__(
        self,
        *,
        role_arn: str | None = None,
        provider_id: str | None = None,
        token_file: str | None = None,
        region: str | None = None,
        session_name: str = "tc3gen",
        duration: int = 7200,
        **options: Unpack[Options],
    ) -> None:
        """A source of credentials.

        Args:
            role_arn: The role; else that of TKE_ROLE_ARN.
            provider_id: Whose token it is; else that of TKE_PROVIDER_ID.
            token_file: Read anew each time; else that of TKE_WEB_IDENTITY_TOKEN_FILE.
            region: Where sts is called; else that of TKE_REGION.
            session_name: What audit logs call the session.
            duration: Seconds that keys live, at most 43200.
            options: See Options.

        Raises CredentialError: The first four are not all known.
        """
        super().__init__(options)
        given = {
            "TKE_ROLE_ARN": role_arn,
            "TKE_PROVIDER_ID": provider_id,
            "TKE_WEB_IDENTITY_TOKEN_FILE": token_file,
            "TKE_REGION": region,
        }
        known = {
            name: value or os.environ.get(name, "") for name, value in given.items()
        }
        if missing := [name for name, value in known.items() if not value]:
            kind = CredentialError if known["TKE_ROLE_ARN"] else Absent
            raise kind(f"{self._what}: {', '.join(missing)} not set")
        role, provider, self._token_file, self._region = known.values()
        self._params = {
            "ProviderId": provider,
            **_session(role, session_name, duration),
        }

    def _get(self, transport: Transport) -> Credential:
        params = self._params | {"WebIdentityToken": read(self._token_file).strip()}
        sts = _Sts(
            credential=ANONYMOUS,
            region=self._region,
            endpoint=self._endpoint,
            transport=transport,
            timeout=_FAR,
        )
        reply = sts.call("AssumeRoleWithWebIdentity", params, read_only=True)
        return _temporary(reply["Credentials"], reply)


def of_this_machine(looked: list[str]) -> CredentialSource:
    """The pod's role or, if none is set up, the machine's; `looked` says what was not found before.

    The pod's is first: it was given to this very program, and the machine's to all that runs there.
    """
    try:
        return PodRole()
    except Absent as absent:
        looked = [*looked, str(absent)]

    def get() -> Credential:
        try:
            return InstanceRole().get()
        except CredentialError as error:
            places = "\n  ".join([*looked, str(error)])
            raise CredentialError(
                "no credentials were found: give secret_id and secret_key, a credential or a "
                f"profile, or set up one of these places:\n  {places}"
            ) from error.__cause__

    return Renewed(get)


def _session(role_arn: str, name: str, duration: int) -> dict[str, object]:
    return {"RoleArn": role_arn, "RoleSessionName": name, "DurationSeconds": duration}


def _temporary(keys: Mapping[str, Any], about: Mapping[str, Any]) -> Credential:
    expires_at = float(about["ExpiredTime"])
    return Credential(
        keys["TmpSecretId"], keys["TmpSecretKey"], keys["Token"], expires_at
    )


class _Sts(Client):
    _service = ServiceInfo(
        name="sts",
        version="2018-08-13",
        endpoints={
            "domestic": "sts.tencentcloudapi.com",
            "international": "sts.intl.tencentcloudapi.com",
        },
        module=__name__,
    )

    @classmethod
    def _error_class(cls, code: str) -> type[ServiceError]:
        return ServiceError


@contextmanager
def _opened(
    transport: Transport | None, proxies: bool
) -> Generator[Transport, None, None]:
    if transport is not None:
        yield transport
        return
    try:
        from .urllib3_transport import Urllib3Transport
    except ModuleNotFoundError:  # who has async clients alone
        transport = _OverAiohttp(proxies)
    else:
        transport = Urllib3Transport(proxies=proxies)
    try:
        yield transport
    finally:
        transport.close()


class _OverAiohttp:
    """For the thread that fetches keys, which has no event loop."""

    def __init__(self, proxies: bool) -> None:
        self._proxies = proxies

    def send(self, request: Request, timeout: Timeout) -> Response:
        import asyncio

        from .aiohttp_transport import AiohttpTransport

        async def send() -> Response:
            transport = AiohttpTransport(proxies=self._proxies)
            try:
                return await transport.send(request, timeout)
            finally:
                await transport.close()

        return asyncio.run(send())

    def close(self) -> None: ...
