"""Runs of some services, beside what earlier runs have made of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import render, targets, write
from .runs import Request
from .targets.shapes import Target


def decided_here(
    request: Request, target: Target, tasks: Sequence[targets.Task]
) -> Sequence[targets.Task]:
    """The tasks without what is decided by services that are there, but not part of this run.

    A service's package stands for its newest version; generating an older one must not change that.
    A file that lists all services stays as it is, if some of them are not known here.
    """
    if request.whole:
        return tasks
    there = write.scopes(request.out, target.root)
    newest = _versions(there)
    here = _versions(task.scope for task in tasks)
    decided = {name for name, version in here.items() if newest.get(name, "") > version}
    tasks = [task for task in tasks if task.scope not in decided]
    if not {scope for scope in there if "/" in scope} - {task.scope for task in tasks}:
        return tasks
    root = request.out / target.root
    return [
        task
        for task in tasks
        if task.scope or not (root / task.path).is_file() or not render.asks_for(task, "bundle")
    ]


def _versions(scopes: Iterable[str]) -> dict[str, str]:
    """The newest version of each service among scopes such as `vod/2018-07-17`."""
    return {
        name: version for name, _, version in sorted(s.partition("/") for s in scopes) if version
    }
