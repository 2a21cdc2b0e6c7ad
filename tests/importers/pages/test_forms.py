"""Whatever form a page is saved in, it says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tc3gen.importers.pages import files, html, markdown, tables, text
from tc3gen.importers.pages.blocks import Page, tidied
from tc3gen.importers.pages.facts import Facts
from tc3gen.importers.pages.understand import understand
from tc3gen.importers.pages.vocabulary import Column

from . import forms

SAVED = Path(__file__).parent / "saved"

Golden = Callable[[Path, str], None]


def facts(name: str) -> Facts:
    """What a saved page says, without a complaint."""
    page = files.load(SAVED / name).page()
    found = understand(page)
    assert found is not None
    assert page.problems == []
    return found


def shown(found: Facts) -> dict[str, Any]:
    """Facts as a golden file holds them.

    What a copy as text cannot keep is left out: the marks of lists and of code.
    """
    said = {
        "service": found.service,
        "version": found.version,
        "title": found.title,
        "used_by": sorted(found.used_by),
        **found.data,
        "samples": [sample.data() for sample in found.samples],
    }
    plain: dict[str, Any] = json.loads(json.dumps(said), object_hook=_without_marks)
    return plain


def _without_marks(data: dict[str, Any]) -> dict[str, Any]:
    if isinstance(description := data.get("description"), str):
        description = re.sub(r"\n+(- )?", "\n", description)
        data["description"] = description.replace("`", "")
    return data


@pytest.mark.parametrize(
    "name", sorted(path.name for path in SAVED.iterdir() if path.suffix != ".json")
)
def test_every_form_of_a_page_says_the_same(name: str, golden: Golden) -> None:
    kind, language, *_ = name.split(".")
    said = json.dumps(shown(facts(name)), indent=1, ensure_ascii=False)
    golden(SAVED / f"{kind}.{language}.json", said + "\n")


@pytest.mark.parametrize("kind", ["action", "types"])
def test_every_language_says_the_same(kind: str) -> None:
    english, chinese = (
        json.loads((SAVED / f"{kind}.{language}.json").read_text("utf-8"), object_hook=_wordless)
        for language in ("en", "zh")
    )
    assert english == chinese


def _wordless(data: dict[str, Any]) -> dict[str, Any]:
    """Data without prose, which differs between languages."""
    for key in ("description", "title", "deprecated", "request"):
        if key in data:
            data[key] = "..."
    # What prose seems to say is read from each language by itself.
    data.pop("hints", None)
    for code in data.get("errors", ()) if isinstance(data.get("errors"), dict) else ():
        data["errors"][code] = "..."
    return data


def test_places_are_those_of_the_file() -> None:
    for name in ("action.en.txt", "action.en.md", "action.en.html"):
        lines = (SAVED / name).read_text("utf-8").split("\n")
        found = facts(name)
        for path, place in found.places.items():
            rest = lines[place.line - 1][place.column - 1 :]
            match path:
                case ("actions", _, "input" | "output", field, "type"):
                    said: Any = found.data
                    for step in path:
                        said = said[step]
                    assert said in re.sub(r"\[|\]\([^)]*\)", "", rest)
                case ("actions", _, "input" | "output", field):
                    assert field in rest.removeprefix("<td>")[: len(field)]
                case ("errors", code):
                    assert rest.removeprefix("<td>").startswith(str(code))
                case ("actions", _, "rate_limit"):
                    assert "20 requests" in rest


# Random pages ------------------------------------------------------------------------------------

NAMES = st.from_regex(r"[A-Z][a-z]{1,5}([A-Z][a-z]{1,4}|[0-9]){0,2}", fullmatch=True)
RESERVED = {"Action", "Version", "Region", "RequestId"}
TYPES = st.one_of(
    st.sampled_from(["String", "Integer", "Float", "Boolean", "Timestamp ISO8601", "Timestamp"]),
    st.sampled_from(["Date", "Binary", "Object", "RepairInfo", "T2"]),
).flatmap(lambda kind: st.sampled_from([kind, f"Array of {kind}", f"Array of Array of {kind}"]))
#: Words that no row begins with; in text there is no other way to tell rows from prose.
WORDS = st.text("abcdefxyz中文字0123.,;()'\"<>&|*_`\\#~[]{}!?:/+=%$@^-", min_size=1, max_size=8)
LINES = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: "z" + " ".join(words))
PROSE = st.lists(LINES, min_size=1, max_size=3)
JSON = st.dictionaries(
    NAMES,
    st.recursive(
        st.one_of(st.text(max_size=5), st.integers(-5, 2**63), st.booleans(), st.none()),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
)


@st.composite
def pages(draw: Any) -> forms.Page:
    def unique(rows: Any, most: int) -> Any:
        return draw(
            st.lists(rows, max_size=most, unique_by=lambda row: row[0]).map(
                lambda found: [row for row in found if row[0] not in RESERVED]
            )
        )

    code = st.from_regex(r"([A-Z][a-z]{1,4}){2}(\.[A-Z][a-z]{1,5})?", fullmatch=True)
    # Below a head without `Required`, prose and rows can only be told apart by known structs.
    output_types = TYPES.filter(lambda kind: not kind.startswith(("RepairInfo", "T2")))
    title = st.lists(st.text("abcd中.", min_size=1, max_size=4), max_size=3).map(" ".join)
    examples = draw(st.lists(st.tuples(title, JSON, JSON), max_size=2))
    indents = draw(st.sampled_from([None, 2, 4]))
    return forms.Page(
        draw(NAMES),
        unique(st.tuples(NAMES, st.booleans(), TYPES, PROSE), 6),
        unique(st.tuples(NAMES, output_types, PROSE), 4),
        unique(st.tuples(code, PROSE), 4),
        [
            (
                f"z{title}",
                json.dumps(request, indent=indents, ensure_ascii=False),
                json.dumps({"Response": reply}, indent=indents),
            )
            for title, request, reply in examples
        ],
        draw(st.integers(1, 20_000)),
        draw(st.booleans()),
    )


FORMS: dict[str, Callable[[forms.Page], Any]] = {
    "spaces": lambda page: text.read("p", forms.text(page)),
    "tabs": lambda page: text.read("p", forms.text(page, "\t")),
    "pipes": lambda page: markdown.read("p", forms.markdown(page)),
    "bare": lambda page: markdown.read("p", forms.markdown(page, pipes=False)),
    "web": lambda page: html.read("p", forms.web(page)),
}


@pytest.mark.parametrize("form", FORMS)
# Building a page takes longer than most values.
@settings(max_examples=settings.default.max_examples // 4)
@given(page=pages())
def test_what_is_written_is_read(form: str, page: forms.Page) -> None:
    read = FORMS[form](page)
    found = understand(read)
    assert found is not None
    assert [each for each in read.problems if "part `" not in each.message] == []
    action = found.data["actions"][page.action]
    assert action["rate_limit"] == page.rate
    assert action["region"] == ("required" if page.region else "optional")
    assert found.data["sources"] == [{"page": page.action, "date": page.date}]
    inputs = action.get("input", {}).items()
    assert [(name, each["required"], each["type"]) for name, each in inputs] == [
        (name, required, kind) for name, required, kind, _ in page.inputs
    ]
    assert [(name, each["type"]) for name, each in action.get("output", {}).items()] == [
        (name, kind) for name, kind, _ in page.outputs
    ]
    assert action.get("errors", []) == [code for code, _ in page.errors]
    texts = [tidied("\n".join(row[-1])) for row in page.inputs]
    assert last_cells(read, Column.NAME)[3:] == texts
    if page.errors:
        texts = [tidied("\n".join(row[-1])) for row in page.errors]
        assert last_cells(read, Column.CODE) == texts
    assert [(each.title, each.input, each.output) for each in found.samples] == [
        (title, json.loads(request), json.loads(reply)["Response"])
        for title, request, reply in page.examples
    ]


def last_cells(read: Page, wanted: Column) -> list[str]:
    """The descriptions in a table, before they are made Markdown."""
    table = tables.find(read.blocks, wanted)
    assert table is not None
    return [re.sub(r"\n+", "\n", row[-1].text) for row in table.rows]
