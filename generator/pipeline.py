"""From specs to files: the only room that knows the whole order.

    read -> merge -> schema -> model -> rules      `loading`, a problem stops after all are found
    -> views -> plan -> render -> polish -> carry  everything in memory
    -> compare -> write                            only when all of the above is right
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from . import graph, keep, loading, polish, render, targets, write
from .diagnostics import Diagnostic, SpecError, has_errors, tidy
from .model import Service
from .outputs import Output
from .resources import templates_dir
from .suggest import did_you_mean

class UnknownName(ValueError):
    """A target or an action was named that there is none of."""


#: Shows that a step is under way; the step's name goes in, a context comes out.
Progress = Callable[[str], AbstractContextManager[object]]


def _quiet(step: str) -> AbstractContextManager[object]:
    return nullcontext()


@dataclass(frozen=True)
class Request:
    """What a run is asked for."""

    specs: Sequence[Path]
    """Spec files, folders of one, or trees of them."""
    out: Path
    targets: Sequence[str] = ()
    """Names of targets; none means all."""
    actions: Sequence[str] = ()
    """Wire names of the actions to keep; none means all."""
    whole: bool = True
    """Whether `specs` are all that the output is made from, so that what is left over is stale."""
    check: bool = False
    """Compare, and write nothing."""
    force: bool = False
    """Overwrite and remove also what a person has edited."""
    jobs: int | None = None
    """Processes that format; None means one for each processor."""


@dataclass
class Outcome:
    """What a run did, or, when it only compared, would do."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    diff: str = ""
    warnings: list[Diagnostic] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether the output is what the specs yield."""
        return not self.written and not self.removed


def load(specs: Sequence[Path]) -> tuple[list[Service], list[Diagnostic]]:
    """The services that specs describe, with what there is to warn of.

    Raises:
        SpecError: With every problem of every spec.
    """
    loaded = [loading.load_service(path) for path in loading.find_specs(specs)]
    found = [*(d for each in loaded for d in each.diagnostics), *loading.clashes(loaded)]
    if has_errors(found):
        raise SpecError(found)
    return [each.service for each in loaded if each.service is not None], tidy(found)


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
    if not actions:
        return list(services)
    services = list(services)
    known = {action.name for service in services for action in service.actions}
    for name in actions:
        if name not in known:
            raise UnknownName(f"No spec has an action {name}; {did_you_mean(name, known, 'see the specs')}")
    return [kept for service in services if (kept := graph.keep(service, actions)).actions]


def generate(request: Request, progress: Progress = _quiet) -> Outcome:
    """Make the output what the specs yield, or tell how it differs.

    Raises:
        SpecError: With every problem; nothing has been written then.
        UnknownName: For a target or an action that there is none of.
    """
    with progress("Reading specs"):
        services, warnings = load(request.specs)
        services = select(services, request.actions)
    outcome = Outcome(warnings=warnings)
    prepared: list[write.Changes] = []
    for target in targets.discover(templates_dir(), request.targets):
        with progress(f"Rendering {target.name}"):
            outputs = render.render(targets.plan(target, services))
        with progress(f"Formatting {target.name}"):
            outputs = polish.polish(outputs, jobs=request.jobs)
        outputs, notes = _carry(request.out / target.root, outputs)
        outcome.warnings += notes
        prepared.append(
            write.compare(request.out, target.root, outputs, whole=request.whole)
        )
    conflicts = [d for changes in prepared for d in changes.conflicts]
    if conflicts and not request.force:
        raise SpecError(conflicts)
    with progress("Writing"):
        for changes in prepared:
            summary = changes if request.check else write.apply(changes, force=request.force)
            outcome.written += summary.written
            outcome.unchanged += summary.unchanged
            outcome.removed += summary.removed
            if request.check:
                outcome.diff += changes.diff()
    return outcome
