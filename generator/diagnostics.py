"""What is wrong with an input, where, why, and what to do about it.

Every problem that tc3gen can find is described once, as a `Rule`; every place where it
is found is one `Diagnostic`.  Rooms collect diagnostics and go on, so that a person sees
all problems of all files at once; whoever must stop raises `SpecError` with what was found.

Codes are stable for ever.  Their letter is the family.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: What the rules of each family are about, by the letter of their codes.
FAMILIES = {
    "I": "Importing what the vendor publishes",
    "F": "Which files are specs",
    "G": "What a project says of the code that it vendors",
    "Y": "The YAML text itself",
    "M": "Laying an overlay over a spec",
    "S": "The shape of a spec, by the JSON Schema",
    "R": "References between parts of a spec",
    "N": "Names in generated code",
    "V": "Values: limits, defaults, examples",
    "E": "Error codes",
    "P": "Going through lists part by part",
    "W": "Waiting for what takes time",
    "B": "How requests and replies travel",
    "L": "What the fake service remembers",
    "T": "Targets and their templates",
    "K": "People's own text in generated pages",
    "O": "The output folder",
    "U": "Bringing specs up to date",
    "X": "Saying a spec in the form of others",
    "H": "The documentation as a site",
    "D": "What is compared",
    "C": "Changes between two specs",
}


class Severity(StrEnum):
    """How bad it is: an error stops the run, a warning only tells."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; line and column count from 1, 0 means "the file as a whole"."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Example(StrEnum):
    """What the two examples of a rule consist of."""

    SPEC = "api.yaml"
    """One file of that name."""
    FILES = "files"
    """Several, each of which begins with a line `# file: ...` that says its path."""
    COMMANDS = "commands"
    """What is typed into a shell, in a folder with a sound spec under `specs/`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem, as `tc3gen explain` shows it.

    `fails` and `passes` differ in nothing but the problem; a test proves both.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    fails: str
    passes: str
    example: Example = Example.SPEC

    def at(self, where: Position, message: str, help: str = "") -> Diagnostic:
        """This rule, broken at a place."""
        return Diagnostic(
            self.code, self.severity, where.path, where.line, where.column, message, help
        )


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem at one place.  `message` says what, `help` says what to do."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    help: str = ""

    @property
    def position(self) -> Position:
        """Where it is."""
        return Position(self.path, self.line, self.column)

    @property
    def is_error(self) -> bool:
        """Whether it stops the run."""
        return self.severity is Severity.ERROR


class SpecError(Exception):
    """The input cannot be used; `diagnostics` says why, at least one of them an error."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tidy(diagnostics)
        super().__init__("\n".join(f"{d.position}: {d.code} {d.message}" for d in self.diagnostics))


def tidy(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then code, each once: the order in which a person reads files."""
    return sorted(set(diagnostics), key=lambda d: (d.path, d.line, d.column, d.code, d.message))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the run."""
    return any(d.is_error for d in diagnostics)
