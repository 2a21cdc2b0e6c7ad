"""Every rule that `tc3gen explain` explains does what its examples say."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from click.testing import CliRunner

import tc3gen
from tc3gen import (
    catalogue,
    cli,
    compat,
    keep,
    pipeline,
    polish,
    project,
    render,
    runs,
    targets,
    write,
)
from tc3gen.compat import ChangeKind, Impact, Step
from tc3gen.diagnostics import FAMILIES, Diagnostic, Example, Rule, SpecError
from tc3gen.importers import pages
from tc3gen.model import Service
from tc3gen.outputs import Output
from tc3gen.project import definitions
from tc3gen.write import locks

ROOT = Path(__file__).parents[2]
EXPLAINED = catalogue.all_rules()
ALL_RULES = {code: rule for code, rule in EXPLAINED.items() if isinstance(rule, Rule)}
KINDS = {code: kind for code, kind in EXPLAINED.items() if isinstance(kind, ChangeKind)}

#: Changes that cannot come alone: a struct comes and goes with what holds it.
BESIDE = {"C301": "C204", "C303": "C202", "C305": "C103", "C306": "C103"}

#: The spec that targets are tried with, and that is there where commands are typed.
SOUND = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  RebuildMedia:
    title: Rebuild a video
    input:
      FileId: {type: String, required: true}
"""
SOUND_PATH = "specs/vod/2018-07-17/api.yaml"


# How an example is tried -------------------------------------------------------------------------
#
# Each of these takes what an example consists of, in a folder that is its own and the current one,
# and tells what is found.


def of_specs(files: dict[str, str]) -> Iterable[Diagnostic]:
    save(files)
    return pipeline.problems([Path.cwd()])


def of_target(files: dict[str, str]) -> Iterable[Diagnostic]:
    save({SOUND_PATH: SOUND, **files})
    views = targets.Views(pipeline.load([Path("specs")])[0])
    try:
        for target in targets.discover(Path("templates")):
            outputs = polish.polish(render.render(targets.plan(target, views)))
            write.compare(Path("generated"), target.root, outputs, whole=True)
    except SpecError as error:
        return error.diagnostics
    return ()


def of_project(files: dict[str, str]) -> Iterable[Diagnostic]:
    save(files)
    try:
        table = project.find(Path.cwd())
        assert table is not None
        definitions.bring(table, check=False)
        services = pipeline.load(table.spec_paths())[0]
        pipeline.select(services, table.actions)
    except SpecError as error:
        return error.diagnostics
    except runs.UnknownName as error:
        unknown = table.unknown(error.name, str(error))
        assert unknown is not None
        return [unknown]
    return ()


def of_pages(files: dict[str, str]) -> Iterable[Diagnostic]:
    old, new = (files[f"page.md ({which})"] for which in ("as it stands", "as it is generated now"))
    return keep.carry("page.md", new, old, None).warnings


def of_outputs(files: dict[str, str]) -> Iterable[Diagnostic]:
    """Outputs that no plan holds, and that reach the writer by a mistake of ours alone."""
    root = "generated/docs"
    outputs = {
        path.removeprefix(f"{root}/"): Output(text, "vod", "service vod")
        for path, text in files.items()
    }
    try:
        write.compare(Path("generated"), "docs", outputs, whole=True)
    except SpecError as error:
        return error.diagnostics
    return ()


def of_documentation(files: dict[str, str]) -> Iterable[Diagnostic]:
    """Pages that are imported into the specs beside them."""
    save(files)
    named = [Path(path) for path in files if not path.startswith("specs/")]
    return pages.import_pages(named, Path("specs")).diagnostics


def save(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        # What is no UTF-8 stands in an example as Python spells it.
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


#: By the letter of a family, or the code of a rule that differs from its family.
TRIES: dict[str, Callable[[dict[str, str]], Iterable[Diagnostic]]] = {
    **dict.fromkeys("FYMSRNVEPWBL", of_specs),
    "G": of_project,
    "T": of_target,
    "K": of_pages,
    **dict.fromkeys((rule.code for rule in pages.RULES), of_documentation),
    "O609": of_outputs,
    "O610": of_target,
}


# How commands are tried --------------------------------------------------------------------------


def told(commands: list[str], patch: pytest.MonkeyPatch) -> str:
    """What tc3gen prints, in this process; other commands are the shell's.

    A run in the background does what `&` leaves to chance: it has yet to write when the commands
    up to `wait` are done, or, where it is stopped, it has begun to.
    """
    printed = ""
    for at, command in enumerate(commands):
        rest = commands[at + 1 :]
        if command.endswith("&") and "kill -STOP $!" in rest:
            return printed + told_while_locked(rest, patch)
        if command.endswith("&"):
            meanwhile = rest[: rest.index("wait")]
            before_writing(meanwhile, patch)
            return printed + told([command.removesuffix("&"), *rest[len(meanwhile) :]], patch)
        words = shlex.split(command, comments=True)
        if words[:1] == ["tc3gen"]:
            result = CliRunner().invoke(cli.main, words[1:])
            assert isinstance(result.exception, SystemExit | None), result.exception
            assert result.exit_code in (0, 1), result.output
            printed += result.output
        elif words and words[0] not in ("wait", "kill"):
            subprocess.run(["sh", "-c", command], check=True)
    return printed


def told_while_locked(commands: list[str], patch: pytest.MonkeyPatch) -> str:
    patch.setattr(write, "PATIENCE", 0.1)
    folder = Path("generated/python/tc3")
    folder.mkdir(parents=True)
    with locks.exclusive(folder, 0):
        return told(commands, patch)


def before_writing(commands: list[str], patch: pytest.MonkeyPatch) -> None:
    """Lets this happen when the next run knows what it will write, and has not begun."""
    original = write.apply

    def apply(*args: Any) -> list[write.Summary]:
        patch.setattr(write, "apply", original)
        told(commands, patch)
        return original(*args)

    patch.setattr(write, "apply", apply)


def found(rule: Rule, example: str, patch: pytest.MonkeyPatch) -> set[str]:
    """The severities and codes of all that is found where an example is tried."""
    if rule.example is Example.COMMANDS:
        if os.name == "nt":
            pytest.skip("the commands are those of a POSIX shell")
        save({SOUND_PATH: SOUND})
        printed = told(example.splitlines(), patch)
        return set(re.findall(r"^\S+: ((?:error|warning) [A-Z]\d+) \S", printed, re.MULTILINE))
    tried = TRIES.get(rule.code) or TRIES[rule.code[0]]
    problems = list(tried(catalogue.files(rule, example)))
    assert all(problem.message and problem.path for problem in problems)
    return {f"{problem.severity} {problem.code}" for problem in problems}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example is tried in a folder of its own; what Black leaves behind goes there too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_failing_example_breaks_this_rule_alone(
    rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(rule, rule.fails, monkeypatch) == {f"{rule.severity} {rule.code}"}


@pytest.mark.parametrize("rule", ALL_RULES.values(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_passing_example_breaks_no_rule(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(rule, rule.passes, monkeypatch) == set()


# Changes -----------------------------------------------------------------------------------------


def services(kind: ChangeKind, example: str, folder: str) -> list[Service]:
    """What an example describes; nothing is wrong with it, and nothing is to be warned of."""
    save({f"{folder}/{name}": text for name, text in catalogue.files(kind, example).items()})
    found, warnings = pipeline.load([Path(folder)])
    assert warnings == []
    return found


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: f"{kind.code}-{kind.name}")
def test_examples_of_a_change_differ_by_it_alone(kind: ChangeKind) -> None:
    before = services(kind, kind.before, "before")
    after = services(kind, kind.after, "after")
    found = compat.compare(before, after)
    assert {change.code for change in found} - {BESIDE.get(kind.code)} == {kind.code}
    change = next(change for change in found if change.code == kind.code)
    assert change.message
    assert change.kind is kind
    assert compat.compare(before, before) == compat.compare(after, after) == []
    assert compat.compare(after, before)


def test_a_change_asks_for_the_step_that_its_impact_has() -> None:
    for kind in KINDS.values():
        steps = [Step.PATCH, Step.MINOR] if kind.impact is Impact.SAFE else [Step.MINOR]
        assert kind.step in ([Step.MAJOR] if kind.impact is Impact.BREAKING else steps)


# What is said ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", EXPLAINED.values(), ids=lambda rule: rule.code)
def test_rules_are_explained(rule: catalogue.Explained) -> None:
    text = catalogue.explain(rule)
    assert rule.code in text
    assert rule.name in text
    for sentence in (rule.summary, rule.why):
        assert sentence[0].isupper() or sentence[0] == "`"
        assert sentence.endswith("."), sentence
        assert "  " not in sentence
    examples = (rule.fails, rule.passes) if isinstance(rule, Rule) else (rule.before, rule.after)
    assert examples[0] != examples[1]
    for example in examples:
        assert example.strip()
        if isinstance(rule, Rule):
            assert (rule.example is Example.FILES) == example.startswith("# file: ")


def test_page_of_rules_follows_from_them(golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "docs" / "rules.md", catalogue.page())


def test_every_family_is_described() -> None:
    assert {code[0] for code in EXPLAINED} == set(FAMILIES)


def test_codes_and_names_are_unique_and_well_formed() -> None:
    names = [rule.name for rule in EXPLAINED.values()]
    assert len(set(names)) == len(names)
    for code, rule in EXPLAINED.items():
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
            if isinstance(value, Rule | ChangeKind):
                assert EXPLAINED.get(value.code) is value, f"{room}: add {value.code} to RULES"


def test_rules_are_found_by_code_and_by_name() -> None:
    assert catalogue.find("r001") is ALL_RULES["R001"]
    assert catalogue.find("unknown-struct") is ALL_RULES["R001"]
    assert catalogue.find("Q999") is None
    assert catalogue.meant("unknown-strukt") == "did you mean `unknown-struct`?"
