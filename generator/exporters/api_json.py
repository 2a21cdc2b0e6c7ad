"""A service as the vendor's own definition: `api.json`, and `examples.json` beside it.

Tools that read the vendor's form can so read a spec, and what an import takes from a definition can
be held against what comes out here.  The form knows names, types, what is required, what may be
null, and examples as text.  What else a spec says goes into its descriptions, or is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .. import graph
from ..diagnostics import Diagnostic, Example, Rule, Severity
from ..model import (
    REQUEST_ID,
    Action,
    Field,
    Kind,
    Service,
    Struct,
    TypeRef,
)
from ..model import Example as Call
from ..source import Document
from . import texts
from .names import unclashed

Data = dict[str, Any]

_FAILS = "echo '    output: {{Size: {{type: {}}}}}' >> specs/vod/2018-07-17/api.yaml\n"
_EXPORT = "tc3gen export api-json specs/vod/2018-07-17 --out definition\n"

NOT_IN_FORM = Rule(
    "X001",
    "type-not-in-definitions",
    Severity.ERROR,
    "A type has no counterpart in the vendor's definitions.",
    "There, lists hold scalars or structs, and every map is a struct. Arrays of arrays and `Object`"
    " can only be used by hand-written specs; written as something else, they would be misread.",
    _FAILS.format("Array of Array of Float") + _EXPORT,
    _FAILS.format("Array of Float") + _EXPORT,
    example=Example.COMMANDS,
)

RULES = (NOT_IN_FORM,)

#: The definition's two words for each scalar type; the second is a number's format, if it has one.
_WORDS = {
    Kind.STRING: ("string", "string"),
    Kind.INTEGER: ("int", "int64"),
    Kind.FLOAT: ("float", "float"),
    Kind.BOOLEAN: ("bool", "bool"),
    Kind.TIMESTAMP: ("string", "datetime"),
    Kind.TIMESTAMP_ISO8601: ("string", "datetime_iso"),
    Kind.DATE: ("string", "date"),
    Kind.BINARY: ("binary", "binary"),
}
#: The version of the form.
_VERSION = "1.0"


def check(service: Service, document: Document) -> list[Diagnostic]:
    """What of a service cannot be said in the form."""

    def found(fields: Iterable[Field], *path: str) -> Iterator[Diagnostic]:
        for field in fields:
            nested = field.type.item is not None and field.type.item.item is not None
            if nested or field.type.leaf.kind is Kind.OBJECT:
                where = document.marks.value((*path, field.name, "type"))
                message = f"the vendor's definitions have no type `{field.type}`"
                help = "describe a struct, or leave the action out with `--action`"
                yield NOT_IN_FORM.at(where, message, help)

    problems: list[Diagnostic] = []
    for action in service.actions:
        problems += found(action.input, "actions", action.name, "input")
        problems += found(action.output, "actions", action.name, "output")
    for struct in service.structs:
        problems += found(struct.fields, "structs", struct.name, "fields")
    return problems


def definition(service: Service) -> Data:
    """What stands in `api.json`."""
    names = unclashed(
        (struct.name for struct in service.structs),
        [
            ((action.name, message), action.name, message)
            for action in service.actions
            for message in ("Request", "Response")
        ],
    )
    usage = graph.usage(service)
    actions: Data = {}
    objects: Data = {}
    for action in service.actions:
        request, response = names[action.name, "Request"], names[action.name, "Response"]
        actions[action.name] = _action(action, request, response)
        objects[request] = {
            "document": f"What {action.name} is sent.",
            "members": [_member(field, graph.Usage(sent=True)) for field in action.input],
            "type": "object",
        }
        objects[response] = {
            "document": f"What {action.name} answers.",
            "members": [_member(field, graph.Usage(received=True)) for field in action.output]
            + [_typed(REQUEST_ID)],
            "type": "object",
        }
    for struct in service.structs:
        objects[struct.name] = _struct(struct, usage[struct.name])
    return {
        "actions": actions,
        "metadata": {
            "apiVersion": service.version,
            "serviceNameCN": service.title,
            "serviceShortName": service.name,
        },
        "objects": objects,
        "version": _VERSION,
    }


def examples(service: Service) -> Data:
    """What stands in `examples.json`."""
    host = service.endpoints[0][1]
    shown = {
        action.name: [_example(each, action, host) for each in action.examples]
        for action in service.actions
    }
    return {"actions": shown, "version": _VERSION}


def _action(action: Action, request: str, response: str) -> Data:
    status = "deprecated" if action.deprecated is not None else "online"
    found = {
        "document": texts.action(action) or action.title,
        "input": request,
        "name": action.title,
        "output": response,
        "status": "offline" if action.offline else status,
    }
    return found | ({"skip_sign": True} if action.unsigned else {})


def _struct(struct: Struct, usage: graph.Usage) -> Data:
    ways = {(True, True): "both", (False, True): "out"}
    return {
        "document": struct.description,
        "members": [_member(field, usage) for field in struct.fields],
        "usage": ways.get((usage.sent, usage.received), "in"),
    }


def _member(field: Field, usage: graph.Usage) -> Data:
    found = _typed(field)
    found["disabled"] = field.deprecated is not None
    if usage.sent or not usage.received:
        found["required"] = field.required
    if usage.received:
        there = field.required if field.output_required is None else field.output_required
        found |= {"output_required": there, "value_allowed_null": field.nullable}
    if text := _text(field.example) if field.example is not None else field.hints.example:
        found["example"] = text
    return dict(sorted(found.items()))


def _typed(field: Field) -> Data:
    type, member = _type_words(field.type, field.format)
    document = texts.field(field, limits=True, hints=False, default=True)
    return {"document": document, "member": member, "name": field.name, "type": type}


def _type_words(type: TypeRef, format: str) -> tuple[str, str]:
    if type.item is not None:
        return "list", _type_words(type.item, format)[1]
    if type.struct is not None:
        return "object", type.struct
    word, member = _WORDS[type.kind]
    return word, format or member


def _text(example: Any) -> str:
    """An example as the form has it: text, whatever its type."""
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)


def _example(example: Call, action: Action, host: str) -> Data:
    request, reply = example.request, example.reply
    if example.input is not None:
        head = f"POST / HTTP/1.1\nHost: {host}\nContent-Type: application/json\n"
        request = f"{head}X-TC-Action: {action.name}\n\n{_indented(example.input)}"
    if example.output is not None:
        reply = _indented({"Response": example.output})
    return {
        "document": example.description,
        "input": request,
        "output": reply,
        "title": example.title,
    }


def _indented(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=4)
