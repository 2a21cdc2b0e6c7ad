"""`tc3gen generate --watch`: the same again, each time that something is saved."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType

import click

from ..runs import Request
from ..watching import Watch, look
from .showing import counted


def watch(request: Request, run: Callable[[Request], int]) -> None:
    """Runs, and again at each change, until it is interrupted; that is not an error."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        at = Watch(request)
        _clear()
        _tell(run(request))  # what the command line itself has wrong ends it here
        while True:
            if sys.stdout.isatty():
                files = counted(len(look(request)), "file")
                click.echo(f"Watching {files}; Ctrl-C ends.")
            sys.stdout.flush()
            at.wait()
            _clear()
            try:
                _tell(run(request))
            except click.UsageError as error:  # an action, say, that the spec no longer has
                click.echo(error.format_message())
    except KeyboardInterrupt:
        sys.exit(0)


def _tell(status: int) -> None:
    """A line for each run, for who reads standard output alone."""
    if status:
        click.echo("Nothing was written.")


def _clear() -> None:
    """A clear screen, where there is one: what is seen is of the last run."""
    if sys.stdout.isatty():
        click.clear()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
