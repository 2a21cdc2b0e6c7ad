"""Projects that vendor generated code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tc3gen.cli import main

SPECS = Path(__file__).parents[2] / "specs"
PROJECT = '[project]\nname = "shop"\nversion = "1"\n'
TABLE = """
[tool.tc3gen]
specs = ["specs"]
actions = ["RebuildMedia", "DescribeTaskDetail"]
destination = "src/shop"
package = "tencent"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that has a table, and specs; it is the working folder."""
    shutil.copytree(SPECS, tmp_path / "specs")
    (tmp_path / "pyproject.toml").write_text(PROJECT + TABLE, encoding="utf-8")
    (tmp_path / "src/shop").mkdir(parents=True)
    (tmp_path / "src/shop/__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


#: Runs tc3gen with arguments.
Run = Callable[..., Result]


@pytest.fixture
def tc3gen() -> Run:
    def run(*arguments: str, input: str | None = None, code: int = 0) -> Result:
        result = CliRunner().invoke(main, arguments, input=input)
        assert isinstance(result.exception, SystemExit | None), result.exception
        assert result.exit_code == code, result.output
        return result

    return run


def checked(folder: Path, *arguments: str) -> None:
    """What mypy finds in a folder: nothing, at its strictest."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def table(project: Path, old: str, new: str) -> None:
    """Edits the table."""
    replace(project / "pyproject.toml", old, new)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def source_size(folder: Path) -> int:
    """Bytes of Python source in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*.py"))
