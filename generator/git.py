"""Files as they were in a revision of a git repository, read from its object database.

`HEAD~1:specs/vod` is what git itself takes for a file or a folder of a revision.  One process of
git is asked, by a fixed command line: what a person typed goes to its standard input alone, and
nothing of a spec goes anywhere.  `cat-file` gives objects as they are stored.  It runs no filter,
no pager, no hook and nothing else that the configuration of a repository could name, and it is told
not to fetch what is missing.

A library that reads the object database could be used instead.  Each that there is lags behind git
in what it reads (partial clones, new tables of references, SHA-256) and would be one more thing to
install and to trust, for who has git anyway.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from posixpath import dirname, join
from typing import IO

#: The whole command line, the same for whatever is asked.
COMMAND = (
    "git",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.fsmonitor=false",
    "cat-file",
    "--batch",
    "--follow-symlinks",
)
#: What it says instead of an object where a link leads to none that the revision holds.
_LEADS = {
    b"dangling": "to nothing",
    b"loop": "round and round",
    b"symlink": "out of the repository",
}
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
#: No spec is larger.
_MAX_BYTES = 32 * 1024 * 1024
#: Folders in folders; git itself allows more, and no tree of specs has them.
_DEEPEST = 32


class GitError(Exception):
    """A revision, or a file in it, cannot be read; the message says why."""


def is_revision(spelling: str) -> bool:
    """Whether a text looks like a path in a revision."""
    revision, colon, _ = spelling.partition(":")
    return bool(revision and colon)


def read(spelling: str, names: frozenset[str]) -> dict[str, bytes]:
    """The files that `REVISION:PATH` means, by what stands for each: `HEAD:specs/api.yaml`.

    Args:
        spelling: A file, or a folder, of which files of these names are read, at any depth.
        names: The files that matter; of a file that is named, those beside it.

    Raises GitError.
    """
    if "\n" in spelling or "\0" in spelling:
        raise GitError("no path in a revision has a line break in it")
    with _Objects() as objects:
        revision, _, path = spelling.partition(":")
        kind, content = objects.get(spelling)
        if kind == "tree":
            return dict(_walk(objects, spelling.rstrip("/"), content, names, 0))
        found = {spelling: content}
        for name in sorted(names):
            beside = f"{revision}:{join(dirname(path), name)}"
            if beside not in found and (other := objects.find(beside)) is not None:
                found[beside] = other[1]
        return found


def _walk(
    objects: _Objects, where: str, tree: bytes, names: frozenset[str], depth: int
) -> Iterator[tuple[str, bytes]]:
    """Hidden folders are not searched, as on the disk."""
    if depth > _DEEPEST:
        raise GitError(f"folders are nested more than {_DEEPEST} deep in {where}")
    for mode, name, id in _entries(tree, objects.id_size):
        path = where + name if where.endswith(":") else f"{where}/{name}"
        if mode == b"40000" and not name.startswith("."):
            yield from _walk(objects, path, objects.get(id)[1], names, depth + 1)
        elif mode in (b"100644", b"100755") and name in names:
            yield path, objects.get(id)[1]


def _entries(tree: bytes, id_size: int) -> Iterator[tuple[bytes, str, str]]:
    """Mode, name and ID of what is in a folder, as git stores it, in the order of names."""
    at, found = 0, []
    while at < len(tree):
        space, end = tree.index(b" ", at), tree.index(b"\0", at)
        id = tree[end + 1 : end + 1 + id_size].hex()
        found.append((tree[at:space], tree[space + 1 : end].decode("utf-8", "replace"), id))
        at = end + 1 + id_size
    return iter(sorted(found, key=lambda entry: entry[1]))


class _Objects:
    """A process of git that hands out objects."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, **_ENVIRONMENT},
            )
        except OSError:
            raise GitError("git is not installed") from None
        self.id_size = 20

    def __enter__(self) -> _Objects:
        return self

    def __exit__(self, *_: object) -> None:
        # Whatever state it is in: nothing is left to be read.
        self._process.kill()
        self._process.communicate()

    def get(self, name: str) -> tuple[str, bytes]:
        """The sort and the content of an object; raises GitError where there is none."""
        found = self.find(name)
        if found is None:
            raise GitError(f"there is no {name} in this repository")
        return found

    def find(self, name: str) -> tuple[str, bytes] | None:
        """The same; None where there is none of this name."""
        stdin, stdout = self._pipes()
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
            head = stdout.readline()
        except OSError:
            head = b""
        if not head:
            raise GitError(self._last_words())
        # An ID, the sort and the size; or the name as it was asked, and what is wrong with it.
        match head.split():
            case [id, kind, size] if kind in (b"blob", b"tree") and size.isdigit():
                self.id_size = len(id) // 2
                if int(size) > _MAX_BYTES:
                    raise GitError(f"{name} has more than {_MAX_BYTES:,} bytes")
                content = stdout.read(int(size))
                stdout.read(1)  # the line break after it
                return kind.decode(), content
            case [_, kind, size] if size.isdigit():
                raise GitError(f"{name} is a {kind.decode()}, neither a file nor a folder")
            case [sort, size] if size.isdigit():
                stdout.read(int(size) + 1)
                if sort in _LEADS:
                    raise GitError(f"{name} is a symbolic link that leads {_LEADS[sort]}")
        return None

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _last_words(self) -> str:
        assert self._process.stderr is not None
        said = self._process.stderr.readline().decode("utf-8", "replace").strip()
        return said.removeprefix("fatal: ") or "git ended without an answer"
