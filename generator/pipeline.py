"""From specs to files: the only room that knows the whole order.

read -> merge -> schema -> model -> rules      `loading`, a problem stops after all are found
-> views -> plan -> render -> polish -> carry  everything in memory
-> compare -> write                            only when all of the above is right
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from . import (
    __version__,
    carrying,
    graph,
    loading,
    making,
    partial_runs,
    render,
    slim,
    targets,
    unchanged,
    workers,
    write,
)
from .bundles import Bundle
from .diagnostics import Diagnostic, SpecError, has_errors, tidy
from .model import Service
from .outputs import Output
from .resources import templates_dir
from .runs import Outcome as Outcome
from .runs import Request as Request
from .runs import UnknownName as UnknownName
from .source import Document, Known
from .suggest import did_you_mean
from .targets.shapes import Addition, Target

#: Shows that a step is under way; the step's name goes in, a context comes out.
Progress = Callable[[str], AbstractContextManager[object]]


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


def _light(specs: Sequence[Path], known: Known | None = None) -> list[loading.Loaded]:
    """What became of specs, without their documents, which are far larger than services."""
    return [replace(each, document=None, texts={}) for each in _loaded(specs, known)]


def _loaded(specs: Sequence[Path], known: Known | None = None) -> Iterator[loading.Loaded]:
    return (loading.load_service(path, known) for path in loading.find_specs(specs))


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
            raise UnknownName(f"No spec has an action {name}; {hint}", name)
    return [kept for service in services if (kept := graph.keep(service, actions)).actions]


def generate(
    request: Request,
    progress: Progress = quiet,
    known: Known | None = None,
    beside: Sequence[write.Change] = (),
) -> Outcome:
    """Make the output what the specs yield, or tell how it differs.

    Args:
        request: What is asked for.
        progress: Shows what is under way.
        known: Finds what has been read of specs already, as for `source.load`.
        beside: Files that change with the output, or not at all.

    Raises:
        SpecError: With every problem; nothing has been written then.
        UnknownName: For a target or an action that there is none of.
    """
    before = unchanged.state(request)
    with workers.uncollected():
        outcome, contents = _generate(request, progress, known, beside)
    if outcome.clean or not request.check:
        unchanged.remember(request, before, contents, outcome)
    return outcome


def files(
    request: Request, name: str, progress: Progress = quiet
) -> tuple[dict[str, Output], list[Service], list[Diagnostic]]:
    """The files of one target alone, and what they are made of, with what there is to warn of.

    Raises:
        SpecError: With every problem.
        UnknownName: For an action that there is none of.
    """
    views, _, warnings = _views(request, progress)
    (target,) = _targets(replace(request, targets=[name]), warnings)
    with workers.uncollected(), progress("Rendering"):
        outputs = _outputs(request, target, targets.plan(target, views), views)
    return outputs, views.services, warnings


def package(
    request: Request, progress: Progress = quiet
) -> tuple[dict[str, Output], list[Addition], list[Service], list[Diagnostic]]:
    """The files of the Python package with all that joins it, among the targets that are asked for.

    Also what these add to an installation, what they are made of, and what there is to warn of.

    Raises:
        SpecError: With every problem.
        UnknownName: For an action that there is none of.
    """
    views, _, warnings = _views(request, progress)
    wanted = [*request.targets, "python"] if request.targets else ()
    found = _targets(replace(request, targets=wanted), warnings)
    target = next(each for each in found if each.name == "python")
    with workers.uncollected(), progress("Rendering"):
        outputs = _outputs(request, target, targets.plan(target, views), views)
    additions = [part.addition for part in target.parts if part.addition is not None]
    return outputs, additions, views.services, warnings


def finished(
    request: Request, progress: Progress = quiet
) -> tuple[targets.Views, dict[str, dict[str, Output]], list[Diagnostic]]:
    """What a run would write, by target, with what people wrote into the pages that are there.

    Beside it is what it is made of, and what there is to warn of.

    Raises:
        SpecError: With every problem.
        UnknownName: For a target or an action that there is none of.
    """
    views, _, warnings = _views(request, progress)
    found: dict[str, dict[str, Output]] = {}
    with workers.uncollected():
        for target in _rooted(request, warnings):
            found[target.name], notes = _finished(request, target, views, progress)
            warnings += notes
    return views, found, tidy(warnings)


def _views(
    request: Request, progress: Progress, known: Known | None = None
) -> tuple[targets.Views, list[loading.Loaded], list[Diagnostic]]:
    """What targets are made of, the specs that it comes from, and what there is to warn of."""
    with progress("Reading specs"):
        loaded = _light(request.specs, known)
        warnings = _sound(loaded)
        services = [each.service for each in loaded if each.service]
        services = reduced(services, request.actions, request.bundle)
        parts = {(s.name, s.version): each.parts for each in loaded if (s := each.service)}
        kept = [parts[each.name, each.version] for each in services]
    return targets.Views(services, request.bundle, kept), loaded, warnings


def _outputs(
    request: Request, target: Target, tasks: Sequence[targets.Task], views: targets.Views
) -> dict[str, Output]:
    """The files of a target, without those that a bundle does not use."""
    outputs = making.make(tasks, request, target)
    if request.bundle.is_whole:
        return outputs
    copies = {task.path for task in tasks if not task.template}
    return slim.reached(outputs, copies, views.features)


def _generate(
    request: Request, progress: Progress, known: Known | None, beside: Sequence[write.Change]
) -> tuple[Outcome, dict[str, bytes]]:
    """What the run did, and the content of all files that it is about."""
    outcome = Outcome()
    chosen = _rooted(request, outcome.warnings)  # specs may be read by another process meanwhile
    views, loaded, warnings = _views(request, progress, known)
    outcome.warnings += warnings
    prepared: list[write.Changes] = []
    for target in chosen:
        made = _origin(target, views.services, loaded)
        outputs, notes = _finished(request, target, views, progress)
        outcome.warnings += notes
        prepared.append(write.compare(request.out, target.root, outputs, request.whole, made))
    conflicts = [conflict for changes in prepared for conflict in changes.conflicts]
    if request.check:
        outcome.warnings += conflicts
    elif conflicts and not request.force:
        raise SpecError([*outcome.warnings, *conflicts])
    with progress("Writing"):
        if request.check:
            compared = [write.compared(changes) for changes in prepared]
            outcome.diff = "".join(diff for _, diff in compared)
            summaries = [summary for summary, _ in compared]
        else:
            summaries = write.apply(prepared, request.force, beside)
    for summary in summaries:
        outcome.written += summary.written
        outcome.unchanged += summary.unchanged
        outcome.removed += summary.removed
    outcome.warnings = tidy(outcome.warnings)
    return outcome, {path: text for changes in prepared for path, text in changes.contents()}


def _finished(
    request: Request, target: Target, views: targets.Views, progress: Progress
) -> tuple[dict[str, Output], list[Diagnostic]]:
    """The files of a target with what people wrote into them, and what there is to warn of."""
    with progress(f"Rendering {target.name}"):
        tasks = partial_runs.decided_here(request, target, targets.plan(target, views))
        outputs = _outputs(request, target, tasks, views)
    return carrying.carry(request, target.root, outputs)


def reduced(services: Sequence[Service], actions: Sequence[str], bundle: Bundle) -> list[Service]:
    """The services with what of them a bundle shall have.

    Raises:
        UnknownName: For an action that no service has.
    """
    return bundled(select(services, actions), services, bundle)


def bundled(kept: Iterable[Service], services: Iterable[Service], bundle: Bundle) -> list[Service]:
    """Services, some of whose actions were kept, with what of that a bundle shall have."""
    kept = [graph.without(service, bundle.without) for service in kept]
    if not bundle.listed_errors:
        return kept
    described = {(service.name, service.version): service.errors for service in services}
    return [graph.listed_errors(each, described[each.name, each.version]) for each in kept]


def _rooted(request: Request, warnings: list[Diagnostic]) -> list[Target]:
    """The targets, with the folders that the run gives them."""
    found = _targets(request, warnings)
    return [replace(each, root=request.roots.get(each.name, each.root)) for each in found]


def _targets(request: Request, warnings: list[Diagnostic]) -> list[Target]:
    """The targets that are asked for; what lies over them without effect is warned of."""
    ours, over = templates_dir(), request.templates
    known = targets.target_names(ours, over)
    for name in request.targets:
        if name not in known:
            hint = did_you_mean(name, known, f"there are {', '.join(known)}")
            raise UnknownName(f"There is no target {name}; {hint}", name)
    found = targets.discover(ours, request.targets, over)
    if over is not None:
        warnings += targets.strangers(ours, over)
        parts = [part for target in found for part in target.parts]
        warnings += [warning for part in parts for warning in render.unused(part)]
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
