"""Reading YAML: what values mean, where they stand, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tc3gen import source
from tc3gen.diagnostics import Diagnostic, Example, Position, SpecError
from tc3gen.source import Document, from_bytes
from tc3gen.source import core as yaml_core
from tc3gen.source import rules as source_rules
from tc3gen.source import text as yaml_text

#: JSON as specs can hold it: whole numbers fit into 64 bits.
TEXTS = st.text(max_size=40)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Document:
    return from_bytes(text.encode("utf-8", "surrogateescape"), "api.yaml")


def found(text: str | bytes) -> list[Diagnostic]:
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    try:
        return from_bytes(content, "api.yaml").diagnostics
    except SpecError as error:
        return error.diagnostics


def codes(text: str | bytes) -> list[str]:
    return [each.code for each in found(text)]


def places(text: str) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.code) for each in found(text)]


# What values mean --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("ON", "OFF", "On", "off", "yes", "No", "y", "N", "2018-07-17", "2018-07-17T10:00:00Z"),
        *("1_000", "12:30:00", "190:20:30", "0b101", "0O7", "0x", "0xFg", "0o8", "1e", "1e+", "."),
        *("+", "-.", "e5", "1.2.3", "nULL", "tRUE", "=", "infinity", ".infinite", "٣", "１"),
    ],
)
def test_text(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None)),
        *(("true", True), ("True", True), ("TRUE", True)),
        *(("false", False), ("False", False), ("FALSE", False)),
        *(("0", 0), ("-0", 0), ("010", 10), ("+12", 12), ("-7", -7), ("0o17", 15), ("0x1F", 31)),
        *(("18446744073709551615", 2**64 - 1), ("-9223372036854775808", -(2**63))),
        ("0" * 5000 + "7", 7),
        *((".5", 0.5), ("1.", 1.0), ("-1.5e3", -1500.0), ("1E-2", 0.01), ("1e2", 100.0)),
        *(("!!str 5", "5"), ("! 5", "5"), ("!!int '5'", 5), ("!!float 5", 5.0)),
        *(("!!bool 'true'", True), ("!!null ''", None), ("!!map {a: 1}", {"a": 1})),
        *(("!!seq [1]", [1]), ("'5'", "5"), ('"null"', "null"), ("|\n  5", "5"), (">\n  ~", "~")),
    ],
)
def test_value(text: str, value: Any) -> None:
    document = read(f"a: {text}")
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)
    assert document.diagnostics == []


@pytest.mark.parametrize(
    "text",
    [
        ".inf",
        "-.INF",
        "+.Inf",
        ".nan",
        "1e999",
        "18446744073709551616",
        "9" * 10_000,
        "0x" + "F" * 17,
    ],
)
def test_number_out_of_range(text: str) -> None:
    (problem,) = found(f"a: {text}\n")
    assert problem.code == "Y018"
    assert len(problem.message) < 150


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"\ud83d\ude00"', "😀"),
        (r'"\uD83D\uDE00 \uDBFF\udfff"', "😀 \U0010ffff"),
        (r'"\\ud83d"', r"\ud83d"),
        (r'"\\\ud83d\ude00"', "\\😀"),
        (r"'\ud83d'", r"\ud83d"),
        (r"\uDaBc \udAbC \uD8ff", r"\uDaBc \udAbC \uD8ff"),
        (r'"\u2028 \N \L"', "\u2028 \x85 \u2028"),
        ('"a\u2028b"', "a\u2028b"),
        ("a\u2029b \x85 c", "a\u2029b \x85 c"),
        ("|-\n  a\u2028b\n  c", "a\u2028b\nc"),
        ('"\uf800 \u2028 \\uf801"', "\uf800 \u2028 \uf801"),
    ],
)
def test_what_libyaml_reads_otherwise(written: str, meant: str) -> None:
    document = read(f"z: '\\ud83d'\na: {written}\n")
    assert document.data["a"] == meant
    assert document.diagnostics == []


def test_a_separator_of_lines_is_no_line() -> None:
    document = read("a: '\u2028\u2029\x85'\nb: 1\n")
    assert document.marks.key(("b",)) == Position("api.yaml", 2, 1)


def test_lone_surrogates_are_all_found_and_replaced() -> None:
    text = 'a: "\\ud83d"\nb: "\\ude00\\ud83d"\nc: "\\ud83d\\ude00"\n'
    assert places(text) == [(1, 4, "Y019"), (2, 4, "Y019")]
    assert read(text).data == {"a": "\ufffd", "b": "\ufffd\ufffd", "c": "😀"}


def test_stand_ins_for_surrogates_may_be_taken() -> None:
    # Then libyaml gets to see the escape, and refuses it.
    assert codes('a: "\ue000 \\ud83d\\ude00"\n') == ["Y008"]


@given(st.dictionaries(TEXTS, JSON, max_size=5), st.booleans(), st.sampled_from([None, 2]))
@example({"a": "\x85\u2028\u2029\ue000\uf800\U0010ffff"}, False, None)
@example({"<<": {"a": 1}, "=": -0.0, "": "", "null": "~"}, True, None)
def test_json_is_yaml(data: dict[str, Any], ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    # Few files hold characters for private use beside escapes of surrogates, see above.
    assume("\\ud" not in text or not re.search(r"[\ue000-\uf7ff]|\\u[ef]", text))
    # JSON allows some characters that YAML does not: DEL, C1 controls, U+FFFE and U+FFFF.
    assume(not yaml_text.misprints(text, ""))
    document = read(text)
    assert document.data == data
    assert json.dumps(document.data) == json.dumps(data)
    assert document.diagnostics == []


# Positions ---------------------------------------------------------------------------------------


def test_positions() -> None:
    marks = read("# comment\na:\n  b: [1, {c: 2}]\n  'd': |\n    text\ne: &x {f: 1}\ng: *x\n").marks
    at = {
        ("a",): ((2, 1), (3, 3)),
        ("a", "b"): ((3, 3), (3, 6)),
        ("a", "b", 0): ((3, 7), (3, 7)),
        ("a", "b", 1, "c"): ((3, 11), (3, 14)),
        ("a", "d"): ((4, 3), (4, 8)),
        ("g",): ((7, 1), (6, 4)),
        ("g", "f"): ((6, 8), (6, 11)),
        (): ((2, 1), (2, 1)),
    }
    for path, (key, value) in at.items():
        assert marks.key(path) == Position("api.yaml", *key)
        assert marks.value(path) == Position("api.yaml", *value)


def test_what_is_not_there_has_the_place_of_its_parent() -> None:
    marks = read("a:\n  b: 1\n").marks
    assert marks.key(("a", "x", 3, "y")) == marks.key(("a",))
    assert marks.value(("a", "b", "x")) == marks.value(("a", "b"))
    assert marks.key((0,)) == Position("api.yaml", 1, 1)


def test_positions_count_characters_and_no_byte_order_mark() -> None:
    document = from_bytes("\ufeff视频: 😀\r\nb: {é: 1, c: 2}\rd: 3\n".encode(), "api.yaml")
    assert document.marks.key(("视频",)) == Position("api.yaml", 1, 1)
    assert document.marks.key(("b", "c")) == Position("api.yaml", 2, 11)
    assert document.marks.key(("d",)) == Position("api.yaml", 3, 1)


# What is refused ---------------------------------------------------------------------------------


def test_everything_is_reported_at_once() -> None:
    text = (
        "a: 1\na: 2\n404: x\n? [b]\n: 1\nc: !x 1\nd: *e\nf: &f [*f]\ng: .inf\n"
        'h: "\\udc00"\ni: {<<: {j: 1}}\nk: \x07\n---\n'
    )
    assert sorted(set(codes(text))) == [
        *("Y004", "Y007", "Y010", "Y011", "Y012", "Y013", "Y014", "Y015", "Y018", "Y019")
    ]


def test_what_stands_before_broken_syntax_is_reported_too() -> None:
    assert codes("a: 1\na: 2\nb: [\n") == ["Y010", "Y008"]


def test_duplicates_in_keys_that_were_dropped() -> None:
    text = "a: 1\na: {b: 1, b: 2}\n'a': 3\n"
    assert places(text) == [(2, 1, "Y010"), (2, 11, "Y010"), (3, 1, "Y010")]
    assert read(text).data == {"a": 1}


def test_tabs() -> None:
    text = "a:\n  b: 1\n\tc: 2\n\td: 3\ne: 'fine\tin\ttext'\n"
    assert places(text) == [(3, 1, "Y009"), (4, 1, "Y009")]
    assert codes("a: |\n  text\n  \tmore\nb:\t1\n") == []


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c\n", (1, 5), "a `:` cannot stand here"),
        ("a: [1\nb: 2\n", (2, 2), "the list that begins on line 1"),
        ("a: {b: 1\n", (2, 1), "the map that begins on line 1"),
        ("a: 'b\n", (2, 1), "the text that begins on line 1 has no closing quote"),
        ('a: "\\q"\n', (1, 5), "no escape begins with this backslash"),
        ("a: `b`\n", (1, 4), "text cannot begin with this character"),
        ("a: *\n", (1, 5), "a name is expected"),
        ("a: 1\n b\nc: 1\n  d: 1\n", (4, 4), "a `:` cannot stand here"),
        ("a: 1\nb\nc: 2\n", (3, 1), "a key without a `:`"),
    ],
)
def test_syntax_in_words(text: str, place: tuple[int, int], words: str) -> None:
    (problem,) = found(text)
    assert (problem.code, problem.line, problem.column) == ("Y008", *place)
    assert words in problem.message


def test_not_utf8() -> None:
    (problem,) = found(b"a: 1\nb: \xc3\xa9\xe9\n")
    assert (problem.code, problem.line, problem.column) == ("Y003", 2, 5)
    assert "0xe9 at offset 10" in problem.message
    (problem,) = found("a: 1\n".encode("utf-16"))
    assert "UTF-16" in problem.message
    (problem,) = found(b"\xef\xbb\xbfa: \xff")
    assert "offset 6" in problem.message


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "\ufeff", "~", "{}"])
def test_empty(text: str) -> None:
    assert codes(text) == ([] if text == "{}" else ["Y005"])


@pytest.mark.parametrize("text", ["- a\n", "text\n", "5\n", "[]", '""'])
def test_not_a_map(text: str) -> None:
    assert codes(text) == ["Y006"]


def test_control_characters_are_found_and_stand_for_nothing() -> None:
    text = "a: x\x00y\nb: \x1b[1m\nc: \ufffe\n"
    assert places(text) == [(1, 5, "Y004"), (2, 4, "Y004"), (3, 4, "Y004")]
    assert len(found("a: '" + "\x01" * 1000 + "'\n")) == 20


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    def problem(path: Path) -> Diagnostic:
        with pytest.raises(SpecError) as caught:
            source.load(path, "shown.yaml")
        (only,) = caught.value.diagnostics
        assert (only.path, only.line) == ("shown.yaml", 0)
        return only

    assert problem(tmp_path / "none.yaml").message == "there is no such file"
    assert "folder" in problem(tmp_path).message
    assert problem(Path("a\0b")).code == "Y001"
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(source.MAX_BYTES + 1)
    assert problem(large).code == "Y002"


def test_aliases() -> None:
    assert read("a: &x [1]\nb: *x\nc: &y d\n*y : e\n").data == {
        "a": [1],
        "b": [1],
        "c": "d",
        "d": "e",
    }
    (problem,) = found("a: &common 1\nb: *comon\n")
    assert problem.help == "did you mean `common`?"
    assert codes("a: &x 1\n*x : 2\n") == ["Y011"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(60_000)),
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 99)),
        "a: &a " + "x" * 1_000_000 + "\n" + "b: [" + "*a, " * 1000 + "]\n",
        "a0: &a0 {k: x}\n" + "".join(f"a{n}: &a{n} {{k: *a{n - 1}}}\n" for n in range(1, 200)),
    ],
)
def test_explosions(text: str) -> None:
    assert codes(text)[-1] in ("Y016", "Y017")


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 100_000, "- " * 100_000])
def test_depth(text: str) -> None:
    assert codes(text) == ["Y017"]


ANY_TEXT = st.text(max_size=60) | st.text(
    st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~<=. \t\n\r\\ux0d8\x00\u2028\ufeff"), max_size=60
)


@given(st.binary(max_size=60) | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=500)
@example(b"%YAML 9.9\n---\na: 1")
@example(b"%TAG ! tag:x,2000:\n---\na: !y 1")
@example(b"? \n: \n? \n:")
@example(b"&a : *a")
def test_anything_gives_data_or_diagnostics(content: bytes) -> None:
    data = None
    try:
        data = from_bytes(content, "api.yaml").data
    except SpecError as error:
        problems = error.diagnostics
    assert isinstance(data, dict) or problems
    json.dumps(data, allow_nan=False, ensure_ascii=False).encode()


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'a: [1, {b: ON}]\nc: "\\ud83d\\ude00\u2028"\n'
    expected = read(text)
    monkeypatch.setattr(yaml_core, "_Loader", yaml.SafeLoader)
    plain = read(text)
    assert plain.data == expected.data
    assert plain.marks.value(("a", 1, "b")) == expected.marks.value(("a", 1, "b"))
    for rule in source_rules.YAML_RULES:
        if rule.example is Example.SPEC:
            assert codes(rule.passes) == []
            assert set(codes(rule.fails)) == {rule.code}
