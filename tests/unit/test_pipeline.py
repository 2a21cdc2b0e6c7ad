"""From specs to files: what only the order as a whole can get right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tc3gen import making, pipeline, render, targets
from tc3gen.diagnostics import SpecError

API = """\
tc3gen: 1
service: vod
version: {version}
title: Video on Demand
endpoints: {{domestic: vod.tencentcloudapi.com}}
actions:
  {action}: {{}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for version, action in (("2018-07-17", "Old"), ("2024-07-18", "New")):
        folder = tmp_path / "specs/vod" / version
        folder.mkdir(parents=True)
        text = API.format(version=version, action=action)
        (folder / "api.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def generate(*specs: str, **options: object) -> pipeline.Outcome:
    request = pipeline.Request(
        [Path(spec) for spec in specs or ("specs",)], Path("out"), whole=not specs, **options
    )
    return pipeline.generate(request)


def test_an_older_version_alone_leaves_the_package_to_the_newer_one(here: Path) -> None:
    generate()
    package = here / "out/python/tc3/vod/__init__.py"
    both = package.read_text(encoding="utf-8")
    assert "from .v20240718 import" in both
    assert generate("specs/vod/2018-07-17").clean
    assert package.read_text(encoding="utf-8") == both


def test_one_service_alone_leaves_the_list_of_all_as_it_is(here: Path) -> None:
    generate("specs/vod/2018-07-17")
    services = here / "out/explorer/services.js"
    assert "2024-07-18" not in services.read_text(encoding="utf-8")
    generate()
    assert "2024-07-18" in services.read_text(encoding="utf-8")
    assert generate("specs/vod/2024-07-18").clean


def test_the_command_line_brings_the_package_that_it_is_in(here: Path) -> None:
    generate(targets=["cli"])
    package = here / "out/python/tc3"
    assert (package / "_cli/program.py").is_file()
    assert (package / "vod/v20240718/client.py").is_file()
    assert not (here / "out/docs").exists()
    # They are one output: what is there without it is another one.
    request = pipeline.Request([Path("specs")], Path("out"), ["python"])
    gone = pipeline.generate(request).removed
    assert "python/tc3/_cli/program.py" in gone
    assert not (package / "_cli").exists()
    assert (package / "vod/v20240718/client.py").is_file()


def test_services_of_several_runs_share_a_command_line(here: Path) -> None:
    generate("specs/vod/2018-07-17", targets=["cli"])
    generate("specs/vod/2024-07-18", targets=["cli"])
    for version in ("v20180717", "v20240718"):
        assert (here / "out/python/tc3/vod" / version / "_cli/index.json").is_file()


def test_what_no_spec_yields_any_more_goes_only_in_a_run_of_all(here: Path) -> None:
    generate()
    (here / "specs/vod/2024-07-18/api.yaml").unlink()
    assert not generate("specs/vod/2018-07-17").removed
    removed = generate().removed
    assert "python/tc3/vod/v20240718/client.py" in removed
    assert not (here / "out/python/tc3/vod/v20240718").exists()


def test_prose_of_a_page_that_goes_is_kept_aside_and_comes_back(here: Path) -> None:
    generate()
    page = here / "out/docs/vod/v20240718/actions/new.md"
    block = "<!-- tc3gen:keep notes -->\n{}<!-- tc3gen:end notes -->"
    text = page.read_text(encoding="utf-8").replace(block.format(""), block.format("Mine.\n"))
    page.write_text(text, encoding="utf-8")
    assert generate().clean, "prose in a block is no edit"
    spec = here / "specs/vod/2024-07-18/api.yaml"
    api = spec.read_text(encoding="utf-8")
    spec.write_text(api.replace("New", "Newer"), encoding="utf-8")
    gone = generate()
    assert [warning.code for warning in gone.warnings] == ["K701"]
    aside = here / "out/docs/_kept/vod/v20240718/actions/new.md"
    assert "Mine." in aside.read_text(encoding="utf-8")
    assert generate().clean
    spec.write_text(api, encoding="utf-8")
    generate()
    assert page.read_text(encoding="utf-8") == text
    assert not aside.exists()


def test_nothing_is_written_where_one_target_cannot_be(here: Path) -> None:
    generate()
    edited = here / "out/python/tc3/vod/__init__.py"
    edited.write_text("# mine\n", encoding="utf-8")
    page = here / "out/docs/vod/v20240718/index.md"
    page.unlink()
    with pytest.raises(SpecError, match="O601"):
        generate()
    assert not page.exists()
    generate(force=True)
    assert page.exists()


def test_mistakes_of_all_processes_are_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = render.render
    asked: list[int] = []

    def fail(tasks: Sequence[targets.Task], *rest: object) -> object:
        asked.append(len(tasks))
        spoilt = [replace(task, template="none") if task.template else task for task in tasks]
        return real(spoilt, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_WORTH_PROCESSES", 0)
    monkeypatch.setattr(render, "render", fail)
    with pytest.raises(SpecError) as error:
        generate(targets=["python"], jobs=2)
    (diagnostic,) = error.value.diagnostics
    first, all_ = asked
    assert first < all_
    assert int(diagnostic.message.split()[-2]) > first / 2
