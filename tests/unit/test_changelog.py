"""An entry finds its place in a changelog, and nothing else in it moves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc3gen.changelog import insert


def entry(level: int) -> str:
    return f"{'#' * level} vod 2018-07-17\n\n- Something new.\n"


def inserted(text: str) -> str:
    return insert(text, entry)


PLACES = {
    "new": ("", "# Changelog\n\n## Unreleased\n\n###@"),
    "unreleased": (
        "# Changelog\n\nAll of it.\n\n## 1.1 (unreleased)\n\n- Mine.\n\n## 1.0\n\n- Old.\n",
        "# Changelog\n\nAll of it.\n\n## 1.1 (unreleased)\n\n###@\n- Mine.\n\n## 1.0\n\n- Old.\n",
    ),
    "title": (
        "# Changelog\n\nAll of it.\n\n## 1.0\n\n- Old.\n",
        "# Changelog\n\nAll of it.\n\n##@\n## 1.0\n\n- Old.\n",
    ),
    "underlined": (
        "Changelog\n=========\n\nUnreleased\n----------\n- Mine.\n",
        "Changelog\n=========\n\nUnreleased\n----------\n\n###@\n- Mine.\n",
    ),
    "title alone": ("# Changelog", "# Changelog\n\n##@"),
    "no title": ("## 1.1\n\n- New.\n\n## 1.0\n", "##@\n## 1.1\n\n- New.\n\n## 1.0\n"),
    "no heading": ("No heading.\n", "##@\nNo heading.\n"),
    "in code and quotes": (
        "```\n# Unreleased\n```\n\n# Changes\n\n> # Unreleased\n\n## 1.0\n",
        "```\n# Unreleased\n```\n\n# Changes\n\n> # Unreleased\n\n##@\n## 1.0\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES)
def test_where_an_entry_goes(before: str, after: str) -> None:
    after = after.replace("@", " vod 2018-07-17\n\n- Something new.\n")
    assert inserted(before) == after
    assert inserted(after) == after, "the same entry does not stand there twice"


def test_line_endings_and_a_mark_at_the_beginning_stay() -> None:
    text = "\ufeff# Changelog\r\n\r\n## Unreleased\r\n\r\n- Mine.\r\n"
    found = inserted(text)
    assert found.startswith("\ufeff# Changelog\r\n")
    assert not re.search(r"[^\r]\n", found)
    assert inserted(found) == found


HEADS = ["# A", "## Unreleased", "## 1.0", "A", "===", "---", "    # code", "#", "> # x"]
OTHER = ["```", "~~~", "- x", "", " ", "\t", "<!--", "-->", "\x0b", "\u2028x"]
PIECES = st.sampled_from(HEADS) | st.sampled_from(OTHER)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"])), max_size=12))
def test_nothing_that_stands_there_is_lost(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + ending for piece, ending in pieces)
    found = inserted(text)
    if text.strip():
        more = len(found) - len(text)
        assert any(found[:at] + found[at + more :] == text for at in range(len(text) + 1))
    assert inserted(found) == found
