"""The code in README.md and in the manual runs, and is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tc3gen.cli import main
from tc3gen.fake import FakeService

ROOT = Path(__file__).parents[1]
Script = Callable[[str], str]

PAGES = ("README.md", "docs/client.md", "docs/testing.md", "docs/getting-started.md")
BLOCKS = [
    found
    for page in PAGES
    for found in re.findall(r"^```python\n(.*?)^```$", (ROOT / page).read_text(), re.M | re.S)
]


def block(holds: str) -> str:
    """The one block of code that holds a text."""
    (found,) = [block for block in BLOCKS if holds in block]
    return str(found)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service on this machine, whose keys are in the environment."""
    for name in ("REGION", "TOKEN", "SESSION_TOKEN"):
        monkeypatch.delenv(f"TENCENTCLOUD_{name}", raising=False)
    fake = FakeService(ROOT / "specs")
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", fake.secret_id)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", fake.secret_key)
    with fake as url:
        yield url


HASTY = """
from tc3 import Clock


class Hasty(Clock):
    def sleep(self, seconds: float) -> None:
        pass
"""


def test_calls_and_waits(script: Script) -> None:
    fake = FakeService(ROOT / "specs")
    keys = f"{fake.secret_id!r}, {fake.secret_key!r}"
    with fake as url, fake.watched(lambda _: fake.advance(3)):
        options = f"{keys}, endpoint={url!r}, clock=Hasty()"
        call = block("SessionId:").replace("VodClient(", f"VodClient({options}, ")
        assert "RebuildMediaTask(" in script(HASTY + call)
        assert script(HASTY + call) == "order 1187 has been sent before\n"
        (task,) = fake.tasks
        listing = block("_items(").replace("VodClient(", f"VodClient({options}")
        assert script(HASTY + listing).split()[0] == task.id
        stream = block("call_stream(").replace("VodClient(", f"VodClient({options}")
        assert task.id in script(HASTY + stream)


def test_options(script: Script, url: str) -> None:
    call = f"print(patient.with_options(endpoint={url!r}).describe_tasks().request_id)"
    assert script(f"{block('Retries(')}\n{call}").strip()


def test_credentials(script: Script) -> None:
    asked = "print(vault().expires_at, role)"
    assert script(f"{block('Renewed(')}\n{asked}") == "1893456000 AssumeRole()\n"


def test_a_span_for_each_attempt(script: Script, url: str) -> None:
    before = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)
"""
    after = f"""
from tc3.vod import errors

vod = vod.with_options(endpoint={url!r})
with tracer.start_as_current_span("job"):
    vod.describe_tasks()
    try:
        vod.describe_task_detail(task_id="no-such-task")
    except errors.ServiceError as error:
        code, request_id = error.code, error.request_id
good, bad, job = exporter.get_finished_spans()
assert good.name == "vod/DescribeTasks" and good.status.is_unset, good
assert good.start_time < good.end_time <= bad.end_time
assert bad.attributes["error.type"] == code and not bad.status.is_ok, bad
assert bad.attributes["tencentcloud.request_id"] == request_id
assert bad.attributes["http.request.resend_count"] == 0
assert {{span.parent.span_id for span in (good, bad)}} == {{job.context.span_id}}
print("traced")
"""
    assert script(before + block("opentelemetry") + after) == "traced\n"


def test_another_http_library(script: Script, url: str) -> None:
    after = f"""
import httpx

assert vod.with_options(endpoint={url!r}).describe_tasks().request_id
for broken, kind in ((httpx.ConnectError, "ConnectFailed"), (httpx.ReadError, "ConnectionLost")):
    def fail(request):
        raise broken("no", request=request)

    transport = HttpxTransport()
    transport.client = httpx.Client(transport=httpx.MockTransport(fail))
    try:
        VodClient(transport=transport, retries=0).describe_tasks()
    except errors.TransportError as error:
        assert type(error).__name__ == kind and type(error.__cause__) is broken
        print(kind)
vod.close()
"""
    assert script(block("httpx") + after).split() == ["ConnectFailed", "ConnectionLost"]


def test_the_fake_service(script: Script) -> None:
    here = block("fake.advance(").replace('"specs/', f'"{ROOT}/specs/')
    asked = ["RebuildMedia", "DescribeTaskDetail", "DescribeTaskDetail"]
    assert script(here) == f"FINISH\n{asked}\n"


def test_a_refusal_is_told(script: Script, url: str) -> None:
    call = block("refused:").replace("VodClient(", f"VodClient(endpoint={url!r}, ")
    assert script(call).startswith("refused: InvalidParameterValue.TaskId ")


def test_getting_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows the page from its top gets what it says."""
    text = (ROOT / "docs/getting-started.md").read_text()
    spec = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)[0]
    (tmp_path / "specs/vod/2018-07-17").mkdir(parents=True)
    (tmp_path / "specs/vod/2018-07-17/api.yaml").write_text(spec)
    (tmp_path / "try.py").write_text(block("queued:"))
    monkeypatch.chdir(tmp_path)
    for line in ("validate", "generate", "generate --check"):
        done = CliRunner().invoke(main, line.split())
        assert done.exit_code == 0, done.output
    ran = subprocess.run(
        [sys.executable, "try.py"],
        env={**os.environ, "PYTHONPATH": "generated/python"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stdout.startswith("queued: True\nRebuildMediaRequest: session_id must"), ran.stderr


def test_every_block_is_typed(
    bundle: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for number, text in enumerate(BLOCKS):
        (tmp_path / f"block_{number}.py").write_text(text)
    # The folder bears the package's name only where it is installed.
    libraries = tmp_path_factory.mktemp("libraries")
    (libraries / "tc3gen").symlink_to(ROOT / "generator")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(tmp_path)],
        cwd=bundle,
        env={**os.environ, "MYPYPATH": str(libraries)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
