"""Pages into specs: what is lacking is added, what is there stays, what disagrees is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tc3gen import pipeline, write
from tc3gen.cli import main
from tc3gen.diagnostics import has_errors
from tc3gen.importers import imported
from tc3gen.importers.pages import Outcome, import_pages
from tc3gen.source import load

SAVED = Path(__file__).parent / "saved"
API = Path("specs/vod/2018-07-17/api.yaml")
OVERLAY = API.with_name("overlay.yaml")

#: Written by hand, with a layout of its own.
SPEC = """\
# Ours; mind the comments.
tc3gen: 1
service: vod
version: 2018-07-17
title: Video on Demand   # as on the site
endpoints:
  domestic: vod.tencentcloudapi.com

sources:
  - {package: tccli, version: "3"}

actions:

  # Makes copies.
  RebuildMedia:
    title: Rebuild a media file
    input:
      FileId: {type: String, required: true, description: The file.}   # an ID

      # What to do.
      RepairInfo: {type: RepairInfo}
      TargetInfo:
        type: RebuildMediaTargetInfo
        description: |-
          Where it goes.

          And what it is.
    output: {TaskId: {type: String, description: "The task: its ID."}}
    errors:
    - FailedOperation   # always

  DescribeTasks: {title: List tasks, output: {Task: {type: TaskWarning}}}

structs:
  RepairInfo: {fields: {Switch: {type: String, required: true}}}
  RebuildMediaTargetInfo: {fields: {}}
  TaskWarning: {fields: {Code: {type: String}}}

errors:
  FailedOperation: It failed.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a spec and all saved pages, which is the working folder."""
    for page in SAVED.iterdir():
        shutil.copy(page, tmp_path)
    monkeypatch.chdir(tmp_path)
    API.parent.mkdir(parents=True)
    API.write_text(SPEC, "utf-8")
    return tmp_path


def run(*names: str) -> Outcome:
    return import_pages([Path(name) for name in names], Path("specs"))


def change(file: Path | str, old: str, new: str) -> None:
    text = Path(file).read_text("utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), "utf-8")


def messages(outcome: Outcome, code: str) -> list[str]:
    return [each.message for each in outcome.diagnostics if each.code == code]


def place(text: str, line: str = "") -> str:
    """Where a part of the spec stands, as a message spells it; `line` is more of its line."""
    lines = API.read_text("utf-8").split("\n")
    number = next(n for n, each in enumerate(lines, 1) if text in each and line in each)
    return f"{API.as_posix()}:{number}:{lines[number - 1].index(text) + 1}"


def test_what_is_lacking_is_added_between_the_lines() -> None:
    outcome = run("action.en.html", "types.en.md")
    assert not has_errors(outcome.diagnostics)
    new = API.read_text("utf-8").split("\n")
    rest = iter(new)
    for line in SPEC.split("\n"):
        assert any(each == line or each.startswith(line.rstrip("}")) for each in rest), line
    data = load(API).data
    assert list(data) == [
        "tc3gen", "service", "version", "title", "endpoints", "sources", "actions", "structs",
        "errors",
    ]  # fmt: skip
    assert data["endpoints"]["international"] == "vod.intl.tencentcloudapi.com"
    assert data["sources"][1:] == [
        {"page": "RebuildMedia", "date": "2026-05-19"},
        {"page": "Data Types", "date": "2026-05-19"},
    ]
    action = data["actions"]["RebuildMedia"]
    assert action["rate_limit"] == 20
    assert action["title"] == "Rebuild a media file"
    assert "EnhanceMedia" in action["deprecated"]
    assert action["input"]["FileId"]["description"] == "The file."
    assert action["input"]["Labels"]["type"] == "Array of String"
    assert action["input"]["RepairInfo"]["description"] == "How to mend the picture."
    assert action["errors"] == [
        "FailedOperation", "InternalError", "InvalidParameterValue.SessionId"
    ]  # fmt: skip
    assert [set(each) for each in action["examples"]] == [
        {"title", "description", "input", "output"},
        {"title", "request", "output"},
    ]
    assert data["errors"]["FailedOperation"] == "It failed."
    assert data["errors"]["InternalError"] == "The service had a fault."
    assert set(data["structs"]["RebuildMediaTargetInfo"]["fields"]) == {
        "MediaName", "ExpireTime", "Streams"
    }  # fmt: skip
    assert "TargetStream" in data["structs"]
    assert "UnusedThing" not in data["structs"]
    assert pipeline.problems([Path("specs")]) == []


def test_parameters_go_where_the_page_has_them() -> None:
    run("action.en.txt", "types.en.txt")
    names = list(load(API).data["actions"]["RebuildMedia"]["input"])
    page = re.findall(r"^(\w+)(?:\.N)? (?:Yes|No) ", Path("action.en.txt").read_text("utf-8"), re.M)
    assert set(names) == set(page[3:])
    # Behind their neighbours on the page, save where the spec has another order.
    assert names.index("SubAppId") == names.index("FileId") + 1
    assert names[-1] == "ExtInfo"


@pytest.mark.parametrize("form", ["en.txt", "en.md", "en.html", "en.bare.md", "zh.txt", "zh.html"])
def test_a_second_import_changes_nothing(form: str) -> None:
    types = f"types.{form.replace('.bare', '')}"
    pages = [f"action.{form}", types]
    API.unlink()
    first = run(*pages)
    assert not first.diagnostics
    before = API.read_bytes()
    again = run(*pages)
    assert API.read_bytes() == before
    assert not again.diagnostics
    assert again.summaries[-1] == "specs/vod/2018-07-17/api.yaml: nothing to add"
    assert pipeline.problems([Path("specs")]) == []


def test_a_new_spec_is_one_that_an_import_wrote() -> None:
    """So that definitions may replace it; what is added to one later leaves it one."""
    API.unlink()
    run("action.en.txt")
    assert imported.body(API.read_text("utf-8")) is not None
    run("types.en.txt")
    text = API.read_text("utf-8")
    assert imported.body(text) is not None
    assert "TargetStream:" in text


def test_what_disagrees_is_told_with_both_places() -> None:
    change(
        API, "    title: Rebuild", "    rate_limit: 10.5\n    region: required\n    title: Rebuild"
    )
    change(API, "FileId: {type: String", "FileId: {type: Integer")
    change(API, "RepairInfo: {type: RepairInfo}", "RepairInfo: {type: RepairInfo, required: true}")
    change(API, "output: {TaskId", "output: {Old: {type: String}, TaskId")
    change(API, "domestic: vod.", "international: vodd.")
    before = load(API).data
    outcome = run("action.en.txt")
    assert {each.code for each in outcome.diagnostics} >= {"I040", "I041", "I042"}
    said = messages(outcome, "I040")
    for text, where in (
        ("allows 20 requests a second for `RebuildMedia`", place("rate_limit: 10.5")),
        ("region is optional", place("region: required")),
        ("`FileId` of `RebuildMedia` is `String`", place("type: Integer")),
        ("`RepairInfo` of `RebuildMedia` can be left out", place("required", "RepairInfo: {")),
        ("host is `vod.intl.tencentcloudapi.com`", place("international: vodd")),
    ):
        assert any(text in each and f"at {where}" in each for each in said), (text, where, said)
    (unlisted,) = [each for each in outcome.diagnostics if each.code == "I041"]
    assert str(unlisted.position) == place("Old: {type")
    page = Path("action.en.txt").read_text("utf-8").split("\n")
    head = page.index("Parameter Name Type Description") + 1
    assert f"at action.en.txt:{head}:1" in unlisted.message
    after = load(API).data
    for path in (("rate_limit",), ("region",), ("input", "FileId", "type"), ("output", "Old")):
        old, new = before["actions"]["RebuildMedia"], after["actions"]["RebuildMedia"]
        for step in path:
            old, new = old[step], new[step]
        assert old == new


@pytest.mark.parametrize(
    ("said", "written", "told"),
    [
        ("unused", "No", False),
        ("optional", "No", False),
        ("required", "No", True),
        ("unused", "Yes", True),
        ("optional", "Yes", True),
        ("required", "Yes", False),
    ],
)
def test_not_required_means_that_no_region_need_be_sent(
    said: str, written: str, told: bool
) -> None:
    change("action.en.txt", "Region No", f"Region {written}")
    change(API, "title: Video", f"region: {said}\ntitle: Video")
    outcome = run("action.en.txt")
    assert any("region" in each for each in messages(outcome, "I040")) == told
    assert "region" not in load(API).data["actions"]["RebuildMedia"]


def test_a_region_that_is_required_is_added() -> None:
    change("action.en.txt", "Region No", "Region Yes")
    run("action.en.txt")
    assert load(API).data["actions"]["RebuildMedia"]["region"] == "required"


def test_what_an_overlay_says_is_there() -> None:
    OVERLAY.write_text(
        "actions:\n  RebuildMedia:\n    rate_limit: 20\n    deprecated: Ours.\n    errors: [X.Y]\n",
        "utf-8",
    )
    before = OVERLAY.read_bytes()
    outcome = run("action.en.txt", "types.en.txt")
    assert not has_errors(outcome.diagnostics)
    action = load(API).data["actions"]["RebuildMedia"]
    assert "rate_limit" not in action
    assert "deprecated" not in action
    assert action["errors"] == ["FailedOperation"]
    assert OVERLAY.read_bytes() == before
    assert messages(outcome, "I040") == []
    change(OVERLAY, "rate_limit: 20", "rate_limit: 30")
    (said,) = messages(run("action.en.txt"), "I040")
    assert "overlay.yaml:3:5" in said


def test_data_types_find_their_service_by_its_actions() -> None:
    outcome = run("types.en.html")
    assert not has_errors(outcome.diagnostics)
    assert "TargetStream" in load(API).data["structs"]
    other = Path("specs/vod/2024-07-18/api.yaml")
    other.parent.mkdir()
    other.write_text(API.read_text("utf-8").replace("2018-07-17", "2024-07-18"), "utf-8")
    (problem,) = run("types.en.html").diagnostics
    assert problem.code == "I038"
    assert other.as_posix() in problem.message
    assert not has_errors(run("types.en.html", "action.en.txt").diagnostics)


def test_examples_that_do_not_fit_are_text() -> None:
    change("action.en.txt", '"Fps": 25', '"Fps": "25"')
    outcome = run("action.en.txt", "types.en.txt")
    assert len(messages(outcome, "I037")) == 1
    first, second = load(API).data["actions"]["RebuildMedia"]["examples"]
    assert '"Fps": "25"' in first["request"]
    assert first["output"]["TaskId"]
    assert second["request"].startswith("https://")
    assert pipeline.problems([Path("specs")]) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tc3gen: 1", "tc3gen: 1\ntc3gen: 1", "Y010"),
        ("title: Rebuild", "titel: Rebuild", "S"),
        ("version: 2018-07-17", "version: [", "Y008"),
        ("DescribeTasks: {", "Other: &x {}\n  DescribeTasks: &y {<<: *x, ", "Y012"),
    ],
)
def test_a_spec_that_cannot_be_read_is_left_alone(old: str, new: str, code: str) -> None:
    change(API, old, new)
    before = API.read_bytes()
    outcome = run("action.en.txt")
    assert any(each.is_error and each.code.startswith(code) for each in outcome.diagnostics)
    assert outcome.summaries == []
    assert API.read_bytes() == before


def test_a_spec_that_cannot_be_added_to_is_left_alone() -> None:
    change(
        API,
        "RepairInfo: {fields: {Switch: {type: String, required: true}}}",
        "RepairInfo: &r {fields: {}}",
    )
    change(API, "RebuildMediaTargetInfo: {fields: {}}", "RebuildMediaTargetInfo: *r")
    before = API.read_bytes()
    outcome = run("action.en.txt", "types.en.txt")
    assert [each.code for each in outcome.diagnostics if each.is_error] == ["I043"]
    assert API.read_bytes() == before


def test_what_changes_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    from tc3gen.importers.pages import target

    original = target.Target.text

    def text(self: target.Target) -> str:
        API.write_text("# Somebody else.\n", "utf-8")
        return original(self)

    monkeypatch.setattr(target.Target, "text", text)
    outcome = run("action.en.txt")
    assert [each.code for each in outcome.diagnostics if each.is_error] == ["I043"]
    assert API.read_text("utf-8") == "# Somebody else.\n"


def test_bytes_that_nobody_sees_stay() -> None:
    """A byte order mark, and line breaks as Windows has them."""
    API.write_bytes(b"\xef\xbb\xbf" + SPEC.replace("\n", "\r\n").encode())
    run("action.en.txt", "types.en.txt")
    content = API.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# Ours")
    assert content.count(b"\n") == content.count(b"\r\n") > SPEC.count("\n")


def test_what_the_disk_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", str(API))

    monkeypatch.setattr(write.Staging, "stage", refuse)
    (problem,) = [each for each in run("action.en.txt").diagnostics if each.is_error]
    assert problem.code == "O606"
    assert API.read_text("utf-8") == SPEC


# The command -------------------------------------------------------------------------------------


def command(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["import", "page", *arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def test_the_command_tells_what_was_found_and_added() -> None:
    result = command("action.en.txt", "types.en.txt")
    assert result.exit_code == 0
    first, second, third = result.stdout.splitlines()
    assert first == (
        "action.en.txt: RebuildMedia of vod 2018-07-17, 24 parameters, 3 members of the reply,"
        " 2 examples, 3 error codes"
    )
    assert second == "types.en.txt: 16 data types"
    assert third.startswith(f"{API.as_posix()}: added 1 endpoint, ")
    assert "1 rate limit" in third
    assert "warning I042" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["none.txt"], 1, "there is no such file"),
        (["specs"], 1, "this is a folder"),
        (["types.en.json"], 1, "neither the page of an action"),
        ([], 2, "Missing argument"),
        (["action.en.txt", "--into", "types.en.txt"], 2, "is a file"),
    ],
)
def test_how_the_command_ends(arguments: list[str], code: int, said: str) -> None:
    result = command(*arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert API.read_text("utf-8") == SPEC
