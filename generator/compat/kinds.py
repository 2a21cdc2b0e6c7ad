"""The kinds of change, as `tc3gen explain` shows them: what each means for callers, and why.

A kind has one impact alone.  What breaks where it is sent and is harmless where it is received is
two kinds, so that a code says all there is to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..source.rules import sample as sample


class Impact(StrEnum):
    """What a change does to callers of the generated code, the worst first."""

    BREAKING = "breaking"
    """Code that is right today is refused: by a type checker, by Python, or by every call."""
    DANGEROUS = "dangerous"
    """Code still passes, and may behave otherwise, or see a call refused that used to pass."""
    SAFE = "safe"


class Step(StrEnum):
    """By how much the version of a package that holds the generated code goes up."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of change.

    `before` and `after` are whole specs that differ in nothing else; a test proves it.
    """

    code: str
    name: str
    impact: Impact
    summary: str
    why: str
    before: str
    after: str
    prose: bool = False
    """Whether only documentation changes, so that nobody needs a new feature release for it."""

    @property
    def step(self) -> Step:
        """The version step that one such change asks for."""
        if self.impact is Impact.BREAKING:
            return Step.MAJOR
        return Step.PATCH if self.prose else Step.MINOR


def parameter(*lines: str) -> str:
    """A spec with an action that is asked with these parameters."""
    body = "".join(f"      {line}\n" for line in lines)
    return sample(f"actions:\n  RebuildMedia:\n    input:\n{body}")


def reply(*lines: str) -> str:
    """A spec with an action that answers with these members."""
    body = "".join(f"      {line}\n" for line in lines)
    return sample(f"actions:\n  DescribeTask:\n    input: {{}}\n    output:\n{body}")


def both(*lines: str) -> str:
    """A spec with a struct of these fields, which is sent and received."""
    body = "".join(f"      {line}\n" for line in lines)
    return sample(
        "actions:\n  ModifyPlan:\n    input:\n      Plan: {type: Plan, required: true}\n"
        f"    output:\n      Plan: {{type: Plan, required: true}}\n"
        f"structs:\n  Plan:\n    fields:\n{body}"
    )


def action(*lines: str, name: str = "RebuildMedia") -> str:
    """A spec with an action of which these lines are said."""
    body = "".join(f"    {line}\n" for line in lines)
    return sample(
        f"actions:\n  {name}:\n{body}    input:\n      FileId: {{type: String, required: true}}\n"
    )
