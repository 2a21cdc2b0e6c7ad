"""Two sides, what changed between them for callers of the generated code, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import change_report, compat, release_notes, revisions
from .change_report import Placed
from .compat import Change, Impact
from .diagnostics import Diagnostic, SpecError
from .model import Service
from .revisions import Part
from .suggest import did_you_mean


class UnknownAction(ValueError):
    """An action was named that neither side has."""


@dataclass(frozen=True)
class Comparison:
    """What changed."""

    names: tuple[str, str]
    """How both sides were spelt."""
    old: list[Part]
    new: list[Part]
    changes: list[Change]

    def has(self, least: Impact) -> bool:
        """Whether a change is as bad as this, or worse."""
        order = list(Impact)
        return any(order.index(c.impact) <= order.index(least) for c in self.changes)

    def render(self, form: str, colour: bool = False) -> str:
        """The changes as `text`, `markdown`, `json` or `github`, with a line break at the end."""
        if form == "markdown":
            return release_notes.notes(self.changes, _services(self.old), _services(self.new))
        if form == "github":
            return change_report.as_annotations(self._placed(in_new=True))
        if form == "json":
            return change_report.as_json(self._placed(), *self.names)
        return change_report.as_text(self._placed(), colour)

    def _placed(self, in_new: bool = False) -> list[Placed]:
        """The changes with their places; `in_new` is for who can only show files that are there.

        What is gone has, in the new file, the place of what it was part of.
        """
        old, new = (
            {(part.service.name, part.service.version): part for part in side}
            for side in (self.old, self.new)
        )
        found: list[Placed] = []
        for change in self.changes:
            key = change.service, change.version
            if change.gone and not (in_new and key in new):
                # A service may have been there in another version alone.
                others = (part for part in self.old if part.service.name == change.service)
                part = old.get(key) or next(others)
            else:
                part = new[key]
            found.append((change, part.place(change.path)))
        return found


def compare(old: str, new: str, actions: Sequence[str] = ()) -> Comparison:
    """Reads both sides, as `revisions.read` does, and compares them.

    Args:
        old: What there was.
        new: What there is.
        actions: Only what callers of these actions see; none for everything.

    Raises:
        SpecError: With every problem of both sides.
        UnknownAction: For an action that neither side has.
    """
    before, after = _read(old, new)
    known = {action.name: None for part in (*before, *after) for action in part.service.actions}
    for name in actions:
        if name not in known:
            hint = did_you_mean(name, known, "names are as the service spells them")
            raise UnknownAction(f"Neither side has an action {name}; {hint}")
    changes = compat.compare(*compat.seen_by(actions, _services(before), _services(after)))
    return Comparison((old, new), before, after, changes)


def _read(old: str, new: str) -> tuple[list[Part], list[Part]]:
    sides: list[list[Part]] = []
    problems: list[Diagnostic] = []
    for spelling in (old, new):
        try:
            sides.append(revisions.read(spelling, sides[0] if sides else ()))
        except SpecError as error:
            problems += error.diagnostics
    if problems:
        raise SpecError(problems)
    return sides[0], sides[1]


def _services(parts: Sequence[Part]) -> list[Service]:
    return [part.service for part in parts]
