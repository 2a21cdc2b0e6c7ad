"""Reading `[tool.tc3gen]`, to the last key."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import paths
from ..bundles import EXTRAS, FOLLOWUPS, Bundle, is_package_name
from ..diagnostics import Diagnostic, Position, SpecError
from ..wheel import is_name, is_version
from .folders import with_folders
from .positions import KeyPath, Places
from .reading import Reader, parsed
from .rules import BAD_PLACE, NOT_THERE, NOT_TOML, UNKNOWN_NAME

FILE_NAME = "pyproject.toml"

#: Where the table stands.
TABLE: KeyPath = ("tool", "tc3gen")

KEYS = (
    "specs",
    "actions",
    "targets",
    "destination",
    "package",
    "async",
    "features",
    "without",
    "lean",
    "compact",
    "errors",
    "wheel",
    "templates",
)
_DEFINITION_KEYS = ("installed", "version", "package", "into")
_WHEEL_KEYS = ("name", "version")
_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9][A-Za-z0-9.!+_-]*)")


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of an installed package, and the folder of specs that it is converted into."""

    service: str
    version: str
    package: str
    release: str
    """The package's version."""
    into: Path
    at: KeyPath
    """Its place in the table."""
    where: Position
    """The same, for messages."""

    @property
    def folder(self) -> Path:
        """Where its spec stands."""
        return self.into / self.service / self.version


@dataclass(frozen=True)
class Table:
    """What a project says of the code that it vendors.  Paths are found from the working folder."""

    folder: Path
    """That of its pyproject.toml."""
    specs: tuple[Path | Definition, ...]
    actions: tuple[str, ...]
    targets: tuple[str, ...]
    roots: Mapping[str, str]
    """The folder of each target, below that of the project."""
    bundle: Bundle
    wheel: Mapping[str, str]
    """Name and version, where they are given."""
    templates: Path | None
    """The folder that lies over tc3gen's templates."""
    places: Places
    _shown: str

    @property
    def file(self) -> Path:
        """The pyproject.toml that it stands in."""
        return self.folder / FILE_NAME

    def place(self, *path: str | int) -> Position:
        """Where a value of the table stands."""
        return Position(self._shown, *self.places.value((*TABLE, *path)))

    def unknown(self, name: str, message: str) -> Diagnostic | None:
        """An action or a target that there is none of, where the table names it."""
        for key, names in (("actions", self.actions), ("targets", self.targets)):
            if name in names:
                return UNKNOWN_NAME.at(self.place(key, names.index(name)), message)
        return None

    def root(self, target: str, package: str) -> str:
        """The folder of a target, below the project's, with the package under this name."""
        known = self.roots.get(target) or posixpath.join(
            posixpath.dirname(self.roots["python"]) if "python" in self.roots else "", target
        )
        if target != "python":
            return known
        return posixpath.join(posixpath.dirname(known), package)

    def pins(self) -> list[str]:
        """Which versions of packages specs are to be made of."""
        return [
            f"{each.service} {each.version} {each.package}=={each.release}"
            for each in self.specs
            if isinstance(each, Definition)
        ]

    def spec_paths(self) -> list[Path]:
        """Where the specs are, or will be when definitions have been converted."""
        return [each.folder if isinstance(each, Definition) else each for each in self.specs]


def find(start: Path) -> Table | None:
    """The nearest table in a folder or above it; None where there is none.

    Raises:
        SpecError: With everything that is wrong in it.
    """
    for folder in (start, *start.parents):
        file = folder / FILE_NAME
        try:
            content = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            continue
        except OSError as error:
            where = Position(_near(file, start).as_posix())
            raise SpecError([NOT_TOML.at(where, f"it cannot be read: {error.strerror}")]) from None
        # Most projects' files are none of ours, and are not even parsed.
        if b"tc3gen" not in content:
            continue
        shown = _near(file, start).as_posix()
        text, data = parsed(content, shown)
        tool = data.get("tool")
        if isinstance(tool, dict) and "tc3gen" in tool:
            return _TableReader(_near(folder, start), shown, text, tool["tc3gen"]).table()
    return None


def check(content: bytes, folder: Path) -> None:
    """Raises SpecError with all that is wrong in the table of a file that is to be written."""
    text, data = parsed(content, FILE_NAME)
    _TableReader(_near(folder, folder), FILE_NAME, text, data["tool"]["tc3gen"]).table()


def _near(path: Path, start: Path) -> Path:
    return path.relative_to(start) if path.is_relative_to(start) else path


class _TableReader(Reader):
    """Reads one table."""

    def __init__(self, folder: Path, shown: str, text: str, data: object) -> None:
        super().__init__(shown, Places(text), TABLE)
        self._folder = folder
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.bad((), "`tool.tc3gen` is a table")

    def table(self) -> Table:
        if self.found:
            raise SpecError(self.found)
        self.check_keys((), self._data, KEYS)
        actions = self.texts(("actions",), self._data)
        targets = tuple(self.texts(("targets",), self._data, ("python",))) or ("python",)
        without = self.names("without", self._data, FOLLOWUPS)
        name = self._package()
        errors = self._data.get("errors", "listed")
        if errors not in ("listed", "all"):
            self.bad(("errors",), '`errors` is "listed" or "all"')
        table = Table(
            folder=self._folder,
            specs=tuple(self._specs()),
            actions=tuple(actions),
            targets=targets,
            roots=self._roots(targets, name),
            bundle=Bundle(
                name=name,
                features=tuple(sorted(self.names("features", self._data, EXTRAS))),
                without=tuple(sorted(without)),
                asynchronous=self.flag("async", self._data, False),
                lean=self.flag("lean", self._data, True),
                compact=self.flag("compact", self._data, True),
                listed_errors=errors == "listed",
                licensed=True,
            ),
            wheel=self._wheel(),
            templates=self._templates(),
            places=self.places,
            _shown=self.shown,
        )
        if self.found:
            raise SpecError(self.found)
        return table

    # Specs ---------------------------------------------------------------------------------------

    def _specs(self) -> Iterator[Path | Definition]:
        given = self._data.get("specs")
        if isinstance(given, str | dict):
            given = [given]
        if not isinstance(given, list) or not given:
            self.bad(("specs",), "`specs` is a list of paths and of installed definitions")
            return
        for number, each in enumerate(given):
            at = ("specs", number) if isinstance(self._data["specs"], list) else ("specs",)
            if isinstance(each, dict):
                if definition := self._definition(at, each):
                    yield definition
            elif isinstance(each, str) and each:
                path = self._folder / each
                if path.exists():
                    yield path
                else:
                    message = f"there is no `{each}` beside this file"
                    self.add(NOT_THERE, at, message, _instead(each))
            else:
                self.bad(at, "a spec is a path, or a table with `installed`")

    def _definition(self, at: KeyPath, data: dict[str, Any]) -> Definition | None:
        before = len(self.found)
        self.check_keys(at, data, _DEFINITION_KEYS)
        service, version, pin = (self.text((*at, key), data) for key in _DEFINITION_KEYS[:3])
        into = self.text((*at, "into"), data, "specs")
        if service and not re.fullmatch(r"[a-z][a-z0-9]*", service):
            self.bad((*at, "installed"), "`installed` is a service's short name, such as `vod`")
        if version and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", version):
            self.bad((*at, "version"), "`version` is a date such as `2018-07-17`")
        match = _PIN.fullmatch(pin)
        if pin and not match:
            self.bad(
                (*at, "package"), "`package` is a package and its version: `tccli-intl-en==3.1`"
            )
        self._inside((*at, "into"), into)
        if match is None or len(self.found) > before:
            return None
        where = self.position(at)
        return Definition(service, version, match[1], match[2], self._folder / into, at, where)

    # Where things go -----------------------------------------------------------------------------

    def _package(self) -> str:
        name = self.text(("package",), self._data, "tc3")
        if name and not is_package_name(name):
            self.add(BAD_PLACE, ("package",), f"`{name}` is no name that Python can import")
            return ""
        return name

    def _roots(self, targets: Sequence[str], package: str) -> dict[str, str]:
        given = self._data.get("destination")
        targets = with_folders(targets)
        if isinstance(given, dict):
            for name in targets:
                if name not in given:
                    self.bad(("destination",), f"`destination` says nothing of target `{name}`")
            folders = {n: self.text(("destination", n), given) for n in given}
        else:
            folders = dict.fromkeys(targets, self.text(("destination",), self._data))
        roots: dict[str, str] = {}
        for target, folder in folders.items():
            at: KeyPath = ("destination", target) if isinstance(given, dict) else ("destination",)
            last = package if target == "python" else "" if isinstance(given, dict) else target
            root = self._inside(at, folder, last) if folder else ""
            if not root:
                continue
            if root in roots.values():
                self.add(BAD_PLACE, at, f"two targets would both be in `{root}`")
            roots[target] = root
        return roots

    def _inside(self, at: KeyPath, folder: str, last: str = "") -> str:
        """A folder of the project, and another one in it; empty where it is none."""
        path = posixpath.normpath(posixpath.join(folder, last))
        outside = path.startswith(("../", "/")) or path in ("..", ".")
        flaw = "is not inside of the project's folder" if outside else paths.flaw(path)
        if flaw:
            self.add(BAD_PLACE, at, f"`{path}` {flaw}")
        return "" if flaw else path

    def _templates(self) -> Path | None:
        name = self.text(("templates",), self._data) if "templates" in self._data else ""
        if name and not (self._folder / name).is_dir():
            self.add(NOT_THERE, ("templates",), "there is no such folder beside this file")
        return self._folder / name if name else None

    def _wheel(self) -> dict[str, str]:
        given = self._data.get("wheel", {})
        if not isinstance(given, dict):
            self.bad(("wheel",), "`wheel` is a table with `name` and `version`")
            return {}
        self.check_keys(("wheel",), given, _WHEEL_KEYS)
        wheel = {key: self.text(("wheel", key), given) for key in given if key in _WHEEL_KEYS}
        for key, fits in (("name", is_name), ("version", is_version)):
            if wheel.get(key) and not fits(wheel[key]):
                self.bad(("wheel", key), f"`{wheel[key]}` is no {key} of a distribution")
        return wheel


def _instead(path: str) -> str:
    is_word = re.fullmatch(r"[a-z][a-z0-9]*", path)
    return f'or is it `{{installed = "{path}", version = ..., package = ...}}`?' if is_word else ""
