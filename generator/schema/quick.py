"""Whether data surely has the shape of a schema: a quick yes, for the many specs that are right.

A schema becomes functions, one for each part, that know what jsonschema finds out anew for each
value.  They say yes only where jsonschema finds no error; anything else is a no, which means
nothing but that jsonschema has to look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import keywords

Check = Callable[[Any], bool]

#: Keywords that say nothing about a value.
_ANNOTATIONS = frozenset(
    ("$schema", "$id", "$defs", "title", "description", "default", "examples", "x-error")
)
_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
_MAP_KEYWORDS = ("properties", "additionalProperties", "required", "propertyNames", "minProperties")
_LIST_KEYWORDS = ("items", "minItems", "uniqueItems")


def check(schema: Mapping[str, Any]) -> Check:
    """The check of a schema without references."""
    said = {key: value for key, value in schema.items() if key not in _ANNOTATIONS}
    types = said.pop("type", tuple(_TYPES))
    allowed = {
        kind for name in ([types] if isinstance(types, str) else types) for kind in _TYPES[name]
    }
    below: dict[type, Check] = {
        dict: _map_check({key: said.pop(key) for key in _MAP_KEYWORDS if key in said}),
        list: _list_check({key: said.pop(key) for key in _LIST_KEYWORDS if key in said}),
    }
    plain = [_plain_check(key, value) for key, value in said.items()]
    if not plain and not allowed & below.keys():
        return lambda value: type(value) in allowed

    def holds(value: Any) -> bool:
        kind = type(value)
        return (
            kind in allowed
            and all(one(value) for one in plain)
            and (kind not in below or below[kind](value))
        )

    return holds


def _map_check(said: Mapping[str, Any]) -> Check:
    known = {key: check(one) for key, one in said.get("properties", {}).items()}
    others = _others(said.get("additionalProperties", True))
    required: Sequence[str] = said.get("required", ())
    least: int = said.get("minProperties", 0)
    name = check(said["propertyNames"]) if "propertyNames" in said else _anything

    def holds(value: dict[str, Any]) -> bool:
        if len(value) < least or (name is not _anything and not all(map(name, value))):
            return False
        return all(key in value for key in required) and all(
            known.get(key, others)(one) for key, one in value.items()
        )

    return holds


def _list_check(said: Mapping[str, Any]) -> Check:
    each = _others(said.get("items", True))
    least: int = said.get("minItems", 0)
    unique: bool = said.get("uniqueItems", False)

    def holds(value: list[Any]) -> bool:
        return (
            len(value) >= least
            and all(map(each, value))
            and (not unique or len(set(map(keywords.identity, value))) == len(value))
        )

    return holds


def _others(schema: Mapping[str, Any] | bool) -> Check:
    if isinstance(schema, bool):
        return _anything if schema else _nothing
    return check(schema)


def _plain_check(keyword: str, wanted: Any) -> Check:
    """The check of a keyword on values that are neither maps nor lists."""
    match keyword:
        case "pattern":
            return lambda value: keywords.matches(wanted, value)
        case "format":
            return lambda value: keywords.is_format(wanted, value)
        case "enum":
            # What is equal to Python need not be to JSON: only text is simple.
            texts = frozenset(one for one in wanted if isinstance(one, str))
            return lambda value: isinstance(value, str) and value in texts
        case "const":
            return lambda value: type(value) is type(wanted) and bool(value == wanted)
        case "minimum":
            return lambda value: not _is_number(value) or value >= wanted
        case "exclusiveMinimum":
            return lambda value: not _is_number(value) or value > wanted
        case "maxLength":
            return lambda value: not isinstance(value, str) or len(value) <= wanted
        case _:
            return _nothing


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _anything(_: Any) -> bool:
    return True


def _nothing(_: Any) -> bool:
    return False
