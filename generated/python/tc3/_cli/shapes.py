"""What is generated for the command line: data, of which a call loads its own action's alone.

It stands in JSON files beside a version's client.  Types and limits are not among it: they are in
the metadata of the client's dataclasses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pkgutil import get_data
from typing import Any, NamedTuple

from .._runtime.model import Scalar, Struct


class Help(NamedTuple):
    """What is said of a parameter, or of a member of a struct."""

    text: str = ""
    values: Sequence[Scalar] = ()
    """Values that are known, where others are allowed too."""
    default: Scalar | None = None
    """What the service assumes where it is left out."""
    example: Any = None


class Pages(NamedTuple):
    """How to get a whole list."""

    method: str
    """Of the client: `describe_tasks_pages`."""
    items: str
    """Where the list is in a reply, by the API's names."""


class Wait(NamedTuple):
    """Something that can be waited for once the action has been called."""

    name: str
    """As `--wait` takes it: `task-finished`."""
    method: str
    """Of the client: `wait_until_task_finished`."""
    given: Mapping[str, tuple[str, str]]
    """For each of the method's parameters: whether the `request` or the `reply` has it, and as
    which attribute."""


class Command(NamedTuple):
    """An action."""

    wire: str
    request: str
    """The class of its request."""
    method: str
    """Of the client."""
    about: str = ""
    read_only: bool = False
    """Whether it changes nothing."""
    parameters: Mapping[str, Help] = {}
    """By their names on the wire, in the order of the spec."""
    body: str = "json"
    """As in the runtime's `Action`."""
    renamed: Mapping[str, str] = {}
    """Parameters of the method that are not called as the request's attributes are."""
    pages: Pages | None = None
    waits: Sequence[Wait] = ()
    stream: str = ""
    """The method that hands out a reply while it comes; empty where there is none."""
    examples: Sequence[tuple[str, Mapping[str, Any]]] = ()
    """What each one shows, and its request by the API's names."""


class Entry(NamedTuple):
    """An action in the list of all, which is loaded for any of them."""

    wire: str
    module: str
    summary: str
    left: bool = False
    """Whether callers should leave it: it is deprecated or offline."""

    @property
    def said(self) -> str:
        """What the list says of it."""
        return f"{self.summary} (deprecated)" if self.left else self.summary


class Service(NamedTuple):
    """A service in one version."""

    version: str
    title: str
    client: str
    """The class of its client."""
    actions: Mapping[str, Entry]
    """By their names as commands."""


class Incomplete(Exception):
    """The package was installed without its data."""


def load(where: str, name: str) -> dict[str, Any]:
    """What is in a file of a version's package.  Raises Incomplete."""
    file = f"_cli/{name}.json"
    try:
        content = get_data(where, file)
    except OSError:
        raise Incomplete(
            f"{where} lacks {file}; let its package hold JSON files"
        ) from None
    found: dict[str, Any] = json.loads(content or b"{}")
    return found


def service_of(where: str) -> Service:
    """The service of a version's package."""
    data = load(where, "index")
    actions = {name: Entry(**entry) for name, entry in data.pop("actions").items()}
    return Service(**data, actions=actions)


def command_of(where: str, module: str) -> Command:
    """One of its actions."""
    data = load(where, f"actions/{module}")
    data["parameters"] = helps_of(data.get("parameters", {}))
    data["waits"] = [Wait(**wait) for wait in data.get("waits", ())]
    if "pages" in data:
        data["pages"] = Pages(**data["pages"])
    return Command(**data)


def helps_of(data: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Help]:
    """What is said of each member."""
    return {name: Help(**help) for name, help in data.items()}


class StructHelps:
    """What is said of the members of structs, by the structs' classes."""

    def __init__(self, where: str) -> None:
        self._data = load(where, "structs")

    def of(self, cls: type[Struct]) -> Mapping[str, Help]:
        """What is said of the members of one."""
        return helps_of(self._data.get(cls.__name__, {}))
