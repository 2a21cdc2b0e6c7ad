"""Which files are definitions, and where they come from.

A definition is `api.json` with `examples.json` beside it, in `<service>/v<date>/` of the vendor's
command line.  Nothing of a package is imported: what it holds is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

DEFINITION = "api.json"
EXAMPLES = "examples.json"

#: The packages that hold definitions, and the folder of these in them.
PACKAGE, SERVICES = "tccli", "services"
#: The vendor's client, whose folders are called as those of definitions.
CLIENT = "tencentcloud"

_METADATA = re.compile(r"^(Name|Version): (.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Origin:
    """A published package."""

    package: str = ""
    version: str = ""

    @property
    def international(self) -> bool:
        """Whether it is made for the international site."""
        return "-intl" in self.package


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A definition on the disk."""

    api: Path
    origin: Origin
    client: Path | None
    """The folder of the same service and version in the vendor's client, where there is one."""

    @property
    def examples(self) -> Path:
        """The file with its examples, which need not be there."""
        return self.api.with_name(EXAMPLES)


class NotInstalled(Exception):
    """No package of this environment holds definitions."""


def installed() -> Path:
    """The folder of the definitions that this environment has installed.

    Raises NotInstalled.
    """
    folder = _package(PACKAGE)
    if folder is None or not (folder / SERVICES).is_dir():
        raise NotInstalled
    return folder / SERVICES


def origin(folder: Path) -> Origin:
    """The package that a folder of definitions belongs to."""
    return _origin(_home(folder / DEFINITION))


def find(paths: Iterable[Path], client: Path | None = None) -> Iterator[DefinitionFile]:
    """The definitions that paths mean: each is one, its folder, or a tree of them.

    Args:
        paths: Files or folders that exist.
        client: The folder of the vendor's client, `tencentcloud`; without it, the one beside the
            definitions, or the one that is installed.
    """
    origins: dict[Path, Origin] = {}
    for path in paths:
        for file in [path] if path.is_file() else _below(path):
            home = _home(file)
            if home not in origins:
                origins[home] = _origin(home)
            yield DefinitionFile(file, origins[home], _client(file, home, client))


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders.sort()
        if DEFINITION in files:
            yield Path(parent, DEFINITION)


def _home(file: Path) -> Path:
    """The folder that packages are installed in, if the file is part of one."""
    file = Path(os.path.abspath(file))
    for parent in file.parents:
        if parent.name == PACKAGE:
            return parent.parent
    return file.parent


def _origin(home: Path) -> Origin:
    for metadata in sorted(home.glob(f"{PACKAGE}*.dist-info/METADATA")):
        said = dict(_METADATA.findall(metadata.read_text("utf-8", "replace").partition("\n\n")[0]))
        return Origin(said.get("Name", ""), said.get("Version", ""))
    return Origin()


def _client(file: Path, home: Path, given: Path | None) -> Path | None:
    places = [given] if given else [home / CLIENT, _package(CLIENT)]
    for place in places:
        folder = place / file.parent.parent.name / file.parent.name if place else None
        if folder is not None and folder.is_dir():
            return folder
    return None


@cache
def _package(name: str) -> Path | None:
    """The folder of an installed package, which is not loaded."""
    found = find_spec(name)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None
