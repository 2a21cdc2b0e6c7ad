"""A struct that holds itself."""

from __future__ import annotations

from dataclasses import dataclass as _dataclass
from dataclasses import field as _field

from runtime.model import Struct as _Struct
from runtime.model import wire as _wire


@_dataclass(kw_only=True, slots=True, repr=False)
class Node(_Struct):
    name: str = _field(metadata=_wire("Name", "string"))
    next: Node | None = _field(default=None, metadata=_wire("Next", "Node"))
    children: list[Node] | None = _field(default=None, metadata=_wire("Children", ["Node"]))
