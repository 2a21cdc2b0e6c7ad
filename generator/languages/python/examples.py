"""A spec's examples as Python that runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ...model import Action, Body, Example, Field, Kind, RegionRule, Struct, TypeRef
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


#: Stands among the names that a script uses where it reads a file.
_PATH = "Path"


class _Script(NamedTuple):
    """What a script does with its client: a call, in a statement, and what follows."""

    call: Bracket
    head: str
    tail: str = ""
    after: tuple[str, ...] = ("print(response)",)


#: Stands for a value that the reader has to fill in.
_GAP = object()


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
        if action.streams and example.output is None and example.reply:
            scripts = self.stream(action, names.stream(action.alias or action.name), example)
            return ExampleView(example.title, *scripts)
        used: set[str] = set()
        try:
            arguments = self._arguments(example.input, action, used)
            call = Bracket(f"{self.package}.{method}(", arguments, ")")
        except _Unknown:
            # What the spec does not describe goes through the client's open door.
            used.clear()
            request = [("", literals.string(action.name)), ("", _plain(example.input))]
            call = Bracket(f"{self.package}.call(", request, ")")
        return ExampleView(
            example.title,
            self._script(self.client, used, action, _Script(call, "response = ")),
            self._script(f"Async{self.client}", used, action, _Script(call, "response = await ")),
        )

    def send(self, action: Action) -> str:
        """A script that sends a file, or bytes."""
        used: set[str] = set()
        call = self._followup(action, names.method(action.alias or action.name), used)
        return self._script(self.client, used, action, _Script(call, "response = "))

    def stream(
        self, action: Action, method: str, example: Example | None = None
    ) -> tuple[str, str]:
        """Two scripts that go through the events of a stream, for both clients."""
        used: set[str] = set()
        call = self._followup(action, method, used, only=example)
        scripts = []
        for client, prefix in ((self.client, ""), (f"Async{self.client}", "async ")):
            after = (
                f"    {prefix}for event in stream:",
                "        print(event.reply or event.data)",
            )
            body = _Script(call, f"{prefix}with ", " as stream:", after)
            scripts.append(self._script(client, used, action, body))
        return scripts[0], scripts[1]

    def loop(self, action: Action, position: str, method: str) -> str:
        """A script that goes through the items of an action's list."""
        used: set[str] = set()
        call = self._followup(action, method, used, leave={position})
        body = _Script(call, "for item in ", ":", ("    print(item)",))
        return self._script(self.client, used, action, body)

    def wait(self, action: Action, parameters: Mapping[str, str], method: str) -> str:
        """A script that waits; `parameters` are the method's, by the attributes of the request."""
        used: set[str] = set()
        call = self._followup(action, method, used)
        items = [(f"{parameters[label[:-1]]}=", value) for label, value in call.items]
        body = _Script(replace(call, items=items), "response = ")
        return self._script(self.client, used, action, body)

    def _followup(
        self,
        action: Action,
        method: str,
        used: set[str],
        leave: Collection[str] = (),
        only: Example | None = None,
    ) -> Bracket:
        """A call with what an example of the action sends, or else a gap for what must be sent.

        A file is shown as one that is read, be it from an example or not.
        """
        is_form = action.body is Body.MULTIPART
        files = {f.name for f in action.input if is_form and f.type.kind is Kind.BINARY}
        needed = [field for field in action.input if field.required or field.name in files]
        arguments: list[tuple[str, Expression]] = []
        for example in action.examples if only is None else [only]:
            sent = example.input if isinstance(example.input, Mapping) else {}
            if all(field.name in sent for field in needed if field.required):
                sent = {
                    name: _GAP if name in files else value
                    for name, value in sent.items()
                    if name not in leave
                }
                try:
                    arguments = self._arguments(sent, action, used)
                except _Unknown:
                    continue
                break
        else:
            arguments = self._arguments({field.name: _GAP for field in needed}, action, used)
        return Bracket(f"{self.package}.{method}(", arguments, ")")

    def _script(self, client: str, used: set[str], action: Action, body: _Script) -> str:
        region = 'region="ap-guangzhou"' if action.region is RegionRule.REQUIRED else ""
        imported = sorted({client, *used} - {_PATH})
        line = f"from tc3.{self.package} import {', '.join(imported)}"
        if len(line) > literals.WIDTH:
            line = lay_out(
                Bracket(f"from tc3.{self.package} import (", [("", n) for n in imported], ")")
            )
        is_async = client != self.client
        standard = ["import asyncio"] if is_async else []
        standard += ["from pathlib import Path"] if _PATH in used else []
        lines = [*standard, "", line] if standard else [line]
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

    def _arguments(self, data: Any, action: Action, used: set[str]) -> list[tuple[str, Expression]]:
        """The arguments of an action's method.  Raises _Unknown, and then nothing is used."""
        try:
            given = self._members(data, action.input, used)
        except _Unknown:
            used.clear()
            raise
        if action.body is Body.JSON:
            return given
        known = {field.name: field for field in action.input}
        arguments: list[tuple[str, Expression]] = []
        if action.body is Body.OCTET_STREAM:
            used.add(_PATH)
            arguments.append(("", 'Path("body.bin").read_bytes()'))
        for (name, value), (label, expression) in zip(data.items(), given, strict=True):
            if action.body is Body.OCTET_STREAM:
                label = f"{names.send_parameter(known[name].alias or name)}="
            elif known[name].type.kind is Kind.BINARY and value is _GAP:
                used.add(_PATH)
                expression = f"Path({literals.string(name)}).read_bytes()"
            elif known[name].type.kind is Kind.BINARY and isinstance(value, str):
                expression = literals.octets(value.encode("utf-8", "surrogatepass"))
            arguments.append((label, expression))
        return arguments

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
        if data is None or data is _GAP:
            return "None" if data is None else "..."
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
