"""The spec that pages go into: what it says, what is added to it, and where things stand in it.

Two states are kept: the data of `api.yaml` itself, which grows, and what it says together with the
overlay, which decides what is there already.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ... import schema, source
from ...diagnostics import Diagnostic, Position, Rule, SpecError, has_errors
from ...loading import OVERLAY, shown
from ...source import DataPath, Document
from .. import imported, patch
from ..patch import Insertion
from . import rules

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell once it is known where things stand in the spec.

    `{spec}` in the message becomes that place; where there is no place on a page, it is the place
    of the diagnostic itself.
    """

    rule: Rule
    page: Position | None
    path: DataPath
    message: str
    help: str = ""


@dataclass
class Target:
    """One spec, in memory."""

    file: Path
    document: Document | None
    """None where there is no file yet."""
    overlay: Document | None
    data: dict[str, Any]
    """What api.yaml says, with what is added."""
    view: dict[str, Any]
    """The same with the overlay on top."""
    content: bytes = b""
    """The file as it was read."""
    insertions: list[Insertion] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Its path as diagnostics spell it."""
        return shown(self.file)

    @property
    def is_new(self) -> bool:
        """Whether the file is yet to be made."""
        return self.document is None

    def get(self, *path: str | int) -> Any:
        """What the spec says at a path, overlay included; None where it says nothing."""
        found: Any = self.view
        for step in path:
            if not isinstance(found, dict) or step not in found:
                return None
            found = found[step]
        return found

    def says(self, *path: str | int) -> bool:
        """Whether the spec says anything at a path, be it that there is nothing."""
        return self.get(*path) is not None or self.overlaid(*path)

    def overlaid(self, *path: str | int) -> bool:
        """Whether the overlay has something at a path."""
        found: Any = self.overlay.data if self.overlay else {}
        for step in path:
            if not isinstance(found, dict) or step not in found:
                return False
            found = found[step]
        return True

    def add(self, what: str, path: DataPath, value: Any, after: str | None = None) -> None:
        """Adds a key with its value, and the maps that lead to it where there are none.

        `what` it is, is counted for the summary.
        """
        self.added[what] += 1
        _put(self.view, path, value)
        holder: Any = self.data
        here: DataPath = ()
        for step in path[:-1]:
            if not isinstance(holder.get(step), dict):
                break
            holder, here = holder[step], (*here, step)
        _put(self.data, path, value)
        if not self._is_pending(here):
            key = str(path[len(here)])
            self.insertions.append(Insertion(here, key, holder[key], after))

    def append(self, what: str, path: DataPath, value: Any) -> None:
        """Adds an item to a list; to one of the overlay, nothing can be added from here."""
        self.added[what] += 1
        self.get(*path).append(value)
        holder: Any = self.data
        for step in path:
            holder = holder[step]
        holder.append(_copied(value))
        if not self._is_pending(path):
            self.insertions.append(Insertion(path, None, value))

    def has_list(self, path: DataPath) -> bool:
        """Whether api.yaml itself has a list at a path."""
        holder: Any = self.data
        for step in path:
            holder = holder.get(step) if isinstance(holder, dict) else None
        return isinstance(holder, list)

    def _is_pending(self, path: DataPath) -> bool:
        """Whether a path lies in what has been added before, which has grown by itself then."""
        made = ((*each.path, each.key) for each in self.insertions if each.key is not None)
        return any(path[: len(each)] == each for each in made)

    def find(
        self, rule: Rule, page: Position | None, path: DataPath, message: str, help: str = ""
    ) -> None:
        """Notes something to tell."""
        self.findings.append(Finding(rule, page, path, message, help))

    # What comes of it ------------------------------------------------------------------------

    def text(self) -> str:
        """The file's new text.

        Raises:
            SpecError: Where it cannot be made without touching what stands there.
        """
        if self.document is None:
            return imported.text(_ordered(self.data))
        try:
            text = patch.apply(self.document.text, self.insertions)
        except patch.Unpatchable as error:
            message = f"this cannot be added to: {error}"
            help = (
                "write the part that is shared or oddly laid out in its own lines, or add by hand"
            )
            where = Position(self.shown)
            raise SpecError([rules.UNPATCHABLE.at(where, message, help)]) from None
        body = imported.body(self.document.text)
        if body is None:
            return text
        # What an import wrote stays recognizable as that.
        return imported.stamped(text[len(self.document.text) - len(body) :])

    def finished(self, text: str) -> Document:
        """The spec with its new text; raises SpecError where that is not sound any more."""
        try:
            document = source.from_bytes(text.encode(), self.shown)
        except SpecError as error:
            raise SpecError([self._unsound(error.diagnostics[0])]) from None
        if json.dumps(document.data, sort_keys=True) != json.dumps(self.data, sort_keys=True):
            message = "what would be written is not what is meant"
            raise SpecError([rules.UNPATCHABLE.at(Position(self.shown), message)])
        if self.overlay is not None:
            document = source.merge(document, self.overlay)
        if problems := schema.check(document):
            raise SpecError([self._unsound(problems[0])])
        return document

    def _unsound(self, problem: Diagnostic) -> Diagnostic:
        message = f"what the pages say would make no sound spec: {problem.message}"
        return rules.UNPATCHABLE.at(Position(self.shown), message, problem.help)

    def diagnostics(self, document: Document | None) -> list[Diagnostic]:
        """All that was found, with the places of a document."""
        found = []
        for each in self.findings:
            place = document.marks.key(each.path) if document else Position(self.shown)
            message = each.message.replace("{spec}", str(place))
            found.append(each.rule.at(each.page or place, message, each.help))
        return found

    def unchanged(self) -> None:
        """Raises SpecError where the file is not what it was any more."""
        now = self.file.read_bytes() if self.file.exists() else b""
        if now != self.content:
            where = Position(self.shown)
            message = "the file was changed meanwhile"
            raise SpecError([rules.UNPATCHABLE.at(where, message, "import again")])

    def encoded(self, text: str) -> bytes:
        """A text as the bytes of the file."""
        return (_BOM if self.content.startswith(_BOM) else b"") + text.encode()


def load(file: Path, service: str, version: str) -> Target:
    """The spec at a path, which need not exist.

    Raises:
        SpecError: Where one is there that cannot be read, or whose shape is wrong.
    """
    if not file.exists():
        data = {"tc3gen": 1, "service": service, "version": version, "title": service}
        data |= {"endpoints": {}, "sources": [], "actions": {}}
        return Target(file, None, None, data, _copied(data))
    document = source.load(file, shown(file))
    over = file.with_name(OVERLAY)
    overlay = source.load(over, shown(over)) if over.exists() else None
    merged = source.merge(document, overlay) if overlay else document
    found = [*merged.diagnostics, *schema.check(merged)]
    if has_errors(found):
        raise SpecError(found)
    content = file.read_bytes()
    return Target(file, document, overlay, _copied(document.data), _copied(merged.data), content)


def service_of(target: Target) -> Document:
    """The spec as it is in memory, in the form that a model is built from."""
    document = target.document or source.from_bytes(b"tc3gen: 1", target.shown)
    return replace(document, data=target.view)


def _copied(data: Any) -> Any:
    """Data of which nothing is shared, whatever aliases its text has."""
    return json.loads(json.dumps(data))


def _put(data: dict[str, Any], path: DataPath, value: Any) -> None:
    holder: Any = data
    for step in path[:-1]:
        if not isinstance(holder.get(step), dict):
            holder[step] = {}
        holder = holder[step]
    holder[path[-1]] = _copied(value)


@cache
def order(kind: str) -> tuple[str, ...]:
    """The keys of an action, a field, a struct or the whole file, in the order of the schema."""
    api = schema.read("api")
    return tuple((api if kind == "api" else api["$defs"][kind])["properties"])


def before(kind: str, key: str, there: Any) -> str | None:
    """The key among those that are there which a new one goes behind, by the schema's order."""
    keys = order(kind)
    known = [each for each in keys[: keys.index(key)] if each in (there or ())]
    return known[-1] if known else None


def _ordered(data: dict[str, Any]) -> dict[str, Any]:
    """A whole spec with its keys, and those of its actions, in the schema's order."""
    data = _sorted("api", data)
    data["actions"] = {name: _sorted("action", each) for name, each in data["actions"].items()}
    return data


def _sorted(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    keys = order(kind)
    return {key: data[key] for key in sorted(data, key=keys.index)}
