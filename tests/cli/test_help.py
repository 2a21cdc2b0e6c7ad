"""Help, requests to fill in, and what shells complete."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tc3gen import pipeline
from tc3gen.fake import FakeService

from .conftest import SPECS, Command, Golden

Expected = Callable[[str], Path]
#: Every action: its service, its name, and whether it takes anything.
ACTIONS = [
    (service.name, action.name)
    for service in pipeline.load(SPECS)[0]
    for action in service.actions
    if action.input
]


@pytest.mark.parametrize(
    "words", ["", "vod", "vod rebuild-media", "desk put-letter", "desk describe-letter", "wire log"]
)
def test_help(tc3: Command, golden: Golden, expected: Expected, words: str) -> None:
    done = tc3(*words.split(), "--help")
    assert (done.code, done.err) == (0, "")
    name = words.replace(" ", "-") or "all"
    golden(expected(f"help-{name}.txt"), done.out)


def test_help_in_a_narrow_terminal(
    tc3: Command, golden: Golden, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "45")
    golden(expected("help-desk-put-letter-narrow.txt"), tc3("desk", "put-letter", "--help").out)


def test_help_as_tccli_is_asked_for_it(tc3: Command) -> None:
    assert tc3("help").out == tc3("--help").out
    assert tc3("vod", "help").out == tc3("vod", "--help").out
    assert (
        tc3("vod", "RebuildMedia", "help", "--detail").out
        == tc3("vod", "rebuild-media", "--help").out
    )
    assert tc3("--version").out == "".join(
        f"{name} {version}\n"
        for name, version in (
            *(("desk", "2020-01-01"), ("lists", "2020-01-01")),
            *(("vod", "2018-07-17"), ("wire", "2020-01-01")),
        )
    )


@pytest.mark.parametrize("words", ["vod rebuild-media", "desk put-letter"])
def test_skeleton(tc3: Command, golden: Golden, expected: Expected, words: str) -> None:
    done = tc3(*words.split(), "--skeleton")
    assert (done.code, done.err) == (0, "")
    golden(expected(f"skeleton-{words.replace(' ', '-')}.jsonc"), done.out)


@pytest.mark.parametrize(("service", "action"), ACTIONS)
def test_a_skeleton_is_a_request(tc3: Command, service: str, action: str) -> None:
    text = tc3(service, action, "--skeleton").out
    # What begins a comment that is a member: uncommented, all of them are there.
    member = re.compile(r'^( *)// (?=(//|"\w+": |[}\]]|  ))', re.MULTILINE)
    whole = text
    while member.search(whole):
        whole = member.sub(r"\1", whole)
    plain = json.loads(tc3(service, action, "--generate-cli-skeleton").out)
    bodies = ("--body", "-") if (service, action) == ("wire", "Log") else ()
    for request in (text, whole, json.dumps(plain)):
        words = ("--input", request[request.index("{") :])
        done = tc3(service, action, *words, *bodies, "--dry-run", "--no-validate", "--region", "a")
        assert (done.code, done.err) == (0, ""), done.err


def test_examples_of_the_help_send_what_they_show(call: Command, fake: FakeService) -> None:
    for service in pipeline.load(SPECS)[0]:
        for action in service.actions:
            shown = call(service.name, action.name, "--help").out.partition("\nExamples:\n")[2]
            lines = [line for line in shown.splitlines() if line.startswith("  tc3 ")]
            examples = [e for e in action.examples if e.input and action.body == "json"][:3]
            for line, example in zip(lines, examples, strict=False):
                fake.forget_requests()
                done = call(*shlex.split(line)[1:])
                assert done.code in (0, 4), done.err  # the service may refuse it
                assert fake.requests[0].parameters.items() >= example.input.items(), line


# Completion --------------------------------------------------------------------------------------


@pytest.fixture
def complete(tc3: Command, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """What is offered where a line ends."""

    def ask(line: str, shell: str = "zsh") -> list[str]:
        monkeypatch.setenv("_TC3_COMPLETE", shell)
        monkeypatch.setenv("COMP_WORDS", f"tc3 {line}")
        done = tc3()
        monkeypatch.delenv("_TC3_COMPLETE")
        assert (done.code, done.err) == (0, "")
        return [found.partition("\t")[0] for found in done.out.splitlines()]

    return ask


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("v", ["vod"]),
        ("vod ", ["rebuild-media", "describe-task-detail", "describe-tasks"]),
        ("vod describe-task-", ["describe-task-detail"]),
        ("vod rebuild-media --f", ["--file-id", "--face-info"]),
        ("vod rebuild-media --F", ["--FileId", "--FaceInfo"]),
        ("vod rebuild-media --file-id 1 --fi", []),
        ("vod rebuild-media --repair-info.", ["--repair-info.switch", "--repair-info.type"]),
        ("vod rebuild-media --repair-info.switch ", ["ON", "OFF"]),
        (
            "vod rebuild-media --repair-info.switch=O",
            ["--repair-info.switch=ON", "--repair-info.switch=OFF"],
        ),
        ("vod rebuild-media --RepairInfo.", ["--RepairInfo.Switch", "--RepairInfo.Type"]),
        ("vod rebuild-media --RepairInfo.T", ["--RepairInfo.Type"]),
        ("vod rebuild-media --RepairInfo.Type s", ["strong"]),
        ("vod rebuild-media --repair-info sw", ["switch="]),
        ("vod rebuild-media --repair-info switch=ON,ty", ["switch=ON,type="]),
        ("vod rebuild-media --repair-info switch=O", ["switch=ON", "switch=OFF"]),
        ("vod rebuild-media --target-info video-stream.co", ["video-stream.codec="]),
        (
            "vod rebuild-media --target-info audio-stream.codec=libf",
            ["audio-stream.codec=libfdk_aac"],
        ),
        ("vod rebuild-media --target-info container.x.y", []),
        ("vod describe-tasks --status ", ["WAITING", "PROCESSING", "FINISH"]),
        ("vod describe-tasks --output ", ["json", "yaml", "table", "text"]),
        ("vod describe-tasks --outp", ["--output"]),
        ("vod describe-tasks --output=y", ["--output=yaml"]),
        ("vod describe-tasks --nothing=", []),
        ("vod describe-tasks --secr", []),
        ("vod DescribeTasks --Status=F", ["--Status=FINISH"]),
        ("vod DescribeT", ["DescribeTaskDetail", "DescribeTasks"]),
        ("--region a vod rebuild-media --file-id 'a b' --wait ", ["task-finished"]),
        ("vod rebuild-media --file-id 'it is", []),
        ("desk put-letter --style ", ["plain", "grand"]),
        ("desk put-letter --sealed ", ["true", "false"]),
        ("desk put-letter --marks red --mar", ["--marks"]),
        ("desk put-letter --readers.", ["--readers.0"]),
        ("desk put-letter --readers.0.fr", ["--readers.0.friends"]),
        ("desk put-letter --nothing.", []),
        ("completion f", ["fish"]),
    ],
)
def test_what_is_completed(
    complete: Callable[[str], list[str]], line: str, offered: list[str]
) -> None:
    assert complete(line) == offered


def test_files_are_completed(
    complete: Callable[[str], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("request.json", "reply.json", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "requests").mkdir()
    line = "desk put-letter"
    found = ["@request.json", "@requests/"]
    assert complete(f"{line} --input @req") == found
    assert complete(f"{line} --input=@req") == [f"--input={each}" for each in found]
    assert complete(f"{line} --sender @req") == found
    assert complete(f"{line} --seal @") == ["@reply.json", *found]
    assert complete(f"{line} --from @req") == []
    assert complete("wire log --body @no/such/") == []


def test_profiles_are_completed(complete: Callable[[str], list[str]]) -> None:
    line = "vod describe-tasks --profile "
    assert complete(line) == []
    folder = Path(os.environ["HOME"], ".tccli")
    folder.mkdir(parents=True)
    for name in ("work.credential", "home.credential", "home.configure"):
        (folder / name).touch()
    assert complete(line) == ["home", "work"]
    assert complete(f"{line}w") == ["work"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_for_shells(tc3: Command, shell: str) -> None:
    done = tc3("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_TC3_COMPLETE={shell} " in done.out
    unknown: Any = tc3("completion", "tcsh")
    assert (unknown.code, "'tcsh' is not one of" in unknown.err) == (2, True)
