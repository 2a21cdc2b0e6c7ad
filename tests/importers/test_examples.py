"""Examples of definitions: which become data, and why the others stay text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tc3gen.importers.definitions.examples import Examples, Unsound
from tc3gen.model import Action, Field, Kind, Struct, TypeRef

TAG = Struct("Tag", (Field("Key", TypeRef(Kind.STRING), required=True),))
CUT = Action(
    "CutClip",
    input=(
        Field("ClipId", TypeRef(Kind.STRING), required=True),
        Field("Length", TypeRef(Kind.INTEGER), format="int32"),
        Field("Tags", TypeRef(Kind.ARRAY, item=TypeRef(Kind.STRUCT, struct="Tag"))),
    ),
    output=(Field("Tag", TypeRef(Kind.STRUCT, struct="Tag")),),
)

HEAD = "POST / HTTP/1.1\nHost: vod.tencentcloudapi.com\n<Common request parameters>\n\n"
QUERY = (
    "https://vod.tencentcloudapi.com/?Action=CutClip\n&ClipId=a%20b\n&Length=25"
    "\n&Tags.0.Key=x\n&Tags.1.Key=y\n&<Common request parameters>"
)


@pytest.fixture
def examples() -> Examples:
    return Examples({"Tag": TAG})


@pytest.mark.parametrize(
    ("text", "data"),
    [
        (HEAD + '{"ClipId": "1", "Length": 25}', {"ClipId": "1", "Length": 25}),
        ('{\n\n"ClipId": "1"\n\n}', {"ClipId": "1"}),
        (QUERY, {"ClipId": "a b", "Length": 25, "Tags": [{"Key": "x"}, {"Key": "y"}]}),
    ],
    ids=["http", "bare", "query"],
)
def test_a_request_that_a_client_could_send_is_data(
    examples: Examples, text: str, data: dict[str, Any]
) -> None:
    assert examples.convert([{"input": text}], CUT) == [{"input": data}]
    assert examples.counts["sound requests"] == 1
    assert not examples.unsound


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + '{"ClipId": "1" "Length": 25}', Unsound.NO_JSON),
        (HEAD + '{"ClipId": "1", "ClipId": "2"}', Unsound.NOT_HELD),
        (HEAD + '{"ClipId": "1", "Length": 1' + "0" * 30 + "}", Unsound.NOT_HELD),
        (HEAD + '{"ClipId": "\\ud800"}', Unsound.NOT_HELD),
        (HEAD + '{"ClipId": "1", "Length": "25"}', Unsound.TYPE),
        (HEAD + '{"ClipId": "1", "Tags": null}', Unsound.TYPE),
        (HEAD + '{"ClipId": "1", "Region": "ap-singapore"}', Unsound.UNKNOWN),
        (HEAD + '{"Length": 25}', Unsound.MISSING),
        (HEAD + '{"ClipId": "1", "Tags": [{}]}', Unsound.MISSING),
        ("https://vod.tencentcloudapi.com/?ClipId=1&Length=long", Unsound.NO_QUERY),
    ],
)
def test_a_request_that_no_client_could_send_stays_text(
    examples: Examples, text: str, reason: Unsound
) -> None:
    assert examples.convert([{"input": text}], CUT) == [{"request": text}]
    assert examples.unsound == {reason: 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"Response": {"Tag": {"Key": 1}}}, Unsound.TYPE),
        ({"Response": {"Tag": {"Key": "1", "Value": "2"}}}, Unsound.UNKNOWN),
        ({"Tag": {"Key": "1"}}, Unsound.NO_RESPONSE),
        ({"Response": {}, "Code": 0}, Unsound.NO_RESPONSE),
    ],
)
def test_a_reply_that_no_client_could_read_whole_stays_text(
    examples: Examples, data: dict[str, Any], reason: Unsound
) -> None:
    text = json.dumps(data)
    assert examples.convert([{"output": text}], CUT) == [{"reply": text}]
    assert examples.unsound == {reason: 1}


def test_a_reply_may_leave_out_what_it_likes_and_hold_null(examples: Examples) -> None:
    text = '{"Response": {"Tag": {"Key": null}, "RequestId": "1"}}'
    made = examples.convert([{"output": text}], CUT)
    assert made == [{"output": {"Tag": {"Key": None}, "RequestId": "1"}}]
    assert examples.nulls == {("structs", "Tag", "Key")}
