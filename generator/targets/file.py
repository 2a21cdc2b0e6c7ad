"""Reading `target.yaml`: what a target emits, checked to the last key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .. import paths, source
from ..diagnostics import Diagnostic, Position, SpecError, has_errors
from ..suggest import did_you_mean
from .rules import (
    BAD_PATH,
    COPY_OVERRIDDEN,
    MISSING_SOURCE,
    NEWER_VIEWS,
    PLACEHOLDER,
    TARGET_FILE,
    UNKNOWN_LANGUAGE,
)
from .shapes import FILE_NAME, Addition, Each, Entry, Target, shown

#: The version of what templates are given, `docs/templates.md`.  It rises when something goes, or
#: means something else; what is added does nobody harm.
VIEWS = 1

#: A view that `each` gives, and an attribute of it.  No other way leads from a spec into a path.
PLACEHOLDER_PATTERN = re.compile(r"\{([a-z]+)\.([a-z][a-z0-9_]*)\}")

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_TARGET_KEYS = ("name", "description", "views", "languages", "files")
_PLACE_KEYS = ("root", "joins", "command", "requires")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*([<>=!~]=?[0-9][0-9A-Za-z.*]*,?)*")
_COMMAND = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
_COPY_KEYS = ("copy", "to", "feature")
_TEMPLATE_KEYS = ("template", "to", "each", "with", "feature")


def read(folder: Path, over: Path | None = None) -> Target:
    """The target of a folder, perhaps with another that lies over it.

    Raises:
        SpecError: With everything that is wrong in its `target.yaml`.
    """
    files = [each / FILE_NAME for each in (over, folder) if each is not None]
    file = next((each for each in files if each.is_file()), folder / FILE_NAME)
    document = source.load(file, shown(file))
    if has_errors(document.diagnostics):
        raise SpecError(document.diagnostics)
    reader = _Reader(folder, over, document)
    target = reader.target()
    if reader.found:
        raise SpecError(reader.found)
    return target


class _Reader:
    """Reads one document; collects what is wrong in it and goes on with empty values."""

    def __init__(self, folder: Path, over: Path | None, document: source.Document) -> None:
        self.found: list[Diagnostic] = []
        self._folder = folder
        self._folders = [each for each in (over, folder) if each is not None]
        self._data: dict[str, Any] = document.data
        self._marks = document.marks

    def target(self) -> Target:
        known = (*_TARGET_KEYS, *_PLACE_KEYS)
        self._check_keys((), self._data, known, required=_TARGET_KEYS)
        if ("root" in self._data) == ("joins" in self._data):
            self._bad((), "a target has either a `root` or the name of one that it `joins`")
        name = self._text((), "name")
        if name and name != self._folder.name:
            self._bad(("name",), f"the name is `{name}`, but the folder `{self._folder.name}`")
        root = self._text((), "root")
        if root and (flaw := paths.flaw(root)):
            self.found.append(BAD_PATH.at(self._at(("root",)), f"the root `{root}` {flaw}"))
        self._check_views()
        languages = self._languages()
        files = self._list("files", "entry")
        entries = [self._entry(index, entry, languages) for index, entry in enumerate(files)]
        return Target(
            name,
            self._text((), "description"),
            root,
            languages,
            tuple(entry for entry in entries if entry is not None),
            self._folder,
            shown(self._folder),
            self._folders[0] if len(self._folders) > 1 else None,
            joins=self._text((), "joins"),
            addition=self._addition(name),
        )

    def _addition(self, name: str) -> Addition | None:
        command = self._text((), "command")
        requires = self._data.get("requires", [])
        if not command and not requires:
            return None
        if command and not _COMMAND.fullmatch(command):
            self._bad(("command",), "`command` is a module of the package and a function of it")
        if not isinstance(requires, list) or not all(
            isinstance(each, str) and _REQUIREMENT.fullmatch(each) for each in requires
        ):
            self._bad(("requires",), "`requires` is a list of distributions such as `click>=8.1`")
            requires = []
        return Addition(name, tuple(requires), command)

    def _check_views(self) -> None:
        views = self._data.get("views", VIEWS)
        if not isinstance(views, int) or isinstance(views, bool) or views < 1:
            self._bad(("views",), f"`views` is a version: {VIEWS}, or an earlier one")
        elif views > VIEWS:
            message = f"the target wants views {views}, and this tc3gen has {VIEWS}"
            help = "a later tc3gen may have them; docs/templates.md lists those of this one"
            self.found.append(NEWER_VIEWS.at(self._at(("views",)), message, help))

    def _list(self, key: str, of: str) -> list[Any]:
        """What is listed under a key; that a key is missing has been said."""
        value = self._data.get(key)
        if isinstance(value, list) and value:
            return value
        if key in self._data:
            self._bad((key,), f"`{key}` is a list with at least one {of}")
        return []

    def _languages(self) -> tuple[str, ...]:
        languages = self._list("languages", "name")
        if len(set(map(str, languages))) < len(languages):
            self._bad(("languages",), "`languages` names one twice")
        for index, language in enumerate(languages):
            if not isinstance(language, str) or not _is_language(language):
                message = f"there is no language `{language}`"
                self.found.append(UNKNOWN_LANGUAGE.at(self._at(("languages", index)), message))
        return tuple(languages)

    def _entry(self, index: int, data: object, languages: tuple[str, ...]) -> Entry | None:
        at = ("files", index)
        if not isinstance(data, dict) or ("copy" in data) == ("template" in data):
            self._bad(at, "each entry has either `copy` or `template`")
            return None
        if "copy" in data:
            self._check_keys(at, data, _COPY_KEYS, required=("copy", "to"))
            copied = self._source(at, "copy")
            to = self._path(at, ())
            feature = self._text(at, "feature")
            return Entry(to, self._at((*at, "to")), copy=copied, feature=feature)
        self._check_keys(at, data, _TEMPLATE_KEYS, required=("template", "to", "each"))
        template = self._source(at, "template")
        each = self._each(at)
        to = self._path(at, each.views if each else None)
        constants = self._constants(at, data.get("with", {}), each, languages)
        where = self._at((*at, "to"))
        return Entry(
            to,
            where,
            template=template,
            each=each or Each.BUNDLE,
            constants=constants,
            feature=self._text(at, "feature"),
        )

    def _each(self, at: source.DataPath) -> Each | None:
        each = self._text(at, "each")
        try:
            return Each(each)
        except ValueError:
            if each:
                known = ", ".join(Each)
                self._bad((*at, "each"), f"`each` is one of {known}", did_you_mean(each, Each))
            return None

    def _source(self, at: source.DataPath, key: str) -> str:
        """A template or a copied file or folder, which must be there."""
        name = self._text(at, key)
        if not name:
            return ""
        flaw = paths.flaw(name)
        there = [] if flaw else [each / name for each in self._folders if (each / name).exists()]
        if not there or not (there[0].is_file() or (key == "copy" and there[0].is_dir())):
            message = f"`{name}` {flaw or 'does not exist in the folder of the target'}"
            self.found.append(MISSING_SOURCE.at(self._at((*at, key)), message))
        elif key == "copy" and len(there) > 1:
            message = f"`{name}` is copied as it is, and cannot be replaced in part"
            where = Position(shown(there[0]))
            self.found.append(COPY_OVERRIDDEN.at(where, message, "remove it"))
        return name

    def _path(self, at: source.DataPath, views: tuple[str, ...] | None) -> str:
        """A path with placeholders, each of which `views` can fill; None if those are unknown."""
        to = self._text(at, "to")
        where = self._at((*at, "to"))
        for match in PLACEHOLDER_PATTERN.finditer(to):
            if views is not None and match[1] not in views:
                message = f"`{match[0]}`: there is no `{match[1]}` here"
                known = " and ".join(f"`{view}`" for view in views) or "none"
                self.found.append(PLACEHOLDER.at(where, message, f"what can be used: {known}"))
        bare = PLACEHOLDER_PATTERN.sub("x", to)
        if "{" in bare or "}" in bare:
            message = f"`{to}` has braces that are no placeholder"
            help = "a placeholder is `{view.attribute}`"
            self.found.append(PLACEHOLDER.at(where, message, help))
        elif to and (flaw := paths.flaw(bare)):
            self.found.append(BAD_PATH.at(where, f"the path `{to}` {flaw}"))
        return to

    def _constants(
        self, at: source.DataPath, data: object, each: Each | None, languages: tuple[str, ...]
    ) -> dict[str, object]:
        if not isinstance(data, dict):
            self._bad((*at, "with"), "`with` is a map of names and values")
            return {}
        taken = (*(each.views if each else ()), *languages[1:], "features", "made")
        for name in data:
            if not _IDENTIFIER.fullmatch(name) or name in taken:
                self._bad((*at, "with", name), f"`{name}` cannot be the name of a constant")
        return data

    def _check_keys(
        self,
        at: source.DataPath,
        data: Mapping[str, Any],
        known: tuple[str, ...],
        required: tuple[str, ...],
    ) -> None:
        for key in data:
            if key not in known:
                self._bad((*at, key), f"unknown key `{key}`", did_you_mean(key, known))
        for key in (key for key in required if key not in data):
            self._bad(at, f"`{key}` is missing")

    def _text(self, at: source.DataPath, key: str) -> str:
        data: Any = self._data
        for step in at:
            data = data[step]
        value = data.get(key, "")
        if not isinstance(value, str) or (key in data and not value):
            self._bad((*at, key), f"`{key}` is text")
            return ""
        return value

    def _bad(self, at: source.DataPath, message: str, help: str = "") -> None:
        self.found.append(TARGET_FILE.at(self._at(at), message, help))

    def _at(self, path: source.DataPath) -> Position:
        return self._marks.value(path)


def _is_language(name: str) -> bool:
    found = _IDENTIFIER.fullmatch(name) and find_spec(f"..languages.{name}", __package__)
    return found is not None
