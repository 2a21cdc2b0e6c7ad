"""L001 to L003: a service that only pretends can do what `simulation` says."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping

from .. import suggest, values
from ..diagnostics import Diagnostic, Rule, Severity
from ..model import Action, Field, SimulatedTask
from . import ways
from .context import Context, Path
from .samples import sample


def _simulated(task: str) -> str:
    """A whole `api.yaml` with one simulated task."""
    return sample(f"""
        actions:
          RebuildMedia:
            output:
              TaskId: {{type: String}}
          DescribeTaskDetail:
            input:
              TaskId: {{type: String, required: true}}
            output:
              Status: {{type: String, enum: [WAITING, FINISH]}}
              FinishTime: {{type: String}}
        simulation:
          tasks:
            - {task}
    """)


_SHOWN = "shown_by: {action: DescribeTaskDetail, id: TaskId, state: Status}"
_STATES = "states: [{state: WAITING, seconds: 1}, {state: FINISH}]"
_SOUND = _simulated(f"{{started_by: RebuildMedia, id: TaskId, {_STATES}, {_SHOWN}}}")

UNKNOWN_SIMULATED_ACTION = Rule(
    "L001",
    "unknown-simulated-action",
    Severity.ERROR,
    "A simulated task is started, shown or listed by an action that the spec does not have.",
    "The fake service answers the actions of the spec, and no others.",
    _simulated(f"{{started_by: RebuildMedai, id: TaskId, {_STATES}, {_SHOWN}}}"),
    _SOUND,
)

UNKNOWN_SIMULATED_MEMBER = Rule(
    "L002",
    "unknown-simulated-member",
    Severity.ERROR,
    "A simulated task names a member that its actions do not have.",
    "The fake service could not put there what the task is said to show.",
    _simulated(f"{{started_by: RebuildMedia, id: Task, {_STATES}, {_SHOWN}}}"),
    _SOUND,
)

IMPOSSIBLE_TASK_STATE = Rule(
    "L003",
    "impossible-task-state",
    Severity.ERROR,
    "A simulated task has a state that its actions cannot show, or that it never comes into.",
    "Replies of the fake service keep to what the spec says of them, and the last state of a task"
    " stays, so that it has no length.",
    _simulated(f"{{started_by: RebuildMedia, id: TaskId, states: [{{state: DONE}}], {_SHOWN}}}"),
    _SOUND,
)

RULES = (UNKNOWN_SIMULATED_ACTION, UNKNOWN_SIMULATED_MEMBER, IMPOSSIBLE_TASK_STATE)


def check(context: Context) -> Iterator[Diagnostic]:
    """Every simulated task."""
    actions = {action.name: action for action in context.service.actions}
    for index, task in enumerate(context.service.simulation.tasks):
        yield from _Task(context, task, ("simulation", "tasks", index), actions).check()


class _Task:
    """One task, and where it stands."""

    def __init__(
        self, context: Context, task: SimulatedTask, path: Path, actions: Mapping[str, Action]
    ) -> None:
        self.context = context
        self.task = task
        self.path = path
        self.actions = actions
        self.members: list[Field] = []
        """Everything in which the task can be seen."""
        self.is_certain = context.complete

    def check(self) -> Iterator[Diagnostic]:
        yield from self.starting()
        yield from self.showing()
        yield from self.listing()
        yield from self.states()
        if self.is_certain:
            yield from self.seen()

    def starting(self) -> Iterator[Diagnostic]:
        action = yield from self.action("started_by", self.task.started_by)
        if action is not None:
            yield from self.member("id", self.task.id, action.output, _output(action))

    def showing(self) -> Iterator[Diagnostic]:
        shown = self.task.shown_by
        action = None
        if shown is not None:
            action = yield from self.action("shown_by", shown.action, "action")
        if shown is None or action is None:
            return
        self.members += action.output
        yield from self.member(
            "shown_by", shown.id, action.input, f"the input of `{action.name}`", "id"
        )
        states = yield from self.member(
            "shown_by", shown.state, action.output, _output(action), "state"
        )
        yield from self.possible(states)
        yield from self.member("shown_by", shown.type, action.output, _output(action), "type")
        payload = yield from self.member(
            "shown_by", shown.payload, action.output, _output(action), "payload"
        )
        self.note(payload)

    def listing(self) -> Iterator[Diagnostic]:
        listed = self.task.listed_by
        action = None
        if listed is not None:
            action = yield from self.action("listed_by", listed.action, "action")
        if listed is None or action is None:
            return
        items = yield from self.member(
            "listed_by", listed.items, action.output, _output(action), "items"
        )
        self.note(items)
        for item in items:
            struct = self.context.structs.get(item.type.leaf.struct or "")
            if struct is None:
                continue
            owner = f"`{struct.name}`"
            yield from self.member("listed_by", listed.id, struct.fields, owner, "id")
            states = yield from self.member(
                "listed_by", listed.state, struct.fields, owner, "state"
            )
            yield from self.possible(states)
            yield from self.member("listed_by", listed.type, struct.fields, owner, "type")

    def states(self) -> Iterator[Diagnostic]:
        """The last state has no length, and times are those of states that come."""
        *_, last = enumerate(self.task.states)
        index, state = last
        if state.seconds:
            message = f"`{state.state}` is the last state and stays, so it has no length"
            where = self.context.key(*self.path, "states", index, "seconds")
            yield IMPOSSIBLE_TASK_STATE.at(where, message, "remove `seconds`, or add a last state")
        known = [each.state for each in self.task.states]
        for name, wanted in self.task.times:
            if wanted not in known:
                yield IMPOSSIBLE_TASK_STATE.at(
                    self.context.value(*self.path, "times", name),
                    f"the task has no state `{wanted}`",
                    suggest.did_you_mean(wanted, known),
                )

    def seen(self) -> Iterator[Diagnostic]:
        """What else is said of the task stands in something that shows it."""
        known = {field.name for field in self.members}
        plain = [("progress", self.task.progress), ("request", self.task.request)]
        wanted: list[tuple[Path, str]] = [((key,), name) for key, name in plain if name]
        wanted += [(("members", name), name) for name, _ in self.task.members]
        wanted += [(("times", name), name) for name, _ in self.task.times]
        for path, name in wanted:
            if name not in known:
                yield UNKNOWN_SIMULATED_MEMBER.at(
                    self.context.key(*self.path, *path),
                    f"nothing that shows the task has a member `{name}`",
                    suggest.did_you_mean(name, known),
                )

    def action(self, key: str, name: str, *more: str) -> Generator[Diagnostic, None, Action | None]:
        known = self.context.names("actions")
        if name not in known:
            self.is_certain = False
            yield UNKNOWN_SIMULATED_ACTION.at(
                self.context.value(*self.path, key, *more),
                f"the spec has no action `{name}`",
                suggest.did_you_mean(name, known),
            )
        return self.actions.get(name)

    def member(
        self, key: str, way: str, fields: Collection[Field], owner: str, *more: str
    ) -> Generator[Diagnostic, None, Collection[Field]]:
        found = ways.follow(self.context, fields, owner, way) if way else ()
        if isinstance(found, ways.Lost):
            self.is_certain = False
            where = self.context.value(*self.path, key, *more)
            yield UNKNOWN_SIMULATED_MEMBER.at(where, found.message, found.help)
            return ()
        return found

    def note(self, fields: Collection[Field]) -> None:
        """The members of a struct are part of what shows the task."""
        for field in fields:
            struct = self.context.structs.get(field.type.leaf.struct or "")
            self.members += struct.fields if struct is not None else ()

    def possible(self, fields: Collection[Field]) -> Iterator[Diagnostic]:
        """Every state is one that these fields can have."""
        checker = values.Checker(self.context.structs)
        for field in fields:
            for index, state in enumerate(self.task.states):
                for mismatch in checker.value(
                    state.state, field.type, field.limits, f"`{field.name}`", format=field.format
                ):
                    yield IMPOSSIBLE_TASK_STATE.at(
                        self.context.value(*self.path, "states", index, "state"),
                        mismatch.message,
                        mismatch.help,
                    )


def _output(action: Action) -> str:
    return f"the output of `{action.name}`"
