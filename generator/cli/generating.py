"""One run of `tc3gen generate`, and what it prints."""

from __future__ import annotations

import time

import click

from .. import runs, unchanged
from ..diagnostics import SpecError
from .showing import counted, progress, show


def run(request: runs.Request) -> int:
    """Generates, or compares, as it is asked; the exit code.

    Problems go to standard error.  Standard output has the difference, where it is asked for, and
    a line that says what came of the run.
    """
    started = time.monotonic()
    outcome = unchanged.recall(request)
    if outcome is None:
        from .. import pipeline

        try:
            outcome = pipeline.generate(request, progress)
        except runs.UnknownName as error:
            raise click.UsageError(str(error)) from None
        except SpecError as error:
            show(error.diagnostics)
            return 1
    show(outcome.warnings)
    click.echo(outcome.diff, nl=False)
    click.echo(summary(outcome, request.check, time.monotonic() - started))
    return 1 if request.check and not outcome.clean else 0


def summary(outcome: runs.Outcome, check: bool, seconds: float) -> str:
    """What came of a run: `2 files written, 101 unchanged, 0 removed, 0.4 s`."""
    written, removed = ("to write", "to remove") if check else ("written", "removed")
    return (
        f"{counted(len(outcome.written), 'file')} {written}, "
        f"{len(outcome.unchanged)} unchanged, {len(outcome.removed)} {removed}, {seconds:.1f} s"
    )
