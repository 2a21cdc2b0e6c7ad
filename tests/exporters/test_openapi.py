"""A service as OpenAPI: valid, true to the service, and the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Golden
from hostile.spec import FREE, PLACES, Place, filled, make, to_yaml
from hostile.strings import NASTY, UNWRITABLE
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from tc3gen import emit, graph
from tc3gen.exporters import openapi
from tc3gen.exporters.names import unclashed
from tc3gen.model import Field, Kind, Service, Struct, TypeRef
from tc3gen.values import Checker

from .specs import HERE, RICH, ROOT, VOD, Judge, judge, service

RICH_SERVICE = service(RICH)
RICH_JUDGE = judge(RICH_SERVICE)


@pytest.fixture(params=["rich", "vod", "hostile"])
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Service:
    if request.param == "hostile":
        path = tmp_path / "api.yaml"
        path.write_text(to_yaml(make(lambda _, usual: usual)), encoding="utf-8")
        return service(path)
    return service({"rich": RICH, "vod": VOD}[request.param])


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation by the action that its header names."""
    for item in document["paths"].values():
        (operation,) = item.values()
        header = next(p for p in operation["parameters"] if p.get("name") == "X-TC-Action")
        yield header["schema"]["default"], operation


def test_documents_are_valid(each: Service) -> None:
    document = openapi.document(each)
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    # As JSON it is the same: nothing in it is a tuple, a key that is no text, or not a number.
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert openapi.document(each) == document


def test_every_action_is_an_operation_and_every_reference_leads_somewhere(each: Service) -> None:
    document = openapi.document(each)
    assert [name for name, _ in operations(document)] == [action.name for action in each.actions]
    identifiers = [operation["operationId"] for _, operation in operations(document)]
    assert identifiers == [action.alias or action.name for action in each.actions]
    references = set(_references(document))
    schemas = document["components"]["schemas"]
    assert references >= {f"#/components/schemas/{name}" for name in schemas}, "unused"
    for reference in references:
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def _references(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("$ref"), str):
            yield data["$ref"]
        for value in data.values():
            yield from _references(value)
    elif isinstance(data, list):
        for value in data:
            yield from _references(value)


def test_examples_fit_their_schemas(each: Service) -> None:
    document = openapi.document(each)
    judging = Judge(document)
    shown = 0
    for _, operation in operations(document):
        for part in (operation["requestBody"], operation["responses"]["200"]):
            for media in part["content"].values():
                for example in media.get("examples", {}).values():
                    assert judging.errors(example["value"], media["schema"]) == []
                    shown += 1
    assert shown


def test_the_whole_document_of_a_rich_spec(golden: Golden) -> None:
    golden(HERE / "expected" / "openapi.yaml", emit.document(openapi.document(RICH_SERVICE)))


@pytest.mark.parametrize("first", range(0, len(NASTY), 16))
def test_text_of_any_kind_is_text(first: int, tmp_path: Path) -> None:
    strings: dict[Place, str] = {}
    free = [place for place in PLACES if place.kind in FREE]
    for number, (place, nasty) in enumerate(zip(free, cycle(NASTY[first : first + 16]))):
        text = f"{number} {UNWRITABLE.sub('', nasty)} {number}"
        strings[place] = " ".join(text.split()) if place.kind == "line" else text
    path = tmp_path / "api.yaml"
    path.write_text(to_yaml(filled(strings)), encoding="utf-8")
    document = openapi.document(service(path))
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert yaml.safe_load(emit.document(document)) == document
    description = strings[Place("text", "Description of a struct")]
    assert document["components"]["schemas"]["Piece"]["description"] == description


def test_every_extension_is_explained(each: Service) -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    found = set(re.findall(r'"(x-[a-z0-9-]+)":', json.dumps(openapi.document(each))))
    assert [name for name in found if f"`{name}`" not in page] == []


#: Where a request goes beyond what the rich spec allows, as path and value.
REFUSED = [
    ({}, "a required field is missing"),
    ({"Token": ""}, "too short"),
    ({"Token": "123456789"}, "too long"),
    ({"Token": None}, "null is for replies"),
    ({"Style": "chalk"}, "not in the enumeration"),
    ({"Width": 127}, "below the range"),
    ({"Width": -1}, "not unsigned"),
    ({"Width": "128"}, "text"),
    ({"Ratio": 0}, "not more than the exclusive minimum"),
    ({"Ratio": 2.5}, "not less than the exclusive maximum"),
    ({"Palette": []}, "too few"),
    ({"Palette": ["a", "b", "c", "d"]}, "too many"),
    ({"Palette": ["A"]}, "an element against the pattern"),
    ({"Palette": ["abcdef"]}, "an element that is too long"),
    ({"Grid": [[1], [0]]}, "an innermost element out of range"),
    ({"Grid": [[], [], []]}, "too many of the outermost"),
    ({"Grid": [1]}, "no array of arrays"),
    ({"Frame": {}}, "a required field of a struct is missing"),
    ({"Frame": {"Wood": "ash"}}, "not in the enumeration of a struct"),
    ({"Frame": {"Wood": "oak", "Inner": None}}, "null is for replies, in structs too"),
    ({"Border": {"Frames": [{"Wood": "ash"}]}}, "deep inside"),
    ({"Layers": [{"Name": "a", "Below": [{}]}]}, "deep inside what holds itself"),
    ({"Extra": "text"}, "no object"),
    ({"Begins": "2024-02-29T00:00:00Z"}, "another form of time"),
    ({"Loud": 1}, "no boolean"),
    ({"Nonsense": 1}, "no such field"),
]
#: What it does allow.
TAKEN = [
    {"Token": "1"},
    {"Token": "1", "Mood": "something new"},
    {"Token": "1", "Width": 0},
    {"Token": "1", "Width": 128},
    {"Token": "1", "Grid": [[1, 2], []], "Palette": ["abc"], "Extra": {"any": [None]}},
    {"Token": "1", "Hinted": "three, which is more than nine letters", "Many": [0] * 9},
    {"Token": "1", "Begins": "2024-02-29 12:00:00", "Ends": "2024-02-29T12:00:00Z"},
    {"Token": "1", "Frame": {"Wood": "oak", "Inner": {"Wood": "pine"}}},
]


@pytest.mark.parametrize(("data", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_requests_keep_to_the_limits(data: dict[str, Any], why: str) -> None:
    whole = {"Token": "1", **data} if data else data
    assert not RICH_JUDGE.fits(whole, "MakePictureRequest"), why


@pytest.mark.parametrize("data", TAKEN, ids=str)
def test_requests_within_the_limits_fit(data: dict[str, Any]) -> None:
    assert RICH_JUDGE.errors(data, "MakePictureRequest") == []


SUCCESS = {"Picture": {"Id": "1"}, "Frame": {}, "State": "done", "RequestId": "r"}
FAILURE = {"Error": {"Code": "Brand.New", "Message": "No."}, "RequestId": "r"}


@pytest.mark.parametrize(
    ("response", "fits"),
    [
        (SUCCESS, True),
        (SUCCESS | {"State": "brand new", "Rate": 7, "Sizes": [], "Unknown": 1}, True),
        (SUCCESS | {"Picture": None, "Sizes": None, "Rate": None, "When": "soon"}, True),
        (SUCCESS | {"Frame": {"Wood": "ash", "Inner": None}}, True),
        (SUCCESS | {"Border": {"Frames": [{"Inner": {"Inner": None}}]}}, True),
        (FAILURE, True),
        ({}, False),
        ({k: v for k, v in SUCCESS.items() if k != "RequestId"}, False),
        ({k: v for k, v in SUCCESS.items() if k != "State"}, False),
        (SUCCESS | {"State": None}, False),
        (SUCCESS | {"Rate": "0.5"}, False),
        (SUCCESS | {"Picture": {}}, False),
        (FAILURE | {"Error": {"Message": "No."}}, False),
        ({"Error": FAILURE["Error"]}, False),
    ],
)
def test_replies_are_successes_or_failures(response: dict[str, Any], fits: bool) -> None:
    assert RICH_JUDGE.fits({"Response": response}, "MakePictureReply") is fits
    assert not RICH_JUDGE.fits(response, "MakePictureReply")


def test_a_member_of_the_reply_may_be_called_error() -> None:
    for error in (None, {"Code": "blurred"}, FAILURE["Error"]):
        reply = {"Response": {"Error": error, "RequestId": "r"}}
        assert RICH_JUDGE.errors(reply, "ShowPicturesReply") == []
    assert not RICH_JUDGE.fits({"Response": {"Error": 1, "RequestId": "r"}}, "ShowPicturesReply")


# The schemas and our own judgement ---------------------------------------------------------------

#: Values of every sort; no number that is whole and yet a float, which JSON Schema takes as whole.
_VALUES: list[Any] = [
    *(None, True, 0, 1, -1, 128, 4097, 0.5, 2.5, "", "a", "oil", "ON", "oak", "ABC", "x" * 9),
    *([], ["abc"], ["A"], [[1], [0]], {}, {"Wood": "oak"}, {"Wood": "ash"}, {"Name": "n"}),
    *("2024-02-29 12:00:00", "2024-02-29"),
]
#: Formats are not judged by schemas, but by who reads them.
_BY_FORMAT = (Kind.TIMESTAMP_ISO8601, Kind.DATE)
_MAKE = RICH_SERVICE.actions[0]
_CHECKED = [field for field in _MAKE.input if field.type.kind not in _BY_FORMAT]


@settings(max_examples=settings.default.max_examples * 5)
@given(
    st.fixed_dictionaries({}, optional={field.name: st.sampled_from(_VALUES) for field in _CHECKED})
)
def test_a_request_fits_its_schema_if_a_client_would_send_it(data: dict[str, Any]) -> None:
    data = {"Token": "1", **data}
    ours = list(Checker(graph.index(RICH_SERVICE)).members(data, _MAKE.input, "it"))
    # Unknown fields of structs are let pass: structs are the same in replies, which may grow.
    ours = [each for each in ours if "has no field" not in each.message]
    assert RICH_JUDGE.fits(data, "MakePictureRequest") is not bool(ours), ours


# Names -------------------------------------------------------------------------------------------


def test_names_do_not_clash_and_one_more_moves_no_other() -> None:
    before = openapi.document(RICH_SERVICE)["components"]["schemas"]
    field = Field("Text", TypeRef(Kind.STRING), required=True)
    taken = ["BorderOutput", "watch_reply", "MakePictureActionRequest", "MakePictureRequest"]
    new = tuple(Struct(name, (field,)) for name in taken)
    after = openapi.document(replace(RICH_SERVICE, structs=RICH_SERVICE.structs + new))
    schemas = after["components"]["schemas"]
    assert len({name.lower().replace("_", "") for name in schemas}) == len(schemas)
    for name in taken:
        assert schemas[name]["required"] == ["Text"]
    moved = {
        "BorderOutput": "BorderActionOutput",
        "WatchReply": "WatchActionReply",
        "MakePictureRequest": "MakePictureActionActionRequest",
    }
    assert set(before) - set(schemas) == {"WatchReply"}
    for old, name in moved.items():
        assert schemas[name] == before[old]


@given(st.lists(st.text("ab_", min_size=1, max_size=3), unique=True, max_size=6), st.data())
def test_names_are_unique_and_keep_what_they_can(taken: list[str], data: st.DataObject) -> None:
    heads = data.draw(st.lists(st.text("abA", min_size=1, max_size=2), unique=True, max_size=6))
    wanted = [(head, head, "b") for head in heads]
    found = unclashed(taken, wanted)
    folded = [name.replace("_", "").lower() for name in found.values()]
    others = {name.replace("_", "").lower() for name in taken}
    assert len(set(folded)) == len(folded) == len(heads)
    assert not others & set(folded)
    # The order of what clashes with none says nothing.
    free = [head for head in heads if found[head] == head + "b"]
    again = unclashed(taken, [each for each in wanted if each[0] in free][::-1])
    assert again == {head: found[head] for head in free}
