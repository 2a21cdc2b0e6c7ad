"""What commands share: how specs are named, and how problems are shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from . import report
from .diagnostics import Diagnostic

SPEC = click.argument(
    "specs", nargs=-1, metavar="[SPEC]...", type=click.Path(exists=True, path_type=Path)
)
#: Where specs are when nobody says.
DEFAULT_SPECS = Path("specs")


def specs(given: tuple[Path, ...]) -> Sequence[Path]:
    """The specs that a command is about."""
    if given:
        return given
    if not DEFAULT_SPECS.is_dir():
        raise click.UsageError(
            "There is no folder specs/ here; name a spec: tc3gen generate path/to/api.yaml"
        )
    return [DEFAULT_SPECS]


def tell(diagnostics: Sequence[Diagnostic]) -> None:
    """Show problems to whoever watches."""
    if diagnostics:
        text = report.render(diagnostics, colour=colour(sys.stderr))
        click.echo(text, err=True, nl=False)


def colour(stream: object) -> bool:
    """Whether a stream is to have colours."""
    return bool(getattr(stream, "isatty", lambda: False)()) and "NO_COLOR" not in os.environ
