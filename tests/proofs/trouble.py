"""What happens to runs: the end of the process, of the disk, of permission, and each other."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from .world import LIST, Project, small_disk, sound, tree

#: What came of it, and how often.
Counts = Counter[str]


def killed(folder: Path, times: int, seed: int = 0) -> Counts:
    """Ends a run at a random moment, as a failing machine would; then the next must be clean."""
    project = Project(folder)
    chance = random.Random(seed)
    began = time.monotonic()
    project.run("a")
    takes = time.monotonic() - began
    counts = Counts()
    for number in range(times):
        variant = "ba"[number % 2]
        before = _lists(project)
        process = project.start(variant)
        if number % 4 == 0:  # any moment at all
            time.sleep(chance.uniform(0, takes))
        else:  # a moment at which it writes
            while _lists(project) == before and process.poll() is None:
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, 0.06))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        left = project.look()
        what = "was done" if process.returncode == 0 else f"left {left}"
        if left == variant and process.returncode:
            what = "had all but ended"
        elif left in "ab" and process.returncode:
            what = "left the old files"
        counts[what] += 1
        counts["temporary files left"] += sum(1 for path in tree(project.out) if ".tmp" in path)
        project.recover(variant)
        counts["then clean"] += 1
    return counts


def _lists(project: Project) -> list[int]:
    """When the lists of files were last written."""
    found = sorted(project.out.glob(f"**/{LIST}"))
    return [path.stat().st_mtime_ns for path in found]


def limited(folder: Path, times: int, seed: int = 0) -> Counts:
    """No file may be larger than a random size: writing stops in the middle of one."""
    project = Project(folder)
    chance = random.Random(seed)
    sizes = sorted(len(content) for content in project.yields["b"].values())
    counts = Counts()
    project.run("a")
    for _ in range(times):
        most = chance.randrange(sizes[0] + 1, sizes[-1] + 2)

        def limit(most: int = most) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        counts += _refused(project, limit)
    return counts


def full(folder: Path, times: int, seed: int = 0) -> Counts:
    """A disk with little room left: for none, for some, or for all of the new files."""
    chance = random.Random(seed)
    with small_disk(folder / "disk", 4096) as there:
        if not there:
            return Counts({"no disk could be made": 1})
        project = Project(folder, folder / "disk/out")
        project.run("a")
        old, new = project.yields["a"], project.yields["b"]
        blocks = (len(text) // 4096 + 1 for path, text in new.items() if old.get(path) != text)
        needed = sum(blocks) * 4096
        counts = Counts()
        for _ in range(times):
            state = os.statvfs(project.out)
            room = chance.randrange(0, needed)
            filler = folder / "disk/filler"
            filler.write_bytes(bytes(max(0, state.f_bavail * state.f_frsize - room)))
            counts += _refused(project, None, filler.unlink)
        return counts


def forbidden(folder: Path, times: int, seed: int = 0) -> Counts:
    """A folder or a file, at random, that may not be written, or not even be seen."""
    project = Project(folder)
    chance = random.Random(seed)
    counts = Counts()
    project.run("a")
    for _ in range(times):
        places = sorted(path for path in project.out.rglob("*"))
        chosen = chance.sample(places, chance.choice([1, 1, 2, 5]))
        modes = {path: path.stat().st_mode for path in chosen}
        # A folder in one that cannot be entered is out of reach: the deepest first.
        for path in sorted(chosen, reverse=True):
            path.chmod(chance.choice([0o555, 0o444, 0o000]))

        def allow(modes: dict[Path, int] = modes) -> None:
            for path, mode in sorted(modes.items()):
                if path.exists():
                    path.chmod(mode)

        counts += _refused(project, _as_anybody, allow)
    return counts


def _refused(
    project: Project, before: Callable[[], None] | None, after: Callable[[], None] | None = None
) -> Counts:
    """A run from `a` to `b` that may be stopped; all has changed, or nothing; then it is clean."""
    with project.start("b", before=before) as process:
        _, told = process.communicate(timeout=120)
    if after is not None:
        after()
    counts = Counts()
    left = project.look()
    if process.returncode == 0:
        assert left == "b"
        counts["went through"] += 1
    else:
        assert process.returncode == 1, told
        sound(told)
        assert not any(".tmp" in path for path in tree(project.out))
        assert left == "a", "no target changes where another one cannot"
        counts["refused, all is old"] += 1
    project.recover("b")
    project.recover("a")
    counts["then clean"] += 1
    return counts


def _as_anybody() -> None:
    """Takes from root what makes permissions mean nothing to it."""
    if os.geteuid() == 0:
        drop, override, search = 24, 1, 2
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (override, search):
            libc.prctl(drop, capability, 0, 0, 0)


def together(folder: Path, times: int, seed: int = 0) -> Counts:
    """Two runs, or three, at once into one folder, from two specs."""
    project = Project(folder)
    chance = random.Random(seed)
    counts = Counts()
    for number in range(times):
        processes: list[subprocess.Popen[str]] = []
        for index in range(chance.choice([2, 2, 3])):
            processes.append(project.start("ab"[(number + index) % 2]))
            time.sleep(chance.choice([0, 0, 0.05, 0.2]))
        for process in processes:
            _, told = process.communicate(timeout=120)
            if process.returncode:
                assert process.returncode == 1
                sound(told)
                (code,) = {word for word in told.split() if word[:3] == "O60"}
                counts[f"gave way, {code}"] += 1
            else:
                counts["went through"] += 1
        assert project.look() in ("a", "b"), "the last to write has written all"
        project.recover("ab"[number % 2])
        counts["then clean"] += 1
    return counts
