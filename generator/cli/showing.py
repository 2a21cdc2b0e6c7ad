"""What commands print: diagnostics, and how far a long run is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from ..diagnostics import Diagnostic


def show(diagnostics: Sequence[Diagnostic]) -> None:
    """Print diagnostics to standard error."""
    if diagnostics:
        from .. import report

        text = report.render(diagnostics, colour=in_colour(sys.stderr))
        click.echo(text, err=True, nl=False)


def in_colour(stream: object) -> bool:
    """Whether to print in colour."""
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ


@contextmanager
def progress(step: str) -> Iterator[None]:
    """Names a step on a terminal, once it has taken a second."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    from rich.console import Console

    console = Console(stderr=True)
    status = console.status(step)
    timer = threading.Timer(1.0, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        status.stop()


def counted(number: int, noun: str) -> str:
    """`1 file`, `2,000 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
