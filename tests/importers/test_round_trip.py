"""An import loses nothing: what is imported, written, read and exported says the same facts.

This holds for every definition that is installed, and for any that could be.  Of the installed ones
the suite looks at every third service; `make cloud` asks for all (TC3GEN_WHOLE).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from exporters.facts import facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import build, source
from tc3gen.build import TYPE_WORDS
from tc3gen.exporters import api_json
from tc3gen.importers import imported
from tc3gen.importers.definitions import files
from tc3gen.importers.definitions.convert import convert
from tc3gen.importers.definitions.fields import KINDS
from tc3gen.importers.definitions.reading import Definition, read
from tc3gen.model import Service

SERVICES = sorted(path.name for path in files.installed().iterdir() if path.is_dir())
SERVICES = SERVICES[:: 1 if os.environ.get("TC3GEN_WHOLE") else 3]


def definitions(path: Path) -> Iterator[Definition]:
    for file in files.find([path]):
        definition, found = read(file, file.api.name)
        assert definition is not None, found
        yield definition


def through_the_spec(definition: Definition) -> Service:
    """The model of the spec, as whoever has only its file sees it."""
    converted = convert(definition, "api.json", (), {})
    document = source.from_bytes(imported.text(converted.spec).encode(), "api.yaml")
    assert document.diagnostics == []
    return build.build(document)


def said(definition: Definition) -> dict[str, Any]:
    """The facts of a definition, with structs called as an import calls them."""
    renamed = {name: f"{name}Data" for name in definition.objects.keys() & TYPE_WORDS.keys()}
    objects = {
        renamed.get(name, name): {"members": [_renamed(m, renamed) for m in each["members"]]}
        for name, each in definition.objects.items()
    }
    actions = {name: dict(action) for name, action in definition.actions.items()}
    return facts({"metadata": definition.metadata, "actions": actions, "objects": objects})


def _renamed(member: Mapping[str, Any], renamed: Mapping[str, str]) -> Mapping[str, Any]:
    return {**member, "member": renamed.get(member["member"], member["member"])}


def check(definition: Definition) -> None:
    service = through_the_spec(definition)
    before, after = said(definition), facts(api_json.definition(service))
    assert after["actions"] == before["actions"]
    assert after["objects"].keys() == before["objects"].keys()
    for name, members in before["objects"].items():
        assert after["objects"][name] == members, name
    assert after == before
    for action in service.actions:
        given = definition.examples.get(action.name, [])
        assert len(action.examples) == sum(map(_says_something, given)), action.name


def _says_something(example: Mapping[str, str]) -> bool:
    return any(example.get(key, "").strip() for key in ("title", "document", "input", "output"))


@pytest.mark.parametrize("service", SERVICES)
def test_every_installed_definition(service: str) -> None:
    for definition in definitions(files.installed() / service):
        check(definition)


# Any definition -----------------------------------------------------------------------------------

name = st.from_regex(r"[A-Z][A-Za-z0-9_]{0,6}", fullmatch=True)
prose = st.text(max_size=60) | st.sampled_from(
    ["Valid values: <li>ON: on</li><li>OFF</li>", "[0, 100]. Default value: 1.", "|- `a\\"]
)


EXAMPLES = ["1", "-2", "1e999", "True", "[1]", "{}"]


def member(structs: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    scalar = st.sampled_from([(kind.type, exact) for exact, kind in KINDS.items()])
    element = st.sampled_from([*KINDS, *structs]).map(lambda exact: ("list", exact))
    held = st.sampled_from(structs).map(lambda exact: ("object", exact))
    marks = {
        "required": st.booleans() | st.just(1),
        "output_required": st.booleans(),
        "value_allowed_null": st.booleans(),
        "disabled": st.booleans(),
        "document": prose,
        "example": st.text(max_size=20)
        | st.sampled_from(["1", "-2", "1e999", "true", "[1]", "{}"]),
    }
    return st.builds(
        lambda name, type, marks: {"name": name, "type": type[0], "member": type[1], **marks},
        name.filter(lambda each: each != "RequestId"),
        scalar | element | held,
        st.fixed_dictionaries({}, optional=marks),
    )


@st.composite
def any_definition(draw: st.DrawFn) -> dict[str, Any]:
    structs = draw(st.lists(name, min_size=1, max_size=4, unique=True))
    members = st.lists(member(structs), max_size=5, unique_by=lambda each: each["name"])
    actions = draw(st.lists(name, min_size=1, max_size=3, unique=True))
    objects = {each: {"members": draw(members)} for each in structs}
    request_id = {"name": "RequestId", "type": "string", "member": "string"}
    made: dict[str, Any] = {}
    for action in actions:
        messages = {"input": f"{action}Request", "output": f"{action}Response"}
        made[action] = draw(
            st.fixed_dictionaries(
                {key: st.just(value) for key, value in messages.items()},
                optional={
                    "name": prose,
                    "document": prose,
                    "status": st.sampled_from(["online", "deprecated", "offline"]),
                    "skip_sign": st.booleans(),
                },
            )
        )
        # Every struct is used: of what nobody sends or receives, nothing is taken.
        uses = [
            {"name": f"Use{i}", "type": "list", "member": each} for i, each in enumerate(structs)
        ]
        objects[messages["input"]] = {"members": [*draw(members), *uses]}
        objects[messages["output"]] = {"members": [*draw(members), request_id]}
    metadata = {"serviceShortName": "toy", "apiVersion": "2020-01-01"}
    return {"metadata": metadata, "actions": made, "objects": objects}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(definition=any_definition())
def test_any_definition(definition: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "api.json").write_text(json.dumps(definition))
        for each in definitions(Path(folder)):
            check(each)
