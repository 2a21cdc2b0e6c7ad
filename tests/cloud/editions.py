"""The two packages of definitions, and the clients that belong to them.

Both packages of definitions install a module of the same name, and so do both clients: each edition
has a folder of its own, which no environment knows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edition:
    """A package of definitions, and the package of the client that is made from the same."""

    name: str
    client: str


EDITIONS = (
    Edition("tccli", "tencentcloud-sdk-python"),
    Edition("tccli-intl-en", "tencentcloud-sdk-python-intl-en"),
)

SERVICES = Path("tccli", "services")
CLIENT = "tencentcloud"


@dataclass(frozen=True)
class Source:
    """A service of an edition: its folder with the definitions of all its versions."""

    edition: str
    name: str
    """The folder's name, which the vendor's client has too."""
    packages: Path
    """The folder that the edition's packages are installed in."""

    @property
    def folder(self) -> Path:
        return self.packages / SERVICES / self.name

    @property
    def definitions(self) -> list[Path]:
        return sorted(self.folder.glob("v*/api.json"))


class NotFetched(Exception):
    """The packages of an edition cannot be had."""


def fetch(edition: Edition, folder: Path) -> None:
    """Installs the newest packages of an edition into a folder, unless some are there.

    The release that definitions name as their client's is older than they are themselves.
    """
    if versions(edition, folder):
        return
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    # Bytecode is left to whoever imports: most of the client's modules nobody will.
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-compile", "--target", str(fresh), edition.name, edition.client]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotFetched(done.stderr.strip())
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def versions(edition: Edition, folder: Path) -> str:
    """The releases that are installed in a folder, to be printed; empty where one is missing."""
    found = []
    for package in (edition.name, edition.client):
        file = _metadata(package, folder)
        if file is None:
            return ""
        said = re.search(r"^Version: (\S+)", file.read_text("utf-8", "replace"), re.MULTILINE)
        found.append(f"{package} {said[1] if said else '?'}")
    return ", ".join(found)


def sources(edition: Edition, folder: Path, chosen: Sequence[str] = ()) -> list[Source]:
    """The services of an edition, or those among them that are chosen by name."""
    found = []
    for service in sorted((folder / SERVICES).iterdir()):
        source = Source(edition.name, service.name, folder)
        if source.definitions and (not chosen or service.name in chosen):
            found.append(source)
    return found


def _metadata(package: str, folder: Path) -> Path | None:
    name = package.replace("-", "_")
    return next(iter(folder.glob(f"{name}-[0-9]*.dist-info/METADATA")), None)
