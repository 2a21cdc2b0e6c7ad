"""How it ends: exit codes, what is said of them, and that nobody sees a traceback."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tc3gen.fake import Error, FakeService, Garbage, Latency, Reset, Stall, Status

from .conftest import Command

Start = Callable[..., "subprocess.Popen[str]"]
TASKS = ("vod", "describe-tasks")
LETTER = ("desk", "put-letter", "--sender", "name=Ada")


def test_a_refusal(call: Command, fake: FakeService) -> None:
    fake.add_fault(Error(code="LimitExceeded.Desk", message="The desk is full\x1b[31m."))
    done = call(*LETTER)
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "error: LimitExceeded.Desk: The desk is full\\u001b[31m.\n"
        f"  request id: {fake.requests[0].request_id}\n"
        "  what to do: Read a letter.\n"
    )


def test_a_refusal_that_only_its_family_explains(call: Command, fake: FakeService) -> None:
    fake.add_fault(Error(code="AuthFailure.Unheard.Of"))
    done = call(*TASKS)
    assert done.code == 4
    assert "  what to do: Check the credentials and the clock of the machine.\n" in done.err
    # Where a spec says nothing, what all services mean by it.
    fake.clear_faults()
    fake.add_fault(Error(code="UnauthorizedOperation.Cam"))
    assert "  what to do: have the account's administrator allow" in call(*LETTER).err


@pytest.mark.parametrize(
    ("fault", "words", "said"),
    [
        (Reset(), LETTER, "see whether it has taken effect before you call again"),
        (Reset(), TASKS, "what to do: call again"),
        (Status(status=502), TASKS, "HTTP status 502"),
        (Garbage(), TASKS, "the reply is not JSON"),
        (Latency(seconds=5), (*TASKS, "--timeout", "0.2"), "what to do: call again"),
        (Stall(), (*TASKS, "--timeout", "0.2"), "what to do: call again"),
    ],
)
def test_no_reply(
    call: Command, fake: FakeService, fault: object, words: tuple[str, ...], said: str
) -> None:
    fake.add_fault(fault)  # type: ignore[arg-type]
    done = call(*words)
    assert (done.code, done.out) == (5, "")
    assert said in done.err


def test_nobody_there(tc3: Command) -> None:
    done = tc3(*TASKS, "--endpoint", "http://127.0.0.1:1", "--retries", "0")
    assert (done.code, done.out) == (5, "")
    assert "check the network, the proxy and --endpoint; nothing was sent" in done.err
    before = dict(os.environ)
    assert tc3(*TASKS, "--proxy", "http://127.0.0.1:2", "--retries", "0").code == 5
    assert dict(os.environ) == before


def test_nobody_is_known(tc3: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENCENTCLOUD_SECRET_KEY")
    done = tc3(*TASKS)
    assert (done.code, done.out) == (2, "")
    said, advice = done.err.splitlines()
    assert said == "error: the environment: TENCENTCLOUD_SECRET_KEY not set"
    assert "TENCENTCLOUD_SECRET_KEY, or name a profile of tccli by --profile" in advice


def test_keys_of_a_profile(
    tc3: Command, fake: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.environ["HOME"], ".tccli")
    folder.mkdir(parents=True)
    key, secret = fake.secret_id, fake.secret_key
    (folder / "work.credential").write_text(f'{{"secretId": "{key}", "secretKey": "{secret}"}}')
    (folder / "work.configure").write_text('{"_sys_param": {"region": "ap-tokyo"}}')
    monkeypatch.delenv("TENCENTCLOUD_SECRET_ID")
    assert tc3(*TASKS, "--profile", "work", "--endpoint", fake.url).code == 0
    assert fake.requests[0].region == "ap-tokyo"


def test_a_role(tc3: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    done = tc3(*TASKS, "--role-arn", "qcs::cam::uin/1:roleName/a", "--proxy", "http://127.0.0.1:2")
    assert (done.code, "sts AssumeRole" in done.err) == (2, True)
    monkeypatch.setenv("TENCENTCLOUD_METADATA_DISABLED", "1")
    assert tc3(*TASKS, "--use-cvm-role", "--timeout", "0.2").code in (2, 5)


def test_a_reader_that_goes(process: Start, fake: FakeService) -> None:
    words = ("lists", "by-page", "--all", "--endpoint", fake.url)
    reader, writer = os.pipe()
    os.close(reader)  # nobody will ever read
    started = process(*words, stdout=writer)
    os.close(writer)
    _, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (141, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_in_the_middle(
    process: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    long = tmp_path / "long.json"
    long.write_text(f'{{"Sender": {{"Name": "Ada"}}, "From": "{"x" * 1_000_000}"}}')
    reader, writer = os.pipe()
    started = process("desk", "put-letter", "--input", f"@{long}", "--dry-run", stdout=writer)
    os.close(writer)
    assert os.read(reader, 4) == b"POST"
    os.close(reader)
    _, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (141, "")


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
def test_streams_that_are_closed(packages: Path, fake: FakeService) -> None:
    fake.add_fault(Error(code="FailedOperation", count=1))
    for words, closed, code, said in (
        (LETTER, "2>&-", 4, ""),
        (LETTER, ">&-", 0, ""),
        (("--help",), ">&-", 0, ""),
        (
            ("desk", "put-letter", "--input", "-"),
            "<&-",
            2,
            "error: --input: -:1:1: this is not JSON",
        ),
    ):
        where = ("--endpoint", fake.url) if "desk" in words else ()
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m tc3 "$@" {closed}', sys.executable, *words, *where],
            env={**os.environ, "PYTHONPATH": str(packages)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, done.stdout) == (code, "")
        assert done.stderr.startswith(said) if said else not done.stderr
    assert len(fake.requests) == 2


def test_a_terminal_that_cannot_show_it(process: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    for words in (("desk", "put-letter", "--help"), (*LETTER, "--from", "\u6f22", "--dry-run")):
        started = process(*words)
        out, err = started.communicate(timeout=30)
        assert (started.returncode, err) == (0, "")
        assert "\\u" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is always full here")
def test_a_disk_that_is_full(process: Start, fake: FakeService) -> None:
    with open("/dev/full", "w") as full:
        for words in ((*TASKS, "--endpoint", fake.url), ("--help",), (*TASKS, "--skeleton")):
            started = process(*words, stdout=full)
            _, err = started.communicate(timeout=30)
            said = "error: the output cannot be written: No space left on device\n"
            assert (started.returncode, err) == (1, said)


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_an_interruption(process: Start, fake: FakeService) -> None:
    fake.add_fault(Latency(seconds=20))
    started = process(*TASKS, "--endpoint", fake.url, "--timeout", "60")
    while not fake.requests and started.poll() is None and not fake.connections:
        pass
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err.strip()) == (130, "", "")


def test_the_program_of_a_service(process: Start, fake: FakeService) -> None:
    started = process("describe-tasks", "--endpoint", fake.url, module="tc3.vod")
    out, err = started.communicate(timeout=30)
    assert (started.returncode, err) == (0, "")
    assert '"TaskSet"' in out


def test_the_program_anywhere(packages: Path, fake: FakeService, tmp_path: Path) -> None:
    """Under any name, at any depth, and out of a zip."""
    deep = tmp_path / "its" / "vendored"
    shutil.copytree(packages / "tc3", deep / "other")
    zipped = shutil.make_archive(str(tmp_path / "packed"), "zip", packages)
    for path, name in ((str(tmp_path), "its.vendored.other"), (zipped, "tc3")):
        for module, words in ((f"{name}.vod", TASKS[1:]), (name, TASKS)):
            done = subprocess.run(
                [sys.executable, "-m", module, *words, "--endpoint", fake.url],
                env={**os.environ, "PYTHONPATH": path},
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert (done.returncode, done.stderr) == (0, "")
            assert '"TaskSet"' in done.stdout


@pytest.mark.parametrize(
    ("library", "words", "said"),
    [
        ("click", ("--help",), "error: the command line needs click: pip install click\n"),
        ("rich", (*TASKS, "--output", "table"), "--output table: it needs rich: pip install rich"),
        ("jmespath", (*TASKS, "--query", "a"), "--query: it needs jmespath: pip install jmespath"),
    ],
)
def test_without_a_library(
    packages: Path, fake: FakeService, library: str, words: tuple[str, ...], said: str
) -> None:
    words = (*words, "--endpoint", fake.url) if words[0] == "vod" else words
    program = f"import sys; sys.modules[{library!r}] = None; from tc3.__main__ import main"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; sys.exit(main())", *words],
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_installation_without_data(program: ModuleType, tc3: Command) -> None:
    shapes = importlib.import_module(f"{program.__name__}._cli.shapes")
    with pytest.raises(shapes.Incomplete, match=r"lacks _cli/x\.json"):
        shapes.load(f"{program.__name__}.vod.v20180717", "x")


def test_a_call_loads_no_more_than_it_needs(packages: Path, fake: FakeService) -> None:
    """Neither rich nor jmespath, and of the service nothing but the action."""
    script = """
import sys
from tc3.__main__ import main
assert main() == 0
loaded = [n for n in sys.modules if n in ("rich", "jmespath", "asyncio", "click.shell_completion")]
loaded += [n for n in sys.modules if ".actions." in n or ".models." in n or "_cli.manual" in n]
print(*sorted(loaded), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, *TASKS, "--endpoint", fake.url],
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    version = "tc3.vod.v20180717"
    used = [f"{version}.actions.describe_tasks", f"{version}.models.task_simple_info"]
    assert (done.returncode, done.stderr.split()) == (0, used)
