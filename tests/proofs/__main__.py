"""Does everything often, and prints what came of it: `python -m tests.proofs [TIMES] [NAME]...`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from . import prose, trouble

PROOFS = {
    "killed": trouble.killed,
    "limited": trouble.limited,
    "full": trouble.full,
    "forbidden": trouble.forbidden,
    "together": trouble.together,
    "prose": prose.edited,
}


def main(arguments: list[str]) -> None:
    """Runs the proofs that are named, or all, so many times each."""
    times = int(arguments.pop(0)) if arguments and arguments[0].isdecimal() else 100
    for name in arguments or PROOFS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            counts = PROOFS[name](Path(folder), times)
        listed = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
        said = (PROOFS[name].__doc__ or "").partition(":")[0].partition(";")[0].strip(".")
        print(f"{name}: {listed} ({time.monotonic() - began:.0f} s)\n    {said}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
