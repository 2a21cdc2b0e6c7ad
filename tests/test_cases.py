"""Every folder below `tests/cases/` is a test: a spec, and what should come of it.

    spec.yaml          the spec; `overlay.yaml` beside it, where the case is about one
    diagnostics.txt    what `tc3gen validate` reports of it; empty where all is well
    expected/          what `tc3gen generate` makes of it, without what is copied

A new folder needs no registration.  `pytest --update-goldens` writes what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tc3gen import loading, pipeline, report

CASES = Path(__file__).parent / "cases"

Golden = Callable[[Path, str], None]


def check_diagnostics(case: Path, golden: Golden) -> None:
    loaded = loading.load_service(Path("spec.yaml"))
    golden(case / "diagnostics.txt", report.render(loaded.diagnostics, "text", loaded.texts))


def check_output(case: Path, golden: Golden) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder)
        pipeline.generate(pipeline.Request([Path("spec.yaml")], out))
        found = {file.relative_to(out): file for file in _generated(out)}
        for path, file in found.items():
            golden(case / "expected" / path, file.read_text(encoding="utf-8"))
    listed = {file.relative_to(case / "expected") for file in _generated(case / "expected")}
    assert listed == found.keys()


def _generated(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        copied = not {"_runtime", "assets"}.isdisjoint(file.parts)
        copied |= "_cli" in file.parts and file.suffix == ".py"
        if file.is_file() and not copied and file.name != ".tc3gen.json":
            yield file


#: What a case may hold that is expected, and how it is compared.
CHECKS: dict[str, Callable[[Path, Golden], None]] = {
    "diagnostics.txt": check_diagnostics,
    "expected": check_output,
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
