"""Requests: headers, the signature, bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Action, Body, Kind, RegionRule, Service
from . import extensions
from .examples import Examples
from .schemas import FILE, Schemas, Way

Data = dict[str, Any]

_SIGNATURE = "TC3-HMAC-SHA256"
_TIME = "X-TC-Timestamp"
_TOKEN = "X-TC-Token"

#: Signed with keys, or with temporary keys, which come with a token.
SECURITY: list[Data] = [{_SIGNATURE: [], _TIME: []}, {_SIGNATURE: [], _TIME: [], _TOKEN: []}]

_LANGUAGES = ["zh-CN", "en-US"]
_SENT_AT = "When the request is sent, in seconds since 1970. The service refuses other times."


def security_schemes(service: Service) -> Data:
    """What a signed request bears.

    The time takes part in the signature, and the token belongs to the keys, so whoever signs sets
    them: they are parts of the security, rather than parameters that each call is given.
    """
    return {
        _SIGNATURE: {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": (
                "The signature of method, headers and body: `TC3-HMAC-SHA256"
                f" Credential=<secret id>/<date>/{service.name}/tc3_request,"
                " SignedHeaders=content-type;host, Signature=<signature>`. The path that is signed"
                " is `/`, the query is empty."
            ),
        },
        _TIME: {"type": "apiKey", "in": "header", "name": _TIME, "description": _SENT_AT},
        _TOKEN: {
            "type": "apiKey",
            "in": "header",
            "name": _TOKEN,
            "description": "The token that belongs to temporary keys.",
        },
    }


def parameters(service: Service) -> Data:
    """The headers that many actions share."""
    region = {
        "name": "X-TC-Region",
        "in": "header",
        "required": False,
        "description": "The region that the request is about.",
        "schema": {"type": "string", "examples": ["ap-guangzhou"]},
    }
    needed = {action.region for action in service.actions}
    found: Data = {"Version": _constant("X-TC-Version", service.version, "The version of the API.")}
    if RegionRule.OPTIONAL in needed:
        found["Region"] = region
    if RegionRule.REQUIRED in needed:
        found["RequiredRegion"] = {**region, "required": True}
    if any(action.unsigned for action in service.actions):
        found["Timestamp"] = {
            "name": _TIME,
            "in": "header",
            "required": True,
            "description": _SENT_AT,
            "schema": {"type": "integer", "format": "int64", "examples": [1551113065]},
        }
    found["Language"] = {
        "name": "X-TC-Language",
        "in": "header",
        "required": False,
        "description": "The language of messages in the reply.",
        "schema": {"type": "string", "examples": _LANGUAGES, "x-extensible-enum": _LANGUAGES},
    }
    return found


_REGIONS: Mapping[RegionRule, tuple[str, ...]] = {
    RegionRule.REQUIRED: ("RequiredRegion",),
    RegionRule.OPTIONAL: ("Region",),
    RegionRule.UNUSED: (),
}


def headers(action: Action, schemas: Schemas) -> Iterator[Data]:
    """The parameters of an action: all are headers."""
    yield _constant("X-TC-Action", action.name, "The action that is called.")
    shared = ("Version", *_REGIONS[action.region], *(["Timestamp"] if action.unsigned else []))
    for name in (*shared, "Language"):
        yield {"$ref": f"#/components/parameters/{name}"}
    if action.body is Body.OCTET_STREAM:
        for field in action.input:
            schema = schemas.field(field, Way.SENT)
            said = extensions.said(
                description=schema.pop("description", ""),
                deprecated=schema.pop("deprecated", False),
            )
            name = action.header_prefix + field.name
            head = {"name": name, "in": "header", "required": field.required}
            yield {**head, **said, "schema": schema}


def body(action: Action, schema: str, examples: Examples) -> Data:
    """The body of a request; `schema` is the name of its schema."""
    content: Data = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    media_type = "application/json"
    if action.body is Body.OCTET_STREAM:
        media_type, content = "application/octet-stream", {"schema": dict(FILE)}
    elif action.body is Body.MULTIPART:
        media_type = "multipart/form-data"
        # Left to themselves, arrays would be sent as several parts.
        encoding = {
            field.name: {"contentType": "application/json"}
            for field in action.input
            if field.type.kind in (Kind.ARRAY, Kind.STRUCT, Kind.OBJECT)
        }
        content |= extensions.said(encoding=encoding)
    if action.body is not Body.OCTET_STREAM:
        content |= extensions.said(examples=examples.requests)
    return {"required": True, "content": {media_type: content}}


def _constant(name: str, value: str, description: str) -> Data:
    """A header with one value.  `const` would say the same, but not to every generator."""
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        "schema": {"type": "string", "enum": [value], "default": value},
    }
