"""Formatted texts remembered between runs, by content.

One file of lines, `key check payload`: the key is the hash of a text and of all that decides its
form; the payload is the formatted text, or `=` where it is the text itself, as nearly always.
Where the text is a question that was put to Black, `=` is a yes and `-` a no.
Lines are only ever appended, each verified by its own check when it is used: whatever else
happens to the file, a torn write, two runs at once, a bad disk, costs a line and never gives a
wrong byte.  The file can be deleted at any time, and no failure here is anybody's problem.
"""

from __future__ import annotations

import base64
import os
import sys
import zlib
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from .. import caches

#: Raise it where the way from a text to its formatted text changes, or what a question stands for.
ALGORITHM = 2

#: In bytes.  A service of a thousand structs takes half a megabyte.
LIMIT = 16 * 1024 * 1024

_UNCHANGED = b"="
_NO = b"-"
#: No module begins like this, nor holds it anywhere.
_QUESTION = "\0question\0"
_KEY = slice(0, 64)
_CHECK = slice(65, 129)
_PAYLOAD = slice(130, None)


class Cache:
    """What earlier runs formatted; `save` adds what this one did."""

    def __init__(self, file: Path | None) -> None:
        """Reads a file; with None, remembers for this run alone."""
        self._file = file
        self._known: dict[bytes, bytes] = {}
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._torn = False
        self._salt = f"{_black_version()}\0{sys.version}\0{ALGORITHM}\0".encode()
        if file is not None:
            self._read(file)

    def get(self, text: str) -> str | None:
        """The formatted text, if it is known."""
        payload = self._payload(text)
        if payload is None:
            return None
        return text if payload == _UNCHANGED else _unpacked(payload)

    def put(self, text: str, formatted: str) -> None:
        """Remembers a formatted text, and that it is its own formatted text."""
        self._add(formatted, _UNCHANGED)
        if formatted != text:
            self._add(text, base64.b64encode(zlib.compress(formatted.encode())))

    def answer(self, question: str) -> bool | None:
        """What Black said to a question, if that is known."""
        payload = self._payload(_QUESTION + question)
        return None if payload is None else payload == _UNCHANGED

    def put_answer(self, question: str, yes: bool) -> None:
        """Remembers what Black said to a question, which may be any text that stands for it."""
        self._add(_QUESTION + question, _UNCHANGED if yes else _NO)

    def save(self) -> None:
        """Writes what is new; where that cannot be, the next run formats again."""
        if self._file is None or not self._new:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._append(self._file)
            if self._file.stat().st_size > LIMIT:
                self._prune(self._file)
            self._new.clear()

    def _payload(self, text: str) -> bytes | None:
        """What is known of a text, if it is undamaged."""
        key = self._key(text)
        line = self._new.get(key) or self._known.get(key)
        if line is None:
            return None
        payload = line[_PAYLOAD]
        if line[_CHECK] != _check(key, payload):
            return None
        self._used.add(key)
        return payload

    def _add(self, text: str, payload: bytes) -> None:
        key = self._key(text)
        self._used.add(key)
        self._new[key] = b" ".join([key, _check(key, payload), payload])

    def _key(self, text: str) -> bytes:
        return sha256(self._salt + text.encode("utf-8", "surrogatepass")).hexdigest().encode()

    def _read(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                content = stream.read(2 * LIMIT)
        except OSError:
            return
        self._torn = bool(content) and not content.endswith(b"\n")
        # The later line of a key wins: the earlier one was not good enough for the run that wrote.
        self._known = {line[_KEY]: line for line in content.split(b"\n") if line}

    def _append(self, file: Path) -> None:
        content = b"\n".join([*self._new.values(), b""])
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, (b"\n" if self._torn else b"") + content)
        finally:
            os.close(descriptor)

    def _prune(self, file: Path) -> None:
        """Keeps what this run used and the newest of the rest, half the limit of it."""
        everything = {**self._known, **self._new}
        room = LIMIT // 2 - sum(len(everything[key]) + 1 for key in self._used)
        kept = []
        for key, line in reversed(everything.items()):
            if key not in self._used:
                room -= len(line) + 1
                if room < 0:
                    continue
            kept.append(line)
        import tempfile  # it loads much that a run otherwise does without

        descriptor, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(b"\n".join([*reversed(kept), b""]))
            os.replace(name, file)
        except OSError:
            os.unlink(name)


def open_cache() -> Cache:
    """The cache that the environment asks for."""
    return Cache(_file())


def is_empty() -> bool:
    """Whether that cache is sure to know nothing."""
    file = _file()
    return file is None or not os.path.exists(file)


def _file() -> Path | None:
    folder = caches.folder()
    return None if folder is None else folder / "formatted"


def _black_version() -> str:
    """Black's version, without loading Black."""
    try:
        from _black_version import version  # type: ignore[import-untyped]
    except ImportError:  # another build of Black than the usual one
        from importlib.metadata import version as version_of

        return version_of("black")
    return str(version)


def _check(key: bytes, payload: bytes) -> bytes:
    return sha256(key + payload).hexdigest().encode()


def _unpacked(payload: bytes) -> str:
    return zlib.decompress(base64.b64decode(payload)).decode()
