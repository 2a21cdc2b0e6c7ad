"""The proof on real definitions: `python -m compat OLD NEW [SERVICE]...`, in `tests/`.

OLD and NEW are folders of definitions, `tccli/services` of two releases.  Without names, the
services are those of which something changed that is more than prose; those that are in one release
alone are left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tc3gen import compat, revisions
from tc3gen.model import Service

from .proof import Outcome, judge

#: So many services are type-checked at once: a whole release would take all memory.
_AT_ONCE = 8


def main(old: Path, new: Path, wanted: list[str]) -> int:
    before: list[Service] = []
    after: list[Service] = []
    for folder in sorted({path.parents[1] for path in old.glob("*/v*/api.json")}):
        if (wanted and folder.name not in wanted) or not (new / folder.name).is_dir():
            continue
        parts = revisions.read(str(folder))
        others = {
            (part.service.name, part.service.version): part.service
            for part in revisions.read(str(new / folder.name), parts)
        }
        for service in (part.service for part in parts):
            other = others.get((service.name, service.version))
            if other is None:
                continue
            if any(not change.kind.prose for change in compat.compare([service], [other])):
                before.append(service)
                after.append(other)
    outcome = Outcome()
    for at in range(0, len(before), _AT_ONCE):
        with TemporaryDirectory() as folder:
            few = slice(at, at + _AT_ONCE)
            outcome.add(judge(before[few], after[few], Path(folder)))
        print(f"{min(at + _AT_ONCE, len(before))} of {len(before)} services", file=sys.stderr)
    counts = Counter((change.impact, change.code, change.kind.name) for change in outcome.changes)
    print(f"{len(before)} services, {sum(len(s.actions) for s in before):,} actions")
    print(f"{len(outcome.changes):,} changes: {compat.verdict(outcome.changes)}")
    for (impact, code, name), number in sorted(counts.items()):
        said = outcome.explained.get(code, 0)
        print(f"  {number:7,} {impact} {code} {name}" + (f" ({said:,} rejections)" if said else ""))
    print(f"{outcome.rejections:,} rejections by mypy, {len(outcome.unexplained):,} unexplained")
    for line in [*outcome.unsound, *outcome.unexplained]:
        print(f"  {line}")
    missing = Counter(change.code for change in outcome.unconfirmed)
    print(f"breaking, and not seen by mypy: {dict(sorted(missing.items()))}")
    for change in outcome.unconfirmed:
        print(f"  {change.service} {change.code} {change.message}")
    return 1 if outcome.unexplained or outcome.unsound else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
