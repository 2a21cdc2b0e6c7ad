"""However a request is written, it is the same one on the wire; and the one that tccli sends."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tc3gen import pipeline
from tc3gen.cli import main
from tc3gen.fake import FakeService

from .conftest import SPECS, Command

LETTER: dict[str, Any] = {
    "Sender": {"Name": "Ada", "Address": {"Street": "Elm, 5", "Zip": 12}},
    "Readers": [{"Name": "Bob"}, {"Name": "Cy", "Note": "it's"}],
    "Marks": ["red", "green"],
    "Lines": [3, -4],
    "Weight": 1.5,
    "Sealed": True,
    "Extra": {"Any": [1, None]},
    "From": "-here",
}
OTHERS = ("--weight", "1.5", "--extra", '{"Any": [1, null]}', "--from=-here")
MARKS = ("--marks", "red", "green", "--lines", "3", "-4", "--sealed")
FILES = {
    "letter.json": json.dumps(LETTER),
    "sender.json": json.dumps(LETTER["Sender"]),
    "noted.json": f"// a letter\n{json.dumps(LETTER, indent=1)[:-1]}, // its end\n}}",
}


@pytest.mark.parametrize(
    "words",
    [
        (
            *("--sender", "name=Ada,address={street='Elm, 5',zip=12}"),
            *("--readers", "name=Bob", "name=Cy,note=it's"),
            *(*MARKS, *OTHERS),
        ),
        (
            *("--sender.name", "Ada", "--sender.address.street", "Elm, 5"),
            *("--sender.address.zip=12", "--readers.1.note", "it's", "--readers.0.name=Bob"),
            *("--readers.1.name", "Cy", "--marks", "red", "--marks", "green"),
            *("--lines", "[3,-4]", "--sealed", "true", *OTHERS),
        ),
        (
            *("--sender.name", "Ada", "--sender.address", "street='Elm, 5',zip=12"),
            *("--readers", "[{name=Bob},{name=Cy,note=it's}]"),
            *("--marks.0", "red", "--marks.1", "green", *MARKS[3:], *OTHERS),
        ),
        (
            *("--Sender", FILES["sender.json"], "--Readers", json.dumps(LETTER["Readers"])),
            *("--Marks", '["red", "green"]', "--Lines", "[3, -4]", "--Sealed", "True"),
            *("--Weight", "1.5", "--Extra", '{"Any": [1, null]}', "--From=-here"),
        ),
        (
            *("--sender", "name=Ada", "--sender", "address.street='Elm, 5'"),
            *(
                "--sender",
                "address.zip=12",
                "--readers",
                "name=Bob",
                "--readers",
                "name=Cy",
                "--readers.1",
                "name=Cy,note=it's",
            ),
            *(*MARKS, *OTHERS),
        ),
        ("--sender", "@sender.json", "--readers", "-", *MARKS, *OTHERS),
        ("--input", "@letter.json"),
        ("--input", "@noted.json"),
        ("--input", "-"),
        ("--input", FILES["letter.json"]),
        ("--cli-input-json", "file://letter.json"),
        # Options change what the file says.
        ("--input", "@other.json", "--sender.address.zip", "12", "--marks", "red", "green"),
    ],
)
def test_one_request_in_many_ways(
    call: Command,
    fake: FakeService,
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    other = {**LETTER, "Marks": ["green"], "Sender": {**LETTER["Sender"], "Address": None}}
    other["Sender"] = {"Name": "Ada", "Address": {"Street": "Elm, 5", "Zip": 0}}
    for name, text in {**FILES, "other.json": json.dumps(other)}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    stdin = json.dumps(LETTER["Readers"] if "--readers" in words else LETTER)
    done = call("desk", "put-letter", *words, stdin=stdin)
    assert (done.code, done.err) == (0, "")
    (request,) = fake.requests
    assert (request.action, request.region) == ("PutLetter", "ap-guangzhou")
    assert request.parameters == LETTER
    assert json.loads(done.out)["LetterId"] == "letter-1"


def test_names_that_are_options_too(call: Command, fake: FakeService) -> None:
    words = ("--param-region", "left", "--param-param-output", "1", "--param-output", "2")
    assert call("desk", "put-letter", "--sender", "name=Ada", *words).code == 0
    as_spelt = ("--Region", "left", "--Output", "1", "--ParamOutput", "2")
    assert call("desk", "put-letter", "--sender", "name=Ada", *as_spelt).code == 0
    first, second = fake.requests
    assert first.parameters == {
        "Sender": {"Name": "Ada"},
        "Region": "left",
        "Output": 1,
        "ParamOutput": 2,
    }
    assert second.parameters == first.parameters
    assert first.region == second.region == "ap-guangzhou"


def test_files_and_bytes(call: Command, fake: FakeService, tmp_path: Path) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(b"\x00\xff a scan")
    text = base64.b64encode(scan.read_bytes()).decode()
    assert call("wire", "keep-scan", "--name", "notes", "--file", f"@{scan}").code == 0
    assert call("desk", "put-letter", "--sender", "name=A", "--seal", f"@{scan}").code == 0
    lines = ("--topic", "rain", "--param-body", "of a poem")
    assert call("wire", "log", *lines, "--body", "-", stdin="a\nb\n").code == 0
    form, letter, log = fake.requests
    assert form.parameters == {"Name": "notes", "File": text}
    assert letter.parameters == {"Sender": {"Name": "A"}, "Seal": text}
    assert log.parameters["Topic"] == "rain"
    assert log.parameters["Body"] == "of a poem"


def test_a_request_without_credentials(
    call: Command, fake: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TENCENTCLOUD_SECRET_ID")
    monkeypatch.delenv("TENCENTCLOUD_SECRET_KEY")
    assert call("wire", "enter", "--letter", "Let them in.").code == 0


def test_the_version_that_has_the_action(call: Command, fake: FakeService) -> None:
    assert call("vod", "describe-tasks", "--api-version", "2018-07-17").code == 0
    assert call("vod", "--version", "2018-07-17", "describe-tasks").code == 0
    assert [request.action for request in fake.requests] == ["DescribeTasks"] * 2
    done = call("vod", "describe-tasks", "--version", "2020-01-01")
    assert (done.code, "there is 2018-07-17" in done.err) == (2, True)


# Beside tccli ------------------------------------------------------------------------------------

TCCLI = Path(sysconfig.get_path("scripts")) / "tccli"
TASKS = (
    ("DescribeTasks",),
    ("DescribeTasks", "--Status", "FINISH", "--Limit", "5"),
    ("DescribeTasks", "--Sort", '{"Field": "CreateTime", "Order": "Asc"}'),
    ("DescribeTasks", "--cli-unfold-argument", "--Sort.Field", "CreateTime", "--Sort.Order", "Asc"),
    ("DescribeTasks", "--cli-input-json", "file://tasks.json"),
    ("RebuildMedia", "--FileId", "1", "--RepairInfo", '{"Switch": "ON"}', "--SessionId", "order-1"),
    (
        *("RebuildMedia", "--cli-unfold-argument", "--FileId", "1", "--SessionId", "order-2"),
        *("--TargetInfo.Container", "mp4", "--TargetInfo.VideoStream.Width", "640"),
    ),
    ("DescribeTasks", "--language", "en-US", "--timeout", "20", "--version", "2018-07-17"),
    ("DescribeTasks", "--request-client", "nightly-job", "--warning"),
)


def tccli(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The vendor's command; it takes its keys as options."""
    return subprocess.run(
        [TCCLI, *words],
        cwd=folder,
        env={"HOME": str(folder), "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("words", TASKS, ids=lambda words: " ".join(words)[:40])
def test_the_same_as_tccli_sends(
    tc3: Command,
    fake: FakeService,
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks.json").write_text('{"Status": "FINISH", "Limit": 3}')
    keys = ("--secretId", fake.secret_id, "--secretKey", fake.secret_key)
    where = ("--region", "ap-guangzhou", "--endpoint")
    ours = tc3("vod", *words, *keys, *where, fake.url)
    assert (ours.code, ours.err) == (0, "")
    second = FakeService(SPECS)  # which knows no ID of the first
    with second as url:
        theirs = tccli("vod", *words, *keys, *where, url, folder=tmp_path)
    assert theirs.returncode == 0, theirs.stderr
    assert json.loads(ours.out).keys() == json.loads(theirs.stdout).keys()
    (mine,), (other,) = fake.requests, second.requests
    for fact in ("service", "action", "region", "parameters"):
        assert getattr(mine, fact) == getattr(other, fact), fact
    # Where nobody says, we leave it to the service, and that edition of tccli wants English.
    assert (mine.language or "en-US") == other.language
    if "--request-client" in words:
        assert mine.request_client.endswith("; nightly-job")
        assert other.request_client.endswith("; nightly-job")


#: What is hard about real definitions: one name in two spellings, keywords and our own options as
#: names, large and negative numbers, text that looks like something else, no signature.
TRAPS = {
    "ccc CreateCallOutSession": (
        *(
            "--SdkAppId",
            "1400000000",
            "--UserId",
            "a@example.com",
            "--Callee",
            "00861",
            "--Uui",
            "u",
        ),
        *("--UUI", "U", "--Callers", '["1", "2, 3", "漢"]', "--IsForceUseMobile", "False"),
    ),
    "cls SearchLog": (
        *("--From", "1700000000000", "--To", str(2**63 - 1), "--Query", "a=b, c: [1]"),
        *("--SamplingRate", "-0.5", "--UseNewAnalysis", "True", "--Sort", ""),
    ),
    "cls CreateConsumerGroup": (
        *("--cli-unfold-argument", "--ConsumerGroup", "g", "--LogsetId", "l"),
        *("--Timeout", "30", "--Topics", "a b", "c,d"),
    ),
    "as DescribeLaunchConfigurations": (
        *("--Filters", '[{"Name": "a", "Values": ["b"]}]', "--Offset", "0"),
    ),
    "sts AssumeRoleWithSAML": (
        *("--SAMLAssertion", "PHNhbWw+", "--PrincipalArn", "qcs::cam::uin/1:saml-provider/a"),
        *("--RoleArn", "qcs::cam::uin/1:roleName/a", "--RoleSessionName", "x"),
    ),
    "sts GetCallerIdentity": (),
    "monitor GetMonitorData": (
        *("--cli-unfold-argument", "--Namespace", "QCE/CVM", "--MetricName", "CPUUsage"),
        *(
            "--Instances.0.Dimensions.0.Name",
            "InstanceId",
            "--Instances.0.Dimensions.0.Value",
            "i-1",
        ),
        *("--Instances.1.Dimensions.0.Name", "InstanceId", "--Instances.1.Dimensions.0.Value", ""),
        *("--Period", "60", "--StartTime", "2024-01-01T00:00:00+08:00"),
    ),
}


@pytest.fixture(scope="module")
def trapped(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of these actions, as the vendor defines them."""
    folder = tmp_path_factory.mktemp("trapped")
    calls = [name.split() for name in TRAPS]
    for service in {service for service, _ in calls}:
        actions = [f"--action={action}" for called, action in calls if called == service]
        words = ("import", "api-json", "--installed", "--service", service, *actions)
        done = CliRunner().invoke(main, [*words, "--into", str(folder / "specs")])
        assert done.exit_code == 0, done.output
    request = pipeline.Request(specs=[folder / "specs"], out=folder / "out", targets=["cli"])
    pipeline.generate(request)
    return folder


@pytest.mark.parametrize("name", TRAPS)
def test_traps(trapped: Path, tmp_path: Path, name: str) -> None:
    called, action = name.split()
    words = (action, *TRAPS[name], "--region", "ap-guangzhou")
    theirs = {"as": "autoscaling"}.get(called, called)
    sent = []
    for command in ((sys.executable, "-m", "tc3", called), (str(TCCLI), theirs)):
        service = FakeService([trapped / "specs"])
        keys = ("--secretId", service.secret_id, "--secretKey", service.secret_key)
        with service as url:
            done = subprocess.run(
                [*command, *words, *keys, "--endpoint", url],
                env={
                    "HOME": str(tmp_path),
                    "PATH": os.defpath,
                    "PYTHONPATH": str(trapped / "out/python"),
                },
                capture_output=True,
                text=True,
                timeout=60,
            )
        assert done.returncode == 0, done.stderr
        (request,) = service.requests
        # As text, where 1 is not true and not 1.0 either.
        sent.append((request.action, json.dumps(request.parameters, sort_keys=True)))
    assert sent[0] == sent[1]


@pytest.mark.parametrize("form", ["json", "text"])
def test_the_same_as_tccli_prints(
    tc3: Command, fake: FakeService, form: str, tmp_path: Path
) -> None:
    assert tc3("vod", "rebuild-media", "--file-id", "1", "--endpoint", fake.url).code == 0
    fake.advance(60)
    keys = ("--secretId", fake.secret_id, "--secretKey", fake.secret_key, "--output", form)
    where = ("--region", "ap-guangzhou", "--endpoint", fake.url)
    question = (
        "DescribeTasks",
        "--filter",
        "TaskSet[].{a: TaskId, b: [Status, TaskType], c: Limit}",
    )
    theirs = tccli("vod", *question, *keys, *where, folder=tmp_path)
    assert theirs.returncode == 0, theirs.stderr
    ours = tc3("vod", *question, *keys, *where)
    if form == "json":
        assert json.loads(ours.out) == json.loads(theirs.stdout)
    else:
        assert ours.out == theirs.stdout
