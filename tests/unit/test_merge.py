"""Laying an overlay over an api: what wins, what is left, and where each part stands."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tc3gen import schema
from tc3gen.diagnostics import Position
from tc3gen.source import Document, from_bytes, merge
from tc3gen.source.merge_rules import OVERLAID

API = """\
title: Video
endpoints: {domestic: a.b, international: c.d}
actions:
  First:
    errors: [A, B]
    input:
      One: {type: String, example: {a: 1, b: 2}}
      Two: {type: Integer, minimum: 1, deprecated: Old.}
structs:
  Repair: {fields: {Switch: {type: String, enum: [ON]}}}
errors:
  Failed: It failed.
  Busy: {description: Too much., solution: Wait.}
"""


def merged(overlay: str, api: str = API) -> Document:
    return merge(from_bytes(api.encode(), "api.yaml"), from_bytes(overlay.encode(), "overlay.yaml"))


def problems(overlay: str) -> list[tuple[str, str, str]]:
    return [(f"{d.line}:{d.column}", d.code, d.help) for d in merged(overlay).diagnostics]


def test_maps_merge_and_the_rest_replaces() -> None:
    document = merged("""\
title: Videos
actions:
  First:
    alias: Begin
    errors: [C]
    input:
      Two: {minimum: 0}
""")
    first = document.data["actions"]["First"]
    assert document.data["title"] == "Videos"
    assert list(first) == ["errors", "input", "alias"]
    assert first["errors"] == ["C"]
    assert first["input"]["Two"] == {"type": "Integer", "minimum": 0, "deprecated": "Old."}
    assert list(first["input"]) == ["One", "Two"]
    assert document.diagnostics == []


def test_null_removes() -> None:
    document = merged("""\
endpoints: {domestic: null}
structs: null
actions:
  First: {input: {One: null, Two: {minimum: ~}}}
""")
    assert document.data["endpoints"] == {"international": "c.d"}
    assert "structs" not in document.data
    assert document.data["actions"]["First"]["input"] == {
        "Two": {"type": "Integer", "deprecated": "Old."}
    }
    assert document.diagnostics == []


def test_neither_file_is_changed() -> None:
    api = from_bytes(API.encode(), "api.yaml")
    overlay = from_bytes(b"actions: {First: {input: {One: {unit: px}}}}", "overlay.yaml")
    before = copy.deepcopy((api.data, overlay.data))
    document = merge(api, overlay)
    document.data["actions"]["First"]["input"]["One"]["unit"] = "mm"
    assert (api.data, overlay.data) == before


def test_an_example_is_one_value() -> None:
    document = merged("actions: {First: {input: {One: {example: {c: null}}}}}")
    assert document.data["actions"]["First"]["input"]["One"]["example"] == {"c": None}
    assert document.diagnostics == []


def test_a_sentence_is_a_description() -> None:
    document = merged("""\
errors: {Failed: {solution: Try again.}, Busy: Wait.}
actions: {First: {input: {Two: {deprecated: {replacement: One}}}}}
""")
    assert document.data["errors"] == {
        "Failed": {"description": "It failed.", "solution": "Try again."},
        "Busy": "Wait.",
    }
    two = document.data["actions"]["First"]["input"]["Two"]
    assert two["deprecated"] == {"description": "Old.", "replacement": "One"}


def test_each_part_has_its_place() -> None:
    marks = merged("""\
actions:
  First:
    errors: [C]
    input:
      One: {unit: px, example: {a: 3}}
  Second: {input: {X: {type: String}}}
""").marks

    def places(*path: str | int) -> tuple[str, str]:
        return str(marks.key(path)), str(marks.value(path))

    assert places("title") == ("api.yaml:1:1", "api.yaml:1:8")
    assert places("actions", "First", "input", "One") == ("api.yaml:7:7", "api.yaml:7:12")
    assert places("actions", "First", "input", "One", "type")[0] == "api.yaml:7:13"
    assert places("actions", "First", "input", "One", "unit")[0] == "overlay.yaml:5:13"
    assert places("actions", "First", "input", "One", "example", "a")[0] == "overlay.yaml:5:33"
    assert places("actions", "First", "errors", 0)[1] == "overlay.yaml:3:14"
    assert places("actions", "Second", "input", "X", "type")[0] == "overlay.yaml:6:24"
    assert places("actions", "Second", "input", "X", "none")[0] == "overlay.yaml:6:20"
    assert marks.key(("none",)) == Position("api.yaml", 1, 1)


def test_what_is_removed_has_to_be_there() -> None:
    assert (
        problems("""\
titel: null
actions:
  First: {input: {one: null, Three: null}}
structs:
  New: {fields: {A: {type: String, unit: null}}}
""")
        == [
            ("1:1", "M201", "did you mean `title`?"),
            ("3:19", "M201", "did you mean `One`?"),
            ("3:30", "M201", "remove this line"),
            ("5:36", "M201", "remove this line"),
        ]
    )


def test_what_is_added_to_has_to_be_there() -> None:
    assert (
        problems("""\
actions:
  Frist: {read_only: true}
  First:
    input:
      Tow: {maximum: 3}
    output:
      Id: {unit: px}
structs:
  Repairs: {alias: X}
  Repair: {fields: {Type: {}}}
errors:
  Fialed: {solution: Pray.}
""")
        == [
            ("2:3", "M202", "did you mean `First`?"),
            ("5:7", "M202", "did you mean `Two`?"),
            ("9:3", "M202", "did you mean `Repair`?"),
            ("10:21", "M202", "if it is new, it needs `type`"),
            ("12:3", "M202", "did you mean `Failed`?"),
        ]
    )


def test_what_is_refused_is_left_out() -> None:
    document = merged("actions: {Frist: {read_only: true}, Next: {input: {}}}")
    assert list(document.data["actions"]) == ["First", "Next"]


def test_gaps_in_what_is_new_are_left_to_the_schema() -> None:
    overlay = "structs: {New: {fields: {A: {unit: px}}}}"
    assert problems(overlay) == []
    assert [(str(d.position), d.code) for d in schema.check(merged(overlay, OVERLAID))] == [
        ("overlay.yaml:1:26", "S102")
    ]


KEYS = st.sampled_from(["actions", "structs", "errors", "First", "input", "fields", "type", "x"])
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        st.none() | st.integers(0, 9) | st.text("ab", max_size=2),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=3,
)


@given(DATA, DATA)
def test_any_two_files_merge(below: dict[str, Any], above: dict[str, Any]) -> None:
    document = merged(json.dumps(above), json.dumps(below))

    def walk(data: Any, path: tuple[str | int, ...]) -> None:
        for position in (document.marks.key(path), document.marks.value(path)):
            assert position.path in ("api.yaml", "overlay.yaml")
            assert position.line == 1
        if isinstance(data, dict):
            for key, value in data.items():
                walk(value, (*path, key))
        elif isinstance(data, list):
            for index, value in enumerate(data):
                walk(value, (*path, index))

    walk(document.data, ())
