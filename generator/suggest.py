"""What a person probably meant: the known name that is nearest to the one they wrote."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: str, known: Iterable[str], cutoff: float = 0.72) -> str | None:
    """The known name nearest to this one, or None where nothing is near.

    A different case alone counts as nearest of all, since that is what people get wrong most.
    """
    by_case: dict[str, str] = {}
    for candidate in known:
        by_case.setdefault(candidate.casefold(), candidate)
    wanted = name.casefold()
    if wanted in by_case:
        return by_case[wanted]
    # A comparison costs the square of the length, and nobody mistypes a name of that length.
    if len(wanted) > 128:
        return None
    if near := get_close_matches(wanted, by_case, n=1, cutoff=cutoff):
        return by_case[near[0]]
    # Exchanged letters weigh too much in a short name: `Fsp` for `Fps`.
    letters = sorted(wanted)
    return next((by_case[name] for name in by_case if sorted(name) == letters), None)


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The help line that goes with an unknown name."""
    meant = closest(name, known)
    return f"did you mean `{meant}`?" if meant is not None else otherwise
