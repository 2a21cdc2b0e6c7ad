"""Writing: the folder of a target becomes what its outputs say, or stays as it is.

    lock; look again; journal; temporary files; removals and replacements; manifest

The journal is a manifest that accepts the old and the new content of each file.  Killed at any
moment, a run thus leaves whole files, old or new, that the next run knows as its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics import Diagnostic, Position, SpecError
from . import locks, manifest
from .comparison import Change, Changes, compare, scopes, stale
from .disk import Viewer
from .manifest import KEPT, Manifest, Origin
from .rules import BUSY, CHANGED_MEANWHILE, FILE_SYSTEM, RULES
from .staging import Staging, leftovers, remove_leftovers

__all__ = [
    "CHANGED_MEANWHILE",
    "KEPT",
    "RULES",
    "Change",
    "Changes",
    "Origin",
    "Summary",
    "apply",
    "compare",
    "compared",
    "replace_file",
    "replace_files",
    "scopes",
    "stale",
]

#: In seconds: how long to wait for another run.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done, by paths below the output folder."""

    written: list[str]
    unchanged: list[str]
    removed: list[str]


def apply(changes: Changes, force: bool = False) -> Summary:
    """Makes the folder what it should be.

    Raises:
        SpecError: Because of conflicts, unless forced, or because the file system refuses.
    """
    _refuse(changes, force)
    viewer = Viewer(changes.out, changes.root)
    try:
        if changes.clean and not leftovers(_folders(viewer, changes)):
            return _summary(changes)
        viewer.folder.mkdir(parents=True, exist_ok=True)
        with locks.exclusive(viewer.folder, PATIENCE):
            now = compare(changes.out, changes.root, changes.outputs, changes.whole, changes.made)
            _refuse(now, force)
            _refuse_meanwhile(viewer, changes, now)
            remove_leftovers(_folders(viewer, now))
            if not now.clean:
                _write(viewer, now)
    except OSError as error:
        raise SpecError([_file_system(error, viewer.folder)]) from error
    except locks.Busy:
        where = Position(viewer.folder.as_posix())
        message = f"another run is writing here, and has been for {PATIENCE:.0f} seconds"
        raise SpecError([BUSY.at(where, message, "generate again when it is done")]) from None
    return _summary(now)


def compared(changes: Changes) -> tuple[Summary, str]:
    """What there is to do, and the difference, for who only wants to know.

    Where the list alone would say something else, and of the files' origin alone, that is nothing:
    another version of tc3gen, or a comment in a spec, that yields the same files.
    """
    if changes.retold:
        return Summary([], changes.unchanged, []), ""
    return _summary(changes), changes.diff()


def replace_file(file: Path, content: bytes) -> bool:
    """Gives one file, which is nobody's output, its whole new content; false if it has that.

    Raises:
        SpecError: Because the file system refuses.
    """
    try:
        with suppress(FileNotFoundError):
            if file.read_bytes() == content:
                return False
    except OSError as error:
        raise SpecError([_file_system(error, file)]) from error
    replace_files({file: content})
    return True


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """The same for several: none has changed where there is no room for all.

    Raises:
        SpecError: Because the file system refuses.
    """
    try:
        with Staging() as staging:
            staging.stage(contents)
            for file in contents:
                staging.replace(file)
    except OSError as error:
        raise SpecError([_file_system(error, next(iter(contents)))]) from error


def _write(viewer: Viewer, changes: Changes) -> None:
    folder = viewer.folder
    with Staging() as staging:
        if changes.changes:
            _replace_list(staging, folder, manifest.dump(_journal(changes), changes.made))
        contents = {folder / c.path: c.new for c in changes.changes if c.new is not None}
        try:
            staging.stage(contents)
        except OSError:
            # Nothing has changed yet; the journal would be right too, but shows up as a change.
            staging.discard()
            with suppress(OSError):
                if changes.list_change.old is None:
                    (folder / manifest.NAME).unlink()
                else:
                    _replace_list(staging, folder, changes.list_change.old)
            raise
        # First what goes: where case is ignored, its name may be the new name of what comes.
        for change in changes.changes:
            if change.new is None:
                (folder / change.path).unlink(missing_ok=True)
        for file in contents:
            staging.replace(file)
        for emptied in manifest.folders(changes.before.keys() - changes.after.keys()):
            with suppress(OSError):
                (folder / emptied).rmdir()
        _replace_list(staging, folder, manifest.dump(changes.after, changes.made))


def _journal(changes: Changes) -> Manifest:
    """The manifest that holds while files change: each may be as it was or as it will be."""
    journal = {**changes.before, **changes.after}
    for change in changes.changes:
        if change.old is not None:
            was = manifest.fingerprint(change.path, change.old)
            journal[change.path] = replace(journal[change.path], was=was)
    return journal


def _replace_list(staging: Staging, folder: Path, content: bytes) -> None:
    file = folder / manifest.NAME
    staging.stage({file: content})
    staging.replace(file)


def _summary(changes: Changes) -> Summary:
    return Summary(changes.written, changes.unchanged, changes.removed)


def _folders(viewer: Viewer, changes: Changes) -> list[Path]:
    """Every folder that a run into this one may have left something in."""
    names = manifest.folders({**changes.before, **changes.after})
    return [viewer.folder, *(viewer.folder / name for name in names)]


def _refuse(changes: Changes, force: bool) -> None:
    if changes.conflicts and not force:
        raise SpecError(changes.conflicts)


def _refuse_meanwhile(viewer: Viewer, then: Changes, now: Changes) -> None:
    """Refuses if a file that would be replaced is not the one that the new text was made from."""
    seen = {change.path: change.old for change in then.changes}
    found = [
        CHANGED_MEANWHILE.at(
            viewer.where(change.path), "the file was changed meanwhile", "generate again"
        )
        for change in now.changes
        if change.old is not None and seen.get(change.path) != change.old
    ]
    if found:
        raise SpecError(found)


def _file_system(error: OSError, folder: Path) -> Diagnostic:
    file = os.fsdecode(error.filename) if error.filename else folder.as_posix()
    reason = error.strerror or str(error)
    return FILE_SYSTEM.at(
        Position(file), f"the file cannot be written: {reason}", "solve it and generate again"
    )
