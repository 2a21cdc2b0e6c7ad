"""The two sides of a comparison: whatever describes services, as services with places.

A side is a spec on the disk, or a tree of them; the same in a revision of a git repository; or the
vendor's definitions, which are converted as an import would convert them: with the aliases, and
under the overlay, of the spec on the other side, since that is what the import would leave.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from . import build, git, loading
from .diagnostics import Diagnostic, Example, Position, Rule, Severity, SpecError, has_errors
from .importers import imported
from .importers.definitions import convert, files, reading
from .importers.definitions.files import DefinitionFile
from .importers.places import Places
from .loading import API, OVERLAY, Loaded
from .model import Service
from .source import DataPath, Document

#: Stands for the definitions that are installed; `installed:vod`, `installed:vod/2018-07-17`.
INSTALLED = "installed"

_COMMIT = "git add specs\ngit -c user.name=A -c user.email=a@localhost commit --quiet -m One"

NO_REVISION = Rule(
    "D001",
    "unreadable-revision",
    Severity.ERROR,
    "A revision, or what is in it, cannot be read.",
    "What stands before the colon is a revision as git names it, what follows is a path from the"
    " top of the repository; with `./` before it, from the working folder.",
    "git init --quiet .\ntc3gen diff HEAD:specs specs",
    f"git init --quiet .\n{_COMMIT}\ntc3gen diff HEAD:specs specs",
    example=Example.COMMANDS,
)

NOT_INSTALLED = Rule(
    "D002",
    "nothing-installed",
    Severity.ERROR,
    "Definitions that should be installed are not.",
    "`installed` means those of the packages `tccli` or `tccli-intl-en` in the environment that"
    " tc3gen runs in; `installed:vod` those of one service.",
    "tc3gen diff specs installed:no-such-service",
    "tc3gen diff specs specs",
    example=Example.COMMANDS,
)

RULES = (NO_REVISION, NOT_INSTALLED)


@dataclass(frozen=True)
class Part:
    """One service of a side."""

    service: Service
    place: Callable[[DataPath], Position]
    """Where the key at a path stands, or its nearest parent."""
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    overlay: Document | None = None


def read(spelling: str, before: Sequence[Part] = ()) -> list[Part]:
    """The services that a side describes.

    Args:
        spelling: A path, a path in a revision, or `installed`.
        before: What definitions are held against.

    Raises SpecError with every problem.
    """
    path = Path(spelling)
    if path.exists():
        return _definitions(path, before) if _is_definition(path) else _specs(path)
    name, _, wanted = spelling.partition(":")
    if name == INSTALLED:
        return _installed(spelling, wanted, before)
    if git.is_revision(spelling):
        return _revision(spelling)
    help = "a path in a revision is spelt as in `HEAD:specs`"
    where = Position(spelling)
    raise SpecError([loading.NO_SPEC.at(where, "there is no such file or folder", help)])


# Specs --------------------------------------------------------------------------------------------


def _specs(path: Path) -> list[Part]:
    return _parts([loading.load_service(each) for each in loading.find_specs([path])])


def _revision(spelling: str) -> list[Part]:
    try:
        found = git.read(spelling, frozenset({API, OVERLAY}))
    except git.GitError as error:
        raise SpecError([NO_REVISION.at(Position(spelling), str(error))]) from None
    overlays = {each for each in found if each.replace(":", "/").endswith(f"/{OVERLAY}")}
    # A file may be called as it likes; an overlay that is named stands for what it lies over.
    named = spelling in found and spelling not in overlays
    specs = [spelling] if named else [each for each in found if each not in overlays]
    loaded = [loading.load_texts(each, found[each], found.get(_beside(each))) for each in specs]
    problems = [
        loading.LONE_OVERLAY.at(Position(each), f"there is no {API} beside this overlay")
        for each in sorted(overlays - {_beside(each) for each in specs})
    ]
    if not specs and not problems:
        problems.append(loading.NO_SPEC.at(Position(spelling), f"there is no {API} in this folder"))
    return _parts(loaded, problems)


def _beside(spelling: str) -> str:
    """The overlay of a spec in a revision."""
    folder, slash, _ = spelling.rpartition("/")
    return f"{folder}/{OVERLAY}" if slash else f"{spelling.partition(':')[0]}:{OVERLAY}"


def _parts(loaded: Sequence[Loaded], problems: Iterable[Diagnostic] = ()) -> list[Part]:
    found = [*problems, *(d for each in loaded for d in each.diagnostics)]
    found += loading.clashes(loaded)
    if has_errors(found):
        raise SpecError(each for each in found if each.is_error)
    return [
        Part(each.service, each.document.marks.key, each.document.data, each.document.overlay)
        for each in loaded
        if each.service is not None and each.document is not None
    ]


# Definitions --------------------------------------------------------------------------------------


def _is_definition(path: Path) -> bool:
    """Whether a path means definitions: a JSON file, or a folder that has some and no spec."""
    if path.is_file():
        return path.suffix == ".json"
    held: set[str] = set()
    for _, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        held.update(names)
    return files.DEFINITION in held and API not in held


def _installed(spelling: str, wanted: str, before: Sequence[Part]) -> list[Part]:
    try:
        path = files.installed()
    except files.NotInstalled:
        message = "no definitions are installed"
        help = "pip install tccli-intl-en (English) or tccli (Chinese)"
        raise SpecError([NOT_INSTALLED.at(Position(spelling), message, help)]) from None
    service, _, version = wanted.partition("/")
    for name, sort in ((service, "service"), ("v" + version.replace("-", ""), "version")):
        if wanted and name != "v":
            path = path / Path(name).name
        if not path.is_dir():
            message = f"there is no definition of this {sort}"
            raise SpecError([NOT_INSTALLED.at(Position(spelling), message)])
    return _definitions(path, before)


def _definitions(path: Path, before: Sequence[Part]) -> list[Part]:
    known = {(part.service.name, part.service.version): part for part in before}
    parts: list[Part] = []
    problems: list[Diagnostic] = []
    for file in files.find([path]):
        try:
            parts.append(_definition(file, known))
        except SpecError as error:
            problems += error.diagnostics
    if problems:
        raise SpecError(problems)
    return parts


def _definition(file: DefinitionFile, known: Mapping[tuple[str, str], Part]) -> Part:
    shown = loading.shown(file.api)
    definition, found = reading.read(file, shown)
    if definition is None:
        raise SpecError(found)
    other = known.get((definition.service, definition.version))
    spec = convert.convert(definition, shown, (), other.data if other else {}).spec
    places = _PlacesOf(definition, shown)
    if other is None:
        return Part(build.service(spec), places.find, spec)
    imported.carry(spec, other.data)
    if other.overlay is None:
        return Part(build.service(spec), places.find, spec)
    text = imported.text(spec).encode()
    loaded = loading.load_texts(shown, text, other.overlay.text.encode())
    # A line of the spec that there would be is no line of the definition.
    found = [replace(d, line=0, column=0) if d.path == shown else d for d in loaded.diagnostics]
    (part,) = _parts([replace(loaded, diagnostics=found)])

    def place(path: DataPath) -> Position:
        above = part.place(path)
        return places.find(path) if above.path == shown else above

    return Part(part.service, place, part.data, part.overlay)


class _PlacesOf:
    """Where what a spec says stands in the definition that it was made of."""

    def __init__(self, definition: reading.Definition, shown: str) -> None:
        self._definition = definition
        self._shown = shown
        self._places: Places | None = None

    def find(self, path: DataPath) -> Position:
        """The place of a part of the spec, or of its nearest parent that the definition has."""
        if self._places is None:
            text = self._definition.file.api.read_text("utf-8-sig", "replace")
            self._places = Places(text, self._shown)
        return self._places.find(self._path(path))

    def _path(self, path: DataPath) -> DataPath:
        match path:
            case ("actions", str(name), "input" | "output" as way, *rest):
                return self._member(self._definition.actions.get(name, {}).get(way, ""), rest)
            case ("actions", str(name), *_):
                return ("actions", name)
            case ("structs", str(name), "fields", *rest):
                return self._member(name, rest)
            case ("structs", str(name), *_):
                return ("objects", name)
        return ("metadata",)

    def _member(self, owner: str, rest: Sequence[str | int]) -> DataPath:
        members = self._definition.objects.get(owner, {}).get("members", ())
        for index, member in enumerate(members):
            if rest and member["name"] == rest[0]:
                return ("objects", owner, "members", index)
        return ("objects", owner)
