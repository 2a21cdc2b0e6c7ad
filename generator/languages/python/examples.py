"""A spec's examples as Python that runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...model import Action, Example, Field, RegionRule, Struct, TypeRef
from . import literals, names
from .layout import Bracket, Expression, lay_out


@dataclass(frozen=True, slots=True)
class ExampleView:
    """One call as a person would write it."""

    title: str
    call: str
    """A whole script for the synchronous client."""
    async_call: str
    """The same for the asynchronous one."""


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
        """An example as two scripts, which call `method` of the sync and the async client."""
        used: set[str] = set()
        try:
            arguments = self._members(example.input, action.input, used)
            call = Bracket(f"{self.package}.{method}(", arguments, ")")
        except _Unknown:
            # What the spec does not describe goes through the client's open door.
            used.clear()
            request = [("", literals.string(action.name)), ("", _plain(example.input))]
            call = Bracket(f"{self.package}.call(", request, ")")
        region = 'region="ap-guangzhou"' if action.region is RegionRule.REQUIRED else ""
        return ExampleView(
            example.title,
            self._script(self.client, used, region, call),
            self._script(f"Async{self.client}", used, region, call),
        )

    def _script(self, client: str, used: set[str], region: str, call: Bracket) -> str:
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
        head = "response = await " if is_async else "response = "
        lines.append(" " * indent + lay_out(call, indent, head))
        lines.append(" " * indent + "print(response)")
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
