"""Specs that another process looks at while this one still loads what comes after reading.

To read a large service takes as long as to load everything else that a run needs.  What the other
process has found counts for exactly the content that it has read, and only if there was nothing to
tell of it; all else is read again by whoever asks, with its diagnostics and positions.

What it has read and the schema has passed it remembers, chunk by chunk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import remembered, unchanged, workers
from .runs import Request

if TYPE_CHECKING:
    from .source import Gist

#: In bytes, of all files: below, they are read as fast as told; above, they had to be kept at once.
_LEAST, _MOST = 100_000, 16_000_000

#: A gist as it travels.
_Plain = tuple[dict[str, Any], tuple[int, int], bool]


class Ahead:
    """The gists of files, by their content."""

    def __init__(self, request: Request, files: Sequence[str]) -> None:
        self._begun = workers.Begun(partial(_read, request, files))

    def __call__(self, content: bytes) -> Gist | None:
        """The gist of a content, if it has been read and is not in want of diagnostics."""
        from .source import Gist

        found = self._found.pop(sha256(content).digest(), None)
        return None if found is None else Gist(*found)

    @cached_property
    def _found(self) -> dict[bytes, _Plain]:
        return self._begun.result() or {}

    def close(self) -> None:
        """Leaves what nobody has asked for."""
        self._begun.close()


def _read(request: Request, files: Sequence[str]) -> Iterator[dict[bytes, _Plain]]:
    """In the other process: tells of the files, once, and then remembers them."""
    from . import schema, source
    from .source import gists

    texts = remembered.Texts(remembered.file(request, "specs"))
    salt = sha256(unchanged.tool().encode()).hexdigest()
    found: dict[bytes, gists.Found] = {}
    for file in files:
        content = Path(file).read_bytes()
        if len(content) <= source.MAX_BYTES:
            each = gists.gist(source.decoded(content, file), texts.known, salt)
            if each.kept and each.gist and schema.fits(each.fresh):
                each = each._replace(gist=each.gist._replace(is_sound=True))
            found[sha256(content).digest()] = each
    yield {
        key: (gist.data, gist.version_at, gist.is_sound)
        for key, each in found.items()
        if (gist := each.gist) is not None
    }
    kept: dict[str, str] = {}
    for each in found.values():
        kept |= each.kept
        if schema.fits(each.fresh):  # so that it need not be asked about these again
            kept |= each.keep()
    texts.keep(kept)


@contextmanager
def reading(request: Request) -> Iterator[Ahead | None]:
    """A while in which a run's specs are read ahead, if they are large enough for that."""
    ahead = None
    try:
        files = [file for path in request.specs for file in unchanged.spec_files(os.fspath(path))]
        if _LEAST < sum(map(os.path.getsize, files)) < _MOST:
            ahead = Ahead(request, files)
    except OSError:
        pass  # whoever reads them is told
    try:
        yield ahead
    finally:
        if ahead is not None:
            ahead.close()
