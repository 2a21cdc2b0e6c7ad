"""Documents as YAML: every reader takes them for the same data."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tc3gen.exporters import yaml_text
from tc3gen.source import from_bytes

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


def same_in_all_readers(data: dict[str, Any]) -> None:
    text = yaml_text.dump(data)
    assert yaml.safe_load(text) == data
    assert from_bytes(text.encode(), "it.yaml").data == data


@pytest.mark.parametrize("text", TRICKY, ids=ascii)
def test_text_stays_text(text: str) -> None:
    same_in_all_readers({"k": text, "l": [text, [text]], "m": {"n": [{"o": text, "p": 1}]}})
    same_in_all_readers({f"{text}k" if len(text) > 999 else text: 1})


_TEXT = st.sampled_from(TRICKY) | st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=30
)
_NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
_DATA = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=20,
)


@given(st.dictionaries(_TEXT, _DATA, min_size=1, max_size=4))
def test_any_data_reads_back(data: dict[str, Any]) -> None:
    same_in_all_readers(data)


def test_what_has_lines_keeps_them() -> None:
    text = yaml_text.dump({"description": "One.\n\n- two\n", "list": [{"a": "b c"}, [1, 2]]})
    assert text == "description: |\n  One.\n\n  - two\nlist:\n- a: b c\n- - 1\n  - 2\n"
