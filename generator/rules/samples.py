"""The files that rules show: one that fails, one that passes."""

from __future__ import annotations

from ..source.rules import sample as sample


def parameter(line: str) -> str:
    """A whole `api.yaml` with one parameter, described on one line."""
    return sample(f"actions:\n  RebuildMedia:\n    input:\n      {line}\n")
