"""Definitions become specs: every folder below `definitions/` is a case.

    definitions/<service>/v<date>/    what is imported
    client/<service>/v<date>/         what the vendor's client says beside it
    before/<service>/<version>/       the specs that are there already
    expected/<service>/<version>/     the specs that come of it
    output.txt                        what the command says

`pytest --update-goldens` writes what is expected.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tc3gen import cli, loading
from tc3gen.diagnostics import Severity
from tc3gen.importers import imported as imported_spec

CASES = Path(__file__).parent / "definitions"

Golden = Callable[[Path, str], None]


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, ["import", "api-json", *arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_case(name: str, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = CASES / name
    for part in ("definitions", "client", "before"):
        if (case / part).exists():
            shutil.copytree(case / part, tmp_path / {"before": "specs"}.get(part, part))
    monkeypatch.chdir(tmp_path)
    client = ["--client", "client"] if (case / "client").exists() else []
    status, output = run("definitions", *client)
    golden(case / "output.txt", f"{output}exit code {status}\n")
    written = sorted(Path("specs").rglob("api.yaml")) if Path("specs").exists() else []
    for file in written:
        golden(case / "expected" / file.relative_to("specs"), file.read_text("utf-8"))
        found = loading.load_service(file).diagnostics
        assert [each for each in found if each.severity is Severity.ERROR] == []


# A second import ----------------------------------------------------------------------------------

SPEC = Path("specs/mall/2020-02-29/api.yaml")
DEFINITION = Path("definitions/mall/v20200229/api.json")


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a definition and the spec that was made of it."""
    shutil.copytree(CASES / "every-kind", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert run("definitions", "--client", "client")[0] == 0
    return tmp_path


def change(edit: Callable[[dict[str, Any]], object]) -> None:
    """Changes the definition, as its next version would."""
    definition = json.loads(DEFINITION.read_text())
    edit(definition)
    DEFINITION.write_text(json.dumps(definition))


def test_the_same_again_changes_nothing(imported: Path) -> None:
    before, touched = SPEC.read_bytes(), SPEC.stat().st_mtime_ns
    status, output = run("definitions", "--client", "client")
    assert (status, "(unchanged)" in output) == (0, True)
    assert (SPEC.read_bytes(), SPEC.stat().st_mtime_ns) == (before, touched)


def test_an_overlay_stays_and_is_held_against_what_is_new(imported: Path) -> None:
    overlay = SPEC.with_name("overlay.yaml")
    overlay.write_text(
        "actions:\n"
        "  ListCoupons: {rate_limit: 5}\n"
        "  ModifyRecord:\n"
        "    input:\n"
        "      Ttl: {alias: SecondsToLive}\n"
        "waiters:\n"
        "  Exported: {action: DescribeExportTask, state: Status, success: [SUCCESS]}\n"
    )
    before = overlay.read_bytes()
    assert run("definitions")[0] == 0

    def edit(definition: dict[str, Any]) -> None:
        members = definition["objects"]["ModifyRecordRequest"]["members"]
        del members[1]  # Ttl
        members = definition["objects"]["DescribeExportTaskResponse"]["members"]
        members[0]["name"] = "Phase"

    change(edit)
    status, output = run("definitions")
    assert status == 1
    assert overlay.read_bytes() == before
    shown = overlay.as_posix()
    assert f"{shown}:5:7: error M" in output  # Ttl is gone
    assert f"{shown}:7:49: error W" in output  # so is Status
    assert "Phase" in SPEC.read_text()


def test_what_pages_know_is_kept(imported: Path) -> None:
    body = imported_spec.body(SPEC.read_text())
    assert body is not None
    for old, new in (
        ("    title: Refund an order\n", "    title: Refund an order\n    rate_limit: 20\n"),
        ("    title: List coupons\n", "    title: List coupons\n    errors: [Sold.Out]\n"),
        ("region: optional\n", "region: required\nsources: [{page: ListCoupons}]\n"),
        ("\nerrors:\n", "\nerrors:\n  Sold.Out: None is left.\n  Not.Wanted: Of nobody.\n"),
    ):
        assert old in body
        body = body.replace(old, new, 1)
    SPEC.write_text(imported_spec.stamped(body))
    change(lambda definition: definition["actions"]["Login"].update(name="Enter the shop"))
    assert run("definitions", "--client", "client")[0] == 0
    data = yaml.safe_load(SPEC.read_text())
    assert data["actions"]["Login"]["title"] == "Enter the shop"
    assert data["actions"]["OrderRefund"]["rate_limit"] == 20
    assert data["actions"]["ListCoupons"]["errors"] == ["Sold.Out"]
    assert data["region"] == "required"
    assert data["sources"] == [{"page": "ListCoupons"}]
    assert data["errors"]["Sold.Out"] == "None is left."
    assert "Not.Wanted" not in data["errors"]


def test_aliases_stay_when_a_neighbour_comes(imported: Path) -> None:
    def edit(definition: dict[str, Any]) -> None:
        members = definition["objects"]["ModifyRecordRequest"]["members"]
        members.reverse()  # the one that had no alias would now need it

    change(edit)
    assert run("definitions")[0] == 0
    fields = yaml.safe_load(SPEC.read_text())["actions"]["ModifyRecord"]["input"]
    assert list(fields) == ["Ttl", "TTL"]
    assert (fields["Ttl"].get("alias"), fields["TTL"].get("alias")) == ("TtlValue", None)


@pytest.mark.parametrize("by_hand", ["# mine\n", ""])
def test_what_people_wrote_is_not_replaced(imported: Path, by_hand: str) -> None:
    SPEC.write_text(by_hand + SPEC.read_text().replace("Log in", "Come in"))
    before = SPEC.read_bytes()
    status, output = run("definitions")
    assert (status, "error I020" in output, SPEC.read_bytes()) == (1, True, before)
    assert run("definitions", "--force")[0] == 0
    assert "Come in" not in SPEC.read_text()


def test_a_broken_definition_costs_only_itself(imported: Path) -> None:
    shutil.copytree("definitions/mall", "definitions/cinema")
    text = DEFINITION.read_text().replace(
        '"serviceShortName": "mall"', '"serviceShortName": "cinema"'
    )
    Path("definitions/cinema/v20200229/api.json").write_text(text)
    change(lambda definition: definition["objects"].pop("Filter"))
    before = SPEC.read_bytes()
    status, output = run("definitions")
    assert (status, SPEC.read_bytes()) == (1, before)
    assert re.search(r"mall/v20200229/api.json:1:\d+: error I003 .*`Filter`", output)
    assert Path("specs/cinema/2020-02-29/api.yaml").is_file()


def test_actions_that_are_named_come_with_what_they_reach(imported: Path) -> None:
    status, _ = run("definitions", "--into", "few", "--action", "OrderRefund", "--action", "Chat")
    data = yaml.safe_load(Path("few/mall/2020-02-29/api.yaml").read_text())
    assert (status, list(data["actions"]), list(data["structs"])) == (
        0,
        ["OrderRefund", "Chat"],
        ["OrderRefundResponseInfo"],
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Name a definition, or say --installed"),
        (("definitions", "--action", "Chatt"), 2, "has an action Chatt; did you mean `Chat`?"),
        (("definitions", "--service", "mal"), 2, "did you mean `mall`?"),
        (("definitions", "--version", "2020-03-01"), 2, "there are v20200229"),
        (("definitions", "definitions"), 1, "error I010"),
        (("nowhere",), 2, "does not exist"),
        (("client",), 1, "error I009"),
    ],
)
def test_wrong_usage(imported: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    found, output = run(*arguments, "--into", "elsewhere")
    assert (found, said in output) == (status, True), output
    assert not Path("elsewhere").exists()


def test_installed_definitions_are_found_and_named_as_source(tmp_path: Path) -> None:
    into = tmp_path / "specs"
    chosen = ("--installed", "--service", "vod", "--version", "2018-07-17")
    status, output = run(*chosen, "--action", "RebuildMedia", "--into", str(into))
    assert status == 0, output
    data = yaml.safe_load((into / "vod/2018-07-17/api.yaml").read_text())
    (source,) = data["sources"]
    assert source["package"] == "tccli-intl-en"
    assert source["version"] == version("tccli-intl-en")
    assert source["actions"] == ["RebuildMedia"]
    assert len(data["structs"]) == 15
    assert "InvalidParameterValue.SessionId" in data["errors"]
