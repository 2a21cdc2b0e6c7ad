"""Members of definitions as fields of a spec."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ...model import Field, Kind
from ...values import INTEGER_RANGES
from .. import prose

Json = Mapping[str, Any]


class _Kind(NamedTuple):
    """What a definition's word for an exact type stands for."""

    type: str
    """The word that goes with it under `type`."""
    word: str
    """Our word."""
    format: str = ""


#: By the exact type, which is said under `member`.
KINDS: Mapping[str, _Kind] = {
    "string": _Kind("string", "String"),
    "int32": _Kind("int", "Integer", "int32"),
    "int64": _Kind("int", "Integer", "int64"),
    "uint64": _Kind("int", "Integer", "uint64"),
    "float": _Kind("float", "Float", "float"),
    "double": _Kind("float", "Float", "double"),
    "bool": _Kind("bool", "Boolean"),
    "date": _Kind("string", "Date"),
    "datetime": _Kind("string", "Timestamp"),
    "datetime_iso": _Kind("string", "Timestamp ISO8601"),
    "binary": _Kind("binary", "Binary"),
}

#: What stands for an example where there is none.
_NO_EXAMPLE = frozenset({"", "无", "null", "None"})
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,19})")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][-+]?\d{1,2})?")


def spelling(member: Json, names: Mapping[str, str]) -> str:
    """The type of a member as a spec spells it; `names` are the structs' own."""
    kind = KINDS.get(member["member"]) if member["type"] != "object" else None
    word = names[member["member"]] if kind is None else kind.word
    return f"Array of {word}" if member["type"] == "list" else word


def field(member: Json, names: Mapping[str, str], place: str) -> dict[str, Any]:
    """A member as a field; its example is not yet part of it.

    Args:
        member: Of a definition, judged.
        names: The structs by the names of their objects.
        place: `input`, `output` or `fields`: of what it is a member.
    """
    type = spelling(member, names)
    made: dict[str, Any] = {"type": type}
    if member["type"] != "object" and (kind := KINDS.get(member["member"])) and kind.format:
        made["format"] = kind.format
    made |= _presence(member, place)
    description = prose.clean(_text(member, "document"))
    if description:
        made["description"] = description
        if hints := prose.hints(description, type):
            made["hints"] = hints
    if member.get("disabled") is True:
        made["deprecated"] = True
    return made


def _presence(member: Json, place: str) -> dict[str, Any]:
    """When a field is there.

    Old definitions say `required` of members of replies, too, and some say 1 for true.
    """
    required = bool(member.get("required", False))
    if place == "input":
        return {"required": True} if required else {}
    always = bool(member.get("output_required", required))
    if place == "output":
        said = {"required": True} if always else {}
    else:
        said = {"required": True} if required else {}
        if always != required:
            said["output_required"] = always
    if member.get("value_allowed_null") is True:
        said["nullable"] = True
    return said


def add_example(
    made: dict[str, Any], member: Json, field: Field, fits: Callable[[Any, Field], bool]
) -> None:
    """Gives a field its example: a value where the text is one of its type, else a hint.

    Args:
        made: The field, which is changed.
        member: Of the definition.
        field: The same in the model.
        fits: Whether a value is one that a caller could send.
    """
    text = _text(member, "example").strip()
    if text in _NO_EXAMPLE:
        return
    value = _value(text, field)
    if value is not None and (field.type.kind in _SURE or fits(value, field)):
        made["example"] = value
    else:
        made.setdefault("hints", {})["example"] = text


#: Where a value that `_value` finds is sure to fit.
_SURE = frozenset({Kind.STRING, Kind.BINARY, Kind.BOOLEAN, Kind.FLOAT})


def _value(text: str, field: Field) -> Any:
    """What a text says for a field; None where it has another type."""
    kind = field.type.kind
    if kind in (Kind.ARRAY, Kind.STRUCT, Kind.OBJECT):
        try:
            return json.loads(text, parse_constant=_refuse) if text[0] in "[{" else None
        except (ValueError, RecursionError):
            return None
    if kind is Kind.BOOLEAN:
        return {"true": True, "false": False}.get(text.lower())
    if kind is Kind.INTEGER:
        number = int(text) if _INTEGER.fullmatch(text) else None
        low, high = INTEGER_RANGES.get(field.format, INTEGER_RANGES["int64"])
        return number if number is not None and low <= number <= high else None
    if kind is Kind.FLOAT:
        return json.loads(text) if _NUMBER.fullmatch(text) else None
    return text


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _text(member: Json, key: str) -> str:
    value = member.get(key)
    return value if isinstance(value, str) else ""
