"""Runs all comparisons and prints their tables."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ROOT / "generated" / "python"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds, figures to match")
    quick: bool = parser.parse_args().quick
    if not (GENERATED / "tc3" / "vod").is_dir():
        print("there is no generated client yet: run `make generate` first", file=sys.stderr)
        return 1
    sys.path.insert(0, str(GENERATED))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(GENERATED), str(ROOT)])  # for children
    # Starts are measured with bytecode in place, which the imports below leave behind.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    # No proxy between a client and the server on this machine.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]

    from . import suite
    from .measure import FULL, QUICK

    suite.run(QUICK if quick else FULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
