"""Two contenders in turn, round after round, and the table of what came of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

#: Runs something so many times; answers how many seconds that took.
Timer: TypeAlias = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int
    """Samples of each side."""
    seconds: float
    """Least time that one sample takes."""
    processes: int
    """Fresh interpreters for each side, where a start is measured."""
    calls: int
    """Least calls in a row, for each of those in flight."""


FULL = Effort(rounds=15, seconds=0.2, processes=15, calls=10)
QUICK = Effort(rounds=3, seconds=0.01, processes=1, calls=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A comparison: what each sample of either side yielded, in seconds or bytes per run."""

    label: str
    ours: Sequence[float]
    vendor: Sequence[float]
    aim: float | None = None
    """The share of the vendor's time that ours should take at most."""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Our median as a share of the vendor's."""
        return median(self.ours) / median(self.vendor)


def timer(function: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> Timer:
    """The timer of a function.  The loop around it costs some 20 ns per run, to both sides alike.

    `time.process_time` as the clock counts what this process computes and leaves out what others
    on the machine do meanwhile, but also all waiting.
    """

    def run(times: int) -> float:
        repetitions = range(times)
        began = clock()
        for _ in repetitions:
            function()
        return clock() - began

    return run


def compare(
    label: str,
    ours: Timer,
    vendor: Timer,
    effort: Effort,
    aim: float | None = None,
    least: int = 1,
) -> Row:
    """Measures both sides in turn, so that what the machine does meanwhile meets both.

    Who goes first changes with every round.  The garbage collector stays on, as in real programs,
    but begins each sample with nothing to do.  `least` is how many runs a sample has at least.
    """
    contenders = [(run, _enough(run, effort.seconds, least)) for run in (ours, vendor)]
    samples: list[list[float]] = [[], []]
    for round_ in range(effort.rounds):
        for side in (0, 1) if round_ % 2 == 0 else (1, 0):
            run, times = contenders[side]
            gc.collect()
            samples[side].append(run(times) / times)
    return Row(label, samples[0], samples[1], aim)


def _enough(run: Timer, seconds: float, least: int) -> int:
    """How many runs fill a sample; finding out also warms up whatever is prepared on first use."""
    times = least
    while (taken := run(times)) < seconds:
        times = max(times * 2, int(times * seconds / max(taken, 1e-9) * 1.1))
    return times


def table(title: str, rows: Sequence[Row], ours: str = "ours", other: str = "vendor's") -> str:
    """Rows as a Markdown table that is also aligned for a terminal."""
    head = [title, ours, other, "ratio", "aim"]
    cells = [
        [
            row.label,
            _spread(row.ours, row.unit),
            _spread(row.vendor, row.unit),
            f"{row.ratio:.0%}",
            "" if row.aim is None else f"{row.aim:.0%}",
        ]
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [head, *cells]) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [[head[0].ljust(widths[0]), *_right(head, widths)], rule]
    lines += [[line[0].ljust(widths[0]), *_right(line, widths)] for line in cells]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _right(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]


_UNITS = {"s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")), "B": ((2.0**20, "MiB"), (2.0**10, "KiB"))}


def _spread(samples: Sequence[float], unit: str) -> str:
    """The median, and the least and the greatest sample."""
    middle = median(samples)
    steps = _UNITS[unit]
    scale, name = next((step for step in steps if middle >= step[0]), steps[-1])
    low, mid, high = (_digits(v / scale) for v in (min(samples), middle, max(samples)))
    return f"{mid} {name} ({low}..{high})"


def _digits(value: float) -> str:
    """A number to three digits, and no more than they say."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
