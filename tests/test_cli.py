"""The command line: what it says, where it says it, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tc3gen import pipeline
from tc3gen.cli import main
from tc3gen.polish import asking

SPECS = Path(__file__).parents[1] / "specs"
API = Path("specs/vod/2018-07-17/api.yaml")
CLIENT = Path("generated/python/tc3/vod/v20180717/client.py")
ANSI = "\x1b"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with specs, which is the working folder."""
    shutil.copytree(SPECS, tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    command = [sys.executable, "-c", "from tc3gen.cli import main; main()", *arguments]
    given = {"capture_output": True, "text": True, "timeout": 60, **options}
    return subprocess.run(command, **given)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def counts(result: Result) -> tuple[int, int, int]:
    """Written, unchanged and removed, as the last line says."""
    last = result.stdout.splitlines()[-1]
    words = r"(\d+) files? (?:written|to write), (\d+) unchanged, (\d+) (?:removed|to remove)"
    match = re.fullmatch(rf"{words}, \d+\.\d s", last)
    assert match, last
    written, unchanged, removed = map(int, match.groups())
    return written, unchanged, removed


def test_generating_twice_changes_nothing(project: Path) -> None:
    first = run("generate")
    assert first.exit_code == 0
    made = files(project / "generated")
    # Each target keeps a list of its files.
    assert counts(first) == (len(made) - 3, 0, 0)
    assert counts(run("generate")) == (0, len(made) - 3, 0)
    assert files(project / "generated") == made
    check = run("generate", "--check")
    assert (check.exit_code, counts(check)) == (0, (0, len(made) - 3, 0))


def test_check_shows_the_difference_and_writes_nothing(project: Path) -> None:
    missing = run("generate", "--check")
    assert missing.exit_code == 1
    assert "+++ b/docs/vod/v20180717/actions/rebuild-media.md" in missing.stdout
    assert not (project / "generated").exists()
    run("generate")
    before = files(project)
    replace(API, "The file to rebuild.", "The file to build anew.")
    before[API.as_posix()] = API.read_bytes()
    stale = run("generate", "--check")
    assert stale.exit_code == 1
    assert re.search(r"^-.*The file to rebuild\.$", stale.stdout, re.MULTILINE)
    assert re.search(r"^\+.*The file to build anew\.$", stale.stdout, re.MULTILINE)
    assert counts(stale)[0] > 0
    assert files(project) == before


def test_an_edited_file_is_named_and_left_alone(project: Path) -> None:
    run("generate")
    replace(CLIENT, "class VodClient", "# An edit.\nclass VodClient")
    replace(API, "The file to rebuild.", "The file to build anew.")
    before = files(project)
    check = run("generate", "--check")
    assert check.exit_code == 1
    refused = run("generate")
    assert refused.exit_code == 1
    for result in (check, refused):
        assert CLIENT.as_posix() in result.stderr
        assert "--force" in result.stderr
    assert files(project) == before
    assert run("generate", "--force").exit_code == 0
    assert "# An edit." not in CLIENT.read_text(encoding="utf-8")


def test_what_is_no_longer_generated_goes(project: Path) -> None:
    run("generate")
    foreign = project / CLIENT.parent / "actions" / "ours.py"
    foreign.write_text("# not generated", encoding="utf-8")
    few = run("generate", "--action", "DescribeTasks")
    assert few.exit_code == 0
    assert counts(few)[2] > 0
    names = {path.name for path in foreign.parent.glob("*.py")}
    assert names == {"__init__.py", "describe_tasks.py", "ours.py"}
    assert not (CLIENT.parent / "models" / "rebuild_media_target_info.py").exists()
    assert "rebuild_media(" not in CLIENT.read_text(encoding="utf-8")


def test_one_target_leaves_the_other_alone(project: Path) -> None:
    assert run("generate", "--target", "docs", "--out", "site").exit_code == 0
    assert [path.name for path in (project / "site").iterdir()] == ["docs"]


def test_any_number_of_processes_makes_the_same(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TC3GEN_NO_CACHE", "1")
    monkeypatch.setattr(asking, "_WORTH_PROCESSES", 0)
    for jobs in ("1", "2"):
        done = run("generate", "--target", "python", "--out", jobs, "--jobs", jobs)
        assert done.exit_code == 0
    assert files(project / "1") == files(project / "2")


def test_it_works_from_any_folder(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("generate")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    spec = str(project / "specs" / "vod")
    check = run("generate", spec, "--out", str(project / "generated"), "--check")
    assert check.exit_code == 0, check.stdout
    assert run("generate", spec).exit_code == 0
    assert files(Path("generated")) == files(project / "generated")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["generate", "--action", "RebuildMeda"], "did you mean `RebuildMedia`?"),
        (["generate", "--target", "pyhton"], "did you mean `python`?"),
        (["generate", "specs/vdo"], "'specs/vdo' does not exist"),
        (["generate", "--jobs", "0"], "--jobs"),
        (["generate", "--out", API.as_posix()], "is a file"),
        (["generate", "--ceck"], "--check"),
        (["validate", "--format", "xml"], "'text', 'json', 'github'"),
        (["explain", "R0001"], "did you mean `R001`?"),
        (["explain"], "CODE"),
        (["genrate"], "genrate"),
    ],
)
def test_wrong_usage_ends_with_2(project: Path, arguments: list[str], said: str) -> None:
    before = files(project)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert files(project) == before


def test_without_specs_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("generate", "validate"):
        result = run(command)
        assert result.exit_code == 2
        assert "specs/" in result.stderr


def test_a_broken_spec_ends_with_1_and_its_places(project: Path) -> None:
    replace(API, "type: RepairInfo,", "type: RepairInof,")
    replace(API, "rate_limit: 20", "rate_limti: 20")
    broken = project / "specs" / "none" / "2020-01-01" / "api.yaml"
    broken.parent.mkdir(parents=True)
    broken.write_text("a: [", encoding="utf-8")
    for command in ("generate", "validate"):
        result = run(command)
        said = result.stderr if command == "generate" else result.stdout
        assert result.exit_code == 1
        assert re.search(rf"^{API.as_posix()}:\d+:\d+: error R001 ", said, re.MULTILINE)
        assert "did you mean `RepairInfo`?" in said
        assert "did you mean `rate_limit`?" in said
        assert re.search(r"^specs/none/2020-01-01/api.yaml:\d+:\d+: error Y", said, re.MULTILINE)
    assert not (project / "generated").exists()


def test_validate_speaks_to_people_programs_and_workflows(project: Path) -> None:
    assert run("validate").stdout == "no problems\n"
    assert json.loads(run("validate", "--format", "json").stdout)["diagnostics"] == []
    assert run("validate", "--format", "github").stdout == ""
    replace(API, "type: RepairInfo,", "type: RepairInof,")
    first, *_ = json.loads(run("validate", "--format", "json").stdout)["diagnostics"]
    place = (first["path"], first["line"], first["column"])
    line = API.read_text(encoding="utf-8").split("\n")[first["line"] - 1]
    assert line[first["column"] - 1 :].startswith("RepairInof")
    github = run("validate", "--format", "github").stdout.splitlines()[0]
    assert github.startswith("::error file={},line={},col={},".format(*place))


def test_warnings_do_not_stop_anything(project: Path) -> None:
    replace(API, "\nstructs:\n", "\nstructs:\n  Unused: {fields: {}}\n")
    result = run("generate", "--target", "python")
    assert result.exit_code == 0
    assert "warning R002" in result.stderr
    assert run("validate").exit_code == 0


def test_explain_tells_what_and_why() -> None:
    for code in ("R001", "r001", "unknown-struct"):
        result = run("explain", code)
        assert result.exit_code == 0
        assert "R001" in result.stdout
        assert "RepairInof" in result.stdout


def test_help_names_every_command_and_option() -> None:
    assert {"generate", "validate", "explain"} <= set(run("--help").stdout.split())
    for option in ("--out", "--target", "--action", "--check", "--force", "--jobs"):
        assert option in run("generate", "-h").stdout
    assert run("--version").stdout.startswith("tc3gen, version ")


def test_away_from_a_terminal_it_is_plain_and_quiet(project: Path) -> None:
    done = process("generate")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
    replace(API, "type: RepairInfo,", "type: RepairInof,")
    broken = process("validate")
    assert broken.returncode == 1
    assert ANSI not in broken.stdout + broken.stderr


def test_output_that_is_no_unicode_shows_what_it_can(project: Path) -> None:
    replace(API, "title: Video on Demand", "title: 云点播")
    replace(API, "type: RepairInfo,", "type: 名前,")
    done = process("validate", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    replace(API, "type: 名前,", "type: RepairInfo,")
    done = process("generate", "--check", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_who_stops_listening_hears_nothing(project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = process(
            "generate", "--check", capture_output=False, stdout=write, stderr=subprocess.PIPE
        )
    finally:
        os.close(write)
    assert done.stderr == ""


def test_an_interruption_is_no_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "generate", interrupted)
    result = run("generate")
    assert result.exit_code != 0
    assert result.stderr.strip() == "Aborted!"
