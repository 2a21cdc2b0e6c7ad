"""`tc3gen import`: specs from what the vendor publishes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import Diagnostic, SpecError, has_errors
from . import options
from .showing import counted, show

if TYPE_CHECKING:
    from ..importers.definitions.run import Imported

INTO = click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("specs"),
    show_default=True,
    help="Folder of specs: each goes to <service>/<version>/api.yaml in it.",
)


@click.group("import")
def group() -> None:
    """Make specs of the vendor's definitions and documentation pages."""


@group.command("api-json")
@click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path)
)
@INTO
@click.option("--installed", is_flag=True, help="Those of the installed tccli or tccli-intl-en.")
@options.several("service", "Only this service")
@options.several("version", "Only this version", "DATE")
@options.actions()
@options.CLIENT
@click.option("--force", is_flag=True, help="Replace specs that were written or edited by hand.")
@options.jobs("import")
def api_json(
    paths: tuple[Path, ...],
    into: Path,
    installed: bool,
    services: tuple[str, ...],
    versions: tuple[str, ...],
    actions: tuple[str, ...],
    client: Path | None,
    force: bool,
    jobs: int | None,
) -> None:
    """Import definitions: files `api.json`, or folders that hold some.

    A spec that an import wrote is replaced; `overlay.yaml` beside it is left alone, and what of it
    no longer fits is reported.
    """
    from ..importers.definitions import files, run

    try:
        request = run.Request(
            paths=[*paths, *([files.installed()] if installed else [])],
            into=into,
            actions=actions,
            services=services,
            versions=versions,
            client=client,
            force=force,
            jobs=jobs,
        )
        if not request.paths:
            raise click.UsageError("Name a definition, or say --installed")
        done = run.run(request, _tell)
    except files.NotInstalled:
        raise click.ClickException(
            "No definitions are installed: pip install tccli-intl-en (English) or tccli (Chinese)"
        ) from None
    except run.UnknownName as error:
        raise click.UsageError(str(error)) from None
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    found: list[Diagnostic] = [diagnostic for each in done for diagnostic in each.diagnostics]
    show(found)
    written = [each for each in done if each.file]
    if len(written) > 1:
        totals = [sum(len(each.actions) for each in written), sum(each.structs for each in written)]
        click.echo(
            f"{counted(len(written), 'spec')}: {counted(totals[0], 'action')},"
            f" {counted(totals[1], 'struct')}"
        )
    sys.exit(1 if has_errors(found) else 0)


def _tell(each: Imported) -> None:
    if not each.file:
        return
    counts = each.counts
    parts = [counted(len(each.actions), "action"), counted(each.structs, "struct")]
    if each.errors:
        parts.append(counted(each.errors, "error code"))
    line = f"{each.file}: {', '.join(parts)}"
    if counts["requests"] or counts["replies"]:
        line += (
            f"; sound in examples: {counts['sound requests']:,} of {counts['requests']:,} requests,"
            f" {counts['sound replies']:,} of {counts['replies']:,} replies"
        )
    if each.unsound:
        line += f" ({', '.join(f'{count:,} {reason}' for reason, count in each.unsound.items())})"
    click.echo(line if each.changed else f"{line} (unchanged)")


@group.command("page")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@INTO
def page(files: tuple[Path, ...], into: Path) -> None:
    """Import pages of the documentation: add to specs what these lack.

    A FILE is the page of an action, or a service's page of data types, as saved HTML, as Markdown
    or as plain text. What stands in a spec is never changed; where a page says something else, both
    places are told. Name the page of data types together with those of actions.
    """
    from ..importers import pages

    try:
        outcome = pages.import_pages(files, into)
    except pages.MissingLibrary as error:
        raise click.ClickException(str(error)) from None
    show(outcome.diagnostics)
    for line in outcome.summaries:
        click.echo(line)
    sys.exit(1 if has_errors(outcome.diagnostics) else 0)
