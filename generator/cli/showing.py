"""What commands print: diagnostics, and how far a long run is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from ..diagnostics import Diagnostic

_BEGAN = time.monotonic()
#: In seconds.
_PATIENCE = 1.0


def show(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str] | None = None) -> None:
    """Print diagnostics to standard error; `texts` are those of files that say something else."""
    if diagnostics:
        from .. import report

        text = report.render(diagnostics, "text", texts or {}, in_colour(sys.stderr))
        click.echo(text, err=True, nl=False)


def in_colour(stream: object) -> bool:
    """Whether to print in colour."""
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ


@contextmanager
def progress(step: str) -> Iterator[None]:
    """Names a step on a terminal, if the command has taken a second when it begins.

    Nothing moves: that would take a thread, beside which no work can be given to other processes.
    """
    shown = sys.stderr.isatty() and time.monotonic() - _BEGAN > _PATIENCE
    if shown:
        click.echo(f"{step} ...", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            click.echo("\r\x1b[2K", err=True, nl=False)


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
