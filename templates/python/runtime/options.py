"""A client's options, checked."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, TypedDict

from .attempts import Terms
from .credentials import CredentialSource
from .errors import ConfigurationError
from .hooks import Hooks, RequestHook, ResponseHook, RetryHook
from .model import ServiceInfo
from .policy import Clock, Family, Retries
from .transport import Timeout

is_word = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_ENDPOINT = re.compile(
    r"(?:(https?)://)?([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?/?"
).fullmatch


class Options(TypedDict, total=False):
    """What `with_options` can change; the constructors say what each is."""

    credential: CredentialSource
    region: str | None
    endpoint: str | None
    timeout: float | Timeout
    retries: int | Retries
    deduplicate: bool
    rate_limit: bool | float
    validate: bool
    language: str | None
    on_request: RequestHook | None
    on_response: ResponseHook | None
    on_retry: RetryHook | None
    clock: Clock


def changed(terms: Terms, given: Options) -> Terms:
    """The terms with the options that were given."""
    changes: dict[str, Any] = {}
    if "timeout" in given:
        timeout = given["timeout"]
        changes["timeout"] = (
            timeout if isinstance(timeout, Timeout) else Timeout(timeout)
        )
    if "retries" in given:
        retries = given["retries"]
        changes["retries"] = (
            retries if isinstance(retries, Retries) else Retries(retries)
        )
    if "rate_limit" in given:
        share = changes["share"] = given["rate_limit"]
        if not (isinstance(share, (int, float)) and 0 <= share <= 1):  # pyright: ignore
            raise ConfigurationError(
                "rate_limit must be True, False, or a part such as 0.5"
            )
    if "clock" in given:
        # What was learned by another clock is worth nothing by this one.
        changes |= {"clock": given["clock"], "family": Family()}
    if named := {name: hook for name, hook in given.items() if name in Hooks._fields}:
        hooks = (terms.hooks or Hooks())._replace(**named)  # type: ignore[arg-type]
        hooks.check()
        changes["hooks"] = hooks if any(hooks) else None
    return dataclasses.replace(terms, **changes)


def checked(name: str, value: str | None) -> str | None:
    """A value for a header, which must not smuggle in another one."""
    if value and not is_word(value):
        raise ConfigurationError(
            f"{name} {value!r} is none: only letters, digits, - and _"
        )
    return value or None


def located(endpoint: str | None, service: ServiceInfo) -> tuple[str, str]:
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
