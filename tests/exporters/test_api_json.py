"""A service as the vendor's definition: the same facts, in the other form."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from conftest import Golden

from tc3gen import graph
from tc3gen.exporters import api_json, json_text
from tc3gen.loading import load_service
from tc3gen.model import Service

from .facts import facts
from .specs import HERE, RICH, VOD, service


def sayable() -> Service:
    """The rich service without the two fields that the form cannot say."""
    rich = service(RICH)
    make = rich.actions[0]
    kept = tuple(field for field in make.input if field.name not in ("Grid", "Extra"))
    examples = tuple(replace(each, input=None, request="Token=1") for each in make.examples)
    return replace(rich, actions=(replace(make, input=kept, examples=examples), *rich.actions[1:]))


def test_the_whole_definition_of_a_rich_spec(golden: Golden) -> None:
    golden(HERE / "expected" / "api.json", json_text(api_json.definition(sayable())))
    golden(HERE / "expected" / "examples.json", json_text(api_json.examples(sayable())))


def test_what_is_always_true_of_definitions() -> None:
    for each in (sayable(), service(VOD)):
        definition = api_json.definition(each)
        objects = definition["objects"]
        assert list(definition["actions"]) == [action.name for action in each.actions]
        assert len(objects) == 2 * len(each.actions) + len(each.structs)
        for action in definition["actions"].values():
            assert objects[action["output"]]["members"][-1]["name"] == "RequestId"
            assert {"input", "output", "name", "document", "status"} <= action.keys()
        members = [member for found in objects.values() for member in found["members"]]
        for member in members:
            if member["type"] in ("object", "list") and member["member"][0].isupper():
                assert member["member"] in objects
        usage = graph.usage(each)
        for name, use in usage.items():
            said = (use.sent or not use.received, use.received)
            words = {(True, True): "both", (True, False): "in", (False, True): "out"}
            assert objects[name]["usage"] == words[said]


def test_examples_are_calls_that_can_be_read_back() -> None:
    vod = service(VOD)
    shown = api_json.examples(vod)["actions"]
    for action in vod.actions:
        assert len(shown[action.name]) == len(action.examples)
        for text, example in zip(shown[action.name], action.examples, strict=True):
            head, _, body = text["input"].partition("\n\n")
            assert f"X-TC-Action: {action.name}" in head.splitlines()
            assert json.loads(body) == example.input
            assert json.loads(text["output"]) == {"Response": example.output}


SPEC = """\
tc3gen: 1
service: toy
version: 2020-01-01
title: Toy
endpoints: {domestic: toy.tencentcloudapi.com}
actions:
  Play:
    title: Play
    unsigned: true
    input:
      Toys: {type: Array of Toy, required: true}
      Count: {type: Integer, format: uint64, example: 3}
      Words: {type: Array of String, example: [a, b]}
    output: {Toy: {type: Toy, required: true, nullable: true}, When: {type: Timestamp ISO8601}}
  Stop: {title: Stop, offline: true}
structs:
  Toy:
    fields:
      Name: {type: String, required: true, output_required: false}
      Old: {type: Float, deprecated: true, hints: {example: very}}
"""

#: The same in the vendor's form, as an old file and as a new one would say it.
DEFINITION = {
    "actions": {
        "Play": {"input": "PlayRequest", "output": "PlayResponse", "skip_sign": True},
        "Stop": {"input": "StopRequest", "output": "StopResponse", "status": "offline"},
    },
    "metadata": {"apiVersion": "2020-01-01", "serviceShortName": "toy"},
    "objects": {
        "PlayRequest": {
            "members": [
                {"name": "Toys", "type": "list", "member": "Toy", "required": 1},
                {"name": "Count", "type": "int", "member": "uint64", "example": "3"},
                {"name": "Words", "type": "list", "member": "string", "example": '["a",  "b"]'},
            ],
        },
        "PlayResponse": {
            "members": [
                {
                    "name": "Toy",
                    "type": "object",
                    "member": "Toy",
                    "required": True,
                    "value_allowed_null": True,
                },
                {"name": "When", "type": "string", "member": "datetime_iso"},
                {"name": "RequestId", "type": "string", "member": "string", "example": "7"},
            ]
        },
        "Toy": {
            "members": [
                {
                    "name": "Name",
                    "type": "string",
                    "member": "string",
                    "required": True,
                    "output_required": False,
                },
                {
                    "name": "Old",
                    "type": "float",
                    "member": "float",
                    "disabled": True,
                    "example": "very",
                },
            ],
            "usage": "out",
        },
        "StopRequest": {"members": []},
        "StopResponse": {"members": [{"name": "RequestId", "type": "string", "member": "string"}]},
    },
}


def test_facts_are_those_of_a_definition(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(SPEC, encoding="utf-8")
    exported = facts(api_json.definition(service(path)))
    assert exported == facts(DEFINITION)
    # The comparison sees every fact: none can change unnoticed.
    changes = (
        ("required: true, output_required: false", "required: true"),
        ("Name: {type: String, required: true", "Name: {type: String, required: false"),
        ("Toy, required: true, nullable", "Toy, nullable"),
        ("nullable: true", "nullable: false"),
        ("uint64", "int64"),
        ("example: 3", "example: 4"),
        ("[a, b]", "[b, a]"),
        ("very", "quite"),
        ("deprecated: true", "deprecated: false"),
        ("ISO8601", ""),
        ("offline: true", "deprecated: true"),
        ("unsigned: true", "unsigned: false"),
        ("Count", "Number"),
        ("2020-01-01", "2021-01-01"),
        ("Array of Toy", "Toy"),
    )
    for old, new in changes:
        assert old in SPEC
        path.write_text(SPEC.replace(old, new), encoding="utf-8")
        assert facts(api_json.definition(service(path))) != exported, old


def test_what_the_form_cannot_say_is_told_with_its_place() -> None:
    loaded = load_service(RICH)
    assert loaded.service is not None
    assert loaded.document is not None
    found = api_json.check(loaded.service, loaded.document)
    lines = RICH.read_text(encoding="utf-8").splitlines()
    assert [lines[each.line - 1][each.column - 1 :].split(",")[0] for each in found] == [
        "Array of Array of Integer",
        "Object}",
    ]
    assert not api_json.check(sayable(), loaded.document)
