"""Importing definitions: from what a person names to the specs in a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ... import loading, source, suggest, write
from ...diagnostics import Diagnostic, Position, SpecError, has_errors, tidy
from .. import imported
from . import convert, files, reading
from .files import DefinitionFile
from .rules import DEFINED_TWICE, HAND_WRITTEN, NO_DEFINITION

#: So many definitions are worth starting processes for.
_MANY = 8


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    paths: Sequence[Path]
    """Definitions, or folders with some."""
    into: Path
    """The folder of specs."""
    actions: Sequence[str] = ()
    services: Sequence[str] = ()
    versions: Sequence[str] = ()
    client: Path | None = None
    """The vendor's client, if it is not where it would be looked for."""
    force: bool = False
    """Replace also what people have written."""
    jobs: int | None = None


@dataclass
class Imported:
    """What became of one definition."""

    source: str
    """Its file, as diagnostics spell it."""
    service: str = ""
    version: str = ""
    file: str = ""
    """The spec; empty where none was written."""
    changed: bool = False
    known: list[str] = field(default_factory=list)
    """The actions that the definition has."""
    actions: list[str] = field(default_factory=list)
    """Those of them that were taken."""
    structs: int = 0
    errors: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    """Of examples, and of those among them that are sound."""
    unsound: dict[str, int] = field(default_factory=dict)
    """Why the others are not."""
    diagnostics: list[Diagnostic] = field(default_factory=list)


class UnknownName(ValueError):
    """A service, a version or an action was named that there is none of."""


def run(request: Request, tell: Callable[[Imported], None] = lambda _: None) -> list[Imported]:
    """Imports definitions; `tell` hears of each one as it is done.

    Raises:
        SpecError: There is no definition, or several of one service in one version.
        UnknownName: For a service, version or action that there is none of.
    """
    chosen = _chosen(request)
    _refuse_twins(chosen)
    done: list[Imported] = []
    for each in _all(request, chosen):
        tell(each)
        done.append(each)
    known = {action for each in done for action in each.known}
    for name in request.actions:
        if name not in known and not any(has_errors(each.diagnostics) for each in done):
            hint = suggest.did_you_mean(name, known, "names are as the service spells them")
            raise UnknownName(f"no definition has an action {name}; {hint}")
    return done


def _all(request: Request, chosen: Sequence[DefinitionFile]) -> Iterator[Imported]:
    one = partial(import_one, request)
    jobs = min(request.jobs or os.cpu_count() or 1, len(chosen))
    if len(chosen) < _MANY or jobs < 2:
        yield from map(one, chosen)
        return
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, context) as executor:
        yield from executor.map(one, chosen)


# What to import -----------------------------------------------------------------------------------


def _chosen(request: Request) -> list[DefinitionFile]:
    found = list(files.find(request.paths, request.client))
    if not found:
        where = Position(loading.shown(request.paths[0]))
        message = f"there is no {files.DEFINITION} here"
        raise SpecError([NO_DEFINITION.at(where, message)])
    for name in request.services:
        if not any(_is_of(file, name) for file in found):
            known = sorted({file.api.parent.parent.name for file in found})
            hint = suggest.did_you_mean(name, known, "see the folders of the definitions")
            raise UnknownName(f"There is no definition of a service {name}; {hint}")
    if request.services:
        found = [file for file in found if any(_is_of(file, name) for name in request.services)]
    versions = ["v" + version.replace("-", "") for version in request.versions]
    kept = [file for file in found if not versions or file.api.parent.name in versions]
    if not kept:
        known = sorted({file.api.parent.name for file in found})
        raise UnknownName(f"There is no definition of that version; there are {', '.join(known)}")
    return kept


def _is_of(file: DefinitionFile, name: str) -> bool:
    """Whether a definition is of a service, by its folder or, as for `as`, by what it says."""
    folder = file.api.parent.parent.name
    if folder == name or not folder.startswith(name[:1]):
        return folder == name
    try:
        return f'"serviceShortName": "{name}"' in file.api.read_text("utf-8", "replace")
    except OSError:
        return False


def _refuse_twins(chosen: Iterable[DefinitionFile]) -> None:
    """Two definitions of one service, from two packages: one would replace the other."""
    first: dict[tuple[str, str], DefinitionFile] = {}
    found = []
    for file in chosen:
        other = first.setdefault((file.api.parent.parent.name, file.api.parent.name), file)
        if other is not file:
            where = Position(loading.shown(file.api))
            message = f"{loading.shown(other.api)} defines the same service in the same version"
            found.append(DEFINED_TWICE.at(where, message, "import them into different folders"))
    if found:
        raise SpecError(found)


# One definition -----------------------------------------------------------------------------------


def import_one(request: Request, file: DefinitionFile) -> Imported:
    """Imports one definition; what stands in the way is among its diagnostics."""
    made = Imported(loading.shown(file.api))
    definition, made.diagnostics = reading.read(file, made.source)
    if definition is None:
        return made
    made.service, made.version = definition.service, definition.version
    made.known = list(definition.actions)
    if request.actions and not definition.actions.keys() & set(request.actions):
        return made
    target = request.into / definition.service / definition.version / loading.API
    shown = loading.shown(target)
    try:
        before, edited = _before(target, shown)
        if edited and not request.force:
            help = "move your lines to the overlay, or give them up with --force"
            raise SpecError([HAND_WRITTEN.at(Position(shown), edited, help)])
        converted = convert.convert(definition, made.source, request.actions, before)
        imported.carry(converted.spec, before)
        made.changed = write.replace_file(target, imported.text(converted.spec).encode())
    except SpecError as error:
        made.diagnostics = tidy([*made.diagnostics, *error.diagnostics])
        return made
    made.file = shown
    made.actions = list(converted.spec["actions"])
    made.structs = len(converted.spec.get("structs", ()))
    made.errors = len(converted.spec.get("errors", ()))
    made.counts, made.unsound = converted.counts, converted.unsound
    made.diagnostics += converted.diagnostics
    if target.with_name(loading.OVERLAY).exists():
        made.diagnostics += _misfits(target)
    made.diagnostics = tidy(made.diagnostics)
    return made


def _before(target: Path, shown: str) -> tuple[dict[str, object], str]:
    """The data of the spec that is there, and what speaks against replacing it."""
    if not os.path.lexists(target):
        return {}, ""
    document = source.load(target, shown)
    if imported.body(document.text) is not None:
        return document.data, ""
    if imported.is_stamped(document.text):
        return document.data, "this spec was imported, and has been edited since"
    return document.data, "this spec was not written by an import"


def _misfits(target: Path) -> list[Diagnostic]:
    """What of an overlay does not fit the new spec, and what is wrong because of it."""
    found = loading.load_service(target).diagnostics
    overlay = loading.shown(target.with_name(loading.OVERLAY))
    return [each for each in found if each.path == overlay or each.is_error]
