"""The page on templates: what can be replaced and added, and all that a template is given.

What a template is given is read from the dataclasses of the views themselves, so that the page
cannot say anything else than they do.  All that it lists is a promise, by `targets.file.VIEWS`.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, get_args, get_type_hints

from .targets import PackageView
from .targets.file import VIEWS

#: The languages whose views there are, and what each is for.
LANGUAGES = {
    "model": "What the spec says, and nothing computed: for languages that tc3gen does not know.",
    "python": "Finished pieces of Python: names, declarations, docstrings, calls.",
    "markdown": "Finished pieces of Markdown: cells, paragraphs, fenced blocks, links.",
    "command": "The data of the command line, as finished pieces of Python.",
    "explorer": "Finished scripts with the data of the explorer's page.",
}

_INTRODUCTION = """\
<!-- Made from generator/ by `make goldens`; do not edit. -->

# Templates of your own

`tc3gen generate --templates mine` lays the folder `mine` over tc3gen's own
[templates](../templates). It holds a folder for each target:

```text
mine/docs/_parts.j2           a file at the path of one of ours: it counts, and ours does not
mine/table/target.yaml        a folder that ours lacks: a target that comes to ours
mine/table/fields.csv.j2
```

- Of two files at one path, the whole of yours counts; the rest of the target stays ours. That goes
  for templates, partials (which begin with `_`) and `target.yaml` itself.
- What a target copies, as the runtime of the client, is code that is tested as a whole, and cannot
  be replaced in part: [T507](rules.md#t507-copied-file-overridden). Clients take transports,
  credentials, hooks and options of yours as arguments.
- A mistake is told with the file and line of the template that has it, yours or ours. A template
  of yours that nothing uses is told, too: [T508](rules.md#t508-unused-template).
- The files of a target are recorded, compared and removed like ours. Python is formatted with
  Black, and blocks for people's prose work in every Markdown page.

## A target

A target is a folder with a `target.yaml`. This one makes a table of all parameters:

```yaml
# mine/table/target.yaml
name: table
description: All parameters, for a spreadsheet.
views: {views}
root: table
languages: [model]
files:
  - {template: fields.csv.j2, to: "{service.name}/{service.version}.csv", each: service}
```

```jinja
{# mine/table/fields.csv.j2 #}
{% macro cell(text) %}"{{ text | replace('"', '""') }}"{% endmacro %}
action,parameter,type,required
{% for action in service.actions %}
{% for field in action.model.input %}
{{ action.wire }},{{ field.name }},{{ cell(field.type | string) }},{{ field.required | int }}
{% endfor %}
{% endfor %}
```

| Key | Meaning |
| --- | --- |
| `name` | The folder's name, which `--target` takes. |
| `description` | What it is for. |
| `views` | The version of this page that the templates were written for: {views}. |
| `root` | The folder below `--out` for all its files. |
| `joins` | In place of `root`: the target whose folder they go into, and which is made with it. |
| `languages` | Whose views the templates are given; the first has the main one. |
| `files` | What is made: `copy` with `to`, or `template` with `to`, `each` and perhaps `with`. |
| `requires` | What an extra of its name asks for, in a wheel of the Python package that it joins. |
| `command` | The function of the command in such a wheel: `__main__:main`. |

`each` says how often a template is rendered, and what it is given. The views of the languages after
the first stand beside that under the languages' names, each as the bundle, package or service that
the main view is of; `with` adds constants.

| `each` | Rendered | Given |
| --- | --- | --- |
| `bundle` | once | `bundle`: a list of services |
| `package` | for all versions of a service together | `package` |
| `service` | for each service in each version | `service` |
| `action` | for each action | `service`, `action` |
| `struct` | for each struct | `service`, `struct` |

`features` and `made` are there as well: by these our own templates leave out what a package shall
not have (`feature` in their `target.yaml`). They are not promised.

A path under `to` holds placeholders of one form, `{view.attribute}`: the attribute is a text
without a slash.

## Jinja

Templates are [Jinja](https://jinja.palletsprojects.com/templates/). `trim_blocks` and
`lstrip_blocks` are on; an undefined name is an error; what is printed is text or a number. Nothing
is escaped: texts of a spec can hold anything, so a target that uses `model` has to escape what it
prints, as `cell` does above and `tojson` does for JavaScript. Nothing draws lots: the same input
gives the same bytes.

## What stays

All attributes below stay what they are as long as `views` is {views}; more may come. A version of
tc3gen that must change one raises the number; a target that wants a newer number than a tc3gen has
is refused. The structure of our own templates (their paths, partials and macros) is not promised: a
template that replaces one of ours is to be held against ours at each upgrade.

## What a template is given
"""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a view, a method or a value of an enumeration."""

    owner: str
    """Language and class: `python.ActionView`."""
    name: str
    shown: str
    """With its parameters, where it is a method."""
    type: str
    meaning: str


def page() -> str:
    """The whole page; the same views give the same page."""
    parts = [_INTRODUCTION.replace("{views}", str(VIEWS))]
    parts += _section("package", [PackageView], "Of `each: package`, in any language.")
    for language, purpose in LANGUAGES.items():
        parts += _section(language, _classes(language), purpose)
    return "\n".join(parts)


def attributes() -> Iterator[Attribute]:
    """All that the page lists."""
    yield from _attributes("package", PackageView)
    for language in LANGUAGES:
        for each in _classes(language):
            yield from _attributes(language, each)


def _section(title: str, classes: list[type], purpose: str) -> Iterator[str]:
    yield f"### `{title}`\n\n{purpose}\n"
    for each in classes:
        documented = inspect.getdoc(each) or ""
        yield f"#### {title}: {each.__name__}\n\n{_cell(documented)}\n"
        value = "Value" if issubclass(each, Enum) else "Type"
        yield f"| Attribute | {value} | Meaning |\n| --- | --- | --- |"
        for one in _attributes(title, each):
            yield f"| `{one.shown}` | {_code(one.type)} | {one.meaning} |"
        yield ""


def _classes(language: str) -> list[type]:
    """The class of a language's view of a service, and all that lead on from it."""
    views = import_module(f".languages.{language}.views", __package__)
    found: dict[type, None] = {}
    _collect(views.ServiceView, language == "model", found)
    return list(found)


def _collect(one: type, plain: bool, found: dict[type, None]) -> None:
    if one in found:
        return
    found[one] = None
    if issubclass(one, Enum):
        return
    for hint in get_type_hints(one).values():
        for other in _leaves(hint):
            of_view = other.__name__.endswith("View") and is_dataclass(other)
            of_model = is_dataclass(other) or issubclass(other, StrEnum)
            if of_view or (plain and of_model):
                _collect(other, plain, found)


def _leaves(hint: Any) -> Iterator[type]:
    """The classes in an annotation."""
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for argument in get_args(hint):
        yield from _leaves(argument)


def _attributes(language: str, one: type) -> Iterator[Attribute]:
    owner = f"{language}.{one.__name__}"
    for node, meaning in _documented(_body(one)):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                shown, kind = name, ast.unparse(annotation)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                shown, kind = name, ast.unparse(value)
            case ast.FunctionDef(name=name, returns=returns):
                given = ast.unparse(node.args).removeprefix("self").removeprefix(", ")
                shown = name if node.decorator_list else f"{name}({given})"
                kind = ast.unparse(returns) if returns else ""
                meaning = ast.get_docstring(node) or ""
            case _:
                continue
        if not name.startswith("_"):
            yield Attribute(owner, name, shown, kind, _cell(meaning.partition("\n\n")[0]))


def _documented(body: list[ast.stmt]) -> Iterator[tuple[ast.stmt, str]]:
    """Each statement with the text that stands right beneath it."""
    for node, after in zip(body, [*body[1:], None], strict=True):
        meaning = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            meaning = inspect.cleandoc(str(after.value.value))
        yield node, meaning


def _body(one: type) -> list[ast.stmt]:
    module = inspect.getmodule(one)
    assert module is not None
    for node in _parsed(module).body:
        if isinstance(node, ast.ClassDef) and node.name == one.__name__:
            return node.body
    raise LookupError(one)


@cache
def _parsed(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _code(text: str) -> str:
    escaped = text.replace("|", "\\|")
    return f"`{escaped}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
