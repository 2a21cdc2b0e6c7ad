"""Specs are found, read, merged and judged; whatever they hold, a person gets diagnostics."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tc3gen import loading
from tc3gen.diagnostics import SpecError
from tc3gen.source.rules import sample

EMPTY = sample("actions: {}\n")


def _spec(folder: Path, text: str = EMPTY, name: str = "api.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_specs_are_found_in_trees_folders_and_files(tmp_path: Path) -> None:
    b = _spec(tmp_path / "specs/b/2020-01-01")
    a = _spec(tmp_path / "specs/a/2020-01-01")
    _spec(tmp_path / "specs/.hidden")
    other = _spec(tmp_path, name="other.yaml")
    assert loading.find_specs([tmp_path / "specs"]) == [a, b]
    assert loading.find_specs([b.parent, tmp_path / "specs"]) == [b, a]
    assert loading.find_specs([other]) == [other]


def test_an_overlay_stands_for_its_spec(tmp_path: Path) -> None:
    spec = _spec(tmp_path)
    overlay = _spec(tmp_path, "actions: {}\n", "overlay.yaml")
    assert loading.find_specs([overlay]) == [spec]


def test_paths_without_specs_are_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _spec(tmp_path / "misnamed", name="api.yml")
    with pytest.raises(SpecError) as caught:
        loading.find_specs([tmp_path / name for name in ("empty", "misnamed", "absent")])
    absent, empty, misnamed = caught.value.diagnostics
    assert absent.message == "there is no such file or folder"
    assert empty.message == "there is no api.yaml in this folder"
    assert misnamed.help.startswith("rename ")


def test_paths_are_shown_relative_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = _spec(tmp_path / "in/specs", "tc3gen: 2\n")
    monkeypatch.chdir(tmp_path / "in")
    assert {d.path for d in loading.load_service(spec).diagnostics} == {"specs/api.yaml"}
    monkeypatch.chdir(tmp_path / "in/specs")
    assert loading.load_service(Path("api.yaml")).shown == "api.yaml"
    monkeypatch.chdir("/")
    assert loading.shown(spec) == spec.relative_to("/").as_posix()


def test_overlays_count(tmp_path: Path) -> None:
    spec = _spec(tmp_path, sample("actions: {A: {input: {F: {type: String}}}}\n"))
    _spec(tmp_path, "actions: {A: {read_only: true}}\n", "overlay.yaml")
    loaded = loading.load_service(spec.parent)
    assert loaded.diagnostics == []
    assert loaded.service is not None
    assert loaded.service.actions[0].read_only
    assert len(loaded.texts) == 2


def test_a_broken_overlay_does_not_hide_what_is_wrong_below(tmp_path: Path) -> None:
    spec = _spec(tmp_path, sample("actions: {A: {input: {F: {type: Unknown}}}}\n"))
    _spec(tmp_path, "actions: {A: [\n", "overlay.yaml")
    loaded = loading.load_service(spec)
    assert {Path(d.path).name for d in loaded.diagnostics} == {"api.yaml", "overlay.yaml"}
    assert loaded.service is None


@pytest.mark.parametrize("folder", ["vod/2018-07-17", "anything", "specs"])
def test_folders_that_say_nothing_else_are_fine(tmp_path: Path, folder: str) -> None:
    spec = _spec(tmp_path / folder)
    assert loading.load_service(spec).diagnostics == []


def test_faults_of_shape_leave_the_rest_to_be_judged(tmp_path: Path) -> None:
    loaded = loading.load_service(
        _spec(
            tmp_path,
            sample("""
                actions:
                  A:
                    rate_limit: often
                    input:
                      Broken: {tipe: String}
                      Wrong: {type: Integer, default: text}
                    examples: [{title: One, input: {Broken: 1, Wrong: 1, Else: 1}}]
            """),
        )
    )
    assert [(d.code, d.line) for d in loaded.diagnostics] == [
        ("S103", 8),
        ("S101", 10),
        ("V008", 11),
        ("V020", 12),
    ]


SOUND: dict[str, Any] = {
    "tc3gen": 1,
    "service": "vod",
    "version": "2018-07-17",
    "title": "Video on Demand",
    "endpoints": {"domestic": "vod.tencentcloudapi.com"},
    "actions": {
        "Rebuild": {
            "deduplicated_by": "Session",
            "deprecated": {"replacement": "Other"},
            "input": {
                "Session": {"type": "String", "maxLength": 5, "pattern": "^a", "example": "a"},
                "Switch": {"type": "String", "enum": ["ON", {"value": "OFF"}], "default": "ON"},
                "Size": {
                    "type": "Integer",
                    "format": "int64",
                    "minimum": 1,
                    "maximum": 9,
                    "special": [0],
                    "applies_when": {"field": "Switch", "equals": ["ON"]},
                },
                "Infos": {"type": "Array of Info", "minItems": 1, "required": True},
                "Names": {"type": "Array of String", "items": {"maxLength": 9}},
            },
            "output": {"Task": {"type": "Info", "nullable": True}},
            "errors": ["Failed", "Failed.Hard"],
            "examples": [
                {
                    "title": "One",
                    "input": {"Infos": [{"Name": "a", "Inner": {}}]},
                    "output": {"Task": None, "RequestId": "a"},
                }
            ],
        }
    },
    "structs": {"Info": {"fields": {"Name": {"type": "String"}, "Inner": {"type": "Info"}}}},
    "errors": {"Failed": "It failed.", "Failed.Hard": {"description": "Really."}},
}

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.sampled_from(
        ["", "Info", "Array of ", "Array of " * 50 + "Info", "Array of Info", "(", "a+"]
    ),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([[1]]),
    st.just({"a": {"b": 1}}),
)


def _places(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    found = [path]
    for key, value in items:
        inside = isinstance(value, (dict, list))
        found += _places(value, (*path, key)) if inside else [(*path, key)]
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(_places(SOUND)), st.sampled_from(["set", "del", "add"]), JUNK),
        min_size=1,
        max_size=4,
    ),
    as_overlay=st.booleans(),
)
def test_no_spec_makes_it_crash(
    tmp_path: Path, changes: list[tuple[tuple[str | int, ...], str, Any]], as_overlay: bool
) -> None:
    data = copy.deepcopy(SOUND)
    for path, what, junk in changes:
        holder: Any = data
        try:
            for step in path[:-1]:
                holder = holder[step]
            if what == "del":
                del holder[path[-1]]
            elif what == "set":
                holder[path[-1]] = copy.deepcopy(junk)
            else:
                holder[path[-1]]["Added"] = copy.deepcopy(junk)
        except (LookupError, TypeError):
            continue  # An earlier change has removed the place of this one.
    spec = _spec(tmp_path, json.dumps(SOUND if as_overlay else data))
    overlay = tmp_path / "overlay.yaml"
    overlay.unlink(missing_ok=True)
    if as_overlay:
        overlay.write_text(json.dumps(data), encoding="utf-8")
    loaded = loading.load_service(spec)
    assert loaded.service is not None or loaded.diagnostics


def test_the_sound_spec_is_sound(tmp_path: Path) -> None:
    assert loading.load_service(_spec(tmp_path, json.dumps(SOUND))).diagnostics == []
