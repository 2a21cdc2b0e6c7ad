"""What a run found: tables in Markdown, the failures, and how to repeat them."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .judging import ALIKE, REPLY, REQUEST
from .making import STEPS
from .proving import Proof, Styled
from .survey import Facts

MIB = 1024 * 1024
#: How many places are listed for a reason.
PLACES = 40


@dataclass
class Row:
    """All that is known of one service."""

    name: str
    facts: Facts
    cpu: dict[str, float] = field(default_factory=dict)
    """Seconds of each step."""
    peak: dict[str, int] = field(default_factory=dict)
    """Bytes in each step."""
    styled: Styled = field(default_factory=Styled)
    proof: Proof | None = None
    typed: bool = False
    failures: dict[str, list[str]] = field(default_factory=dict)
    """What went wrong, by step."""

    def fail(self, step: str, *messages: str) -> None:
        if messages:
            self.failures.setdefault(step, []).extend(messages)


@dataclass
class EditionReport:
    """All that is known of one edition."""

    name: str
    versions: str
    rows: list[Row]
    wall: dict[str, float] = field(default_factory=dict)
    """Seconds of each step, by the wall."""
    peak: int = 0
    """Sum of the peaks of the processes that import and generate."""
    arguments: list[str] = field(default_factory=list)
    """What repeats this run, but for the service."""


HEAD = (
    "",
    "definitions",
    "actions",
    "structs",
    "members",
    "lines of Python",
    "lines of pages",
    *(f"{step}, s" for step in STEPS),
    "peak, MiB",
    "failures",
)


def totals(reports: Sequence[EditionReport]) -> Iterator[str]:
    """The table of the editions, and of all together."""
    lines = [_line(report.name, report.rows) for report in reports]
    if len(reports) > 1:
        lines.append(_line("total", [row for report in reports for row in report.rows]))
    yield from table([HEAD, *lines])


def each(report: EditionReport) -> Iterator[str]:
    """The table of the services of an edition."""
    yield from table([(report.name, *HEAD[1:]), *(_line(r.name, [r]) for r in report.rows)])


def _line(name: str, rows: Sequence[Row]) -> Sequence[str]:
    facts = [row.facts for row in rows]
    return (
        name,
        f"{sum(f.definitions for f in facts):,}",
        f"{sum(f.actions for f in facts):,}",
        f"{sum(f.structs for f in facts):,}",
        f"{sum(f.members for f in facts):,}",
        f"{sum(row.styled.lines for row in rows):,}",
        f"{sum(row.styled.page_lines for row in rows):,}",
        *(f"{sum(row.cpu.get(step, 0) for row in rows):.1f}" for step in STEPS),
        f"{max((max(row.peak.values(), default=0) for row in rows), default=0) / MIB:.0f}",
        str(sum(len(row.failures) for row in rows)),
    )


def times(reports: Sequence[EditionReport], workers: int) -> Iterator[str]:
    """How long each step took by the wall, and how much memory all took together."""
    steps = list(dict.fromkeys(step for report in reports for step in report.wall))
    rows = [("seconds by the wall", *steps, "import + python", "memory, MiB")]
    for report in reports:
        rows.append(_times(report.name, steps, report.wall, report.peak))
    if len(reports) > 1:
        wall = {step: sum(report.wall.get(step, 0) for report in reports) for step in steps}
        rows.append(_times("total", steps, wall, max(report.peak for report in reports)))
    yield from table(rows)
    yield ""
    yield (
        f"{workers} processes at once, with a cache that was empty at the beginning (cold). Seconds"
        " in the other tables are of the processor. Memory is the sum of all processes' peaks while"
        " importing and generating."
    )


def _times(name: str, steps: Sequence[str], wall: dict[str, float], peak: int) -> tuple[str, ...]:
    aim = wall.get("import", 0) + wall.get("python", 0)
    return (
        name,
        *(f"{wall.get(step, 0):.1f}" for step in steps),
        f"{aim:.1f}",
        f"{peak / MIB:.0f}",
    )


def growth(reports: Sequence[EditionReport]) -> Iterator[str]:
    """Seconds of the processor per thousand members, for services of three sizes."""
    rows = sorted((row for report in reports for row in report.rows), key=lambda r: r.facts.members)
    size = max(1, len(rows) // 10)
    middle = (len(rows) - size) // 2
    parts = {
        "smallest tenth": rows[:size],
        "median tenth": rows[middle : middle + size],
        "largest tenth": rows[-size:],
    }
    lines: list[Sequence[str]] = [("seconds per 1,000 members", "services", "members", *STEPS)]
    for name, part in parts.items():
        members = sum(row.facts.members for row in part)
        lines.append(
            (
                name,
                str(len(part)),
                f"{members:,}",
                *(
                    f"{1000 * sum(row.cpu.get(step, 0) for row in part) / max(1, members):.2f}"
                    for step in STEPS
                ),
            )
        )
    yield from table(lines)


def examples(reports: Sequence[EditionReport]) -> Iterator[str]:
    """What came of the examples, each edition in a column."""
    names = [report.name for report in reports]
    lines: list[Sequence[str]] = []
    given = [_sum(report, "given") for report in reports]
    unsound = [_sum(report, "unsound") for report in reports]
    came = [_sum(report, "came") for report in reports]
    wrong = [
        sum(len(row.proof.verdict.wrong) for row in report.rows if row.proof) for report in reports
    ]
    for way, plural in ((REQUEST, "requests"), (REPLY, "replies")):
        lines.append((plural, *(f"{each[way]:,}" for each in given)))
        for reason in _keys(unsound, way):
            label = f"{plural} that are not sound: {reason}"
            lines.append((label, *(f"{each[way, reason]:,}" for each in unsound)))
        for outcome in sorted(_keys(came, way), key=lambda each: (each != ALIKE, each)):
            lines.append((f"{plural}: {outcome}", *(f"{each[way, outcome]:,}" for each in came)))
    lines.append(("disagreements", *(f"{each:,}" for each in wrong)))
    yield from table([("examples", *names), *lines])


def classes(reports: Sequence[EditionReport]) -> Iterator[str]:
    """How far the classes of both clients are what the definitions say."""
    counts = [Counter[str]() for _ in reports]
    for report, total in zip(reports, counts, strict=True):
        for row in report.rows:
            if row.proof is not None:
                total.update(row.proof.counts)
    names = ("classes", *(report.name for report in reports))
    found = list(dict.fromkeys(key for total in counts for key in total))
    yield from table([names, *((key, *(f"{each[key]:,}" for each in counts)) for key in found)])


def _sum(report: EditionReport, name: str) -> Counter[object]:
    total: Counter[object] = Counter()
    for row in report.rows:
        if row.proof is not None:
            total.update(getattr(row.proof.verdict, name))
    return total


def _keys(counters: Iterable[Counter[object]], way: str) -> list[str]:
    found = {key for counter in counters for key in counter if isinstance(key, tuple)}
    return sorted(str(reason) for of, reason in found if of == way)


def details(report: EditionReport) -> Iterator[str]:
    """Where what is counted in the tables is to be found, and what the clients lack."""
    seen: dict[str, list[str]] = {}
    warnings: Counter[str] = Counter()
    for row in report.rows:
        if row.proof is None:
            continue
        warnings.update(row.proof.warnings)
        for version in row.proof.unknown:
            seen.setdefault("not in the vendor's client", []).append(version)
        for (way, outcome), places in row.proof.verdict.places.items():
            seen.setdefault(f"{way}: {outcome}", []).extend(places)
    for code, count in sorted(warnings.items()):
        yield f"- {count:,} warnings {code} of specs"
    for title, places in sorted(seen.items()):
        yield f"- {title}"
        yield from (f"  - {place}" for place in places[:PLACES])
        if len(places) > PLACES:
            yield f"  - and {len(places) - PLACES} more"


def failures(reports: Sequence[EditionReport], most: int | None = None) -> Iterator[str]:
    """What failed, and how to repeat it; with `most`, only so many messages of each step."""
    for report in reports:
        for row in report.rows:
            for step, messages in row.failures.items():
                yield f"{report.name} {row.name}: {step} failed:"
                for message in messages[:most]:
                    yield from (f"    {line}" for line in message.splitlines())
                if len(messages[:most]) < len(messages):
                    yield f"    and {len(messages) - len(messages[:most])} more"
            if row.failures:
                words = ["python", "-m", "tests.cloud", *report.arguments, "--service", row.name]
                yield f"  repeat: {shlex.join(words)}"


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, whose first row is its head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for index, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"
        if index == 0:
            ruler = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
            yield f"| {' | '.join(ruler)} |"
