"""How far something is that is waited for: on a terminal, on standard error, else nowhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from .._runtime.waiting import PollEvent
from .printing import visible


@contextmanager
def shown_progress(name: str) -> Generator[Callable[[PollEvent], object], None, None]:
    """What is to be told of each look."""
    if not sys.stderr.isatty():
        yield lambda event: None
        return
    try:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )
    except ModuleNotFoundError:
        yield _said
        return
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[percent]}", markup=False),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(name, total=None, percent="")

        def look(event: PollEvent) -> None:
            known = event.progress is not None
            bar.update(
                task,
                description=visible(f"{name}: {event.state}"),
                total=100 if known else None,
                completed=event.progress or 0,
                percent=f"{event.progress:g}%" if known else "",
            )

        yield look


def _said(event: PollEvent) -> None:
    progress = "" if event.progress is None else f", {event.progress:g}%"
    print(visible(f"{event.state or 'waiting'}{progress}"), file=sys.stderr)
