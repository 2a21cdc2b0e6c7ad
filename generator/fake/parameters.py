"""Whether the parameters of a request are what the spec says, in the service's codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import Any

from ..model import Action, Struct
from ..values import Checker, Mismatch, Problem
from .refusal import Refusal

#: The code for each way in which a value does not fit, the first to be told first.
_CODES: Mapping[Problem, str] = {
    Problem.UNKNOWN: "UnknownParameter",
    Problem.MISSING: "MissingParameter",
    Problem.NULL: "InvalidParameter",
    Problem.TYPE: "InvalidParameter",
    Problem.LIMIT: "InvalidParameterValue",
}
_ORDER = list(_CODES)
#: How many mismatches are looked at: a large body can have millions.
_MOST = 100


def check(
    given: Mapping[str, Any],
    action: Action,
    structs: Mapping[str, Struct],
    codes: Collection[str],
) -> None:
    """Raises Refusal for what is most wrong with parameters.

    `codes` are those that the service describes: of them, the one of a parameter is preferred to
    the one of its family.
    """
    owner = f"the input of `{action.name}`"
    try:
        found = list(islice(Checker(structs).members(given, action.input, owner), _MOST))
    except RecursionError:
        raise Refusal("InvalidParameter", "the parameters are nested too deeply") from None
    if found:
        worst = min(found, key=lambda mismatch: _ORDER.index(mismatch.problem))
        raise Refusal(_code(worst, action, codes), _message(worst))


def _code(mismatch: Mismatch, action: Action, codes: Collection[str]) -> str:
    code = _CODES[mismatch.problem]
    if mismatch.problem is not Problem.LIMIT or not mismatch.path:
        return code
    own = f"{code}.{mismatch.path[0]}"
    repeated = action.deduplicated_by
    # A code that says something else of the same parameter would mislead.
    taken = repeated is not None and own == (repeated.error or f"{code}.{repeated.field}")
    return own if own in codes and not taken else code


def _message(mismatch: Mismatch) -> str:
    where = ""
    for step in mismatch.path:
        where += f"[{step}]" if isinstance(step, int) else f".{step}" if where else str(step)
    return (
        f"{mismatch.message} (at `{where[:200]}`)" if len(mismatch.path) > 1 else mismatch.message
    )
