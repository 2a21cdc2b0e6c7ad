"""What comes of a call when things go wrong: `python -m benchmarks.faults` prints a table.

The rows, and what each call must come to, are those of `tests/faults/matrix.py`; here every call is
made anew, by both clients.  What is not as it must be is marked with a `!`, and the exit code is 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The matrix belongs to the tests, which are no package that is installed.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from faults.matrix import CALLS, COLOURS, ROWS, Outcome, Row, run


def table() -> tuple[str, bool]:
    """The matrix in Markdown, and whether all is as it should be."""
    head = ["Fault", *CALLS, "tasks"]
    lines = [head, ["---"] * len(head)]
    sound = True
    for row in ROWS:
        cells = [row.title]
        tasks = []
        for call in CALLS:
            outcomes = [run(row.fault, call, colour) for colour in COLOURS]
            cells.append(_cell(row, call, outcomes))
            sound = sound and not cells[-1].endswith("!")
            tasks.append(str(max(outcome.tasks for outcome in outcomes)))
        lines.append([*cells, "/".join(tasks)])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    text[1] = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join(text) + "\n", sound


def _cell(row: Row, call: str, outcomes: list[Outcome]) -> str:
    """What came of a call in both colours; where that is not what it must be, with a `!`."""
    said = " / ".join(dict.fromkeys(map(str, outcomes)))
    wrong = any(each.said != row.expected(call) or each.tasks > 1 for each in outcomes)
    return f"{said} !" if wrong else said


if __name__ == "__main__":
    printed, all_well = table()
    print(printed)
    print("(2): the call took two requests.  Tasks: how many each of the calls started.")
    sys.exit(not all_well)
