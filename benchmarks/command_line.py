"""How long commands take from their start to their end: the generated command line beside tccli.

`python -m benchmarks.command_line` imports the vendor's definition of all of VOD, generates its
command line, and runs both commands in turn, each in a fresh process.  Help needs the names of all
actions; a call makes and signs a request, sends it to a server on this machine, and prints the
reply.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from . import server
from .measure import Row, table
from .samples import REGION, SECRET_ID, SECRET_KEY

#: The share of tccli's time that we want to stay below.
AIM = 0.6

_SCRIPTS = Path(sys.executable).parent
_ASK = ("--file-id", "8312960950918954859", "--repair-info.switch", "ON")
_ASK_THEM = ("--FileId", "8312960950918954859", "--RepairInfo", '{"Switch": "ON"}')


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.command_line", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each once, to see that it works")
    rounds = 1 if parser.parse_args().quick else 15
    with TemporaryDirectory() as folder, server.running() as port:
        environment = _environment(Path(folder))
        _make(Path(folder), environment)
        installed = {each.metadata["Name"]: each.version for each in distributions()}
        editions = [name for name in ("tccli", "tccli-intl-en") if name in installed]
        versions = ", ".join(f"{name} {installed[name]}" for name in [*editions, "click"])
        print(f"{platform.python_implementation()} {platform.python_version()}; {versions}")
        print(f"Medians (least..greatest) of {rounds}, each in a fresh process; all of VOD.")
        rows = [
            _row(label, ours, theirs, environment, rounds)
            for label, ours, theirs in _pairs(f"http://127.0.0.1:{port}")
        ]
    print(f"\n{table('a command, from start to end', rows, other='tccli')}")
    return 0


def _pairs(url: str) -> list[tuple[str, list[str], list[str]]]:
    """What is compared, and the two commands for it."""
    ours = [sys.executable, "-m", "tc3", "vod"]
    theirs = [str(_SCRIPTS / "tccli"), "vod"]
    where = ["--region", REGION, "--endpoint", url]
    keys = ["--secretId", SECRET_ID, "--secretKey", SECRET_KEY]
    ask, ask_them = ["rebuild-media", *_ASK], ["RebuildMedia", *_ASK_THEM]
    return [
        ("help of the service", [*ours, "--help"], [*theirs, "help"]),
        ("help of an action", [*ours, ask[0], "--help"], [*theirs, ask_them[0], "help"]),
        ("a call", [*ours, *ask, *where, *keys], [*theirs, *ask_them, *where, *keys]),
    ]


def _environment(folder: Path) -> dict[str, str]:
    """An empty home, no proxy, and bytecode in place after a first run."""
    kept = {n: value for n, value in os.environ.items() if not n.lower().endswith("_proxy")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    python = str(folder / "out" / "python")
    return {**kept, "HOME": str(folder), "USERPROFILE": str(folder), "PYTHONPATH": python}


def _make(folder: Path, environment: dict[str, str]) -> None:
    """The command line of the service as the vendor defines it."""
    tc3gen = str(_SCRIPTS / "tc3gen")
    specs, out = str(folder / "specs"), str(folder / "out")
    _run([tc3gen, "import", "api-json", "--installed", "--service", "vod", "--into", specs])
    _run([tc3gen, "generate", specs, "--out", out, "--target", "cli"])
    _run([sys.executable, "-m", "compileall", "-q", out], environment)


def _row(
    label: str, ours: list[str], theirs: list[str], environment: dict[str, str], rounds: int
) -> Row:
    """Both in turn; the first run of each, which may still find files cold, does not count."""
    samples: tuple[list[float], list[float]] = [], []
    for round_ in range(-1, rounds):
        for side in (0, 1) if round_ % 2 == 0 else (1, 0):
            seconds = _run((ours, theirs)[side], environment)
            if round_ >= 0:
                samples[side].append(seconds)
    return Row(label, *samples, AIM)


def _run(command: Sequence[str], environment: dict[str, str] | None = None) -> float:
    """Seconds that a command takes, which has to end well."""
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
