"""Credentials and regions from the files of the vendor's SDKs and of tccli.

No error shows or chains what a file holds.  A parser's own errors quote lines or bear the whole
text, so ours are raised after those are gone.
"""

from __future__ import annotations

import json
import os
import time
from functools import partial
from typing import Any

from .credentials import Absent, Credential, CredentialSource, part
from .errors import CredentialError

_FILES = (
    os.path.join("~", ".tencentcloud", "credentials"),
    "/etc/tencentcloud/credentials",
)


def from_file(path: str | None = None) -> Credential:
    """See Credential.from_file."""
    if path is not None:
        return _from_ini(path)
    looked: list[str] = []
    for place in _FILES:
        try:
            return _from_ini(os.path.expanduser(place))
        except Absent as absent:
            looked.append(str(absent))
    raise Absent("\n  ".join(looked))


def _from_ini(path: str) -> Credential:
    from configparser import Error, RawConfigParser

    parser, problem = RawConfigParser(), ""
    try:
        parser.read_string(read(path))
    except Error as error:
        lines = getattr(error, "errors", None) or [(getattr(error, "lineno", 0), "")]
        problem = (
            f"{path}:{lines[0][0]}: this line is no `name = value`, or is there twice"
        )
    if not problem and not parser.has_section("default"):
        problem = f"{path}: there is no section [default]"
    if problem:
        raise CredentialError(problem)
    values = {name: value.strip("\"'") for name, value in parser.items("default")}
    return _checked(path, values, "secret_id", "secret_key", "token")


def from_profile(name: str | None = None) -> CredentialSource:
    """See Credential.from_profile."""
    path = _profile_path(name, "credential")
    data = _json(path)
    role, session = data.get("role-arn"), data.get("role-session-name")
    if data.get("type") == "cvm-role":
        role_of_machine: CredentialSource = part("credential_roles").InstanceRole()
        return role_of_machine
    found = _keys(path, data)
    if role and session:
        endpoint = _inside(_configuration(name), "sts", "endpoint")
        assumed: CredentialSource = part("credential_roles").AssumeRole(
            str(role), found, session_name=str(session), endpoint=endpoint
        )
        return assumed
    if found.expires_at is not None:
        from .renewal import Renewed

        return Renewed(partial(_keys, path))
    return found


def _keys(path: str, data: dict[str, Any] | None = None) -> Credential:
    data = _json(path) if data is None else data
    found = _checked(
        path, data, "secretId", "secretKey", "token", data.get("expiresAt")
    )
    if found.expires_at is not None and found.expires_at <= time.time():
        raise CredentialError(
            f"{path}: the keys have expired; `tccli auth login` gets new ones"
        )
    return found


def region_of(profile: str | None = None) -> str | None:
    """The region that ~/.tccli/<profile>.configure names.  Raises CredentialError."""
    data = _configuration(profile)
    return _inside(data, "_sys_param", "region") or _inside({"": data}, "", "region")


def _configuration(profile: str | None) -> dict[str, Any]:
    try:
        return _json(_profile_path(profile, "configure"))
    except Absent:
        return {}


def _inside(data: dict[str, Any], outer: str, inner: str) -> str | None:
    found = data.get(outer)
    value = found.get(inner) if isinstance(found, dict) else None  # pyright: ignore
    return value if isinstance(value, str) and value else None


def _profile_path(name: str | None, kind: str) -> str:
    name = os.environ.get("TCCLI_PROFILE") or "default" if name is None else name
    if not name.isprintable() or name in ("", ".", "..") or os.path.split(name)[0]:
        raise CredentialError(f"profile {name!r} is no name of a file in ~/.tccli")
    return os.path.expanduser(os.path.join("~", ".tccli", f"{name}.{kind}"))


def _json(path: str) -> dict[str, Any]:
    text, problem = read(path), f"{path}: this is no JSON object"
    try:
        data = json.loads(text)
        if isinstance(data, dict):
            return data  # pyright: ignore[reportUnknownVariableType]
    except json.JSONDecodeError as error:
        problem = f"{path}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}"
    except (ValueError, RecursionError):
        pass
    raise CredentialError(problem)


def read(path: str) -> str:
    """A file's text, without a byte order mark."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        problem: CredentialError = Absent(f"{path}: there is no such file")
    except OSError as error:
        problem = CredentialError(f"{path}: it cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        problem = CredentialError(f"{path}: this is not UTF-8 text")
    raise problem


def _checked(
    path: str,
    values: dict[str, Any],
    id: str,
    key: str,
    token: str,
    ends: object = None,
) -> Credential:
    """The credential of a file, problems told in the file's own names."""
    problem = ""
    for name in (id, key):
        if not values.get(name):
            problem = f"{path}: {name} is missing or empty"
    if not problem:
        expires_at = float(ends) if isinstance(ends, (int, float)) and ends else None
        try:
            return Credential(
                values[id], values[key], values.get(token) or None, expires_at
            )
        except CredentialError as error:
            problem = f"{path}: {error}"
    raise CredentialError(problem)
