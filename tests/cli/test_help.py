"""Help, requests to fill in, and what shells complete."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
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
    monkeypatch.setenv("COLUMNS", "60")
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


def complete(packages: Path, *words: str, shell: str = "zsh") -> list[str]:
    """What is offered for the last of these words."""
    done = subprocess.run(
        [sys.executable, "-c", "from tc3.__main__ import main; main()"],
        env={
            **os.environ,
            "PYTHONPATH": str(packages),
            "_TC3_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": shlex.join(["tc3", *words]),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    lines = [] if done.stdout == "\n" else done.stdout.splitlines()
    if shell == "zsh":
        assert set(lines[::3]) <= {"plain"}
        return lines[1::3]
    return [line.partition(",")[2].partition("\t")[0] for line in lines]


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
        ("vod rebuild-media --repair-info.switch=O", ["ON", "OFF"]),
        ("vod rebuild-media --RepairInfo.Type s", ["strong"]),
        ("vod rebuild-media --repair-info sw", ["switch="]),
        ("vod rebuild-media --repair-info switch=ON,ty", ["switch=ON,type="]),
        ("vod rebuild-media --repair-info switch=O", ["switch=ON", "switch=OFF"]),
        ("vod describe-tasks --status ", ["WAITING", "PROCESSING", "FINISH"]),
        ("vod describe-tasks --output ", ["json", "yaml", "table", "text"]),
        ("vod describe-tasks --outp", ["--output"]),
        ("vod describe-tasks --secr", []),
        ("desk put-letter --style ", ["plain", "grand"]),
        ("desk put-letter --sealed ", ["true", "false"]),
        ("desk put-letter --marks red --mar", ["--marks"]),
        ("desk put-letter --readers.", ["--readers.0"]),
        ("desk put-letter --readers.0.fr", ["--readers.0.friends"]),
        ("desk put-letter --nothing.", []),
        ("completion f", ["fish"]),
    ],
)
def test_what_is_completed(packages: Path, line: str, offered: list[str]) -> None:
    words = line.split(" ")
    assert complete(packages, *words) == offered
    if "=" not in line:
        assert complete(packages, *words, shell="bash") == offered


def test_files_are_completed(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("request.json", "reply.json", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "requests").mkdir()
    line = ("desk", "put-letter")
    found = ["@request.json", "@requests/"]
    assert complete(packages, *line, "--input", "@req") == found
    assert complete(packages, *line, "--sender", "@req") == found
    assert complete(packages, *line, "--seal", "@") == ["@reply.json", *found]
    assert complete(packages, *line, "--from", "@req") == []
    assert complete(packages, "wire", "log", "--body", "@no/such/") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_itself(packages: Path, tmp_path: Path) -> None:
    command = tmp_path / "tc3"
    command.write_text(
        f'#!/bin/sh\nexec {sys.executable} -c \'import sys; sys.argv[0] = "tc3"; '
        'from tc3.__main__ import main; sys.exit(main())\' "$@"\n'
    )
    command.chmod(0o755)
    script = """
eval "$(tc3 completion bash)"
complete -p tc3
COMP_WORDS=(tc3 vod describe-tasks --status '') COMP_CWORD=4
_tc3_completion tc3
printf '%s\\n' "${COMPREPLY[@]}"
"""
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    first, *offered = done.stdout.splitlines()
    assert (first.split()[-1], offered, done.stderr) == (
        "tc3",
        ["WAITING", "PROCESSING", "FINISH"],
        "",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_for_shells(tc3: Command, shell: str) -> None:
    done = tc3("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_TC3_COMPLETE={shell}_complete" in done.out
    unknown: Any = tc3("completion", "tcsh")
    assert (unknown.code, "'tcsh' is not one of" in unknown.err) == (2, True)
