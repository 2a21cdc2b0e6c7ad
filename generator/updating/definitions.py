"""Importing again what specs were imported from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import source
from ..diagnostics import Diagnostic, Position, SpecError, has_errors
from ..importers.definitions import files, run
from ..importers.definitions.rules import HAND_WRITTEN
from .drafts import Draft
from .rules import NO_CLIENT, NO_LONGER_THERE, OTHER_PACKAGE

#: The packages that are read again.
_PACKAGES = ("tccli", "tccli-intl-en")


@dataclass
class Importing:
    """The imports of one update."""

    folder: Path
    """The folder of specs that they go into."""
    client: Path | None
    jobs: int | None
    notes: list[str] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def all(self, drafts: Sequence[Draft]) -> None:
        """Imports all specs again that were imported.

        Raises:
            SpecError: With all that stands in the way, of all of them.
        """
        problems: list[Diagnostic] = []
        for draft in drafts:
            for index, told in sources(draft):
                if told.get("package") in _PACKAGES and not draft.is_edited:
                    where = draft.document.marks.value(("sources", index, "package"))
                    try:
                        self._one(draft, told, where)
                    except SpecError as error:
                        problems += error.diagnostics
            if draft.is_edited:
                where = draft.document.marks.value(("sources",))
                help = "move your lines to the overlay, and import with `--force`"
                message = "this spec was imported, and has been edited since"
                problems.append(HAND_WRITTEN.at(where, message, help))
        if problems:
            raise SpecError(problems)

    def _one(self, draft: Draft, told: Mapping[str, Any], where: Position) -> None:
        package, name, version = told["package"], draft.service.name, draft.service.version
        if not draft.is_imported:
            self.notes.append(
                f"{draft.shown}: written by hand, so {package} is not read again;"
                f" to compare: tc3gen diff {draft.shown} installed:{name}/{version}"
            )
            return
        installed, now = _installed(package, where)
        own = installed / name / f"v{version.replace('-', '')}"
        asked = run.Request(
            [own if own.is_dir() else installed],
            self.folder,
            actions=told.get("actions", ()),
            # A folder need not be called as its service is.
            services=() if own.is_dir() else [name],
            versions=() if own.is_dir() else [version],
            client=self.client,
            jobs=self.jobs,
        )
        found: list[run.Imported] = []
        try:
            run.run(asked, found.append)
        except run.UnknownName as error:
            if not found:
                message = f"{package} {now} has no definition of {name} {version}"
                raise SpecError([NO_LONGER_THERE.at(where, message)]) from None
            self.notes.append(f"{draft.shown}: {error}")  # of an action: the comparison tells
        problems = [each for one in found for each in one.diagnostics]
        if not has_errors(problems) and _loses_errors(draft, asked, found):
            message = "the spec has error codes, and the vendor's client is not there to tell them"
            help = "pip install tencentcloud-sdk-python-intl-en, or say --client"
            problems.append(NO_CLIENT.at(where, message, help))
        if has_errors(problems):
            raise SpecError(problems)
        self.warnings += problems
        was = told.get("version", "")
        step = f"{was} is {now} now" if was != now else f"{now}, the same version"
        self.notes.append(f"{draft.shown}: {package} {step}")


def sources(draft: Draft) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What a spec says that it came from, each with its place in the list."""
    listed = draft.document.data.get("sources", [])
    yield from enumerate(each for each in listed if isinstance(each, dict))


def _installed(package: str, where: Position) -> tuple[Path, str]:
    """The folder of a package's definitions, and its version."""
    try:
        folder = files.installed()
    except files.NotInstalled:
        message = f"the spec was imported from {package}, which is not installed"
        raise SpecError([OTHER_PACKAGE.at(where, message, f"pip install {package}")]) from None
    origin = files.origin(folder)
    if origin.package != package:
        message = f"the spec was imported from {package}, and {origin.package} is installed"
        raise SpecError([OTHER_PACKAGE.at(where, message, f"pip install {package}")])
    return folder, origin.version


def _loses_errors(draft: Draft, asked: run.Request, found: Sequence[run.Imported]) -> bool:
    """Whether error codes went because nothing tells them, and not because they are gone."""
    api = found[0].source if found else ""
    of_spec = (each for each in files.find(asked.paths, asked.client) if api in each.api.as_posix())
    if any(each.client is not None for each in of_spec):
        return False
    overlay = draft.old.overlay.data.get("errors") if draft.old.overlay else None
    before = set(draft.document.data.get("errors") or ()) - set(overlay or ())
    return bool(before - set(source.load(draft.copy).data.get("errors") or ()))
