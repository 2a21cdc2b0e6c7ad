"""What a run is asked for, and what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .bundles import WHOLE, Bundle
from .diagnostics import Diagnostic


class UnknownName(ValueError):
    """A target or an action was named that there is none of."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True)
class Request:
    """What a run is asked for."""

    specs: Sequence[Path]
    """Spec files, folders of one, or trees of them."""
    out: Path
    targets: Sequence[str] = ()
    """Names of targets; none means all."""
    actions: Sequence[str] = ()
    """Wire names of the actions to keep; none means all."""
    whole: bool = True
    """Whether `specs` are all that the output is made from, so that what is left over is stale."""
    check: bool = False
    """Compare, and write nothing."""
    force: bool = False
    """Overwrite and remove also what a person has edited."""
    bundle: Bundle = WHOLE
    """What the package of generated code is to hold."""
    pins: Sequence[str] = ()
    """Versions of packages that the specs are to be made of."""
    roots: Mapping[str, str] = field(default_factory=dict)
    """By target: the folder in `out` that it has, where that is not the one that it says itself."""
    templates: Path | None = None
    """A folder of somebody's own that lies over the templates."""
    jobs: int | None = None
    """Processes to work with; None means one for each processor."""


@dataclass
class Outcome:
    """What a run did, or, when it only compared, would do."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    diff: str = ""
    warnings: list[Diagnostic] = field(default_factory=list)
    """What there is to tell; when it only compared, also what would stop it."""

    @property
    def clean(self) -> bool:
        """Whether the output is what the specs yield."""
        return not self.written and not self.removed
