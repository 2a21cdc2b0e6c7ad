"""E001 to E003: error codes that actions list are described, once, and look like codes."""

from __future__ import annotations

from collections.abc import Iterator

from .. import suggest
from ..diagnostics import Diagnostic, Rule, Severity
from .context import Context, Path
from .samples import sample


def _errors(listed: str, *described: str) -> str:
    lines = "\n".join(f"  {line}" for line in described)
    action = f"actions:\n  RebuildMedia:\n    errors: [{listed}]\n"
    return sample(f"{action}errors:\n{lines}\n")


UNDESCRIBED_CODE = Rule(
    "E001",
    "undescribed-code",
    Severity.ERROR,
    "An action names an error code that is not described under `errors`.",
    "Every code that is listed becomes a class that callers catch, and an entry on a page. What it"
    " means is said once, for all actions, under `errors`.",
    _errors("FailedOperatoin", "FailedOperation: The operation failed."),
    _errors("FailedOperation", "FailedOperation: The operation failed."),
)

CODE_IN_TWO_CASES = Rule(
    "E002",
    "code-in-two-cases",
    Severity.ERROR,
    "Two error codes differ in upper and lower case alone.",
    "The service answers with one of them; the other is a slip. Code that catches the wrong one"
    " never runs.",
    _errors(
        "FailedOperation",
        "FailedOperation: The operation failed.",
        "Failedoperation: The operation failed.",
    ),
    _errors("FailedOperation", "FailedOperation: The operation failed."),
)

EMPTY_CODE_PART = Rule(
    "E003",
    "empty-code-part",
    Severity.WARNING,
    "An error code has nothing behind, or between, its dots.",
    "Mostly the rest was cut off in copying. A few services do answer with such a code; then it is"
    " right as it is.",
    _errors("FailedOperation.", "FailedOperation.: The operation failed."),
    _errors("FailedOperation", "FailedOperation: The operation failed."),
)

RULES = (UNDESCRIBED_CODE, CODE_IN_TWO_CASES, EMPTY_CODE_PART)


def check(context: Context) -> Iterator[Diagnostic]:
    """The codes that actions list, and those that the service describes."""
    described = context.names("errors")
    for action in context.service.actions:
        path: Path = ("actions", action.name)
        listed: list[tuple[Path, str]] = [
            ((*path, "errors", index), code) for index, code in enumerate(action.errors)
        ]
        if action.deduplicated_by is not None and action.deduplicated_by.error:
            listed.append(((*path, "deduplicated_by", "error"), action.deduplicated_by.error))
        for place, code in listed:
            if code not in described:
                where = context.value(*place)
                otherwise = f"describe it: add `{code}:` under `errors:`"
                yield UNDESCRIBED_CODE.at(
                    where,
                    f"`{code}` is not described under `errors`",
                    suggest.did_you_mean(code, described, otherwise),
                )
    by_case: dict[str, str] = {}
    for error in context.service.errors:
        first = by_case.setdefault(error.code.casefold(), error.code)
        if first != error.code:
            where = context.key("errors", error.code)
            message = f"`{error.code}` and `{first}` differ in case alone"
            other = context.key("errors", first)
            help = f"remove the one that the service does not use; `{first}` is at {other}"
            yield CODE_IN_TWO_CASES.at(where, message, help)
        if not all(error.code.split(".")):
            where = context.key("errors", error.code)
            message = f"a part of `{error.code}` is empty"
            yield EMPTY_CODE_PART.at(where, message, "is the code cut off?")
