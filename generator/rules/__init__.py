"""What a spec means, beyond its shape: a file per family of rules.

Each family exports `RULES`, its rules, and `check`, which finds where they are broken.
"""

from __future__ import annotations

from ..diagnostics import Diagnostic, Rule, tidy
from . import (
    choices,
    defaults,
    errors,
    examples,
    limits,
    mentions,
    messages,
    names,
    paging,
    recursion,
    references,
    simulation,
    waiters,
    wire,
)
from .context import Context

__all__ = ["RULES", "Context", "check"]

_FAMILIES = (
    references,
    recursion,
    mentions,
    messages,
    limits,
    choices,
    defaults,
    examples,
    errors,
    names,
    paging,
    waiters,
    simulation,
    wire,
)

RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family.RULES)


def check(context: Context) -> list[Diagnostic]:
    """Everything that is wrong with what a spec means."""
    return tidy(diagnostic for family in _FAMILIES for diagnostic in family.check(context))
