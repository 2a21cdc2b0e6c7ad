"""The pages of services: whole, linked, stable, and the same shape whatever a spec says."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from tc3gen import keep
from tc3gen.model import Field, Service

from . import services
from .generation import broken_links, fences, headings, pages, tokens, vod

PLAIN = pages(services.nasty())
VOD = pages(vod())
PLANT = "actions/plant-tree.md"


def rows(page: str) -> list[str]:
    return [line for line in page.split("\n") if line.startswith("|")]


def row(page: str, name: str) -> str:
    [found] = [line for line in rows(page) if line.startswith(f"| `{name}`<br>")]
    return found


@pytest.mark.parametrize("found", [PLAIN, VOD], ids=["nasty", "vod"])
def test_every_link_leads_somewhere(found: dict[str, str]) -> None:
    assert broken_links(found) == []


@pytest.mark.parametrize("found", [PLAIN, VOD], ids=["nasty", "vod"])
def test_every_page_is_tidy(found: dict[str, str]) -> None:
    for path, page in found.items():
        assert page.startswith("# "), path
        assert page.endswith("\n"), path
        assert "\n\n\n" not in re.sub(r"```python.*?```", "code", page, flags=re.DOTALL), path
        assert not [line for line in page.split("\n") if line != line.rstrip()], path
        names = re.findall(r"<!-- tc3gen:keep (\S+) -->", page)
        assert len(names) == len(set(names)) > 0, path
        assert {"introduction", "notes"} <= set(names) or path == "signing.md"
        assert keep.blank(page) == page


@pytest.mark.parametrize("found", [PLAIN, VOD], ids=["nasty", "vod"])
def test_every_page_can_be_reached_from_the_index(found: dict[str, str]) -> None:
    linked = {"index.md"}
    for path, page in found.items():
        for link in re.findall(r"\]\(([^)#]+)", page):
            linked.add(re.sub(r"^\.\./", "", link) if "/" in path else link)
    assert set(found) <= linked


def test_names_that_systems_keep_are_no_pages() -> None:
    assert "structs/con_.md" in PLAIN
    assert "actions/aux_.md" in PLAIN
    assert "actions/index.md" in PLAIN


def test_an_action_says_all_that_is_known() -> None:
    page = VOD["actions/rebuild-media.md"]
    assert headings(page) == [
        ("h1", "RebuildMedia"),
        ("h2", "Parameters"),
        ("h2", "Result"),
        ("h2", "Errors"),
        ("h2", "Examples"),
        ("h3", "Repair, upscale and smooth a video"),
    ]
    assert "\n> **Deprecated**; use `EnhanceMediaQuality` instead. " in page
    assert "- **Rate limit**: 20 per second and account\n" in page
    assert "- **Safe to repeat**: with the same `SessionId` the work is done once" in page
    assert "`vod.rebuild_media(\u2026)` of `VodClient`" in page
    assert "`file_id` | String | yes |" in row(page, "FileId")
    assert "At most 50 characters." in row(page, "SessionId")
    assert "[RepairInfo](../structs/repair-info.md) | no |" in row(page, "RepairInfo")
    assert "| [`InvalidParameterValue.SessionId`](../errors.md#invalidparametervalue) | " in page


def test_limits_are_told_in_words() -> None:
    page = VOD["structs/rebuild-media-target-video-stream.md"]
    assert "0, or 128 to 4096 px. Default: 0." in row(page, "Width")
    assert "One of `ON` or `OFF`." in row(VOD["structs/repair-info.md"], "Switch")
    assert "Only when `Switch` is `ON`." in row(VOD["structs/repair-info.md"], "Type")
    assert "One of 10 values." in row(PLAIN[PLANT], "Mode")
    assert "\n- `j`\n" in PLAIN[PLANT]


def test_a_struct_names_its_users() -> None:
    page = PLAIN["structs/tree.md"]
    used = page.partition("## Used by\n\n")[2].partition("\n\n")[0].split("\n")
    assert used == [
        "- [PlantTree](../actions/plant-tree.md), parameter `Tree`",
        "- [PlantTree](../actions/plant-tree.md), result `Tree`",
        "- [PlantTree](../actions/plant-tree.md), result `Trees`",
        "- itself, field `Left`",
        "- itself, field `All`",
        "- [Con](../structs/con_.md), field `Back`",
    ]
    assert "Array of Array of [Tree](../structs/tree.md)" in row(page, "All")


def test_names_that_differ_in_case_have_their_own_sections() -> None:
    shown = [text for level, text in headings(PLAIN[PLANT]) if level == "h3"]
    assert "Parameter Ttl (ttl)" in shown
    assert "Parameter TTL (second_ttl)" in shown


def test_the_same_service_gives_the_same_pages() -> None:
    assert pages(services.nasty()) == PLAIN


def changed_lines(before: Service, after: Service) -> dict[str, list[str]]:
    """What stands in pages of `after` and not in those of `before`; nothing else may be gone."""
    old, new = pages(before), pages(after)
    assert set(old) == set(new)
    found = {}
    for path in new:
        was, now = old[path].split("\n"), new[path].split("\n")
        rest = iter(now)
        assert all(line in rest for line in was), f"{path} lost or moved a line"
        if was != now:
            found[path] = [line for line in now if line not in was]
    return found


def test_a_new_field_adds_its_own_row_and_nothing_else() -> None:
    before = services.nasty()
    tree = before.structs[0]
    fields = (*tree.fields[:2], Field("New", services.STRING, "New."), *tree.fields[2:])
    after = replace(before, structs=(replace(tree, fields=fields), *before.structs[1:]))
    [(path, lines)] = changed_lines(before, after).items()
    assert path == "structs/tree.md"
    assert lines == ["| `New`<br>`new` | String | no | no | New. |"]


PIECES = """
` ``` | # ## - + > 1. <b> <!-- --> ]( [a](b) [a]: {{ {% {# }} $ \\ * _ === --- ' " JSON EOF Tree !
\u202e \ud800 \x00
"""
SPACES = [" ", "    ", "\n", "\n\n", "\n    "]
TEXTS = st.text(max_size=30) | st.lists(
    st.sampled_from([*PIECES.split(), *SPACES, "<!-- tc3gen:end notes -->"]), max_size=12
).map("".join)


def shape(page: str) -> tuple[list[tuple[str, str]], list[int], list[str]]:
    """What a text must not change: headings, tables, cells, blocks for prose."""
    outline = [(level, "" if level != "h2" else text) for level, text in headings(page)]
    cells = [0]
    for token in tokens(page):
        cells += [0] * (token.type == "tr_open")
        cells[-1] += token.type in ("td_open", "th_open")
    return outline, cells, re.findall(r"^<!-- tc3gen:.*-->$", page, re.MULTILINE)


@settings(deadline=None, max_examples=25)
@given(TEXTS)
@example("`a`[``x`<script>``](../x)")
@example("a\n\n<!-- tc3gen:keep notes -->\n\n# b\n\n| c |\n| - |\n")
def test_no_text_changes_the_shape_of_a_page(text: str) -> None:
    found = pages(services.nasty(text))
    for path, page in found.items():
        # A text of several paragraphs gives a field a section, a text of none takes it away.
        outline, cells, blocks = shape(page)
        plain_outline, plain_cells, plain_blocks = shape(PLAIN[path])
        assert [o for o in outline if o[0] != "h3"] == [o for o in plain_outline if o[0] != "h3"]
        assert (cells, blocks) == (plain_cells, plain_blocks)
        for token in tokens(page):
            if token.type in ("html_block", "html_inline"):
                assert re.fullmatch(
                    r"</?(span|code)>|<br>|(<!-- (tc3gen:\w+ [\w-]+|Generated by [^<>]+) -->\s*)+",
                    token.content,
                )
        assert Environment(keep_trailing_newline=True).from_string(page).render() == page
    assert broken_links(found) == []


@settings(deadline=None, max_examples=25)
@given(TEXTS)
def test_examples_are_what_the_spec_says(text: str) -> None:
    service = services.nasty(text)
    page = pages(service)[PLANT]
    first, second = service.actions[0].examples
    bodies = [json.loads(fence.partition("\n\n")[2]) for fence in fences(page, "http")]
    assert bodies == [first.input, {"Response": first.output}, second.input]
    sent = [fence.split("\nJSON\n")[0].partition("\n")[2] for fence in fences(page, "sh")]
    assert [json.loads(body) for body in sent] == [first.input, second.input]
    for fence in fences(page, "python"):
        compile(fence, "example", "exec", dont_inherit=True)
