"""From a plan to finished texts: rendered, proven to be Python, in Black's style.

What an earlier run has made of the same is taken from there.  The rest is made in several
processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from heapq import heappop, heappush
from operator import itemgetter
from typing import cast

from . import polish, remembered, render, unchanged, workers
from .diagnostics import SpecError
from .outputs import Output
from .runs import Request
from .targets import ServiceView, Task
from .targets.file import Target

#: In files of one struct or action: below, one process makes them before others have begun.
_WORTH_PROCESSES = 100
#: What the files cost that show a service as a whole, beside those of its structs and actions.
_WHOLE = 0.7


def make(tasks: Sequence[Task], request: Request, target: Target) -> dict[str, Output]:
    """Every file of a plan, in its order.

    Raises:
        SpecError: With every mistake in a template, and every output that is not Python.
    """
    jobs = request.jobs or workers.processors()
    keys = _keys(tasks)
    if not keys:
        return _made(tasks, jobs)
    texts = remembered.texts(request, target.name)
    missing = [task for task in tasks if keys.get(task.path) not in texts.known]
    made = _made(missing, jobs)
    outputs = {
        task.path: made.get(task.path) or task.output(texts.known[keys[task.path]])
        for task in tasks
    }
    texts.keep({key: outputs[path].text for path, key in keys.items()})
    return outputs


def _keys(tasks: Sequence[Task]) -> dict[str, str]:
    """By path, for files of which all is known that decides on them."""
    try:
        tool = unchanged.tool()
    except OSError:
        return {}
    return {
        task.path: sha256(f"{tool}\0{task.path}\0{task.basis}".encode()).hexdigest()
        for task in tasks
        if task.basis
    }


def _made(tasks: Sequence[Task], jobs: int) -> dict[str, Output]:
    shares = _dealt(tasks, jobs)
    cache = polish.open_cache()
    environments = render.prepared(tasks)

    def work(share: Sequence[Task]) -> tuple[dict[str, str], polish.Plain]:
        outputs = render.render(share, environments)
        findings = polish.examine(outputs, cache)
        return {path: output.text for path, output in outputs.items()}, findings.plain()

    try:
        results = workers.spread(work, shares)
    except SpecError:
        if len(shares) == 1:
            raise
        return _made(tasks, 1)  # it finds what is wrong with all of them
    texts = {path: text for made, _ in results for path, text in made.items()}
    found = polish.merged(plain for _, plain in results)
    outputs = {task.path: task.output(texts[task.path]) for task in tasks}
    return polish.polish(outputs, cache, found, jobs)


def _dealt(tasks: Sequence[Task], jobs: int) -> list[list[Task]]:
    """The tasks in shares that take about as long as each other.

    The files that show a service as a whole look at the same parts of its view, which each process
    computes for itself: they stay together, where that is no more than a share.
    """
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(task.scope if _shows_all(task) else task.path, []).append(task)
    weights = {name: _weight(group[0]) for name, group in groups.items()}
    fair = sum(weights.values()) / jobs
    if fair * jobs < _WORTH_PROCESSES:
        return [list(tasks)] if tasks else []
    shares: list[tuple[float, int, list[Task]]] = [(0.0, number, []) for number in range(jobs)]
    for name in sorted(groups, key=lambda name: -weights[name]):
        group = groups[name]
        split = [[task] for task in group] if weights[name] > fair else [group]
        for part in split:
            load, number, share = heappop(shares)
            share += part
            heappush(shares, (load + weights[name] / len(split), number, share))
    return [share for _, _, share in sorted(shares, key=itemgetter(1)) if share]


def _shows_all(task: Task) -> bool:
    """Whether a file shows a service as a whole."""
    context = task.context
    return "service" in context and "action" not in context and "struct" not in context


def _weight(task: Task) -> float:
    """What a file costs; one that shows a service as a whole, with all such files of that."""
    if not _shows_all(task):
        return 1.0
    service = cast(ServiceView, task.context["service"])
    return _WHOLE * (len(service.actions) + len(service.structs))
