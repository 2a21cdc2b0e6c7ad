"""One service at work: what its actions do, and what it remembers of them."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .. import graph
from ..model import Action, Service, SimulatedTask, TaskDetail, TaskList
from . import lookup, parameters, parts, streams
from .answers import Answers
from .chance import Chance
from .faults import TaskEnds
from .rates import Memory, Rates
from .refusal import Refusal
from .showing import Showing, select
from .tasks import Task, Tasks


class Stage:
    """A service in one version."""

    def __init__(self, service: Service, chance: Chance, rate_limits: bool) -> None:
        actions = {action.name: action for action in service.actions}
        structs = graph.index(service)
        self.tasks = Tasks()
        self._structs = structs
        self._codes = {error.code for error in service.errors}
        self._chance = chance
        self._answers = Answers(structs, chance.of("answers"))
        self._showing = Showing(actions, structs, chance.of("tasks"))
        self._rates = Rates() if rate_limits else None
        self._memory = Memory()
        self._started = 0
        self._starting: dict[str, SimulatedTask] = {}
        self._showing_one: dict[str, list[SimulatedTask]] = {}
        self._listing: dict[str, TaskList] = {}
        for kind in service.simulation.tasks:
            if kind.started_by in actions:
                self._starting[kind.started_by] = kind
            if kind.shown_by is not None:
                self._showing_one.setdefault(kind.shown_by.action, []).append(kind)
            if kind.listed_by is not None:
                self._listing.setdefault(kind.listed_by.action, kind.listed_by)

    def count(self, action: Action, caller: str, now: float) -> None:
        """Count a request of a caller.  Raises Refusal where it is one too many."""
        if self._rates is not None:
            self._rates.count((caller, action.name), action, now)

    def check(self, action: Action, given: Mapping[str, Any]) -> None:
        """Raises Refusal for parameters that the spec does not allow."""
        parameters.check(given, action, self._structs, self._codes)

    def events(self, action: Action, given: Mapping[str, Any]) -> list[bytes]:
        """The events that a request is answered with; none where the reply is no stream."""
        return self._answers.events(action, given) if streams.is_asked_for(action, given) else []

    def perform(
        self,
        action: Action,
        given: Mapping[str, Any],
        now: float,
        ends: TaskEnds | None = None,
        size: int = 0,
    ) -> dict[str, Any]:
        """Do what a request asks for; what stands inside `Response`.  Raises Refusal."""
        repeated = action.deduplicated_by
        value = given.get(repeated.field) if repeated is not None else None
        if repeated is None or value in (None, ""):
            return self._do(action, given, now, ends, size)
        text = json.dumps([action.name, value], sort_keys=True)
        key = hashlib.sha256(text.encode()).digest()
        before: dict[str, Any] | None = self._memory.find(key, now)
        if before is not None:
            if repeated.error:
                message = f"an earlier request had the same `{repeated.field}`"
                raise Refusal(repeated.error, message)
            return copy.deepcopy(before)
        reply = self._do(action, given, now, ends, size)
        self._memory.keep(key, {} if repeated.error else reply, now, repeated.seconds)
        return reply

    def _do(
        self, action: Action, given: Mapping[str, Any], now: float, ends: TaskEnds | None, size: int
    ) -> dict[str, Any]:
        if action.name in self._showing_one:
            return self._detail(action, given, now)
        if action.name in self._listing:
            return self._list(action, self._listing[action.name], given, now)
        reply = self._answers.reply(action, given)
        if action.name in self._starting:
            kind = self._starting[action.name]
            reply[kind.id] = self._start(kind, given, now, ends, size).id
        elif action.paging is not None:
            parts.cut(reply, action, action.paging, given)
        return reply

    # Tasks ---------------------------------------------------------------------------------------

    def _start(
        self,
        kind: SimulatedTask,
        given: Mapping[str, Any],
        now: float,
        ends: TaskEnds | None,
        size: int,
    ) -> Task:
        self._started += 1
        chance = self._chance.of("task", self._started)
        task = Task(
            id=f"{self._chance.of('account').digits(10)}-{kind.started_by}-{chance.hex(32)}",
            kind=kind,
            request=given,
            began=now,
            size=size,
        )
        if ends is not None:
            task.ends_as = ends.state
            task.members = dict(ends.members)
        self.tasks.add(task)
        return task

    def _detail(self, action: Action, given: Mapping[str, Any], now: float) -> dict[str, Any]:
        kinds = self._showing_one[action.name]
        views = [kind.shown_by for kind in kinds if kind.shown_by is not None]
        task = self.tasks.find(given.get(views[0].id), now)
        if task is None or task.kind not in kinds:
            raise self._no_such_task(action, views[0])
        return self._showing.detail(task, action, now)

    def _no_such_task(self, action: Action, view: TaskDetail) -> Refusal:
        own = f"InvalidParameterValue.{view.id}"
        known = own in self._codes or own in action.errors
        return Refusal(own if known else "ResourceNotFound", "there is no such task")

    def _list(
        self, action: Action, listing: TaskList, given: Mapping[str, Any], now: float
    ) -> dict[str, Any]:
        fields = self._showing.item_fields(action, listing.items)
        found = [
            self._showing.item(task, fields, now)
            for task in reversed(self.tasks.all(now))
            if task.kind.listed_by is not None and task.kind.listed_by.action == action.name
        ]
        reply = self._answers.reply(action, given)
        lookup.put(reply, listing.items, select(found, action, given))
        if action.paging is not None:
            parts.cut(reply, action, action.paging, given, lambda item: str(item[listing.id]))
        return reply
