"""The command line of this package; it needs click, and for some options rich and jmespath."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(name: str, only: str = "", arguments: Sequence[str] | None = None) -> int:
    """Does what a command line says; the exit code.

    Args:
        name: What the user calls the program.
        only: The package of the one service that it is about.
        arguments: The words of the command line; else those of this process.
    """
    try:
        from .program import run
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print("error: the command line needs click: pip install click", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return run(name, only, arguments)
