"""The codec: writing against `json.dumps`, reading against anything."""

from __future__ import annotations

import contextlib
import copy
import json
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import codec
from runtime.errors import MalformedResponseError, ValidationError
from toy import MakeRequest, MakeResponse, Node, Picture

# Plain data that a Picture may hold, under the API's names.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
INT64 = st.integers(-(2**63), 2**63 - 1)
PICTURES = st.fixed_dictionaries(
    {"Switch": st.sampled_from(["ON", "OFF"])},
    optional={
        "Width": st.just(0) | st.integers(128, 4096),
        "Level": st.sampled_from([1, 2]),
        "Ratio": st.floats(0, 1, exclude_min=True, exclude_max=True),
        "AnyFloat": st.floats(allow_nan=False, allow_infinity=False) | INT64,
        "Small": st.integers(-(2**31), 2**31 - 1),
        "Big": st.integers(0, 2**64 - 1),
        "Whole": INT64,
        "Code": st.just("") | st.text("abzü", min_size=2, max_size=4),
        "Text": TEXT,
        "On": st.booleans(),
        "Names": st.lists(st.text("xyü😀", max_size=3), min_size=1, max_size=3),
        "Grid": st.lists(st.lists(INT64, max_size=2), max_size=2),
        "At": st.datetimes().map(lambda at: at.isoformat() + "Z"),
        "Stamp": st.datetimes().map(lambda at: at.isoformat(" ", "seconds")),
        "Day": st.dates().map(str),
        "Extra": st.recursive(
            TEXT | st.booleans() | INT64 | st.floats(allow_nan=False, allow_infinity=False),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
            max_leaves=5,
        ),
    },
)
ORDER = ["Switch", "Width", "Level", "Ratio", "AnyFloat", "Small", "Big", "Whole", "Code", "Text"]
ORDER += ["On", "Names", "Grid", "At", "Stamp", "Day", "Extra"]


def in_order(picture: dict[str, Any]) -> dict[str, Any]:
    return {name: picture[name] for name in ORDER if name in picture}


@given(st.text(max_size=20), st.lists(PICTURES, max_size=2), PICTURES)
def test_writes_what_json_dumps_writes_and_reads_it_back(
    file_id: str, many: list[dict[str, Any]], one: dict[str, Any]
) -> None:
    file_id = file_id.encode("ascii", "ignore").decode()
    data = {"FileId": file_id, "Picture": in_order(one), "Many": [in_order(p) for p in many]}
    request = codec.from_dict(MakeRequest, data)
    assert codec.encode(request) == json.dumps(data).encode()
    assert codec.encode(request, validate=False) == json.dumps(data).encode()
    assert codec.to_dict(request) == data
    assert codec.from_dict(MakeRequest, codec.to_dict(request)) == request
    assert pickle.loads(pickle.dumps(request)) == copy.deepcopy(request) == request


BROKEN = [
    ("switch", None, "required", True),
    ("switch", "on", "enum", ("ON", "OFF")),
    ("switch", 1, "type", "a string"),
    ("width", 127, "minimum", 128),
    ("width", 4097, "maximum", 4096),
    ("width", False, "type", "an integer"),
    ("width", 128.0, "type", "an integer"),
    ("width", 10**5000, "format", "within int64"),
    ("level", 3, "enum", (1, 2)),
    ("level", True, "type", "an integer"),
    ("ratio", 0, "exclusive_minimum", 0),
    ("ratio", 1.0, "exclusive_maximum", 1),
    ("ratio", "0.5", "type", "a number"),
    ("any_float", math.nan, "format", "a finite number"),
    ("any_float", -math.inf, "format", "a finite number"),
    ("any_float", 10**5000, "format", "within 64 bits, or a float"),
    ("small", 2**31, "format", "within int32"),
    ("big", -1, "format", "within uint64"),
    ("whole", 2**64, "format", "within 64 bits"),
    ("code", "a", "min_length", 2),
    ("code", "üüüüü", "max_length", 4),
    ("code", "AB", "pattern", "^[a-zü]+$"),
    ("text", b"bytes", "type", "a string"),
    ("text", "\ud800", "type", "text without lone surrogates"),
    ("on", 1, "type", "True or False"),
    ("names", [], "min_items", 1),
    ("names", ["a"] * 4, "max_items", 3),
    ("names", "abc", "type", "a list"),
    ("at", "2018-02-30T08:30:00Z", "format", "of the form 2018-07-17T08:30:00Z"),
    ("at", "2018-07-17 08:30:00", "format", "of the form 2018-07-17T08:30:00Z"),
    ("stamp", "2018-07-17T08:30:00", "format", "of the form 2018-07-17 08:30:00"),
    ("day", "2018-7-17", "format", "of the form 2018-07-17"),
]


@pytest.mark.parametrize(
    ("field", "value", "limit", "expected"),
    BROKEN,
    ids=[f"{case[0]}-{case[2]}-{number}" for number, case in enumerate(BROKEN)],
)
def test_a_broken_limit_is_refused(field: str, value: Any, limit: str, expected: Any) -> None:
    picture = Picture(switch="ON")
    setattr(picture, field, value)
    with pytest.raises(ValidationError) as caught:
        codec.encode(MakeRequest(file_id="1", many=[Picture(switch="OFF"), picture]))
    (fault,) = caught.value.faults
    assert (fault.path, fault.limit, fault.expected) == (f"many[1].{field}", limit, expected)
    assert fault.wire_path.startswith("Many[1].")
    assert fault.value is value


def test_all_faults_are_named_at_once_and_secrets_are_not() -> None:
    picture: Any = Picture(
        switch="X", names=["long one", None], extra={"a": [{1}]}, password="correct horse"
    )
    request: Any = MakeRequest(file_id=None, picture=picture, tree=picture)
    with pytest.raises(ValueError, match="MakeRequest:") as caught:
        codec.encode(request)
    assert str(caught.value).splitlines() == [
        "MakeRequest:",
        "  file_id is required",
        "  picture.switch must be 'ON' or 'OFF', not 'X'",
        "  picture.names[0] must have at most 3 characters, not 'long one'",
        "  picture.names[1] must be a string, not None",
        "  picture.extra.a[0] must be plain data, not an object of type set",
        "  picture.password must have at most 4 characters, not (hidden)",
        "  tree must be of type Node, not an object of type Picture",
    ]
    assert isinstance(caught.value, ValidationError)
    assert [fault.wire_path for fault in caught.value.faults][-2:] == ["Picture.Password", "Tree"]
    assert pickle.loads(pickle.dumps(caught.value)).faults[0] == caught.value.faults[0]


def test_without_validation_limits_are_the_services_but_json_is_ours() -> None:
    picture: Any = Picture(switch="X", width=[1, None], text=1)
    assert codec.encode(picture, validate=False) == (
        b'{"Switch": "X", "Width": [1, null], "Text": 1}'
    )
    for value in (math.inf, {1}, "\udfff", {1: 2}, 10**5000, {"\ud800": 1}):
        picture.text = [value]
        with pytest.raises(ValidationError, match=r"text\[0\]"):
            codec.encode(picture, validate=False)


def test_no_depth_is_a_recursion_error() -> None:
    cyclic = Node(name="a")
    cyclic.children = [cyclic]
    assert repr(cyclic) == "Node(name='a', children=[...])"
    deep = Node(name="0")
    for _ in range(100_000):
        deep = Node(name="n", next=deep)
    data: Any = {"Name": "x"}
    for _ in range(100_000):
        data = {"Name": "x", "Next": data}
    for node in (cyclic, deep):
        for validate in (True, False):
            with pytest.raises(ValidationError, match="depth"):
                codec.encode(node, validate)
    with pytest.raises(ValidationError, match="depth"):
        codec.from_dict(Node, data)
    with pytest.raises(MalformedResponseError, match="deep"):
        codec.decode(Node, data)
    with pytest.raises(MalformedResponseError, match="deep"):
        codec.loads(b"[" * 1_000_000)
    while (below := deep.next) is not None:  # freeing so deep a chain at once would recurse in C
        deep.next, deep = None, below


def test_reading_is_tolerant() -> None:
    reply = codec.decode(
        MakeResponse,
        {
            "New": 1,
            "TaskId": None,
            "Picture": {"Switch": "NEW", "Width": "wide", "Names": None},
            "Nodes": [[{"Name": "a", "Children": []}, None], []],
        },
    )
    assert reply == MakeResponse(
        task_id=None,  # type: ignore[arg-type]
        picture=Picture(switch="NEW", width="wide"),  # type: ignore[arg-type]
        nodes=[[Node(name="a", children=[]), None], []],  # type: ignore[list-item]
        request_id=None,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ({"Picture": []}, "Picture"),
        ({"Picture": {"Names": {}}}, "Picture.Names"),
        ({"Nodes": [[{"Name": "a"}], [{"Children": [{}, 1]}]]}, "Nodes[1][0].Children[1]"),
    ],
)
def test_a_wrong_shape_names_its_place(data: Any, path: str) -> None:
    with pytest.raises(MalformedResponseError, match=r"is not an (object|array)") as caught:
        codec.decode(MakeResponse, data)
    assert caught.value.path == path
    with pytest.raises(ValidationError):
        codec.from_dict(MakeResponse, data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["TaskId", "Picture", "Nodes", "Name", "Children", "Names", "Grid", "?"]),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)


@given(JSON)
def test_reading_raises_nothing_but_our_errors(data: Any) -> None:
    with contextlib.suppress(MalformedResponseError):
        codec.decode(MakeResponse, data)


@given(st.binary(max_size=60) | JSON.map(lambda data: json.dumps(data).encode()))
def test_parsing_agrees_with_json_or_refuses(body: bytes) -> None:
    try:
        data = codec.loads(body)
    except MalformedResponseError:
        return
    assert repr(data) == repr(json.loads(body.decode()))


@pytest.mark.parametrize(
    "body",
    [b"", b"  ", b"{", b"{} {}", b"NaN", b"[-Infinity]", b"\xff", b'"\xed\xa0\x80"', b"1" * 5000],
    ids=repr,
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedResponseError, match="the reply"):
        codec.loads(body)


def test_a_struct_is_loaded_when_a_value_first_needs_it() -> None:
    # A class whose package has no such neighbour: nothing asks for it until a value stands there.
    import dataclasses

    from runtime.model import Struct, wire

    @dataclasses.dataclass(kw_only=True, slots=True, repr=False)
    class Holder(Struct):
        one: object = dataclasses.field(default=None, metadata=wire("One", ["Absent"]))

    Holder.__module__ = "toy.models.holder"
    assert codec.encode(Holder()) == b"{}"
    assert codec.decode(Holder, {"One": None}) == Holder()
    with pytest.raises(AttributeError, match="Absent"):
        codec.decode(Holder, {"One": [{}]})
