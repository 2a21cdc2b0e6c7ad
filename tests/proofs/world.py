"""A project that is generated from two specs in turn, and what each of them yields."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LIST = ".tc3gen.json"
COMMAND = [sys.executable, "-W", "error", "-c", "from tc3gen.cli import main; main()", "generate"]

#: Files by their paths.
Tree = dict[str, bytes]


def _spec(variant: str) -> str:
    """Two specs whose files nearly all differ; each has some that the other lacks."""
    names = [f"Task{number}" for number in range(6)] + [f"Only{variant.upper()}{n}" for n in "12"]
    lines = [
        "tc3gen: 1",
        "service: vod",
        "version: 2018-07-17",
        f"title: Video {variant}",
        "endpoints: {domestic: vod.tencentcloudapi.com}",
        "actions:",
    ]
    for name in names:
        lines += [
            f"  Make{name}:",
            f"    title: Make one, {variant}",
            f"    description: {' '.join([f'Said of {name} by {variant}.'] * 30)}",
            f"    input: {{{name}: {{type: {name}}}}}",
        ]
    lines.append("structs:")
    for name in names:
        field = f"{{type: String, description: {variant}}}"
        lines += [f"  {name}:", f"    fields: {{Id: {field}, Of{variant.upper()}: {field}}}"]
    return "\n".join([*lines, ""])


class Project:
    """A folder `out`, and a folder for each of the specs `a` and `b`, where the command runs."""

    def __init__(self, folder: Path, out: Path | None = None) -> None:
        self.folder = folder
        self.out = out or folder / "out"
        self._env = {**os.environ, "TC3GEN_CACHE_DIR": str(folder / "cache")}
        for variant in "ab":
            spec = folder / variant / "specs/vod/2018-07-17/api.yaml"
            spec.parent.mkdir(parents=True)
            spec.write_text(_spec(variant), "utf-8")
        self.yields = {variant: self._undisturbed(variant) for variant in "ab"}

    def _undisturbed(self, variant: str) -> Tree:
        out = self.folder / f"undisturbed-{variant}"
        self.run(variant, out)
        return tree(out)

    def start(
        self, variant: str, out: Path | None = None, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """The command, started; `before` is done in its process before it begins."""
        return subprocess.Popen(
            [*COMMAND, "--out", str(out or self.out)],
            cwd=self.folder / variant,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=before,
        )

    def run(self, variant: str, out: Path | None = None) -> None:
        """The command, undisturbed: nothing may be wrong, and nothing is told."""
        with self.start(variant, out) as process:
            _, told = process.communicate(timeout=120)
        assert (process.returncode, told) == (0, "")

    def now(self) -> Tree:
        """What is there, but for temporary files of runs that were killed."""
        return {path: text for path, text in tree(self.out).items() if not path.endswith(".tmp")}

    def look(self) -> str:
        """Which of the two the output is: `a`, `b`, or a mixture of whole files of both.

        Fails for a file that is neither of the two.
        """
        now = self.now()
        for path, content in now.items():
            if path.endswith(f"/{LIST}"):
                assert json.loads(content)["files"], path
            else:
                assert content in [self.yields[v].get(path) for v in "ab"], f"{path} is torn"
        for variant in "ab":
            if now == self.yields[variant]:
                return variant
        return "nothing" if not now else "a mixture"

    def recover(self, variant: str) -> None:
        """The next run is clean, and leaves what an undisturbed one would have left."""
        self.run(variant)
        assert tree(self.out) == self.yields[variant]
        empty = [f for f in self.out.rglob("*") if f.is_dir() and not any(f.iterdir())]
        assert empty == []


def tree(folder: Path) -> Tree:
    """Every file of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def sound(told: str) -> None:
    """What a run said before it gave up: problems, each with its code, and nothing else."""
    assert "Traceback" not in told, told
    assert ": error O60" in told, told


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """A file system of that size at a folder; false where this machine lets nobody make one."""
    folder.mkdir(exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        there = subprocess.run(["mount", *options], capture_output=True).returncode == 0
    except FileNotFoundError:
        there = False
    try:
        yield there
    finally:
        if there:
            subprocess.run(["umount", str(folder)], check=True)
