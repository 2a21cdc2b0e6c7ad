"""A definition as spec data."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ... import build, clashes, graph, words
from ...diagnostics import Diagnostic, Position
from ...model import Field, Service
from .. import prose
from . import client, conventions, fields, naming
from .examples import Examples, hosts
from .reading import Definition
from .rules import GUESSED_HEADERS, RENAMED_STRUCT

Data = dict[str, Any]

#: What a definition says in the description of `RequestId` where a reply can be a stream of events:
#: that it stands in this header instead.
_STREAMED = "X-TC-RequestId"
_CONTENT_TYPE = re.compile(r"content-type\W+([\w.+-]+/[\w.+-]+)", re.IGNORECASE)
#: Heads, since translation has joined lines.
_NO_BYTES = ("application/json", "application/x-www-form", "multipart/form-data", "text/")
_DOMAIN = "tencentcloudapi.com"


@dataclass(slots=True)
class Converted:
    """What became of a definition."""

    spec: Data
    diagnostics: list[Diagnostic] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    """Of examples, and of those among them that are sound."""
    unsound: dict[str, int] = field(default_factory=dict)
    """Why the others are not."""


def convert(
    definition: Definition, shown: str, actions: Collection[str], before: Mapping[str, Any]
) -> Converted:
    """Makes a spec of a definition.

    Args:
        definition: What to convert.
        shown: Its file, as diagnostics spell it.
        actions: Those to take, with what they reach; empty for all.
        before: The data of the spec that will be replaced, whose aliases stay; or an empty map.
    """
    return _Converter(definition, shown, actions).convert(before)


class _Converter:
    def __init__(self, definition: Definition, shown: str, actions: Collection[str]) -> None:
        self.definition = definition
        self.where = Position(shown)
        self.actions = {
            name: action
            for name, action in definition.actions.items()
            if not actions or name in actions
        }
        self.taken = actions
        self.client = client.read(definition.file.client)
        self.found: list[Diagnostic] = []
        self.structs = self._reached()
        self.names = self._names()

    def convert(self, before: Mapping[str, Any]) -> Converted:
        origin = self.definition.file.origin
        spec: Data = {
            "tc3gen": 1,
            "service": self.definition.service,
            "version": self.definition.version,
            "title": self._title(),
        }
        if brief := self._metadata("api_brief"):
            spec["description"] = brief
        spec["endpoints"] = self._endpoints()
        spec["region"] = "optional"
        if origin.package:
            source: Data = {"package": origin.package, "version": origin.version}
            if self.taken:
                source["actions"] = list(self.actions)
            spec["sources"] = [source]
        spec["actions"] = {name: self._action(name) for name in self.actions}
        if self.structs:
            spec["structs"] = {self.names[name]: self._struct(name) for name in self.structs}
        if self.client.errors:
            spec["errors"] = dict(self.client.errors)
        naming.name_all(spec, before)
        model = build.service(spec)
        self._propose(spec, model)
        examples = Examples(graph.index(model))
        self._add_examples(spec, model, examples)
        unsound = {str(reason): count for reason, count in examples.unsound.most_common()}
        return Converted(spec, self.found, examples.counts, unsound)

    # The service ---------------------------------------------------------------------------------

    def _metadata(self, key: str) -> str:
        value = self.definition.metadata.get(key)
        return prose.clean(value) if isinstance(value, str) else ""

    def _title(self) -> str:
        """The service's name; definitions in English have it in Chinese alone."""
        for key in ("serviceNameEN", "serviceNameCN"):
            title = prose.one_line(self._metadata(key))
            if title and (title.isascii() or not self.definition.file.origin.international):
                return title
        return self.definition.service

    def _endpoints(self) -> Data:
        service = self.definition.service
        sites = {
            "domestic": f"{service}.{_DOMAIN}",
            "international": f"{service}.intl.{_DOMAIN}",
        }
        if self.definition.file.origin.international:
            sites = dict(reversed(sites.items()))
        form = re.compile(rf"{re.escape(service)}\.([a-z]+)\.{re.escape(_DOMAIN)}")
        for name in self.actions:
            for host in hosts(self.definition.examples.get(name, ())):
                if (match := form.fullmatch(host)) and match[1] != "intl":
                    sites.setdefault(match[1], host)
        return sites

    def _reached(self) -> list[str]:
        """The objects that are structs, in the order of the definition."""
        messages = {a[key] for a in self.definition.actions.values() for key in ("input", "output")}
        waiting = [a[key] for a in self.actions.values() for key in ("input", "output")]
        reached = set(waiting)
        while waiting:
            for member in self.definition.members(waiting.pop()):
                target = member["member"]
                if _is_struct(member) and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        held = {
            member["member"]
            for name in reached
            for member in self.definition.members(name)
            if _is_struct(member)
        }
        return [
            name
            for name in self.definition.objects
            if name in reached and (name not in messages or name in held)
        ]

    def _names(self) -> dict[str, str]:
        """The structs' names in the spec; what is called as a type is needs another one."""
        names = {name: name for name in self.structs}
        taken = {key for name in names for key in clashes.STRUCTS.keys(name)}
        for name in names:
            if name in build.TYPE_WORDS:
                names[name] = clashes.suggest(name, taken, clashes.STRUCTS)
                taken.update(clashes.STRUCTS.keys(names[name]))
                message = f"the struct `{name}` is called as a type is, and is `{names[name]}` here"
                self.found.append(RENAMED_STRUCT.at(self.where, message))
        return names

    # Its parts -----------------------------------------------------------------------------------

    def _action(self, name: str) -> Data:
        action = self.actions[name]
        made: Data = {}
        title = prose.one_line(_text(action, "name"))
        description = prose.clean(_text(action, "document"))
        if title and title != name:
            made["title"] = title
        if description and description.rstrip(".") != title.rstrip("."):
            made["description"] = description
        status = action.get("status", "online")
        if status == "deprecated":
            made["deprecated"] = True
        elif status == "offline":
            made["offline"] = True
        if action.get("skip_sign") is True:
            made["unsigned"] = True
        made |= self._body(name)
        reply = self.definition.members(action["output"])
        if any(m["name"] == "RequestId" and _STREAMED in _text(m, "document") for m in reply):
            made["streams"] = True
        made["input"] = self._fields(action["input"], "input")
        made["output"] = self._fields(action["output"], "output")
        return {key: value for key, value in made.items() if value or key == "input"}

    def _body(self, name: str) -> Data:
        """How the request is sent, where that is not as JSON."""
        if (prefix := self.client.byte_actions.get(name)) is not None:
            return {"body": "octet-stream", "header_prefix": prefix or self._guess(name)}
        members = self.definition.members(self.actions[name]["input"])
        if any(member["type"] == "binary" for member in members):
            return {"body": "multipart"}
        for example in self.definition.examples.get(name, ()):
            said = _CONTENT_TYPE.search(_text(example, "input"))
            if said and not said[1].lower().startswith(_NO_BYTES):
                return {"body": "octet-stream", "header_prefix": self._guess(name)}
        return {}

    def _guess(self, name: str) -> str:
        prefix = f"X-{self.definition.service.upper()}-"
        message = f"`{name}` takes bytes, and its headers are guessed to begin with `{prefix}`"
        self.found.append(GUESSED_HEADERS.at(self.where, message))
        return prefix

    def _struct(self, name: str) -> Data:
        description = prose.clean(_text(self.definition.objects[name], "document"))
        made: Data = {"description": description} if description else {}
        return made | {"fields": self._fields(name, "fields")}

    def _fields(self, name: str, place: str) -> Data:
        return {
            member["name"]: fields.field(member, self.names, place)
            for member in self._members(name, place)
        }

    def _members(self, name: str, place: str) -> Iterator[Mapping[str, Any]]:
        for member in self.definition.members(name):
            if place != "output" or member["name"] != "RequestId":
                yield member

    # What is made of it --------------------------------------------------------------------------

    def _propose(self, spec: Data, model: Service) -> None:
        structs = graph.index(model)
        methods = {words.snake(action.alias or action.name) for action in model.actions}
        for action in model.actions:
            made = spec["actions"][action.name]
            if conventions.reads(action):
                made["read_only"] = True
            base = words.snake(action.alias or action.name)
            free = not methods & {f"{base}_pages", f"{base}_items"}
            paging = conventions.paging(action, structs)
            if paging is not None and free and not action.streams:
                made["paging"] = paging
        waiters = conventions.waiters(model)
        if waiters:
            spec["waiters"] = waiters

    def _add_examples(self, spec: Data, model: Service, examples: Examples) -> None:
        for action in model.actions:
            made, given = spec["actions"][action.name], self.actions[action.name]
            self._add_field_examples(made, action.input, given["input"], "input", examples)
            self._add_field_examples(made, action.output, given["output"], "output", examples)
            listed = examples.convert(self.definition.examples.get(action.name, ()), action)
            if listed:
                made["examples"] = listed
        names = {spelt: name for name, spelt in self.names.items()}
        for struct in model.structs:
            made = spec["structs"][struct.name]
            self._add_field_examples(made, struct.fields, names[struct.name], "fields", examples)
        for section, holder, name in examples.nulls:
            members = spec[section][holder]["output" if section == "actions" else "fields"]
            members[name].setdefault("hints", {})["nullable"] = True

    def _add_field_examples(
        self,
        made: Data,
        modelled: tuple[Field, ...],
        name: str,
        place: str,
        examples: Examples,
    ) -> None:
        for one, member in zip(modelled, self._members(name, place), strict=True):
            if member.get("example"):
                fields.add_example(made[place][one.name], member, one, examples.fits)


def _is_struct(member: Mapping[str, Any]) -> bool:
    return member["type"] == "object" or (
        member["type"] == "list" and member["member"] not in fields.KINDS
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
