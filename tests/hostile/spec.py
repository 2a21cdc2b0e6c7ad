"""A spec with every key of the format, and a way to put any string into any of its places."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Place:
    """A string of the spec: its kind, and what stands there unless something else is put in.

    Places that refer to each other (a struct and the types that name it, an error code and the
    actions that list it) are one place.
    """

    kind: str
    usual: str


#: Text that may hold anything, and so must be taken.
FREE = frozenset({"text", "line", "data", "key"})

Put = Callable[[str, str], str]


def make(put: Put) -> dict[str, Any]:
    """The spec, its strings given by `put(kind, usual)`."""

    def name(usual: str) -> str:
        return put("name", usual)

    def text(usual: str) -> str:
        return put("text", usual)

    def line(usual: str) -> str:
        return put("line", usual)

    def data(usual: str) -> str:
        return put("data", usual)

    def code(usual: str) -> str:
        return put("code", usual)

    thing = {
        name("Mode"): data("fast"),
        name("Parts"): [{name("Label"): data("first"), name("Inner"): [{}]}],
        name("Extra"): {put("key", "some key"): [data("some value"), None, 1.5, True, {}]},
    }
    return {
        "tc3gen": 1,
        "service": put("service", "vod"),
        "version": put("version", "2018-07-17"),
        "title": line("Title of the service"),
        "description": text("Description of the service"),
        "endpoints": {
            put("site", "domestic"): put("host", "vod.tencentcloudapi.com"),
            put("site", "international"): put("host", "vod.intl.tencentcloudapi.com"),
        },
        "region": "unused",
        "sources": [
            {"page": line("Page of a source"), "date": line("2026-05-19")},
            {"package": line("tccli"), "version": line("3.1"), "note": text("Note of a source")},
            {"url": line("https://example.com/")},
        ],
        "actions": {
            name("ModifyThing"): {
                "title": line("Title of an action"),
                "description": text("Description of an action"),
                "deprecated": {
                    "replacement": line("AlterThing"),
                    "description": text("Why an action is deprecated"),
                    "since": line("2020-01-01"),
                },
                "rate_limit": 20,
                "region": "required",
                "read_only": False,
                "deduplicated_by": {
                    "field": name("Token"),
                    "error": code("FailedOperation"),
                    "seconds": 60,
                },
                "alias": name("ChangeThing"),
                "input": {
                    name("Token"): {
                        "type": "String",
                        "required": True,
                        "description": text("Description of a parameter"),
                        "minLength": 0,
                        "maxLength": 9000,
                        "example": data("example of a parameter"),
                    },
                    name("Mode"): {
                        "type": "String",
                        "description": text("Description of an enumeration"),
                        "enum": [
                            {"value": data("fast"), "description": text("Description of a value")},
                            data("slow"),
                        ],
                        "default": data("slow"),
                        "deprecated": text("Why a parameter is deprecated"),
                    },
                    name("Colour"): {
                        "type": "String",
                        "enum": [data("red"), {"value": data("blue")}],
                        "open": True,
                        "alias": name("Color"),
                    },
                    name("Width"): {
                        "type": "Integer",
                        "format": "int64",
                        "unit": line("px"),
                        "special": [
                            {"value": 0, "description": text("Description of a special value")},
                            -1,
                        ],
                        "minimum": 128,
                        "maximum": 4096,
                        "applies_when": {"field": name("Mode"), "equals": [data("fast")]},
                        "deprecated": True,
                    },
                    name("Ratio"): {
                        "type": "Float",
                        "hints": {"example": data("hint of an example")},
                        "exclusiveMinimum": 0,
                        "exclusiveMaximum": 1.5,
                        "applies_when": text("Sentence on when a parameter applies"),
                        "default": 0.5,
                    },
                    name("Pattern"): {"type": "String", "pattern": put("pattern", "^[a-z]+$")},
                    name("Names"): {
                        "type": "Array of String",
                        "minItems": 0,
                        "maxItems": 9,
                        "items": {
                            "maxLength": 9000,
                            "enum": [{"value": data("ann"), "description": text("Who Ann is")}],
                        },
                    },
                    name("Parts"): {"type": "Array of " + name("Part")},
                    name("Day"): {"type": "Date"},
                    name("Extra"): {"type": "Object", "description": text("Description of a map")},
                },
                "output": {
                    name("Outcome"): {
                        "type": name("Outcome"),
                        "nullable": True,
                        "description": text("Description of a result"),
                    },
                    name("State"): {
                        "type": "String",
                        "required": True,
                        "enum": [data("done"), data("failed")],
                    },
                },
                "errors": [code("FailedOperation"), code("InvalidParameter.Mode")],
                "examples": [
                    {
                        "title": line("Title of an example"),
                        "description": text("Description of an example"),
                        "input": {name("Token"): data("token of an example"), **thing},
                        "output": {
                            name("Outcome"): {name("Note"): data("note of an example")},
                            name("State"): data("done"),
                            "RequestId": data("request of an example"),
                        },
                    }
                ],
            },
            name("ListThings"): {"output": {name("Matrix"): {"type": "Array of Array of Float"}}},
            name("ScrollThings"): {
                "paging": {
                    "style": "token",
                    "input": name("Cursor"),
                    "output": f"{name('Rest')}.{name('Cursor')}",
                    "limit": name("Most"),
                    "page_size": 9,
                    "items": f"{name('Rest')}.{name('Parts')}",
                    "more": name("State"),
                    "more_when": data("done"),
                },
                "input": {name("Cursor"): {"type": "String"}, name("Most"): {"type": "Integer"}},
                "output": {
                    name("Rest"): {"type": name("Rest")},
                    name("State"): {"type": "String"},
                },
            },
            name("CountThings"): {
                "paging": {
                    "style": "offset",
                    "offset": name("Passed"),
                    "items": name("Parts"),
                    "total": name("Total"),
                },
                "input": {name("Passed"): {"type": "Integer"}},
                "output": {
                    name("Parts"): {"type": "Array of " + name("Part")},
                    name("Total"): {"type": "String"},
                },
            },
            name("TurnThings"): {
                "paging": {
                    "style": "page",
                    "page": name("Leaf"),
                    "size": name("Most"),
                    "first": 0,
                    "items": name("Names"),
                },
                "input": {name("Leaf"): {"type": "Integer"}, name("Most"): {"type": "String"}},
                "output": {name("Names"): {"type": "Array of String"}},
            },
            name("UtterThing"): {
                "unsigned": True,
                "offline": True,
                "body": "octet-stream",
                "header_prefix": put("prefix", "X-VOD-"),
                "streams": True,
                "input": {
                    name("Token"): {"type": "String", "required": True},
                    name("Most"): {"type": "Integer"},
                    name("Body"): {"type": "String"},
                },
                "output": {name("State"): {"type": "String"}},
                "examples": [
                    {
                        "title": line("Title of a stream"),
                        "request": text("Request of an example"),
                        "reply": text("Reply of an example"),
                    },
                    {
                        "title": line("Title of some bytes"),
                        "input": {name("Token"): data("token of an example")},
                    },
                ],
            },
            name("FileThing"): {
                "body": "multipart",
                "input": {
                    name("File"): {"type": "Binary", "required": True},
                    name("Names"): {"type": "Array of String"},
                },
                "examples": [
                    {
                        "title": line("Title of a file"),
                        "input": {
                            name("File"): data("file of an example"),
                            name("Names"): [data("ann")],
                        },
                    }
                ],
            },
            name("ShowThing"): {
                "read_only": True,
                "input": {name("Token"): {"type": "String", "required": True}},
                "output": {
                    name("State"): {"type": "String", "enum": [data("done"), data("failed")]},
                    name("Outcome"): {"type": name("Outcome")},
                    name("Share"): {"type": "Float"},
                    name("Kind"): {"type": "String"},
                },
            },
        },
        "waiters": {
            name("ThingDone"): {
                "description": text("Description of a waiter"),
                "action": name("ShowThing"),
                "state": name("State"),
                "success": [data("done")],
                "failure": [data("failed")],
                "failed_when": [
                    {"path": f"*.{name('Note')}", "not": [data("good"), data("fine")]},
                    {"path": name("Kind"), "not": [data("plain")]},
                ],
                "message": f"*.{name('Note')}",
                "progress": name("Share"),
                "delay": 0.5,
                "max_delay": 3,
                "timeout": 60,
            },
        },
        "simulation": {
            "tasks": [
                {
                    "started_by": name("ModifyThing"),
                    "id": name("State"),
                    "type": data("kind of a task"),
                    "states": [{"state": data("failed"), "seconds": 1}, {"state": data("done")}],
                    "members": {name("Note"): data("note of a task")},
                    "times": {name("Kind"): data("done")},
                    "progress": name("Share"),
                    "request": name("Note"),
                    "shown_by": {
                        "action": name("ShowThing"),
                        "id": name("Token"),
                        "state": name("State"),
                        "type": name("Kind"),
                        "payload": name("Outcome"),
                    },
                    "listed_by": {
                        "action": name("CountThings"),
                        "items": name("Parts"),
                        "id": name("Label"),
                        "state": name("Label"),
                        "type": name("Label"),
                    },
                }
            ],
        },
        "structs": {
            name("Part"): {
                "description": text("Description of a struct"),
                "alias": name("Piece"),
                "fields": {
                    name("Label"): {
                        "type": "String",
                        "output_required": True,
                        "description": text("Description of a member"),
                    },
                    name("Inner"): {"type": "Array of " + name("Part")},
                },
            },
            name("Outcome"): {
                "fields": {
                    name("Note"): {"type": "String", "description": text("Description of a note")},
                    name("Empty"): {"type": name("Nothing"), "deprecated": False},
                }
            },
            name("Nothing"): {"fields": {}},
            name("Rest"): {
                "fields": {
                    name("Cursor"): {"type": "String"},
                    name("Parts"): {"type": "Array of " + name("Part")},
                }
            },
        },
        "errors": {
            code("FailedOperation"): text("Description of a common error"),
            code("InvalidParameter.Mode"): {
                "description": text("Description of an error"),
                "solution": text("Solution of an error"),
                "alias": name("WrongMode"),
            },
        },
    }


def _places() -> list[Place]:
    found: dict[Place, None] = {}

    def put(kind: str, usual: str) -> str:
        found[Place(kind, usual)] = None
        return usual

    make(put)
    return list(found)


PLACES = _places()


def filled(strings: Mapping[Place, str]) -> dict[str, Any]:
    """The spec with these strings, and what is usual in all other places."""
    return make(lambda kind, usual: strings.get(Place(kind, usual), usual))


def to_yaml(data: Any) -> str:
    """Data as YAML that holds any string at all: flow style, all but plain ASCII escaped."""
    if isinstance(data, str):
        return '"' + "".join(map(_escaped, data)) + '"'
    if isinstance(data, Mapping):
        # "? " because a key of more than 1024 characters cannot stand without.
        return "{" + ", ".join(f"? {to_yaml(k)} : {to_yaml(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(to_yaml, data)) + "]"
    return json.dumps(data)


def _escaped(char: str) -> str:
    number = ord(char)
    if char in '"\\':
        return "\\" + char
    if 0x20 <= number < 0x7F:
        return char
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
