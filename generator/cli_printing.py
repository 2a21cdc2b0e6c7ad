"""What all commands print alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from . import report
from .diagnostics import Diagnostic


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Shows what was found to a person, beside what the command yields."""
    if diagnostics:
        text = report.render(diagnostics, colour=colour(sys.stderr))
        click.echo(text, err=True, nl=False)


def colour(stream: object) -> bool:
    """Whether a stream is a terminal whose user has nothing against colours."""
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ
