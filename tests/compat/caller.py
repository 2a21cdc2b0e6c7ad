"""Code that uses all there is of a generated client: what a caller may have written.

Every action is called with every parameter, every struct that is sent is made of all its fields,
and every field of every reply and of every struct in one is read into a variable.  Whatever is
given or read has the type that the generated code has for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tc3gen import graph
from tc3gen.languages.python import names, view
from tc3gen.languages.python.views import FieldView, ServiceView
from tc3gen.model import Service

_HEAD = """\
from __future__ import annotations
import builtins as _builtins
from typing import Any as _Any, Literal as _Literal
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a line of the caller relies on, by names in Python."""

    owner: str
    """A class, a method, or `errors` and a class."""
    part: str
    """`input`, `output`, `pages`, `wait`, `fields` or nothing."""
    field: str = ""


@dataclass
class Caller:
    """A module, and what each of its lines relies on."""

    lines: list[str] = field(default_factory=list)
    claims: dict[int, Claim] = field(default_factory=dict)

    def add(self, line: str, claim: Claim | None = None) -> None:
        self.lines.append(line)
        if claim is not None:
            self.claims[len(self.lines)] = claim

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def write(service: Service) -> Caller:
    """The caller of a service."""
    shown = view(service)
    caller = Caller(_HEAD.splitlines())
    package = f"tc3.{shown.package}.{shown.module}"
    caller.add(f"from {package} import errors, {shown.client} as _Client")
    for owner, part, name in _classes(shown):
        caller.add(f"from {package} import {name}", Claim(owner, part))
    usage = graph.usage(service)
    for struct in shown.structs:
        if usage[struct.wire].sent:
            call = f"    {struct.name}("
            _use(caller, f"make_{struct.name}", call, struct.name, "fields", struct.fields)
        if usage[struct.wire].received:
            caller.add(f"def read_{struct.name}(_value: {struct.name}) -> None:")
            _read(caller, struct.name, "fields", struct.fields)
    for action in shown.actions:
        request, response = action.parameters, action.response
        call = f"    _value: {response.name} = _client.{action.method}({_body(action.content)}"
        _use(caller, f"call_{action.method}", call, action.method, "input", request)
        _read(caller, action.method, "output", response.fields)
        if action.paging is not None:
            for number, each in enumerate((action.paging.pages, action.paging.items)):
                call = f"    _items = _client.{each.name}("
                _use(caller, f"call_{each.name}", call, action.method, "pages", request)
                caller.add("    for _each in _items:", Claim(action.method, "pages"))
                kind = f"{'item' if number else 'page'}: {each.result} = _each"
                caller.add(f"        _{kind}", Claim(action.method, "pages"))
        if action.stream is not None:
            call = f"    _events = _client.{action.stream.method.name}({_body(action.content)}"
            name = f"call_{action.stream.method.name}"
            _use(caller, name, call, action.method, "input", request)
            caller.add("    for _event in _events:", Claim(action.method, ""))
            caller.add("        pass")
        for waiter in action.waiters:
            call = f"    _last: {waiter.method.result} = _client.{waiter.method.name}("
            fields = [f for f in request if f.name not in names.WAITING]
            _use(caller, f"call_{waiter.method.name}", call, waiter.method.name, "wait", fields)
    for error in shown.errors:
        caller.add(f"errors.{error.name}", Claim(f"errors.{error.name}", ""))
    return caller


def _body(content: str) -> str:
    """The bytes that a method takes first."""
    return 'b"", ' if content else ""


def _classes(shown: ServiceView) -> Iterator[tuple[str, str, str]]:
    for struct in shown.structs:
        yield struct.name, "", struct.name
    for action in shown.actions:
        yield action.method, "", action.response.name


def _use(
    caller: Caller, name: str, call: str, owner: str, part: str, fields: Iterable[FieldView]
) -> None:
    """A function that hands its arguments, which have the right types, to something."""
    given = list(fields)
    annotated = "".join(f", a_{each.name}: {each.annotation}" for each in given)
    caller.add(f"def {name}(_client: _Client{annotated}) -> None:")
    caller.add(call, Claim(owner, part))
    for each in given:
        caller.add(f"        {each.name}=a_{each.name},", Claim(owner, part, each.name))
    caller.add("    )")


def _read(caller: Caller, owner: str, part: str, fields: Iterable[FieldView]) -> None:
    for number, each in enumerate(fields):
        line = f"    v{number}: {each.annotation} = _value.{each.name}"
        caller.add(line, Claim(owner, part, each.name))
    caller.add("    pass")
