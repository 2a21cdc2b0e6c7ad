"""The benchmarks run, and what they compare agrees; how fast anything is, no test asserts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("tencentcloud", reason="the vendor's client is not installed")
pytest.importorskip("httpx", reason="the vendor's async client lacks what it needs")

TABLES = [
    "start of a process, sync",
    "peak memory, sync",
    "start of a process, async",
    "peak memory, async",
    "request object to signed bytes",
    "reply bytes to objects",
    "call on loopback",
    "50 calls in flight",
]


def test_every_table_is_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    titles = [line for line in done.stdout.splitlines() if "vendor's" in line]
    assert len(titles) == len(TABLES)
    for title, expected in zip(titles, TABLES, strict=True):
        assert title.startswith(f"| {expected}")


def test_commands_are_measured() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.command_line", "--quick"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("|")[1].strip() for line in done.stdout.splitlines() if line[:1] == "|"]
    assert rows[0] == "a command, from start to end"
    assert rows[2:] == ["help of the service", "help of an action", "a call"]
