"""Runs that have been done already: the same input, and the output that it gave still there.

Such a run would change nothing, so that it need not be done; to find that out takes reading and
hashing, and loads nearly nothing.  What a run depends on, all of which is looked at:

* the request, and the folder that paths are relative to;
* the content of every spec and overlay that it finds, and of templates that lie over ours;
* tc3gen, its templates and schemas, and what is installed beside it, by the sizes and times by
  which Python itself knows that a module has changed;
* the content of every file that it wrote, people's text in pages included, and of the list of
  them; that they are files; and the times of their folders, where anything else may have been put.

Whatever differs, the run is done.  So an error here can only be to overlook a cause that is not in
the list above.  A run that finds problems is never remembered; warnings are, and told again.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import Any

from . import caches, paths
from .diagnostics import Diagnostic, Severity
from .resources import templates_dir
from .runs import Outcome, Request

_FOLDER = "runs"
#: Runs that are remembered; the oldest is forgotten.
_LIMIT = 100
_SPEC_FILES = ("api.yaml", "overlay.yaml")


def recall(request: Request) -> Outcome | None:
    """What the run would come to, if it has been done and nothing has changed since."""
    memory = _memory(request)
    if memory is None or request.force:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        run: dict[str, Any] = json.loads(memory.read_bytes())
        before = state(request)
        same = (
            before != ""
            and run["input"] == before
            and run["folders"] == _folders(request.out, run["folders"])
            and run["output"] == _hash(_read(request.out, run["files"]))
        )
        if same:
            return Outcome(unchanged=run["unchanged"], warnings=[*map(_warning, run["warnings"])])
    return None


def remember(
    request: Request, before: str, contents: Mapping[str, bytes], outcome: Outcome
) -> None:
    """Remembers a run by what it left.

    Args:
        request: What it was asked for.
        before: The state when it began.
        contents: Every file that it is about, by its path below the output folder, and the lists
            of them.
        outcome: What it came to.
    """
    memory = _memory(request)
    if memory is None:
        return
    with suppress(OSError):
        if not before or state(request) != before:
            return
        run = {
            "input": before,
            "folders": _folders(request.out, {os.path.dirname(path) for path in contents}),
            "output": _hash(contents.items()),
            "files": list(contents),
            "unchanged": [*filter(_is_output, outcome.written), *outcome.unchanged],
            "warnings": [astuple(warning) for warning in outcome.warnings],
        }
        caches.remember(memory, [json.dumps(run).encode()], _LIMIT)


def state(request: Request) -> str:
    """The specs, tc3gen and what is installed beside it, as a hash.

    Empty, and so never the same, where a file of these cannot be read or is gone meanwhile.
    """
    try:
        files = [file for path in request.specs for file in spec_files(os.fspath(path))]
        if request.templates is not None:
            files += _all(os.fspath(request.templates))
        return _hash([("", tool().encode()), *_read(Path(), files)])
    except OSError:
        return ""


def tool() -> str:
    """Python, tc3gen and what is installed beside it, as a text that changes with them.

    Raises:
        OSError: Where a file of these is gone meanwhile.
    """
    return "\n".join([sys.version, *map(repr, _tool())])


def _memory(request: Request) -> Path | None:
    """The file for runs of a kind."""
    folder = caches.folder()
    return None if folder is None else folder / _FOLDER / f"{kind(request)}.json"


def kind(request: Request) -> str:
    """A name for all runs that are asked for in the same way, into the same folder."""
    asked = (
        os.getcwd(),
        os.path.realpath(request.out),
        [str(path) for path in request.specs],
        [list(request.targets), list(request.actions), request.whole],
        [repr(request.bundle), list(request.pins), sorted(request.roots.items())],
        str(request.templates),
    )
    return sha256(json.dumps(asked).encode()).hexdigest()[:32]


def _is_output(path: str) -> bool:
    """Whether a file is generated, and not the list of those that are."""
    return not os.path.basename(path).startswith(paths.OWN_PREFIX)


# What a run depends on ---------------------------------------------------------------------------


def spec_files(path: str) -> Iterator[str]:
    """The files that a run reads for a path, if they are there."""
    if not os.path.isdir(path):
        yield path
        beside = [os.path.join(os.path.dirname(path), name) for name in _SPEC_FILES]
        yield from (file for file in beside if file != path and os.path.isfile(file))
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(folder, name) for name in _SPEC_FILES if name in names)


def _all(folder: str) -> Iterator[str]:
    """Every file in a folder; OSError where a link leads on, perhaps round and round."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for name in folders:
            if os.path.islink(os.path.join(parent, name)):
                raise OSError(name)
        yield from (os.path.join(parent, name) for name in sorted(names))


def _tool() -> Iterator[tuple[str, int, int]]:
    """What makes output of specs: its files, and the folders that packages are installed into."""
    for folder in (os.path.dirname(__file__), os.fspath(templates_dir())):
        for parent, folders, names in os.walk(folder):
            folders[:] = sorted(set(folders) - {"__pycache__", "node_modules"})
            for name in sorted(names):
                file = os.path.join(parent, name)
                state = os.stat(file)
                yield file, state.st_size, state.st_mtime_ns
    for folder in sys.path:
        if os.path.isdir(folder):
            yield folder, 0, os.stat(folder).st_mtime_ns


def _read(folder: Path, files: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Files with their content; OSError where one is no file."""
    for path in files:
        file = os.path.join(folder, path)
        if not stat.S_ISREG(os.lstat(file).st_mode):
            raise OSError(file)
        with open(file, "rb", buffering=0) as stream:
            yield path, stream.readall()


def _hash(contents: Iterable[tuple[str, bytes]]) -> str:
    found = sha256()
    for path, content in contents:
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _folders(out: Path, folders: Iterable[str]) -> dict[str, int]:
    """When something was last put into folders or taken out of them."""
    return {name: os.stat(os.path.join(out, name)).st_mtime_ns for name in sorted(folders)}


def _warning(plain: Sequence[Any]) -> Diagnostic:
    code, severity, *rest = plain
    return Diagnostic(code, Severity(severity), *rest)
