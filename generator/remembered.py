"""Files that earlier runs have made, by what they were made of.

Where one part of a spec has changed, nearly all files come out as before.  A text is found again by
the hash of all that decides on it: the parts of the spec that it shows, the template, tc3gen.  One
file holds the texts of the last run of a kind, with a hash of its own; it can be deleted at any
time, and whatever is wrong with it costs the time to make the texts again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from . import caches, unchanged
from .runs import Request

_FOLDER = "texts"
#: Kinds of runs that are remembered; the oldest is forgotten.
_LIMIT = 50
_HASH, _LENGTH = 32, 8


class Texts:
    """What the last run of a kind made, by key."""

    def __init__(self, file: Path | None) -> None:
        """Reads a file; with None, nothing is known."""
        self.file = file
        self.known: Mapping[str, str] = {}
        if file is not None:
            with suppress(OSError, ValueError):
                content = memoryview(file.read_bytes())
                if sha256(content[_HASH:]).digest() == content[:_HASH]:
                    self.known = dict(_taken_apart(content[_HASH:]))

    def keep(self, texts: Mapping[str, str]) -> None:
        """Remembers what this run has made, instead."""
        if self.file is None or texts == self.known:
            return
        with suppress(OSError, ValueError):
            content = _put_together(texts)
            hashed = sha256()
            for piece in content:
                hashed.update(piece)
            caches.remember(self.file, [hashed.digest(), *content], _LIMIT)


# These files are large, so that nothing of them is copied without need.


def _put_together(texts: Mapping[str, str]) -> list[bytes]:
    """How long what follows is; each key and the length of its text in bytes; the texts."""
    contents = [text.encode() for text in texts.values()]
    lengths = dict(zip(texts, map(len, contents), strict=True))
    head = json.dumps(lengths).encode()
    return [len(head).to_bytes(_LENGTH), head, *contents]


def _taken_apart(content: memoryview) -> Iterator[tuple[str, str]]:
    end = _LENGTH + int.from_bytes(content[:_LENGTH])
    for key, length in json.loads(bytes(content[_LENGTH:end])).items():
        start, end = end, end + length
        yield key, str(content[start:end], "utf-8")


def file(request: Request, what: str) -> Path | None:
    """The file for what runs of a kind remember of something; None to remember nothing."""
    folder = caches.folder()
    return None if folder is None else folder / _FOLDER / f"{unchanged.kind(request)}-{what}"
