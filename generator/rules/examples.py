"""V020 to V025: the examples of an action are calls that a client could make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Action
from ..values import IN_EVERY_REPLY, Checker, Mismatch, Problem
from .context import Context, Path
from .samples import sample


def _example(text: str) -> str:
    return sample(f"""
        actions:
          RebuildMedia:
            input:
              FileId: {{type: String, required: true}}
              Fps: {{type: Integer, maximum: 100}}
            output:
              TaskId: {{type: String, required: true}}
            examples:
              - {{title: Start, {text}}}
    """)


UNKNOWN_FIELD = Rule(
    "V020",
    "example-unknown-field",
    Severity.ERROR,
    "An example holds a field that the action, or the struct, does not have.",
    "The example is turned into a call in the documentation, which would not run. Either the name"
    " is mistyped, or the spec lacks the field.",
    _example("input: {FileID: '8312'}").replace("required: true", "required: false"),
    _example("input: {FileId: '8312'}").replace("required: true", "required: false"),
)

MISSING_FIELD = Rule(
    "V021",
    "example-missing-field",
    Severity.ERROR,
    "An example leaves out a field that is required.",
    "The service would refuse the call. If it does not, the field is not required.",
    _example("input: {Fps: 25}"),
    _example("input: {FileId: '8312', Fps: 25}"),
)

WRONG_TYPE = Rule(
    "V022",
    "example-wrong-type",
    Severity.ERROR,
    "A value in an example has another type than its field.",
    "The service would refuse the call. YAML takes digits for a number unless they are in quotes.",
    _example("input: {FileId: 8312}"),
    _example("input: {FileId: '8312'}"),
)

BROKEN_LIMIT = Rule(
    "V023",
    "example-broken-limit",
    Severity.ERROR,
    "A value in an example goes beyond the limits of its field.",
    "The client would refuse the call before it is sent. If the service takes it, the limit is"
    " wrong.",
    _example("input: {FileId: '8312', Fps: 120}"),
    _example("input: {FileId: '8312', Fps: 60}"),
)

UNEXPECTED_NULL = Rule(
    "V024",
    "example-unexpected-null",
    Severity.WARNING,
    "A reply in an example holds null where the field does not say that it may be.",
    "Replies are read tolerantly, so nothing breaks; but a caller who reads the types does not"
    " expect it.",
    _example("input: {FileId: '8312'}, output: {TaskId: null}"),
    _example("input: {FileId: '8312'}, output: {TaskId: '1'}"),
)

REPEATED_TITLE = Rule(
    "V025",
    "example-repeated-title",
    Severity.WARNING,
    "Two examples of one action have the same title.",
    "The titles are headings of one page, and what links to a heading finds the first one only.",
    _example("input: {FileId: '1'}}\n              - {title: Start, input: {FileId: '2'}"),
    _example("input: {FileId: '1'}}\n              - {title: Start again, input: {FileId: '2'}"),
)

RULES = (
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    BROKEN_LIMIT,
    UNEXPECTED_NULL,
    REPEATED_TITLE,
)

_BY_PROBLEM: Mapping[Problem, Rule] = {
    Problem.UNKNOWN: UNKNOWN_FIELD,
    Problem.MISSING: MISSING_FIELD,
    Problem.TYPE: WRONG_TYPE,
    Problem.LIMIT: BROKEN_LIMIT,
    Problem.NULL: UNEXPECTED_NULL,
}
_COMMON_PARAMETERS = frozenset({"Action", "Version", "Region", "Timestamp", "Nonce", "SecretId"})


def check(context: Context) -> Iterator[Diagnostic]:
    """Every example of every action."""
    for action in context.service.actions:
        titles: set[str] = set()
        for index, example in enumerate(action.examples):
            path: Path = ("actions", action.name, "examples", index)
            if example.title and example.title in titles:
                message = f"`{action.name}` has another example of this title"
                where = context.value(*path, "title")
                yield REPEATED_TITLE.at(where, message, "say what is particular about this one")
            titles.add(example.title)
            if example.input is not None:
                yield from _input(context, action, example.input, (*path, "input"))
            if example.output is not None:
                yield from _output(context, action, example.output, (*path, "output"))


def _input(context: Context, action: Action, value: Any, path: Path) -> Iterator[Diagnostic]:
    owner = f"the input of `{action.name}`"
    for mismatch in Checker(context.structs).members(value, action.input, owner):
        help = mismatch.help
        is_common = mismatch.problem is Problem.UNKNOWN and mismatch.path[0] in _COMMON_PARAMETERS
        if is_common and not help:
            help = "common parameters travel in headers: remove it"
        yield _placed(context, path, mismatch, help)


def _output(context: Context, action: Action, value: Any, path: Path) -> Iterator[Diagnostic]:
    owner = f"the output of `{action.name}`"
    checker = Checker(context.structs, received=True)
    if isinstance(value, Mapping) and list(value) == ["Response"]:
        mismatch = Mismatch(("Response",), Problem.UNKNOWN, f"{owner} has no field `Response`")
        yield _placed(context, path, mismatch, "write only what stands inside `Response`")
        return
    for mismatch in checker.members(value, action.output, owner, implied=IN_EVERY_REPLY):
        yield _placed(context, path, mismatch, mismatch.help)


def _placed(context: Context, path: Path, mismatch: Mismatch, help: str) -> Diagnostic:
    way = (*path, *mismatch.path)
    of_key = mismatch.problem in (Problem.UNKNOWN, Problem.MISSING)
    where = context.key(*way) if of_key else context.value(*way)
    return _BY_PROBLEM[mismatch.problem].at(where, mismatch.message, help)
