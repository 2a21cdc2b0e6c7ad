"""Plain data to structs, tolerantly.

Unknown members are dropped, missing ones and nulls become None (in required fields too), scalars
and values of enumerations are kept as they come.  Only an object or an array of the wrong shape is
refused.

A decoder is prepared per class on first use; that of the structs that a field holds when a value
first stands there: who reads a task's outcome doesn't load the hundred structs of the outcomes
that it might have had.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .model import SCALARS, Kind, Struct, Wire
from .structs import holds_struct, members_of, neighbour, per_class

#: Makes an object of plain data, or raises Misshaped.
Decoder: TypeAlias = Callable[[Any], Any]


class Misshaped(Exception):
    """Something that is not an object, or not an array, where a type says so."""

    def __init__(self, expected: str, value: object) -> None:
        self.expected, self.value, self.path = expected, value, ""

    def below(self, step: str) -> Misshaped:
        """The same, as seen from the holder of the value."""
        joint = "." if self.path and not self.path.startswith("[") else ""
        self.path = f"{step}{joint}{self.path}"
        return self


@per_class
def struct_decoder(cls: type[Struct]) -> Decoder:
    """The decoder of a class."""
    kept: list[tuple[str, str]] = []
    decoded: list[tuple[str, str, Decoder]] = []

    def struct(data: Any) -> Struct:
        members: dict[str, Any] = data
        if not isinstance(data, dict):
            raise Misshaped("an object", data)
        # Every field is set here, in half the time that __init__ needs for the same.
        obj = cls.__new__(cls)
        get = members.get
        for attribute, name in kept:
            setattr(obj, attribute, get(name))
        for attribute, name, decoder in decoded:
            value = get(name)
            try:
                setattr(obj, attribute, None if value is None else decoder(value))
            except Misshaped as error:
                raise error.below(name) from None
        return obj

    def late(index: int, attribute: str, wire: Wire) -> Decoder:
        def first(value: Any) -> Any:
            decoder = _decoder(cls, wire.kind)
            decoded[index] = (attribute, wire.name, decoder)
            return decoder(value)

        return first

    for attribute, wire, _ in members_of(cls):
        if holds_struct(wire.kind):
            decoded.append((attribute, wire.name, late(len(decoded), attribute, wire)))
        elif isinstance(wire.kind, list):
            decoded.append((attribute, wire.name, _decoder(cls, wire.kind)))
        else:
            kept.append((attribute, wire.name))
    return struct


def _decoder(cls: type[Struct], kind: Kind) -> Decoder:
    if isinstance(kind, list):
        inner = kind[0]
        kept = isinstance(inner, str) and inner in SCALARS
        return _array(None if kept else _decoder(cls, inner))
    return struct_decoder(neighbour(cls, kind))


def _array(item: Decoder | None) -> Decoder:
    """The decoder of an array; without one for its items they are kept as they come."""

    def array(data: Any) -> list[Any]:
        values: list[Any] = data
        if not isinstance(data, list):
            raise Misshaped("an array", data)
        if item is None:
            return values
        done: list[Any] = []
        try:
            for value in values:
                done.append(None if value is None else item(value))
        except Misshaped as error:
            raise error.below(f"[{len(done)}]") from None
        return done

    return array
