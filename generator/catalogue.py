"""Every rule that tc3gen knows, whatever room it lives in, and what each means.

A room that finds problems exports them as `RULES`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from textwrap import fill

from . import suggest
from .diagnostics import Rule
from .report import escaped

#: The rooms that find problems, in the order in which data flows.
ROOMS = ("loading", "source", "schema", "rules", "targets", "render", "polish", "keep", "write")


@cache
def all_rules() -> dict[str, Rule]:
    """The rules by code, sorted by it."""
    found: dict[str, Rule] = {}
    for room in ROOMS:
        # Loaded by name, so that only who explains a rule pays for every room.
        module = import_module(f".{room}", __package__)
        for rule in getattr(module, "RULES", ()):
            if rule.code in found:
                raise ValueError(f"{rule.code} is both {found[rule.code].name} and {rule.name}")
            found[rule.code] = rule
    return dict(sorted(found.items()))


def find(wanted: str) -> Rule | None:
    """The rule of this code or of this name."""
    rules = all_rules()
    by_name = {rule.name: rule for rule in rules.values()}
    return rules.get(wanted.strip().upper()) or by_name.get(wanted.strip().lower())


def meant(wanted: str) -> str:
    """What to say to who asks for a rule that does not exist."""
    rules = all_rules()
    known = [*rules, *(rule.name for rule in rules.values())]
    return suggest.did_you_mean(wanted, known, f"the codes are {', '.join(rules)}")


def explain(rule: Rule) -> str:
    """What a rule means, why there is one, a file that fails and one that passes."""
    parts = [
        f"{rule.code} {rule.name} ({rule.severity})",
        fill(rule.summary, 88),
        f"Why:\n{fill(rule.why, 86, initial_indent='  ', subsequent_indent='  ')}",
    ]
    for verb, example in (("fails", rule.fails), ("passes", rule.passes)):
        if example:
            lines = "\n".join(f"  {escaped(line)}".rstrip() for line in example.split("\n"))
            parts.append(f"This {rule.example_file or 'set of files'} {verb}:\n{lines.rstrip()}")
    return "\n\n".join(parts) + "\n"


def files(rule: Rule, example: str) -> dict[str, str]:
    """The files of an example by path; where it has several, a line `# file: ...` begins each."""
    if rule.example_file:
        return {rule.example_file: example}
    parts = re.split(r"^# file: (.+)\n", example, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
