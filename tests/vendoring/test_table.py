"""`[tool.tc3gen]`: what it says, and what is said of its mistakes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from vendoring.conftest import PROJECT, Run, table

from tc3gen import project
from tc3gen.cli import starting
from tc3gen.diagnostics import SpecError
from tc3gen.project.positions import KeyPath, Places

STRANGE = (Path(__file__).parent / "strange.toml").read_text(encoding="utf-8")


def leaves(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Every value that holds no other, by its path."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path, data


def test_every_value_is_found_where_it_stands() -> None:
    lines = STRANGE.split("\n")
    places = Places(STRANGE)
    found = list(leaves(tomllib.loads(STRANGE)))
    assert len(found) == 18
    for path, value in found:
        line, column = places.value(path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        # What begins there reads as the value.
        readings = (rest[:end] for end in range(1, len(rest) + 1))
        assert any(reading(text) == repr(value) for text in readings), path
        line, column = places.key(path)
        if isinstance(path[-1], str):
            assert lines[line - 1][column - 1 :].lstrip("\"'").startswith(path[-1]), path
    # What is not there has the place of what is nearest.
    assert places.value(("tool", "tc3gen", "package")) == places.value(("tool", "tc3gen"))


def reading(text: str) -> str | None:
    try:
        return repr(tomllib.loads(f"x = {text}")["x"])
    except tomllib.TOMLDecodeError:
        return None


MISTAKES = """
[tool.tc3gen]
spec = "specs"
specs = ["nowhere", {installed = "vod", version = "2018", package = "tccli-intl-en>=3"}, 3]
actions = ["RebuildMedia", "RebuildMedia"]
destination = "/srv"
package = "class"
async = "yes"
features = ["credential-file"]
without = []
wheel = {nam = "x", version = "one"}
"""


def test_all_mistakes_have_their_place(project: Path, tc3gen: Run) -> None:
    (project / "pyproject.toml").write_text(PROJECT + MISTAKES, encoding="utf-8")
    printed = tc3gen("generate", code=1).output
    found = re.findall(r"^pyproject\.toml:(\d+:\d+): error (G\d+) (.*)", printed, re.M)
    assert found == [
        ("6:1", "G002", "unknown key `spec`"),
        ("7:10", "G004", "there is no `nowhere` beside this file"),
        ("7:51", "G003", "`version` is a date such as `2018-07-17`"),
        ("7:69", "G003", "`package` is a package and its version: `tccli-intl-en==3.1`"),
        ("7:90", "G003", "a spec is a path, or a table with `installed`"),
        ("8:28", "G003", "`RebuildMedia` stands here twice"),
        ("9:15", "G006", "`/srv` is not inside of the project's folder"),
        ("10:11", "G006", "`class` is no name that Python can import"),
        ("11:9", "G003", "`async` is true or false"),
        ("12:13", "G005", "there is no `credential-file` to put into `features`"),
        ("14:10", "G002", "unknown key `nam`"),
        ("14:31", "G003", "`one` is no version of a distribution"),
    ]
    assert "did you mean `specs`?" in printed
    assert "did you mean `credential-files`?" in printed
    # Other commands read the same table.
    assert "G002" in tc3gen("validate", code=1).output


@pytest.mark.parametrize("text", ["[tool]\ntc3gen = 3\n", "[[tool.tc3gen]]\nspecs = []\n"])
def test_what_is_no_table_is_told_once(project: Path, tc3gen: Run, text: str) -> None:
    (project / "pyproject.toml").write_text(text, encoding="utf-8")
    printed = tc3gen("generate", code=1).output
    assert "`tool.tc3gen` is a table" in printed
    assert "1 error\n" in printed


def test_a_table_that_cannot_be_read_is_not_passed_by(project: Path, tc3gen: Run) -> None:
    """What is generated without it would be something else."""
    file = project / "pyproject.toml"
    file.unlink()
    file.symlink_to(file)
    assert "pyproject.toml: error G001 it cannot be read: " in tc3gen("generate", code=1).output
    file.unlink()
    file.mkdir()
    assert "files written" in tc3gen("generate", "--target", "docs").output


def test_a_misspelt_action_is_shown_in_the_table(project: Path, tc3gen: Run) -> None:
    table(project, '"DescribeTaskDetail"', '"DescribeTaskDetial"')
    printed = tc3gen("generate", code=1).output
    assert "pyproject.toml:7:28: error G005 No spec has an action DescribeTaskDetial" in printed
    assert "did you mean `DescribeTaskDetail`?" in printed
    assert "Usage:" in tc3gen("generate", "--action", "DescribeTaskDetial", code=2).output


def test_arguments_win_over_the_table(project: Path, tc3gen: Run) -> None:
    tc3gen("generate", "--action", "DescribeTasks", "--package", "tasks", "--out", "elsewhere")
    made = project / "elsewhere/tasks/vod/v20180717"
    assert {path.stem for path in (made / "actions").glob("d*.py")} == {"describe_tasks"}
    assert not (project / "src/shop/tencent").exists()
    # What no argument says, the table still does.
    assert (made / "models/types.py").exists()
    assert not (made / "async_client.py").exists()
    tc3gen("generate", "--target", "docs")
    page = project / "src/shop/docs/vod/v20180717/actions/rebuild-media.md"
    assert "from tencent.vod import" in page.read_text(encoding="utf-8")
    assert "AsyncVodClient" not in page.read_text(encoding="utf-8")


NAMES = """\
name: names
description: Names.
views: 1
root: names
languages: [model]
files:
  - {template: names.txt.j2, to: names.txt, each: bundle}
"""


def test_templates_of_a_project_need_no_argument(project: Path, tc3gen: Run) -> None:
    table(project, "[tool.tc3gen]\n", '[tool.tc3gen]\ntemplates = "mine"\ntargets = ["names"]\n')
    missing = tc3gen("generate", code=1).output
    assert "pyproject.toml:6:13: error G004 there is no such folder beside this file" in missing
    folder = project / "mine/names"
    folder.mkdir(parents=True)
    (folder / "target.yaml").write_text(NAMES, encoding="utf-8")
    (folder / "names.txt.j2").write_text("{{ bundle[0].name }}\n", encoding="utf-8")
    tc3gen("generate")
    made = project / "src/shop/names/names.txt"
    assert made.read_text(encoding="utf-8") == "vod\n"
    tc3gen("generate", "--check")
    (folder / "names.txt.j2").write_text("{{ bundle[0].version }}\n", encoding="utf-8")
    tc3gen("generate", "--check", code=1)


@pytest.mark.parametrize("name", ["class", "a.b", "1x", "\ufb01le"])
def test_a_package_has_a_name_that_python_can_import(project: Path, tc3gen: Run, name: str) -> None:
    wrong = tc3gen("generate", "--package", name, code=2).output
    assert "no name that Python can import" in wrong
    table(project, '"tencent"', f'"{name}"')
    assert f"G006 `{name}` is no name" in tc3gen("generate", code=1).output
    assert not (project / "src/shop" / name).exists()
    tc3gen("generate", "specs", "--package", "_private", code=1)  # the table is still wrong
    table(project, f'"{name}"', '"_private"')
    tc3gen("generate")
    assert (project / "src/shop/_private/vod/__init__.py").exists()


@pytest.mark.parametrize("destination", ['"src/shop"', '{python = "src/shop"}'])
def test_a_target_that_joins_another_one_needs_no_folder(
    project: Path, tc3gen: Run, destination: str
) -> None:
    table(project, '"src/shop"', f'{destination}\ntargets = ["cli"]')
    tc3gen("generate")
    tc3gen("generate", "--check")
    package = project / "src/shop/tencent"
    assert (package / "_cli/program.py").is_file()
    assert (package / "vod/client.py").is_file() or (package / "vod/v20180717/client.py").is_file()
    assert [path.name for path in (project / "src/shop").iterdir() if path.is_dir()] == ["tencent"]


def test_targets_can_have_folders_of_their_own(project: Path, tc3gen: Run) -> None:
    folders = 'targets = ["python", "docs"]\ndestination = {python = "src/shop", docs = "pages"}'
    table(project, 'destination = "src/shop"', folders)
    tc3gen("generate")
    assert (project / "src/shop/tencent/vod/__init__.py").exists()
    assert (project / "pages/vod/v20180717/index.md").exists()


def test_the_nearest_table_counts(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = project / "src/shop"
    # A file without a table is passed by.
    (inner / "pyproject.toml").write_text('[project]\nname = "tc3gen-user"\n', encoding="utf-8")
    monkeypatch.chdir(inner)
    tc3gen("generate")
    assert (inner / "tencent/vod/__init__.py").exists()
    assert tc3gen("generate", "--check").output.startswith("0 files to write")
    assert "no problems" in tc3gen("validate").output


def test_the_memory_of_runs_knows_the_table(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tc3gen("generate")
    with monkeypatch.context() as patch:
        # Only a run that is done again reads specs.
        patch.setattr("tc3gen.pipeline.load", None)
        assert tc3gen("generate").output.startswith("0 files written")
    for old, new in (
        ("[tool.tc3gen]\n", "[tool.tc3gen]\nasync = true\n"),
        ('"RebuildMedia", ', ""),
        ('package = "tencent"', 'package = "other"'),
        ("async = true\n", "async = true\nlean = false\n"),
    ):
        table(project, old, new)
        assert not tc3gen("generate").output.startswith("0 files written"), new


def test_a_broken_file_of_a_stranger_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    assert project.find(tmp_path) is None
    (tmp_path / "pyproject.toml").write_text("[tool.tc3gen]\nspecs = [\n", encoding="utf-8")
    with pytest.raises(SpecError, match="G001"):
        project.find(tmp_path)


def test_init_is_told_everything(project: Path, tc3gen: Run) -> None:
    """Nothing that is there is touched, whatever it looks like."""
    file = project / "pyproject.toml"
    assert "already" in tc3gen("init", "--spec", "specs", code=1).output
    for before in ("", PROJECT, PROJECT.rstrip("\n"), PROJECT.replace("\n", "\r\n")):
        file.write_bytes(before.encode())
        given = ("--spec", "specs", "--action", "RebuildMedia", "--package", "tencent")
        tc3gen("init", *given, "--async")
        after = file.read_bytes().decode()
        assert after.startswith(before)
        assert tomllib.loads(after)["tool"]["tc3gen"] == {
            "specs": ["specs"],
            "actions": ["RebuildMedia"],
            "destination": "src/shop" if before else ".",
            "package": "tencent",
            "async": True,
        }
        assert ("\r\n" in after) == ("\r\n" in before)
        assert tc3gen("generate", "--check", code=1).output
    file.unlink()
    tc3gen("init", "--spec", "specs")
    assert file.read_text(encoding="utf-8").startswith("[tool.tc3gen]\n")


def test_init_in_a_project_that_stands_in_another(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = project / "packages/inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert "already" in tc3gen("init", "--spec", "../../specs", code=1).output
    Path("pyproject.toml").write_text('[project]\nname = "inner"\n', encoding="utf-8")
    tc3gen("init", "--spec", "../../specs", "--action", "RebuildMedia")
    tc3gen("generate")
    assert Path("tc3/vod/__init__.py").exists()
    assert not (project / "src/shop/tencent").exists()


def test_init_proposes_a_version_that_has_the_actions(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest VOD is another product, which most of those do not have."""
    file = project / "pyproject.toml"
    monkeypatch.setattr(starting, "on_terminal", lambda: True)
    for action, version in (("RebuildMedia", "2018-07-17"), ("CreateStorage", "2024-07-18")):
        file.unlink()
        asked = tc3gen("init", "--installed", "vod", "--action", action, input="\n" * 4).output
        assert f"Version, of 2024-07-18, 2018-07-17 [{version}]:" in asked
        (spec,) = tomllib.loads(file.read_text(encoding="utf-8"))["tool"]["tc3gen"]["specs"]
        assert spec["version"] == version


def test_init_refuses_what_would_not_work(project: Path, tc3gen: Run) -> None:
    file = project / "pyproject.toml"
    for before in ("[project\n", "tool = {black = {}}\n"):
        file.write_text(before, encoding="utf-8")
        assert "Error" in tc3gen("init", "--spec", "specs", code=1).output
        assert file.read_text(encoding="utf-8") == before
    file.write_text(PROJECT, encoding="utf-8")
    assert "--installed" not in tc3gen("init").output
    file.write_text(PROJECT, encoding="utf-8")
    wrong = tc3gen("init", "--spec", "specs", "--action", "RebuildMedai", code=2)
    assert "did you mean RebuildMedia?" in wrong.output
    assert "G006" in tc3gen("init", "--spec", "specs", "--destination", "..", code=1).output
    assert file.read_text(encoding="utf-8") == PROJECT


def test_init_asks_at_a_terminal(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    monkeypatch.setattr(starting, "on_terminal", lambda: True)
    answers = ["", "Describe", "RebuildMedia, DescribeTaskDetail", "", "clients", "y"]
    asked = tc3gen("init", input="".join(f"{answer}\n" for answer in answers)).output
    assert "Service [vod]:" in asked
    assert "There is no Describe; did you mean DescribeTaskDetail, DescribeTasks?" in asked
    assert "Folder for the package [src/shop]:" in asked
    made = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert made["tool"]["tc3gen"] == {
        "specs": ["specs/vod/2018-07-17"],
        "actions": ["RebuildMedia", "DescribeTaskDetail"],
        "destination": "src/shop",
        "package": "clients",
        "async": True,
    }
    tc3gen("generate")
