"""A run that has been done is remembered, and done again as soon as anything may differ."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tc3gen import cli, pipeline, runs, unchanged
from tc3gen.diagnostics import SpecError

API = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  Old: {input: {FileId: {type: String}}}
structs:
  Lonely: {fields: {A: {type: String}}}
"""
SPEC = "specs/vod/2018-07-17/api.yaml"
CLIENT = "out/python/tc3/vod/v20180717/client.py"
PAGE = "out/docs/vod/v20180717/actions/old.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TC3GEN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("TC3GEN_NO_CACHE", raising=False)
    write(SPEC, API)
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def change(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def request(**options: object) -> runs.Request:
    return runs.Request(**{"specs": [Path("specs")], "out": Path("out"), **options})  # type: ignore[arg-type]


def test_it_is_remembered_with_all_that_it_told(here: Path) -> None:
    done = pipeline.generate(request())
    assert done.written
    assert done.warnings, "nothing uses the struct"
    recalled = unchanged.recall(request())
    assert recalled is not None
    assert recalled == pipeline.generate(request())


def test_a_comparison_is_the_same(here: Path) -> None:
    pipeline.generate(request())
    recalled = unchanged.recall(request(check=True))
    assert recalled == pipeline.generate(request(check=True))


def test_the_command_does_not_even_load_what_makes_files(here: Path) -> None:
    code = (
        "import sys\n"
        "from tc3gen.cli import main\n"
        "try: main(['generate', '--out', 'out'])\n"
        "finally: print({'yaml', 'jinja2', 'black'} & set(sys.modules))\n"
    )
    import subprocess

    told = []
    for _ in range(2):
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert run.returncode == 0
        told.append((run.stdout.splitlines(), run.stderr))
    (first, warned), (second, again) = told
    assert first[0].endswith("0 unchanged, 0 removed, " + first[0].split()[-2] + " s")
    assert second[0].startswith("0 files written")
    assert second[1] == "set()"
    assert warned == again != ""


CHANGES: dict[str, Callable[[], object]] = {
    "the spec": lambda: change(SPEC, "Video on Demand", "Video"),
    "an overlay that comes": lambda: write(
        SPEC.replace("api", "overlay"), "actions: {Old: {title: New}}\n"
    ),
    "another spec": lambda: write(SPEC.replace("2018", "2024"), API.replace("2018", "2024")),
    "an edited file": lambda: change(CLIENT, "class", "# mine\nclass"),
    "a file that is gone": lambda: Path(CLIENT).unlink(),
    "a file that is a link": lambda: (
        Path(CLIENT).rename("elsewhere.py"),
        Path(CLIENT).symlink_to(Path("elsewhere.py").resolve()),
    ),
    "a person's text": lambda: change(
        PAGE, "<!-- tc3gen:keep notes -->\n", "<!-- tc3gen:keep notes -->\nMine.\n"
    ),
    "a stray temporary file": lambda: write("out/python/tc3/vod/.tc3gen-1-1.tmp", ""),
    "the list of files": lambda: change("out/python/tc3/.tc3gen.json", "tc3gen", "other"),
    "an output folder that is another": lambda: (
        Path("out").rename("old"),
        Path("out").mkdir(),
    ),
    "what tc3gen is made of": lambda: None,
    "the memory itself": lambda: [
        file.write_text(file.read_text().replace('"input"', '"in"')) for file in memories()
    ],
    "half of the memory": lambda: [file.write_text(file.read_text()[:100]) for file in memories()],
}


def memories() -> list[Path]:
    found = list(Path("cache/runs").glob("*.json"))
    assert len(found) == 1
    return found


@pytest.mark.parametrize("what", CHANGES)
def test_what_makes_it_another_run(here: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    pipeline.generate(request())
    assert unchanged.recall(request())
    CHANGES[what]()
    if what == "what tc3gen is made of":
        template = here / "template.j2"
        template.write_text("other")
        real = unchanged._tool
        monkeypatch.setattr(unchanged, "_tool", lambda: [*real(), ("template.j2", 5, 1)])
    assert unchanged.recall(request()) is None


@pytest.mark.parametrize(
    "options",
    [
        {"actions": ["Old"]},
        {"targets": ["python"]},
        {"whole": False},
        {"out": Path("other")},
        {"specs": [Path(SPEC)]},
        {"force": True},
    ],
    ids=str,
)
def test_another_request_is_another_run(here: Path, options: dict[str, object]) -> None:
    pipeline.generate(request())
    assert unchanged.recall(request(**options)) is None


def test_a_run_that_fails_is_not_remembered(here: Path) -> None:
    pipeline.generate(request())
    change(CLIENT, "class", "# mine\nclass")
    with pytest.raises(SpecError):
        pipeline.generate(request())
    assert not pipeline.generate(request(check=True)).clean
    assert unchanged.recall(request()) is None


def test_a_spec_that_changes_meanwhile_is_not_remembered(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.write.apply

    def slow(*args: object) -> object:
        change(SPEC, "Video on Demand", "Video")
        return real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.write, "apply", slow)
        pipeline.generate(request(targets=["python"]))
    assert unchanged.recall(request(targets=["python"])) is None


def test_a_file_that_is_edited_meanwhile_is_not_taken_for_ours(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = unchanged.remember

    def late(*args: object) -> None:
        change(CLIENT, "class", "# mine\nclass")
        real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(unchanged, "remember", late)
        pipeline.generate(request())
    assert unchanged.recall(request()) is None


def test_it_can_be_turned_off(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TC3GEN_NO_CACHE", "1")
    pipeline.generate(request())
    assert unchanged.recall(request()) is None
    assert not Path("cache").exists()


def test_where_nothing_can_be_remembered(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses even to look there, as it does where permissions are missing."""
    monkeypatch.setenv("TC3GEN_CACHE_DIR", str(here / ("long" * 100)))
    for word in ("6 files written", "0 files written"):
        result = CliRunner().invoke(cli.main, ["generate", "--out", "out", "--target", "docs"])
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.stdout.startswith(word), result.output


def test_not_for_ever(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "_LIMIT", 2)
    for name in ("a", "b", "c"):
        pipeline.generate(request(out=Path(name), targets=["python"]))
    assert len(list(Path("cache/runs").iterdir())) == 2


def test_another_version_of_tc3gen_is_no_difference(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.generate(request())
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "__version__", "99.0")
        patch.setattr(unchanged, "_tool", lambda: [("tc3gen", 99, 0)])
        assert unchanged.recall(request(check=True)) is None
        assert pipeline.generate(request(check=True)).clean
        done = pipeline.generate(request())
        roots = ("docs", "explorer", "python/tc3")
        assert done.written == [f"{root}/.tc3gen.json" for root in roots]
        assert unchanged.recall(request(check=True)) == pipeline.generate(request(check=True))
    change(SPEC, "tc3gen: 1", "# A remark.\ntc3gen: 1")
    assert pipeline.generate(request(check=True)).clean, "the files are what the spec yields"
    assert pipeline.generate(request()).written == done.written


def test_a_spec_that_is_gone_meanwhile_is_not_taken_for_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = unchanged.spec_files
    with monkeypatch.context() as patch:
        patch.setattr(unchanged, "spec_files", lambda path: [*found(path), "specs/gone/api.yaml"])
        assert unchanged.state(request()) == ""
        pipeline.generate(request())
        assert unchanged.recall(request()) is None
    assert unchanged.recall(request()) is None


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["generate", "--out", "out", *arguments])


def test_the_command_says_the_same(here: Path) -> None:
    run()
    slow, quick = run("--force"), run()
    words = [result.output.rsplit(",", 1)[0] for result in (slow, quick)]
    assert words[0] == words[1]
    assert run("--check").exit_code == 0
    change(CLIENT, "class", "# mine\nclass")
    assert run("--check").exit_code == 1
    assert run().exit_code == 1
    assert os.path.exists(CLIENT)
