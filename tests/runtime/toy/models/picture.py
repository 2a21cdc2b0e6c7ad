"""A struct with every kind and every limit."""

from __future__ import annotations

from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import Any as _Any
from typing import Literal as _Literal

from runtime.model import Limits as _Limits
from runtime.model import Struct as _Struct
from runtime.model import wire as _wire


@_dataclass(kw_only=True, slots=True, repr=False)
class Picture(_Struct):
    switch: _Literal["ON", "OFF"] = _field(metadata=_wire("Switch", "string", enum=("ON", "OFF")))
    width: int | None = _field(
        default=None,
        metadata=_wire("Width", "integer", minimum=128, maximum=4096, special=(0,), format="int64"),
    )
    level: int | None = _field(default=None, metadata=_wire("Level", "integer", enum=(1, 2)))
    ratio: float | None = _field(
        default=None,
        metadata=_wire("Ratio", "float", exclusive_minimum=0, exclusive_maximum=1),
    )
    any_float: float | None = _field(default=None, metadata=_wire("AnyFloat", "float"))
    small: int | None = _field(default=None, metadata=_wire("Small", "integer", format="int32"))
    big: int | None = _field(default=None, metadata=_wire("Big", "integer", format="uint64"))
    whole: int | None = _field(default=None, metadata=_wire("Whole", "integer"))
    code: str | None = _field(
        default=None,
        metadata=_wire(
            "Code", "string", min_length=2, max_length=4, pattern="^[a-zü]+$", special=("",)
        ),
    )
    text: str | None = _field(default=None, metadata=_wire("Text", "string"))
    on: bool | None = _field(default=None, metadata=_wire("On", "boolean"))
    names: list[str] | None = _field(
        default=None,
        metadata=_wire("Names", ["string"], min_items=1, max_items=3, items=_Limits(max_length=3)),
    )
    grid: list[list[int]] | None = _field(default=None, metadata=_wire("Grid", [["integer"]]))
    at: str | None = _field(default=None, metadata=_wire("At", "timestamp_iso8601"))
    stamp: str | None = _field(default=None, metadata=_wire("Stamp", "timestamp"))
    day: str | None = _field(default=None, metadata=_wire("Day", "date"))
    extra: _Any = _field(default=None, metadata=_wire("Extra", "object"))
    password: str | None = _field(default=None, metadata=_wire("Password", "string", max_length=4))
