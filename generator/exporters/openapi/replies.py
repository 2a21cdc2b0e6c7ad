"""Replies: an envelope for each action, and in it a success or a failure.

The service answers with status 200 whether a call succeeds or fails, so one schema has both: what
stands in `Response` is an object with the members of a success, and `Error`.  That a success holds
what it promises is said with `if` and `else`, which validators keep to, and which generators pass
over: to them it is one plain type, with an `error` that may be missing.  A union of two types would
say the same, but half of the generators cannot tell its members apart: some take the first, some
demand that no other fits, some make one type that requires the members of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...model import REQUEST_ID, Action, ErrorCode
from .. import texts
from . import extensions
from .examples import Examples
from .schemas import Schema, Schemas, Way

Data = dict[str, Any]

_TROUBLE = "Trouble between caller and service. The body, if there is one, is not the service's."
#: Of very many codes, the extension alone has all.
_MOST_EXAMPLES = 20


def envelope(response: str) -> Schema:
    """What a reply is; `response` is the name of the schema of what is in it."""
    inside = {"$ref": f"#/components/schemas/{response}"}
    return {"type": "object", "required": ["Response"], "properties": {"Response": inside}}


def response(action: Action, error: str, schemas: Schemas) -> Schema:
    """What a reply holds; `error` is the name of the schema that says why a call failed."""
    schema = schemas.members([*action.output, replace(REQUEST_ID, required=False)], Way.RECEIVED)
    promised = schema.pop("required", [])
    properties = schema["properties"]
    why = {"$ref": f"#/components/schemas/{error}"}
    # A few replies have a member of this name in a success too.
    own = properties.get("Error")
    properties["Error"] = {"anyOf": [why, own]} if own else why
    found = {"type": "object", "required": [REQUEST_ID.name], "properties": properties}
    if promised:
        found |= {"if": {"required": ["Error"]}, "else": {"required": promised}}
    return found


def error(codes: Iterable[str]) -> Schema:
    """Why a call failed; codes beside these are possible."""
    known = list(codes)
    code = {"type": "string", "description": "What went wrong, for programs."}
    code |= extensions.said(**{"examples": known[:_MOST_EXAMPLES], "x-extensible-enum": known})
    message = {"type": "string", "description": "What went wrong, for people."}
    return {
        "type": "object",
        "description": "Says that the call failed, and why.",
        "required": ["Code", "Message"],
        "properties": {"Code": code, "Message": message},
    }


def responses(
    action: Action, schema: str, codes: Mapping[str, ErrorCode], examples: Examples
) -> Data:
    """The responses of an action; `schema` is the name of its envelope's schema."""
    listed = [codes.get(code) or ErrorCode(code) for code in action.errors]
    content: Data = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    content |= extensions.said(examples=examples.replies)
    kinds: Data = {"application/json": content}
    if action.streams:
        events: Data = {"schema": {"type": "string"}}
        kinds["text/event-stream"] = events | extensions.said(examples=examples.events)
    description = texts.blocks(
        "The reply of the service. A call that failed is answered with `Error`"
        + (", and one of these codes, or another:" if listed else "."),
        texts.errors(listed),
    )
    return {
        "200": {"description": description, "content": kinds},
        "default": {"description": _TROUBLE},
    }
