"""The facts of a description put together, in the shape of the spec's `hints`."""

from __future__ import annotations

import re
from functools import lru_cache

from .choices import choices
from .counts import items, lengths
from .defaults import default
from .ranges import ranges
from .reading import Found, Reading
from .units import unit

_ARRAY = "Array of "
#: What a fact cannot do without.
_TELLING = re.compile(r"[0-9:：=]|default|默认|unit|单位|\bin\b|[(（]|取值|值", re.IGNORECASE)
_ELEMENTS = (
    "enum",
    "special",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
)
_READABLE = frozenset({"String", "Integer", "Float", "Boolean"})


@lru_cache(maxsize=1 << 16)
def _facts(text: str, type: str) -> Found:
    is_array = type.startswith(_ARRAY)
    kind = type.removeprefix(_ARRAY)
    if _TELLING.search(text) is None or (kind not in _READABLE and not is_array):
        return {}
    reading = Reading(text, kind, is_array)
    enum = choices(reading)
    measured = unit(reading)
    reading.unit = str(measured.get("unit", ""))
    found = {**ranges(reading), **lengths(reading), **enum}
    if "enum" in enum:
        found = _beside_choices(found)
    said = default(reading)
    if "default" in enum and said.get("default", enum["default"]) != enum["default"]:
        found.pop("default")
    else:
        found |= said
    _check_default(found)
    found |= measured
    if not is_array:
        return found
    inside = {key: found.pop(key) for key in _ELEMENTS if key in found}
    found.pop("default", None)
    found |= items(reading)
    return {**found, "items": inside} if inside else found


def _beside_choices(found: Found) -> Found:
    """Either the enumeration, or the range of which it explains some values."""
    low, high, enum = found.get("minimum"), found.get("maximum"), found["enum"]
    if isinstance(low, int | float) and isinstance(high, int | float) and isinstance(enum, list):
        values = [one["value"] if isinstance(one, dict) else one for one in enum]
        if high - low >= len(values) and all(low <= value <= high for value in values):
            return {key: value for key, value in found.items() if key != "enum"}
    return {key: value for key, value in found.items() if key in ("enum", "default")}


def _check_default(found: Found) -> None:
    """A default that the rest excludes was misread."""
    if "default" not in found:
        return
    value = found["default"]
    enum = found.get("enum")
    if isinstance(enum, list):
        values = [one["value"] if isinstance(one, dict) else one for one in enum]
        if value not in values:
            del found["default"]


#: The order of the schema.
_ORDER = (*_ELEMENTS, "minItems", "maxItems", "items", "default", "unit")


def hints(text: str, type: str) -> Found:
    """What clean prose seems to say of a field of a type, spelt as in a spec."""
    found = _facts(text, type)
    # Nobody may change what is remembered, nor write what two fields share as an alias.
    return {key: _copied(found[key]) for key in _ORDER if key in found} if found else {}


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
