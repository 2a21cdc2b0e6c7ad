"""The one place that knows Black: a text in, its formatted text or a refusal out.

Loaded late, because Black takes a while to load, and by worker processes.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Sequence
from dataclasses import dataclass

import black
from black.mode import TargetVersion

#: Black's defaults.  The version is said outright, so that no piece of a file is formatted by
#: rules for an older Python than another piece of it.
_MODE = black.Mode(target_versions={TargetVersion.PY311})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Black did not format a text."""

    reason: str


def format_all(texts: Sequence[str]) -> list[str | Refusal]:
    """Each text in Black's style."""
    # A text leaves trees that refer to themselves in every node, and nothing else: to collect
    # them once, later, is a fifth faster.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [_format(text) for text in texts]
    finally:
        if collecting:
            gc.enable()


def _format(text: str) -> str | Refusal:
    try:
        formatted = black.format_str(text, mode=_MODE)
        if formatted != text:
            # As Black's own command line does: what it changed must still mean the same.
            black.assert_equivalent(text, formatted)
    except RecursionError:
        return Refusal("it is nested too deep")
    except Exception as error:  # Black documents only some of what it raises
        return Refusal(" ".join(str(error).split()) or type(error).__name__)
    return formatted


def prepare_worker() -> None:
    """Leaves Ctrl-C to the parent process, which then ends its workers without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
