"""The spec says of names, order, types and what is required what the vendor's definitions say."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from tc3gen.graph import usage
from tc3gen.model import Field, Kind, Service

#: Each member of a request, a reply or a struct, as the definitions have it.
Member = dict[str, Any]
Definitions = dict[str, list[Member]]

SCALARS = {
    "string": Kind.STRING,
    "int": Kind.INTEGER,
    "float": Kind.FLOAT,
    "bool": Kind.BOOLEAN,
    "binary": Kind.BINARY,
}
DATES = {
    "date": Kind.DATE,
    "datetime": Kind.TIMESTAMP,
    "datetime_iso": Kind.TIMESTAMP_ISO8601,
}

#: A reply about any kind of task; the spec keeps what a rebuild has.
ABRIDGED = {"DescribeTaskDetailResponse"}


@pytest.fixture(scope="module")
def definitions(service: Service) -> Definitions:
    version = "v" + service.version.replace("-", "")
    path = f"tccli/services/{service.name}/{version}/api.json"
    text = Path(str(distribution("tccli-intl-en").locate_file(path))).read_text(encoding="utf-8")
    objects = json.loads(text)["objects"]
    return {
        name: [member for member in data["members"] if member["name"] != "RequestId"]
        for name, data in objects.items()
    }


def test_requests(service: Service, definitions: Definitions) -> None:
    for action in service.actions:
        name = f"{action.name}Request"
        assert told(action.input, sent=True) == defined(definitions[name], sent=True), name


def test_replies(service: Service, definitions: Definitions) -> None:
    for action in service.actions:
        name = f"{action.name}Response"
        members = definitions[name]
        if name in ABRIDGED:
            kept = {field.name for field in action.output}
            members = [member for member in members if member["name"] in kept]
        assert told(action.output, received=True) == defined(members, received=True), name


def test_structs(service: Service, definitions: Definitions) -> None:
    ways = usage(service)
    for struct in service.structs:
        way = {"sent": ways[struct.name].sent, "received": ways[struct.name].received}
        expected = defined(definitions[struct.name], **way)
        assert told(struct.fields, **way) == expected, struct.name


def told(fields: tuple[Field, ...], sent: bool = False, received: bool = False) -> list[object]:
    """What the spec says, in a form that can be compared."""
    facts: list[object] = []
    for field in fields:
        always = field.required if field.output_required is None else field.output_required
        facts.append(
            (
                field.name,
                str(field.type),
                field.format,
                field.required if sent else None,
                always if received else None,
                field.nullable,
                field.deprecated is not None,
            )
        )
    return facts


def defined(members: list[Member], sent: bool = False, received: bool = False) -> list[object]:
    """What the definitions say, in the same form."""
    facts: list[object] = []
    for member in members:
        required = bool(member.get("required"))
        facts.append(
            (
                member["name"],
                type_of(member),
                member["member"] if member["type"] in ("int", "float") else "",
                required if sent else None,
                # Where the definitions are silent, replies hold what requests do.
                bool(member.get("output_required", required)) if received else None,
                bool(member.get("value_allowed_null")),
                bool(member.get("disabled")),
            )
        )
    return facts


def type_of(member: Member) -> str:
    inner = member["member"]
    if member["type"] == "object":
        return str(inner)
    if member["type"] == "list":
        return f"Array of {SCALARS.get(inner, inner)}"
    return str(DATES.get(inner, SCALARS[member["type"]]))
