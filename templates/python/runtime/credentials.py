"""Who is calling."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .errors import CredentialError

_ID, _KEY = "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"
_TOKENS = ("TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN")

# They travel in headers, so a newline from a file, or a header smuggled in, must not pass.
_VISIBLE = re.compile(r"[!-~]+").fullmatch


@dataclass(frozen=True, slots=True)
class Credential:
    """A pair of API keys, with a token if they are temporary.

    Neither repr nor str shows the secrets; pickling keeps them.  Raises CredentialError.
    """

    secret_id: str
    secret_key: str
    token: str | None = None

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

    def __repr__(self) -> str:
        shown = f"{self.secret_id[:4]}***" if len(self.secret_id) >= 16 else "***"
        token = ", token='***'" if self.token else ""
        return f"Credential(secret_id={shown!r}, secret_key='***'{token})"


#: A credential, or something that gives the one that is valid now; asked before each attempt.
CredentialSource: TypeAlias = Credential | Callable[[], Credential]


def from_environment(environ: Mapping[str, str] = os.environ) -> Credential:
    """The credential of TENCENTCLOUD_SECRET_ID, _SECRET_KEY and _TOKEN (or _SESSION_TOKEN).

    Raises CredentialError.
    """
    missing = [name for name in (_ID, _KEY) if not environ.get(name)]
    if missing:
        raise CredentialError(
            "no credentials: give secret_id and secret_key, or credential, or set "
            f"{_ID} and {_KEY} in the environment ({' and '.join(missing)} not set)"
        )
    token = next((environ[name] for name in _TOKENS if environ.get(name)), None)
    return Credential(environ[_ID], environ[_KEY], token)


def current(source: CredentialSource) -> Credential:
    """The credential that is valid now.  Raises CredentialError."""
    if isinstance(source, Credential):
        return source
    given: Any = source()
    if not isinstance(given, Credential):
        raise CredentialError(
            f"credential() gave no Credential, but a {type(given).__name__}"
        )
    return given


def source_of(
    secret_id: str | None,
    secret_key: str | None,
    token: str | None,
    credential: CredentialSource | None,
) -> CredentialSource:
    """What a client's arguments say of credentials; nothing said means the environment."""
    if credential is not None:
        if secret_id or secret_key or token:
            raise CredentialError(
                "give either credential, or secret_id and secret_key, not both"
            )
        return credential
    if secret_id is None and secret_key is None and token is None:
        return from_environment()
    if secret_id is None or secret_key is None:
        missing = "secret_id" if secret_id is None else "secret_key"
        raise CredentialError(
            f"{missing} is missing: secret_id and secret_key go together"
        )
    return Credential(secret_id, secret_key, token)
