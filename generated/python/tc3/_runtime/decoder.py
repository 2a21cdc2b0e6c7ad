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
    # Members that have no default must be given to the class, whatever the reply holds.
    blank = {attribute: None for attribute, _, required in members_of(cls) if required}
    table: dict[str, tuple[str, Decoder | None]] = {}
    find = table.get

    def struct(data: Any) -> Struct:
        members: dict[str, Any] = data
        if not isinstance(data, dict):
            raise Misshaped("an object", data)
        given: dict[str, Any] = blank.copy()
        for name, value in members.items():
            member = find(name)
            if member is None or value is None:
                continue
            attribute, decoder = member
            if decoder is None:
                given[attribute] = value
                continue
            try:
                given[attribute] = decoder(value)
            except Misshaped as error:
                raise error.below(name) from None
        return cls(**given)

    def late(attribute: str, wire: Wire) -> Decoder:
        def first(value: Any) -> Any:
            decoder = _decoder(cls, wire.kind)
            table[wire.name] = (attribute, decoder)
            return decoder(value) if decoder else value

        return first

    for attribute, wire, _ in members_of(cls):
        table[wire.name] = (
            attribute,
            late(attribute, wire) if holds_struct(wire.kind) else _decoder(cls, wire.kind),
        )
    return struct


def _decoder(cls: type[Struct], kind: Kind) -> Decoder | None:
    if isinstance(kind, list):
        return _array_decoder(_decoder(cls, kind[0]))
    return None if kind in SCALARS else struct_decoder(neighbour(cls, kind))


def _array_decoder(item: Decoder | None) -> Decoder:
    def array(data: Any) -> list[Any]:
        values: list[Any] = data
        if not isinstance(data, list):
            raise Misshaped("an array", data)
        if item is None:
            return values
        done: list[Any] = []
        for index, value in enumerate(values):
            try:
                done.append(None if value is None else item(value))
            except Misshaped as error:
                raise error.below(f"[{index}]") from None
        return done

    return array
