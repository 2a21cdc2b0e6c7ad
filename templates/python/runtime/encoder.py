"""Structs to JSON text in one pass, the same text that `json.dumps` makes of the same data.

An encoder is prepared per class on first use; that of the structs that a field holds when a value
first stands there, so that classes which a request doesn't use aren't loaded.  Preparing twice
gives the same, which is all that threads need.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii as quote
from typing import Any, cast

from .errors import Fault
from .limits import SCALARS, Encoder, Faults, quoted, refuse
from .model import Kind, Limits, Struct, Wire
from .structs import holds_struct, members_of, neighbour, per_class


@per_class
def struct_encoder(cls: type[Struct]) -> Encoder:
    """The encoder of a class."""
    # Attribute, the member's name as JSON, what writes its value, whether it must be sent.
    plan: list[tuple[str, str, Encoder, bool]] = []
    wire_names: dict[str, str] = {}

    def struct(obj: Any) -> str:
        if type(obj) is not cls and not isinstance(obj, cls):
            refuse("type", f"of type {cls.__name__}", obj)
        parts: list[str] = []
        faults: list[Fault] = []
        for attribute, prefix, encoder, required in plan:
            value = getattr(obj, attribute)
            try:
                if value is not None:
                    parts.append(prefix + encoder(value))
                elif required:
                    refuse("required", True, None)
            except Faults as error:
                faults += error.below(f".{attribute}", f".{wire_names[attribute]}")
        if faults:
            raise Faults(faults)
        return "{" + ", ".join(parts) + "}"

    def late(index: int, wire: Wire) -> Encoder:
        def first(value: Any) -> str:
            encoder = encoder_of(cls, wire)
            attribute, prefix, _, required = plan[index]
            plan[index] = (attribute, prefix, encoder, required)
            return encoder(value)

        return first

    for index, (attribute, wire, required) in enumerate(members_of(cls)):
        lazy = holds_struct(wire.kind)
        encoder = late(index, wire) if lazy else encoder_of(cls, wire)
        plan.append((attribute, f"{quote(wire.name)}: ", encoder, required))
        wire_names[attribute] = wire.name
    return struct


def encoder_of(cls: type[Struct], wire: Wire) -> Encoder:
    """The encoder of what a field of a class holds."""
    return _encoder(cls, wire.kind, wire.limits, wire.items)


def _encoder(cls: type[Struct], kind: Kind, limits: Limits, items: Limits) -> Encoder:
    if isinstance(kind, list):
        inner = items if isinstance(kind[0], str) else Limits()
        return _array(_encoder(cls, kind[0], inner, items), limits)
    if kind == "object":
        return lambda value: json.dumps(plain(value), check_circular=False)
    make = SCALARS.get(kind)
    return make(limits) if make else struct_encoder(neighbour(cls, kind))


def _array(item: Encoder, limits: Limits) -> Encoder:
    least, most = limits.get("min_items", 0), limits.get("max_items", sys.maxsize)

    def array(value: Any) -> str:
        if not isinstance(value, (list, tuple)):
            refuse("type", "a list", value)
        values = cast("list[Any]", value)
        parts: list[str] = []
        faults: list[Fault] = []
        if len(values) < least:
            faults.append(Fault("", "", "min_items", least, values))
        if len(values) > most:
            faults.append(Fault("", "", "max_items", most, values))
        for index, each in enumerate(values):
            try:
                parts.append(item(each))
            except Faults as error:
                faults += error.below(f"[{index}]", f"[{index}]")
        if faults:
            raise Faults(faults)
        return "[" + ", ".join(parts) + "]"

    return array


def plain(value: object) -> object:
    """A copy that is made of what JSON knows and nothing else."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        quoted(value)
        return value
    if isinstance(value, int):
        # Python refuses to print integers of thousands of digits.
        return (
            value
            if value.bit_length() <= 1024
            else refuse("json", "a smaller number", value)
        )
    if isinstance(value, float):
        return (
            value if math.isfinite(value) else refuse("json", "a finite number", value)
        )
    if isinstance(value, Struct):
        members = (
            (a, w.name, getattr(value, a)) for a, w, _ in members_of(type(value))
        )
        return dict(
            _plain_each(
                (f".{a}", f".{n}", n, v) for a, n, v in members if v is not None
            )
        )
    if isinstance(value, (list, tuple)):
        items = enumerate(cast("Iterable[object]", value))
        return [
            v for _, v in _plain_each((f"[{i}]", f"[{i}]", "", v) for i, v in items)
        ]
    if isinstance(value, Mapping):
        pairs = [
            (_key(k), v) for k, v in cast("Mapping[object, object]", value).items()
        ]
        return dict(_plain_each((f".{k}", f".{k}", k, v) for k, v in pairs))
    return refuse("json", "plain data", value)


def _plain_each(
    members: Iterable[tuple[str, str, str, object]],
) -> list[tuple[str, object]]:
    """Of members as path, path on the wire, key and value: key and plain value."""
    done: list[tuple[str, object]] = []
    faults: list[Fault] = []
    for path, wire_path, key, value in members:
        try:
            done.append((key, plain(value)))
        except Faults as error:
            faults += error.below(path, wire_path)
    if faults:
        raise Faults(faults)
    return done


def _key(key: object) -> str:
    if not isinstance(key, str):
        refuse("json", "keyed by strings", key)
    quoted(key)
    return key
