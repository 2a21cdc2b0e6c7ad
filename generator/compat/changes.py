"""What is found between two specs: one frozen `Change` for each thing that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import ChangeKind, Impact, Step

#: Where something stands in a spec: keys from the top.
Path = tuple[str | int, ...]

_STEPS = (Step.NONE, Step.PATCH, Step.MINOR, Step.MAJOR)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, for callers of the generated code."""

    kind: ChangeKind
    service: str
    """The short name."""
    version: str
    path: Path
    """Where it stands in the new spec; in the old one, where it is `gone`."""
    gone: bool
    old: str
    """What it was, in a word; empty where there was nothing."""
    new: str
    message: str
    actions: tuple[str, ...] = ()
    """The actions that it reaches, as the spec that has it calls them."""

    @property
    def code(self) -> str:
        """The code that `tc3gen explain` explains."""
        return self.kind.code

    @property
    def impact(self) -> Impact:
        """What it does to callers."""
        return self.kind.impact


@dataclass(frozen=True, slots=True)
class Verdict:
    """All changes in a word."""

    step: Step
    breaking: int
    dangerous: int
    safe: int

    def __str__(self) -> str:
        """As people say it: `major: 1 breaking, 0 dangerous, 3 safe changes`."""
        if self.step is Step.NONE:
            return "no changes"
        total = self.breaking + self.dangerous + self.safe
        counts = f"{self.breaking:,} breaking, {self.dangerous:,} dangerous, {self.safe:,} safe"
        return f"{self.step}: {counts} change{'' if total == 1 else 's'}"


def verdict(changes: Sequence[Change]) -> Verdict:
    """How many there are of each impact, and the version step that they ask for together."""
    counts = {impact: sum(c.impact is impact for c in changes) for impact in Impact}
    step = max((change.kind.step for change in changes), key=_STEPS.index, default=Step.NONE)
    return Verdict(step, counts[Impact.BREAKING], counts[Impact.DANGEROUS], counts[Impact.SAFE])
