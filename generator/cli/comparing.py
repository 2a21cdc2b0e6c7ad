"""`tc3gen diff`: what changed between two specs, for callers of the generated code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from .. import change_report, compat, release_notes, revisions
from ..change_report import Placed
from ..compat import Change, Impact
from ..diagnostics import Diagnostic, SpecError
from ..model import Service
from ..revisions import Part
from ..suggest import did_you_mean
from .showing import in_colour, show

#: What ends with exit code 1, by what `--fail-on` says.
_FAILURES = {
    "breaking": {Impact.BREAKING},
    "dangerous": {Impact.BREAKING, Impact.DANGEROUS},
    "any": set(Impact),
}


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
    type=click.Choice(list(_FAILURES)),
    help="Exit with 1 where there is such a change, or a worse one.",
)
@click.option(
    "--action",
    "actions",
    multiple=True,
    metavar="NAME",
    help="Only what this action sees; may be repeated.",
)
def command(old: str, new: str, form: str, fail_on: str | None, actions: tuple[str, ...]) -> None:
    """Say what changed from OLD to NEW, and what it does to callers of the generated code.

    Each is a spec, or a folder of specs; the same in a revision of a git repository, such as
    HEAD~1:specs; or a definition of the vendor, api.json, a folder of them, `installed` or
    `installed:vod`.
    """
    before, after = _read(old, new)
    changes = compat.compare(_services(before), _services(after))
    _refuse_unknown(actions, (*before, *after))
    changes = compat.concerning(changes, actions)
    click.echo(_rendered(form, changes, before, after, (old, new)), nl=False)
    failures = _FAILURES[fail_on] if fail_on else set()
    sys.exit(1 if any(change.impact in failures for change in changes) else 0)


def _read(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """Both sides; where either is broken, every problem of both is shown, and that is the end."""
    sides: list[list[Part]] = []
    problems: list[Diagnostic] = []
    for spelling in (old, new):
        try:
            sides.append(revisions.read(spelling, sides[0] if sides else ()))
        except SpecError as error:
            problems += error.diagnostics
    if problems:
        show(problems)
        sys.exit(1)
    return sides[0], sides[1]


def _services(parts: Sequence[Part]) -> list[Service]:
    return [part.service for part in parts]


def _refuse_unknown(actions: Sequence[str], parts: Sequence[Part]) -> None:
    known = {action.name: None for part in parts for action in part.service.actions}
    for name in actions:
        if name not in known:
            hint = did_you_mean(name, known, "names are as the service spells them")
            raise click.UsageError(f"Neither side has an action {name}; {hint}")


def _rendered(
    form: str,
    changes: Sequence[Change],
    before: Sequence[Part],
    after: Sequence[Part],
    sides: tuple[str, str],
) -> str:
    if form == "markdown":
        return release_notes.notes(changes, _services(before), _services(after))
    if form == "github":
        return change_report.as_annotations(_placed(changes, before, after, in_new=True))
    placed = _placed(changes, before, after)
    if form == "json":
        return change_report.as_json(placed, *sides)
    return change_report.as_text(placed, colour=in_colour(sys.stdout))


def _placed(
    changes: Sequence[Change], before: Sequence[Part], after: Sequence[Part], in_new: bool = False
) -> list[Placed]:
    """The changes with their places; `in_new` is for who can only show files that are there.

    What is gone has, in the new file, the place of what it was part of.
    """
    old, new = (
        {(part.service.name, part.service.version): part for part in side}
        for side in (before, after)
    )
    found: list[Placed] = []
    for change in changes:
        key = change.service, change.version
        if change.gone and not (in_new and key in new):
            # A service may have been there in another version alone.
            part = old.get(key) or next(p for p in before if p.service.name == change.service)
        else:
            part = new[key]
        found.append((change, part.place(change.path)))
    return found
