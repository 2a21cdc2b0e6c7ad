"""From a plan to finished texts: rendered, proven to be Python, in Black's style.

What an earlier run has made of the same is taken from there.  The rest is made in several
processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from heapq import heappop, heappush
from operator import itemgetter
from typing import cast

from . import polish, remembered, render, unchanged, workers
from .diagnostics import SpecError
from .outputs import Output
from .runs import Request
from .targets import ServiceView, Task
from .targets.shapes import Target

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
    # Templates of somebody's own may show of a service whatever they like.
    file = None if request.templates else remembered.file(request, target.name)
    memory = _Memory(remembered.Texts(file))
    known = {task.path: text for task in tasks if (text := memory.file(task)) is not None}
    made = _made([task for task in tasks if task.path not in known], jobs, memory)
    outputs = {
        task.path: task.output(known[task.path]) if task.path in known else made[task.path]
        for task in tasks
    }
    memory.keep(tasks, outputs)
    return outputs


class _Memory:
    """Files, and parts of files, by all that decides on them."""

    def __init__(self, texts: remembered.Texts) -> None:
        self._texts = texts
        self.parts: dict[str, str] = {}
        """Those that this run uses."""
        self._tool = ""
        if texts.file is not None:
            with suppress(OSError):
                self._tool = sha256(unchanged.tool().encode()).hexdigest()

    def file(self, task: Task) -> str | None:
        """A file that has been made before."""
        return self._texts.known.get(self._key(task.path, task.basis))

    def part(self, task: Task, template: str, label: str, make: Callable[[], str]) -> str:
        """What a template makes of a shape, made if it has not been before."""
        key = self._key(f"{template}{task.constants}", task.parts.get(label, ""))
        text = self._texts.known.get(key)
        if text is None:
            text = make()
        if key:
            self.parts[key] = text
        return text

    def agreed(self, tasks: Iterable[Task]) -> dict[str, str]:
        """Files that show many shapes, as they were made for what the spec said before."""
        found = {task.path: self._texts.known.get(self._agreed(task)) for task in tasks}
        return {path: text for path, text in found.items() if text is not None}

    def keep(self, tasks: Iterable[Task], outputs: Mapping[str, Output]) -> None:
        """Remembers what this run has made."""
        keys = {self._key(task.path, task.basis): task.path for task in tasks}
        keys |= {self._agreed(task): task.path for task in tasks}
        keys.pop("", None)
        self._texts.keep(self.parts | {key: outputs[path].text for key, path in keys.items()})

    def _agreed(self, task: Task) -> str:
        return self._key(task.path, "agreed") if task.parts else ""

    def _key(self, name: str, basis: str) -> str:
        """Empty where there is none."""
        if not basis or not self._tool:
            return ""
        return sha256(f"{self._tool}\0{name}\0{basis}".encode()).hexdigest()


def _made(tasks: Sequence[Task], jobs: int, memory: _Memory) -> dict[str, Output]:
    shares = _dealt(tasks, jobs)
    cache = polish.open_cache()
    environments = render.prepared(tasks)

    def work(share: Sequence[Task]) -> tuple[dict[str, str], polish.Plain, dict[str, str]]:
        outputs = render.render(share, environments, memory.part)
        findings = polish.examine(outputs, cache, memory.agreed(share))
        texts = {path: output.text for path, output in outputs.items()}
        return texts, findings.plain(), memory.parts

    try:
        results = workers.spread(work, shares)
    except SpecError:
        if len(shares) == 1:
            raise
        return _made(tasks, 1, memory)  # it finds what is wrong with all of them
    texts: dict[str, str] = {}
    for made, _, parts in results:
        texts |= made
        memory.parts |= parts
    found = polish.merged(plain for _, plain, _ in results)
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
