"""One run at a time in one folder.

The lock is the operating system's, so that it ends with the process that holds it, however that
ends.  On POSIX it is on the folder itself and leaves nothing behind; on Windows, which has no
locks on folders, on a file that the system removes when it is closed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import paths

_PAUSE = 0.05


class Busy(Exception):
    """Another run holds the lock."""


if sys.platform == "win32":

    def _open(folder: Path) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
        return os.open(folder / f"{paths.OWN_PREFIX}.lock", flags)

    def _take(descriptor: int) -> None:
        """To have opened the file is to have the lock."""

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _take(descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system without locks: better unlocked than never


@contextmanager
def exclusive(folder: Path, patience: float) -> Iterator[None]:
    """Holds the lock of a folder, which exists; waits for it for some seconds.

    Raises:
        Busy: If another run held it all the time.
        OSError: If the folder cannot be opened.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            descriptor = _open(folder)
            break
        except FileExistsError:
            _wait(deadline)
    try:
        while True:
            try:
                _take(descriptor)
                break
            except BlockingIOError:
                _wait(deadline)
        yield
    finally:
        os.close(descriptor)


def _wait(deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise Busy
    time.sleep(_PAUSE)
