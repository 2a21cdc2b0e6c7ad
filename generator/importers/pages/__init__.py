"""Documentation pages, as a person saves them, into specs.

    files -> text, markdown, html      a page in its neutral form: `blocks.py`
    understand                         what it says, with the place of everything: `facts.py`
    target, merge                      into the spec of its service: what is lacking, what disagrees
    ../patch.py                        as text, between the lines that stand there

Pages are read twice: what the first reading tells, which service it is and which structs it has,
helps with the lines of plain text that could be taken for several things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ... import source
from ...diagnostics import Diagnostic, Position, SpecError, tidy
from ...loading import API, shown
from ...write import replace_file
from . import files, rules, target
from .facts import Facts, fields, struct_of
from .html import MissingLibrary
from .merge import merge
from .rules import RULES
from .target import Target
from .understand import understand

__all__ = ["RULES", "MissingLibrary", "Outcome", "import_pages"]


@dataclass(slots=True)
class Outcome:
    """What came of an import."""

    summaries: list[str] = field(default_factory=list)
    """A line for each page that could be used, and for each spec."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """A page on its way into a spec."""

    file: files.File
    facts: Facts


def import_pages(paths: Sequence[Path], into: Path) -> Outcome:
    """Imports pages into the specs below a folder, `<service>/<version>/api.yaml`.

    A page that cannot be used is told of and changes nothing; the others are imported.

    Raises:
        MissingLibrary: Where a page is HTML and the package that reads it is not installed.
    """
    outcome = Outcome()
    pages = list(_readable(paths, outcome))
    for file, group in _by_spec(pages, into, outcome).items():
        try:
            _into(file, group, outcome)
        except SpecError as error:
            outcome.diagnostics += error.diagnostics
    outcome.diagnostics = tidy(outcome.diagnostics)
    return outcome


def _readable(paths: Sequence[Path], outcome: Outcome) -> Iterator[_Page]:
    for path in dict.fromkeys(path.absolute() for path in paths):
        try:
            file = files.load(path)
        except SpecError as error:
            outcome.diagnostics += error.diagnostics
            continue
        page = file.page()
        facts = understand(page)
        if facts is None:
            outcome.diagnostics += page.problems
        else:
            yield _Page(file, facts)


# Which spec --------------------------------------------------------------------------------------


def _by_spec(pages: Sequence[_Page], into: Path, outcome: Outcome) -> dict[Path, list[_Page]]:
    """The pages of each spec; the pages of data types go to where their actions are."""
    groups: dict[Path, list[_Page]] = {}
    for page in pages:
        if page.facts.action:
            file = into / page.facts.service / page.facts.version / API
            groups.setdefault(file, []).append(page)
    given = {file: {page.facts.action for page in group} for file, group in groups.items()}
    for page in pages:
        if page.facts.action:
            continue
        used = page.facts.used_by
        found = [file for file, actions in given.items() if used & actions]
        found = found or [file for file in sorted(into.rglob(API)) if used & _actions(file)]
        if len(found) == 1:
            groups.setdefault(found[0], []).append(page)
            continue
        message, help = "no action that this page names is in a spec or on a given page", ""
        if found:
            message = f"this page could belong to {' or '.join(map(shown, found))}"
        help = "import the page of an action of this service together with it"
        where = Position(page.facts.page)
        outcome.diagnostics.append(rules.UNKNOWN_SERVICE.at(where, message, help))
    return groups


def _actions(file: Path) -> set[str]:
    """The actions that a spec has; none where it cannot be read, which others tell."""
    try:
        actions = source.load(file).data.get("actions")
    except SpecError:
        return set()
    return set(actions) if isinstance(actions, dict) else set()


# Into it -----------------------------------------------------------------------------------------


def _into(file: Path, group: Sequence[_Page], outcome: Outcome) -> None:
    first = group[0].facts
    spec = target.load(file, first.service, first.version)
    known = set(spec.get("structs") or {})
    actions = [page for page in group if page.facts.action]
    described = {name for page in group for name in page.facts.data.get("structs", {})}
    used = {struct_of(f["type"]) for page in actions for _, f in fields(page.facts.data)}
    # What pages of data types describe tells rows of actions from other lines, and what actions use
    # tells the names of data types from other lines; no page is taken at its own word.
    said = [_read_again(page, known | (described if page.facts.action else used)) for page in group]
    merge(spec, said)
    for facts in said:
        outcome.diagnostics += facts.problems
    if not spec.added:
        outcome.diagnostics += spec.diagnostics(_merged(spec))
        outcome.summaries += [*map(_found, said), f"{spec.shown}: nothing to add"]
        return
    text = spec.text()
    document = spec.finished(text)
    outcome.diagnostics += spec.diagnostics(document)
    spec.unchanged()
    replace_file(file, spec.encoded(text))
    outcome.summaries += [*map(_found, said), _summary(spec)]


def _read_again(page: _Page, known: set[str]) -> Facts:
    facts = understand(page.file.page(known))
    assert facts is not None
    return facts


def _merged(spec: Target) -> source.Document | None:
    if spec.document is None or spec.overlay is None:
        return spec.document
    return source.merge(spec.document, spec.overlay)


# What is said of it ------------------------------------------------------------------------------


def _found(facts: Facts) -> str:
    if not facts.action:
        return f"{facts.page}: {_count(len(facts.data['structs']), 'data type')}"
    action = facts.data["actions"][facts.action]
    parts = [
        _count(len(action.get("input", ())), "parameter"),
        f"{_count(len(action.get('output', ())), 'member')} of the reply",
        _count(len(facts.samples), "example"),
        _count(len(action.get("errors", ())), "error code"),
    ]
    return f"{facts.page}: {facts.action} of {facts.service} {facts.version}, {', '.join(parts)}"


def _summary(spec: Target) -> str:
    added = ", ".join(_count(number, what) for what, number in spec.added.items())
    if spec.is_new:
        title = "its title is its short name, until overlay.yaml gives it one"
        return f"{spec.shown}: written, with {added}; {title}"
    return f"{spec.shown}: added {added}"


#: How to say several of what a sentence needs more than an `s` for.
_PLURALS: dict[str, Callable[[str], str]] = {
    "meaning of an error code": lambda _: "meanings of error codes",
    "list of error codes": lambda _: "lists of error codes",
    "list of examples": lambda _: "lists of examples",
}


def _count(number: int, what: str) -> str:
    """`2 error codes`."""
    return f"{number} {what if number == 1 else _PLURALS.get(what, '{}s'.format)(what)}"
