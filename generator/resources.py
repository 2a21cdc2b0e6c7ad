"""Where the files are that travel with tc3gen: in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def templates_dir() -> Path:
    """The folder that holds a folder for each target.

    A wheel carries it inside the package; a checkout keeps it beside the generator's folder.
    """
    inside = _HERE / "templates"
    return inside if inside.is_dir() else _HERE.parent / "templates"


def manual_dir() -> Path:
    """The folder with the manual: inside the package in a wheel, `docs/` in a checkout."""
    inside = _HERE / "manual"
    return inside if inside.is_dir() else _HERE.parent / "docs"


def schema_path(name: str) -> Path:
    """A JSON Schema by its name: `api` or `overlay`."""
    return _HERE / "schemas" / f"{name}.schema.json"
