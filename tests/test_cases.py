"""Every folder below `tests/cases/` is a test: a spec, and what should come of it.

    spec.yaml          the spec; `overlay.yaml` beside it, where the case is about one
    diagnostics.txt    what `tc3gen validate` reports of it; empty where all is well

A new folder needs no registration.  `pytest --update-goldens` writes what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tc3gen import loading, report

CASES = Path(__file__).parent / "cases"

Golden = Callable[[Path, str], None]


def check_diagnostics(case: Path, golden: Golden) -> None:
    loaded = loading.load_service(Path("spec.yaml"))
    golden(case / "diagnostics.txt", report.render(loaded.diagnostics, "text", loaded.texts))


#: What a case may hold that is expected, and how it is compared.  A folder `expected/` of generated
#: files gets its line here.
CHECKS: dict[str, Callable[[Path, Golden], None]] = {
    "diagnostics.txt": check_diagnostics,
}


def _cases() -> Iterator[object]:
    for spec in sorted(CASES.rglob("spec.yaml")):
        name = spec.parent.relative_to(CASES).as_posix()
        expected = [each for each in CHECKS if (spec.parent / each).exists()]
        for each in expected or ["diagnostics.txt"]:
            yield pytest.param(spec.parent, each, id=f"{name}-{each}")


@pytest.mark.parametrize(("case", "expected"), list(_cases()))
def test_case(case: Path, expected: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    CHECKS[expected](case, golden)
