"""Whose keys the service knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from .refusal import Refusal

#: Keys that are valid where nobody names others.  They open nothing but a service that pretends.
SECRET_ID = "AKIDtc3genFakeService000000000000000"
SECRET_KEY = "tc3genFakeSecretKey00000000000000"


@dataclass(frozen=True, slots=True)
class Key:
    """A pair of API keys; with a token, they are temporary."""

    secret_id: str
    secret_key: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    expires: float | None = None
    """When they end, in Unix seconds."""


class Accounts:
    """The keys that are valid, by their IDs."""

    def __init__(self, *keys: Key) -> None:
        self._keys = {key.secret_id: key for key in keys}

    def add(self, key: Key) -> None:
        """Make a key valid, in place of one with the same ID."""
        self._keys[key.secret_id] = key

    def remove(self, secret_id: str) -> None:
        """Make a key invalid."""
        self._keys.pop(secret_id, None)

    def find(self, secret_id: str) -> Key:
        """The key with an ID.  Raises Refusal."""
        key = self._keys.get(secret_id)
        if key is None:
            raise Refusal("AuthFailure.SecretIdNotFound", "there is no such secret ID")
        return key


def check_token(key: Key, token: str | None, now: float) -> None:
    """Raises Refusal where a token is not the one of the key, or has expired."""
    if (token or None) != key.token:
        message = "the token is not the one of this secret ID"
    elif key.expires is not None and now >= key.expires:
        message = "the token has expired"
    else:
        return
    raise Refusal("AuthFailure.TokenFailure", message)
