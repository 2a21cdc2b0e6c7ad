"""What is written as YAML reads back as the same data, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tc3gen import source
from tc3gen.importers import emit

#: Texts that YAML, in one version or another, takes for something else, and lines that would end
#: a text, begin a comment or change an indentation.
TRAPS = [
    "ON",
    "yes",
    "null",
    "~",
    "true",
    "1",
    "1.5",
    "0x1f",
    "1e3",
    "1_000",
    "12:30",
    "2018-07-17",
    "3.1.2",
    "-",
    "a,",
    "-",
    "--",
    "---",
    "...",
    "?",
    "?a",
    ":",
    "::",
    "a:",
    "a:b",
    "#a",
    "a#",
    "&",
    "*",
    "!",
    "%",
    "@",
    "`",
    "|",
    ">",
    "[",
    "]",
    "{",
    "}",
    ",",
    "=",
    "<<",
    "'",
    '"',
    "\\",
    "\t",
    "\r",
    "\x00",
    "\x7f",
    "\x85",
    "\xa0",
    "\u2028",
    "\ufeff",
    "\uffff",
]
text = st.text() | st.text("ab :#-\n,[]{}\"'\\\t>|?é中 ", max_size=400) | st.sampled_from(TRAPS)
scalar = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text
)
value = st.recursive(
    scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)


def read(written: str) -> Any:
    document = source.from_bytes(written.encode(), "written.yaml")
    assert document.diagnostics == []
    return document.data


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(text, value, min_size=1, max_size=4))
@example({"a": ["b\n\n"], "c": {"d": "e" * 200}})
@example({"k" * 200: None, "l" * 2000: {"m" * 2000: [{}, [], 1.5, ""]}})
def test_reads_back(data: dict[str, Any]) -> None:
    written = emit.document(data)
    assert json.dumps(read(written)) == json.dumps(data)


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (
            {"Switch": {"type": "String", "enum": ["ON", "OFF"]}},
            "Switch: {type: String, enum: [ON, OFF]}\n",
        ),
        ({"a": "One.\n\n- two\n- three"}, "a: |-\n  One.\n\n  - two\n  - three\n"),
        (
            {"a": "word " * 30 + "end"},
            "a: >-\n  " + "word " * 20 + "word\n  " + "word " * 9 + "end\n",
        ),
        ({"version": "2018-07-17"}, "version: 2018-07-17\n"),
        ({"a": "null", "b": "12:30", "c": "a: b"}, 'a: "null"\nb: "12:30"\nc: "a: b"\n'),
        (
            {"a": [{"title": "x" * 60, "input": {"A": "y" * 60}}]},
            f"a:\n  - title: {'x' * 60}\n    input: {{A: {'y' * 60}}}\n",
        ),
        ({"a": "tab\tand\x7f"}, 'a: "tab\\tand\\u007f"\n'),
    ],
)
def test_looks(data: dict[str, Any], written: str) -> None:
    assert emit.document(data) == written
    assert read(written) == data
