"""The hooks and the workflow of docs/ci.md do what it says, in a repository of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SPEC = Path("specs/vod/2018-07-17/api.yaml")
CLIENT = Path("generated/python/tc3/vod/v20180717/client.py")

API = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  RebuildMedia: {input: {FileId: {type: String}, Size: {type: Integer}}}
"""

pytestmark = pytest.mark.skipif(
    os.name != "posix" or not shutil.which("git"), reason="the commands are those of a POSIX shell"
)


def blocks() -> list[Any]:
    """The YAML of the page; keys such as `on` are text, as for GitHub."""
    found = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [yaml.load(each, yaml.BaseLoader) for each in found]


CONFIG, WORKFLOW = blocks()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a spec and what it yields, on a branch that is to be merged."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@localhost")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "bin"), path_of_tools()]))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    SPEC.parent.mkdir(parents=True)
    SPEC.write_text(API, "utf-8")
    assert shell("tc3gen generate") == 0
    assert shell("git init -q -b main . && git add . && git commit -qm One") == 0
    return tmp_path


def path_of_tools() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def shell(script: str, **env: str) -> int:
    done = run(script, **env)
    return done.returncode


def run(script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A script, as a workflow runs it."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    given = {**os.environ, **env}
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=120)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# Hooks -------------------------------------------------------------------------------------------


def test_the_page_has_the_hooks_that_there_are() -> None:
    told = ("id", "name", "entry", "require_serial", "always_run", "pass_filenames")
    ours, theirs = (
        [{key: hook.get(key) for key in told} for hook in hooks]
        for hooks in (yaml.load(HOOKS.read_text(), yaml.BaseLoader), CONFIG["repos"][0]["hooks"])
    )
    assert ours == theirs
    pattern = re.compile(yaml.safe_load(HOOKS.read_text())[0]["files"])
    for path in (SPEC.as_posix(), "a/specs/overlay.yaml", "specs/api.yaml"):
        assert pattern.search(path), path
    for path in ("api.yaml", "docs/api.yaml", "specs/vod/other.yaml", "myspecs/api.yaml"):
        assert not pattern.search(path), path


def test_pre_commit_takes_them_and_they_stop_what_is_wrong() -> None:
    assert shell(f"pre-commit validate-manifest {HOOKS}") == 0
    config = re.search(r"^```yaml\n(repos:.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert config is not None
    Path(".pre-commit-config.yaml").write_text(config[1], "utf-8")
    assert shell("pre-commit install && git add . && git commit -qm Two") == 0
    # A spec with a mistake.
    change(SPEC, "type: Integer", "type: Intger")
    done = run("git commit -qam Three")
    assert done.returncode == 1
    assert re.search(rf"{SPEC.as_posix()}:7:\d+: error R001", done.stderr)
    # A spec that is right, whose output was forgotten; then it was not.
    change(SPEC, "type: Intger", "type: Float")
    done = run("git commit -qam Three")
    assert done.returncode == 1
    assert "-    size: int | None" in done.stderr
    assert shell("tc3gen generate && git commit -qam Three") == 0
    # Output that was edited, or is not there, though no spec has changed.
    change(CLIENT, "class", "# mine\nclass")
    assert run("git commit -qam Four").returncode == 1
    assert shell(f"git checkout -q . && git rm -q {CLIENT}") == 0
    assert "1 file to write" in run("git commit -qm Four").stderr


# The workflow ------------------------------------------------------------------------------------


def steps() -> dict[str, dict[str, Any]]:
    (job,) = WORKFLOW["jobs"].values()
    return {step["name"]: step for step in job["steps"] if "name" in step}


def merged(*commands: str) -> None:
    """A pull request, checked out as it would be merged."""
    script = ["git checkout -q -b change", *commands, "git add .", "git commit -qm Change"]
    script += ["git checkout -q main", "git commit -q --allow-empty -m Else"]
    assert shell("\n".join([*script, "git merge -q --no-ff -m Merge change"])) == 0


def work(here: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Runs the steps; `gh` writes down what it is asked for."""
    gh = here / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\necho "$@" > {here}/asked\ncat > {here}/comment\n')
    gh.chmod(0o755)
    found = {}
    for name, step in steps().items():
        if not step["run"].startswith("pip"):
            given = {"GITHUB_STEP_SUMMARY": str(here / "summary"), "PR": "pull/1"}
            found[name] = run(step["run"], **given)
    return found


def test_a_change_that_is_right(here: Path) -> None:
    merged(f"sed -i s/Size:/Width:/ {SPEC}", "tc3gen generate")
    done = work(here)
    assert [each.returncode for each in done.values()] == [0, 0, 0, 0], done
    assert done["Validate specs"].stdout == ""
    assert f"::error file={SPEC.as_posix()}" in done["Tell what changes for callers"].stdout
    notes = (here / "comment").read_text()
    assert notes.startswith("# Video on Demand (vod 2018-07-17)\n\n**major:")
    assert (here / "summary").read_text() == notes
    assert (here / "asked").read_text().split()[:3] == ["pr", "comment", "pull/1"]


def test_a_change_that_is_wrong_is_told_at_its_line(here: Path) -> None:
    merged(f"sed -i s/Integer/Intger/ {SPEC}")
    done = work(here)
    assert done["Validate specs"].returncode == 1
    line = f"::error file={SPEC.as_posix()},line=7,col="
    assert line in done["Validate specs"].stdout
    assert done["Compare the output"].returncode == 1


def test_a_change_that_was_not_generated(here: Path) -> None:
    merged(f"sed -i s/Integer/Float/ {SPEC}")
    done = work(here)
    assert [each.returncode for each in done.values()] == [0, 1, 0, 0]


def test_the_workflow_is_one() -> None:
    assert WORKFLOW["on"] == "pull_request"
    (job,) = WORKFLOW["jobs"].values()
    for step in job["steps"]:
        assert ("uses" in step) != ("run" in step)
        # Nothing of a pull request becomes part of a script.
        assert "${{" not in step.get("run", "")
