"""Everything that a template of Python code needs, already computed.

A view holds finished pieces of source: names, annotations, docstrings, calls.  Templates only put
them in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from . import examples, literals
from .imports import TYPES, import_block, import_line, needs
from .late import Late
from .layout import Annotated, Bracket, Expression, call, flat, lay_out
from .method_views import PagingView, StreamView, WaiterView


@dataclass(frozen=True, slots=True)
class FieldView(Late):
    """A field of a dataclass, and the parameter of a method that it becomes."""

    wire: str
    name: str
    annotation: str
    """With `| None` where it can be left out."""
    line: str
    """The whole declaration in a class body."""
    doc: str
    """The docstring beneath it; empty where there is nothing to say."""
    summary: str
    """The same as plain text."""
    optional: bool

    @property
    def parameter(self) -> Expression:
        """The declaration in a method's signature."""
        return Annotated(self.name, self.annotation, "None" if self.optional else "")


@dataclass(frozen=True, slots=True)
class StructView(Late):
    """A dataclass: a struct, a request or a reply."""

    wire: str
    name: str
    """The class."""
    module: str
    """The module that holds it, where that is not the one of an action."""
    label: str
    title: str
    """What the module's docstring says."""
    doc: str
    """The docstring of the class."""
    fields: tuple[FieldView, ...]
    needs: tuple[str, ...]
    """What its fields' annotations take from `typing` and `builtins`, as in `needs`."""
    neighbours: tuple[tuple[str, str], ...]
    """Class and module of every struct that its annotations name."""

    @property
    def imports(self) -> str:
        """What a module that holds this struct alone imports."""
        neighbours = [(name, f".{module}") for name, module in self.neighbours]
        return import_block(_standard_of(self), _runtime_of(self), neighbours)


@dataclass(frozen=True, slots=True)
class ActionView(Late):
    """An action: a method, its request and its reply."""

    wire: str
    method: str
    constant: str
    """The runtime's description of the action."""
    module: str
    """The module of the request, the reply and the constant."""
    label: str
    title: str
    request: StructView
    response: StructView
    declaration: str
    """The call that makes the constant, without the constant's name."""
    doc: str
    """The method's docstring."""
    examples: tuple[examples.ExampleView, ...]
    raises: tuple[str, ...]
    """The error classes that the action is said to answer with."""
    parameters: tuple[FieldView, ...]
    """The fields of the request, under the names that they have as parameters."""
    content: str = ""
    """The declaration of the bytes that are sent; empty where there are none."""
    paging: PagingView | None = None
    stream: StreamView | None = None
    waiters: tuple[WaiterView, ...] = ()
    script: str = ""
    """How a person would send files or bytes."""

    def signature(self, head: str) -> str:
        """The method's first lines; `head` is `def` or `async def`."""
        items: list[Expression] = ["self", *([self.content] if self.content else [])]
        items += ["*"] if self.parameters else []
        items += [field.parameter for field in self.parameters]
        expression = Bracket(
            f"{head} {self.method}(",
            [("", item) for item in items],
            f") -> {self.response.name}:",
        )
        return lay_out(expression, 4)

    def invocation(self, head: str) -> str:
        """The method's last statement; `head` is `return` or `return await`."""
        pairs = zip(self.request.fields, self.parameters, strict=True)
        arguments: dict[str, Expression] = {field.name: given.name for field, given in pairs}
        request = call(self.request.name, **arguments)
        content = ["body"] if self.content else []
        return lay_out(call(f"{head} self._invoke", self.constant, request, *content), 8)

    @property
    def imports(self) -> str:
        """What the module of the request, the reply and the constant imports."""
        both = (self.request, self.response)
        neighbours = [
            (name, f"..models.{module}") for struct in both for name, module in struct.neighbours
        ]
        runtime = [*_runtime_of(*both), "from ...._runtime.model import Action as _Action"]
        if self.paging is not None:
            runtime.append("from ...._runtime.paging import Paging as _Paging")
        if self.waiters:
            runtime.append("from ...._runtime.waiting import Waiter as _Waiter")
        return import_block(_standard_of(*both), runtime, neighbours)

    @property
    def declarations(self) -> str:
        """The constants: the action, how to page it, and what to wait for with it."""
        paging = [self.paging.declaration] if self.paging is not None else []
        waiters = [waiter.declaration for waiter in self.waiters]
        return "\n".join([self.declaration, *paging, *waiters])

    def own_import(self, constant: str = "") -> str:
        """The import inside the method, so that a client loads only the actions that it calls."""
        names = f"{constant or self.constant}, {self.request.name}"
        return import_line(f".actions.{self.module}", names, 8)


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An error class."""

    code: str
    name: str
    base: str
    """The class of its family."""
    doc: str
    brief: str
    """What it means, without what to do."""
    literal: str
    """The code as a Python string."""

    @property
    def head(self) -> str:
        """The first lines of the class."""
        return lay_out(Bracket(f"class {self.name}(", [("", self.base)], "):"))


@dataclass(frozen=True)
class ServiceView(Late):
    """A service in one version."""

    name: str
    version: str
    title: str
    package: str
    """The package of all its versions."""
    module: str
    """The package of this version."""
    label: str
    client: str
    """The class of the synchronous client."""
    async_client: str
    """The class of the asynchronous one."""
    doc: str
    """The docstring of the version's package."""
    package_doc: str
    """The docstring of the service's package, where this version is the default."""
    errors_doc: str
    """The docstring of the module of errors."""
    info: str
    """The call that makes the runtime's description of the service."""
    actions: tuple[ActionView, ...]
    structs: tuple[StructView, ...]
    errors: tuple[ErrorView, ...]
    origin: str
    """Which version of which package it was described from, as far as the spec says."""
    root: str
    """The package that holds the service's own."""
    asynchronous: bool
    """Whether there is a client for coroutines."""

    @property
    def types_title(self) -> str:
        """The docstring of a module that holds all data types."""
        where = f"{self.title} ({self.name} {self.version})"
        return literals.docstring(f"The data types of {where}.", 0)

    @property
    def types_imports(self) -> str:
        """What a module imports that holds all data types."""
        return import_block(_standard_of(*self.structs), _runtime_of(*self.structs), ())

    @cached_property
    def exports(self) -> list[tuple[str, str]]:
        """Every class that the package offers, and the module that it stands in, sorted."""
        found = [(struct.name, f"models.{struct.module}") for struct in self.structs]
        for action in self.actions:
            found.append((action.request.name, f"actions.{action.module}"))
            found.append((action.response.name, f"actions.{action.module}"))
        found.append((self.client, "client"))
        if self.asynchronous:
            found.append((self.async_client, "async_client"))
        return sorted(found)

    def reexports(self, module: str = "", shared: bool = False) -> list[str]:
        """The lines that make the exports public to type checkers.

        Args:
            module: The one module that offers them all; without it, each is imported from its own.
            shared: Whether all data types share one.
        """
        places = sorted((module or own, name) for name, own in self.exports)
        types = f"models.{TYPES}"
        lines = [
            import_line(f".{place}", f"{name} as {name}", 4)
            for place, name in places
            if not shared or place != types
        ]
        return [*lines, *([f"from .{types} import *"] if shared and self.structs else [])]

    def client_doc(self, asynchronous: bool) -> str:
        """The docstring of a client's class and, in brief, of its module."""
        name = self.async_client if asynchronous else self.client
        kind = "asynchronous" if asynchronous else "synchronous"
        awaited = " is awaited, and" if asynchronous else ""
        return literals.docstring(
            f"The {kind} client of {self.title}.\n\n"
            f"A method for each action{awaited} takes the action's parameters by name, checks them "
            "against the limits that the service states, and returns its reply. It raises a class "
            f"of `errors` where a call fails. `{name}.call` reaches actions that have no method. "
            "Use it in a `with` block, or close it: it keeps connections open.",
            4,
        )

    def client_imports(self, base: str) -> str:
        """What the module of a client imports; `base` is the runtime's class that it extends."""
        annotations = [f.annotation for action in self.actions for f in action.request.fields]
        annotations += [action.content for action in self.actions]
        paged = [action.paging for action in self.actions if action.paging is not None]
        methods = [each.items for each in paged]
        methods += [waiter.method for action in self.actions for waiter in action.waiters]
        for method in methods:
            annotations += [*map(flat, method.parameters), method.result]
        iterator = "_AsyncIterator" if base.startswith("Async") else "_Iterator"
        standard = [*needs(annotations), *([iterator] if paged else [])]
        neighbours = [
            (name, f".models.{module}")
            for action in self.actions
            for name, module in action.request.neighbours
        ]
        neighbours += [(a.response.name, f".actions.{a.module}") for a in self.actions]
        neighbours += [
            (name, f".models.{module}") for each in paged for name, module in each.neighbours
        ]
        if any(action.waiters for action in self.actions):
            neighbours.append(("PollHook as _PollHook", "..._runtime.waiting"))
        if any(action.stream for action in self.actions):
            stream = "AsyncStream" if base.startswith("Async") else "Stream"
            neighbours.append((f"{stream} as _{stream}", "..._runtime.streaming"))
        runtime = [
            f"from ..._runtime.client import {base} as _{base}",
            "from ..._runtime.model import ServiceInfo as _ServiceInfo",
        ]
        return import_block(standard, runtime, neighbours)

    def action(self, wire: str) -> ActionView:
        """The action of a wire name."""
        return self._actions[wire]

    def struct(self, wire: str) -> StructView:
        """The struct of a wire name."""
        return self._structs[wire]

    def error(self, code: str) -> ErrorView:
        """The error class of a code."""
        return self._errors[code]

    @cached_property
    def _actions(self) -> Mapping[str, ActionView]:
        return {action.wire: action for action in self.actions}

    @cached_property
    def _structs(self) -> Mapping[str, StructView]:
        return {struct.wire: struct for struct in self.structs}

    @cached_property
    def _errors(self) -> Mapping[str, ErrorView]:
        return {error.code: error for error in self.errors}


def _runtime_of(*structs: StructView) -> list[str]:
    text = "".join(field.line for struct in structs for field in struct.fields)
    names = ["Struct as _Struct"]
    names += ["Limits as _Limits"] if "_Limits(" in text else []
    names += ["wire as _wire"] if text else []
    return [f"from ...._runtime.model import {name}" for name in names]


def _standard_of(*structs: StructView) -> list[str]:
    found = {name for struct in structs for name in struct.needs} | {"_dataclass"}
    return [*found, "_field"] if any(struct.fields for struct in structs) else [*found]
