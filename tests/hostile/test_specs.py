"""A spec is hostile input: whatever its strings hold, it is refused, or it means what it says."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tc3gen import pipeline, render, report
from tc3gen.diagnostics import Diagnostic, SpecError
from tc3gen.resources import schema_path

from .generation import environments, generate
from .judge_bundle import Bundle, Outputs, check_bundle
from .judge_data import check_data
from .judge_explorer import check_explorer
from .judge_pages import check_page
from .judge_source import check_source
from .spec import FREE, PLACES, Place, filled, make, to_yaml
from .strings import HUGE, IMPOSSIBLE_NAMES, NAMES, NASTY, UNWRITABLE, nasty

#: A spec takes longer than what most properties are about.
few = settings(
    max_examples=settings.default.max_examples // 5,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

Judge = Callable[[Mapping[str, Any]], list[Diagnostic]]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    """Generates from a spec and checks all that comes out; says why the spec is refused, if so."""
    folder = tmp_path_factory.mktemp("hostile")
    numbers = itertools.count()
    spec_file = folder / "api.yaml"
    spec_file.write_text(to_yaml(make(lambda _, usual: usual)), encoding="utf-8")
    without = generate(spec_file)
    usual = {path: output.text for path, output in without["docs"].items()}
    program = without["python"]["vod/__main__.py"].text

    def judge(spec: Mapping[str, Any]) -> list[Diagnostic]:
        spec_file.write_text(to_yaml(spec), encoding="utf-8")
        try:
            outputs = generate(spec_file)
        except SpecError as error:
            _check_report(error)
            return error.diagnostics
        for path, output in outputs["python"].items():
            output.text.encode()
            if path.endswith("/__main__.py"):
                assert output.text == program.replace("vod", path.partition("/")[0])
            elif path.endswith(".py") and path != "__main__.py" and not output.verbatim:
                check_source(path, output.text)
        bundle = Bundle(f"hostile{next(numbers)}", folder, outputs["python"])
        try:
            check_bundle(bundle, spec)
            check_data(outputs["python"], spec)
        finally:
            bundle.forget()
        _check_pages(outputs["docs"], usual)
        check_explorer(outputs["explorer"], without["explorer"], spec)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.chdir(folder)
        patch.setenv("TC3GEN_NO_CACHE", "1")
        patch.setattr(render, "environment", environments)
        yield judge
        assert not list(folder.rglob("canary")), "something of a spec was run"


def _check_report(error: SpecError) -> None:
    """What was wrong can be said, in every format and on every terminal."""
    assert any(found.is_error for found in error.diagnostics)
    for form in ("text", "json", "github"):
        said = report.render(error.diagnostics, form)
        said.encode()
        assert all(char.isprintable() or char == "\n" for char in said), said
    assert len(said.splitlines()) == len(error.diagnostics)


def _check_pages(pages: Outputs, usual: Mapping[str, str]) -> None:
    for path, page in pages.items():
        page.text.encode()
        if path.endswith(".md"):
            # The pages of one template have the same blocks, whatever they are about.
            like = next(p for p in usual if p.rpartition("/")[0] == path.rpartition("/")[0])
            check_page(path, page.text, usual.get(path, usual[like]), pages)


def _fit(place: Place, string: str) -> str:
    """A string that its place takes: text anything that a file can hold, titles one line of it."""
    string = UNWRITABLE.sub("", string)
    return string.replace("\r", "").replace("\n", "") if place.kind == "line" else string


_free = [place for place in PLACES if place.kind in FREE]
_names = [place for place in PLACES if place.kind == "name"]


def test_every_key_of_the_format_has_a_place() -> None:
    def keys(schema: Any) -> Iterator[str]:
        if isinstance(schema, Mapping):
            yield from schema.get("properties", {})
            for part in schema.values():
                yield from keys(part)

    text = json.dumps(make(lambda kind, usual: f"{kind} {usual}"))
    schema = json.loads(schema_path("api").read_text(encoding="utf-8"))
    assert [key for key in set(keys(schema)) if f'"{key}":' not in text] == []


@pytest.mark.parametrize("first", range(0, len(NASTY), 2))
def test_text_of_any_kind_means_itself(judge: Judge, first: int) -> None:
    pair = [NASTY[first], NASTY[(first + 1) % len(NASTY)]]
    assert judge(_with(pair)) == []


@pytest.mark.parametrize("string", HUGE, ids=range(len(HUGE)))
def test_text_of_any_size_means_itself(judge: Judge, string: str) -> None:
    assert judge(_with([string, ""])) == []


def test_text_of_any_kind_survives_being_written(tmp_path: Path) -> None:
    """Generated again, nothing has changed: no text has become a block of a person's prose."""
    strings = itertools.cycle(NASTY)
    for number in range(-(-len(NASTY) // len(_free))):
        spec = tmp_path / str(number) / "api.yaml"
        spec.parent.mkdir()
        spec.write_text(to_yaml(_marked(dict(zip(_free, strings, strict=False)))), encoding="utf-8")
        request = pipeline.Request(specs=[spec], out=spec.parent)
        assert pipeline.generate(request).written
        again = pipeline.generate(request)
        assert (again.clean, again.warnings) == (True, [])


def _with(pair: Sequence[str]) -> dict[str, Any]:
    """The spec with two strings, in turns, wherever text may stand."""
    return _marked({place: pair[number % 2] for number, place in enumerate(_free)})


def _marked(strings: Mapping[Place, str]) -> dict[str, Any]:
    """The spec with strings that their places take, each different from all others."""
    marked = {}
    for number, (place, string) in enumerate(strings.items()):
        fit = _fit(place, string)
        # At its head for some and at its end for others: both are where strings break out.
        marked[place] = f"{number} {fit}" if number % 4 < 2 else f"{fit} {number}"
    return filled(marked)


@few
@given(st.fixed_dictionaries(dict.fromkeys(_free, nasty)))
def test_texts_of_any_kind_mean_themselves(judge: Judge, strings: dict[Place, str]) -> None:
    assert judge(_marked(strings)) == []


@few
@given(
    st.dictionaries(st.sampled_from(_names), st.sampled_from(NAMES), min_size=1, max_size=6),
)
def test_names_that_mean_something_already(judge: Judge, strings: dict[Place, str]) -> None:
    refused = judge(filled(strings))
    event("refused" if refused else "generated")
    assert all(found.code[0] in "NRVPWBL" for found in refused)


@few
@given(st.sampled_from(_names), st.sampled_from(IMPOSSIBLE_NAMES))
def test_names_that_no_spec_may_have(judge: Judge, place: Place, string: str) -> None:
    assert judge(filled({place: string}))


@few
@given(st.dictionaries(st.sampled_from(PLACES), nasty, min_size=1, max_size=3))
def test_any_string_anywhere(judge: Judge, strings: dict[Place, str]) -> None:
    refused = judge(filled(strings))
    event("refused" if refused else "generated")
