"""The generated command line, called in this process or as the program that it is."""

from __future__ import annotations

import importlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from tc3gen import pipeline
from tc3gen.fake import SECRET_ID, SECRET_KEY, FakeService

ROOT = Path(__file__).parents[2]
SPECS = [
    ROOT / "specs",
    ROOT / "tests/cli/desk",
    ROOT / "tests/behaviour/lists",
    ROOT / "tests/behaviour/wire",
]


class Done(NamedTuple):
    """What became of a command."""

    code: int
    out: str
    err: str


#: Compares a text with the golden file that holds what it should be.
Golden = Callable[[Path, str], None]

#: Calls the command line with words, perhaps with text on its standard input.
Command = Callable[..., Done]


@pytest.fixture(scope="session")
def packages(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `tc3` of all these services, and its command line."""
    out = tmp_path_factory.mktemp("commands") / "called"
    pipeline.generate(pipeline.Request(specs=SPECS, out=out, targets=["cli"]))
    return out / "python"


@pytest.fixture(scope="session")
def program(packages: Path) -> Iterator[ModuleType]:
    """The package, under a name that no other copy of it has in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(packages.parents[1]))
        yield importlib.import_module("called.python.tc3")


@pytest.fixture
def fake() -> Iterator[FakeService]:
    """A service that answers for all specs."""
    made = FakeService(SPECS)
    with made:
        yield made


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that the fake service knows, an empty home, and nothing else of this machine."""
    for name in [n for n in os.environ if n.startswith(("TENCENTCLOUD_", "TKE_", "TCCLI_"))]:
        monkeypatch.delenv(name)
    for name in [n for n in os.environ if n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET_ID)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def tc3(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`tc3 WORD...` in this process."""
    main = importlib.import_module(f"{program.__name__}._cli").main

    def run(*words: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main("tc3", arguments=list(words))
        return Done(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def call(tc3: Command, fake: FakeService) -> Command:
    """The same against the fake service."""

    def run(*words: str, stdin: str = "") -> Done:
        where = ("--endpoint", fake.url, "--region", "ap-guangzhou", "--retries", "0")
        return tc3(*words, *where, stdin=stdin)

    return run


@pytest.fixture
def process(packages: Path) -> Callable[..., subprocess.Popen[str]]:
    """`python -m tc3 WORD...` as a process of its own."""

    def start(*words: str, module: str = "tc3", **settings: object) -> subprocess.Popen[str]:
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **settings}
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-m", module, *words],
            env={**os.environ, "PYTHONPATH": str(packages)},
            preexec_fn=_interruptible,
            **given,
        )

    return start


def _interruptible() -> None:
    """Whoever tests in the background ignores Ctrl-C, and so would the process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def expected() -> Callable[[str], Path]:
    """The golden file of a name."""
    return lambda name: ROOT / "tests/cli/expected" / name
