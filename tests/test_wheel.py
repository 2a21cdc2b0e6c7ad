"""What pip installs is whole: it works in an empty environment, from any folder."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def _run(*command: str | Path, folder: Path) -> str:
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: building leaves files behind."""
    source = tmp_path_factory.mktemp("source")
    for name in ("generator", "templates", "docs"):
        left = shutil.ignore_patterns("node_modules")
        shutil.copytree(ROOT / name, source / name, ignore=left)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    # What tools leave behind in a checkout.
    for name in ("__pycache__", ".mypy_cache"):
        litter = source / "templates" / "python" / "runtime" / name
        litter.mkdir(exist_ok=True)
        (litter / "model.cpython-311.pyc").write_bytes(b"")
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", "dist", folder=source)
    (wheel,) = (source / "dist").glob("*.whl")
    return wheel


def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    listed = _run("git", "ls-files", "generator", "templates", "docs", folder=ROOT).split("\n")
    named = [re.sub(r"^docs/", "manual/", name) for name in listed]
    ours = {f"tc3gen/{name.removeprefix('generator/')}" for name in named if name}
    # The sources of the explorer's page: the wheel has what they were built into.
    ours = {name for name in ours if not name.startswith("tc3gen/explore/page/")}
    assert held == ours


def test_an_installed_tc3gen_does_what_the_checkout_does(
    wheel: Path, bundle: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    _run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--no-deps", "--no-index", wheel),
        folder=tmp_path,
    )
    # Its dependencies are those of this environment; .pth files there, which lead to the checkout,
    # do not count.
    packages = _run(
        *(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"), folder=tmp_path
    ).strip()
    libraries = sysconfig.get_path("purelib")
    Path(packages, "dependencies.pth").write_text(f"{libraries}\n", encoding="utf-8")
    place = _run(python, "-c", "import tc3gen; print(tc3gen.__file__)", folder=tmp_path).strip()
    assert Path(place).is_relative_to(tmp_path)
    # The folders' own names are nobody's packages.
    names = "generator", "templates"
    listing = f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"
    assert _run(python, "-c", listing, folder=tmp_path).strip() == "[]"
    project = tmp_path / "project"
    shutil.copytree(ROOT / "specs", project / "specs")
    tc3gen = scripts / "tc3gen"
    assert "written" in _run(tc3gen, "generate", folder=project)
    assert "no problems" in _run(tc3gen, "validate", folder=project)
    assert "unknown-struct" in _run(tc3gen, "explain", "R001", folder=project)
    made, expected = project / "generated" / "python" / "tc3", bundle / "tc3"
    assert _texts(made) == _texts(expected)


def _texts(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if "__pycache__" not in path.parts
    }


def test_every_library_that_is_imported_is_asked_for() -> None:
    asked = _asked(None)
    # Saved HTML is read by who asks for that.
    # The theme and the parser of a site are named to Sphinx, and docutils comes with it.
    site = _asked("docs") - {"furo", "myst-parser"} | {"docutils"}
    assert _imported(ROOT / "generator", leave_out=SERVING) == asked | _asked("html") | site
    for room in SERVING:
        # The fake service's fixture is loaded by pytest itself.
        assert _imported(ROOT / "generator" / room) <= asked | _asked("serve") | {"pytest"}


#: The rooms that need the extra `serve`.
SERVING = ("fake", "explore")


def _imported(folder: Path, leave_out: Sequence[str] = ()) -> set[str]:
    """The distributions of what the modules in a folder import."""
    found = set()
    for file in folder.rglob("*.py"):
        if set(leave_out) & set(file.relative_to(folder).parts):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    distributions = packages_distributions()
    # The generated client is looked at by type checkers alone.
    foreign = found - set(sys.stdlib_module_names) - {"tc3gen", "tc3"}
    return {distributions[name][0].lower() for name in foreign}


def _asked(extra: str | None) -> set[str]:
    """The distributions that the package needs, always or with an extra."""
    return {
        parsed.name.lower()
        for parsed in map(Requirement, requires("tc3gen") or [])
        if (extra in str(parsed.marker) if extra else parsed.marker is None)
    }
