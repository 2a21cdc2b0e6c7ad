"""How a target's folder differs from its outputs, and what of that must not be touched.

What may be touched is decided by the manifest alone: a file that it lists, with the content that
it lists.  Everything else that is in the way is a conflict, and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import paths
from ..diagnostics import Diagnostic, Position, SpecError
from ..outputs import Output
from . import manifest
from .disk import Kind, Look, Viewer
from .manifest import Manifest, Origin, Owned
from .rules import (
    EDITED,
    FILE_SYSTEM,
    FOREIGN,
    LINK,
    MANIFEST,
    NOT_A_FILE,
    UNENCODABLE,
    UNSAFE_PATH,
)

#: Lines of a difference that are shown.
DIFF_LIMIT = 2_000

_UNKNOWN = Origin()


@dataclass(frozen=True, slots=True)
class Change:
    """A file and its content before and after; None is no file."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True)
class Changes:
    """How the folder of a target differs from its outputs."""

    out: Path
    root: str
    outputs: Mapping[str, Output]
    whole: bool
    changes: tuple[Change, ...]
    """Sorted by path; the manifest is not among them."""
    same: tuple[str, ...]
    conflicts: tuple[Diagnostic, ...]
    """What stands in the way of writing, unless it is forced."""
    before: Manifest
    after: Manifest
    list_change: Change
    """The manifest's own content."""
    made: Origin
    """What the outputs are made by and of."""

    @property
    def written(self) -> list[str]:
        """Files that are made or changed, by their paths below the output folder."""
        written = [self._shown(c.path) for c in self.changes if c.new is not None]
        if not self.changes and self.list_change.old != self.list_change.new:
            written.append(self._shown(manifest.NAME))
        return written

    @property
    def removed(self) -> list[str]:
        """Files that are removed."""
        return [self._shown(change.path) for change in self.changes if change.new is None]

    @property
    def unchanged(self) -> list[str]:
        """Files that are right already."""
        return [self._shown(path) for path in self.same]

    @property
    def clean(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changes and self.list_change.old == self.list_change.new

    @property
    def retold(self) -> bool:
        """Whether nothing differs but what the manifest says of the files' origin."""
        listed = self.list_change.old is not None and self.before == self.after
        return listed and not self.changes and not self.clean

    def diff(self, limit: int = DIFF_LIMIT) -> str:
        """The differences as a patch, but for lines beyond a limit, which are only counted."""
        lines: list[str] = []
        # The list changes with every file: alone, its difference tells something.
        shown = self.changes or (() if self.clean else (self.list_change,))
        for change in shown:
            lines += _difference(self._shown(change.path), change)
        if len(lines) > limit:
            lines[limit:] = [f"... and {len(lines) - limit:,} more lines\n"]
        return "".join(lines)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """What is there when this has been applied: the outputs, and the list of all."""
        for path, output in self.outputs.items():
            yield self._shown(path), output.content
        if self.list_change.new is not None:
            yield self._shown(manifest.NAME), self.list_change.new

    def _shown(self, path: str) -> str:
        return f"{self.root}/{path}"


def stale(out: Path, root: str, outputs: Mapping[str, Output], whole: bool) -> list[str]:
    """The files that `compare` would find to be no longer generated, and that are there."""
    viewer = Viewer(out, root)
    before, _, _ = _read_manifest(viewer)
    gone = manifest.stale(before, outputs, whole)
    return sorted(path for path in gone if viewer.look(path).kind is Kind.FILE)


def scopes(out: Path, root: str) -> set[str]:
    """Whose files have been generated into a target's folder."""
    before, _, _ = _read_manifest(Viewer(out, root))
    return {owned.scope for owned in before.values()}


def compare(
    out: Path, root: str, outputs: Mapping[str, Output], whole: bool, made: Origin = _UNKNOWN
) -> Changes:
    """How a target's folder, `out/root`, differs from its outputs.

    Args:
        out: The output folder.
        root: The target's folder in it.
        outputs: By path below the root.
        whole: Whether they are all that the target has; if not, only the files of their own
            scopes can be stale.
        made: What they are made by and of.

    Raises:
        SpecError: With what makes writing impossible, forced or not.
    """
    viewer = Viewer(out, root)
    errors = list(_refused(viewer, outputs))
    if errors:
        raise SpecError(errors)
    before, listed, conflicts = _read_manifest(viewer)
    gone = manifest.stale(before, outputs, whole)
    if not whole:
        made = made.beside(manifest.origin(listed), before)
    # Where the file system ignores case, a name spelt anew is the same file still.
    by_folded = {paths.folded(path): before[path] for path in gone}
    after = {path: owned for path, owned in before.items() if path not in set(gone)}
    changes: list[Change] = []
    same: list[str] = []
    for path, output in outputs.items():
        new = output.content
        fingerprint = manifest.fingerprint(path, new)
        after[path] = Owned(fingerprint, output.scope)
        look = viewer.look(path)
        if look.content == new:
            same.append(path)
            continue
        owned = before.get(path) or by_folded.get(paths.folded(path))
        conflict, error = _judged(viewer.where(path), path, look, owned, fingerprint)
        conflicts += conflict
        errors += error
        changes.append(Change(path, look.content, new))
    for path in gone:
        look = viewer.look(path)
        if look.kind is not Kind.NOTHING:
            conflict, error = _judged(viewer.where(path), path, look, before[path], "")
            conflicts += conflict
            errors += error
            changes.append(Change(path, look.content, None))
    if errors:
        raise SpecError([*errors, *conflicts])
    return Changes(
        out,
        root,
        outputs,
        whole,
        tuple(sorted(changes, key=lambda change: change.path)),
        tuple(sorted(same)),
        tuple(conflicts),
        before,
        after,
        Change(manifest.NAME, listed, manifest.dump(after, made)),
        made,
    )


def holds(viewer: Viewer, changes: Changes) -> bool:
    """Whether what was compared still stands: no other run has written, no file to change differs.

    Who edits one of the others now could as well do so when all is written.
    """
    if changes.conflicts:
        return False
    return all(_is_as_before(viewer, each) for each in (changes.list_change, *changes.changes))


def _is_as_before(viewer: Viewer, change: Change) -> bool:
    look = viewer.look(change.path)
    kind = Kind.NOTHING if change.old is None else Kind.FILE
    return look.kind is kind and look.content == change.old


def _refused(viewer: Viewer, outputs: Mapping[str, Output]) -> Iterator[Diagnostic]:
    """What is wrong with the outputs themselves."""
    for path, output in outputs.items():
        if flaw := paths.flaw(path):
            message = f"the path of {output.label}, {path!a}, {flaw}"
            yield UNSAFE_PATH.at(Position(output.template or viewer.root), message)
            continue
        try:
            _ = output.content
        except UnicodeEncodeError as error:
            line = output.text.count("\n", 0, error.start) + 1
            code = f"U+{ord(output.text[error.start]):04X}"
            message = f"the output for {output.label} holds {code}, no character, in line {line}"
            yield UNENCODABLE.at(Position(output.template or viewer.where(path).path), message)


def _read_manifest(viewer: Viewer) -> tuple[Manifest, bytes | None, list[Diagnostic]]:
    """The manifest, the content of its file, and why it cannot be trusted, if so."""
    look = viewer.look(manifest.NAME)
    where = viewer.where(manifest.NAME)
    if look.kind is Kind.NOTHING:
        return {}, None, []
    if look.kind not in (Kind.FILE, Kind.LINK):
        raise SpecError([_hindrance(where, look)])
    problem = "it is a symbolic link"
    if look.content is not None:
        try:
            return manifest.parse(look.content), look.content, []
        except (ValueError, RecursionError) as error:
            problem = str(error)
    message = f"the list of generated files cannot be read: {problem}"
    return {}, look.content, [MANIFEST.at(where, message, "`--force` makes it anew")]


def _judged(
    where: Position, path: str, look: Look, owned: Owned | None, new: str
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """What speaks against replacing or removing a file unless forced, and what in any case."""
    goes = "" if new else ", and is no longer generated"
    if look.kind is Kind.FILE and look.content is not None:
        found = manifest.fingerprint(path, look.content)
        if found == new or (owned is not None and owned.made(found)):
            return [], []
        if owned is not None and not look.content:
            return [], []  # what a machine that failed may leave, and nobody's work is lost with
        if owned is None:
            help = "move it away, or give it up with `--force`"
            return [FOREIGN.at(where, "tc3gen did not write this file", help)], []
        help = "put the change into the spec, the overlay or a template; `--force` gives it up"
        return [EDITED.at(where, f"the file was edited since it was generated{goes}", help)], []
    if look.kind is Kind.LINK:
        help = "remove it, or replace it with `--force`"
        return [LINK.at(where, "a symbolic link is where a generated file goes", help)], []
    if look.kind is Kind.NOTHING:
        return [], []
    return [], [_hindrance(where, look)]


def _hindrance(where: Position, look: Look) -> Diagnostic:
    """What makes a place unusable, forced or not; the same for all files that share the cause."""
    where = Position(look.culprit.as_posix()) if look.culprit else where
    if look.kind is Kind.OUTSIDE:
        help = "remove the link, or name the folder that it leads to with `--out`"
        return LINK.at(where, f"the folder is really {look.problem}, outside of the output", help)
    if look.kind is Kind.REFUSED:
        return FILE_SYSTEM.at(where, f"the file cannot be read: {look.problem}")
    return NOT_A_FILE.at(where, look.problem, "move it away")


def _difference(path: str, change: Change) -> Iterator[str]:
    """A unified diff as `git` would print it."""
    import difflib

    before = "/dev/null" if change.old is None else f"a/{path}"
    after = "/dev/null" if change.new is None else f"b/{path}"
    old, new = _lines(change.old), _lines(change.new)
    if not old and not new:  # an empty file comes or goes
        yield from (f"--- {before}\n", f"+++ {after}\n")
    for line in difflib.unified_diff(old, new, before, after):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "backslashreplace")
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])
