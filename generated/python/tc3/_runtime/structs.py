"""What encoder and decoder ask of a struct's class."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import TypeVar, cast

from .model import SCALARS, Kind, Struct, Wire

T = TypeVar("T")


def per_class(make: Callable[[type[Struct]], T]) -> Callable[[type[Struct]], T]:
    """Remembers what is made for a class.  Two threads may both make it, and one of them wins."""
    made: dict[type[Struct], T] = {}

    def get(cls: type[Struct]) -> T:
        found = made.get(cls)
        return made.setdefault(cls, make(cls)) if found is None else found

    return get


@per_class
def members_of(cls: type[Struct]) -> list[tuple[str, Wire, bool]]:
    """Attribute, wire, and whether it must be there, of each field."""
    return [(f.name, f.metadata["wire"], f.default is MISSING) for f in fields(cls)]


def neighbour(cls: type[Struct], name: str) -> type[Struct]:
    """A struct of the same version package, whose index loads it when it is asked for."""
    return cast(
        "type[Struct]", getattr(sys.modules[cls.__module__.rsplit(".", 2)[0]], name)
    )


def holds_struct(kind: Kind) -> bool:
    """Whether a field of this kind needs another class."""
    while isinstance(kind, list):
        kind = kind[0]
    return kind not in SCALARS
