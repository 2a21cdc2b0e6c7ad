"""The shape of a spec: JSON Schema finds what is wrong, and a person is told in words.

The schema of an `api.yaml` is written by hand; the one of an overlay follows from it.  What a key
may hold is said by types and keywords alone and never by alternatives (`oneOf`), so that every
error has one cause, and editors complete what they should.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostic, tidy
from ..resources import schema_path
from ..source import Document
from . import keywords, quick
from .rules import RULES
from .words import Problem, worded

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

__all__ = ["RULES", "check", "check_overlay", "inlined", "overlay_schema", "read"]

Schema = dict[str, Any]

#: A file with more errors is no spec, and nobody reads them all.
MAX_ERRORS = 1000


def check(document: Document) -> list[Diagnostic]:
    """What is wrong with the shape of an `api.yaml`, with or without an overlay on top."""
    return _check(document, "api")


def fits(data: Mapping[str, Any]) -> bool:
    """Whether there is surely nothing wrong with the shape of an `api.yaml`."""
    return _quick("api")(data)


def check_overlay(overlay: Document) -> list[Diagnostic]:
    """What is wrong with the shape of an overlay by itself."""
    return _check(overlay, "overlay")


def read(name: str) -> Schema:
    """The schema `api` or `overlay`, as editors get it."""
    schema: Schema = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return schema


def _check(document: Document, name: str) -> list[Diagnostic]:
    if document.is_sound or _quick(name)(document.data):
        return []
    found: list[Diagnostic] = []
    for error in islice(_validator(name).iter_errors(document.data), MAX_ERRORS):
        problem = Problem(
            keyword=str(error.validator),
            allowed=error.validator_value,
            value=error.instance,
            path=tuple(error.absolute_path),
            schema=error.schema if isinstance(error.schema, Mapping) else {},
            of_name="propertyNames" in error.relative_schema_path,
        )
        found += worded(problem, document)
    return tidy(found)


@cache
def _quick(name: str) -> quick.Check:
    return quick.check(inlined(read(name)))


# The validator -----------------------------------------------------------------------------------


@cache
def _validator(name: str) -> Validator:
    """JSON Schema's own keywords, save where Python reads them more loosely than we mean them."""
    # Loading jsonschema takes longer than checking most specs.
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def keyword(holds: Callable[[Any, Any], bool]) -> Any:
        def errors(_: Any, allowed: Any, value: Any, __: Any) -> Iterator[ValidationError]:
            if not holds(allowed, value):
                yield ValidationError("")

        return errors

    def unique(_: Any, wanted: bool, items: Any, __: Any) -> Iterator[ValidationError]:
        seen: set[str] = set()
        for index, item in enumerate(items if isinstance(items, list) and wanted else ()):
            key = keywords.identity(item)
            if key in seen:
                yield ValidationError("", path=[index], instance=item)
            seen.add(key)

    def properties(
        validator: Any, known: Mapping[str, Schema], value: Any, _: Any
    ) -> Iterator[ValidationError]:
        # The same as ever, without the way through jsonschema for what most values are: plain.
        for key, one in value.items() if isinstance(value, dict) else ():
            schema = known.get(key)
            if schema is None or (
                _PLAIN.get(type(one)) == schema.get("type") and schema.keys() <= _SAYS_NO_MORE
            ):
                continue
            yield from validator.descend(one, schema, path=key, schema_path=key)

    ours = {
        "pattern": keyword(keywords.matches),
        "format": keyword(keywords.is_format),
        "uniqueItems": unique,
        "properties": properties,
    }
    types = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    made = extend(Draft202012Validator, ours, type_checker=types)  # type: ignore[no-untyped-call]
    validator: Validator = made(inlined(read(name)))
    return validator


#: The types that no other keyword makes a difference to, and the keywords that add nothing.
_PLAIN: Mapping[type, str] = {str: "string", bool: "boolean"}
_SAYS_NO_MORE = frozenset(("type", "title", "description", "default", "examples"))


def inlined(schema: Schema) -> Schema:
    """A schema without `$ref`; following one takes jsonschema longer than all the rest."""
    definitions: Mapping[str, Schema] = schema.get("$defs", {})

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(one) for one in part]
        if not isinstance(part, dict):
            return part
        if isinstance(reference := part.get("$ref"), str):
            return definition(reference.removeprefix("#/$defs/"))
        return {key: inline(value) for key, value in part.items() if key != "$defs"}

    @cache
    def definition(name: str) -> Any:
        return inline(definitions[name])

    whole: Schema = inline(schema)
    return whole


# The overlay's schema ----------------------------------------------------------------------------


def overlay_schema(api: Schema) -> Schema:
    """The schema of an overlay: everything is optional, and null removes.

    What stands in lists stays as strict as it is, since an overlay replaces a list as a whole.
    """
    patched = _patched_definitions(api)
    overlay = {
        **_relaxed(api, null=False),
        "$id": api["$id"].replace("api.schema", "overlay.schema"),
        "title": "What an overlay changes, for tc3gen (overlay.yaml)",
        "description": "Lies over the api.yaml beside it and wins: maps merge, lists and single"
        " values replace, and null removes. Every key is optional.",
        "examples": [{"actions": {"DescribeTasks": {"read_only": True}}}],
    }
    overlay["$defs"] = {
        name: _relaxed(definition) if name in patched else definition
        for name, definition in api["$defs"].items()
    }
    return overlay


def _relaxed(schema: Schema, null: bool = True) -> Schema:
    relaxed = {k: v for k, v in schema.items() if k not in ("required", "minProperties", "$defs")}
    if null and "type" in relaxed:
        types = relaxed["type"]
        relaxed["type"] = [*([types] if isinstance(types, str) else types), "null"]
    if null and "enum" in relaxed:
        relaxed["enum"] = [*relaxed["enum"], None]
    if "properties" in relaxed:
        relaxed["properties"] = {k: _relaxed(v) for k, v in relaxed["properties"].items()}
    if isinstance(relaxed.get("additionalProperties"), dict):
        relaxed["additionalProperties"] = _relaxed(relaxed["additionalProperties"])
    return relaxed


def _patched_definitions(api: Schema) -> set[str]:
    """The definitions that an overlay meets on its way through maps."""
    found: set[str] = set()

    def visit(schema: Schema) -> None:
        name = schema.get("$ref", "").removeprefix("#/$defs/")
        if name and name not in found:
            found.add(name)
            visit(api["$defs"][name])
        for part in schema.get("properties", {}).values():
            visit(part)
        if isinstance(part := schema.get("additionalProperties"), dict):
            visit(part)

    visit(api)
    return found
