"""From a target and the services to a plan: which files there will be, and from what.

A target is a folder under `templates/` with a `target.yaml` (`file.py` reads it).  Its
templates meet views: what a language computed of a service, once for all targets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from typing import Protocol

from .. import graph, paths, slim
from ..bundles import WHOLE, Bundle
from ..diagnostics import Diagnostic, SpecError
from ..model import Service
from ..outputs import Output
from ..parts import Parts
from .discovery import brought as brought
from .discovery import discover as discover
from .discovery import fingerprint as fingerprint
from .discovery import strangers as strangers
from .discovery import target_names as target_names
from .file import PLACEHOLDER_PATTERN
from .rules import BAD_PATH, MISSING_SOURCE, PATH_COLLISION, PLACEHOLDER, TARGET_RULES
from .shapes import Each, Entry, Target, is_litter

#: What `tc3gen explain` knows of this room.
RULES = TARGET_RULES


class ShapeView(Protocol):
    """A struct or an action, as a language spells it."""

    @property
    def label(self) -> str: ...


class ServiceView(Protocol):
    """A service, as a language spells it; templates see far more of it than this room needs."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def package(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def actions(self) -> Sequence[ShapeView]: ...
    @property
    def structs(self) -> Sequence[ShapeView]: ...


@dataclass(frozen=True, slots=True)
class PackageView:
    """All versions of a service that are generated, the newest first."""

    module: str
    versions: tuple[ServiceView, ...]

    @property
    def default(self) -> ServiceView:
        """The version that the package stands for: the newest."""
        return self.versions[0]

    @property
    def label(self) -> str:
        """How messages call it."""
        return f"package {self.module}"


class Views:
    """The services as each language spells them, computed once, when a target first asks."""

    def __init__(
        self,
        services: Sequence[Service],
        bundle: Bundle = WHOLE,
        parts: Sequence[Parts] = (),
    ) -> None:
        """`parts` are the hashes of what each service was made of, where they matter."""
        self.bundle = bundle
        self.services = list(services)
        self.parts = parts
        self._made: dict[str, tuple[ServiceView, ...]] = {}

    @cached_property
    def features(self) -> frozenset[str]:
        """What switches files, and statements in those that are copied."""
        if self.bundle.is_whole:
            return self.bundle.all_features(())
        return self.bundle.all_features(f for each in self.services for f in graph.features(each))

    def basis(self, target: Target) -> dict[str, dict[str, str]]:
        """By scope and label: what a struct or an action is made of, where a language can tell."""
        if len(target.languages) > 1 or not self.parts:
            return {}
        module = import_module(f"..languages.{target.languages[0]}", __package__)
        if not hasattr(module, "basis"):
            return {}
        common = repr((self.bundle, sorted(self.features)))
        return {
            _scope(service): {
                label: f"{common}{found.hex()}" for label, found in module.basis(service, parts)
            }
            for service, parts in zip(self.services, self.parts, strict=True)
        }

    def of(self, language: str) -> tuple[ServiceView, ...]:
        """The view of every service, in their order."""
        if language not in self._made:
            module = import_module(f"..languages.{language}", __package__)
            self._made[language] = tuple(
                module.view(service, self.bundle) for service in self.services
            )
        return self._made[language]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to make: a template with its context, or a text that is copied."""

    target: Target
    path: str
    """Relative to the target's root, with slashes."""
    scope: str
    label: str
    template: str = ""
    """Relative to the target's folder; empty where `text` is copied."""
    context: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    shown: str = ""
    """The template's file as messages call it."""
    cut: bool = False
    """Whether some of the text that is copied was left out."""
    constants: Mapping[str, object] = field(default_factory=dict)
    """Those of the context that `target.yaml` gives."""
    basis: str = ""
    """A text that is another one wherever the file could be; empty where that is not known."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """By label: the same for what the file says of each struct and action, and of nothing else."""

    def output(self, text: str) -> Output:
        """The file with its text."""
        verbatim = not self.template and not self.cut
        return Output(text, self.scope, self.label, self.shown, verbatim)


def plan(target: Target, views: Views) -> list[Task]:
    """Every file of a target, and of those that join it, in the order of their `target.yaml`.

    Raises:
        SpecError: If paths are not safe, or two files have the same one.
    """
    found: list[Diagnostic] = []
    tasks: dict[str, tuple[Task, Entry]] = {}
    features = views.features
    basis = {part.name: views.basis(part) for part in target.parts}
    for part, entry in [(each, entry) for each in target.parts for entry in each.entries]:
        if entry.feature and entry.feature not in features:
            continue
        for task in _tasks(part, entry, views, features, found):
            task = _known(task, entry, basis[part.name])
            if flaw := paths.flaw(task.path):
                message = f"the path of {task.label}, `{task.path}`, {flaw}"
                found.append(BAD_PATH.at(entry.position, message))
                continue
            other, _ = tasks.setdefault(paths.folded(task.path), (task, entry))
            if other is not task:
                message = f"{other.label} and {task.label} would both be `{task.path}`"
                found.append(PATH_COLLISION.at(entry.position, message, _ALIAS))
    folders = {task.path.rpartition("/")[0] for task, _ in tasks.values()}
    above = {folder for each in folders for folder in (*paths.parents(each), each)}
    taken = {folder for folder in above if paths.folded(folder) in tasks}
    for task, entry in tasks.values() if taken else ():
        for folder in paths.parents(task.path):
            if other_task := tasks.get(paths.folded(folder)):
                message = (
                    f"`{folder}` would be the file of {other_task[0].label} and a folder, "
                    f"for {task.label}"
                )
                found.append(PATH_COLLISION.at(entry.position, message, _ALIAS))
    if found:
        raise SpecError(found)
    return [task for task, _ in tasks.values()]


_ALIAS = "give one of the two an `alias` in the overlay"


def _tasks(
    target: Target,
    entry: Entry,
    views: Views,
    features: frozenset[str],
    found: list[Diagnostic],
) -> Iterator[Task]:
    if entry.copy:
        for copied in _copies(target, entry, found):
            yield copied if views.bundle.is_whole else _cut(copied, features, views.bundle.lean)
        return
    template = target.show(target.find(entry.template))
    for scope, label, context in _contexts(entry.each, target, views):
        path = _filled(entry, label, context, found)
        if path is not None:
            about = {"features": features, "made": views.bundle}
            everything = {**context, **about, **entry.constants}
            yield Task(
                target,
                path,
                scope,
                label,
                entry.template,
                everything,
                shown=template,
                constants=entry.constants,
            )


def _known(task: Task, entry: Entry, basis: Mapping[str, Mapping[str, str]]) -> Task:
    """The task with what is known of what it is made of."""
    known = basis.get(task.scope)
    if known is None:
        return task
    if entry.each is Each.SERVICE:
        return replace(task, parts=known)
    return replace(task, basis=known.get(task.label, ""))


def _cut(task: Task, features: frozenset[str], lean: bool) -> Task:
    """A module of ours with what these features need."""
    if not task.path.endswith(".py"):
        return task
    text = slim.trimmed(task.text, features, lean)
    return task if text == task.text else replace(task, text=text, cut=True)


def _copies(target: Target, entry: Entry, found: list[Diagnostic]) -> Iterator[Task]:
    source = target.find(entry.copy)
    files = sorted(source.rglob("*")) if source.is_dir() else [source]
    for file in files:
        below = file.relative_to(source)
        if not file.is_file() or is_litter(below):
            continue
        path = "/".join([entry.to, *below.parts])
        shown = target.show(file)
        try:
            text = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            message = f"`{shown}` cannot be copied: {error}"
            found.append(MISSING_SOURCE.at(entry.position, message))
            continue
        yield Task(target, path, "", shown, text=text)


def _contexts(
    each: Each, target: Target, views: Views
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """For every file of an entry its scope, its label and what the template can use.

    The first language has the main view; the others stand beside it under their own names, each
    as the bundle, the package or the service that the main view is of.
    """
    languages = [views.of(language) for language in target.languages]
    others = target.languages[1:]
    if each is Each.BUNDLE:
        main, *rest = languages
        yield "", "all services", {"bundle": main, **_named(others, rest)}
    elif each is Each.PACKAGE:
        for package, *packages in zip(*map(_packages, languages), strict=True):
            scope = package.default.name
            yield scope, package.label, {"package": package, **_named(others, packages)}
    else:
        for service, *services in zip(*languages, strict=True):
            scope = _scope(service)
            context = {"service": service, **_named(others, services)}
            if each is Each.SERVICE:
                yield scope, service.label, context
                continue
            for shape in service.structs if each is Each.STRUCT else service.actions:
                yield scope, shape.label, {**context, each.value: shape}


def _scope(service: ServiceView | Service) -> str:
    return f"{service.name}/{service.version}"


def _named(names: Sequence[str], views: Sequence[object]) -> dict[str, object]:
    return dict(zip(names, views, strict=True))


def _packages(services: Sequence[ServiceView]) -> list[PackageView]:
    """The services by name, in the order in which they come: the same for every language."""
    versions: dict[str, list[ServiceView]] = {}
    for service in services:
        versions.setdefault(service.name, []).append(service)
    return [
        PackageView(group[0].package, tuple(sorted(group, key=_version, reverse=True)))
        for group in versions.values()
    ]


def _version(service: ServiceView) -> str:
    return service.version


def _filled(
    entry: Entry, label: str, context: Mapping[str, object], found: list[Diagnostic]
) -> str | None:
    """The path of a file, its placeholders replaced; None where one cannot be."""
    path = ""
    end = 0
    for match in PLACEHOLDER_PATTERN.finditer(entry.to):
        view, attribute = match.groups()
        value = getattr(context[view], attribute, None)
        if not isinstance(value, str) or not value or "/" in value:
            shown = "has no text" if value is None else f"is {value!r}, not a plain name"
            message = f"`{match[0]}` {shown} for {label}"
            found.append(PLACEHOLDER.at(entry.position, message))
            return None
        path += entry.to[end : match.start()] + value
        end = match.end()
    return path + entry.to[end:]
