"""A plan of files to their texts, through Jinja.

Templates are trusted, what they print is not: a view has escaped it before.  So there is no
sandbox and no autoescape here, but nothing is lenient: an undefined name, or a value that is not
text, is the template author's mistake, and is reported with the template's line and the shape
that was being rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    meta,
)

from .diagnostics import Diagnostic, Position, Rule, SpecError
from .outputs import Output
from .suggest import did_you_mean
from .targets import ShapeView, Task
from .targets.rules import (
    MISSING_PARTIAL,
    RENDER_RULES,
    SYNTAX,
    TEMPLATE_FAILED,
    UNDEFINED,
    UNUSED_TEMPLATE,
)
from .targets.shapes import Target

#: What `tc3gen explain` knows of this room.
RULES = RENDER_RULES

#: Jinja for each target, by its folders.
Environments = dict[tuple[Path, ...], Environment]

#: Finds the text that a template makes of the shape with a label, or makes it.
Finder = Callable[[Task, str, str, Callable[[], str]], str]


def _anew(task: Task, template: str, label: str, make: Callable[[], str]) -> str:
    return make()


_BARE_NAME = re.compile(r"'(\w+)' is undefined")


def render(
    tasks: Sequence[Task], environments: Environments | None = None, find: Finder = _anew
) -> dict[str, Output]:
    """The text of every file, by its path, in the order of the tasks.

    A template can ask for a `part`: what another one, given nothing but a struct or an action and
    the constants of `target.yaml`, makes of it.

    Args:
        tasks: What to render.
        environments: What `prepared` made of the tasks, if it was asked.
        find: Finds parts that have been rendered before.

    Raises:
        SpecError: With every mistake in a template, once, however many shapes it spoils.
    """
    environments = prepared(tasks) if environments is None else environments
    outputs: dict[str, Output] = {}
    faults: dict[_Fault, list[Task]] = {}
    for task in tasks:
        if not task.template:
            outputs[task.path] = task.output(task.text)
            continue
        try:
            template = environments[task.target.folders].get_template(task.template)
            part = partial(_part, environments[task.target.folders], task, find)
            text = template.render(task.context, part=part)
        except Exception as error:  # a template can call anything, so anything can fail
            faults.setdefault(_fault(error, task), []).append(task)
            continue
        outputs[task.path] = task.output(text)
    if faults:
        raise SpecError(fault.diagnostic(spoilt) for fault, spoilt in faults.items())
    return outputs


def _part(environment: Environment, task: Task, find: Finder, name: str, **shape: ShapeView) -> str:
    """A template rendered with a shape and the constants alone."""

    def make() -> str:
        return environment.get_template(name).render({**task.constants, **shape})

    (only,) = shape.values()
    return find(task, name, only.label, make)


def prepared(tasks: Iterable[Task]) -> Environments:
    """The templates of tasks, read before processes are started that would each do so."""
    environments: Environments = {}
    for folders, template in {(task.target.folders, task.template): 0 for task in tasks}:
        if template:
            if folders not in environments:
                environments[folders] = environment(*folders)
            with suppress(Exception):  # whoever renders it is told
                environments[folders].get_template(template)
    return environments


def environment(*folders: Path) -> Environment:
    """Jinja as templates meet it: those of the first folder, of the next what that lacks."""
    made = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        finalize=_printable,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    # The same input gives the same bytes: nothing here may draw lots.
    del made.globals["lipsum"]
    del made.filters["random"]
    return made


def asks_for(task: Task, name: str) -> bool:
    """Whether a file's own template uses something that it is given."""
    if not task.template:
        return False
    with suppress(Exception):  # whoever renders it is told
        text = task.target.find(task.template).read_text("utf-8")
        template = environment(*task.target.folders).parse(text)
        return name in meta.find_undeclared_variables(template)
    return False


def unused(target: Target) -> list[Diagnostic]:
    """Templates that lie over a target and that no template and no `target.yaml` names."""
    if target.over is None:
        return []
    made = environment(*target.folders)
    used: set[str] = set()
    found = [entry.template for entry in target.entries if entry.template]
    while found:
        name = found.pop()
        if name in used:
            continue
        used.add(name)
        with suppress(Exception):  # whoever renders it is told
            text = target.find(name).read_text("utf-8")
            for other in meta.find_referenced_templates(made.parse(text)):
                if other is None:
                    return []  # a name that is computed: anything may be meant
                found.append(other)
    files = target.files()
    return [
        UNUSED_TEMPLATE.at(
            Position(target.show(file)),
            f"no template and no target.yaml names `{path}`",
            did_you_mean(path, used, "docs/templates.md says what can be replaced"),
        )
        for path, file in files.items()
        if file.is_relative_to(target.over) and path.endswith(".j2") and path not in used
    ]


def _printable(value: object) -> object:
    """Lets text and numbers through, and what is undefined, which complains by itself."""
    if isinstance(value, str | int | float | Undefined) and not isinstance(value, bool):
        return value
    kind = "nothing (None)" if value is None else f"a {type(value).__name__}"
    raise TypeError(f"it prints {kind} where text is wanted")


@dataclass(frozen=True, slots=True)
class _Fault:
    """A mistake in a template, whichever shape it was found with."""

    rule: Rule
    where: Position
    message: str
    help: str = ""

    def diagnostic(self, spoilt: Sequence[Task]) -> Diagnostic:
        more = f" and {len(spoilt) - 1} more" if len(spoilt) > 1 else ""
        message = f"{self.message}, rendering {spoilt[0].label}{more}"
        return self.rule.at(self.where, message, self.help)


def _fault(error: Exception, task: Task) -> _Fault:
    target = task.target
    if isinstance(error, TemplateSyntaxError):
        file = Path(error.filename) if error.filename else target.find(task.template)
        where = _position(target, file, error.lineno)
        return _Fault(SYNTAX, where, _sentence(error.message or "it cannot be read"))
    file, line = _innermost(error.__traceback__, target, task.template)
    where = _position(target, file, line)
    message = _sentence(str(error))
    if isinstance(error, TemplateNotFound):
        return _Fault(MISSING_PARTIAL, where, f"there is no template `{error.name}`")
    if isinstance(error, UndefinedError):
        return _Fault(UNDEFINED, where, message, _known(message, task.context))
    if not isinstance(error, TypeError):
        message = f"{type(error).__name__}: {message}"
    return _Fault(TEMPLATE_FAILED, where, message)


def _innermost(traceback: TracebackType | None, target: Target, template: str) -> tuple[Path, int]:
    """The last place in a template that an error passed; Jinja put templates into the traceback.

    Where there is none, as for a template that cannot be read, the template as a whole.
    """
    found = (target.find(template), 0)
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if any(file.is_relative_to(folder) for folder in target.folders):
            found = (file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _position(target: Target, file: Path, line: int) -> Position:
    return Position(target.show(file), line, 1 if line else 0)


def _known(message: str, context: Mapping[str, object]) -> str:
    match = _BARE_NAME.fullmatch(message)
    if match is None:
        return ""
    names = ", ".join(f"`{name}`" for name in context)
    return did_you_mean(match[1], context, f"the template has {names}")


def _sentence(message: str) -> str:
    """A foreign message as part of one of ours: on one line, without a full stop."""
    return " ".join(message.split()).removesuffix(".")
