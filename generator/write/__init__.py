"""Writing: the folders of targets become what their outputs say, or all stay as they are.

    lock; look again; journal; temporary files       of every folder, before anything changes
    removals and replacements; manifest              of one after the other

The journal is a manifest that accepts the old and the new content of each file.  Killed at any
moment, a run thus leaves whole files, old or new, that the next run knows as its own.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics import Diagnostic, Position, SpecError
from ..loading import shown
from . import locks, manifest
from .comparison import Change, Changes, compare, holds, scopes, stale
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


def apply(
    prepared: Sequence[Changes], force: bool = False, beside: Sequence[Change] = ()
) -> list[Summary]:
    """Makes folders what they should be: none of them has changed where there is no room for all.

    Args:
        prepared: What there is to do in them.
        force: Whether to overwrite what people have edited.
        beside: Files that are nobody's output, and change with it or not at all; they come last.

    Raises:
        SpecError: Because of conflicts, unless forced, or because the file system refuses.
    """
    for changes in prepared:
        _refuse(changes, force)
    done = {changes.root: changes for changes in prepared}
    try:
        with ExitStack() as held:
            writings: list[_Writing] = []
            # Whoever writes into the same folders waits for them in the same order.
            for changes in sorted(prepared, key=lambda each: each.root):
                viewer = Viewer(changes.out, changes.root)
                if not changes.clean or leftovers(_folders(viewer, changes)):
                    now = done[changes.root] = _locked(held, viewer, changes, force)
                    if not now.clean:
                        writings.append(held.enter_context(_Writing(viewer, now)))
            _write([*writings, held.enter_context(_Files(beside))])
    except OSError as error:
        raise SpecError([_file_system(error, prepared[0].out)]) from error
    return [_summary(changes) for changes in done.values()]


def _locked(held: ExitStack, viewer: Viewer, changes: Changes, force: bool) -> Changes:
    """Takes a folder for this run alone; returns what there is to do in it."""
    viewer.folder.mkdir(parents=True, exist_ok=True)
    try:
        held.enter_context(locks.exclusive(viewer.folder, PATIENCE))
    except locks.Busy:
        where = Position(viewer.folder.as_posix())
        message = f"another run is writing here, and has been for {PATIENCE:.0f} seconds"
        raise SpecError([BUSY.at(where, message, "generate again when it is done")]) from None
    now = changes
    if not holds(viewer, changes):
        now = compare(changes.out, changes.root, changes.outputs, changes.whole, changes.made)
        _refuse(now, force)
        _refuse_meanwhile(viewer, changes, now)
    remove_leftovers(_folders(viewer, now))
    return now


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
        before = file.read_bytes() if file.exists() else None
    except OSError as error:
        raise SpecError([_file_system(error, file)]) from error
    if before == content:
        return False
    replace_files([Change(str(file), before, content)])
    return True


def replace_files(changes: Sequence[Change]) -> None:
    """The same for several: none has changed where there is no room for all.

    Raises:
        SpecError: Because the file system refuses, or a file does not hold what it held before.
    """
    try:
        with _Files(changes) as files:
            _write([files])
    except OSError as error:
        raise SpecError([_file_system(error, Path(changes[0].path))]) from error


def _write(writings: Sequence[_Writing | _Files]) -> None:
    """Stages everything before anything changes."""
    for count, writing in enumerate(writings, 1):
        try:
            writing.stage()
        except (OSError, SpecError):
            for begun in writings[:count]:
                begun.give_up()
            raise
    for writing in writings:
        writing.finish()


class _Files:
    """Single files, which are replaced if they hold what they held."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._staging = Staging()

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, *_: object) -> None:
        self.give_up()

    def stage(self) -> None:
        """Writes all new content beside the files that it is for."""
        for change in self._changes:
            with suppress(FileNotFoundError):
                if Path(change.path).read_bytes() != change.old:
                    message = "the file was changed meanwhile"
                    where = Position(shown(Path(change.path)))
                    raise SpecError([CHANGED_MEANWHILE.at(where, message, "do it once more")])
        self._staging.stage({Path(c.path): c.new for c in self._changes if c.new is not None})

    def give_up(self) -> None:
        """Leaves the files as they were."""
        self._staging.discard()

    def finish(self) -> None:
        """Puts what is staged in its place."""
        for change in self._changes:
            self._staging.replace(Path(change.path))


class _Writing:
    """What a run writes into one folder, whose lock it holds."""

    def __init__(self, viewer: Viewer, changes: Changes) -> None:
        self._folder = viewer.folder
        self._changes = changes
        self._staging = Staging()

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._staging.discard()

    def stage(self) -> None:
        """Writes the journal, and all new content beside the files that it is for."""
        for change in self._changes.changes:
            file = self._folder / change.path
            # What goes needs no room, but leave to go.
            if change.new is None and not os.access(file.parent, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        if self._changes.changes:
            self._replace_list(manifest.dump(_journal(self._changes), self._changes.made))
        self._staging.stage(self._contents())

    def give_up(self) -> None:
        """Leaves the folder as it was: the journal would be right too, but shows as a change."""
        self._staging.discard()
        before = self._changes.list_change.old
        with suppress(OSError):
            if before is None:
                (self._folder / manifest.NAME).unlink()
            else:
                self._replace_list(before)

    def finish(self) -> None:
        """Puts what is staged in its place."""
        # First what goes: where case is ignored, its name may be the new name of what comes.
        for change in self._changes.changes:
            if change.new is None:
                (self._folder / change.path).unlink(missing_ok=True)
        for file in self._contents():
            self._staging.replace(file)
        before, after = self._changes.before, self._changes.after
        for emptied in manifest.folders(before.keys() - after.keys()):
            with suppress(OSError):
                (self._folder / emptied).rmdir()
        if self._changes.list_change.new is not None:
            self._replace_list(self._changes.list_change.new)

    def _contents(self) -> dict[Path, bytes]:
        changes = self._changes.changes
        return {self._folder / c.path: c.new for c in changes if c.new is not None}

    def _replace_list(self, content: bytes) -> None:
        file = self._folder / manifest.NAME
        self._staging.stage({file: content})
        self._staging.replace(file)


def _journal(changes: Changes) -> Manifest:
    """The manifest that holds while files change: each may be as it was or as it will be."""
    journal = {**changes.before, **changes.after}
    for change in changes.changes:
        if change.old is not None:
            was = manifest.fingerprint(change.path, change.old)
            journal[change.path] = replace(journal[change.path], was=was)
    return journal


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
