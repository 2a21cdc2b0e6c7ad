"""Writing: only what is ours is touched, and no crash, kill or full disk leaves half a file."""

from __future__ import annotations

import errno
import itertools
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import write
from tc3gen.diagnostics import SpecError
from tc3gen.outputs import Output
from tc3gen.write import disk, locks, manifest, staging

ROOT = "python/tc3"
VOD = "vod/2018-07-17"

Texts = Mapping[str, str]
UNKNOWN = write.Origin()


def outputs(texts: Texts, scope: str = VOD) -> dict[str, Output]:
    return {path: Output(text, scope, "struct X", "t.j2") for path, text in texts.items()}


def run(
    out: Path,
    texts: Texts,
    *,
    whole: bool = True,
    force: bool = False,
    scope: str = VOD,
    made: write.Origin = UNKNOWN,
) -> write.Summary:
    changes = write.compare(out, ROOT, outputs(texts, scope), whole, made)
    (summary,) = write.apply([changes], force)
    return summary


def tree(out: Path) -> dict[str, str]:
    """Every file below the root but the manifest, whatever its name."""
    root = out / ROOT
    files = {f.relative_to(root).as_posix(): f for f in root.rglob("*") if not f.is_dir()}
    files.pop(manifest.NAME, None)
    return {path: file.read_bytes().decode() for path, file in sorted(files.items())}


def listed(out: Path) -> dict[str, Any]:
    files: dict[str, Any] = json.loads((out / ROOT / manifest.NAME).read_bytes())["files"]
    return files


def refused(action: Callable[[], object]) -> list[tuple[str, str]]:
    """The codes and files of what an action raises."""
    with pytest.raises(SpecError) as error:
        action()
    return [(d.code, Path(d.path).name) for d in error.value.diagnostics]


ONE = {"a.py": "a\n", "vod/b.py": "b\n", "vod/deep/c.md": "c\n"}
TWO = {"a.py": "a\n", "vod/b.py": "new b\n", "new/d.py": "d\n"}


# What a run does ---------------------------------------------------------------------------------


def test_a_first_run(tmp_path: Path) -> None:
    summary = run(tmp_path, ONE)
    assert tree(tmp_path) == ONE
    assert summary == write.Summary([f"{ROOT}/{path}" for path in ONE], [], [])
    assert listed(tmp_path).keys() == ONE.keys()


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    before = {f: (f.stat().st_mtime_ns, f.stat().st_ino) for f in tmp_path.rglob("*")}
    summary = run(tmp_path, ONE)
    assert summary == write.Summary([], [f"{ROOT}/{path}" for path in ONE], [])
    assert {f: (f.stat().st_mtime_ns, f.stat().st_ino) for f in tmp_path.rglob("*")} == before


def test_a_changed_run(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    untouched = (tmp_path / ROOT / "a.py").stat()
    summary = run(tmp_path, TWO)
    assert tree(tmp_path) == TWO
    assert summary.written == [f"{ROOT}/new/d.py", f"{ROOT}/vod/b.py"]
    assert summary.removed == [f"{ROOT}/vod/deep/c.md"]
    assert summary.unchanged == [f"{ROOT}/a.py"]
    after = (tmp_path / ROOT / "a.py").stat()
    assert (after.st_mtime_ns, after.st_ino) == (untouched.st_mtime_ns, untouched.st_ino)
    assert not (tmp_path / ROOT / "vod/deep").exists()
    assert not any("was" in entry for entry in listed(tmp_path).values())


def test_the_list_is_the_same_for_the_same(tmp_path: Path) -> None:
    run(tmp_path / "x", ONE)
    run(tmp_path / "y", TWO)
    run(tmp_path / "y", dict(reversed(ONE.items())))
    first, second = (tmp_path / name / ROOT / manifest.NAME for name in "xy")
    assert first.read_bytes() == second.read_bytes()
    assert len(first.read_text().splitlines()) == len(ONE) + 6


def test_bytes_are_utf8_with_unix_line_endings(tmp_path: Path) -> None:
    run(tmp_path, {"a.py": "ü\n\u2028\r\n\U0001f600"})
    assert (tmp_path / ROOT / "a.py").read_bytes() == "ü\n\u2028\r\n\U0001f600".encode()


def test_folders_that_hold_something_else_stay(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/deep/mine.txt").write_text("mine")
    run(tmp_path, TWO)
    assert tree(tmp_path) == {**TWO, "vod/deep/mine.txt": "mine"}


def test_a_run_of_one_service_leaves_the_others(tmp_path: Path) -> None:
    run(tmp_path, {"cvm/a.py": "a\n"}, scope="cvm/2017")
    run(tmp_path, {"__init__.py": "\n", "cvm/__init__.py": "c\n"}, scope="", whole=False)
    run(tmp_path, {"vod/a.py": "a\n", "vod/b.py": "b\n"}, whole=False)
    run(tmp_path, {"vod/a.py": "a\n"}, whole=False)
    assert set(tree(tmp_path)) == {"__init__.py", "cvm/__init__.py", "cvm/a.py", "vod/a.py"}
    run(tmp_path, {"vod/a.py": "a\n"})
    assert set(tree(tmp_path)) == {"vod/a.py"}


def test_text_kept_aside_stays_until_its_page_returns(tmp_path: Path) -> None:
    run(tmp_path, {"a.md": "a\n", "_kept/b.md": "prose\n"})
    run(tmp_path, {"a.md": "a\n"})
    assert set(tree(tmp_path)) == {"a.md", "_kept/b.md"}
    run(tmp_path, {"a.md": "a\n", "b.md": "with prose\n"})
    assert set(tree(tmp_path)) == {"a.md", "b.md"}


def test_stale_files_are_known_before(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/b.py").unlink()
    assert write.stale(tmp_path, ROOT, outputs({"a.py": ""}), True) == ["vod/deep/c.md"]
    assert write.stale(tmp_path / "none", ROOT, {}, True) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_modes(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(tmp_path, ONE)
        file = tmp_path / ROOT / "vod/b.py"
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        file.chmod(0o751)
        run(tmp_path, TWO)
        assert stat.S_IMODE(file.stat().st_mode) == 0o751
    finally:
        os.umask(before)


# Comparing ---------------------------------------------------------------------------------------


def test_comparing_writes_nothing(tmp_path: Path) -> None:
    changes = write.compare(tmp_path, ROOT, outputs(ONE), True)
    assert not changes.clean
    assert list(tmp_path.iterdir()) == []


def test_a_difference(tmp_path: Path) -> None:
    run(tmp_path, {**ONE, "same.py": "1\n2\n"})
    changes = write.compare(tmp_path, ROOT, outputs({**TWO, "same.py": "1\n3"}), True)
    assert changes.diff() == (
        "--- /dev/null\n+++ b/python/tc3/new/d.py\n@@ -0,0 +1 @@\n+d\n"
        "--- a/python/tc3/same.py\n+++ b/python/tc3/same.py\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n"
        "\\ No newline at end of file\n"
        "--- a/python/tc3/vod/b.py\n+++ b/python/tc3/vod/b.py\n@@ -1 +1 @@\n-b\n+new b\n"
        "--- a/python/tc3/vod/deep/c.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-c\n"
    )


def test_no_difference(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    changes = write.compare(tmp_path, ROOT, outputs(ONE), True)
    assert changes.clean
    assert changes.diff() == ""


def test_a_long_difference_is_cut(tmp_path: Path) -> None:
    changes = write.compare(tmp_path, ROOT, outputs({"a.py": "x\n" * 100}), True)
    lines = changes.diff(limit=10).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "... and 93 more lines"


def test_an_empty_file_is_a_difference(tmp_path: Path) -> None:
    changes = write.compare(tmp_path, ROOT, outputs({"py.typed": ""}), True)
    assert "+++ b/python/tc3/py.typed" in changes.diff()


def test_a_list_alone_is_a_difference(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / manifest.NAME).unlink()
    changes = write.compare(tmp_path, ROOT, outputs(ONE), True)
    assert not changes.clean
    assert changes.written == [f"{ROOT}/{manifest.NAME}"]
    assert manifest.NAME in changes.diff()
    write.apply([changes])
    assert listed(tmp_path).keys() == ONE.keys()


def test_what_is_on_the_disk_need_not_be_text(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/b.py").write_bytes(b"\xff\0")
    changes = write.compare(tmp_path, ROOT, outputs(TWO), True)
    assert "-\\xff" in changes.diff()


# What is not ours --------------------------------------------------------------------------------


def test_an_edited_file_stops_everything(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/b.py").write_text("mine\n")
    assert refused(lambda: run(tmp_path, TWO)) == [("O601", "b.py")]
    assert tree(tmp_path) == {**ONE, "vod/b.py": "mine\n"}
    run(tmp_path, TWO, force=True)
    assert tree(tmp_path) == TWO


def test_an_edited_file_that_goes(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/deep/c.md").write_text("mine\n")
    assert refused(lambda: run(tmp_path, TWO)) == [("O601", "c.md")]
    run(tmp_path, TWO, force=True)
    assert tree(tmp_path) == TWO


def test_an_edit_that_nothing_would_change_does_no_harm(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/b.py").write_text("new b\n")
    run(tmp_path, TWO)
    assert tree(tmp_path) == TWO


def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / ROOT / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text("mine\n")
    assert refused(lambda: run(tmp_path, ONE)) == [("O602", "a.py")]
    assert tree(tmp_path) == {"a.py": "mine\n"}
    run(tmp_path, ONE, force=True)
    assert tree(tmp_path) == ONE


def test_every_conflict_is_named(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    for path in ONE:
        (tmp_path / ROOT / path).write_text("mine\n")
    found = refused(lambda: run(tmp_path, dict.fromkeys(ONE, "x\n")))
    assert found == [("O601", "a.py"), ("O601", "b.py"), ("O601", "c.md")]


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / "vod/b.py").unlink()
    run(tmp_path, ONE)
    assert tree(tmp_path) == ONE


def test_line_endings_are_no_edit(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    for path in ONE:
        file = tmp_path / ROOT / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    run(tmp_path, TWO)
    assert tree(tmp_path) == TWO


PAGE = "# Page\n\n<!-- tc3gen:keep notes -->\n{}<!-- tc3gen:end notes -->\n{}"


def test_a_persons_text_in_its_block_is_no_edit(tmp_path: Path) -> None:
    run(tmp_path, {"a.md": PAGE.format("", "")})
    (tmp_path / ROOT / "a.md").write_text(PAGE.format("Mine.\n", ""))
    run(tmp_path, {"a.md": PAGE.format("Mine.\n", "More.\n")})
    assert tree(tmp_path) == {"a.md": PAGE.format("Mine.\n", "More.\n")}


def test_text_outside_of_the_block_is_an_edit(tmp_path: Path) -> None:
    run(tmp_path, {"a.md": PAGE.format("", "")})
    (tmp_path / ROOT / "a.md").write_text(PAGE.format("", "Mine.\n"))
    assert refused(lambda: run(tmp_path, {"a.md": PAGE.format("", "New.\n")})) == [("O601", "a.md")]


def test_blocks_are_for_pages_alone(tmp_path: Path) -> None:
    run(tmp_path, {"a.py": PAGE.format("", "")})
    (tmp_path / ROOT / "a.py").write_text(PAGE.format("mine\n", ""))
    assert refused(lambda: run(tmp_path, {"a.py": "x\n"})) == [("O601", "a.py")]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file(tmp_path: Path, kind: str) -> None:
    place = tmp_path / ROOT / "a.py"
    place.parent.mkdir(parents=True)
    if kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)
    for force in (False, True):
        assert refused(lambda force=force: run(tmp_path, ONE, force=force)) == [("O603", "a.py")]


def test_a_file_where_a_folder_goes(tmp_path: Path) -> None:
    (tmp_path / ROOT).mkdir(parents=True)
    (tmp_path / ROOT / "vod").write_text("mine")
    assert refused(lambda: run(tmp_path, ONE, force=True)) == [("O603", "vod")]
    assert tree(tmp_path) == {"vod": "mine"}


def test_a_file_where_the_output_folder_goes(tmp_path: Path) -> None:
    (tmp_path / "python").write_text("mine")
    assert refused(lambda: run(tmp_path, ONE, force=True)) == [("O603", "python")]


# Links -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["python", "python/tc3", "python/tc3/vod"])
def test_a_link_that_leads_out(tmp_path: Path, place: str) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = out / place
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    for force in (False, True):
        found = refused(lambda force=force: run(out, ONE, force=force))
        assert {code for code, _ in found} == {"O604"}
    assert list(elsewhere.rglob("*")) == []


def test_the_output_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    run(tmp_path / "out", ONE)
    assert tree(tmp_path / "real") == ONE


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    run(out, ONE)
    (out / ROOT / "vod").rename(elsewhere)
    (out / ROOT / "vod").symlink_to(elsewhere)
    assert {code for code, _ in refused(lambda: run(out, {"a.py": "a\n"}))} == {"O604"}
    assert (elsewhere / "b.py").exists()


def test_a_link_in_place_of_a_file(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    target = tmp_path / "target"
    target.write_text("mine")
    (tmp_path / ROOT / "a.py").unlink()
    (tmp_path / ROOT / "a.py").symlink_to(target)
    assert refused(lambda: run(tmp_path, ONE)) == [("O604", "a.py")]
    run(tmp_path, ONE, force=True)
    assert tree(tmp_path) == ONE
    assert not (tmp_path / ROOT / "a.py").is_symlink()
    assert target.read_text() == "mine"


# The list of files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b"{}",
        b'{"tool": "tc3gen", "format": 2, "files": {}}',
        b'{"tool": "tc3gen", "format": 1}',
        b'{"tool": "tc3gen", "format": 1, "files": {"a": 1}}',
        b'{"tool": "tc3gen", "format": 1, "files": {"a": {"sha256": "x"}}}',
        b'{"tool": "tc3gen", "format": 1, "files": {"../a": {"sha256": "' + b"0" * 64 + b'"}}}',
        b"<<<<<<< HEAD\n",
    ],
)
def test_a_list_that_cannot_be_trusted(tmp_path: Path, content: bytes) -> None:
    run(tmp_path, ONE)
    (tmp_path / ROOT / manifest.NAME).write_bytes(content)
    assert refused(lambda: run(tmp_path, ONE)) == [("O605", manifest.NAME)]
    run(tmp_path, ONE, force=True)
    assert tree(tmp_path) == ONE
    assert listed(tmp_path).keys() == ONE.keys()


def test_a_list_that_names_files_elsewhere(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("x")
    run(tmp_path, ONE)
    file = tmp_path / ROOT / manifest.NAME
    entry = {"sha256": manifest.fingerprint("victim", b"x"), "scope": VOD}
    data = json.loads(file.read_bytes())
    data["files"]["../../victim"] = entry
    file.write_text(json.dumps(data))
    run(tmp_path, ONE, force=True)
    assert victim.read_text() == "x"


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("../x", "", "O609"),
        ("/x", "", "O609"),
        ("a//b", "", "O609"),
        ("\ud800", "", "O609"),
        (".tc3gen.json", "", "O609"),
        ("x", "fine\n\udc80", "O610"),
    ],
)
def test_outputs_that_cannot_be(tmp_path: Path, path: str, text: str, code: str) -> None:
    assert refused(lambda: run(tmp_path, {path: text}, force=True))[0][0] == code
    assert list(tmp_path.iterdir()) == []


# What the list says of the files' origin ---------------------------------------------------------

MADE = write.Origin("1.2.3", "7e", {VOD: "5e", "cvm/2017-03-12": "5f"})


def test_a_list_says_what_made_the_files(tmp_path: Path) -> None:
    run(tmp_path, {"a.py": "a\n"}, made=MADE)
    sha256 = manifest.fingerprint("a.py", b"a\n")
    assert (tmp_path / ROOT / manifest.NAME).read_text().splitlines() == [
        "{",
        '  "tool": "tc3gen",',
        '  "format": 1,',
        '  "version": "1.2.3",',
        '  "templates": "7e",',
        '  "specs": {',
        '    "cvm/2017-03-12": "5f",',
        '    "vod/2018-07-17": "5e"',
        "  },",
        '  "files": {',
        f'    "a.py": {{"scope": "vod/2018-07-17", "sha256": "{sha256}"}}',
        "  }",
        "}",
    ]


@pytest.mark.parametrize("before", [UNKNOWN, write.Origin("1.2.2", "7d", {VOD: "5d"})])
def test_another_origin_alone_is_no_difference_and_no_edit(
    tmp_path: Path, before: write.Origin
) -> None:
    run(tmp_path, ONE, made=before)
    changes = write.compare(tmp_path, ROOT, outputs(ONE), True, MADE)
    assert changes.conflicts == ()
    summary, diff = write.compared(changes)
    assert (summary.written, summary.removed, diff) == ([], [], "")
    # A run that does write brings the list up to date: the same input gives the same bytes.
    assert write.apply([changes])[0].written == [f"{ROOT}/{manifest.NAME}"]
    run(tmp_path / "new", ONE, made=MADE)
    lists = [
        (folder / ROOT / manifest.NAME).read_bytes() for folder in (tmp_path, tmp_path / "new")
    ]
    assert lists[0] == lists[1]


def test_a_difference_of_files_is_one_whatever_made_them(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    summary, diff = write.compared(write.compare(tmp_path, ROOT, outputs(TWO), True, MADE))
    assert summary.written == [f"{ROOT}/new/d.py", f"{ROOT}/vod/b.py"]
    assert "new b" in diff
    (tmp_path / ROOT / manifest.NAME).unlink()
    summary, diff = write.compared(write.compare(tmp_path, ROOT, outputs(ONE), True, MADE))
    assert summary.written == [f"{ROOT}/{manifest.NAME}"], "without a list, nothing is ours"


def test_a_run_of_one_service_keeps_what_made_the_others(tmp_path: Path) -> None:
    run(tmp_path, {"a.py": "a\n"}, made=write.Origin("1", "7", {VOD: "5"}))
    cvm = write.Origin("2", "8", {"cvm/2017": "6"})
    run(tmp_path, {"b.py": "b\n"}, whole=False, scope="cvm/2017", made=cvm)
    content = (tmp_path / ROOT / manifest.NAME).read_bytes()
    assert manifest.origin(content) == write.Origin("2", "8", {VOD: "5", "cvm/2017": "6"})
    run(tmp_path, {"b.py": "b\n"}, scope="cvm/2017", made=cvm)
    content = (tmp_path / ROOT / manifest.NAME).read_bytes()
    assert manifest.origin(content) == cvm


@pytest.mark.parametrize(
    "said",
    [{"version": 1}, {"templates": []}, {"specs": []}, {"specs": {VOD: 1}}, {"specs": {"": {}}}],
    ids=str,
)
def test_nonsense_about_the_origin_does_no_harm(tmp_path: Path, said: dict[str, object]) -> None:
    run(tmp_path, ONE, made=MADE)
    file = tmp_path / ROOT / manifest.NAME
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **said}))
    run(tmp_path, TWO, made=MADE, whole=False)
    assert manifest.origin(file.read_bytes()).version == "1.2.3"
    assert "vod/b.py" in tree(tmp_path)


# Trouble -----------------------------------------------------------------------------------------


def failing(call: Any, fails: Callable[[int], bool], number: int) -> Any:
    """A system call that fails when it is called for the n-th time, for some n."""
    count = itertools.count()

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if fails(next(count)):
            raise OSError(number, os.strerror(number))
        return call(*args, **kwargs)

    return wrapper


#: What fails, how, and how often it is called at least.
CALLS = [("open", errno.EACCES, 4), ("replace", errno.EROFS, 4), ("fsync", errno.ENOSPC, 3)]


@pytest.mark.parametrize(
    ("name", "number", "at"), [(name, number, at) for name, number, n in CALLS for at in range(n)]
)
def test_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, at: int
) -> None:
    run(tmp_path, ONE)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing(getattr(os, name), lambda n: n >= at, number))
        ((code, file),) = refused(lambda: run(tmp_path, TWO))
    assert code == "O606"
    assert not file.endswith(".tmp")
    assert all(text in (ONE.get(path), TWO.get(path)) for path, text in tree(tmp_path).items())
    run(tmp_path, TWO)
    assert tree(tmp_path) == TWO


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, ONE)
    before = (tmp_path / ROOT / manifest.NAME).read_bytes()
    real = staging.Staging._write

    def write_until_full(self: staging.Staging, file: Path, content: bytes) -> None:
        if content == b"d\n":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, file, content)

    monkeypatch.setattr(staging.Staging, "_write", write_until_full)
    with pytest.raises(SpecError, match="No space left") as error:
        run(tmp_path, TWO)
    assert error.value.diagnostics[0].path.endswith("new/d.py")
    assert tree(tmp_path) == ONE
    assert (tmp_path / ROOT / manifest.NAME).read_bytes() == before
    assert not (tmp_path / ROOT / "new").exists()


def test_a_first_run_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = failing(staging.Staging._write, lambda n: n > 0, errno.ENOSPC)
    monkeypatch.setattr(staging.Staging, "_write", lambda self, *args: full(self, *args))
    with pytest.raises(SpecError):
        run(tmp_path, ONE)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


TARGETS = ("docs", "python/tc3", "table")


def several(out: Path, texts: Texts) -> list[write.Summary]:
    """Into the folders of several targets at once; the last one's files are other ones."""
    given = [texts, texts, {f"x/{path}": text for path, text in texts.items()}]
    pairs = zip(TARGETS, given, strict=True)
    return write.apply([write.compare(out, root, outputs(each), True) for root, each in pairs])


def everything(out: Path) -> dict[str, bytes]:
    files = (file for file in out.rglob("*") if file.is_file())
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("first", [False, True], ids=["a later run", "a first run"])
@pytest.mark.parametrize("at", range(9))
def test_no_target_changes_where_there_is_no_room_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, first: bool
) -> None:
    """Whichever is what there is no room for: a journal or a file, of any target."""
    if not first:
        several(tmp_path, ONE)
    before = everything(tmp_path)
    full = failing(staging.Staging._write, lambda number: number == at, errno.ENOSPC)
    with monkeypatch.context() as patch:
        patch.setattr(staging.Staging, "_write", lambda self, *args: full(self, *args))
        assert [code for code, _ in refused(lambda: several(tmp_path, TWO))] == ["O606"]
    assert everything(tmp_path) == before
    several(tmp_path, TWO)
    assert len(everything(tmp_path)) == len(TARGETS) * (len(TWO) + 1)


def test_nothing_changes_where_something_may_not_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(tmp_path, ONE)
    before = everything(tmp_path)
    kept = tmp_path / "table/x/vod/deep"
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda folder, mode: Path(folder) != kept)
        assert refused(lambda: several(tmp_path, TWO)) == [("O606", "c.md")]
    assert everything(tmp_path) == before


def test_a_machine_that_fails_may_leave_new_files_empty(tmp_path: Path) -> None:
    """Nobody waits for the disk to have them, as it must have the list."""
    run(tmp_path, ONE)
    for path in ("a.py", "vod/deep/c.md"):
        (tmp_path / ROOT / path).write_bytes(b"")
    (tmp_path / ROOT / "mine.py").write_bytes(b"")
    run(tmp_path, TWO)
    assert tree(tmp_path) == {**TWO, "mine.py": ""}
    # What is not listed is somebody's, empty or not.
    assert refused(lambda: run(tmp_path, {**TWO, "mine.py": "m"})) == [("O602", "mine.py")]


def test_the_disk_has_the_list_and_what_replaces_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    real = staging.Staging._sync

    def sync(self: staging.Staging, file: Path) -> None:
        waited.append(file.relative_to(tmp_path / ROOT).as_posix())
        real(self, file)

    monkeypatch.setattr(staging.Staging, "_sync", sync)
    run(tmp_path, ONE)
    assert waited == [], "there is nothing to lose yet"
    run(tmp_path, TWO)
    assert waited == [manifest.NAME, "vod/b.py", manifest.NAME]


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, ONE)

    def closed(file: str, *args: Any, **named: Any) -> IO[Any]:
        if file.endswith("b.py"):
            raise PermissionError(errno.EACCES, "Permission denied", file)
        return open(file, *args, **named)

    monkeypatch.setattr(disk, "open", closed, raising=False)
    assert refused(lambda: run(tmp_path, TWO)) == [("O606", "b.py")]


def test_an_interrupt_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, ONE)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(staging.Staging, "_sync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, TWO)
    assert tree(tmp_path) == ONE
    run(tmp_path, TWO)
    assert tree(tmp_path) == TWO


def test_leftovers_of_a_killed_run_go(tmp_path: Path) -> None:
    run(tmp_path, ONE)
    for folder in ("", "vod/", "vod/deep/"):
        (tmp_path / ROOT / f"{folder}.tc3gen-123-4.tmp").write_text("half")
    (tmp_path / ROOT / ".tc3gen-notes.tmp").write_text("mine")
    run(tmp_path, ONE)
    assert tree(tmp_path) == {**ONE, ".tc3gen-notes.tmp": "mine"}


class Killed(BaseException):
    """Stands for the end of the process: nothing cleans up after it."""


STEPS = [
    (os, "open"),
    (os, "replace"),
    (os, "fsync"),
    (os, "rmdir"),
    (os, "unlink"),
    (Path, "unlink"),
    (Path, "mkdir"),
]


@pytest.fixture
def no_cleaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging.Staging, "discard", lambda self: None)


@pytest.mark.usefixtures("no_cleaning")
@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
def test_every_step_can_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    for at in range(10):
        out = tmp_path / str(at)
        run(out, ONE)
        count = itertools.count()
        real = getattr(owner, name)

        def step(*args: Any, real: Any = real, **kwargs: Any) -> Any:
            if next(count) == at:  # noqa: B023
                raise Killed
            return real(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, step)
            try:
                run(out, TWO)
            except Killed:
                pass
            else:
                assert tree(out) == TWO
                return
        for path, text in tree(out).items():
            whole = text in (ONE.get(path), TWO.get(path))
            assert whole or Path(path).name.startswith(".tc3gen-")
        # Whatever is generated next finds only its own files.
        run(out, {"e.py": "e\n"} if at % 2 else TWO)
        assert tree(out) == ({"e.py": "e\n"} if at % 2 else TWO)
        assert [f for f in (out / ROOT).rglob("*") if f.is_dir() and not any(f.iterdir())] == []


CHILD = """
import sys, time
from pathlib import Path
from tc3gen import write
from tc3gen.outputs import Output

out, which = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
for turn in range(int(sys.argv[3])):
    outputs = {
        f"{which if number % 3 else 'f'}{number}/{number % 5}.py": Output(
            f"{which} {turn} {number}\\n" * 200, "vod", "struct X"
        )
        for number in range(40)
    }
    write.apply([write.compare(out, "python/tc3", outputs, True)])
"""


def child(out: Path, which: str, turns: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(out), which, str(turns)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    for number in range(15):
        process = child(tmp_path, "ab"[number % 2], 1_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.003 + 0.017 * number % 0.11)
        process.kill()
        _, errors = process.communicate()
        assert errors == ""
        for path, text in tree(tmp_path).items():
            if ".tc3gen-" not in path:
                lines = text.splitlines()
                assert len(lines) == 200, path
                assert len(set(lines)) == 1, path
    run(tmp_path, ONE)
    assert tree(tmp_path) == ONE


def test_two_runs_at_once(tmp_path: Path) -> None:
    processes = [child(tmp_path, "a", 12) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        # Each sees the other's files change under its eyes, and says so; nothing else may happen.
        assert process.returncode == 0 or "O608" in errors
    run(tmp_path, ONE)
    assert tree(tmp_path) == ONE


def test_runs_for_different_services_at_once(tmp_path: Path) -> None:
    one = write.compare(tmp_path, ROOT, outputs({"vod/a.py": "a\n"}), False)
    two = write.compare(tmp_path, ROOT, outputs({"cvm/a.py": "a\n"}, "cvm"), False)
    write.apply([one])
    write.apply([two])
    assert listed(tmp_path).keys() == {"vod/a.py", "cvm/a.py"}


def test_a_second_run_with_the_same_result_has_nothing_to_do(tmp_path: Path) -> None:
    first = write.compare(tmp_path, ROOT, outputs(ONE), True)
    second = write.compare(tmp_path, ROOT, outputs(ONE), True)
    assert write.apply([first])[0].written
    assert write.apply([second])[0].written == []


def test_a_link_that_a_person_makes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    changes = write.compare(tmp_path, ROOT, outputs(ONE), True)
    (tmp_path / ROOT).mkdir(parents=True)
    (tmp_path / ROOT / "a.py").symlink_to(tmp_path / "elsewhere")
    assert refused(lambda: write.apply([changes])) == [("O604", "a.py")]
    assert (tmp_path / ROOT / "a.py").is_symlink()


def test_text_that_a_person_writes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    run(tmp_path, {"a.md": PAGE.format("", "")})
    changes = write.compare(tmp_path, ROOT, outputs({"a.md": PAGE.format("", "New.\n")}), True)
    (tmp_path / ROOT / "a.md").write_text(PAGE.format("Mine.\n", ""))
    for force in (False, True):
        assert refused(lambda force=force: write.apply([changes], force)) == [("O608", "a.md")]
    assert tree(tmp_path) == {"a.md": PAGE.format("Mine.\n", "")}


def test_a_run_that_waits_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "PATIENCE", 0.1)
    (tmp_path / ROOT).mkdir(parents=True)
    with locks.exclusive(tmp_path / ROOT, 0):
        assert refused(lambda: run(tmp_path, ONE)) == [("O607", "tc3")]
    run(tmp_path, ONE)
    assert tree(tmp_path) == ONE


def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    run(tmp_path, ONE)
    assert tree(tmp_path) == ONE


# Any history -------------------------------------------------------------------------------------

NAMES = st.sampled_from(["a.py", "b.py", "x/a.py", "x/b.md", "x/y/c.py", "z/d.md"])
TEXTS = st.dictionaries(NAMES, st.sampled_from(["", "1\n", "2\n", "1\n2\n"]))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    base = tmp_path_factory.mktemp("history")
    return (base / str(number) for number in itertools.count())


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=st.lists(TEXTS, min_size=1, max_size=5), mine=TEXTS)
def test_any_history_ends_in_its_last_run(
    folders: Iterator[Path], history: list[dict[str, str]], mine: dict[str, str]
) -> None:
    out = next(folders)
    foreign = {f"mine/{path}": text for path, text in mine.items()}
    for path, text in foreign.items():
        file = out / ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    for texts in history:
        run(out, texts)
        assert tree(out) == dict(sorted({**foreign, **texts}.items()))
        assert write.compare(out, ROOT, outputs(texts), True).clean
