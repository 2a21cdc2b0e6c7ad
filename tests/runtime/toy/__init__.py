"""A service by hand, in the shape of a generated one: a version's package in small."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "Node": "models.node",
    "Picture": "models.picture",
    "MakeRequest": "actions.make",
    "MakeResponse": "actions.make",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
