"""`tc3gen diff`: what it reads, what it prints, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile import judge_pages
from hostile.spec import FREE, PLACES, filled
from hostile.strings import HUGE, NASTY
from markdown_it import MarkdownIt

from tc3gen import build, change_report, compat, git, release_notes
from tc3gen.cli import main
from tc3gen.diagnostics import Position

HERE = Path(__file__).parent
RELEASE = HERE / "cases" / "release"
DEFINITIONS = HERE.parent / "importers" / "definitions" / "every-kind" / "definitions"
API = "specs/mall/2020-02-29/api.yaml"

Golden = Callable[[Path, str], None]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["diff", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def commands(*lines: str) -> None:
    for line in lines:
        subprocess.run(line.split(), check=True, capture_output=True)


def commit() -> None:
    commands("git add --all", "git -c user.name=A -c user.email=a@localhost commit -q -m Next")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the old spec committed, and the new one in its place."""
    monkeypatch.chdir(tmp_path)
    # Nothing of the person's own configuration, and no repository around this one.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    folder = (tmp_path / API).parent
    shutil.copytree(RELEASE / "old", folder)
    commands("git init -q .")
    commit()
    shutil.copytree(RELEASE / "new", folder, dirs_exist_ok=True)
    return tmp_path


# What is printed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "json", "github"])
def test_a_release(form: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RELEASE)
    result = run("old", "new", "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    golden(RELEASE / f"expected.{form}", result.stdout)
    if form == "github":
        assert "old/" not in result.stdout  # which no pull request could show
    back = run("new", "old", "--format", form)
    assert back.exit_code == 0
    assert back.stdout != result.stdout


@pytest.mark.parametrize("form", ["text", "markdown", "json", "github"])
def test_no_changes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RELEASE)
    result = run("old", "old", "--format", form, "--fail-on", "any")
    assert result.exit_code == 0
    if form == "json":
        assert json.loads(result.stdout)["step"] == "none"
    else:
        assert result.stdout.lower() in ("no changes\n", "no changes.\n", "")


def test_only_what_an_action_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RELEASE)
    said = json.loads(run("old", "new", "--format", "json", "--action", "CancelOrder").stdout)
    found = {(each["code"], each["side"]) for each in said["changes"]}
    # Itself, and a code that any action can answer with.
    assert found == {("C101", "old"), ("C321", "old")}
    result = run("old", "new", "--action", "CancelOrders")
    assert result.exit_code == 2
    assert "did you mean `CancelOrder`?" in result.stderr


# How it ends -------------------------------------------------------------------------------------

FAILS = {
    ("old", "new"): {"breaking", "dangerous", "any"},
    ("new", "slower"): {"dangerous", "any"},
    ("new", "told"): {"any"},
    ("new", "new"): set(),
}


@pytest.mark.parametrize(("old", "new"), FAILS)
def test_exit_code(old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(RELEASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    text = Path("new/api.yaml").read_text("utf-8")
    for name, before, after in (
        ("slower", "rate_limit: 10", "rate_limit: 5"),
        ("told", "Orders goods from a shop.", "Orders what a shop has."),
    ):
        Path(name).mkdir()
        shutil.copy("new/overlay.yaml", name)
        assert before in text
        Path(name, "api.yaml").write_text(text.replace(before, after), "utf-8")
    for level in ("breaking", "dangerous", "any"):
        expected = 1 if level in FAILS[old, new] else 0
        assert run(old, new, "--fail-on", level).exit_code == expected, level
    assert run(old, new).exit_code == 0


def test_every_problem_of_both_sides_is_shown(tmp_path: Path) -> None:
    for name, line in (("one", "Strin"), ("two", "Integr")):
        folder = tmp_path / name
        shutil.copytree(RELEASE / "old", folder)
        file = folder / "api.yaml"
        text = file.read_text("utf-8").replace("Coupon: {type: String", f"Coupon: {{type: {line}")
        file.write_text(text, "utf-8")
    result = run(str(tmp_path / "one"), str(tmp_path / "two"), "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Strin" in result.stderr
    assert "Integr" in result.stderr
    missing = run(str(tmp_path / "three"), str(RELEASE / "new"))
    assert missing.exit_code == 1
    assert "F001" in missing.stderr


# Revisions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelling", ["HEAD:specs", "HEAD:", f"HEAD:{API}", f"HEAD:./{API}", "HEAD^{tree}:specs/mall/"]
)
def test_a_revision_is_what_was_there(spelling: str, project: Path) -> None:
    """With its overlay: without that, paging would be new."""
    result = run(spelling, "specs", "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["changes"]
    expected = json.loads((RELEASE / "expected.json").read_text("utf-8"))["changes"]
    assert [each["message"] for each in found] == [each["message"] for each in expected]
    gone = next(each for each in found if each["code"] == "C101")
    assert gone["file"].startswith("HEAD")
    assert gone["file"].endswith("api.yaml")
    assert gone["line"] == 28
    assert run("HEAD:specs", "HEAD:specs").stdout == "no changes\n"


def test_a_file_of_a_revision_is_called_as_it_likes(project: Path) -> None:
    folder = (project / API).parent
    commands(f"git mv {API} {folder / 'spec.yaml'}")
    commit()
    shutil.copy(folder / "spec.yaml", project / "other.yaml")
    result = run("HEAD:specs/mall/2020-02-29/spec.yaml", "other.yaml")
    assert result.exit_code == 0, result.output
    # The other one has no overlay, so that nothing pages in it.
    assert "breaking C141" in result.stdout
    result = run("HEAD~1:specs/mall/2020-02-29/overlay.yaml", API.replace("api", "spec"))
    assert "breaking C206" in result.stdout


def test_a_link_in_a_revision_is_followed(project: Path) -> None:
    (project / "linked").symlink_to("specs")
    commit()
    assert run("HEAD:linked", "HEAD:specs").stdout == "no changes\n"


def test_revisions_of_many_services(project: Path) -> None:
    other = project / "specs" / "cvm" / "2017-03-12"
    other.mkdir(parents=True)
    text = (project / API).read_text("utf-8").replace("mall", "cvm")
    (other / "api.yaml").write_text(text.replace("2020-02-29", "2017-03-12"), "utf-8")
    result = run("HEAD:specs", "specs")
    assert (
        "specs/cvm/2017-03-12/api.yaml:1:1: safe C002 the service cvm 2017-03-12" in result.stdout
    )
    (project / API).unlink()
    (project / API).with_name("overlay.yaml").unlink()
    result = run("HEAD:specs", "specs", "--format", "github")
    assert (
        "::error file=HEAD%3Aspecs/mall/2020-02-29/api.yaml,line=1,col=1,title=tc3gen C001::"
        in (result.stdout)
    )


@pytest.mark.parametrize(
    ("spelling", "said"),
    [
        ("HEAD~9:specs", "there is no HEAD~9:specs in this repository"),
        ("nowhere:specs", "there is no nowhere:specs in this repository"),
        ("HEAD:nowhere", "there is no HEAD:nowhere in this repository"),
        ("--output=made:specs", "there is no --output=made:specs in this repository"),
        ("HEAD:spe\ncs", "no path in a revision has a line break in it"),
        ("HEAD:empty", "there is no api.yaml in this folder"),
        ("HEAD:lone", "there is no api.yaml beside this overlay"),
        ("HEAD:none", "HEAD:none is a symbolic link that leads to nothing"),
        ("HEAD:round", "HEAD:round is a symbolic link that leads round and round"),
        ("HEAD:out/specs", "HEAD:out/specs is a symbolic link that leads out of the repository"),
        ("HEAD:lone/overlay.yaml/x", "there is no HEAD:lone/overlay.yaml/x in this repository"),
    ],
)
def test_what_no_revision_has(spelling: str, said: str, project: Path) -> None:
    for name, file in (("empty", "other.yaml"), ("lone", "overlay.yaml")):
        (project / name).mkdir()
        (project / name / file).write_text("actions: {}\n", "utf-8")
    for name, target in (("none", "nowhere"), ("round", "round"), ("out", "/")):
        (project / name).symlink_to(target)
    commit()
    before = sorted(project.rglob("*"))
    result = run("--", spelling, "specs") if spelling.startswith("-") else run(spelling, "specs")
    assert result.exit_code == 1
    assert said in result.stderr
    assert sorted(project.rglob("*")) == before


def test_without_a_repository_or_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(project / ".git")
    assert "not a git repository" in run("HEAD:specs", "specs").stderr
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in run("HEAD:specs", "specs").stderr


def test_nothing_that_a_repository_names_is_run(project: Path) -> None:
    """Its configuration may come from anywhere, and names programs for many occasions."""
    trap = project / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {project}/sprung\ncat\n", "utf-8")
    trap.chmod(0o755)
    (project / ".gitattributes").write_text("*.yaml filter=trap diff=trap\n", "utf-8")
    commit()
    for key in (
        "core.pager",
        "core.fsmonitor",
        "core.sshCommand",
        "core.editor",
        "diff.trap.textconv",
        "diff.trap.command",
        "diff.external",
        "filter.trap.smudge",
        "filter.trap.clean",
        "filter.trap.process",
        "credential.helper",
        "pager.cat-file",
        "alias.cat-file",
    ):
        commands(f"git config {key} {trap}")
    result = run("HEAD~1:specs", "HEAD:specs", "--fail-on", "breaking")
    assert result.exit_code == 1, result.output
    assert not (project / "sprung").exists()
    assert all("HEAD" not in word for word in git.COMMAND)


# Definitions -------------------------------------------------------------------------------------


@pytest.fixture
def definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("before", "after"):
        shutil.copytree(DEFINITIONS / "mall", tmp_path / name / "mall")
    return tmp_path


def test_definitions_are_compared_as_they_would_be_imported(definitions: Path) -> None:
    api = next(Path("after").rglob("api.json"))
    text = api.read_text("utf-8")
    data = json.loads(text)
    action = next(iter(data["actions"]))
    request = data["actions"][action]["input"]
    members = data["objects"][request]["members"]
    members.append(
        {"name": "Draft", "type": "bool", "member": "bool", "required": True, "document": ""}
    )
    api.write_text(json.dumps(data, indent=1), "utf-8")
    result = run("before", "after", "--fail-on", "breaking")
    assert result.exit_code == 1, result.output
    line = next(
        at for at, text in enumerate(api.read_text("utf-8").split("\n"), 1) if '"Draft"' in text
    )
    # The member begins in the line before its name.
    assert f"{api.as_posix()}:{line - 1}:" in result.stdout
    assert f"breaking C201 the parameter `{action}.Draft` is new" in result.stdout
    imported = CliRunner().invoke(main, ["import", "api-json", "before"])
    assert imported.exit_code == 0
    assert run("specs", "before").stdout == "no changes\n"
    # What the overlay says stays, as it would in an import.
    spec = next(Path("specs").rglob("api.yaml"))
    spec.with_name("overlay.yaml").write_text(f"actions:\n  {action}: {{rate_limit: 7}}\n", "utf-8")
    assert run("specs", "before").stdout == "no changes\n"
    assert f"`{action}.Draft`" in run("specs", str(api)).stdout


def test_what_is_wrong_with_a_definition_is_shown(definitions: Path) -> None:
    next(Path("after").rglob("api.json")).write_text('{"actions": {', "utf-8")
    result = run("before", "after")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "I001" in result.stderr


def test_installed_definitions() -> None:
    result = run("installed:sts", "installed:sts/2018-08-13")
    assert (result.exit_code, result.stdout) == (0, "no changes\n")
    for spelling in ("installed:nothing", "installed:../..", "installed:sts/1999-01-01"):
        result = run(spelling, spelling)
        assert result.exit_code == 1
        assert "D002" in result.stderr


# Hostile specs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(8))
def test_nothing_of_a_spec_is_alive_in_what_is_printed(first: int) -> None:
    """Whatever stands in it: no terminal acts on it, no page shows more than text."""
    usual = build.service(filled({}))
    strings = [*NASTY, HUGE[0]]
    for number in range(first, len(strings), 8):
        places = [place for place in PLACES if place.kind in FREE]
        hostile = build.service(filled(dict.fromkeys(places, strings[number])))
        for changes in (compat.compare([usual], [hostile]), compat.compare([hostile], [usual])):
            placed = [(change, Position("api.yaml", 1, 1)) for change in changes]
            assert changes
            for text in (change_report.as_text(placed), change_report.as_annotations(placed)):
                assert all(line.isprintable() for line in text.split("\n"))
            assert json.loads(change_report.as_json(placed, "a", "b"))["changes"]
            page = release_notes.notes(changes, [usual], [hostile])
            for token in _tokens(page):
                if token.type in ("html_block", "html_inline"):
                    assert judge_pages.HARMLESS.sub("", token.content).strip() == ""
                assert token.type not in ("link_open", "image")
            assert all(line.isprintable() for line in page.split("\n"))
            assert not re.search(r"\{[{%#!]", page)


def _tokens(page: str) -> list[judge_pages.Token]:
    return list(judge_pages._flat(MarkdownIt("commonmark", {"html": True}).parse(page)))
