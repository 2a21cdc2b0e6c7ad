"""What all tests share."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from tc3gen import pipeline

ROOT = Path(__file__).parents[1]

# The usual run is the same everywhere; `HYPOTHESIS_PROFILE=thorough` looks longer, and elsewhere
# each time.
settings.register_profile(
    "default", deadline=None, database=None, derandomize=True, max_examples=60
)
settings.register_profile("thorough", deadline=None, database=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

#: Compares a text with the golden file that holds what it should be.
Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="Make every golden file what the code yields now; look at the diff before you commit.",
    )


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written rather than compared."""
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture
def golden(update_goldens: bool) -> Golden:
    """Compares a text with a golden file, or writes it there."""

    def compare(path: Path, actual: str) -> None:
        if update_goldens:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
            return
        assert path.is_file(), f"{path} is missing: run pytest with --update-goldens"
        with path.open(encoding="utf-8", newline="") as file:
            assert actual == file.read(), f"{path} differs: if it should, use --update-goldens"

    return compare


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests format is remembered among tests, not among the person's own runs."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which all workers share
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TC3GEN_CACHE_DIR", str(folder / "cache"))
        yield


@pytest.fixture(scope="session")
def bundle(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `tc3` and its command line, generated anew from `specs/`."""
    out = tmp_path_factory.mktemp("bundle") / "fresh"
    pipeline.generate(pipeline.Request(specs=[ROOT / "specs"], out=out, targets=["cli"]))
    return out / "python"


@pytest.fixture(scope="session")
def tc3(bundle: Path) -> Iterator[ModuleType]:
    """The package, under a name that no other copy of it has in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(bundle.parents[1]))
        yield importlib.import_module("fresh.python.tc3")


#: Runs a script in a new process that can import `tc3`; returns what it prints.
Script = Callable[[str], str]


@pytest.fixture
def script(bundle: Path, tmp_path: Path) -> Script:
    """A process of its own for what looks at imports, in a folder that has nothing else."""

    def run(source: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", source],
            env={**os.environ, "PYTHONPATH": str(bundle), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
