"""Chance that comes out the same every time.

A number is drawn for a purpose, not from a sequence: it follows from the seed and from the words
that say what it is for.  So what one request is answered with does not hang on which others came
before it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws numbers, texts and choices for a purpose."""

    def __init__(self, seed: int | str, *purpose: object) -> None:
        digest = hashlib.sha256(str(seed).encode("utf-8", "surrogatepass"))
        for word in purpose:
            digest.update(b"\0" + str(word).encode("utf-8", "surrogatepass"))
        self._digest = digest

    def of(self, *purpose: object) -> Chance:
        """Chance for a purpose within this one."""
        other = Chance.__new__(Chance)
        other._digest = self._digest.copy()
        for word in purpose:
            other._digest.update(b"\0" + str(word).encode("utf-8", "surrogatepass"))
        return other

    def fraction(self) -> float:
        """A number from 0 to below 1."""
        # 53 bits, all that a float can tell apart: more could be rounded up to 1.
        return (int.from_bytes(self._digest.digest()[:8]) >> 11) / 2.0**53

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return low + int.from_bytes(self._digest.digest()) % (high - low + 1)

    def pick(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.integer(0, len(choices) - 1)]

    def hex(self, length: int) -> str:
        """Up to 64 hexadecimal digits."""
        return self._digest.hexdigest()[:length]

    def digits(self, length: int) -> str:
        """Up to 64 decimal digits, of which the first is not 0."""
        return str(
            int.from_bytes(self._digest.digest()) % (9 * 10 ** (length - 1)) + 10 ** (length - 1)
        )

    def uuid(self) -> str:
        """An identifier such as a request has."""
        return str(uuid.UUID(bytes=self._digest.digest()[:16], version=4))
