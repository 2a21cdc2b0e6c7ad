"""What is on the disk where a generated file goes, and whether that is inside the output folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path

from ..diagnostics import Position


class Kind(Enum):
    """What a path leads to."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()
    """A device, a pipe, or a file where a folder should be."""
    OUTSIDE = auto()
    """Whatever it is, a link on the way to it leaves the output folder."""
    REFUSED = auto()
    """The system does not let us see."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is there; only a file has content."""

    kind: Kind
    content: bytes | None = None
    problem: str = ""
    culprit: Path | None = None
    """The folder above that is to blame, if it is one."""


class Viewer:
    """Looks at the files of one target's folder."""

    def __init__(self, out: Path, root: str) -> None:
        self.root = root
        self.folder = out / root
        self._folder = os.fspath(self.folder)
        self._real_out = os.path.realpath(out)
        self._outside = cache(self._find_outside)

    def where(self, path: str) -> Position:
        """A file of the folder, for messages."""
        return Position((self.folder / path).as_posix())

    def look(self, path: str) -> Look:
        """What is at a path below the root."""
        # A thousand files are looked at, and pathlib takes longer than the system does.
        file = os.path.join(self._folder, path)
        parent = os.path.dirname(file)
        if outside := self._outside(parent):
            return Look(Kind.OUTSIDE, problem=outside, culprit=Path(parent))
        try:
            mode = os.lstat(file).st_mode
            if stat.S_ISREG(mode):
                with open(file, "rb", buffering=0) as stream:
                    return Look(Kind.FILE, stream.readall())
        except FileNotFoundError:
            return Look(Kind.NOTHING)
        except NotADirectoryError:
            culprit = next((p for p in Path(file).parents if p.is_file()), Path(file))
            return Look(Kind.OTHER, problem="a file is where a folder goes", culprit=culprit)
        except OSError as error:
            return Look(Kind.REFUSED, problem=error.strerror or str(error))
        if stat.S_ISLNK(mode):
            return Look(Kind.LINK)
        if stat.S_ISDIR(mode):
            return Look(Kind.FOLDER, problem="a folder is where a generated file goes")
        return Look(Kind.OTHER, problem="something that is no file is where a generated file goes")

    def _find_outside(self, folder: str) -> str:
        """Where a folder really is, if that is not below the output folder."""
        real = os.path.realpath(folder)
        inside = real == self._real_out or real.startswith(self._real_out.rstrip(os.sep) + os.sep)
        return "" if inside else real
