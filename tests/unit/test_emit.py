"""Every reader of YAML takes what is written for the same data, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tc3gen import emit, source

#: What YAML 1.1, YAML 1.2, or both take for something other than text; and what ends a text.
TRICKY = [
    *("ON", "off", "Yes", "n", "~", "null", "NULL", "true", "True", ".inf", ".NaN", "-.INF"),
    *("1", "-1", "+1", "0x1f", "0o17", "017", "1_000", "1e3", "1.5E+3", "12:30", "190:20:30"),
    *("2024-02-29", "2024-02-29T00:00:00Z", "=", "<<", "*a", "&a", "!a", "%a", "@a", "`a"),
    *("- a", "? a", "a: b", "a:", "a #b", "#a", "[a", "{a", "a, b", "|", ">", "'a", '"a', "\\a"),
    *("", " ", " a", "a ", "\ta", "a\t", "\n", "a\n", "a\n\n", "\na", "a\n b", " a\nb", "a \nb"),
    *(
        "a\r\nb",
        "a\x85b",
        "a\u2028b\nc",
        "\ufeffa\nb",
        "a\x07\nb",
        "---",
        "--- a\nb",
        "...",
        "é\nü",
    ),
    *("\U0001f600\nb", "a\n---\nb", "a\n...\n", "a\n\n\nb\n", "a\n#b", "x" * 2000, "a'b", "(a)"),
]


text = (
    st.text() | st.text("ab :#-\n,[]{}\"'\\\t>|?é中\xa0 ", max_size=400) | st.sampled_from(TRICKY)
)
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
    """What every reader takes it for."""
    document = source.from_bytes(written.encode(), "written.yaml")
    assert document.diagnostics == []
    assert same(document.data, yaml.safe_load(written))
    return document.data


def same(one: Any, other: Any) -> bool:
    """Whether two are the same to the last type; `==` takes true for 1."""
    return json.dumps(one) == json.dumps(other)


@pytest.mark.parametrize("text", TRICKY, ids=ascii)
def test_text_stays_text(text: str) -> None:
    data = {"k": text, "l": [text, [text]], "m": {"n": [{"o": text, "p": 1}]}, f"{text}k": 1}
    assert same(read(emit.document(data)), data)


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(text, value, min_size=1, max_size=4))
@example({"a": "word " * 30 + "\xa0\xa0 " * 30 + "end"})
@example({"a": ["b\n\n"], "c": {"d": "e" * 200}})
@example({"k" * 200: None, "l" * 2000: {"m" * 2000: [{}, [], 1.5, ""]}})
def test_reads_back(data: dict[str, Any]) -> None:
    written = emit.document(data)
    assert same(read(written), data)


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (
            {"Switch": {"type": "String", "enum": ["ON", "OFF"]}},
            'Switch: {type: String, enum: ["ON", "OFF"]}\n',
        ),
        ({"a": "One.\n\n- two\n- three"}, "a: |-\n  One.\n\n  - two\n  - three\n"),
        (
            {"a": "word " * 30 + "end"},
            "a: >-\n  " + "word " * 20 + "word\n  " + "word " * 9 + "end\n",
        ),
        ({"version": "2018-07-17"}, 'version: "2018-07-17"\n'),
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
