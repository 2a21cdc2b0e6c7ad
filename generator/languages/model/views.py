"""The plain model, with what a target needs of each part of it: a name for messages and for files.

Nothing is computed for any language here.  A template spells names and types itself, and escapes
what it prints: texts of a spec can hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from ... import words
from ...bundles import WHOLE, Bundle
from ...model import Action, Service, Struct


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action."""

    wire: str
    """Its name, as the service spells it."""
    name: str
    """The name that generated code uses: the `alias`, else the wire name."""
    file: str
    """The same as a file's name, in words with hyphens: `rebuild-media`."""
    label: str
    """How messages call it."""
    model: Action
    """All that the spec says of it."""


@dataclass(frozen=True, slots=True)
class StructView:
    """A struct."""

    wire: str
    """Its name in the spec."""
    name: str
    """The name that generated code uses: the `alias`, else the name in the spec."""
    file: str
    """The same as a file's name, in words with hyphens: `repair-info`."""
    label: str
    """How messages call it."""
    model: Struct
    """All that the spec says of it."""


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service in one version."""

    name: str
    """The short name: `vod`."""
    version: str
    """The date: `2018-07-17`."""
    package: str
    """A folder for all versions of the service: its short name."""
    module: str
    """A folder for this version: `v20180717`."""
    label: str
    """How messages call it."""
    actions: tuple[ActionView, ...]
    structs: tuple[StructView, ...]
    model: Service
    """All that the spec says of it."""


def view(service: Service, bundle: Bundle = WHOLE) -> ServiceView:
    """The service as templates meet it; what a bundle leaves out is theirs to ask for."""
    return ServiceView(
        service.name,
        service.version,
        service.name,
        f"v{service.version.replace('-', '')}",
        f"service {service.name} {service.version}",
        tuple(_action(action) for action in service.actions),
        tuple(_struct(struct) for struct in service.structs),
        service,
    )


def _action(action: Action) -> ActionView:
    name = action.alias or action.name
    return ActionView(action.name, name, words.kebab(name), f"action {action.name}", action)


def _struct(struct: Struct) -> StructView:
    name = struct.alias or struct.name
    return StructView(struct.name, name, words.kebab(name), f"struct {struct.name}", struct)
