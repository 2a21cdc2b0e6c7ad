"""One run of `tc3gen generate`, and what it prints."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import ahead, runs, unchanged
from ..diagnostics import SpecError
from . import vendoring
from .showing import counted, progress, show

if TYPE_CHECKING:
    from ..project import Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where what is asked for comes from."""

    table: Table | None = None
    """The project's, if it has one."""
    named: bool = False
    """Whether actions or targets were named as arguments, which win over it."""

    def unknown(self, error: runs.UnknownName) -> int:
        """Reports a name that there is none of, where it stands; the exit code."""
        vendoring.unknown(None if self.named else self.table, error)
        return 1


def run(request: runs.Request, source: Source = Source()) -> int:
    """Generates, or compares, as it is asked; the exit code.

    Problems go to standard error.  Standard output has the difference, where it is asked for, and
    a line that says what came of the run.
    """
    started = time.monotonic()
    outcome = unchanged.recall(request)
    if outcome is None:
        try:
            vendoring.prepare(source.table, request)
            with ahead.reading(request) as known:
                from .. import polish

                with polish.loading():
                    from .. import pipeline

                    outcome = pipeline.generate(request, progress, known)
        except runs.UnknownName as error:
            return source.unknown(error)
        except SpecError as error:
            show(error.diagnostics)
            return 1
    show(outcome.warnings)
    click.echo(outcome.diff, nl=False)
    click.echo(summary(outcome, request.check, time.monotonic() - started))
    return 1 if request.check and not outcome.clean else 0


def pack(request: runs.Request, source: Source, out: Path | None) -> int:
    """Writes the package as a wheel, or compares it; the exit code."""
    try:
        vendoring.prepare(source.table, request)
        return vendoring.write_wheel(source.table, request, out, progress)
    except runs.UnknownName as error:
        return source.unknown(error)
    except SpecError as error:
        show(error.diagnostics)
        return 1


def summary(outcome: runs.Outcome, check: bool, seconds: float) -> str:
    """What came of a run: `2 files written, 101 unchanged, 0 removed, 0.4 s`."""
    written, removed = ("to write", "to remove") if check else ("written", "removed")
    return (
        f"{counted(len(outcome.written), 'file')} {written}, "
        f"{len(outcome.unchanged)} unchanged, {len(outcome.removed)} {removed}, {seconds:.1f} s"
    )
