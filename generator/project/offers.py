"""What a table can name: the services that are described here, or defined by installed packages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .. import loading
from ..diagnostics import SpecError
from ..importers.definitions import files, reading
from .writing import Value

_SPECS = Path("specs")
_VERSION = re.compile(r"v(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Offer:
    """A service in a version, as a table names it."""

    service: str
    version: str
    spec: Value
    actions: tuple[str, ...]


def of_path(path: Path) -> list[Offer]:
    """The services that a spec or a folder of specs describes.

    Raises:
        SpecError: There is none, or it cannot be read.
    """
    found = []
    for file in loading.find_specs([path]):
        loaded = loading.load_service(file)
        if loaded.service is None:
            raise SpecError(loaded.diagnostics)
        names = tuple(action.name for action in loaded.service.actions)
        found.append(Offer(loaded.service.name, loaded.service.version, path.as_posix(), names))
    return found


def of_specs() -> list[Offer]:
    """The services under specs/, each by its own folder."""
    if not _SPECS.is_dir():
        return []
    try:
        found = loading.find_specs([_SPECS])
    except SpecError:
        return []
    return [offer for file in found for offer in of_path(Path(loading.shown(file)).parent)]


def installed_services() -> list[str]:
    """The services that installed packages define; none where no package is installed."""
    try:
        folder = files.installed()
    except files.NotInstalled:
        return []
    return sorted(path.name for path in folder.iterdir() if any(path.glob("v*/api.json")))


def installed_versions(service: str) -> list[str]:
    """The versions of a service that an installed package defines, the newest first."""
    if service not in installed_services():
        return []
    folders = (path.parent.name for path in (files.installed() / service).glob("v*/api.json"))
    matches = (_VERSION.fullmatch(name) for name in folders)
    return sorted(("-".join(match.groups()) for match in matches if match), reverse=True)


def of_installed(service: str, version: str) -> Offer:
    """A service that an installed package defines, in one of its versions.

    Raises:
        SpecError: The definition cannot be read.
    """
    folder = files.installed() / service / f"v{version.replace('-', '')}"
    (file,) = files.find([folder / files.DEFINITION])
    definition, found = reading.read(file, loading.shown(file.api))
    if definition is None:
        raise SpecError(found)
    pin = f"{file.origin.package}=={file.origin.version}"
    name = definition.service
    spec: Value = {"installed": name, "version": version, "package": pin}
    return Offer(name, version, spec, tuple(definition.actions))


def usual_destination(folder: Path) -> str:
    """Where a project keeps the package that generated code would be part of."""
    try:
        data = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
        name = str(data["project"]["name"])
    except (OSError, ValueError, LookupError, TypeError):
        name = folder.name
    package = re.sub(r"[-.]+", "_", name).lower()
    places = (f"src/{package}", package)
    return next((place for place in places if (folder / place).is_dir()), ".")
