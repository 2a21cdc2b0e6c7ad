"""`tc3gen generate --watch`: a real process, real files, and whatever editors do to them."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tc3gen import cli, runs
from tc3gen.watching import Watch

if sys.platform == "win32":
    pytest.skip("ends as POSIX does", allow_module_level=True)

API = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  Old: {input: {FileId: {type: String}}}
"""
SPEC = Path("specs/vod/2018-07-17/api.yaml")
OVERLAY = SPEC.with_name("overlay.yaml")
PAGES = Path("generated/docs/vod/v20180717/actions")
COMMAND = [sys.executable, "-c", "from tc3gen.cli import main; main()", "generate", "--watch"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    SPEC.parent.mkdir(parents=True)
    SPEC.write_text(API, "utf-8")
    return tmp_path


def _interruptible() -> None:
    """Shells let what they run in the background ignore Ctrl-C, and so all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """The command while it runs, and the lines that it prints."""

    def __init__(self, *arguments: str) -> None:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=pipe,
            stderr=pipe,
            text=True,
            start_new_session=True,
            preexec_fn=_interruptible,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.errors: list[str] = []
        self._threads = [
            threading.Thread(target=self._read, args=[self.process.stdout, self.lines.put]),
            threading.Thread(target=self._read, args=[self.process.stderr, self.errors.append]),
        ]
        for thread in self._threads:
            thread.start()

    @staticmethod
    def _read(stream: Iterator[str], put: object) -> None:
        for line in stream:
            put(line)  # type: ignore[operator]

    def __enter__(self) -> Watcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def line(self) -> str:
        """What the next run came to."""
        return self.lines.get(timeout=60)

    def end(self, number: int = signal.SIGINT) -> None:
        """Ends it, as Ctrl-C does: all of its processes; nothing more may have been said."""
        os.killpg(self.process.pid, number)
        assert self.process.wait(60) == 0
        self.__exit__()
        assert self.lines.empty()


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    with Watcher("--target", "docs") as one:
        assert one.line().startswith("5 files written")
        yield one


def test_every_save_is_a_run(watcher: Watcher) -> None:
    SPEC.write_text(API.replace("Old", "New"), "utf-8")
    watcher.line()
    assert [page.name for page in PAGES.iterdir()] == ["new.md"]
    OVERLAY.write_text("actions: {New: {title: A better title}}\n", "utf-8")
    watcher.line()
    assert "A better title" in (PAGES / "new.md").read_text("utf-8")
    OVERLAY.unlink()
    watcher.line()
    assert "A better title" not in (PAGES / "new.md").read_text("utf-8")
    # As careful editors save: beside it, then in its place; even where time and size stay.
    state = SPEC.stat()
    beside = SPEC.with_name(".api.yaml.swp")
    beside.write_text(API.replace("Old", "Now"), "utf-8")
    os.utime(beside, ns=(state.st_atime_ns, state.st_mtime_ns))
    beside.replace(SPEC)
    watcher.line()
    assert [page.name for page in PAGES.iterdir()] == ["now.md"]
    second = Path("specs/cvm/2017-03-12/api.yaml")
    second.parent.mkdir(parents=True)
    text = API.replace("vod", "cvm").replace("2018-07-17", "2017-03-12")
    second.write_text(text, "utf-8")
    assert watcher.line().startswith("5 files written")
    watcher.end()
    assert watcher.errors == []


def test_what_is_half_saved_or_gone_is_told_and_got_over(watcher: Watcher) -> None:
    page = (PAGES / "old.md").read_bytes()
    SPEC.write_text(API[:-20], "utf-8")
    assert watcher.line() == "Nothing was written.\n"
    SPEC.write_text("", "utf-8")
    assert watcher.line() == "Nothing was written.\n"
    SPEC.unlink()
    assert watcher.line() == "Nothing was written.\n"
    assert (PAGES / "old.md").read_bytes() == page
    SPEC.parent.rmdir()
    SPEC.parent.mkdir()
    SPEC.write_text(API.replace("FileId", "FileName"), "utf-8")
    assert watcher.line().startswith("1 file written")
    assert "FileName" in (PAGES / "old.md").read_text("utf-8")
    # What a person wrote by hand stands in the way, and is told as always.
    client = PAGES / "old.md"
    client.write_text("mine\n", "utf-8")
    SPEC.write_text(API, "utf-8")
    assert watcher.line() == "Nothing was written.\n"
    watcher.end(signal.SIGTERM)
    told = "".join(watcher.errors)
    for code in ("Y008", "Y005", "F001", "O601"):
        assert f"error {code}" in told, told
    assert "Traceback" not in told


TABLE = """\
[tool.tc3gen]
specs = ["specs"]
targets = ["docs"]
destination = {docs = "pages"}
actions = ["Old"]
"""


def test_the_table_of_a_project_is_watched_too() -> None:
    file, pages = Path("pyproject.toml"), Path("pages/vod/v20180717/actions")
    SPEC.write_text(f"{API}  Other: {{input: {{}}}}\n", "utf-8")
    file.write_text(TABLE, "utf-8")
    with Watcher() as one:
        assert one.line().startswith("5 files written")
        file.write_text(TABLE.replace('"Old"', '"Old", "Other"'), "utf-8")
        assert one.line().startswith("2 files written")
        assert {page.name for page in pages.iterdir()} == {"old.md", "other.md"}
        # What is wrong in it is told and got over, and the specs are watched all the while.
        file.write_text(TABLE.replace("specs =", "spec ="), "utf-8")
        assert one.line() == "Nothing was written.\n"
        file.write_text(TABLE.replace('"Old"', '"Other"'), "utf-8")
        one.line()
        assert {page.name for page in pages.iterdir()} == {"other.md"}
        SPEC.write_text(f"{API}  Other: {{title: Something, input: {{}}}}\n", "utf-8")
        one.line()
        assert "Something" in (pages / "other.md").read_text("utf-8")
        one.end()
        assert "error G002" in "".join(one.errors)


def test_an_action_that_goes_does_not_end_it() -> None:
    with Watcher("--target", "docs", "--action", "Old") as one:
        assert one.line().startswith("5 files written")
        SPEC.write_text(API.replace("Old", "Older"), "utf-8")
        assert one.line().startswith("No spec has an action Old; did you mean `Older`?")
        SPEC.write_text(API.replace("FileId", "FileName"), "utf-8")
        assert one.line().startswith("1 file written")
        one.end()
        assert one.errors == []


def test_a_terminal_shows_the_last_run_alone() -> None:
    import pty

    ours, its = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "--target", "docs"],
        stdin=its,
        stdout=its,
        stderr=its,
        start_new_session=True,
        preexec_fn=_interruptible,
    )
    os.close(its)
    told = b""

    def read_until(words: bytes) -> bytes:
        nonlocal told
        while words not in told:
            told += os.read(ours, 1 << 16)
        seen, told = told, b""
        return seen

    try:
        first = read_until(b"Ctrl-C ends.")
        SPEC.write_text(API.replace("type: String", "type: Strnig"), "utf-8")
        second = read_until(b"Ctrl-C ends.")
        assert all(seen.count(b"\x1b[2J") == 1 for seen in (first, second))
        after = second.partition(b"\x1b[2J")[2]
        assert b"Strnig" in after
        assert b"files written" not in after
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_it_waits_until_all_is_still(here: Path) -> None:
    """A save in four pieces is one change; one that never ends is a change all the same."""
    pieces = iter([API[:10], API[:40], API + "# more\n"])
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if (piece := next(pieces, None)) is not None:
            SPEC.write_text(piece, "utf-8")

    watch = Watch(runs.Request([Path("specs")], Path("out")), sleep=sleep)
    watch.wait()
    assert SPEC.read_text("utf-8") == API + "# more\n"
    assert len(slept) == 4
    pieces = iter(API + "x" * number for number in range(1000))
    watch.wait()
    assert len(slept) < 100


def test_the_command_line_itself_must_be_right() -> None:
    def refused(*arguments: str) -> str:
        result = CliRunner().invoke(cli.main, ["generate", "--watch", *arguments])
        assert result.exit_code == 2
        return result.output

    assert "--check" in refused("--check")
    assert "no target" in refused("--target", "pyhton")
