"""A bundle as a wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement
from vendoring.conftest import Run, checked, table

from tc3gen import wheel
from tc3gen.fake import FakeService

CALLER = """\
from acme_tencent import Timeout
from acme_tencent.vod import RepairInfo, VodClient

vod = VodClient("id", "key", timeout=Timeout(5))
print(RepairInfo(switch="ON"))
"""


def test_a_wheel_of_its_own(project: Path, tc3gen: Run) -> None:
    about = 'package = "acme_tencent"\nwheel = {name = "acme-tencent", version = "1.2"}'
    table(project, 'package = "tencent"', about)
    printed = tc3gen("generate", "--wheel").output
    file = project / "dist/acme_tencent-1.2-py3-none-any.whl"
    assert printed.startswith("dist/acme_tencent-1.2-py3-none-any.whl: ")
    assert not (project / "src/shop/acme_tencent").exists()
    content = file.read_bytes()
    tc3gen("generate", "--wheel", "--check")
    file.write_bytes(content + b" ")
    tc3gen("generate", "--wheel", "--check", code=1)
    tc3gen("generate", "--wheel", "--out", "again")
    assert (project / "again" / file.name).read_bytes() == content
    file.write_bytes(content)

    # Names of packages need not be names of distributions.
    unnamed = tc3gen("generate", "--wheel", "--package", "Über", "--out", "other", code=0)
    assert unnamed.output.startswith("other/acme_tencent-1.2-")
    table(project, 'wheel = {name = "acme-tencent", version = "1.2"}', "")
    assert "`Über`" in tc3gen("generate", "--wheel", "--package", "Über", code=2).output
    tc3gen("generate", "--wheel", "--package", "_private", "--out", "other")
    assert (project / "other/private-2018.7.17-py3-none-any.whl").exists()

    venv.create(project / "venv", with_pip=False)
    python = project / "venv/bin/python"
    install = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(file)]
    run(sys.executable, "-m", "pip", *install, folder=project)
    packages = Path(
        run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    # Its one dependency is that of this environment.
    (packages / "urllib3.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    consumer = project / "consumer"
    consumer.mkdir()
    (consumer / "main.py").write_text(CALLER, encoding="utf-8")
    assert run(str(python), "main.py", folder=consumer) == "RepairInfo(switch='ON')\n"
    checked(consumer, "--python-executable", str(python), "main.py")
    (consumer / "main.py").write_text(CALLER.replace('"ON"', "1"), encoding="utf-8")
    with pytest.raises(AssertionError, match="arg-type"):
        checked(consumer, "--python-executable", str(python), "main.py")


def run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_installers_are_told(project: Path, tc3gen: Run) -> None:
    (project / "pyproject.toml").unlink()
    tc3gen("generate", "--wheel")
    (file,) = (project / "dist").iterdir()
    assert file.name == "tc3-2018.7.17-py3-none-any.whl"
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        said = archive.read("tc3-2018.7.17.dist-info/METADATA")
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {"tc3/py.typed", "tc3/vod/v20180717/async_client.py", "tc3/NOTICE"} <= set(names)
    assert names[-1].startswith("tc3-2018.7.17.dist-info/")
    metadata = Metadata.from_email(said, validate=True)
    assert metadata.license_expression == "Apache-2.0"
    assert metadata.license_files == ["LICENSE", "NOTICE"]
    assert {f"tc3-2018.7.17.dist-info/licenses/{name}" for name in metadata.license_files} <= set(
        names
    )
    assert metadata.provides_extra == ["async", "cli"]
    # The same that tc3gen itself asks for.
    ours = {str(Requirement(each)).partition(";")[0] for each in requires("tc3gen") or []}
    assert set(wheel.REQUIRES.values()) <= ours
    asked = {str(each).partition(";")[0] for each in metadata.requires_dist or []}
    assert set(wheel.REQUIRES.values()) < asked <= ours


def test_a_command_line_of_its_own(project: Path, tc3gen: Run) -> None:
    """Lean, compact, without what the table does not ask for: its command works all the same."""
    about = 'package = "acme_tencent"\ntargets = ["python", "cli"]'
    table(project, 'package = "tencent"', about)
    tc3gen("generate", "--wheel")
    (file,) = (project / "dist").iterdir()
    with zipfile.ZipFile(file) as archive:
        points = archive.read(f"{file.name.rpartition('-py3')[0]}.dist-info/entry_points.txt")
        names = archive.namelist()
    assert points == b"[console_scripts]\nacme-tencent = acme_tencent.__main__:main\n"
    assert "acme_tencent/vod/v20180717/_cli/actions/rebuild_media.json" in names
    # Nobody has asked for streams, for the files of tccli or for roles.
    assert not [n for n in names if "streaming" in n or "credential_files" in n]

    venv.create(project / "venv", with_pip=False)
    python = project / "venv/bin/python"
    install = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(file)]
    run(sys.executable, "-m", "pip", *install, folder=project)
    packages = Path(
        run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    # What the extra asks for is that of this environment.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    fake = FakeService(project / "specs")
    command = str(project / "venv/bin/acme-tencent")
    keys = ["--secret-id", fake.secret_id, "--secret-key", fake.secret_key]
    with fake as url:
        words = ["vod", "rebuild-media", "--file-id", "1", *keys, "--endpoint", url]
        task = json.loads(run(command, *words, folder=project))["TaskId"]
        assert [call.parameters["FileId"] for call in fake.requests] == ["1"]
        fake.advance(60)
        words = ["vod", "describe-task-detail", "--task-id", task, *keys, "--endpoint", url]
        done = run(command, *words, "--wait", "--query", "Status", folder=project)
    assert done == '"FINISH"\n'
    assert "rebuild-media" in run(command, "vod", "--help", folder=project)


def test_a_command_line_without_what_can_be_left_out(project: Path, tc3gen: Run) -> None:
    about = 'package = "tencent"\ntargets = ["cli"]\nwithout = ["paging", "waiting", "streams"]'
    table(project, 'package = "tencent"', about)
    table(project, 'actions = ["RebuildMedia", "DescribeTaskDetail"]', "")
    tc3gen("generate")
    folder = project / "src/shop"
    checked(folder, "-p", "tencent")
    fake = FakeService(project / "specs")
    keys = ["--secret-id", fake.secret_id, "--secret-key", fake.secret_key]

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tencent", "vod", "describe-tasks", *words, *keys]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)

    with fake as url:
        assert json.loads(call("--endpoint", url).stdout)["TaskSet"] == []
        lacking = call("--all", "--endpoint", url), call("--wait", "--endpoint", url)
        refused = call("--limit", "1000", "--endpoint", "http://127.0.0.1:1")
    assert [done.returncode for done in lacking] == [2, 2]
    assert "--all: DescribeTasks gives no list in parts" in lacking[0].stderr
    assert (refused.returncode, "--limit must be at most 100" in refused.stderr) == (3, True)
