"""Bringing specs up to date with their sources: read again, compare, regenerate, tell.

    copy -> import -> read pages -> compare     in a folder of its own (`drafts`)
    -> generate -> changelog -> specs           only when all of the above is right

Specs are replaced last: wherever an update is cut off, the next one finds the same difference and
ends what the first began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .. import changelog, compat, loading, pipeline, project, release_notes, runs, unchanged, write
from ..comparison import Comparison
from ..diagnostics import Diagnostic, SpecError, has_errors, tidy
from ..pipeline import Progress
from ..project import pins
from ..project.definitions import bring
from ..revisions import Part
from . import drafts
from .definitions import Importing, sources
from .drafts import Draft, Names
from .rules import RULES

__all__ = ["RULES", "Refused", "Request", "Unreadable", "Update", "update"]


class Unreadable(ValueError):
    """A page or the changelog cannot be used as it was named; the message says why."""


class Refused(SpecError):
    """Something is wrong with what an update would leave."""

    def __init__(self, diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> None:
        super().__init__(diagnostics)
        self.texts = texts
        """What specs would say, which is what places in them are about."""


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    generation: runs.Request
    """The run that follows; `check` there means to write nothing at all."""
    pages: Sequence[Path] = ()
    """Pages of the documentation, saved anew."""
    changelog: Path | None = None
    client: Path | None = None
    """The vendor's client, if it is not where it would be looked for."""
    table: project.Table | None = None
    """The project's, which may say of which versions of packages its specs are made."""


@dataclass
class Update:
    """What an update did, or would do."""

    notes: list[str] = field(default_factory=list)
    """A line for each source: what was read again, and what was not."""
    warnings: list[Diagnostic] = field(default_factory=list)
    comparison: Comparison = field(default_factory=lambda: Comparison(("", ""), [], [], []))
    entry: str = ""
    """For the changelog, in Markdown; empty where nothing changed for callers."""
    specs: list[str] = field(default_factory=list)
    """Those that have other content."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What they say then."""
    tables: list[str] = field(default_factory=list)
    """Files whose table names other versions of packages then."""
    outcome: runs.Outcome = field(default_factory=runs.Outcome)


def update(request: Request, progress: Progress = pipeline.quiet) -> Update:
    """Brings specs up to date, and what is generated from them.

    Raises:
        SpecError: With every problem; nothing has been written then.
        runs.UnknownName: For a target or an action that there is none of.
        Unreadable: For a page of another service, or a changelog that is no text.
    """
    specs = request.generation.specs
    if request.table is not None and request.generation.pins:
        bring(request.table, check=True)
    described, _ = pipeline.load_documents(specs)
    paths = loading.find_specs(specs)
    with TemporaryDirectory(prefix="tc3gen-") as temporary:
        folder = Path(temporary).resolve()
        pairs = zip(paths, described, strict=True)
        made = [drafts.copy(path, one, document, folder) for path, (one, document) in pairs]
        names = Names(made)
        done = Update()
        try:
            with progress("Reading sources"):
                again = Importing(folder, request.client, request.generation.jobs)
                again.all(made)
                done.notes, done.warnings = again.notes, again.warnings
                _read_pages(request, made, folder, done)
            _finish(request, made, done, progress)
        except SpecError as error:
            found = names.diagnostics([*done.warnings, *error.diagnostics])
            raise Refused(found, _texts(made)) from None
        done.notes = [names.text(note) for note in done.notes]
        done.warnings = tidy(names.diagnostics([*done.warnings, *done.outcome.warnings]))
        return done


def _finish(request: Request, made: Sequence[Draft], done: Update, progress: Progress) -> None:
    """Compares, generates and writes; each only where what is before it is right."""
    done.texts = _texts(made)
    old, new = [draft.old for draft in made], _new(made)
    done.comparison = Comparison(("before", "after"), old, new, _changes(request, old, new))
    for draft, part in zip(made, new, strict=True):
        done.notes += _not_read(draft, part)
    done.specs = [draft.shown for draft in made if draft.content != draft.before]
    # The specs last: cut off before, the next update finds the same difference.  A table that is
    # ahead of its specs is made true by generating.
    log, tables = _changelog(request, done), _tables(request, made, new)
    done.tables = [loading.shown(Path(table.path)) for table in tables]
    beside = [*log, *tables, *_specs(made)]
    generation = request.generation
    if done.specs:
        generation = replace(generation, specs=[draft.copy for draft in made])
    known = unchanged.recall(generation)
    if known is not None and not generation.check and beside:
        write.replace_files(beside)
    done.outcome = known or pipeline.generate(generation, progress, beside=beside)
    if generation.check and has_errors(done.outcome.warnings):
        raise SpecError(done.outcome.warnings)


def _changes(request: Request, old: Sequence[Part], new: Sequence[Part]) -> list[compat.Change]:
    """What changed for callers of what is generated, which need not be all that specs have."""
    generation = request.generation
    sides = [[part.service for part in side] for side in (old, new)]
    seen = compat.seen_by(generation.actions, *sides)
    before, after = (
        pipeline.bundled(kept, whole, generation.bundle)
        for kept, whole in zip(seen, sides, strict=True)
    )
    return compat.compare(before, after)


def _specs(made: Sequence[Draft]) -> list[write.Change]:
    return [
        write.Change(str(draft.file.resolve()), draft.before, draft.content)
        for draft in made
        if draft.content != draft.before
    ]


def _tables(request: Request, made: Sequence[Draft], new: Sequence[Part]) -> list[write.Change]:
    """The project's file, where its table is to name the packages that specs now come from."""
    if request.table is None:
        return []
    now = {draft.file.resolve(): part.data for draft, part in zip(made, new, strict=True)}
    file = request.table.file.resolve()
    before = file.read_bytes()
    after = pins.moved(request.table, before, now)
    return [write.Change(str(file), before, after)] if after != before else []


def _texts(made: Sequence[Draft]) -> dict[str, str]:
    return {draft.shown: draft.content.decode("utf-8-sig", "replace") for draft in made}


def _new(made: Sequence[Draft]) -> list[Part]:
    parts, problems = [], []
    for draft in made:
        try:
            parts.append(draft.new())
        except SpecError as error:
            problems += error.diagnostics
    if problems:
        raise SpecError(problems)
    return parts


# Pages --------------------------------------------------------------------------------------------


def _read_pages(request: Request, made: Sequence[Draft], folder: Path, done: Update) -> None:
    """Reads the pages that are given."""
    if request.pages:
        from ..importers import pages

        try:
            outcome = pages.import_pages(request.pages, folder)
        except pages.MissingLibrary as error:
            raise Unreadable(str(error)) from None
        if has_errors(outcome.diagnostics):
            raise SpecError(outcome.diagnostics)
        done.warnings += outcome.diagnostics
        done.notes += outcome.summaries
        known = {draft.copy for draft in made}
        for file in sorted(folder.rglob(loading.API)):
            if file not in known:
                version, name = file.parent.name, file.parent.parent.name
                raise Unreadable(f"A page is of {name} {version}, which no spec here describes")


def _not_read(draft: Draft, new: Part) -> Iterator[str]:
    """A line for each page that a spec knows, and that was not among those that are given."""
    now = new.data.get("sources", [])
    for _, source in sources(draft):
        dates = {each.get("date") for each in now if each.get("page") == source.get("page")}
        if "page" in source and not dates - {source.get("date")}:
            since = f" since {source['date']}" if "date" in source else ""
            yield f"{draft.shown}: page {source['page']} not re-read{since}"


# The changelog ------------------------------------------------------------------------------------


def _changelog(request: Request, done: Update) -> list[write.Change]:
    """The changelog with its entry; where there is none, or nothing to enter, no file."""

    def make(level: int) -> str:
        done.entry = _entry(done, level, request.generation.bundle.name)
        return done.entry

    if request.changelog is None or not done.comparison.changes:
        make(2)
        return []
    before = request.changelog.read_bytes() if request.changelog.exists() else None
    try:
        after = changelog.insert((before or b"").decode(), make).encode()
    except UnicodeDecodeError:
        raise Unreadable(f"{request.changelog} is not UTF-8 text") from None
    file = str(request.changelog.resolve())
    return [write.Change(file, before, after)] if after != (before or b"") else []


def _entry(done: Update, level: int, package: str) -> str:
    """A section for each service that changed, in the order of the specs."""
    sections = []
    for old, new in zip(done.comparison.old, done.comparison.new, strict=True):
        key = (old.service.name, old.service.version)
        changes = [c for c in done.comparison.changes if (c.service, c.version) == key]
        if changes:
            lead = _lead(old.data, new.data)
            sides = [old.service], [new.service]
            sections.append(release_notes.notes(changes, *sides, level, lead, package))
    return "\n".join(sections)


def _lead(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """From what to what a spec was brought: `tccli-intl-en 3.1.190.1 to 3.1.193.1.`"""
    was = {each.get("package"): each.get("version") for each in old.get("sources", ())}
    for each in new.get("sources", ()):
        package, version = each.get("package"), each.get("version")
        before = was.get(package)
        if package and version and before and before != version:
            return f"{package} {before} to {version}."
    return ""
