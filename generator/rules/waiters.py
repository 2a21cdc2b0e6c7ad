"""W001 to W006: what is waited for can be polled, and can come to an end."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .. import suggest, values
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Action, Field, Kind, Scalar, Waiter
from . import ways
from .context import Context, Path
from .samples import sample


def _waiting(*lines: str, read_only: str = "true") -> str:
    """A whole `api.yaml` with one waiter."""
    body = "".join(f"\n            {line}" for line in lines)
    return sample(f"""
        actions:
          DescribeTaskDetail:
            read_only: {read_only}
            input: {{TaskId: {{type: String, required: true}}}}
            output:
              Status: {{type: String, enum: [WAITING, FINISH, ABORTED]}}
              RebuildMediaTask: {{type: RebuildMediaTask, nullable: true}}
        structs:
          RebuildMediaTask: {{fields: {{ErrCode: {{type: Integer}}, Message: {{type: String}}}}}}
        waiters:
          TaskFinished:{body}
    """)


_SOUND = (
    "action: DescribeTaskDetail",
    "state: Status",
    "success: [FINISH]",
    "failure: [ABORTED]",
    'failed_when: [{path: "*.ErrCode", not: [0]}]',
    'message: "*.Message"',
)


def _changed(line: str) -> str:
    """The sound waiter with another line in place of that of the same key."""
    key = line.partition(":")[0]
    others = [one for one in _SOUND if one.partition(":")[0] != key]
    return _waiting(*others, line)


UNKNOWN_POLLED_ACTION = Rule(
    "W001",
    "unknown-polled-action",
    Severity.ERROR,
    "A waiter polls an action that the spec does not have.",
    "The method that waits takes the action's parameters and returns its reply.",
    _changed("action: DescribeTaskDetails"),
    _waiting(*_SOUND),
)

UNKNOWN_WAITER_PATH = Rule(
    "W002",
    "unknown-waiter-path",
    Severity.ERROR,
    "A path of a waiter leads to no member of the polled action's reply.",
    "Paths are names of members joined by dots, from the top of the reply; a `*` at the head stands"
    " for any member that holds the rest. They lead through structs, and not through lists.",
    _changed("state: State"),
    _waiting(*_SOUND),
)

WRONG_WAITER_TYPE = Rule(
    "W003",
    "wrong-waiter-type",
    Severity.ERROR,
    "A member that a waiter looks at cannot hold what it looks for.",
    "A state and what tells of a failure are single values, a message is text, and progress is a"
    " number.",
    _changed('progress: "*.Message"'),
    _waiting(*_SOUND),
)

IMPOSSIBLE_STATE = Rule(
    "W004",
    "impossible-state",
    Severity.ERROR,
    "A waiter looks for a value that the member cannot have, or takes a state for both a success"
    " and a failure.",
    "What never comes is never found: the waiting would go on until its time is up.",
    _changed("success: [FINISHED]"),
    _waiting(*_SOUND),
)

POLLED_ACTION_CHANGES = Rule(
    "W005",
    "polled-action-changes",
    Severity.ERROR,
    "A waiter polls an action that is not `read_only`.",
    "It is called again and again, and repeated whenever a connection breaks. Only an action that"
    " changes nothing bears that.",
    _waiting(*_SOUND, read_only="false"),
    _waiting(*_SOUND),
)

CONTRADICTORY_TIMES = Rule(
    "W006",
    "contradictory-times",
    Severity.ERROR,
    "The times of a waiter contradict each other.",
    "Pauses grow from `delay` to `max_delay`, and the last poll is made when `timeout` is over.",
    _changed("delay: 60"),
    _waiting(*_SOUND, "delay: 10"),
)

RULES = (
    UNKNOWN_POLLED_ACTION,
    UNKNOWN_WAITER_PATH,
    WRONG_WAITER_TYPE,
    IMPOSSIBLE_STATE,
    POLLED_ACTION_CHANGES,
    CONTRADICTORY_TIMES,
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Every waiter."""
    actions = {action.name: action for action in context.service.actions}
    for waiter in context.service.waiters:
        path: Path = ("waiters", waiter.name)
        yield from _times(context, waiter, path)
        yield from _both(context, waiter, path)
        known = context.names("actions")
        action = actions.get(waiter.action)
        if waiter.action not in known:
            yield UNKNOWN_POLLED_ACTION.at(
                context.value(*path, "action"),
                f"the spec has no action `{waiter.action}`",
                suggest.did_you_mean(waiter.action, known),
            )
        if action is None:
            continue
        if not action.read_only:
            yield POLLED_ACTION_CHANGES.at(
                context.value(*path, "action"),
                f"`{action.name}` is not said to be read-only",
                f"add `read_only: true` to `{action.name}`, if it changes nothing",
            )
        yield from _paths(context, waiter, action, path)


def _paths(context: Context, waiter: Waiter, action: Action, path: Path) -> Iterator[Diagnostic]:
    looked_at: list[tuple[Path, str, Collection[Kind], list[tuple[Path, Scalar]]]] = []
    states = [
        ((*path, key, index), value)
        for key, listed in (("success", waiter.success), ("failure", waiter.failure))
        for index, value in enumerate(listed)
    ]
    looked_at.append(((*path, "state"), waiter.state, ways.SINGLE, states))
    for index, test in enumerate(waiter.failed_when):
        here = (*path, "failed_when", index)
        good = [((*here, "not", at), value) for at, value in enumerate(test.allowed)]
        looked_at.append(((*here, "path"), test.path, ways.SINGLE, good))
    looked_at.append(((*path, "message"), waiter.message, {Kind.STRING}, []))
    looked_at.append(((*path, "progress"), waiter.progress, ways.NUMBERS, []))
    for where, way, kinds, expected in looked_at:
        if not way:
            continue
        owner = f"the output of `{action.name}`"
        found = ways.follow(context, action.output, owner, way)
        if isinstance(found, ways.Lost):
            yield UNKNOWN_WAITER_PATH.at(context.value(*where), found.message, found.help)
            continue
        for field in found:
            if field.type.kind not in kinds:
                if not ways.is_unclear(context, field):
                    message = f"`{field.name}` is of type `{field.type}`, and must be "
                    message += _WANTED[frozenset(kinds)]
                    yield WRONG_WAITER_TYPE.at(context.value(*where), message)
                break
            yield from _values(context, field, expected)


_WANTED = {
    ways.SINGLE: "a single value",
    ways.NUMBERS: "a number",
    frozenset({Kind.STRING}): "text",
}


def _values(
    context: Context, field: Field, expected: list[tuple[Path, Scalar]]
) -> Iterator[Diagnostic]:
    checker = values.Checker(context.structs)
    for where, value in expected:
        for mismatch in checker.value(
            value, field.type, field.limits, f"`{field.name}`", format=field.format
        ):
            yield IMPOSSIBLE_STATE.at(context.value(*where), mismatch.message, mismatch.help)


def _both(context: Context, waiter: Waiter, path: Path) -> Iterator[Diagnostic]:
    for index, state in enumerate(waiter.failure):
        if any(values.same(state, other) for other in waiter.success):
            message = f"{values.show(state)} is said to be a success too"
            where = context.value(*path, "failure", index)
            yield IMPOSSIBLE_STATE.at(where, message, "remove it from one of the two lists")


def _times(context: Context, waiter: Waiter, path: Path) -> Iterator[Diagnostic]:
    pairs = (
        ("delay", waiter.delay, "max_delay", waiter.max_delay),
        ("delay", waiter.delay, "timeout", waiter.timeout),
    )
    for low, least, high, most in pairs:
        if least > most:
            given = context.data(*path)
            where = context.key(*path, low if low in given else high)
            message = f"`{low}` ({least:g}) is longer than `{high}` ({most:g})"
            yield CONTRADICTORY_TIMES.at(where, message, f"raise `{high}`, or lower `{low}`")
            return
