"""The one place that knows Black: a text in, its formatted text or a reason out.

Loaded late, because Black takes a while to load.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

import black
from black.mode import TargetVersion

from .. import workers

#: Black's defaults.  The version is said outright, so that no piece of a file is formatted by
#: rules for an older Python than another piece of it.
_MODE = black.Mode(target_versions={TargetVersion.PY311})

#: A text leaves trees that refer to themselves in every node: they are collected now and then.
_COLLECT = 1_000


def format_all(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each text in Black's style, and why there is no such, if so."""
    answers = []
    with workers.uncollected():
        for number, text in enumerate(texts, 1):
            answers.append(_format(text))
            if number % _COLLECT == 0:
                gc.collect()
    return answers


def _format(text: str) -> tuple[str, str]:
    try:
        formatted = black.format_str(text, mode=_MODE)
        if formatted != text:
            # As Black's own command line does: what it changed must still mean the same.
            black.assert_equivalent(text, formatted)
    except RecursionError:
        return "", "it is nested too deep"
    except Exception as error:  # Black documents only some of what it raises
        return "", " ".join(str(error).split()) or type(error).__name__
    return formatted, ""
