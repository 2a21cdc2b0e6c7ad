"""From definitions to specs, and from specs to all targets: the commands that people run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .editions import Source

#: What is measured, in this order: the import, and each target.
STEPS = ("import", "python", "docs", "cli", "explorer")


@dataclass(frozen=True)
class Place:
    """Where everything that is made of one service goes."""

    source: Source
    home: Path

    @property
    def specs(self) -> Path:
        return self.home / "specs"

    @property
    def out(self) -> Path:
        return self.home / "generated"

    @property
    def python(self) -> Path:
        """The folder that has the package `tc3`."""
        return self.out / "python"

    @property
    def package(self) -> Path:
        """The service's own package in it."""
        return next(each.parent for each in (self.python / "tc3").glob("*/v*/client.py")).parent

    @property
    def docs(self) -> Path:
        return self.out / "docs"

    def log(self, step: str) -> Path:
        return self.home / "logs" / f"{step}.txt"

    def clear(self) -> None:
        """Removes what an earlier run made."""
        shutil.rmtree(self.home, ignore_errors=True)


def arguments(step: str, place: Place) -> list[str]:
    """What `tc3gen` is called with."""
    if step == "import":
        into = ["--into", _shown(place.specs), "--jobs", "1"]
        return ["import", "api-json", _shown(place.source.folder), *into]
    out = ["--out", _shown(place.out), "--jobs", "1"]
    return ["generate", _shown(place.specs), "--target", step, *out]


def call(words: Sequence[str], cache: Path) -> None:
    """Runs `tc3gen`, which ends this process; what it remembers goes into a folder."""
    from tc3gen.cli import main

    os.environ["TC3GEN_CACHE_DIR"] = str(cache)
    main(list(words), prog_name="tc3gen")


def warm_up() -> None:
    """Loads what these commands load, so that it is not counted anew for every service."""
    import black
    import jinja2

    import tc3gen.cli
    import tc3gen.importers.definitions.run
    import tc3gen.languages.markdown
    import tc3gen.languages.python
    import tc3gen.polish.style
    import tc3gen.schema

    for loaded in (black, jinja2, tc3gen.cli):
        assert loaded


def _shown(path: Path) -> str:
    """Short, as in what the commands print: relative to where they run."""
    return os.path.relpath(path)
