"""Specs that a table wants of installed packages: converted once, committed, and then only read.

The spec stands in the project, for three reasons.  Who reviews a new version of the package sees
what the service changed, and not only what came of that.  A check needs no package, and gives the
same everywhere.  And what the project adds has its place: an overlay beside the spec.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from .. import loading, source
from ..diagnostics import Diagnostic, SpecError, has_errors
from ..importers.definitions import files, reading, run
from ..suggest import did_you_mean
from .rules import NOT_THERE, OTHER_VERSION, UNKNOWN_NAME
from .table import Definition, Table


def bring(table: Table, check: bool) -> list[Diagnostic]:
    """Makes the specs that are not there, or not what the table says; returns what to warn of.

    Args:
        table: What a project says.
        check: Whether nothing may be written, so that such specs are errors.

    Raises:
        SpecError: With why specs are not there, or cannot be made.
    """
    definitions = [each for each in table.specs if isinstance(each, Definition)]
    has = {each: recorded(each, _data(each)) for each in definitions}
    missing = set(table.actions) - {name for _, actions in has.values() for name in actions}
    if missing:
        missing -= set(_other_actions(table))
    unfit = {each: _unfit(each, has[each], table, missing) for each in definitions}
    unfit = {each: why for each, why in unfit.items() if why}
    found: list[Diagnostic] = []
    if check:
        help = "run `tc3gen generate`, and commit what that changes"
        found = [OTHER_VERSION.at(each.where, why, help) for each, why in unfit.items()]
    else:
        sources: dict[Definition, Source] = {}
        for each, why in unfit.items():
            try:
                sources[each] = _source(each, why)
            except SpecError as error:
                found += error.diagnostics
        if not found:
            found += _unknown(missing, sources.values(), table)
        if not found:
            found = [d for each, file in sources.items() for d in _converted(each, file, table)]
    if has_errors(found):
        raise SpecError(found)
    return found


class Source(NamedTuple):
    """A definition that specs are made of."""

    file: files.DefinitionFile
    actions: frozenset[str]


#: Where a spec comes from, as it says itself: package, version and the actions that were taken,
#: None where all were; and the actions that it has.
_Recorded = tuple[tuple[str, str, list[str] | None] | None, list[str]]


def recorded(definition: Definition, data: Mapping[str, Any]) -> _Recorded:
    """What a spec says of where it comes from, if that is this definition."""
    actions = data.get("actions")
    names = list(actions) if isinstance(actions, dict) else []
    for each in data.get("sources") or ():
        if isinstance(each, dict) and _plain(str(each.get("package"))) == _plain(
            definition.package
        ):
            return (str(each["package"]), str(each.get("version", "")), each.get("actions")), names
    return None, names


def _data(definition: Definition) -> dict[str, Any]:
    file = definition.folder / loading.API
    if not file.exists():
        return {}
    try:
        return source.load(file, loading.shown(file)).data
    except SpecError:
        return {}  # whoever reads it to generate says why


def _other_actions(table: Table) -> Iterator[str]:
    """The actions of specs that are no package's."""
    paths = [each for each in table.specs if not isinstance(each, Definition)]
    for file in loading.find_specs(paths):
        service = loading.load_service(file).service
        yield from (action.name for action in service.actions) if service else ()


def _unfit(definition: Definition, recorded: _Recorded, table: Table, missing: set[str]) -> str:
    """Why a spec is not what the table says; empty if it is."""
    origin, actions = recorded
    shown = loading.shown(definition.folder / loading.API)
    wanted = f"{definition.package} {definition.release}"
    if not actions:
        return f"{shown} is to be made of {wanted}"
    if origin is None:
        return f"{shown} does not say that it was made of {definition.package}"
    if origin[1] != definition.release:
        return f"{shown} was made of {origin[0]} {origin[1]}, and is to be made of {wanted}"
    if bool(table.actions) != (origin[2] is not None):
        return f"{shown} has {'more' if table.actions else 'fewer'} actions than are wanted"
    if missing:
        return f"{shown} does not have {', '.join(sorted(missing))}"
    if table.actions and not set(actions) <= set(table.actions):
        return f"{shown} has actions that are not wanted any more"
    return ""


def _source(definition: Definition, why: str) -> Source:
    """The definition of the right package; raises SpecError where that is not installed."""
    pin = f"{definition.package}=={definition.release}"
    request = run.Request([], definition.into, (), [definition.service], [definition.version])
    try:
        (file,) = run.chosen(replace(request, paths=[files.installed()]))
    except files.NotInstalled:
        message = f"{why}; no package with definitions is installed"
        help = f"pip install '{pin}'"
        raise SpecError([OTHER_VERSION.at(definition.where, message, help)]) from None
    except run.UnknownName as error:
        raise SpecError([NOT_THERE.at(definition.where, str(error))]) from None
    origin = file.origin
    if (_plain(origin.package), origin.version) != (_plain(definition.package), definition.release):
        message = f"{why}; {origin.package} {origin.version} is installed"
        help = f"pip install '{pin}', or say `package = \"{origin.package}=={origin.version}\"`"
        raise SpecError([OTHER_VERSION.at(definition.where, message, help)])
    found, diagnostics = reading.read(file, loading.shown(file.api))
    if found is None:
        raise SpecError(diagnostics)
    return Source(file, frozenset(found.actions))


def _unknown(missing: set[str], sources: Iterable[Source], table: Table) -> Iterator[Diagnostic]:
    """The names that nothing has, so that nothing is converted for them."""
    known = {name for each in sources for name in each.actions}
    for name in sorted(missing - known if known else ()):
        help = did_you_mean(name, known, "names are as the service spells them")
        where = table.place("actions", table.actions.index(name))
        yield UNKNOWN_NAME.at(where, f"there is no action {name}", help)


def _converted(definition: Definition, source: Source, table: Table) -> list[Diagnostic]:
    """Converts a definition; returns what went wrong."""
    request = run.Request([], definition.into, table.actions)
    done = run.import_one(request, source.file)
    if not done.file and not has_errors(done.diagnostics):
        message = f"{definition.service} {definition.version} has none of the table's actions"
        return [*done.diagnostics, NOT_THERE.at(definition.where, message)]
    # What does not fit an overlay any more, the run that follows says again.
    return [] if done.file else done.diagnostics


def _plain(package: str) -> str:
    """A package's name, of which case and the kind of dash do not matter."""
    return package.lower().replace("_", "-").replace(".", "-")
