"""Who is calling, and where that is looked for.

    arguments > environment > ~/.tencentcloud/credentials > ~/.tccli > a pod's role > the machine's

Laws:
1. What is there but cannot be used ends the search: to go on would be to call as somebody else.
2. Keys that end are replaced before they do, see `renewal.py`.
3. No secret is shown: not by repr, not in a message, not by an error that is chained to another.
4. A client that is told its keys reads no file.  The network is asked at the first call, and only
   if nothing else had keys.  The modules that do it load no earlier.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from .errors import CredentialError, TimedOut

if TYPE_CHECKING:
    from concurrent.futures import Future

_ID, _KEY = "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"
_TOKENS = ("TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN")
# As tccli reads them: both, or neither counts.
_ROLE, _SESSION = "TENCENTCLOUD_ROLE_ARN", "TENCENTCLOUD_ROLE_SESSION_NAME"

# They travel in headers, so a newline from a file, or a header smuggled in, must not pass.
_VISIBLE = re.compile(r"[!-~]+").fullmatch


@dataclass(frozen=True, slots=True)
class Credential:
    """A pair of API keys, with a token if they are temporary.

    Neither repr nor str shows the secrets.  Pickling keeps them, so that another process can be
    given a credential; sources that renew theirs refuse to be pickled.  Raises CredentialError.
    """

    secret_id: str
    secret_key: str
    token: str | None = None
    expires_at: float | None = None
    """Unix seconds; None where they have no end, or it is not known."""

    def __post_init__(self) -> None:
        for name in ("secret_id", "secret_key", "token"):
            value = getattr(self, name)
            if value is None and name == "token":
                continue
            if not isinstance(value, str) or not _VISIBLE(value):
                problem = (
                    "is empty"
                    if value in ("", None)
                    else "must be plain visible characters"
                )
                raise CredentialError(
                    f"{name} {problem}; mind spaces and line ends around it"
                )

    @staticmethod
    def from_environment(environ: Mapping[str, str] = os.environ) -> Credential:
        """That of TENCENTCLOUD_SECRET_ID, _SECRET_KEY and _TOKEN (or _SESSION_TOKEN).

        Raises CredentialError.
        """
        missing = [name for name in (_ID, _KEY) if not environ.get(name)]
        if missing:
            kind = Absent if len(missing) == 2 else CredentialError
            raise kind(f"the environment: {' and '.join(missing)} not set")
        token = next((environ[name] for name in _TOKENS if environ.get(name)), None)
        try:
            return Credential(environ[_ID], environ[_KEY], token)
        except CredentialError as error:
            raise CredentialError(f"the environment: {error}") from None

    @staticmethod
    def from_file(path: str | None = None) -> Credential:
        """The `secret_id`, `secret_key` and `token`, if any, under `[default]` in an INI file.

        Without a path that is ~/.tencentcloud/credentials, or where there is none,
        /etc/tencentcloud/credentials.  Raises CredentialError.
        """
        from .credential_files import from_file

        return from_file(path)

    @staticmethod
    def from_profile(name: str | None = None) -> CredentialSource:
        """What a profile of tccli says, in ~/.tccli/<name>.credential.

        Without a name that is TCCLI_PROFILE's, or `default`.  It may hold keys, or name a role to
        assume or that of the machine.  Keys that tccli renews (`tccli auth login`) are read again
        before they end.  Raises CredentialError.
        """
        from .credential_files import from_profile

        return from_profile(name)

    def __repr__(self) -> str:
        shown = f"{self.secret_id[:4]}***" if len(self.secret_id) >= 16 else "***"
        token = ", token='***'" if self.token else ""
        ends = "" if self.expires_at is None else f", expires_at={self.expires_at!r}"
        return f"Credential(secret_id={shown!r}, secret_key='***'{token}{ends})"


#: Nobody's: a request that bears no signature.
ANONYMOUS = Credential("none", "none")

#: A credential, or a function that gives the one that is valid now.  It is called before each
#: attempt and must not wait for anything; `Renewed(function)` calls one that does.
CredentialSource: TypeAlias = Credential | Callable[[], Credential]


class Absent(CredentialError):
    """Nothing is there, so that the search goes on."""


def source_of(
    secret_id: str | None,
    secret_key: str | None,
    token: str | None,
    credential: CredentialSource | None,
    profile: str | None = None,
) -> CredentialSource:
    """What a client's arguments say of credentials; where they say nothing, what `search` finds."""
    keys = secret_id is not None or secret_key is not None or token is not None
    if keys + (credential is not None) + (profile is not None) > 1:
        raise CredentialError(
            "give one of credential, profile, or secret_id and secret_key"
        )
    if credential is not None:
        return credential
    if not keys:
        return search(profile)
    if secret_id is None or secret_key is None:
        missing = "secret_id" if secret_id is None else "secret_key"
        raise CredentialError(
            f"{missing} is missing: secret_id and secret_key go together"
        )
    return Credential(secret_id, secret_key, token)


def search(profile: str | None = None) -> CredentialSource:
    """The first of the places that holds a credential; those of a profile, if one is named.

    The roles of a pod and of the machine give theirs when they are first asked: the error that
    lists where nothing was found comes then.  Raises CredentialError.
    """
    if profile is not None:
        return Credential.from_profile(profile)
    looked: list[str] = []
    places: tuple[Callable[[], CredentialSource], ...]
    places = (
        Credential.from_environment,
        Credential.from_file,
        Credential.from_profile,
    )
    for place in places:
        try:
            found = place()
        except Absent as absent:
            looked.append(str(absent))
            continue
        role, session = os.environ.get(_ROLE), os.environ.get(_SESSION)
        if role and session:
            from .credential_roles import AssumeRole

            return AssumeRole(role, found, session_name=session)
        return found
    from .credential_roles import of_this_machine

    return of_this_machine(looked)


class Wait(NamedTuple):
    """Please wait until this is done, but no longer than so many seconds."""

    future: Future[None]
    seconds: float | None

    def wait(self) -> None:
        """In a thread."""
        from concurrent.futures import wait

        wait([self.future], self.seconds)

    async def wait_async(self) -> None:
        """In a coroutine."""
        import asyncio

        await asyncio.wait([asyncio.wrap_future(self.future)], timeout=self.seconds)


def obtain(
    source: CredentialSource, seconds: float | None
) -> Generator[Wait, Any, Credential]:
    """The credential of an attempt, waited for so many seconds.

    Raises CredentialError, TimedOut.
    """
    if isinstance(source, Credential):
        return source
    ask: Callable[[], object] = getattr(source, "ask", source)
    while not isinstance(found := ask(), Credential):
        if not hasattr(found, "add_done_callback"):
            raise CredentialError("the credential function gave something else")
        wait = Wait(cast("Future[None]", found), seconds)
        yield wait
        if not wait.future.done():
            raise TimedOut(
                "time for the call was up, fetching keys", phase="total", sent=False
            )
    return found
