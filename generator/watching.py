"""Seeing that a run would have other input than before: by looking again and again.

The system could be asked to tell of changes, but it tells of none on many network and container
file systems, and takes a library for each platform.  Specs and templates are few files: to look at
all of them takes a millisecond or two, a few times a second.

What is saved comes in pieces: a file is emptied, then written, or goes and comes back under its
name.  So a change counts once everything has been still for a moment.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .resources import templates_dir
from .runs import Request

#: In seconds.
PAUSE = 0.2
STILL = 0.1
#: Looks that find something else each time, after which whatever is there counts.
_RESTLESS = 20

_SPEC_FILES = ("api.yaml", "overlay.yaml")

#: For each file what tells that it is another one, or has other content.
Seen = dict[str, tuple[int, int, int]]


class Watch:
    """The input of a run, from one look to the next."""

    def __init__(
        self,
        request: Request,
        beside: Sequence[Path] = (),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Looks for the first time: what changes from now on is told.

        Args:
            request: What a run is asked for.
            beside: Files that say so.
            sleep: How to wait, in seconds.
        """
        self._sleep = sleep
        self.follow(request, beside)

    def follow(self, request: Request, beside: Sequence[Path] = ()) -> None:
        """Looks at the input of another run from now on."""
        self._request, self._beside = request, beside
        self.seen = self._look()

    def wait(self) -> None:
        """Returns when something has changed since the last look, and all is still again."""
        while (now := self._look()) == self.seen:
            self._sleep(PAUSE)
        for _ in range(_RESTLESS):
            self._sleep(STILL)
            before, now = now, self._look()
            if now == before:
                break
        self.seen = now

    def _look(self) -> Seen:
        return look(self._request, self._beside)


def look(request: Request, beside: Sequence[Path] = ()) -> Seen:
    """All that a run would read, as it stands now."""
    found: Seen = {}
    for file in (*_files(request), *map(os.fspath, beside)):
        try:
            state = os.stat(file)
        except OSError:  # gone since it was listed, or not to be seen: both can change
            continue
        found[file] = state.st_mtime_ns, state.st_size, state.st_ino
    return found


def _files(request: Request) -> Iterator[str]:
    for path in map(os.fspath, request.specs):
        if os.path.isdir(path):
            yield from _below(path, _SPEC_FILES)
            continue
        yield path
        yield from (os.path.join(os.path.dirname(path), name) for name in _SPEC_FILES)
    for folder in (request.templates, templates_dir()):
        if folder is not None:
            yield from _below(os.fspath(folder))


def _below(folder: str, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The files in a folder, at any depth; with names, only those that are called so."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        yield from (os.path.join(parent, name) for name in files if not names or name in names)
