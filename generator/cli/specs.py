"""Which specs a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

SPEC = click.argument(
    "specs", nargs=-1, metavar="[SPEC]...", type=click.Path(exists=True, path_type=Path)
)
#: Where specs are when nobody says.
DEFAULT_SPECS = Path("specs")


def chosen(given: tuple[Path, ...]) -> Sequence[Path]:
    """The specs that were named, or those of the folder where they are by custom."""
    if given:
        return given
    if not DEFAULT_SPECS.is_dir():
        raise click.UsageError(
            "There is no folder specs/ here; name a spec: tc3gen generate path/to/api.yaml"
        )
    return [DEFAULT_SPECS]
