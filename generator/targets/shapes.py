"""What a target is: where its files go, and what makes them.

`file.py` reads it of a `target.yaml`.  A folder of somebody's own can lie over a target's: of two
files at one path, its file counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..diagnostics import Position

FILE_NAME = "target.yaml"


class Each(StrEnum):
    """How often a template is rendered: once for each of these."""

    BUNDLE = "bundle"
    PACKAGE = "package"
    SERVICE = "service"
    STRUCT = "struct"
    ACTION = "action"

    @property
    def views(self) -> tuple[str, ...]:
        """The names that the views have in the context."""
        inside_service = self in (Each.STRUCT, Each.ACTION)
        return ("service", self.value) if inside_service else (self.value,)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry under `files`: either `copy` or `template` is set."""

    to: str
    position: Position
    copy: str = ""
    template: str = ""
    each: Each = Each.BUNDLE
    constants: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What `with` adds to the context."""
    feature: str = ""
    """Without which a bundle does not have it; empty where it always does."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What a target adds to a package that is installed, as an extra with the target's name."""

    extra: str
    requires: tuple[str, ...]
    """What it needs, as installers are told."""
    command: str
    """The function of the command that is called as the package is: `__main__:main`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of output: where it goes, and what makes it."""

    name: str
    description: str
    root: str
    """The folder under `--out` that holds all its files."""
    languages: tuple[str, ...]
    """Whose views the templates see; the first has the main one."""
    entries: tuple[Entry, ...]
    folder: Path
    shown: str
    """The folder as messages call it."""
    over: Path | None = None
    """The folder that lies over it, whose files count where both have one."""
    joins: str = ""
    """The target whose folder its files go into; empty where it has one of its own."""
    joined: tuple[Target, ...] = ()
    """Those whose files come to its own."""
    addition: Addition | None = None
    """What a wheel that holds it offers beside the package."""

    @property
    def parts(self) -> tuple[Target, ...]:
        """Itself, and those that join it."""
        return (self, *self.joined)

    @property
    def position(self) -> Position:
        """The target as a whole, for messages."""
        return Position(self.show(self.find(FILE_NAME)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Its folders, the uppermost first."""
        return (self.folder,) if self.over is None else (self.over, self.folder)

    def find(self, path: str) -> Path:
        """The file or folder at a path, which need not be there."""
        return next((f / path for f in self.folders if (f / path).exists()), self.folder / path)

    def show(self, file: Path) -> str:
        """A file of its folders as messages call it."""
        if file.is_relative_to(self.folder):
            return f"{self.shown}/{file.relative_to(self.folder).as_posix()}"
        return shown(file)

    def files(self) -> dict[str, Path]:
        """All files that count, by path, sorted; without what file managers leave behind."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            for file in folder.rglob("*"):
                below = file.relative_to(folder)
                if file.is_file() and not is_litter(below):
                    found[below.as_posix()] = file
        return dict(sorted(found.items()))


def shown(path: Path) -> str:
    """Relative to the current folder where it is below, so that an editor can open it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def is_litter(below: Path) -> bool:
    """Whether a path in a folder of templates is of no matter: hidden, or left by Python."""
    return any(part.startswith(".") or part == "__pycache__" for part in below.parts)
