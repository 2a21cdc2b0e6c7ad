"""Replacing files so that each is whole at any moment, whatever happens.

New content goes to temporary files first, all of it; only then is any file replaced, which takes
no space and cannot stop halfway through a file.  A full disk is thus noticed before anything has
changed.

What replaces a file is on the disk before, so that a machine that fails leaves one of the two.  For
files that are new, thousands in a first run, nobody waits: there is nothing to lose.  Such a
machine may leave them empty, and the list of files, for which is waited once there is one, has
them; an empty file that is listed is made again like one that is missing (`comparison`).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from .. import paths

_NAME = re.compile(re.escape(paths.OWN_PREFIX) + r"-\d+-\d+\.tmp")
_THREADS = 8


class Staging:
    """Temporary files beside those that they will replace; none survives the `with` block."""

    def __init__(self) -> None:
        self._staged: dict[Path, str] = {}
        self._made: list[Path] = []
        self._new: set[Path] = set()
        """Files that were not there before: to replace one once more loses nothing either."""
        self._count = 0

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Removes what is staged, and the folders that were made for nothing."""
        for temporary in self._staged.values():
            with suppress(OSError):
                os.unlink(temporary)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()
        self._staged.clear()

    def stage(self, contents: Mapping[Path, bytes]) -> None:
        """Writes the new content of files beside them; makes folders as needed."""
        folders: set[Path] = set()
        for file, content in contents.items():
            with _naming(file):
                if file.parent not in folders:
                    self._make_folder(file.parent)
                    folders.add(file.parent)
                self._write(file, content)
        for file in contents:
            if not os.path.lexists(file):
                self._new.add(file)
        if replacing := [file for file in contents if file not in self._new]:
            from concurrent.futures import ThreadPoolExecutor

            # The disk takes many at once far faster than one after the other.
            with ThreadPoolExecutor(_THREADS) as executor:
                list(executor.map(self._sync, replacing))

    def replace(self, file: Path) -> None:
        """Puts the staged content into the file's place; who may read and run it stays."""
        temporary = self._staged[file]
        with _naming(file):
            if file not in self._new:
                with suppress(FileNotFoundError):
                    before = os.lstat(file)
                    if stat.S_ISREG(before.st_mode):
                        os.chmod(temporary, stat.S_IMODE(before.st_mode))
            os.replace(temporary, file)
        del self._staged[file]

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        self._made.append(folder)

    def _write(self, file: Path, content: bytes) -> None:
        self._count += 1
        name = f"{paths.OWN_PREFIX}-{os.getpid()}-{self._count}.tmp"
        temporary = os.path.join(os.path.dirname(file), name)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o666)
        self._staged[file] = temporary
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)

    def _sync(self, file: Path) -> None:
        with _naming(file):
            descriptor = os.open(self._staged[file], os.O_RDWR | getattr(os, "O_BINARY", 0))
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Errors name the file: not every one does, and a temporary name means nothing to people."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Removes temporary files of runs that were killed; whoever calls holds the lock."""
    for file in leftovers(folders):
        with suppress(FileNotFoundError):
            file.unlink()


def leftovers(folders: Iterable[Path]) -> list[Path]:
    """Temporary files in these folders."""
    found: list[Path] = []
    for folder in folders:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
            found += [folder / entry.name for entry in entries if _NAME.fullmatch(entry.name)]
    return found
