"""Kept blocks: whatever people do to a page, none of their text is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tc3gen.keep import blank, carry

PAGE = "# Title\n\n{notes}\n\n## Part\n\n{more}\n\nEnd.\n"


def block(name: str, body: str = "") -> str:
    return f"<!-- tc3gen:keep {name} -->\n{body}<!-- tc3gen:end {name} -->"


def page(notes: str = "", more: str = "") -> str:
    return PAGE.format(notes=block("notes", notes), more=block("more", more))


EMPTY = page()


def test_a_new_page_is_as_generated() -> None:
    carried = carry("a.md", EMPTY, None, None)
    assert (carried.text, carried.aside, carried.warnings) == (EMPTY, None, ())


def test_prose_stays_in_its_block() -> None:
    carried = carry("a.md", EMPTY.replace("End", "New end"), page("Mine.\n", "\nToo.\n\n"), None)
    assert carried.text == page("Mine.\n", "\nToo.\n\n").replace("End", "New end")
    assert (carried.aside, carried.warnings) == (None, ())


def test_line_endings_and_a_byte_order_mark_are_no_edit() -> None:
    edited = "\ufeff" + page("One\nTwo\n").replace("\n", "\r\n")
    assert blank(edited) == EMPTY
    assert carry("a.md", EMPTY, edited, None).text == page("One\nTwo\n")


def test_space_alone_is_no_prose() -> None:
    assert carry("a.md", EMPTY, page(" \n\n"), None).text == EMPTY


def test_blank_shows_every_other_edit() -> None:
    assert blank(page("Mine.\n")) == EMPTY
    assert blank(page("Mine.\n").replace("End", "Edited")) != EMPTY


def test_a_block_that_is_gone_goes_aside_and_comes_back() -> None:
    without = "# Title\n\n" + block("more") + "\n"
    first = carry("x/a.md", without, page("Mine.\n"), None)
    assert first.text == without
    assert first.aside is not None
    assert "\nMine.\n" in first.aside
    # Where the page stands on this machine is nobody else's matter.
    assert "x/a.md" not in first.aside
    [warning] = first.warnings
    assert (warning.code, warning.path, warning.line) == ("K701", "x/a.md", 3)
    assert "`notes`" in warning.message

    second = carry("x/a.md", without, without, first.aside)
    assert (second.aside, second.warnings) == (first.aside, ())

    third = carry("x/a.md", EMPTY, without, first.aside)
    assert (third.text, third.aside, third.warnings) == (page("Mine.\n"), None, ())


def test_a_page_that_is_gone_goes_aside_and_comes_back() -> None:
    first = carry("a.md", None, page("Mine.\n", "Too.\n"), None)
    assert first.text is None
    assert [w.code for w in first.warnings] == ["K701", "K701"]
    assert carry("a.md", EMPTY, None, first.aside).text == page("Mine.\n", "Too.\n")


def test_a_page_that_is_gone_and_held_nothing_leaves_nothing() -> None:
    assert carry("a.md", None, EMPTY, None).aside is None


def test_what_comes_back_stands_beside_what_is_there() -> None:
    carried = carry("a.md", EMPTY, page("New.\n"), block("notes", "Old.\n"))
    assert (carried.text, carried.aside) == (page("New.\n\nOld.\n"), None)


def test_text_that_a_person_adds_to_the_aside_file_stays() -> None:
    aside = "A remark.\n\n" + block("notes", "Old.\n") + "\n\n" + block("gone", "Still.\n")
    carried = carry("a.md", EMPTY, EMPTY, aside)
    assert carried.text == page("Old.\n")
    assert carried.aside is not None
    assert "A remark." in carried.aside
    assert "Still." in carried.aside
    assert "Old." not in carried.aside


def test_markers_in_a_code_fence_are_text() -> None:
    body = "~~~md\n" + block("notes", "Like this.\n") + "\n~~~\nAfter.\n"
    assert blank(page(body)) == EMPTY
    assert carry("a.md", EMPTY, page(body), None).text == page(body)
    one = "```\n<!-- tc3gen:end notes -->\n```\nAfter.\n"
    assert carry("a.md", EMPTY, page(one), None).text == page(one)


def test_a_fence_that_never_closes_does_not_swallow_the_page() -> None:
    body = "```python\nMine.\n"
    assert blank(page(body)) == EMPTY
    assert carry("a.md", EMPTY, page(body), None).text == page(body)


def test_a_block_inside_a_block_is_its_text() -> None:
    body = (
        "Before.\n" + block("inner", "Inner.\n") + "\n" + block("notes", "Same.\n") + "\nAfter.\n"
    )
    assert blank(page(body)) == EMPTY
    carried = carry("a.md", EMPTY, page(body), None)
    assert (carried.text, carried.warnings) == (page(body), ())


def test_a_block_that_stands_twice_keeps_both_texts() -> None:
    old = page("One.\n") + "\n" + block("notes", "Two.\n") + "\n"
    carried = carry("a.md", EMPTY, old, None)
    assert carried.text == page("One.\n\nTwo.\n")
    assert [w.code for w in carried.warnings] == ["K703"]


@pytest.mark.parametrize("kind", ["keep", "end"])
@pytest.mark.parametrize("name", ["notes", "more"])
def test_a_missing_marker_keeps_a_copy_of_the_page(kind: str, name: str) -> None:
    old = page("Mine.\n", "Too.\n").replace(f"<!-- tc3gen:{kind} {name} -->\n", "")
    carried = carry("a.md", EMPTY, old, None)
    assert carried.aside is not None
    assert all(f"> {line}".rstrip() in carried.aside.split("\n") for line in old.split("\n"))
    assert "K702" in [w.code for w in carried.warnings]
    # The copy stays a copy: its markers are quoted.
    again = carry("a.md", EMPTY, carried.text, carried.aside)
    assert (again.text, again.aside, again.warnings) == (carried.text, carried.aside, ())


def test_other_files_have_no_blocks() -> None:
    carried = carry("a.py", EMPTY, page("Mine.\n"), None)
    assert (carried.text, carried.aside, carried.warnings) == (EMPTY, None, ())


PIECES = st.sampled_from(
    [
        f"<!-- tc3gen:{kind} {name} -->"
        for kind in ("keep", "end")
        for name in ("notes", "more", "x")
    ]
    + ["```", "~~~~", "```py", "", " ", "> quote", "<!-- tc3gen: a -->", "\u2028", "one\x0btwo"]
)


@given(st.lists(st.one_of(PIECES, st.integers(0, 99).map("Sentence {}.".format)), max_size=12))
@example(["```", "<!-- tc3gen:end notes -->", "Sentence 1."])
@example(["<!-- tc3gen:keep notes -->", "Sentence 1."])
def test_nothing_that_stands_in_a_block_is_ever_lost(lines: list[str]) -> None:
    old = page("".join(f"{line}\n" for line in lines))
    carried = carry("a.md", EMPTY, old, None)
    assert carried.text is not None
    kept = (carried.text + (carried.aside or "")).split("\n")
    for line in lines:
        if line.startswith("Sentence"):
            assert line in kept or f"> {line}" in kept
    again = carry("a.md", EMPTY, carried.text, carried.aside)
    if not carried.warnings:
        assert again.text == carried.text
        assert again.aside == carried.aside


@given(st.text(st.characters(exclude_characters="\r")), st.text("`~\n >x"))
def test_any_text_without_markers_comes_through_as_it_is(notes: str, more: str) -> None:
    old = page(f"{notes}\n" if notes.strip() else "", f"{more}\n" if more.strip() else "")
    assert blank(old) == EMPTY
    carried = carry("a.md", EMPTY, old, None)
    assert (carried.text, carried.aside, carried.warnings) == (old, None, ())
