"""The generators that are measured, each installed as its users install it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: The peers: two that make Python of OpenAPI.  A third, openapi-generator, is Java, and its
#: packages for Python and Node fetch it from a place of their own: it is not looked at.
PACKAGES = ("openapi-python-client", "datamodel-code-generator")


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator, and how long it may take us beside it."""

    name: str
    what: str
    """What it makes."""
    command: Callable[[Path, Path], Sequence[str]]
    """From an OpenAPI document to a folder."""


def scripts(environment: Path) -> str:
    """The folder of an environment's commands."""
    return str(environment / ("Scripts" if sys.platform == "win32" else "bin"))


def install_ours(environment: Path) -> None:
    """Installs our own command, as this tree is now.

    In the environment that we develop in, it begins slower than at its users': its modules are
    found through a hook there, and are perhaps compiled at every start.

    Raises:
        subprocess.CalledProcessError: If it cannot be installed.
    """
    _install(environment, str(ROOT))


def peers(environment: Path) -> list[Peer]:
    """The peers, installed if they are not yet.

    Raises:
        subprocess.CalledProcessError: If they cannot be installed.
    """
    folder = Path(scripts(environment))
    if not (environment / "ready").exists():
        _install(environment, *PACKAGES)
        (environment / "ready").touch()
    client = str(folder / "openapi-python-client")
    models = str(folder / "datamodel-codegen")
    dataclasses = ("--output-model-type", "dataclasses.dataclass")
    return [
        Peer(
            "openapi-python-client",
            "client and models",
            lambda document, out: (
                *(client, "generate", "--path", str(document), "--output-path", str(out)),
            ),
        ),
        Peer(
            "datamodel-code-generator",
            "models alone",
            lambda document, out: (
                *(models, "--input", str(document), "--input-file-type", "openapi"),
                *("--output", str(out / "models.py"), *dataclasses),
            ),
        ),
    ]


def _install(environment: Path, *packages: str) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = str(Path(scripts(environment)) / "python")
    install = [python, "-m", "pip", "install", "--quiet", *packages]
    subprocess.run(install, check=True, capture_output=True)


def versions(environment: Path) -> str:
    """What is installed, for the first line of a report."""
    command = [str(Path(scripts(environment)) / "python"), "-m", "pip", "list", "--format", "json"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return ", ".join(f"{p['name']} {p['version']}" for p in listed if p["name"] in PACKAGES)
