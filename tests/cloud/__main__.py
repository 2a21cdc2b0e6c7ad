"""Import and generate every service that the vendor defines, and prove the result."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from . import editions, making, processes, proving, report, sample
from .editions import EDITIONS, Edition
from .making import Place
from .processes import Clock, Done, Job
from .proving import Proof, Styled
from .report import EditionReport, Row
from .survey import survey

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".cloud"
#: How many messages of a failure are printed; the file has all.
MESSAGES = 10


def main() -> int:
    """The command."""
    parser = _arguments()
    asked = parser.parse_args()
    chosen = [each for each in EDITIONS if not asked.edition or each.name in asked.edition]
    if asked.packages and len(chosen) != 1:
        parser.error("--packages goes with one --edition")
    scratch: Path = asked.scratch.resolve()
    making.warm_up()
    runs = []
    for edition in chosen:
        packages = (asked.packages or scratch / edition.name / "packages").resolve()
        if not asked.packages:
            _progress(f"{edition.name}: fetching")
            try:
                editions.fetch(edition, packages)
            except editions.NotFetched as error:
                print(f"{edition.name} cannot be fetched: {error}", file=sys.stderr)
                return 1
        runs.append(_Run(edition, packages, scratch, asked.service))
    unknown = set(asked.service).difference(*(run.rows for run in runs))
    if unknown:
        parser.error(f"there is no service {' or '.join(sorted(unknown))}")
    runs = [run for run in runs if run.rows]
    for run in runs:
        run.everything()
    return _tell([run.report for run in runs], scratch, asked.each)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.cloud", description=__doc__)
    parser.add_argument(
        "--edition",
        action="append",
        choices=[edition.name for edition in EDITIONS],
        help="only this package of definitions; may be repeated",
    )
    parser.add_argument(
        "--service",
        action="append",
        default=[],
        help="only this service, by the name of its folder; may be repeated",
    )
    parser.add_argument(
        "--packages",
        type=Path,
        metavar="FOLDER",
        help="where one edition's packages are installed already; else they are fetched",
    )
    parser.add_argument(
        "--scratch", type=Path, default=SCRATCH, metavar="FOLDER", help="where everything goes"
    )
    parser.add_argument("--each", action="store_true", help="print a row for each service, too")
    return parser


class _Run:
    """One edition, step by step."""

    def __init__(
        self, edition: Edition, packages: Path, scratch: Path, services: Sequence[str]
    ) -> None:
        self.workers = processes.cores()
        self.home = scratch / edition.name
        self.cache = self.home / "cache"
        self.places: dict[str, Place] = {}
        rows = []
        for source in editions.sources(edition, packages, services):
            self.places[source.name] = Place(source, self.home / "services" / source.name)
            rows.append(Row(source.name, survey(source)))
        # The largest first, so that no process works alone at the end.
        rows.sort(key=lambda row: row.facts.members, reverse=True)
        self.rows = {row.name: row for row in rows}
        self.report = EditionReport(edition.name, editions.versions(edition, packages), rows)
        self.report.arguments = ["--edition", edition.name]
        if scratch != SCRATCH:
            self.report.arguments += ["--scratch", str(scratch)]
        if packages.parent != self.home:
            self.report.arguments += ["--packages", str(packages)]

    def everything(self) -> None:
        """All steps; a service goes on as far as it gets."""
        _progress(f"{self.report.name}: removing what an earlier run made")
        for place in self.places.values():
            place.clear()
        # The cold figure: one service may learn from another, but none from an earlier run.
        shutil.rmtree(self.cache, ignore_errors=True)
        slots: dict[int, int] = {}
        for step in making.STEPS:
            for done in self._step(step, partial(self._command, step)):
                row = self.rows[done.name]
                row.cpu[step], row.peak[step] = done.cpu, done.peak
                slots[done.slot] = max(slots.get(done.slot, 0), done.peak)
                if done.trouble:
                    words = making.arguments(step, self.place(row))
                    row.fail(step, f"by: {shlex.join(['tc3gen', *words])}")
        self.report.peak = processes.own_peak() + sum(slots.values())
        for styled in self._step("black", self._style):
            if styled.result is not None:
                self.rows[styled.name].styled = styled.result
        for proven in self._step("prove", self._prove):
            row = self.rows[proven.name]
            row.proof = proven.result
            if row.proof is not None:
                row.fail("prove", *row.proof.wrong, *row.proof.verdict.wrong)
        self._types()

    def place(self, row: Row) -> Place:
        return self.places[row.name]

    def _command(self, step: str, row: Row, _: bool) -> Callable[[], None]:
        return partial(making.call, making.arguments(step, self.place(row)), self.cache)

    def _style(self, row: Row, first: bool) -> Callable[[], Styled]:
        return partial(proving.style, self.place(row), first)

    def _prove(self, row: Row, first: bool) -> Callable[[], Proof]:
        return partial(proving.prove, self.place(row), first, row.facts)

    def _step(self, step: str, make: Callable[[Row, bool], Callable[[], T]]) -> Iterator[Done[T]]:
        """A step for every service that made the earlier ones; `make` is told the first."""
        waiting = [row for row in self.rows.values() if not _stopped(row)]
        jobs = [
            Job(row.name, make(row, row is waiting[0]), self.place(row).log(step))
            for row in waiting
        ]
        yield from self._timed(step, jobs)

    def _timed(self, step: str, jobs: Sequence[Job[T]]) -> Iterator[Done[T]]:
        with Clock() as clock:
            for number, done in enumerate(processes.run(jobs, self.workers), 1):
                _progress(f"{self.report.name}: {step} {number}/{len(jobs)} {done.name}")
                if done.trouble and done.name in self.rows:
                    self.rows[done.name].fail(step, done.trouble)
                yield done
        self.report.wall[step] = clock.seconds

    def _types(self) -> None:
        """The sample in as many bundles as there are processes, large and small ones mixed."""
        sound = {name: row for name, row in self.rows.items() if row.proof and not row.failures}
        if not sound:
            return
        chosen = sample.choose(
            {name: row.facts.members for name, row in sound.items()},
            {name: row.proof.shapes for name, row in sound.items() if row.proof},
        )
        groups = [chosen[number :: self.workers] for number in range(self.workers)]
        jobs = []
        for number, names in enumerate(groups):
            if names:
                bundle = self.home / "typing" / str(number)
                places = [self.places[name] for name in names]
                run = partial(proving.check_types, places, bundle)
                jobs.append(Job(" ".join(names), run, bundle.with_suffix(".txt")))
        for done in self._timed("mypy", jobs):
            for name in done.name.split():
                self.rows[name].typed = True
                if done.trouble:
                    told = done.log.read_text("utf-8", "replace").splitlines()
                    package = f"/{self.places[name].package.name}/"
                    self.rows[name].fail("mypy", *[line for line in told if package in line][:20])
            if done.trouble and not any("mypy" in self.rows[n].failures for n in done.name.split()):
                self.rows[done.name.split()[0]].fail("mypy", done.trouble)


def _stopped(row: Row) -> bool:
    """Whether a service failed in a step that all later ones need."""
    return any(step in row.failures for step in ("import", "python"))


def _progress(text: str) -> None:
    """One line that changes, on a terminal alone."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text[:100]}", end="", file=sys.stderr, flush=True)


def _tell(reports: Sequence[EditionReport], scratch: Path, each: bool) -> int:
    _progress("")
    failed = list(report.failures(reports))
    lines = []
    for one in reports:
        lines.append(one.versions)
    for part in (
        report.totals(reports),
        report.times(reports, processes.cores()),
        report.growth(reports),
        report.classes(reports),
        report.examples(reports),
    ):
        lines += ["", *part]
    typed = [f"{one.name} {row.name}" for one in reports for row in one.rows if row.typed]
    lines += ["", f"`mypy --strict` looked at {len(typed)} services: {', '.join(typed)}."]
    rows: list[str] = []
    for one in reports:
        rows += ["", *report.each(one)]
    places = [line for one in reports for line in ("", one.name, *report.details(one))]
    whole = scratch / "report.md"
    whole.write_text("\n".join([*lines, *rows, *places, "", *failed, ""]), encoding="utf-8")
    print("\n".join([*lines, *(rows if each else [])]))
    print(f"\nEach service, and where what is counted is to be found: {whole}")
    if failed:
        print("", *report.failures(reports, MESSAGES), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
