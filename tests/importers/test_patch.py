"""Insertions into YAML texts: what is there stays, what is new is where it should be."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen.importers import patch
from tc3gen.source import from_bytes


def read(text: str) -> Any:
    document = from_bytes(text.encode(), "test.yaml")
    assert not document.diagnostics
    return document.data


# Random specs in random layouts ------------------------------------------------------------------

WORDS = st.text("abcXYZ019_", min_size=1, max_size=6).map(lambda word: f"k{word}")
TEXTS = st.one_of(
    st.text("ab :#-{}[],'\"\n|>&*!%@\\é中\u2028😀", max_size=12),
    st.sampled_from(
        ["", "~", "null", "ON", "2018-07-17", "1_0", "a: b", "- x", "x #y", " a", "a\n"]
    ),
)
SCALARS = st.one_of(
    TEXTS, st.integers(-(2**40), 2**40), st.booleans(), st.none(), st.floats(-9, 9, width=16)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=4)),
    max_leaves=12,
)
MAPS = st.dictionaries(WORDS, VALUES, min_size=1, max_size=5)


class Layout:
    """Writes data in one of the ways in which people do."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def one(self, *ways: str) -> str:
        return self.draw(st.sampled_from(ways))

    def noise(self, indent: int) -> str:
        """Comments and empty lines."""
        return self.one("", "", "", "\n", f"{' ' * indent}# A comment: {{of}} its own\n", "\n# c\n")

    def tail(self) -> str:
        return self.one("", "", "  # why", "   ")

    def scalar(self, value: Any, flow: bool) -> str:
        if isinstance(value, str):
            quoted = json.dumps(value)
            simple = value.isascii() and value.isalnum() and value.startswith("k")
            single = "'" + value.replace("'", "''") + "'"
            if simple:
                return self.one(value, quoted, single)
            return self.one(quoted, single) if value.isprintable() else quoted
        return json.dumps(value)

    def flow(self, value: Any) -> str:
        space = self.one("", " ", "\n      ")
        comma = self.one(", ", ",", ",  ", ",\n      ")
        if isinstance(value, dict):
            parts = [f"{self.scalar(k, True)}: {self.flow(v)}" for k, v in value.items()]
            last = "," if parts and self.maybe() else ""
            return "{" + space + comma.join(parts) + last + space + "}"
        if isinstance(value, list):
            last = "," if value and self.maybe() else ""
            return "[" + space + comma.join(map(self.flow, value)) + last + space + "]"
        return self.scalar(value, True)

    def after(self, value: Any, indent: int, least: int = 0) -> str:
        """What follows a colon or a dash, from the space on."""
        if isinstance(value, dict) and value and self.maybe():
            return self.tail() + "\n" + self.map(value, indent + self.draw(st.integers(1, 4)))
        if isinstance(value, list) and value and self.maybe():
            return self.tail() + "\n" + self.list(value, indent + self.draw(st.integers(least, 3)))
        if value is None and self.maybe():
            return self.tail() + "\n"
        if (
            isinstance(value, str)
            and value.strip("\n")
            and not set(value) & {"\u2028"}
            and not value.startswith((" ", "\n"))
            and self.maybe()
        ):
            body = value.rstrip("\n")
            rest = len(value) - len(body)
            mark = "-" if rest == 0 else "" if rest == 1 else "+"
            lines = "".join(
                f"{' ' * (indent + 3)}{line}\n" if line else "\n" for line in body.split("\n")
            )
            extra = "\n" * (rest - 1) if mark == "+" else self.one("", "\n", "\n\n")
            return f" |{mark}{self.tail().strip() and '  # why'}\n{lines}{extra}"
        return f" {self.flow(value)}{self.tail()}\n"

    def map(self, value: dict[str, Any], indent: int) -> str:
        pad = " " * indent
        return "".join(
            f"{self.noise(indent)}{pad}{self.scalar(key, False)}:{self.after(each, indent)}"
            for key, each in value.items()
        )

    def list(self, value: list[Any], indent: int) -> str:
        pad = " " * indent
        return "".join(f"{self.noise(indent)}{pad}-{self.after(each, indent, 1)}" for each in value)


@st.composite
def texts(draw: Any) -> tuple[str, Any]:
    data = draw(MAPS)
    layout = Layout(draw)
    text = layout.map(data, 0) if layout.maybe() else layout.flow(data) + "\n"
    text += layout.one("", "", "# The end.\n", "...\n")
    if layout.maybe() and text.endswith("\n"):
        text = text.rstrip("\n") if not _keeps(data) else text
    if layout.maybe():
        text = text.replace("\n", "\r\n")
    return text, data


def _keeps(data: Any) -> bool:
    """Whether some text ends in a line break, which the end of the file may be part of."""
    if isinstance(data, dict | list):
        return any(map(_keeps, data.values() if isinstance(data, dict) else data))
    return isinstance(data, str) and data.endswith("\n")


def holders(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = []
    if isinstance(data, dict | list):
        found.append(path)
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, each in pairs:
            found += holders(each, (*path, key))
    return found


def is_within(old: str, new: str) -> bool:
    """Whether all characters of one text stand in the other, in their order."""
    rest = iter(new)
    return all(char in rest for char in old)


@given(texts(), st.lists(VALUES, min_size=1, max_size=4), st.data())
def test_what_is_inserted_is_there_and_nothing_else_has_changed(
    text_and_data: tuple[str, Any], values: list[Any], data: Any
) -> None:
    text, before = text_and_data
    assert read(text) == before
    wanted = copy.deepcopy(before)
    insertions: list[patch.Insertion] = []
    for number, value in enumerate(values):
        path = data.draw(st.sampled_from(holders(before)))
        place: Any = wanted
        for step in path:
            place = place[step]
        if isinstance(place, list):
            place.append(value)
            insertions.append(patch.Insertion(path, None, value))
        else:
            after = data.draw(st.sampled_from([None, *place]))
            place[f"New{number}"] = value
            insertions.append(patch.Insertion(path, f"New{number}", value, after))
    new = patch.apply(text, insertions)
    assert json.dumps(read(new), sort_keys=True) == json.dumps(wanted, sort_keys=True)
    assert is_within(text, new)


def test_new_lines_look_like_their_neighbours() -> None:
    text = """\
# Ours.
actions:

  First:
    title: One   # says little
    input:
      A: {type: String}   # the letter
      B:
        type: Integer
        description: |-
          Two lines,
          and no more.

      # What comes last.
      C: {type: Float, required: true}
    errors: [One]

  Second: {title: Two}

# About the rest.
errors:
"""
    field = {"type": "String", "description": "New."}
    new = patch.apply(
        text,
        [
            patch.Insertion(("actions", "First"), "rate_limit", 20, "title"),
            patch.Insertion(("actions", "First", "input"), "D", field, "B"),
            patch.Insertion(("actions", "First", "input"), "E", field, "D"),
            patch.Insertion(("actions", "First", "input", "A"), "required", True),
            patch.Insertion(("actions", "First", "errors"), None, "Two"),
            patch.Insertion(("actions",), "Third", {"title": "Three"}),
            patch.Insertion(("errors",), "X", "It failed."),
        ],
    )
    assert new == """\
# Ours.
actions:

  First:
    title: One   # says little
    rate_limit: 20
    input:
      A: {type: String, required: true}   # the letter
      B:
        type: Integer
        description: |-
          Two lines,
          and no more.

      D: {type: String, description: New.}

      E: {type: String, description: New.}

      # What comes last.
      C: {type: Float, required: true}
    errors: [One, Two]

  Second: {title: Two}

  Third: {title: Three}

# About the rest.
errors:
  X: It failed.
"""


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("a: &x {b: 1}\nc: *x\n", ("c",), "alias"),
        ("a: &x {b: 1}\nc: *x\n", ("a",), "layout"),
        ("a: 1\n", ("a",), "value"),
        ("a: [1]\n", ("a",), "not what"),
        ("a: {b: 1}\n", ("x",), "no `x`"),
        ("a: {New: 1}\n", ("a",), "already"),
        ("{a: }\n", ("a",), "value"),
    ],
)
def test_what_cannot_be_added_to_is_refused(
    text: str, path: tuple[str | int, ...], said: str
) -> None:
    with pytest.raises(patch.Unpatchable, match=said):
        patch.insert(text, path, "New", 2)
