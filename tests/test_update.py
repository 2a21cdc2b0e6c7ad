"""`tc3gen update`: read again what specs came from, compare, regenerate and tell, or do nothing."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tc3gen import cli, updating, write
from tc3gen.importers import imported
from tc3gen.importers.definitions import files
from tc3gen.write import staging

HERE = Path(__file__).parent
CASE = HERE / "importers/definitions/every-kind"
TYPES = HERE / "importers/pages/saved/types.en.md"
PAGE = HERE / "importers/pages/saved/action.en.md"

DEFINITION = Path("site/tccli/services/mall/v20200229/api.json")
SPEC = Path("specs/mall/2020-02-29/api.yaml")
OVERLAY = SPEC.with_name("overlay.yaml")
CLIENT = Path("generated/python/tc3/mall/v20200229/client.py")
LOG = "# Changelog\n\n## Unreleased\n\n- By hand.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a spec that was imported from what is installed, and what it yields."""
    monkeypatch.chdir(tmp_path)
    for part, to in (("definitions", "site/tccli/services"), ("client", "site/tencentcloud")):
        shutil.copytree(CASE / part, to)
    installed = Path("site/tccli/services").resolve()
    monkeypatch.setattr(files, "installed", lambda: installed)
    publish("1.0")
    assert run("import", "api-json", "--installed").exit_code == 0
    assert run("generate").exit_code == 0
    Path("CHANGELOG.md").write_text(LOG, "utf-8")
    return tmp_path


def publish(version: str, edit: Callable[[dict[str, Any]], object] = lambda _: None) -> None:
    """Installs another version of the package."""
    shutil.rmtree("site/info", ignore_errors=True)
    metadata = Path("site/tccli_intl_en-0.dist-info/METADATA")
    metadata.parent.mkdir(exist_ok=True)
    metadata.write_text(f"Name: tccli-intl-en\nVersion: {version}\n", "utf-8")
    definition = json.loads(DEFINITION.read_text("utf-8"))
    edit(definition)
    DEFINITION.write_text(json.dumps(definition), "utf-8")


def next_version(definition: dict[str, Any]) -> None:
    """A field goes, one comes, and an action is called otherwise."""
    members = definition["objects"]["DescribeShopsRequest"]["members"]
    members[0] = {**members[0], "name": "ShopLimit"}
    new = {"name": "Floor", "type": "int", "member": "int64", "document": "", "required": True}
    definition["objects"]["ModifyRecordRequest"]["members"].append(new)
    del definition["actions"]["CloseShop"]
    for way in ("Request", "Response"):
        del definition["objects"][f"CloseShop{way}"]


def rename(definition: dict[str, Any]) -> None:
    """A struct is called otherwise."""
    definition.update(json.loads(json.dumps(definition).replace('"ShopPage"', '"ShopPages"')))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli.main, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def tree() -> dict[str, bytes]:
    found = (path for name in (".",) for path in Path(name).rglob("*") if path.is_file())
    return {path.as_posix(): path.read_bytes() for path in found}


def plain(text: str) -> str:
    """Without what differs each time: seconds."""
    return re.sub(r"[\d.]+ s$", "0 s", text, flags=re.MULTILINE)


def test_one_command_does_it_all() -> None:
    publish("1.1", next_version)
    before = tree()
    dry = run("update", "--dry-run", "--changelog", "CHANGELOG.md")
    assert dry.exit_code == 0
    # Lines are those that the spec would have.
    assert re.search(r":\d+:3: warning E003 .*\n +\|\n\d+ \|   LimitExceeded\.:", dry.stderr)
    assert tree() == before, "a dry run writes nothing"

    done = run("update", "--changelog", "CHANGELOG.md")
    assert (done.exit_code, done.stderr) == (0, dry.stderr)
    # What is told is the same, but for what has been done; the entry stands where it was to go.
    told = plain(dry.stdout)
    start = told.index("\n### ")
    entry = told[start : told.index("\n\nspecs/mall")].lstrip("\n")
    assert plain(done.stdout) == told.replace(f"\n{entry}\n\n", "").replace(
        "to write", "written"
    ).replace("to remove", "removed")
    log = Path("CHANGELOG.md").read_text("utf-8")
    assert log == LOG.replace("\n- By", f"\n{entry}\n\n- By")
    assert "tccli-intl-en 1.0 to 1.1." in log
    assert "`ModifyRecord.Floor`" in log, log

    after = tree()
    assert after[SPEC.as_posix()] != before[SPEC.as_posix()]
    assert run("import", "api-json", "--installed").stdout.count("(unchanged)") == 1
    assert run("generate", "--check").exit_code == 0
    again = run("update", "--changelog", "CHANGELOG.md")
    assert "tccli-intl-en 1.1, the same version\nno changes\n0 files written" in again.stdout
    assert tree() == after


def test_only_the_actions_that_were_taken() -> None:
    shutil.rmtree("specs")
    arguments = ["--installed", "--action", "CloseShop", "--action", "ModifyRecord"]
    assert run("import", "api-json", *arguments).exit_code == 0
    assert run("generate").exit_code == 0
    publish("1.1", next_version)
    done = run("update")
    assert done.exit_code == 0
    assert "no definition has an action CloseShop" in done.stdout
    assert "breaking C101" in done.stdout
    text = SPEC.read_text("utf-8")
    assert "DescribeShops" not in text
    assert "actions:\n  - {package: tccli-intl-en, version: 1.1" not in text
    assert imported.body(text) is not None
    run("update", "--dry-run")
    assert "- ModifyRecord" in text or "[ModifyRecord]" in text
    assert "CloseShop" not in text


def test_an_overlay_that_no_longer_fits_stops_it() -> None:
    OVERLAY.write_text("actions: {CloseShop: {title: Close it}}\n", "utf-8")
    assert run("generate").exit_code == 0
    publish("1.1", next_version)
    before = tree()
    result = run("update")
    assert result.exit_code == 1
    assert f"{OVERLAY.as_posix()}:1:11: error M" in result.stderr
    assert "tc3gen-" not in result.output, "nobody hears of the folder where it was tried"
    assert tree() == before


def test_an_edited_file_stops_it() -> None:
    publish("1.1", next_version)
    CLIENT.write_text("# mine\n", "utf-8")
    before = tree()
    for option in ("--dry-run", "--jobs=1"):
        result = run("update", "--changelog", "CHANGELOG.md", option)
        assert result.exit_code == 1
        assert f"{CLIENT.as_posix()}: error O601" in result.stderr
        assert tree() == before


def test_what_is_cut_off_is_ended_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("1.1", next_version)

    real = write._Files.finish

    def one_alone(self: write._Files) -> None:
        if len(self._changes) == 1:  # of the copy that is imported into
            return real(self)
        self._staging.replace(Path("CHANGELOG.md").resolve())
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(write._Files, "finish", one_alone)
        result = CliRunner().invoke(cli.main, ["update", "--changelog", "CHANGELOG.md"])
        assert result.exit_code == 1
    assert "1.0" in SPEC.read_text("utf-8")
    log = Path("CHANGELOG.md").read_text("utf-8")
    assert log != LOG
    result = run("update", "--changelog", "CHANGELOG.md")
    assert result.exit_code == 0
    assert Path("CHANGELOG.md").read_text("utf-8") == log, "the entry is there already"
    assert run("generate", "--check").exit_code == 0
    assert "tccli-intl-en 1.1, the same version" in run("update").stdout


@pytest.mark.parametrize("name", ["CHANGELOG.md", "api.yaml"])
def test_nothing_changes_where_there_is_no_room(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the output, for which there is."""
    publish("1.1", next_version)
    before = tree()
    wanted = (SPEC if name == SPEC.name else Path(name)).resolve()
    real = staging.Staging._write

    def full(self: staging.Staging, file: Path, content: bytes) -> None:
        if file == wanted:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, file, content)

    with monkeypatch.context() as patch:
        patch.setattr(staging.Staging, "_write", full)
        result = run("update", "--changelog", "CHANGELOG.md")
    assert result.exit_code == 1
    assert f"{name}: error O606" in result.stderr
    assert tree() == before
    assert run("update", "--changelog", "CHANGELOG.md").exit_code == 0
    assert run("generate", "--check").exit_code == 0


def test_a_spec_that_is_saved_meanwhile_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    publish("1.1", next_version)
    real = updating._changelog

    def slow(*arguments: Any) -> list[write.Change]:
        SPEC.write_text("# mine\n" + SPEC.read_text("utf-8"), "utf-8")
        return real(*arguments)

    monkeypatch.setattr(updating, "_changelog", slow)
    before = tree()
    result = run("update")
    assert f"{SPEC.as_posix()}: error O608" in result.stderr
    assert CLIENT.read_bytes() == before[CLIENT.as_posix()]


def test_the_table_of_a_project_says_what_is_generated() -> None:
    shutil.rmtree("generated")
    table = '[tool.tc3gen]\nspecs = ["specs"]\nactions = ["DescribeShops"]\ndestination = "src"\n'
    Path("pyproject.toml").write_text(table, "utf-8")
    assert run("generate").exit_code == 0
    publish("1.1", next_version)
    done = run("update")
    assert done.exit_code == 0, done.output
    assert "DescribeShops" in done.stdout
    assert "ModifyRecord" not in done.stdout, "nobody here calls it"
    assert "shop_limit" in Path("src/tc3/mall/v20200229/client.py").read_text("utf-8")
    assert not Path("generated").exists()
    assert run("generate", "--check").exit_code == 0
    Path("pyproject.toml").write_text(table.replace("DescribeShops", "DescribeShop"), "utf-8")
    result = run("update")
    assert result.exit_code == 1
    assert "pyproject.toml:3:12: error" in result.stderr


PINNED = """\
# Ours: "tccli-intl-en==1.0" says the table.\r
[tool.tc3gen]\r
destination = "src"\r
specs = [\r
    {installed = "mall", package = 'TCCLI_intl-en==1.0', version = "2020-02-29"}, # not 1.0.1\r
]\r
actions = ["DescribeShops", "ModifyRecord"]\r
package = "market"\r
"""


def test_a_table_that_names_a_version_moves_on_with_the_spec() -> None:
    shutil.rmtree("specs")
    table = Path("pyproject.toml")
    table.write_bytes(PINNED.encode())
    refused = run("update")
    assert refused.exit_code == 1
    assert "pyproject.toml:5:5: error G007" in refused.stderr
    assert run("generate").exit_code == 0
    same = run("update")
    assert (same.exit_code, table.read_bytes()) == (0, PINNED.encode())
    assert "pyproject.toml" not in same.stdout

    publish("1.1", next_version)
    before = tree()
    dry = run("update", "--dry-run", "--changelog", "CHANGELOG.md")
    assert dry.exit_code == 0, dry.output
    assert "pyproject.toml: to write\n" in dry.stdout
    assert "pyproject.toml: to write\n" in run("update", "specs", "--dry-run").stdout
    assert tree() == before
    done = run("update", "--changelog", "CHANGELOG.md")
    assert done.exit_code == 0, done.output
    assert "pyproject.toml: written\n" in done.stdout
    wanted = PINNED.replace("'TCCLI_intl-en==1.0'", '"TCCLI_intl-en==1.1"')
    assert table.read_bytes() == wanted.encode()
    assert "tccli-intl-en 1.0 to 1.1." in Path("CHANGELOG.md").read_text("utf-8")
    assert run("generate", "--check").exit_code == 0
    assert "no changes" in run("update").stdout

    # What a caller has to write has the name that the package has here.
    publish("1.1.1", rename)
    assert "from market.mall import ShopPages" in run("update", "--dry-run").stdout

    # An action that the table names, and that is no longer there, is shown where it stands.
    publish("1.2", lambda definition: definition["actions"].pop("DescribeShops"))
    before = tree()
    refused = run("update")
    assert refused.exit_code == 1
    assert "pyproject.toml:7:12: error G005" in refused.stderr
    assert tree() == before


# What is not imported again ----------------------------------------------------------------------

HAND = """\
# By hand.
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand
endpoints: {international: vod.intl.tencentcloudapi.com}
sources:
  - {page: RebuildMedia, date: 2025-01-01}
  - {page: DescribeTasks, date: 2025-01-02}
  - {page: Limits}
  - {package: tccli-intl-en, version: 1.0.0}
actions:
  RebuildMedia:
    input:
      FileId: {type: String, required: true}
"""
BY_HAND = Path("specs/vod/2018-07-17/api.yaml")


def test_a_spec_that_was_written_by_hand_stays_but_for_what_pages_add() -> None:
    BY_HAND.parent.mkdir(parents=True)
    BY_HAND.write_text(HAND, "utf-8")
    result = run("update", BY_HAND.as_posix())
    assert result.exit_code == 0
    assert BY_HAND.read_text("utf-8") == HAND
    shown = BY_HAND.as_posix()
    first, *lines = result.stdout.splitlines()
    assert first == (
        f"{shown}: written by hand, so tccli-intl-en is not read again; to compare: "
        f"tc3gen diff {shown} installed:vod/2018-07-17"
    )
    assert lines[:4] == [
        f"{shown}: page RebuildMedia not re-read since 2025-01-01",
        f"{shown}: page DescribeTasks not re-read since 2025-01-02",
        f"{shown}: page Limits not re-read",
        "no changes",
    ]
    result = run("update", shown, "--page", str(PAGE), "--page", str(TYPES))
    assert result.exit_code == 0, result.output
    text = BY_HAND.read_text("utf-8")
    assert text.startswith("# By hand.\n")
    assert "SessionId" in text
    assert "page RebuildMedia" not in result.stdout
    assert "page DescribeTasks not re-read since 2025-01-02" in result.stdout
    assert "safe C202" in result.stdout


def test_a_page_of_another_service_is_refused() -> None:
    before = tree()
    result = run("update", "--page", str(PAGE))
    assert result.exit_code == 2
    assert "vod 2018-07-17, which no spec here describes" in result.output
    assert tree() == before


def test_a_spec_that_was_edited_since_its_import_is_named() -> None:
    SPEC.write_text(SPEC.read_text("utf-8") + "# mine\n", "utf-8")
    before = tree()
    result = run("update")
    assert result.exit_code == 1
    assert "error I020 this spec was imported, and has been edited since" in result.stderr
    assert tree() == before


def test_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise files.NotInstalled

    monkeypatch.setattr(files, "installed", none)
    result = run("update")
    assert result.exit_code == 1
    assert re.search(rf"^{SPEC.as_posix()}:\d+:\d+: error U001 .* not installed", result.stderr)
    assert "pip install tccli-intl-en" in result.stderr


def test_a_changelog_that_is_no_text_is_refused() -> None:
    publish("1.1", next_version)
    Path("CHANGELOG.md").write_bytes(b"\xff\n")
    before = tree()
    result = run("update", "--changelog", "CHANGELOG.md")
    assert result.exit_code == 2
    assert "CHANGELOG.md is not UTF-8 text" in result.output
    assert tree() == before
