"""Which specs a command is about."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .. import project
from ..diagnostics import SpecError
from .showing import show

SPEC = click.argument(
    "specs", nargs=-1, metavar="[SPEC]...", type=click.Path(exists=True, path_type=Path)
)
#: Where specs are when nobody says.
DEFAULT_SPECS = Path("specs")


def chosen(given: tuple[Path, ...]) -> Sequence[Path]:
    """The specs that were named, or those of the project's table, or where they are by custom."""
    if given:
        return given
    try:
        table = project.find(Path.cwd())
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    if table is not None:
        return table.spec_paths()
    if not DEFAULT_SPECS.is_dir():
        raise click.UsageError(
            "There is no folder specs/ here; name a spec: tc3gen generate path/to/api.yaml"
        )
    return [DEFAULT_SPECS]
