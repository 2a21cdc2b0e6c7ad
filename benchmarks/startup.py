"""Importing, making a client and its first calls, each time in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import Literal, TypeAlias

from .first_calls import STAGES
from .measure import Effort, Row

Side: TypeAlias = Literal["ours", "vendor", "nobody"]
Colour: TypeAlias = Literal["sync", "async"]

COLOURS: tuple[Colour, ...] = ("sync", "async")


def rows(colour: Colour, port: int, effort: Effort) -> tuple[list[Row], list[Row]]:
    """Time and peak memory after each stage."""
    ours, vendor = [], []
    for round_ in range(effort.processes):
        if round_ % 2 == 0:
            ours.append(_child("ours", colour, port))
            vendor.append(_child("vendor", colour, port))
        else:
            vendor.append(_child("vendor", colour, port))
            ours.append(_child("ours", colour, port))
    times, peaks = [], []
    for stage, label in enumerate(STAGES):
        a = [run[stage] for run in ours]
        b = [run[stage] for run in vendor]
        times.append(Row(label, [seconds for seconds, _ in a], [seconds for seconds, _ in b]))
        peaks.append(Row(label, [peak for _, peak in a], [peak for _, peak in b], unit="B"))
    return times, peaks


def bare_peak(effort: Effort) -> float:
    """The memory of an interpreter that imports neither side."""
    return median(_child("nobody", "sync", 0)[0][1] for _ in range(effort.processes))


def _child(side: Side, colour: Colour, port: int) -> list[tuple[float, float]]:
    command = [sys.executable, "-m", "benchmarks.first_calls", side, colour, str(port)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    lines = (line.split() for line in done.stdout.splitlines())
    return [(float(seconds), float(peak)) for seconds, peak in lines]
