"""Every rule that `tc3gen explain` explains does what its examples say."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import tc3gen
from tc3gen import catalogue, loading
from tc3gen.diagnostics import Diagnostic, Rule, SpecError
from tc3gen.source_rules import OVERLAID

ALL_RULES = catalogue.all_rules()

#: The families that are about specs; templates and the output folder have tests of their own.
ABOUT_SPECS = "FYSMRVENPWL"
SPEC_RULES = [rule for code, rule in ALL_RULES.items() if code[0] in ABOUT_SPECS]

#: Rules that no file can show, and why.
WITHOUT_EXAMPLE = {
    "Y001": "the file is not there",
    "Y002": "the file would be 32 MB",
}


def _problems(folder: Path, rule: Rule, example: str) -> list[Diagnostic]:
    files = catalogue.files(rule, example)
    if rule.example_file == "overlay.yaml":
        files["api.yaml"] = OVERLAID
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # What is no UTF-8 stands in an example as Python spells it.
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    try:
        loaded = [loading.load_service(path) for path in loading.find_specs([folder])]
    except SpecError as error:
        return error.diagnostics
    return [d for each in loaded for d in each.diagnostics] + loading.clashes(loaded)


@pytest.mark.parametrize("rule", SPEC_RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_failing_example_breaks_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    if rule.code in WITHOUT_EXAMPLE:
        return
    found = _problems(tmp_path, rule, rule.fails)
    assert {problem.code for problem in found} == {rule.code}, found
    assert all(problem.message and problem.path for problem in found)
    assert all(problem.severity is rule.severity for problem in found)


@pytest.mark.parametrize("rule", SPEC_RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_passing_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    if rule.code not in WITHOUT_EXAMPLE:
        assert _problems(tmp_path, rule, rule.passes) == []


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: rule.code)
def test_rules_are_explained(rule: Rule) -> None:
    text = catalogue.explain(rule)
    assert rule.code in text
    assert rule.name in text
    for sentence in (rule.summary, rule.why):
        assert sentence[0].isupper() or sentence[0] == "`"
        assert sentence.endswith("."), sentence
    if rule in SPEC_RULES and rule.code not in WITHOUT_EXAMPLE:
        assert rule.fails
        assert rule.passes


def test_codes_and_names_are_unique_and_well_formed() -> None:
    names = [rule.name for rule in ALL_RULES.values()]
    assert len(set(names)) == len(names)
    for code, rule in ALL_RULES.items():
        assert len(code) == 4, code
        assert code[0].isupper(), code
        assert code[1:].isdecimal(), code
        assert rule.name == rule.name.lower()
        assert " " not in rule.name


def test_no_room_keeps_a_rule_to_itself() -> None:
    rooms = (module.name for module in walk_packages(tc3gen.__path__, "tc3gen."))
    for room in rooms:
        if room.startswith(("tc3gen.templates", "tc3gen.languages")):
            continue
        for value in vars(import_module(room)).values():
            if isinstance(value, Rule):
                assert ALL_RULES.get(value.code) is value, f"{room}: add {value.code} to RULES"


def test_rules_are_found_by_code_and_by_name() -> None:
    assert catalogue.find("r001") is ALL_RULES["R001"]
    assert catalogue.find("unknown-struct") is ALL_RULES["R001"]
    assert catalogue.find("Q999") is None
    assert catalogue.meant("unknown-strukt") == "did you mean `unknown-struct`?"
