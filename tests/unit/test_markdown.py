"""Markdown from hostile text: it shows what the text says, and does nothing."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tc3gen.languages.markdown import literals, prose

#: As GitHub reads: HTML is live, tables and strikethrough are on.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
#: What we write ourselves, to part what must not meet.
OURS = {"<br>", "<span>", "</span>", "<code>", "</code>"}

#: What means something to some reader of Markdown, parted by bars.
PIECES = """
# | - | + | 1. | 2) | > | ``` | ~~~ | ` | `` | * | ** | _ | __ | ~~ | *** | --- | === | \\
!!! | ???
[a](javascript:alert(1)) | [a](JaVaScRiPt:x) | [a](data:text/html,x) | [a](../x) | [a](<b c>)
![a](x) | [r]: x | [a][r] | [a](https://x.y "t") | <https://x.y> | <javascript:x> | [TOC]
<script>alert(1)</script> | <b> | </td> | <!-- | --> | <?x | <![CDATA[ | ]]> | &lt; | &#60;
{{ 7*7 }} | {% raw %} | {% endraw %} | {# x #} | {{{ | {: onclick=x} | {.a} | {{< x >}} | {!x!}
--8<-- "x" | $x$ | $$ | \\( | \\begin{x} | :--- | a | "" | ::: | +++ | %%% | RepairInfo
\u202e | \u200b | \x00 | \x07 | \ud800 | \u2028 | \xa0 | \x0b | \r | word | word word.
<!-- tc3gen:keep notes --> | <!-- tc3gen:end notes -->
"""
SPACES = ["|", "\n", "\n\n", " ", "    ", "\t", "\n    ", "\n- ", "\n> "]
BITS = [bit.strip(" ") for line in PIECES.strip("\n").split("\n") for bit in line.split(" | ")]
NASTY = st.text(max_size=40) | st.lists(st.sampled_from(BITS + SPACES), max_size=14).map("".join)


def resolve(name: str) -> str:
    return "../structs/repair-info.md" if name == "RepairInfo" else ""


def tokens(markdown: str) -> Iterator[Token]:
    for token in READER.parse(markdown):
        yield token
        yield from token.children or ()


def shown(markdown: str) -> str:
    """What a person sees."""
    return "".join(
        token.content if token.type in ("text", "code_inline", "text_special") else ""
        for token in tokens(markdown)
    )


def assert_harmless(markdown: str, allowed: frozenset[str] = frozenset()) -> None:
    for token in tokens(markdown):
        if token.type == "html_inline":
            assert token.content in OURS
        assert token.type not in ("html_block", "heading_open", "table_open", "hr", "image")
        if token.type == "link_open":
            href = str(token.attrGet("href")).lower()
            assert href.startswith(("https://", "http://", "mailto:")) or href in allowed
    # No site generator's template language finds anything to evaluate.
    assert Environment(keep_trailing_newline=True).from_string(markdown).render() == markdown
    assert "{{" not in markdown
    assert "{!" not in markdown
    assert all(char.isprintable() or char in "\n\t" for char in markdown)


@given(NASTY)
def test_text_shows_itself(text: str) -> None:
    markdown = literals.line_start(literals.text(text).strip())
    assert_harmless(markdown)
    assert "\n" not in markdown
    wanted = " ".join(literals.visible(text).split())
    assert " ".join(shown(markdown).split()) == wanted


@given(NASTY)
@example("a|b")
@example("`")
def test_code_shows_itself(text: str) -> None:
    markdown = literals.code(text)
    assert_harmless(markdown)
    seen = shown(markdown)
    wanted = literals.visible(text)
    if wanted.strip():
        assert seen.split() == wanted.split()
    # In a table's cell it stays one cell.
    table = READER.parse(f"| a | b |\n| - | - |\n| {markdown} | x |\n")
    assert sum(token.type == "td_open" for token in table) == 2


@given(NASTY)
def test_a_block_of_code_holds_all_of_its_lines(text: str) -> None:
    markdown = literals.code_block(text, text)
    assert_harmless(markdown)
    assert [token.type for token in READER.parse(markdown)] == ["fence"]


@given(NASTY)
def test_descriptions_shape_themselves_and_nothing_else(text: str) -> None:
    markdown = prose.blocks(text, resolve)
    assert_harmless(markdown, frozenset({"../structs/repair-info.md"}))
    # What follows is not drawn in.
    after = READER.parse(f"{markdown}\n\n# After\n\n| a |\n| - |\n| b |\n")
    assert [t.type for t in after].count("heading_open") == 1
    assert [t.type for t in after].count("td_open") == 1
    assert not [line for line in markdown.split("\n") if line.strip().startswith("<!-- tc3gen")]


@given(NASTY)
def test_descriptions_fit_into_a_cell(text: str) -> None:
    for markdown in (prose.line(text, resolve), prose.first(text, resolve)):
        assert_harmless(literals.line_start(markdown), frozenset({"../structs/repair-info.md"}))
        table = READER.parse(f"| a | b |\n| - | - |\n| {markdown} | x |\n\n# After\n")
        assert [t.type for t in table].count("td_open") == 2
        assert [t.type for t in table].count("heading_open") == 1


@given(st.recursive(NASTY | st.integers() | st.none(), lambda x: st.dictionaries(NASTY, x)))
def test_json_is_the_same_data(data: object) -> None:
    dumped = literals.json_text(data)
    assert json.loads(dumped) == data
    assert_harmless(literals.fence("json", dumped))


@given(NASTY)
def test_python_is_the_same_string(text: str) -> None:
    block = literals.python(f"x = {text!a}\n")
    [fence] = READER.parse(block)
    assert ast.literal_eval(fence.content.removeprefix("x = ")) == text
    assert_harmless(block)


DESCRIPTIONS = {
    "paragraphs": ("One\ntwo.\n\nThree.", "One two.\n\nThree."),
    "lists": ("- a\n- b\n  1. c\n", "- a\n- b\n    1. c"),
    "emphasis": ("*a* __b__ `c`", "*a* **b** `c`"),
    "links": (
        "[a](https://x.y/z_(1)) <http://b.c>",
        "[a](https://x.y/z_%281%29) [http://b.c](http://b.c)",
    ),
    "code": ("```json\n{}\n```", "```json\n{}\n```"),
    "names": (
        "`RepairInfo` [it](RepairInfo)",
        "[`RepairInfo`](../structs/repair-info.md) [it](../structs/repair-info.md)",
    ),
    "underscores": ("some_name __init__ _x", "some_name **init** \\_x"),
    "headings": ("# A *b*\n\n## C", "A *b*\n\n**C**"),
    "relative links": ("[a](../x) [b](#c) [d](//e.f)", "a b d"),
    "images": ("![a](https://x.y)", "[a](https://x.y)"),
    "html": ("<b>x</b>", "&lt;b>x&lt;/b>"),
    "tables": ("a | b\n--- | ---\n1 | 2", "a &#124; b --- &#124; --- 1 &#124; 2"),
    "braces": ("{a} {{b}}", "&#123;a} <span>&#123;</span>&#123;b}}"),
    "code with braces": ("`{{b}}`", "<code><span>&#123;</span>&#123;b}}</code>"),
    "hidden": ("a\u202eb", "a<span>\\\\</span>u202eb"),
    "marks of lists": ("\\- a\n\n1\\. b\n\n\\# c", "&#45; a\n\n1&#46; b\n\n&#35; c"),
    "code that would meet code": (
        "`a`[``x`<script>``](../x)",
        "`a`<span></span>``x`<script>``",
    ),
    "a link that would be an image": ("\\![a](https://x.y)", "&#33;[a](https://x.y)"),
    "nothing": (" \n", ""),
}


@pytest.mark.parametrize(("markdown", "wanted"), DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_descriptions(markdown: str, wanted: str) -> None:
    assert prose.blocks(markdown, resolve) == wanted


def test_a_description_in_one_line() -> None:
    text = "One.\n\n- a\n- b\n\n```\nx = 1\ny = 2\n```"
    assert prose.line(text, resolve) == "One.<br>\u2022 a<br>\u2022 b<br>`x = 1`<br>`y = 2`"
    assert prose.first(text, resolve) == "One."
    assert not prose.is_one_paragraph(text)
    assert prose.is_one_paragraph("One\ntwo.")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [("ON", "`ON`"), ("", '`""`'), (" ", '`" "`'), ("a`b", "``a`b``"), ("`", "`` ` ``")],
)
def test_values(text: str, markdown: str) -> None:
    assert literals.code(text) == markdown
