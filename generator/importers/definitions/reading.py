"""A definition as data, judged: whoever converts it can rely on what it refers to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...diagnostics import Diagnostic, Position
from ...source import DataPath
from .. import places
from .fields import KINDS
from .files import DefinitionFile
from .rules import (
    BAD_EXAMPLES,
    BAD_REFERENCE,
    NOT_A_DEFINITION,
    NOT_JSON,
    UNKNOWN_TYPE,
    UNUSABLE_NAME,
)

#: The largest that is known has 4 MB.
MAX_BYTES = 64 * 1024 * 1024

Json = Mapping[str, Any]

#: What a spec takes for a name.
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,127}")
_SERVICE = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}")

#: What the problem is, in a definition that cannot be used: rule, path, message, help.
_Fault = tuple[Any, DataPath, str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a definition says of one service in one version; its references lead somewhere."""

    file: DefinitionFile
    service: str
    version: str
    metadata: Json
    actions: Mapping[str, Json]
    objects: Mapping[str, Json]
    examples: Mapping[str, list[Json]]
    """By action."""

    def members(self, name: str) -> list[Json]:
        """The members of an object."""
        members: list[Json] = self.objects[name]["members"]
        return members


class _Unreadable(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(file: DefinitionFile, shown: str) -> tuple[Definition | None, list[Diagnostic]]:
    """The definition, or None, and what is wrong with it.

    Args:
        file: Where it is.
        shown: How diagnostics spell the path of `api.json`.
    """
    try:
        data, text = _json(file.api, shown)
    except _Unreadable as error:
        return None, [error.diagnostic]
    found = [
        rule.at(places.place(text, shown, path), message, help)
        for rule, path, message, help in _faults(data)
    ]
    if found:
        return None, found
    examples, found = _examples(file, Path(shown).with_name(file.examples.name).as_posix())
    metadata = data["metadata"]
    definition = Definition(
        file,
        metadata["serviceShortName"],
        metadata["apiVersion"],
        metadata,
        data["actions"],
        data["objects"],
        examples,
    )
    return definition, found


def _json(file: Path, shown: str) -> tuple[Any, str]:
    whole = Position(shown)
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _Unreadable(NOT_JSON.at(whole, f"the file cannot be read: {reason}")) from None
    if len(content) > MAX_BYTES:
        raise _Unreadable(NOT_JSON.at(whole, f"the file has more than {MAX_BYTES:,} bytes"))
    try:
        text = content.decode("utf-8-sig")
        return places.load(text), text
    except UnicodeDecodeError as error:
        message = f"the byte 0x{content[error.start]:02x} at offset {error.start} is not UTF-8"
        raise _Unreadable(NOT_JSON.at(whole, message, "save the file as UTF-8")) from None
    except json.JSONDecodeError as error:
        where = Position(shown, error.lineno, error.colno)
        raise _Unreadable(NOT_JSON.at(where, f"this is not JSON: {error.msg}")) from None
    except places.RepeatedName as error:
        message = f"a map has two members called `{error}`"
        raise _Unreadable(NOT_JSON.at(whole, message, "one of them would be lost")) from None
    except RecursionError:
        raise _Unreadable(NOT_JSON.at(whole, "maps and lists are nested too deep")) from None


# What has to be there -----------------------------------------------------------------------------


def _faults(data: Any) -> Iterator[_Fault]:
    missing = next((fault for fault in _frame(data)), None)
    if missing is not None:
        yield missing
        return
    objects = data["objects"]
    messages: set[str] = set()
    for name, action in data["actions"].items():
        path: DataPath = ("actions", name)
        yield from _name(path, name)
        for key in ("input", "output"):
            target = action.get(key) if isinstance(action, dict) else None
            if not isinstance(target, str):
                yield NOT_A_DEFINITION, path, f"the action `{name}` has no `{key}`", ""
            elif target not in objects:
                message = f"`{name}` refers to `{target}`, which is not among the objects"
                yield BAD_REFERENCE, (*path, key), message, ""
            else:
                messages.add(target)
    for name, value in objects.items():
        path = ("objects", name)
        if name not in messages:
            yield from _name(path, name)
        members = value.get("members") if isinstance(value, dict) else None
        if not isinstance(members, list):
            yield NOT_A_DEFINITION, path, f"the object `{name}` has no list of `members`", ""
            continue
        seen: set[str] = set()
        for index, member in enumerate(members):
            yield from _member((*path, "members", index), member, name, objects, seen)


def _frame(data: Any) -> Iterator[_Fault]:
    if not isinstance(data, dict):
        yield NOT_A_DEFINITION, (), "the file is not a map", ""
        return
    for key in ("metadata", "actions", "objects"):
        if not isinstance(data.get(key), dict):
            yield NOT_A_DEFINITION, (), f"there is no map `{key}`", "is this the right file?"
    metadata = data["metadata"]
    for key, form, what in (
        ("serviceShortName", _SERVICE, "the service's short name"),
        ("apiVersion", _VERSION, "the version, a date"),
    ):
        value = metadata.get(key)
        if not isinstance(value, str) or not form.fullmatch(value):
            message = f"`metadata.{key}` must be {what}, not {json.dumps(value)}"
            yield NOT_A_DEFINITION, ("metadata", key), message, ""


def _member(
    path: DataPath, member: Any, owner: str, objects: Json, seen: set[str]
) -> Iterator[_Fault]:
    if not isinstance(member, dict) or not all(
        isinstance(member.get(key), str) for key in ("name", "type", "member")
    ):
        message = f"a member of `{owner}` lacks `name`, `type` or `member`"
        yield NOT_A_DEFINITION, path, message, ""
        return
    name, kind, target = member["name"], member["type"], member["member"]
    yield from _name((*path, "name"), name)
    if name in seen:
        yield UNUSABLE_NAME, (*path, "name"), f"`{owner}` has two members called `{name}`", ""
    seen.add(name)
    if kind == "object" or (kind == "list" and target not in KINDS):
        if target not in objects:
            message = f"`{owner}.{name}` refers to `{target}`, which is not among the objects"
            yield BAD_REFERENCE, (*path, "member"), message, ""
    elif kind != "list" and (target not in KINDS or KINDS[target].type != kind):
        message = f"`{owner}.{name}` is a `{kind}` of `{target}`, which nobody knows"
        yield UNKNOWN_TYPE, (*path, "type"), message, f"what is known: {', '.join(KINDS)}"


def _name(path: DataPath, name: str) -> Iterator[_Fault]:
    if not NAME.fullmatch(name):
        help = "a name has letters, digits and `_`, and begins with a letter"
        yield UNUSABLE_NAME, path, f"{json.dumps(name)} cannot be a name in a spec", help


# Examples -----------------------------------------------------------------------------------------


def _examples(
    file: DefinitionFile, shown: str
) -> tuple[Mapping[str, list[Json]], list[Diagnostic]]:
    """The examples by action; those that have no shape are left out, and told."""
    if not file.examples.is_file():
        return {}, []
    try:
        data, text = _json(file.examples, shown)
    except _Unreadable as error:
        return {}, [BAD_EXAMPLES.at(error.diagnostic.position, error.diagnostic.message)]
    actions = data.get("actions") if isinstance(data, dict) else None
    if not isinstance(actions, dict):
        return {}, [BAD_EXAMPLES.at(Position(shown), "there is no map `actions`")]
    found: list[Diagnostic] = []
    examples: dict[str, list[Json]] = {}
    for action, listed in actions.items():
        for index, example in enumerate(listed if isinstance(listed, list) else ()):
            texts = example.values() if isinstance(example, dict) else (None,)
            if all(isinstance(each, str) for each in texts):
                examples.setdefault(action, []).append(example)
            else:
                where = places.place(text, shown, ("actions", action, index))
                found.append(
                    BAD_EXAMPLES.at(where, f"an example of `{action}` is not a map of texts")
                )
    return examples, found
