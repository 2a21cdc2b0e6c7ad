"""`tc3gen update`: specs and output brought up to date with what the vendor publishes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from .. import runs
from ..diagnostics import SpecError
from . import options, vendoring
from .generating import Source, summary
from .showing import in_colour, progress, show
from .specs import SPEC


@click.command("update")
@SPEC
@click.option("--dry-run", is_flag=True, help="Write nothing; tell what would be done.")
@click.option(
    "--page",
    "pages",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A page of the documentation that was saved anew; may be repeated.",
)
@click.option(
    "--changelog",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put the entry into this file; else it is printed.",
)
@options.CLIENT
@options.OUT
@options.targets()
@options.actions("Only this action and what it reaches, in output and changelog")
@options.TEMPLATES
@options.jobs("work")
def command(
    specs: tuple[Path, ...],
    dry_run: bool,
    pages: tuple[Path, ...],
    changelog: Path | None,
    client: Path | None,
    out: Path | None,
    targets: tuple[str, ...],
    actions: tuple[str, ...],
    templates: Path | None,
    jobs: int | None,
) -> None:
    """Import SPECs again, tell what changed, and generate.

    What a spec was imported from, and the actions that were taken, it says itself, under `sources`.
    The package has to be installed in the version that you want; pages cannot be fetched, and are
    given with --page. A spec that was written by hand stays as it is, but for what pages add.

    Nothing is written where anything is wrong: not a spec, not the output, not the changelog.
    What is generated, and where, the table [tool.tc3gen] says, or the options, as for generate.
    """
    from .. import updating

    started = time.monotonic()
    table = vendoring.table()
    asked = {
        "targets": targets,
        "actions": actions,
        "templates": templates,
        "check": dry_run,
        "jobs": jobs,
    }
    generation = vendoring.request(table, specs, out, None, asked)
    asked_for = updating.Request(generation, pages, changelog, client, table)
    try:
        done = updating.update(asked_for, progress)
    except updating.Unreadable as error:
        raise click.UsageError(str(error)) from None
    except runs.UnknownName as error:
        sys.exit(Source(table, named=bool(actions or targets)).unknown(error))
    except updating.Refused as error:
        show(error.diagnostics, error.texts)
        sys.exit(1)
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    show(done.warnings, done.texts)
    for note in done.notes:
        click.echo(note)
    click.echo(done.comparison.render("text", in_colour(sys.stdout)), nl=False)
    if done.entry and (changelog is None or dry_run):
        click.echo(f"\n{done.entry}")
    for name in (*done.tables, *done.specs):
        click.echo(f"{name}: {'to write' if dry_run else 'written'}")
    click.echo(summary(done.outcome, dry_run, time.monotonic() - started))
