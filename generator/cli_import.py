"""The commands of `tc3gen import`: from foreign descriptions of a service to specs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .cli_printing import print_diagnostics


@click.group("import")
def imports() -> None:
    """Make specs from what the vendor publishes, or add to them."""


@imports.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("specs"),
    show_default=True,
    help="Folder of the specs; a page goes into <service>/<version>/api.yaml below it.",
)
def page(files: tuple[Path, ...], into: Path) -> None:
    """Read pages of the documentation, and add to the specs what these lack.

    A FILE is the page of an action or the page of data types of a service, saved as HTML, as
    Markdown or as plain text. What stands in a spec already is never changed; where a page says
    something else, both places are told. Give the page of data types together with those of the
    actions.
    """
    # Only who imports waits until it is loaded.
    from .importers import pages

    try:
        outcome = pages.import_pages(files, into)
    except pages.MissingLibrary as error:
        raise click.ClickException(str(error)) from None
    print_diagnostics(outcome.diagnostics)
    for line in outcome.summaries:
        click.echo(line)
    sys.exit(0 if outcome.clean else 1)
