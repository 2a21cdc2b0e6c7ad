"""Every rule that tc3gen knows, whatever room it lives in, and what each means.

A room that finds problems exports them as `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import cache
from importlib import import_module
from textwrap import fill, indent
from typing import TYPE_CHECKING, TypeAlias

from . import suggest
from .diagnostics import FAMILIES, Example, Rule
from .report import escaped

if TYPE_CHECKING:
    from .compat import ChangeKind

#: What can be explained: a problem, or a kind of change.
Explained: TypeAlias = "Rule | ChangeKind"

_HEADINGS = {
    Example.SPEC: ("This api.yaml fails", "This api.yaml passes"),
    Example.FILES: ("These files fail", "These files pass"),
    Example.COMMANDS: (
        "In a folder with specs/, these commands fail",
        "In a folder with specs/, these commands pass",
    ),
}
_CHANGE_HEADINGS = ("Before", "After")
#: For the page: what code hosts call what the examples are written in.
_LANGUAGES = {Example.SPEC: "yaml", Example.FILES: "text", Example.COMMANDS: "sh"}

_INTRODUCTION = """\
<!-- Made from the rules in generator/ by `make goldens`; do not edit. -->

# The rules

Every problem that tc3gen can find has a code, which stays the same for ever. An error stops the
run before anything is written; a warning only tells. `tc3gen explain CODE` shows what stands here.
Of the examples of a rule, one fails and one passes; where a rule is about several files, a line
`# file: ...` begins each.

What `tc3gen diff` finds has a code, too. It is breaking, dangerous or safe for callers of the
generated code; what it shows is the spec before and after."""

#: Where a file of an example begins.
_FILE = re.compile(r"^# file: (.+)\n", re.MULTILINE)

#: The rooms that find problems, in the order in which data flows.
ROOMS = (
    "importers.definitions.rules",
    "importers.pages.rules",
    "project",
    "revisions",
    "loading",
    "source",
    "schema",
    "rules",
    "compat",
    "targets",
    "render",
    "polish",
    "keep",
    "write",
    "updating",
    "exporters",
    "site.rules",
)


@cache
def all_rules() -> dict[str, Explained]:
    """The rules and the kinds of change by code, sorted by it."""
    found: dict[str, Explained] = {}
    for room in ROOMS:
        # Loaded by name, so that only who explains a rule pays for every room.
        module = import_module(f".{room}", __package__)
        for rule in getattr(module, "RULES", ()):
            if rule.code in found:
                raise ValueError(f"{rule.code} is both {found[rule.code].name} and {rule.name}")
            found[rule.code] = rule
    return dict(sorted(found.items()))


def find(wanted: str) -> Explained | None:
    """The rule of this code or of this name."""
    rules = all_rules()
    by_name = {rule.name: rule for rule in rules.values()}
    return rules.get(wanted.strip().upper()) or by_name.get(wanted.strip().lower())


def meant(wanted: str) -> str:
    """What to say to who asks for a rule that does not exist."""
    rules = all_rules()
    known = [*rules, *(rule.name for rule in rules.values())]
    return suggest.did_you_mean(wanted, known, f"the codes are {', '.join(rules)}")


def explain(rule: Explained) -> str:
    """What a rule means, why there is one, and two examples: one fails, one passes."""
    parts = [
        f"{rule.code} {rule.name} ({_weight(rule)})",
        _filled(rule.summary, 88),
        f"Why:\n{indent(_filled(rule.why, 84), '  ')}",
    ]
    for heading, example in _examples(rule):
        parts.append(f"{heading}:\n{indent(example, '  ')}")
    return "\n\n".join(parts) + "\n"


def page() -> str:
    """Every rule with its examples, family by family, in Markdown."""
    parts = [_INTRODUCTION]
    for about, table, family in _families(lambda r: f"#{r.code.lower()}-{r.name}"):
        parts.append(f"## {about}\n\n{table}")
        for rule in family:
            parts += [f"### {rule.code} {rule.name}", *_paragraphs(rule)]
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """The same without what `page_of` says, which it links as `rules/CODE.md`."""
    families = _families(lambda r: f"rules/{r.code}.md")
    parts = [_INTRODUCTION, *(f"## {about}\n\n{table}" for about, table, _ in families)]
    return "\n\n".join(parts) + "\n"


def page_of(rule: Explained) -> str:
    """One rule with its examples, in Markdown."""
    return "\n\n".join([f"# {rule.code} {rule.name}", *_paragraphs(rule)]) + "\n"


def _families(link: Callable[[Explained], str]) -> Iterator[tuple[str, str, list[Explained]]]:
    """For each family what it is about, its table with a link for each rule, and its rules."""
    rules = all_rules().values()
    for letter, about in FAMILIES.items():
        family = [rule for rule in rules if rule.code.startswith(letter)]
        rows = [f"| [{rule.code}]({link(rule)}) | {rule.summary} |" for rule in family]
        yield about, "| Code | Meaning |\n| --- | --- |\n" + "\n".join(rows), family


def _paragraphs(rule: Explained) -> Iterator[str]:
    """What a rule means, why there is one, and its examples, in Markdown."""
    yield _filled(f"*{_weight(rule).capitalize()}.* {rule.summary}")
    yield _filled(rule.why)
    if isinstance(rule, Rule):
        for heading, example in _examples(rule):
            yield f"{heading}:\n\n```{_LANGUAGES[rule.example]}\n{example}\n```"
    else:
        yield f"Before and after:\n\n```diff\n{_difference(rule)}\n```"


def _weight(rule: Explained) -> str:
    return (rule.severity if isinstance(rule, Rule) else rule.impact).value


def _difference(kind: ChangeKind) -> str:
    """The two specs of a kind of change as one, without what they share far from the change."""
    before, after = (example.split("\n") for _, example in _examples(kind))
    # The first lines would name files, and say where in them the change stands.
    lines = list(unified_diff(before, after, n=4, lineterm=""))[2:]
    return "\n".join(line.rstrip() for line in lines if not line.startswith("@@"))


def _examples(rule: Explained) -> Iterator[tuple[str, str]]:
    """What is said about each example, and the example as it can be shown."""
    if isinstance(rule, Rule):
        headings, examples = _HEADINGS[rule.example], (rule.fails, rule.passes)
    else:
        headings, examples = _CHANGE_HEADINGS, (rule.before, rule.after)
    for heading, example in zip(headings, examples, strict=True):
        apart = _FILE.sub(r"\n\g<0>", example).lstrip("\n")
        lines = (escaped(line).rstrip() for line in apart.split("\n"))
        yield heading, "\n".join(lines).rstrip("\n")


def _filled(text: str, width: int = 100) -> str:
    """A paragraph in lines; what has hyphens is mostly an option, and stays in one piece."""
    return fill(text, width, break_on_hyphens=False, break_long_words=False)


def files(rule: Explained, example: str) -> dict[str, str]:
    """The files of an example, by path."""
    is_one = rule.example is Example.SPEC if isinstance(rule, Rule) else not _FILE.match(example)
    if is_one:
        return {"api.yaml": example}
    parts = _FILE.split(example)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))
