"""What the vendor's own client sends and reads: plain data to its models, and back."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from .editions import CLIENT, Source


class Unknown(Exception):
    """The vendor's client does not have an action."""


class Vendor:
    """The vendor's models of a service in one version."""

    def __init__(self, source: Source, version: str) -> None:
        """Takes them from the edition's own client.  Raises Unknown where it has none."""
        file = source.packages / CLIENT / source.name / version / "models.py"
        if not file.is_file():
            raise Unknown(file.as_posix())
        self._models: ModuleType = import_module(f"{CLIENT}.{source.name}.{version}.models")
        assert self._models.__file__ == str(file), f"{self._models.__file__} is another edition's"

    def filled(self, name: str, data: Mapping[str, Any]) -> Any:
        """The model of that name, made of plain data.  Raises Unknown, and whatever it raises."""
        found = getattr(self._models, name, None)
        if found is None:
            raise Unknown(name)
        model = found()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of members that it does not know
            model._deserialize(data)
        return model


def plain(model: Any) -> Any:
    """A model as plain data, as it goes into a request."""
    return model._serialize()
