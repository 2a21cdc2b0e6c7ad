"""What was made of a service is styled, loads, says what the vendor's client says, and is typed.

Each function runs in a process of its own.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tc3gen import loading

from . import faces, ours, sample, shapes
from .expected import Definition
from .judging import Judge, Verdict
from .making import Place
from .shapes import Shapes
from .survey import Facts
from .vendor import Unknown, Vendor

#: The steps, in this order.
STEPS = ("black", "prove", "mypy")


@dataclass
class Styled:
    """What Black said, and how much there is."""

    files: int = 0
    lines: int = 0
    """Of the service's own package."""
    page_lines: int = 0


def style(place: Place, whole: bool) -> Styled:
    """Black itself, by its defaults, over every file of Python; ends the process where it fails.

    Args:
        place: Where the service is.
        whole: Look at what all services share, too; it is in every bundle, and the same.
    """
    import black

    folder = place.python if whole else place.package
    files = sorted(folder.rglob("*.py"))
    made = Styled(files=len(files), lines=_lines(place.package.rglob("*.py")))
    made.page_lines = _lines(place.docs.rglob("*.md"))
    settings = place.log("black").with_name("black.toml")
    settings.write_text("")  # else those of the checkout around would be found
    # Nothing is left out because git ignores it, and nothing is believed that was found before.
    words = ["--check", "--workers=1", "--no-cache", "--exclude=", f"--config={settings}"]
    try:
        black.main([*words, str(folder)], prog_name="black")
    except SystemExit as end:
        if end.code:
            raise
    said = re.search(r"(\d+) files? would be left unchanged", place.log("black").read_text())
    if said is None or int(said[1]) != len(files):
        sys.exit(f"Black has not seen all of {len(files)} files")
    return made


def _lines(files: Iterable[Path]) -> int:
    return sum(file.read_bytes().count(b"\n") for file in files)


@dataclass
class Proof:
    """What came of loading and judging a service."""

    modules: int = 0
    wrong: list[str] = field(default_factory=list)
    """What does not load, and what is wrong with the spec."""
    warnings: Counter[str] = field(default_factory=Counter)
    """Of the spec, by code."""
    shapes: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    """Of members and classes, as `shapes` names them."""
    verdict: Verdict = field(default_factory=Verdict)
    unknown: list[str] = field(default_factory=list)
    """Versions that the vendor's client does not have."""


def prove(place: Place, whole: bool, facts: Facts) -> Proof:
    """Loads everything, and judges every example; `whole` is as for `style`."""
    proof = Proof()
    ours.find(place.python)
    proof.modules, proof.wrong = ours.load_all(place.python, "" if whole else place.package.name)
    sys.dont_write_bytecode = False  # the vendor's modules are large, and stay for the next run
    sys.path.insert(0, str(place.source.packages))
    kinds: set[str] = {"several versions"} if facts.definitions > 1 else set()
    for spec, version in zip(facts.specs, facts.versions, strict=True):
        loaded = loading.load_service(place.specs / spec / loading.API)
        for each in loaded.diagnostics:
            if each.is_error:
                proof.wrong.append(f"{each.position}: {each.code}: {each.message}")
            else:
                proof.warnings[each.code] += 1
        if loaded.service is None:
            continue
        kinds.update(sample.shapes(loaded.service))
        try:
            client: Vendor | None = Vendor(place.source, version)
        except Unknown:
            client = None
            proof.unknown.append(f"{place.source.name} {version}")
        definition = Definition(place.source.folder / version / "api.json")
        if {action.name for action in loaded.service.actions} != definition.actions.keys():
            proof.wrong.append(f"{spec}: the spec has other actions than the definition")
            continue
        proof.wrong += (f"{spec}: {each}" for each in faces.wrong(place, loaded.service))
        client_of_ours = ours.Ours(loaded.service)
        looked = Shapes(definition, client_of_ours)
        proof.wrong += (f"{spec}: {each}" for each in looked.differences())
        proof.counts[shapes.MEMBERS] += len(looked.places)
        if client is not None:
            proof.counts.update(shapes.coverage(definition, client))
        Judge(definition, loaded.service, client_of_ours, client, proof.verdict).all()
    proof.shapes = frozenset(kinds)
    return proof


def check_types(places: Sequence[Place], bundle: Path) -> None:
    """`mypy --strict` over several services in one bundle; ends the process where it fails."""
    from mypy import api

    shutil.rmtree(bundle, ignore_errors=True)
    shutil.copytree(places[0].python, bundle)
    for place in places[1:]:
        shutil.copytree(place.package, bundle / ours.TOP / place.package.name)
    settings = bundle / "mypy.ini"
    settings.write_text(f"[mypy]\nmypy_path = {bundle}\n")
    words = ["--strict", f"--config-file={settings}", "--python-version=3.11", "--no-incremental"]
    told, trouble, code = api.run([*words, "--cache-dir=/dev/null", "-p", ours.TOP])
    print(told, trouble, sep="")
    sys.exit(code)
