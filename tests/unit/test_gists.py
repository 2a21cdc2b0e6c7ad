"""What is found out of a text chunk by chunk is what reading all of it finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tc3gen.source import core, gists

SPEC = (Path(__file__).parents[2] / "specs/vod/2018-07-17/api.yaml").read_text("utf-8")

LINES = st.sampled_from(
    [
        "version: 2018-07-17",
        "title: A",
        'title: "A',
        'more"',
        "actions:",
        "structs:",
        "errors:",
        "  A:",
        "  B:",
        "  A: text",
        "  A.B: &x text",
        "  C: *x",
        '  D: "two',
        '  E: lines"',
        "  F: {a: 1,",
        "  G: 2}",
        "  H: |",
        "   I: |",
        "    text",
        "    a: {b: [1, 0.5, true, null, ~, 'x']}",
        "    a: ON",
        "   x: y",
        " A:",
        "  # remark",
        "# remark",
        "  - item",
        "",
        "...",
        "---",
        "\ttab",
        "  J: \u2028",
        "  K: !!str 1",
        "  ? key",
        "  : value",
        "  é: 1",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map(lambda lines: "\n".join([*lines, ""]))


def known(*texts: str) -> dict[str, str]:
    """All that can be known of texts."""
    found: dict[str, str] = {}
    for text in texts:
        each = gists.gist(text, found)
        found |= each.kept | each.keep()
    return found


@settings(max_examples=1500, deadline=None)
@given(TEXTS, TEXTS)
@example("actions:\n  A: text\n", 'title: "A\nactions:\n  A: text\n"\n')
@example("actions:\n  A: text\n", "actions: &x\n  A: text\nstructs: *x\n")
@example("actions:\n  A: text\n", "actions:\n  A: text\n  A: text\n")
@example("actions:\n  A: text\n", "actions:\n  A: text\nactions:\n  B: text\n")
@example("actions:\n  A: |\n    text\n", "actions:\n  A: |\n    text\n   x: y\n")
def test_the_gist_is_what_the_whole_says(before: str, text: str) -> None:
    reading = core.read(text, "")
    memory = known(before)
    for each in ({}, memory, memory | known(text)):
        gist = gists.gist(text, each).gist
        if reading.diagnostics or not isinstance(reading.data, dict):
            assert gist is None
        elif gist is not None:
            assert gist.data == reading.data
            assert repr(gist.data) == repr(reading.data), "in the same order, of the same types"
            version = reading.data.get("version")
            line, column = gist.version_at
            assert version is None or text.split("\n")[line][column:].startswith(str(version))


def test_only_what_is_new_is_read() -> None:
    head = "\n  RepairInfo:\n    description: "
    changed = SPEC.replace(head, f"{head}Really: ", 1).replace("Really: ", "Really, ", 1)
    assert changed != SPEC
    found = gists.gist(changed, known(SPEC))
    assert found.gist is not None
    assert found.gist.data == core.read(changed, "").data
    assert list(found.fresh["structs"]) == ["RepairInfo"]
    assert found.fresh["actions"] == {}
    assert len(found.keep()) == 1


def test_the_same_chunk_under_another_salt_is_another() -> None:
    before = gists.gist(SPEC, {}, "one").keep()
    assert not gists.gist(SPEC, before, "other").kept
    assert gists.gist(SPEC, before, "one").kept == before


@pytest.mark.parametrize("depth", [96, 97, 98, 99, 100, 101])
def test_what_is_too_deep_in_the_whole_is_so_in_a_chunk(depth: int) -> None:
    deep = "actions:\n  A:\n    x: " + "[" * depth + "]" * depth + "\n"
    memory = known("actions:\n  A: text\n  B: text\n")
    text = "actions:\n  B: text\n" + deep.partition("\n")[2]
    gist = gists.gist(text, memory).gist
    assert (gist is None) == bool(core.read(text, "").diagnostics)
