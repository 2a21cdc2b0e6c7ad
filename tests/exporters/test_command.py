"""`tc3gen export`: where documents go, and what is said when they cannot."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from tc3gen.cli import main
from tc3gen.exporters import api_json, openapi

from .facts import facts
from .specs import RICH, VOD, service

SPEC = "specs/vod/2018-07-17"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two services, which is the working folder."""
    shutil.copytree(VOD, tmp_path / SPEC)
    rich = tmp_path / "specs" / "studio" / "2024-02-29"
    rich.mkdir(parents=True)
    shutil.copy(RICH, rich / "api.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["export", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_one_document_is_printed() -> None:
    done = run("openapi", SPEC)
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == openapi.document(service(VOD))
    assert yaml.safe_load(run("openapi", SPEC, "--format", "yaml").stdout) == json.loads(
        done.stdout
    )


def test_the_name_of_the_file_says_the_format(project: Path) -> None:
    printed = run("openapi", SPEC).stdout
    as_yaml = run("openapi", SPEC, "--format", "yaml").stdout
    for name, text in (
        ("a.json", printed),
        ("b.yaml", as_yaml),
        ("c.yml", as_yaml),
        ("d", printed),
    ):
        done = run("openapi", SPEC, "--out", f"new/{name}")
        assert done.exit_code == 0, done.output
        assert Path("new", name).read_text(encoding="utf-8") == text
    assert run("openapi", SPEC, "--format", "json", "--out", "new/b.yaml").exit_code == 0
    assert Path("new/b.yaml").read_text(encoding="utf-8") == printed
    assert files(Path("new")) == {"a.json", "b.yaml", "c.yml", "d"}


def test_of_several_services_each_has_its_file(project: Path) -> None:
    refused = run("openapi")
    assert refused.exit_code == 2
    assert "--out" in refused.stderr
    assert run("openapi", "--out", "all.json").exit_code == 2
    assert run("openapi", "specs", "--out", "all", "--format", "yaml").exit_code == 0
    names = {"vod/2018-07-17/openapi.yaml", "studio/2024-02-29/openapi.yaml"}
    assert files(Path("all")) == names
    # Also of one, where there is such a folder.
    assert run("openapi", SPEC, "--out", "all").exit_code == 0
    assert files(Path("all")) == names | {"vod/2018-07-17/openapi.json"}


def test_some_actions_bring_what_they_reach() -> None:
    document = json.loads(run("openapi", SPEC, "--action", "RebuildMedia").stdout)
    assert list(document["paths"]) == ["/#X-TC-Action=RebuildMedia"]
    assert "TaskSimpleInfo" not in document["components"]["schemas"]
    # Of all specs, the one that has the action is left.
    assert json.loads(run("openapi", "--action", "RebuildMedia").stdout) == document
    unknown = run("openapi", "--action", "RebuildMeda")
    assert unknown.exit_code == 2
    assert "did you mean `RebuildMedia`?" in unknown.stderr


def test_definitions_go_where_the_vendor_has_them(project: Path) -> None:
    assert run("api-json", SPEC, "--out", "one").exit_code == 0
    assert files(Path("one")) == {"api.json", "examples.json"}
    definition = json.loads(Path("one/api.json").read_text(encoding="utf-8"))
    assert definition == api_json.definition(service(VOD))
    refused = run("api-json", "--out", "all")
    assert refused.exit_code == 1
    assert refused.stderr.count("error X001") == 2
    assert not Path("all").exists()
    # Without what the form cannot say.
    names = ("RebuildMedia", "Watch")
    options = [word for name in names for word in ("--action", name)]
    assert run("api-json", *options, "--out", "a-b").exit_code == 0
    assert files(Path("a-b")) == {
        f"{folder}/{name}.json"
        for folder in ("vod/v20180717", "studio/v20240229")
        for name in ("api", "examples")
    }


def test_who_stops_listening_hears_nothing() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", "from tc3gen.cli import main; main()", "export", "openapi"]
    try:
        done = subprocess.run([*command, SPEC], stdout=write, stderr=subprocess.PIPE, timeout=60)
    finally:
        os.close(write)
    assert done.stderr == b""


def test_a_broken_spec_ends_with_1_and_its_place() -> None:
    api = Path(SPEC, "api.yaml")
    text = api.read_text(encoding="utf-8")
    api.write_text(text.replace("type: RepairInfo,", "type: RepairInof,"), encoding="utf-8")
    for command in (["openapi", SPEC], ["api-json", SPEC, "--out", "out"]):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "error R001" in done.stderr
    assert not Path("out").exists()


def test_nothing_else_is_overwritten(project: Path) -> None:
    before = Path(SPEC, "api.yaml").read_bytes()
    os.mkfifo("pipe")
    for out in (f"{SPEC}/api.yaml", f"{SPEC}/overlay.yaml", "pipe"):
        assert run("openapi", SPEC, "--out", out).exit_code == 2
    assert Path(SPEC, "api.yaml").read_bytes() == before
    Path("file").write_text("", encoding="utf-8")
    refused = run("openapi", SPEC, "--out", "file/below.json")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.stderr
    assert run("api-json", SPEC, "--out", "file").exit_code == 2
    # A link stays one.
    Path("link.json").symlink_to("file")
    assert run("openapi", SPEC, "--out", "link.json").exit_code == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("file").read_text(encoding="utf-8"))["openapi"] == "3.1.0"


def test_an_import_reads_what_an_export_wrote() -> None:
    names = ("SendFile", "Watch", "Leave", "Describe", "Count", "Turn")
    options = [word for name in names for word in ("--action", name)]
    for spec, chosen in (("specs/vod", []), ("specs/studio", options)):
        assert run("api-json", spec, *chosen, "--out", f"{spec}/exported").exit_code == 0
        imported = CliRunner().invoke(
            main, ["import", "api-json", f"{spec}/exported", "--into", f"{spec}/imported"]
        )
        assert imported.exit_code == 0, imported.output
        assert run("api-json", f"{spec}/imported", "--out", f"{spec}/again").exit_code == 0
        before, after = (
            json.loads(Path(spec, folder, "api.json").read_text(encoding="utf-8"))
            for folder in ("exported", "again")
        )
        assert facts(after) == facts(before)
        first, second = (
            json.loads(Path(spec, folder, "examples.json").read_text(encoding="utf-8"))
            for folder in ("exported", "again")
        )
        assert second == first
