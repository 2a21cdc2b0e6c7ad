"""`tc3gen diff`: what changed between two specs, for callers of the generated code."""

from __future__ import annotations

import sys

import click

from ..diagnostics import SpecError
from . import options
from .showing import in_colour, show


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="For a terminal, as a release note, for programs, or as annotations of a GitHub workflow.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "dangerous", "any"]),
    help="Exit with 1 where there is such a change, or a worse one.",
)
@options.actions("Only what this action sees")
def command(old: str, new: str, form: str, fail_on: str | None, actions: tuple[str, ...]) -> None:
    """Say what changed from OLD to NEW, and what it does to callers of the generated code.

    Each is a spec, or a folder of specs; the same in a revision of a git repository, such as
    HEAD~1:specs; or a definition of the vendor: api.json, a folder of them, `installed` or
    `installed:vod`.
    """
    from .. import comparison
    from ..compat import Impact

    try:
        found = comparison.compare(old, new, actions)
    except comparison.UnknownAction as error:
        raise click.UsageError(str(error)) from None
    except SpecError as error:
        show(error.diagnostics)
        sys.exit(1)
    click.echo(found.render(form, in_colour(sys.stdout)), nl=False)
    least = Impact.SAFE if fail_on == "any" else fail_on and Impact(fail_on)
    sys.exit(1 if least and found.has(least) else 0)
