"""A spec's examples as Python that runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ...model import Action, Example, Field, RegionRule, Struct, TypeRef
from . import literals, names
from .layout import Bracket, Expression, lay_out


@dataclass(frozen=True, slots=True)
class ExampleView:
    """One call as a person would write it."""

    title: str
    call: str
    """A whole script for the synchronous client; empty where there is none."""
    async_call: str
    """The same for the asynchronous one."""


class _Body(NamedTuple):
    """What a script does with its client: a call, in a statement, and what follows."""

    call: Bracket
    head: str
    tail: str = ""
    after: tuple[str, ...] = ("print(response)",)


class _Unknown(Exception):
    """The example holds something that the spec does not describe."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Writes the examples of one service."""

    package: str
    client: str
    structs: Mapping[str, Struct]
    classes: Mapping[str, str]

    def view(self, example: Example, action: Action, method: str) -> ExampleView:
        """An example as two scripts, which call `method` of the sync and the async client.

        Where the request is shown as text alone, there is nothing to call it with.
        """
        if example.input is None:
            return ExampleView(example.title, "", "")
        used: set[str] = set()
        try:
            arguments = self._members(example.input, action.input, used)
            call = Bracket(f"{self.package}.{method}(", arguments, ")")
        except _Unknown:
            # What the spec does not describe goes through the client's open door.
            used.clear()
            request = [("", literals.string(action.name)), ("", _plain(example.input))]
            call = Bracket(f"{self.package}.call(", request, ")")
        return ExampleView(
            example.title,
            self._script(self.client, used, action, _Body(call, "response = ")),
            self._script(f"Async{self.client}", used, action, _Body(call, "response = await ")),
        )

    def loop(self, action: Action, position: str, method: str) -> str:
        """A script that goes through the items of an action's list."""
        used: set[str] = set()
        call = self._followup(action, method, used, leave={position})
        body = _Body(call, "for item in ", ":", ("    print(item)",))
        return self._script(self.client, used, action, body)

    def wait(self, action: Action, parameters: Mapping[str, str], method: str) -> str:
        """A script that waits; `parameters` are the method's, by the attributes of the request."""
        used: set[str] = set()
        call = self._followup(action, method, used)
        items = [(f"{parameters[label[:-1]]}=", value) for label, value in call.items]
        body = _Body(replace(call, items=items), "response = ")
        return self._script(self.client, used, action, body)

    def _followup(
        self, action: Action, method: str, used: set[str], leave: Collection[str] = ()
    ) -> Bracket:
        """A call with what an example of the action sends, or else a gap for what must be sent."""
        needed = [field for field in action.input if field.required]
        arguments: list[tuple[str, Expression]] = [
            (f"{names.field(field.alias or field.name)}=", "...") for field in needed
        ]
        for example in action.examples:
            sent = example.input if isinstance(example.input, Mapping) else {}
            if all(field.name in sent for field in needed):
                sent = {name: value for name, value in sent.items() if name not in leave}
                try:
                    arguments = self._members(sent, action.input, used)
                except _Unknown:
                    used.clear()
                    continue
                break
        return Bracket(f"{self.package}.{method}(", arguments, ")")

    def _script(self, client: str, used: set[str], action: Action, body: _Body) -> str:
        region = 'region="ap-guangzhou"' if action.region is RegionRule.REQUIRED else ""
        imported = sorted({client, *used})
        line = f"from tc3.{self.package} import {', '.join(imported)}"
        if len(line) > literals.WIDTH:
            line = lay_out(
                Bracket(f"from tc3.{self.package} import (", [("", n) for n in imported], ")")
            )
        is_async = client != self.client
        lines = ["import asyncio", "", line] if is_async else [line]
        lines += ["", ""] if is_async else [""]
        indent = 8 if is_async else 4
        if is_async:
            lines += ["async def main() -> None:"]
        with_ = "async with" if is_async else "with"
        lines.append(" " * (indent - 4) + f"{with_} {client}({region}) as {self.package}:")
        lines.append(" " * indent + lay_out(body.call, indent, body.head, body.tail))
        lines += [" " * indent + line for line in body.after]
        if is_async:
            lines += ["", "", "asyncio.run(main())"]
        return "\n".join(lines) + "\n"

    def _members(
        self, data: Any, fields: Iterable[Field], used: set[str]
    ) -> list[tuple[str, Expression]]:
        if not isinstance(data, Mapping):
            raise _Unknown
        known = {field.name: field for field in fields}
        if not data.keys() <= known.keys():
            raise _Unknown
        return [
            (
                f"{names.field(known[name].alias or name)}=",
                self._expression(value, known[name].type, used),
            )
            for name, value in data.items()
        ]

    def _expression(self, data: Any, type_: TypeRef, used: set[str]) -> Expression:
        if data is None:
            return "None"
        if type_.item is not None:
            if not isinstance(data, list):
                raise _Unknown
            item = type_.item
            return Bracket("[", [("", self._expression(each, item, used)) for each in data], "]")
        if type_.struct is not None:
            name = self.classes[type_.struct]
            members = self._members(data, self.structs[type_.struct].fields, used)
            used.add(name)
            return Bracket(f"{name}(", members, ")")
        return _plain(data)


def _plain(data: Any) -> Expression:
    if isinstance(data, Mapping):
        items = [(f"{literals.string(str(key))}: ", _plain(value)) for key, value in data.items()]
        return Bracket("{", items, "}")
    if isinstance(data, list):
        return Bracket("[", [("", _plain(each)) for each in data], "]")
    return literals.value(data)
