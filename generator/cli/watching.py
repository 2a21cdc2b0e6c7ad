"""`tc3gen generate --watch`: the same again, each time that something is saved."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from ..diagnostics import SpecError
from ..project import FILE_NAME
from ..runs import Request
from ..watching import Watch
from .generating import Source
from .showing import counted, show

#: What a run is asked for, and where that comes from.
Asked = tuple[Request, Source]


def watch(asked: Asked, ask: Callable[[], Asked], run: Callable[[Request, Source], int]) -> None:
    """Runs, and again at each change, until it is interrupted; that is not an error.

    Args:
        asked: What the first run is asked for.
        ask: Says what the next one is; the project's table may say something else by then.
        run: Does one run; returns its exit code.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    request, source = asked
    try:
        at = Watch(request, _beside(source))
        _clear()
        _tell(run(request, source))  # what the command line itself has wrong ends it here
        while True:
            if sys.stdout.isatty():
                files = counted(len(at.seen), "file")
                click.echo(f"Watching {files}; Ctrl-C ends.")
            sys.stdout.flush()
            at.wait()
            _clear()
            try:
                request, source = ask()
                at.follow(request, _beside(source))
                _tell(run(request, source))
            except SpecError as error:  # the table is wrong now
                show(error.diagnostics)
                _tell(1)
            except click.UsageError as error:  # an action, say, that the spec no longer has
                click.echo(error.format_message())
    except KeyboardInterrupt:
        sys.exit(0)


def _beside(source: Source) -> list[Path]:
    """The file that says what is asked for, or that may come to say it."""
    return [source.table.file if source.table is not None else Path(FILE_NAME)]


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
