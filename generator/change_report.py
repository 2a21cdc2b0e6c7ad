"""Changes as text for a terminal, as JSON, or as GitHub's annotations; `release_notes` for people.

What is shown comes from specs that may be hostile, and is shown as `report` shows diagnostics.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from .compat import Change, ChangeKind, Impact, verdict
from .diagnostics import Position
from .report import annotation, escaped

_RED, _YELLOW, _GREEN, _BOLD, _RESET = "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
_STYLES = {Impact.BREAKING: _RED, Impact.DANGEROUS: _YELLOW, Impact.SAFE: _GREEN}
#: How a workflow takes what callers can take.
_COMMANDS = {Impact.BREAKING: "error", Impact.DANGEROUS: "warning", Impact.SAFE: "notice"}
#: Actions that a line names.
_NAMED = 5

#: A change and where it stands.
Placed = tuple[Change, Position]


def as_text(changes: Sequence[Placed], colour: bool = False) -> str:
    """A line or two for each change, the worst first; what only documents is counted."""

    def paint(style: str, text: str) -> str:
        return f"{style}{text}{_RESET}" if colour else text

    parts: list[str] = []
    services = [list(group) for _, group in groupby(changes, key=lambda each: _service(each[0]))]
    for group in services:
        told = [each for each in group if not each[0].kind.prose]
        for change, where in told:
            head = paint(_BOLD, escaped(str(where)))
            word = paint(_STYLES[change.impact], f"{change.impact} {change.code}")
            parts.append(f"{head}: {word} {escaped(change.message)}\n")
            if reach := _reach(change):
                parts.append(f"    {escaped(reach)}\n")
        for kind, number in _counted(each[0].kind for each in group):
            word = paint(_STYLES[kind.impact], f"{kind.impact} {kind.code}")
            places = "place" if number == 1 else "places"
            name = escaped(_service(group[0][0]))
            parts.append(f"{name}: {word} {kind.name} in {number:,} {places}\n")
    summaries = [(_service(group[0][0]), verdict([c for c, _ in group])) for group in services]
    if len(summaries) > 1:
        parts += [f"{escaped(name)}: {said}\n" for name, said in summaries]
    return "".join(parts) + f"{verdict([change for change, _ in changes])}\n"


def _service(change: Change) -> str:
    return f"{change.service} {change.version}"


def _counted(kinds: Iterable[ChangeKind]) -> list[tuple[ChangeKind, int]]:
    counts = Counter(kind for kind in kinds if kind.prose)
    return sorted(counts.items(), key=lambda item: item[0].code)


def _reach(change: Change) -> str:
    """Which actions see it, where its place does not say so."""
    actions = change.actions
    if not actions or change.path[:1] == ("actions",):
        return ""
    named = ", ".join(actions[:_NAMED])
    more = f" and {len(actions) - _NAMED:,} more" if len(actions) > _NAMED else ""
    return f"reaches {len(actions):,} action{'' if len(actions) == 1 else 's'}: {named}{more}"


def as_json(changes: Sequence[Placed], old: str, new: str) -> str:
    """One object, whose keys are added to, and never changed; docs/comparing.md lists them."""
    said = verdict([change for change, _ in changes])
    listed = [
        {
            "code": change.code,
            "name": change.kind.name,
            "impact": change.impact.value,
            "service": change.service,
            "version": change.version,
            "message": change.message,
            "old": change.old or None,
            "new": change.new or None,
            "path": list(change.path),
            "side": "old" if change.gone else "new",
            "file": where.path,
            "line": where.line or None,
            "column": where.column or None,
            "actions": list(change.actions),
        }
        for change, where in changes
    ]
    result = {
        "format": 1,
        "old": old,
        "new": new,
        "step": said.step.value,
        "breaking": said.breaking,
        "dangerous": said.dangerous,
        "safe": said.safe,
        "changes": listed,
    }
    return json.dumps(result, indent=2) + "\n"


def as_annotations(changes: Sequence[Placed]) -> str:
    """A workflow command for each change that is not only told."""
    return "".join(
        annotation(_COMMANDS[change.impact], where, change.code, [change.message, _reach(change)])
        for change, where in changes
        if not change.kind.prose
    )
