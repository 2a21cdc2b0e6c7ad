"""From the neutral model to the data of a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ... import graph, phrases, words
from ...bundles import WHOLE, Bundle
from ...model import Action, Body, Field, Limits, Scalar, Service
from ..markdown import tree
from ..python import names, types
from . import literals
from .following import Wait, waits
from .views import ActionView, ServiceView

#: Examples that a help shows; pages have them all.
_MOST_EXAMPLES = 3


def view(service: Service, bundle: Bundle = WHOLE) -> ServiceView:
    """The service as its command line shows it."""
    known = {
        "name": service.name,
        "version": service.version,
        "package": names.package(service.name),
        "module": names.version_module(service.version),
        "label": f"service {service.name} {service.version}",
        "actions": tuple(_action(service, action) for action in service.actions),
    }
    return ServiceView.late(
        known,
        index=lambda: literals.dump(_index(service), 2),
        helps=lambda: literals.dump(_struct_helps(service), 2),
        solutions=lambda: literals.dump(_solutions(service), 1),
    )


def command_name(action: Action) -> str:
    """An action's command: `RebuildMedia` as `rebuild-media`."""
    return words.kebab(action.alias or action.name)


def _index(service: Service) -> dict[str, Any]:
    return {
        "version": service.version,
        "title": service.title,
        "client": names.client(service.name),
        "actions": {command_name(action): _entry(action) for action in service.actions},
    }


def _solutions(service: Service) -> dict[str, str]:
    return {error.code: _line(error.solution) for error in service.errors if error.solution}


def _entry(action: Action) -> dict[str, Any]:
    """What the list of all actions says of one."""
    found = {
        "wire": action.name,
        "module": names.module(action.alias or action.name),
        "summary": _line(action.title),
    }
    return {**found, "left": True} if action.deprecated or action.offline else found


def _struct_helps(service: Service) -> dict[str, Any]:
    """What is said of the members of structs that requests hold, by the structs' classes."""
    usage = graph.usage(service)
    client = names.client(service.name)
    reserved = names.CLASSES | {client, f"Async{client}"}
    return {
        types.class_of(struct.name, struct.alias, reserved): _helps(struct.fields)
        for struct in service.structs
        if usage[struct.name].sent
    }


def _action(service: Service, action: Action) -> ActionView:
    known = {
        "wire": action.name,
        "name": command_name(action),
        "module": names.module(action.alias or action.name),
        "label": f"action {action.name}",
    }
    return ActionView.late(known, data=lambda: literals.dump(_data(service, action), 2))


def _data(service: Service, action: Action) -> dict[str, Any]:
    """All that there is to say of an action, without what it is not."""
    base = action.alias or action.name
    data: dict[str, Any] = {
        "wire": action.name,
        "request": f"{names.class_(base)}Request",
        "method": names.method(base),
        "about": _about(action),
        "read_only": action.read_only,
        "parameters": _helps(action.input),
        "body": "" if action.body is Body.JSON else action.body.value,
        "renamed": dict(_renamed(action)),
        "pages": None,
        "waits": [_wait(wait) for wait in waits(service, action)],
        "stream": names.stream(base) if action.streams else "",
        "examples": list(_examples(action)),
    }
    if action.paging is not None:
        data["pages"] = {"method": names.pages(base), "items": action.paging.items}
    return {key: value for key, value in data.items() if value}


def _wait(wait: Wait) -> dict[str, Any]:
    return {
        "name": words.kebab(wait.waiter),
        "method": names.wait(wait.waiter),
        "given": {name: list(source) for name, source in wait.given.items()},
    }


def _about(action: Action) -> str:
    """What a help says of an action, a paragraph each."""
    said = [action.title, action.description]
    if action.deprecated is not None:
        said.append(phrases.deprecation(action.deprecated))
    said.append(phrases.rate_limit(action))
    said += [phrases.offline(action), phrases.unsigned(action)]
    return "\n\n".join(text for part in said if (text := _text(part)))


def _helps(fields: Iterable[Field]) -> dict[str, Any]:
    return {field.name: _help(field) for field in fields}


def _help(field: Field) -> dict[str, Any]:
    said = _lines(field.description)
    if facts := " ".join(phrases.facts(field, listed=True)):
        # Behind a paragraph, but below a list.
        said = [f"{said[0]} {facts}"] if len(said) == 1 else [*said, facts]
    explained = phrases.explained((*field.limits.enum, *field.limits.special))
    said += [f"- {phrases.scalar(c.value)}: {_line(c.description)}" for c in explained]
    said += filter(None, [phrases.hints(field)])
    found: dict[str, Any] = {"text": "\n".join(said)}
    if values := list(dict.fromkeys(_known(field))):
        found["values"] = values
    default = field.hints.default if field.default is None else field.default
    for key, value in (("default", default), ("example", field.example)):
        if value is not None:
            found[key] = value
    return found


def _known(field: Field) -> Iterator[Scalar]:
    """The values that are known where others are allowed; those of closed lists the client has."""
    hints = field.hints
    for limits in (field.limits, field.items):
        if limits.open:
            yield from _values(limits)
    yield from _values(hints.limits)
    yield from _values(hints.items)


def _values(limits: Limits) -> Iterator[Scalar]:
    return (choice.value for choice in limits.enum)


def _renamed(action: Action) -> Iterator[tuple[str, str]]:
    """Attributes of a request, and the parameters of its method that have other names."""
    if action.body is not Body.OCTET_STREAM:
        return
    for field in action.input:
        base = field.alias or field.name
        attribute, parameter = names.field(base), names.send_parameter(base)
        if attribute != parameter:
            yield attribute, parameter


def _examples(action: Action) -> Iterator[list[Any]]:
    """Requests that are objects with parameters that there are, each with what it shows."""
    known = {field.name for field in action.input}
    sound = [
        example
        for example in action.examples
        if isinstance(example.input, Mapping) and example.input and example.input.keys() <= known
    ]
    return ([_line(example.title), example.input] for example in sound[:_MOST_EXAMPLES])


def _line(markdown: str) -> str:
    return tree.text(tree.tree(markdown, ()))


def _text(markdown: str) -> str:
    return "\n".join(_lines(markdown))


def _lines(markdown: str) -> list[str]:
    return tree.lines(tree.tree(markdown, ()))
