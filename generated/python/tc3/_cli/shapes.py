"""What is generated for the command line: data, of which a call loads its own action's alone.

Types and limits are not among it: they stand in the metadata of the client's dataclasses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .._runtime.model import Scalar


class Help(NamedTuple):
    """What is said of a parameter, or of a member of a struct."""

    text: str = ""
    values: tuple[Scalar, ...] = ()
    """Values that are known, where others are allowed too."""
    default: Scalar | None = None
    """What the service assumes where it is left out."""
    example: Any = None
    deprecated: bool = False


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


class Service(NamedTuple):
    """A service in one version."""

    version: str
    title: str
    client: str
    """The class of its client."""
    actions: Mapping[str, Entry]
    """By their names as commands."""
