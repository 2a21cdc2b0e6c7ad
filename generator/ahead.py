"""Specs that another process reads while this one still loads what comes after reading.

To read a large service takes as long as to load everything else that a run needs.  What the other
process has found counts for exactly the content that it has read, and only if there was nothing to
tell of it; all else is read again by whoever asks, with its diagnostics and positions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import remembered, unchanged, workers
from .runs import Request

if TYPE_CHECKING:
    from .source import Gist

#: In bytes, of all files: below, they are read as fast as told; above, they had to be kept at once.
_LEAST, _MOST = 100_000, 16_000_000

#: What there is to know of a file, by the hash of its content.
_Plain = dict[bytes, tuple[dict[str, Any], tuple[int, int]]]


class Ahead:
    """The gists of files, by their content."""

    def __init__(self, files: Sequence[str], memory: Path | None) -> None:
        """`memory` is the file for what is to be known next time."""
        reader = _Reader(files, memory)
        self._begun = workers.Begun(reader.read, after=reader.remember)

    def __call__(self, content: bytes) -> Gist | None:
        """The gist of a content, if it has been read and is not in want of diagnostics."""
        from .source import Gist

        found = self._found.pop(sha256(content).digest(), None)
        return None if found is None else Gist(*found)

    @cached_property
    def _found(self) -> _Plain:
        return self._begun.result() or {}

    def close(self) -> None:
        """Leaves what nobody has asked for."""
        self._begun.close()


class _Reader:
    """Reads files, in the other process."""

    def __init__(self, files: Sequence[str], memory: Path | None) -> None:
        self.files = files
        self.memory = memory
        self.keeping: list[Callable[[], dict[str, str]]] = []

    def read(self) -> _Plain:
        from . import source
        from .source.gists import gist

        texts = self.texts = remembered.Texts(self.memory)
        found: _Plain = {}
        for file in self.files:
            content = Path(file).read_bytes()
            if len(content) > source.MAX_BYTES:
                continue
            said, keeping = gist(source.decoded(content, file), texts.known)
            self.keeping.append(keeping)
            if said is not None:
                found[sha256(content).digest()] = said.data, said.version_at
        return found

    def remember(self) -> None:
        self.texts.keep({key: text for each in self.keeping for key, text in each().items()})


@contextmanager
def reading(request: Request) -> Iterator[Ahead | None]:
    """A while in which a run's specs are read ahead, if they are large enough for that."""
    ahead = None
    try:
        files = [file for path in request.specs for file in unchanged.spec_files(os.fspath(path))]
        if _LEAST < sum(map(os.path.getsize, files)) < _MOST:
            ahead = Ahead(files, remembered.file(request, "specs"))
    except OSError:
        pass  # whoever reads them is told
    try:
        yield ahead
    finally:
        if ahead is not None:
            ahead.close()
