"""What the runtime asks of structs and of their classes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar, cast

from .model import SCALARS, Kind, Scalar, Struct, Wire

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


def look(struct: Struct, path: str) -> Any:
    """What is at a place, such as `data.total`; None where anything on the way is missing."""
    found: Any = struct
    for name in path.split("."):
        found = getattr(found, name, None)
    return found


def means(value: object, known: Scalar) -> bool:
    """Whether a value is a known one; services are loose with numbers, flags and text."""
    if isinstance(known, bool):
        return value == known or str(value).lower() == str(known).lower()
    return value == known or str(value) == str(known)
