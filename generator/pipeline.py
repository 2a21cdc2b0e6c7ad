"""From specs to files: the only room that knows the whole order.

read -> merge -> schema -> model -> rules      `loading`, a problem stops after all are found
-> views -> plan -> render -> polish -> carry  everything in memory
-> compare -> write                            only when all of the above is right
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from . import __version__, graph, keep, loading, polish, render, targets, unchanged, workers, write
from .diagnostics import Diagnostic, SpecError, has_errors, tidy
from .model import Service
from .outputs import Output
from .resources import templates_dir
from .runs import Outcome as Outcome
from .runs import Request as Request
from .runs import UnknownName as UnknownName
from .source import Document
from .suggest import did_you_mean
from .targets.file import Target

#: Shows that a step is under way; the step's name goes in, a context comes out.
Progress = Callable[[str], AbstractContextManager[object]]


#: Files: below, one process makes them before others have begun.
_WORTH_PROCESSES = 100


def quiet(step: str) -> AbstractContextManager[object]:
    """Shows nothing."""
    return nullcontext()


def load(specs: Sequence[Path]) -> tuple[list[Service], list[Diagnostic]]:
    """The services that specs describe, with what there is to warn of.

    Raises:
        SpecError: With every problem of every spec.
    """
    loaded = _light(specs)
    warnings = _sound(loaded)
    return [each.service for each in loaded if each.service], warnings


def load_documents(
    specs: Sequence[Path],
) -> tuple[list[tuple[Service, Document]], list[Diagnostic]]:
    """The same, each service with the document that says where its parts stand.

    Raises:
        SpecError: With every problem of every spec.
    """
    loaded = list(_loaded(specs))
    warnings = _sound(loaded)
    pairs = [(each.service, each.document) for each in loaded]
    return [(service, text) for service, text in pairs if service and text], warnings


def _light(specs: Sequence[Path]) -> list[loading.Loaded]:
    """What became of specs, without their documents, which are far larger than services."""
    return [replace(each, document=None, texts={}) for each in _loaded(specs)]


def _loaded(specs: Sequence[Path]) -> Iterator[loading.Loaded]:
    return map(loading.load_service, loading.find_specs(specs))


def _sound(loaded: Sequence[loading.Loaded]) -> list[Diagnostic]:
    """What there is to warn of, if there is nothing worse."""
    found = [*(d for each in loaded for d in each.diagnostics), *loading.clashes(loaded)]
    if has_errors(found):
        raise SpecError(found)
    return tidy(found)


def problems(specs: Sequence[Path]) -> list[Diagnostic]:
    """Every problem of every spec."""
    try:
        return load(specs)[1]
    except SpecError as error:
        return error.diagnostics


def select(services: Iterable[Service], actions: Sequence[str]) -> list[Service]:
    """The services with only these actions; a service that has none of them is left out.

    Raises:
        UnknownName: For an action that no service has.
    """
    services = list(services)
    if not actions:
        return services
    known = {action.name for service in services for action in service.actions}
    for name in actions:
        if name not in known:
            hint = did_you_mean(name, known, "names are as the service spells them")
            raise UnknownName(f"No spec has an action {name}; {hint}")
    return [kept for service in services if (kept := graph.keep(service, actions)).actions]


def generate(request: Request, progress: Progress = quiet) -> Outcome:
    """Make the output what the specs yield, or tell how it differs.

    Raises:
        SpecError: With every problem; nothing has been written then.
        UnknownName: For a target or an action that there is none of.
    """
    before = unchanged.state(request)
    with workers.uncollected():
        outcome, contents = _generate(request, progress)
    if outcome.clean or not request.check:
        unchanged.remember(request, before, contents, outcome)
    return outcome


def _generate(request: Request, progress: Progress) -> tuple[Outcome, dict[str, bytes]]:
    """What the run did, and the content of all files that it is about."""
    with progress("Reading specs"):
        loaded = _light(request.specs)
        outcome = Outcome(warnings=_sound(loaded))
        services = select([each.service for each in loaded if each.service], request.actions)
    views = targets.Views(services)
    prepared: list[write.Changes] = []
    for target in _targets(request, outcome.warnings):
        made = _origin(target, services, loaded)
        with progress(f"Rendering {target.name}"):
            tasks = _up_to_date(request, target, targets.plan(target, views))
            outputs = _made(tasks, request.jobs or workers.processors())
        outputs, notes = _carry(request, target.root, outputs)
        outcome.warnings += notes
        prepared.append(write.compare(request.out, target.root, outputs, request.whole, made))
    conflicts = [conflict for changes in prepared for conflict in changes.conflicts]
    if request.check:
        outcome.warnings += conflicts
    elif conflicts and not request.force:
        raise SpecError([*outcome.warnings, *conflicts])
    with progress("Writing"):
        for changes in prepared:
            if request.check:
                done, diff = write.compared(changes)
                outcome.diff += diff
            else:
                done = write.apply(changes, request.force)
            outcome.written += done.written
            outcome.unchanged += done.unchanged
            outcome.removed += done.removed
    outcome.warnings = tidy(outcome.warnings)
    return outcome, {path: text for changes in prepared for path, text in changes.contents()}


def _targets(request: Request, warnings: list[Diagnostic]) -> list[Target]:
    """The targets that are asked for; what lies over them without effect is warned of."""
    ours, over = templates_dir(), request.templates
    known = targets.target_names(ours, over)
    for name in request.targets:
        if name not in known:
            hint = did_you_mean(name, known, f"there are {', '.join(known)}")
            raise UnknownName(f"There is no target {name}; {hint}")
    found = targets.discover(ours, request.targets, over)
    if over is not None:
        warnings += targets.strangers(ours, over)
        warnings += [warning for target in found for warning in render.unused(target)]
    return found


def _origin(
    target: Target, services: Iterable[Service], loaded: Iterable[loading.Loaded]
) -> write.Origin:
    """What the files of a target are made by and of."""
    scopes = {f"{service.name}/{service.version}" for service in services}
    specs = {
        scope: each.sha256
        for each in loaded
        if (made := each.service) and (scope := f"{made.name}/{made.version}") in scopes
    }
    return write.Origin(__version__, targets.fingerprint(target), specs)


def _made(tasks: Sequence[targets.Task], jobs: int) -> dict[str, Output]:
    """The finished text of every file, rendered and looked at in several processes."""
    if len(tasks) < _WORTH_PROCESSES:
        jobs = 1
    cache = polish.open_cache()
    environments = render.prepared(tasks)

    def work(share: Sequence[targets.Task]) -> tuple[dict[str, str], polish.Plain]:
        outputs = render.render(share, environments)
        findings = polish.examine(outputs, cache)
        return {path: output.text for path, output in outputs.items()}, findings.plain()

    try:
        results = workers.spread(work, workers.dealt(tasks, jobs))
    except SpecError:
        if jobs == 1:
            raise
        return _made(tasks, 1)  # it finds what is wrong with all of them
    texts = {path: text for made, _ in results for path, text in made.items()}
    found = polish.merged(plain for _, plain in results)
    outputs = {task.path: task.output(texts[task.path]) for task in tasks}
    return polish.polish(outputs, cache, found, jobs)


def _up_to_date(
    request: Request, target: Target, tasks: Sequence[targets.Task]
) -> Sequence[targets.Task]:
    """The tasks without what a newer version decides, which is there but not part of this run.

    A service's package stands for its newest version; generating an older one must not change that.
    """
    if request.whole:
        return tasks
    newest = _versions(write.scopes(request.out, target.root))
    here = _versions(task.scope for task in tasks)
    older = {name for name, version in here.items() if newest.get(name, "") > version}
    return [task for task in tasks if task.scope not in older]


def _versions(scopes: Iterable[str]) -> dict[str, str]:
    """The newest version of each service among scopes such as `vod/2018-07-17`."""
    return {
        name: version for name, _, version in sorted(s.partition("/") for s in scopes) if version
    }


def _carry(
    request: Request, root: str, outputs: Mapping[str, Output]
) -> tuple[dict[str, Output], list[Diagnostic]]:
    """The outputs with what people wrote into the pages that are there, and with aside files.

    A page that is no longer generated is looked at too: its text is kept aside.
    """
    folder = request.out / root
    gone = write.stale(request.out, root, outputs, request.whole)
    kept = [path.relative_to(folder / write.KEPT) for path in folder.glob(f"{write.KEPT}**/*.md")]
    result = dict(outputs)
    warnings: list[Diagnostic] = []
    judged = {*outputs, *gone}
    for path in dict.fromkeys([*outputs, *gone, *(path.as_posix() for path in sorted(kept))]):
        if path.startswith(write.KEPT) or not keep.has_blocks(path):
            continue
        output = outputs.get(path)
        carried = keep.carry(
            (folder / path).as_posix(),
            output.text if output else None,
            # A page that this run is not about is still there, and keeps what it holds.
            _text(folder / path) if path in judged else None,
            _text(folder / write.KEPT / path),
        )
        warnings += carried.warnings
        if output and carried.text is not None:
            result[path] = replace(output, text=carried.text)
        if carried.aside is not None:
            label = f"the text kept aside from {path}"
            result[write.KEPT + path] = Output(carried.aside, "", label)
    return result, warnings


def _text(file: Path) -> str | None:
    """A page as it stands on the disk; None where there is none that could hold prose."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
