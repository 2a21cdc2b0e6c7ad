"""From the neutral model to the data of a command line, spelt in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ... import graph, phrases, words
from ...bundles import WHOLE, Bundle
from ...model import Action, Body, Field, Limits, Scalar, Service
from ..python import literals, names, types
from ..python.layout import Bracket, Expression, call, lay_out
from .following import Wait, waits
from .views import ActionView, ServiceView

#: Examples that a help shows; pages have them all.
_MOST_EXAMPLES = 3


def view(service: Service, bundle: Bundle = WHOLE) -> ServiceView:
    """The service as its command line shows it."""
    return _Views(service).service()


class _Views:
    """Makes the views of one service."""

    def __init__(self, service: Service) -> None:
        self.model = service
        self.client = names.client(service.name)
        self.where = f"{service.title} ({service.name} {service.version})"

    def service(self) -> ServiceView:
        model = self.model
        entries = _map((command_name(action), _entry(action)) for action in model.actions)
        declaration = call(
            "_Service",
            version=literals.string(model.version),
            title=literals.string(model.title),
            client=literals.string(self.client),
            actions=entries,
        )
        solutions = _map((e.code, literals.string(e.solution)) for e in model.errors if e.solution)
        return ServiceView(
            name=model.name,
            version=model.version,
            package=names.package(model.name),
            module=names.version_module(model.version),
            label=f"service {model.name} {model.version}",
            declaration=lay_out(declaration, 0, "SERVICE = "),
            helps=lay_out(self.helps(), 0, "STRUCTS: _Mapping[str, _Mapping[str, _Help]] = "),
            solutions=lay_out(solutions, 0, "SOLUTIONS: dict[str, str] = "),
            actions=tuple(self.action(action) for action in model.actions),
        )

    def helps(self) -> Bracket:
        """What is said of the members of structs that requests hold."""
        usage = graph.usage(self.model)
        reserved = names.CLASSES | {self.client, f"Async{self.client}"}
        return _map(
            (types.class_of(struct.name, struct.alias, reserved), _helps(struct.fields))
            for struct in self.model.structs
            if usage[struct.name].sent
        )

    def action(self, action: Action) -> ActionView:
        base = action.alias or action.name
        facts: dict[str, Expression] = {
            "wire": literals.string(action.name),
            "request": literals.string(f"{names.class_(base)}Request"),
            "method": literals.string(names.method(base)),
        }
        if about := _about(action):
            facts["about"] = literals.string(about)
        if action.input:
            facts["parameters"] = _helps(action.input)
        if action.body is not Body.JSON:
            facts["body"] = literals.string(action.body.value)
        if action.body is Body.OCTET_STREAM and (renamed := dict(_renamed(action.input))):
            facts["renamed"] = _map((n, literals.string(p)) for n, p in renamed.items())
        if action.paging is not None:
            facts["pages"] = call(
                "_Pages",
                literals.string(names.pages(base)),
                literals.string(action.paging.items),
            )
        if waiting := [self.wait(wait) for wait in waits(self.model, action)]:
            facts["waits"] = _list(waiting)
        if action.streams:
            facts["stream"] = literals.string(names.stream(base))
        if examples := list(_examples(action)):
            facts["examples"] = _list(examples)
        made = call("_Command", **facts)
        used = ["Command"] + ["Help"] * bool(action.input)
        used += ["Pages"] * (action.paging is not None) + ["Wait"] * bool(waiting)
        return ActionView(
            wire=action.name,
            name=command_name(action),
            module=names.module(base),
            label=f"action {action.name}",
            doc=literals.docstring(f"The command of {action.name}, an action of {self.where}.", 0),
            imports="\n".join(f"from ....._cli.shapes import {n} as _{n}" for n in used),
            declaration=lay_out(made, 0, "COMMAND = "),
        )

    def wait(self, wait: Wait) -> Expression:
        """Something that can be waited for."""
        given = _map(
            (name, f"({literals.string(side)}, {literals.string(attribute)})")
            for name, (side, attribute) in wait.given.items()
        )
        name, method = words.kebab(wait.waiter), names.wait(wait.waiter)
        return call("_Wait", literals.string(name), literals.string(method), given)


def command_name(action: Action) -> str:
    """An action's command: `RebuildMedia` as `rebuild-media`."""
    return words.kebab(action.alias or action.name)


def _entry(action: Action) -> Expression:
    base = action.alias or action.name
    said = [literals.string(text) for text in (action.name, names.module(base), action.title)]
    left = {"left": "True"} if action.deprecated is not None or action.offline else {}
    return call("_Entry", *said, **left)


def _about(action: Action) -> str:
    """What a help says of an action, a paragraph each."""
    said = [action.title, action.description]
    if action.deprecated is not None:
        said.append(phrases.deprecation(action.deprecated))
    said.append(phrases.rate_limit(action))
    said += [phrases.offline(action), phrases.unsigned(action)]
    return "\n\n".join(part.strip() for part in said if part.strip())


def _helps(fields: Iterable[Field]) -> Bracket:
    return _map((field.name, _help(field)) for field in fields)


def _help(field: Field) -> Expression:
    explained = phrases.explained((*field.limits.enum, *field.limits.special))
    said = [
        field.description.strip(),
        *phrases.facts(field, listed=True),
        *(f"{phrases.scalar(c.value)}: {c.description.strip()}" for c in explained),
        phrases.hints(field),
    ]
    facts: dict[str, Expression] = {}
    if values := list(_known(field)):
        facts["values"] = literals.values(values)
    default = field.hints.default if field.default is None else field.default
    if default is not None:
        facts["default"] = literals.value(default)
    if field.example is not None:
        facts["example"] = literals.value(field.example)
    if field.deprecated is not None:
        facts["deprecated"] = "True"
    return call("_Help", literals.string(" ".join(part for part in said if part)), **facts)


def _known(field: Field) -> Iterable[Scalar]:
    """The values that are known where others are allowed; those of closed lists the client has."""

    def some(limits: Limits, open: bool) -> list[Scalar]:
        return [choice.value for choice in limits.enum] if open or limits.open else []

    hints = field.hints
    found = some(field.limits, False) + some(field.items, False)
    return dict.fromkeys([*found, *some(hints.limits, True), *some(hints.items, True)])


def _renamed(fields: Iterable[Field]) -> Iterable[tuple[str, str]]:
    """Attributes of a request, and the parameters of its method that have other names."""
    for field in fields:
        base = field.alias or field.name
        attribute, parameter = names.field(base), names.send_parameter(base)
        if attribute != parameter:
            yield attribute, parameter


def _examples(action: Action) -> Iterable[Expression]:
    """Requests that are objects with parameters that there are."""
    known = {field.name for field in action.input}
    sound = [
        example
        for example in action.examples
        if isinstance(example.input, Mapping) and example.input and example.input.keys() <= known
    ]
    for example in sound[:_MOST_EXAMPLES]:
        yield f"({literals.string(example.title)}, {literals.value(example.input)})"


def _map(pairs: Iterable[tuple[str, Expression]]) -> Bracket:
    return Bracket("{", [(f"{literals.string(key)}: ", value) for key, value in pairs], "}")


def _list(items: list[Expression]) -> Bracket:
    return Bracket("[", [("", item) for item in items], "]")
