"""Copies of specs in a folder of their own, where an update happens until all of it is right.

What is told of a copy is said of the spec itself, so that nobody hears of the folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from .. import loading
from ..diagnostics import Diagnostic, SpecError, has_errors
from ..importers import imported
from ..loading import API, OVERLAY
from ..model import Service
from ..revisions import Part
from ..source import Document


@dataclass(frozen=True)
class Draft:
    """A spec and its copy."""

    file: Path
    """The spec."""
    copy: Path
    old: Part
    document: Document
    before: bytes
    """The spec's content when it was copied."""

    @property
    def shown(self) -> str:
        """The spec as diagnostics spell it."""
        return loading.shown(self.file)

    @property
    def service(self) -> Service:
        """What it described when it was copied."""
        return self.old.service

    @property
    def is_imported(self) -> bool:
        """Whether an import wrote it, whatever has been done to it since."""
        return imported.is_stamped(self.document.texts[self.shown])

    @property
    def is_edited(self) -> bool:
        """Whether an import wrote it, and somebody has changed it since."""
        return self.is_imported and imported.body(self.document.texts[self.shown]) is None

    @property
    def content(self) -> bytes:
        """The copy's content."""
        return self.copy.read_bytes()

    def new(self) -> Part:
        """What the copy describes, told with the places of the spec.

        Raises:
            SpecError: With all that is wrong in it.
        """
        overlay = self.copy.with_name(OVERLAY)
        above = overlay.read_bytes() if overlay.exists() else None
        loaded = loading.load_texts(self.shown, self.content, above)
        if loaded.service is None or loaded.document is None or has_errors(loaded.diagnostics):
            raise SpecError(loaded.diagnostics)
        document = loaded.document
        return Part(loaded.service, document.marks.key, document.data, document.overlay)


def copy(file: Path, service: Service, document: Document, folder: Path) -> Draft:
    """A copy of a spec, with its overlay, where imports expect it in a folder of specs."""
    target = folder / service.name / service.version / API
    target.parent.mkdir(parents=True)
    before = file.read_bytes()
    target.write_bytes(before)
    if (overlay := file.with_name(OVERLAY)).exists():
        shutil.copyfile(overlay, target.with_name(OVERLAY))
    part = Part(service, document.marks.key, document.data, document.overlay)
    return Draft(file, target, part, document, before)


class Names:
    """Says of specs what was said of their copies."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._pairs: list[tuple[str, str]] = []
        for draft in drafts:
            for name in (API, OVERLAY):
                one, other = draft.copy.with_name(name), draft.file.with_name(name)
                real = draft.shown if name == API else loading.shown(other)
                self._pairs += [(loading.shown(one), real), (one.as_posix(), real)]

    def text(self, text: str) -> str:
        """A sentence, whatever it names."""
        for copied, real in self._pairs:
            text = text.replace(copied, real)
        return text

    def diagnostics(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Diagnostics, with their places."""
        return [
            replace(
                each,
                path=self.text(each.path),
                message=self.text(each.message),
                help=self.text(each.help),
            )
            for each in found
        ]
