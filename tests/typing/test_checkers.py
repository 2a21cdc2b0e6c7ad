"""Generated code satisfies Black and the type checkers, which then catch a caller's mistakes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tc3gen import pipeline

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CALLERS = ("right.py", "wrong.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A caller's project: two modules and a bundle of services, one full of odd names."""
    others = ("hostile/names", "behaviour/wire/2020-01-01")
    specs = [ROOT / "specs", *(ROOT / "tests" / other for other in others)]
    pipeline.generate(pipeline.Request(specs=specs, out=tmp_path, targets=["cli"]))
    project = tmp_path / "python"
    for caller in CALLERS:
        shutil.copy(HERE / caller, project)
    return project


def _run(tool: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("MYPY")},
        capture_output=True,
        text=True,
        timeout=300,
    )


def _check(found: set[tuple[str, int]], said: str) -> None:
    """A checker finds something in every line that says so, and in no other."""
    lines = (HERE / "wrong.py").read_text(encoding="utf-8").split("\n")
    wrong = {("wrong.py", at) for at, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert sorted(found) == sorted(wrong), said


def test_black(project: Path) -> None:
    done = _run(
        "black",
        "--check",
        "--quiet",
        "--no-cache",
        "--extend-exclude=_runtime|_cli",
        "tc3",
        folder=project,
    )
    assert done.returncode == 0, done.stderr


def test_mypy(project: Path) -> None:
    done = _run("mypy", "--strict", "--no-color-output", "tc3", *CALLERS, folder=project)
    found = re.findall(r"^(\S+?):(\d+): error: ", done.stdout, re.MULTILINE)
    _check({(file, int(line)) for file, line in found}, done.stdout + done.stderr)


def test_pyright(project: Path) -> None:
    config = {
        "include": ["tc3", *CALLERS],
        "typeCheckingMode": "strict",
        "reportUnusedExpression": False,
        "pythonVersion": "3.11",
    }
    (project / "pyrightconfig.json").write_text(json.dumps(config))
    done = _run("pyright", "--outputjson", "--pythonpath", sys.executable, folder=project)
    found = [
        each
        for each in json.loads(done.stdout)["generalDiagnostics"]
        if each["severity"] == "error"
    ]
    places = {(os.path.relpath(e["file"], project), e["range"]["start"]["line"] + 1) for e in found}
    _check(places, done.stdout)
