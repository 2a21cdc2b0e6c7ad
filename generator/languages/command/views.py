"""Everything that a template of the command line needs: its data, as finished JSON.

The code of the command line is in its runtime; nothing of a spec becomes part of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..python.late import Late


@dataclass(frozen=True, slots=True)
class ActionView(Late):
    """An action."""

    wire: str
    """Its name, as the service spells it."""
    name: str
    """Its command: `rebuild-media`."""
    module: str
    """The module of the client that has its request."""
    label: str
    """How messages call it."""
    data: str
    """What its options are for, and what the client is asked for."""


@dataclass(frozen=True, slots=True)
class ServiceView(Late):
    """A service in one version."""

    name: str
    """The short name: `vod`."""
    version: str
    """The date: `2018-07-17`."""
    package: str
    """The package of all its versions."""
    module: str
    """The package of this version."""
    label: str
    """How messages call it."""
    index: str
    """The list of its actions."""
    helps: str
    """What is said of the members of structs that requests hold."""
    solutions: str
    """What a caller can do about each code."""
    actions: tuple[ActionView, ...]

    @property
    def structs(self) -> tuple[ActionView, ...]:
        """Nothing: what is said of all structs stands in one file."""
        return ()
