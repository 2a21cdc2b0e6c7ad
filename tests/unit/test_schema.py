"""The shape of a spec: what the schema finds, in which words, and that editors get it whole."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tc3gen import reference, resources, schema
from tc3gen.diagnostics import Diagnostic, Rule
from tc3gen.schema import quick
from tc3gen.schema.words import flow
from tc3gen.source import from_bytes, load
from tc3gen.source.rules import sample

ROOT = Path(__file__).parents[2]


def found(text: str) -> list[Diagnostic]:
    return schema.check(from_bytes(text.encode(), "api.yaml"))


def field(text: str) -> Diagnostic:
    """The one problem of a field."""
    (problem,) = found(sample(f"actions: {{A: {{input: {{F: {text}}}}}}}\n"))
    return problem


def parts(of: Any, path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside of a schema."""
    yield path, of
    for key, part in of.get("properties", {}).items():
        yield from parts(part, f"{path}/{key}")
    for keyword in ("items", "additionalProperties"):
        if isinstance(of.get(keyword), dict):
            yield from parts(of[keyword], f"{path}/{keyword}")
    for key, part in of.get("$defs", {}).items():
        yield from parts(part, f"{path}/$defs/{key}")


# The schemas -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["api", "overlay"])
def test_schemas_are_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema.read(name))


@pytest.mark.parametrize(
    ("path", "part"),
    [(path, part) for path, part in parts(schema.read("api")) if "$ref" not in part],
)
def test_every_key_is_explained(path: str, part: dict[str, Any]) -> None:
    assert part["description"].endswith("."), path
    assert part["examples"], path
    if "properties" in part:
        assert part["additionalProperties"] is False, path
        assert part["title"] or path == "#"
    if "pattern" in part:
        assert part["x-error"] or part["format"]
    definitions = schema.read("api")["$defs"]
    validator = Draft202012Validator({**part, "$defs": definitions})
    for example in part["examples"]:
        assert list(validator.iter_errors(example)) == [], path


def test_overlay_follows_from_api(golden: Any) -> None:
    derived = schema.overlay_schema(schema.read("api"))
    text = json.dumps(derived, indent=2, ensure_ascii=False) + "\n"
    golden(resources.schema_path("overlay"), text)


def test_reference_follows_from_schema(golden: Any) -> None:
    golden(ROOT / "docs" / "spec-format.md", reference.page())


def test_reference_names_every_key() -> None:
    page = reference.page()
    for path, part in parts(schema.read("api")):
        for key in part.get("properties", {}):
            assert f"`{key}`" in page, f"{path}/{key}"


def test_overlay_may_say_anything_and_remove_anything() -> None:
    overlay = """\
title: null
endpoints: {domestic: null}
region: null
actions:
  A:
    title: ~
    deprecated: null
    region: null
    input:
      F: {minimum: null, enum: null, applies_when: {field: X}, items: {pattern: null}}
      G: null
    errors: null
  B: null
structs: {S: {fields: null}}
errors: {E: null, F: {description: null}}
"""
    assert schema.check_overlay(from_bytes(overlay.encode(), "overlay.yaml")) == []


def test_lists_in_an_overlay_are_whole() -> None:
    overlay = "actions: {A: {errors: [null]}}\nwaiters: {W: {failed_when: [{path: X}]}}\n"
    problems = schema.check_overlay(from_bytes(overlay.encode(), "overlay.yaml"))
    assert [problem.code for problem in problems] == ["S104", "S102"]


# The words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", schema.RULES, ids=lambda rule: rule.code)
def test_rules_show_what_they_mean(rule: Rule) -> None:
    assert [each.code for each in found(rule.fails)] == [rule.code]
    assert found(rule.passes) == []


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "{type: String, requird: true}",
            "a field has no key `requird`",
            "did you mean `required`?",
        ),
        ("{type: String, max: 3}", "a field has no key `max`", "did you mean `maximum`?"),
        ("{typ: String}", "a field has no key `typ`", "did you mean `type`?"),
        ("{type: String, zebra: 3}", "a field has no key `zebra`", ""),
        (
            "{type: X, items: {length: 3}}",
            "what holds for elements has no key `length`",
            "did you mean `maxLength`?",
        ),
        ("{}", "`F` has no `type`", "add `type`, such as `type: String`"),
        (
            "",
            "`F` has no value",
            "indent what belongs to it below it; where that is nothing, write `{}`",
        ),
        ("String", "`F` must be a map, and is text", "write a value, such as"),
        ("[{type: String}]", "`F` must be a map, and is a list", "without `- `"),
        (
            "{type: String, required: yes}",
            "`required` must be true or false, and is text",
            "write `true`",
        ),
        ("{type: String, required: 'off'}", "`required` must be true or false", "write `false`"),
        (
            "{type: String, unit: 5}",
            "`unit` must be text, and is the number `5`",
            "write it in quotes",
        ),
        ("{type: true}", "`type` must be text, and is `true`", "write it in quotes"),
        ("{type: X, minimum: '1'}", "`minimum` must be a number, and is text", "remove the quotes"),
        (
            "{type: X, minLength: 1.5}",
            "`minLength` must be a whole number, and is the number `1.5`",
            "write it without a fraction",
        ),
        ("{type: X, minLength: -1}", "`minLength` must be at least 0", ""),
        (
            "{type: X, enum: ON}",
            "`enum` must be a list, and is text",
            "write it in brackets: `[...]`",
        ),
        (
            "{type: X, enum: [[a]]}",
            "item 1 of `enum` must be a single value or a map, and is a list",
            "",
        ),
        ("{type: X, enum: [{valeu: a}]}", "a value has no key `valeu`", "did you mean `value`?"),
        ("{type: X, enum: [{description: a}]}", "item 1 of `enum` has no `value`", "add `value`"),
        ("{type: X, enum: [a, {value: a}]}", "`a` stands in `enum` for a second time", "remove"),
        ("{type: X, special: [1, 1.0]}", "`1.0` stands in `special` for a second time", "remove"),
        ("{type: X, default: [a]}", "`default` must be a single value, and is a list", ""),
        ("{type: X, deprecated: 5}", "`deprecated` must be true or false, text or a map", "quotes"),
        (
            "{type: X, deprecated: {by: Y}}",
            "a deprecation has no key `by`",
            "the keys are replacement,",
        ),
        (
            "{type: X, applies_when: {field: Y}}",
            "`applies_when` has no `equals`",
            "such as `equals: ON`",
        ),
        ("{type: X, format: int46}", "`format` cannot be `int46`", "did you mean `int64`?"),
        ("{type: X, format: }", "`format` has no value", "add one, such as `uint64`"),
        ("{type: 'Array<X>'}", "`type` cannot be `Array<X>`", "`Array of` one of them"),
        ('{type: "X\\n"}', "`type` cannot be `X\n`", ""),
    ],
)
def test_words(text: str, message: str, help: str) -> None:
    problem = field(text)
    assert message in problem.message
    assert help in problem.help
    assert len(problem.message) + len(problem.help) < 300


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "structs: {S: {Switch: {type: String}, fields: {}}}",
            "has no key `Switch`",
            "below `fields`",
        ),
        ("actions: {A: {Switch: {type: String}}}", "has no key `Switch`", "below `input`"),
        ("actions: {A-B: {}}", "`A-B` cannot be a name in `actions`", "letters"),
        ("tc3gen: 2\nactions: {}", "`tc3gen` cannot be `2`", "it is 1"),
        ("tc3gen: true\nactions: {}", "`tc3gen` cannot be `true`", "it is 1"),
        ('endpoints: {domestic: "https://a.b"}', "`domestic` cannot be `https://a.b`", "without"),
        ("endpoints: {}", "`endpoints` is empty", "such as `{domestic: "),
        ("version: 2018-02-30", "there is no day `2018-02-30`", "year, month and day"),
        ("version: '2018-07-17\\n'", "`version` cannot be", "a version is a date"),
        ("versoin: 2018-07-17", "the file has no key `versoin`", "did you mean `version`?"),
        ("errors: {A: [x]}", "`A` must be text or a map, and is a list", "without `- `"),
        ("errors: {.A: x}", "`.A` cannot be a name in `errors`", "an error code"),
        ("actions: {A: {errors: [A, 5]}}", "item 2 of `errors` must be text", "quotes"),
    ],
)
def test_words_about_the_rest(text: str, message: str, help: str) -> None:
    key = text.partition(":")[0]
    whole = sample("actions: {}\n").splitlines(keepends=True)
    kept = [line for line in whole if not line.startswith(f"{key}:")]
    if key == "versoin":
        kept = [line for line in kept if not line.startswith("version:")]
    if text.startswith("tc3gen"):
        kept = kept[:-1]
    (problem,) = found("".join(kept) + text + "\n")
    assert message in problem.message
    assert help in problem.help


def test_all_problems_at_their_places() -> None:
    text = "# first\nservice: Vod\nactions:\n  A:\n    rate_limit: 0\n    inptu: {}\n"
    assert [(d.line, d.column, d.code) for d in found(text)] == [
        *((2, 1, "S102"), (2, 1, "S102"), (2, 1, "S102"), (2, 1, "S102")),
        *((2, 10, "S106"), (5, 17, "S108"), (6, 5, "S101")),
    ]


@pytest.mark.parametrize("key", ["actions", "structs", "errors", "endpoints", "sources", "title"])
@pytest.mark.parametrize(
    "value", ["5", "[]", "{}", "text", "true", "", "[[{}]]", "{A: {B: {C: 5}}}"]
)
def test_any_value_has_words(key: str, value: str) -> None:
    for problem in found(f"{key}: {value}\n"):
        assert problem.message
        assert "{'" not in problem.message + problem.help


TEXTS = st.text("aZ09_-.:/, é\n", max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-2, 2) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    sorted({key for _, part in parts(schema.read("api")) for key in part.get("properties", {})})
)
SPECS = st.recursive(
    VALUES, lambda inner: st.dictionaries(KEYS | st.just("A"), inner, max_size=4), max_leaves=20
)


PLAIN = Draft202012Validator(schema.read("api"))


@given(st.dictionaries(KEYS, SPECS, max_size=5))
def test_we_find_what_jsonschema_finds(data: dict[str, Any]) -> None:
    document = from_bytes(json.dumps(data).encode(), "api.yaml")
    if any(PLAIN.iter_errors(document.data)):
        assert schema.check(document)


QUICK = quick.check(schema.inlined(schema.read("api")))
OURS = schema._validator("api")
#: A part of each sort: a spec in which a random change often is one for the right or the wrong.
RIGHT = load(ROOT / "specs/vod/2018-07-17/api.yaml").data


def test_a_right_spec_is_right_at_once() -> None:
    assert QUICK(RIGHT)


@given(st.data())
def test_what_is_right_at_once_is_right(data: st.DataObject) -> None:
    changed = copy.deepcopy(RIGHT)
    part: Any = changed
    while True:
        steps = list(part) if isinstance(part, dict) else list(range(len(part)))
        step = data.draw(st.sampled_from(steps))
        if (
            not isinstance(part[step], dict | list)
            or not part[step]
            or data.draw(st.integers(0, 4)) == 0
        ):
            break
        part = part[step]
    key = data.draw(st.just(step) | KEYS | TEXTS) if isinstance(part, dict) else step
    part[key] = data.draw(
        VALUES | SPECS | st.sampled_from(list(part.values() if isinstance(part, dict) else part))
    )
    if QUICK(changed):
        assert list(OURS.iter_errors(changed)) == []


@given(VALUES)
def test_flow_is_yaml(value: Any) -> None:
    document = from_bytes(f"a: {flow(value)}\n".encode(), "api.yaml")
    assert document.data == {"a": value}
    assert document.diagnostics == []


def test_a_flood_of_errors_ends() -> None:
    text = sample("actions:\n") + "".join(f"  A{n}: {{x: 1}}\n" for n in range(5000))
    assert len(found(text)) == schema.MAX_ERRORS
