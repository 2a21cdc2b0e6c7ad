"""Shorthand and JSON with comments: what they mean, and that any text is read or refused."""

from __future__ import annotations

import importlib
import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def shorthand(program: ModuleType) -> ModuleType:
    return importlib.import_module(f"{program.__name__}._cli.shorthand")


@pytest.fixture(scope="module")
def jsonc(program: ModuleType) -> ModuleType:
    return importlib.import_module(f"{program.__name__}._cli.jsonc")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("switch=ON,type=strong", {"switch": "ON", "type": "strong"}),
        (" a = 1 , b = two words ", {"a": "1", "b": "two words"}),
        ("a=", {"a": ""}),
        ("a=,b=''", {"a": "", "b": ""}),
        ("a=x=y", {"a": "x=y"}),
        ("a=1,2,3", {"a": ["1", "2", "3"]}),
        ("a=1,2,b=3", {"a": ["1", "2"], "b": "3"}),
        ("a=[]", {"a": []}),
        ("a=[1, 2]", {"a": ["1", "2"]}),
        ("a={b=1,c={d=2}}", {"a": {"b": "1", "c": {"d": "2"}}}),
        ("a.b=1,a.c.d=2", {"a": {"b": "1", "c": {"d": "2"}}}),
        ("a={x=1},{x=2}", {"a": [{"x": "1"}, {"x": "2"}]}),
        ("[{a=1},{a=2}]", [{"a": "1"}, {"a": "2"}]),
        ("{}", {}),
        ("[]", []),
        ("a='one, [two]',b=\"it's\"", {"a": "one, [two]", "b": "it's"}),
        (r"a='it\'s \\ \n'", {"a": "it's \\ \\n"}),
        (r"a=one\, two,b=C:\temp", {"a": "one, two", "b": r"C:\temp"}),
        ("a=x]y}z", {"a": "x]y}z"}),
    ],
)
def test_what_shorthand_means(shorthand: ModuleType, text: str, tree: Any) -> None:
    assert shorthand.parse(text) == tree


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there must be `name=value` (at its beginning)"),
        ("ON", "there must be `name=value` (at its beginning)"),
        ("a=1,", "something is missing (after `a=1,`)"),
        ("a=1,a=2", "`a` stands twice (after `a=1,a=2`)"),
        ("a=1,a.b=2", "`a` stands twice (after `a=1,a.b=2`)"),
        ("a=[1", "there must be `,` or `]` (after `a=[1`)"),
        ("a=[1,]", "something is missing (after `a=[1,`, before `]`)"),
        ("a={b}", "there must be `name=value` (after `a={`, before `b}`)"),
        ("a='x", "the quote ' is not closed (after `a=`, before `'x`)"),
        ("a='x'y", "after a quote there must be `,` (after `a='x'`, before `y`)"),
        ("{a=1} b", "this ends earlier (after `{a=1} `, before `b`)"),
        ("a=" + "[" * 200, "this is nested too deeply"),
    ],
)
def test_what_is_no_shorthand(shorthand: ModuleType, text: str, message: str) -> None:
    with pytest.raises(shorthand.ShorthandError) as caught:
        shorthand.parse(text)
    assert str(caught.value).startswith(message)


_texts = st.text() | st.text(alphabet=" ,=[]{}'\"\\a-.\n\t")
_names = st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True)
_trees = st.recursive(
    _texts, lambda inner: st.lists(inner) | st.dictionaries(_names, inner), max_leaves=20
)


@given(st.lists(_trees) | st.dictionaries(_names, _trees))
def test_what_is_shown_means_the_same(shorthand: ModuleType, tree: Any) -> None:
    assert shorthand.parse(shorthand.show(tree)) == tree


@given(_texts | st.lists(_trees).map(repr) | _trees.map(json.dumps))
def test_any_text_is_shorthand_or_is_refused(shorthand: ModuleType, text: str) -> None:
    try:
        tree = shorthand.parse(text)
    except shorthand.ShorthandError as error:
        assert 0 <= error.position <= len(text)  # noqa: PT017
    else:
        assert shorthand.parse(shorthand.show(tree)) == tree


# JSON with comments ------------------------------------------------------------------------------

_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet='a,/*"\\]} '), inner),
    max_leaves=15,
)


@given(_data)
def test_comments_and_commas_change_nothing(jsonc: ModuleType, data: Any) -> None:
    text = json.dumps(data, indent=1)
    lines = [line if line.endswith(("{", "[", ",")) else f"{line} " for line in text.split("\n")]
    noted = "\n".join(f'/* " */ {line} // , ] "' for line in lines)
    assert jsonc.read(noted) == data
    if isinstance(data, list | dict) and data:
        assert jsonc.read(f"{text[:-1]}, // the last\n{text[-1]}") == data


def _strict(text: str) -> Any:
    """What the standard library reads, where no name stands twice.  Raises ValueError."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError(pairs)
        return dict(pairs)

    return json.loads(text, object_pairs_hook=members, parse_constant=int)


@given(st.text() | st.text(alphabet='{}[]",:/*\\ \n1a') | _data.map(json.dumps))
def test_any_text_is_json_or_is_refused(jsonc: ModuleType, text: str) -> None:
    refused = object()
    try:
        expected = _strict(text)
    except ValueError:
        expected = refused
    try:
        found = jsonc.read(text, "file")
    except jsonc.JSONError:
        found = refused
    # It reads all that is JSON, and more.
    assert found == expected or expected is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n "a": 1 // x\n "b": 2}', "f.json:3:2: this is not JSON: Expecting ',' delimiter"),
        ('{"a": 1, "a": 2}', "the name 'a' stands twice in one object"),
        ("[NaN]", "this is not JSON: NaN"),
        ("[" * 100_000, "this is nested too deeply"),
    ],
)
def test_what_is_no_json(jsonc: ModuleType, text: str, message: str) -> None:
    with pytest.raises(jsonc.JSONError) as caught:
        jsonc.read(text, "f.json")
    assert str(caught.value) == message
