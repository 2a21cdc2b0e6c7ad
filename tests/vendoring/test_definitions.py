"""Specs that a table wants of an installed package."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from vendoring.conftest import PROJECT, Run, replace, table

from tc3gen.importers.definitions import files

PACKAGE = "tccli-intl-en"
SPEC = Path("specs/sts/2018-08-13/api.yaml")


@pytest.fixture
def vendoring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tc3gen: Run) -> Path:
    """A project whose table names a definition of the installed package."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    tc3gen("init", "--installed", "sts", "--action", "GetCallerIdentity")
    return tmp_path


def test_it_is_made_once_and_then_only_read(
    vendoring: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tomllib.loads((vendoring / "pyproject.toml").read_text(encoding="utf-8"))
    pin = f"{PACKAGE}=={version(PACKAGE)}"
    assert said["tool"]["tc3gen"]["specs"] == [
        {"installed": "sts", "version": "2018-08-13", "package": pin}
    ]
    missing = tc3gen("generate", "--check", code=1).output
    assert "G007" in missing
    assert "run `tc3gen generate`" in missing
    assert not SPEC.exists()
    tc3gen("generate")
    assert SPEC.exists()
    made = SPEC.read_bytes()
    tc3gen("generate", "--check")

    # From here on nobody needs the package, until another version is wanted.
    def absent() -> Path:
        raise files.NotInstalled

    with monkeypatch.context() as patch:
        patch.setattr(files, "installed", absent)
        patch.setenv("TC3GEN_NO_CACHE", "1")
        tc3gen("generate", "--check")
        table(vendoring, pin, f"{PACKAGE}==9.9")
        assert "G007" in tc3gen("generate", "--check", code=1).output
        gone = tc3gen("generate", code=1).output
        assert f"pip install '{PACKAGE}==9.9'" in gone
    other = tc3gen("generate", code=1).output
    assert f"{PACKAGE} {version(PACKAGE)} is installed" in other
    assert f'or say `package = "{pin}"`' in other
    assert SPEC.read_bytes() == made


def test_it_follows_the_actions(vendoring: Path, tc3gen: Run) -> None:
    tc3gen("generate")
    assert "AssumeRole:" not in SPEC.read_text(encoding="utf-8")
    table(vendoring, '"GetCallerIdentity"]', '"GetCallerIdentity", "AssumeRol"]')
    before = SPEC.read_bytes()
    unknown = tc3gen("generate", code=1).output
    assert "error G005 there is no action AssumeRol" in unknown
    assert "did you mean `AssumeRole`?" in unknown
    assert SPEC.read_bytes() == before
    table(vendoring, '"AssumeRol"', '"AssumeRole"')
    tc3gen("generate")
    assert "  AssumeRole:\n" in SPEC.read_text(encoding="utf-8")
    table(vendoring, '"GetCallerIdentity", ', "")
    tc3gen("generate")
    assert "GetCallerIdentity" not in SPEC.read_text(encoding="utf-8")
    tc3gen("generate", "--check")


def test_what_a_person_changed_is_not_replaced(vendoring: Path, tc3gen: Run) -> None:
    tc3gen("generate")
    replace(SPEC, "actions:\n", "# Mine.\nactions:\n")
    tc3gen("generate")
    table(vendoring, '"GetCallerIdentity"]', '"GetCallerIdentity", "AssumeRole"]')
    assert "I020" in tc3gen("generate", code=1).output
