"""What a template of the explorer needs: whole scripts, which hand data to the page.

The data's form is `explore/page/src/model.ts`.  What Python calls things comes from Python's own
views.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..python.views import ActionView as PythonAction
from ..python.views import ServiceView as PythonService
from . import literals

#: What the page offers to the scripts that bring data.
_RECEIVER = "tc3gen"


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action."""

    wire: str
    """Its name, as the service spells it."""
    file: str
    """The same as a file's name, in words with hyphens: `rebuild-media`."""
    label: str
    """How messages call it."""
    _data: Callable[[PythonAction], Any]

    def script(self, python: PythonService) -> str:
        """The script that hands the action to the page."""
        return literals.call(_RECEIVER, "action", self.wire, self._data(python.action(self.wire)))


@dataclass(frozen=True, slots=True)
class StructView:
    """A struct, which has no file of its own."""

    wire: str
    """Its name in the spec."""
    label: str
    """How messages call it."""


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
    title: str
    """What it is called, for HTML."""
    actions: tuple[ActionView, ...]
    structs: tuple[StructView, ...]
    _entry: Any
    _data: Callable[[PythonService], Any]
    _types: Callable[[PythonService, bool], Any]
    _texts: Callable[[], Any]

    def entry_script(self) -> str:
        """The script that puts the service into the list of services."""
        return literals.call(_RECEIVER, "entry", self.name, self._entry)

    def script(self, python: PythonService) -> str:
        """The script that hands the service to the page, without its actions and structs."""
        return literals.call(_RECEIVER, "service", self.name, self._data(python))

    def structs_script(self, python: PythonService, sent: bool) -> str:
        """The script with the structs that requests hold, or with those that only replies do."""
        key = "sent" if sent else "received"
        return literals.call(_RECEIVER, "structs", key, self._types(python, sent), depth=3)

    def search_script(self) -> str:
        """The script with what a search finds in actions, their parameters and their replies."""
        return literals.call(_RECEIVER, "texts", self.name, self._texts())
