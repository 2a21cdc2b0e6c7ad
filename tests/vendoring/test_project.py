"""A project vendors two actions, calls them, and follows its spec."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from vendoring.conftest import Run, checked, replace, source_size, table

from tc3gen.fake import FakeService

API = Path("specs/vod/2018-07-17/api.yaml")
CALLER = '''\
"""What a shop does with videos."""

import sys

from shop.tencent import Retries, Timeout
from shop.tencent.vod import RepairInfo, VodClient, errors


def rebuild(url: str, secret_id: str, secret_key: str) -> str:
    options = Timeout(total=20), Retries(most=1)
    with VodClient(
        secret_id, secret_key, endpoint=url, timeout=options[0], retries=options[1]
    ) as vod:
        repair = RepairInfo(switch="ON", type="strong")
        task = vod.rebuild_media(file_id="1", repair_info=repair, session_id="order-1")
        try:
            vod.rebuild_media(file_id="1", session_id="order-1")
        except errors.InvalidParameterValueSessionId as error:
            print(error.code)
        detail = vod.wait_until_task_finished(task_id=task.task_id, delay=0.01)
        return f"{detail.status} {vod.describe_task_detail(task_id=task.task_id).task_type}"


if __name__ == "__main__":
    print(rebuild(*sys.argv[1:]))
'''


def test_from_the_first_line_to_the_next_version(project: Path, tc3gen: Run) -> None:
    caller = project / "src/shop/videos.py"
    caller.write_text(CALLER, encoding="utf-8")
    tc3gen("generate", "--check", code=1)
    made = tc3gen("generate")
    assert ", 0 unchanged, 0 removed" in made.output
    assert tc3gen("generate", "--check").output.startswith("0 files to write")
    checked(project / "src", "-p", "shop")
    assert said(project) == "InvalidParameterValue.SessionId\nFINISH RebuildMedia\n"

    before = project / "before"
    API.parent.rename(before)
    API.parent.mkdir()
    API.write_bytes((before / "api.yaml").read_bytes())
    (API.parent / "overlay.yaml").write_bytes((before / "overlay.yaml").read_bytes())
    replace(API, "      SessionContext:\n", "      Reason: {type: String}\n      SessionContext:\n")
    stale = tc3gen("generate", "--check", code=1)
    assert "+++ b/src/shop/tencent/vod/v20180717/client.py" in stale.output
    assert "reason: str | None = None" in stale.output
    # What that means for callers is said before the code is made anew.
    assert "Reason" in tc3gen("diff", "before", str(API), "--action", "RebuildMedia").output
    tc3gen("generate")
    tc3gen("generate", "--check")
    replace(caller, 'file_id="1", session_id', 'file_id="1", reason="again", session_id')
    checked(project / "src", "-p", "shop")
    assert said(project).endswith("FINISH RebuildMedia\n")


def said(project: Path) -> str:
    """What the shop says when it calls a service on this machine."""
    fake = FakeService(project / API)
    with fake as url, fake.watched(lambda _: fake.advance(30)):
        done = subprocess.run(
            [
                *(sys.executable, "-W", "error", "-m", "shop.videos"),
                *(url, fake.secret_id, fake.secret_key),
            ],
            cwd=project / "src",
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_small_and_needs_nothing_but_one_library(project: Path, tc3gen: Run) -> None:
    table(project, ', "DescribeTaskDetail"', "")
    tc3gen("generate")
    package = project / "src/shop/tencent"
    assert source_size(package) < 120_000
    assert foreign(package) == {"urllib3"}
    table(project, "[tool.tc3gen]\n", "[tool.tc3gen]\nasync = true\n")
    tc3gen("generate")
    assert source_size(package) < 135_000
    assert foreign(package) == {"urllib3", "aiohttp"}


def foreign(package: Path) -> set[str]:
    """The libraries that a package imports beside the standard one."""
    found: set[str] = set()
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names)


def test_licence_and_origin_go_with_it(project: Path, tc3gen: Run) -> None:
    tc3gen("generate")
    package = project / "src/shop/tencent"
    notice = (package / "NOTICE").read_text(encoding="utf-8")
    assert "- vod/v20180717: vod 2018-07-17, described from tccli-intl-en 3.1.193.1" in notice
    assert "docstrings and comments" in notice
    assert "Apache License" in (package / "LICENSE").read_text(encoding="utf-8")
    assert "NOTICE" in (package / "__init__.py").read_text(encoding="utf-8")


def test_it_works_under_any_name_at_any_depth(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(project, '"src/shop"\npackage = "tencent"', '"deep/er/still"\npackage = "clients_2"')
    tc3gen("generate")
    monkeypatch.syspath_prepend(str(project))
    vod = importlib.import_module("deep.er.still.clients_2.vod")
    data = {"FileId": "1", "RepairInfo": {"Switch": "ON"}}
    request = vod.from_dict(vod.RebuildMediaRequest, data)
    assert type(request.repair_info) is vod.RepairInfo
    assert vod.to_dict(request) == data


def test_what_was_left_out_says_so(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(str(project / "lacking"))
    for name in ("SECRET_ID", "SECRET_KEY", "TOKEN", "REGION", "ROLE_ARN"):
        monkeypatch.delenv(f"TENCENTCLOUD_{name}", raising=False)
    table(project, '"src/shop"', '"lacking"')
    tc3gen("generate", "--package", "lean_tencent")
    tencent = importlib.import_module("lean_tencent")
    vod = importlib.import_module("lean_tencent.vod")
    errors = vod.errors
    with pytest.raises(ImportError, match=r"AssumeRole.*`features = \[\"credential-roles\"\]`"):
        _ = tencent.AssumeRole
    with pytest.raises(ImportError, match=r"AsyncVodClient.*`async = true`"):
        _ = vod.v20180717.AsyncVodClient
    with pytest.raises(errors.CredentialError, match=r"credential files.*\[tool\.tc3gen\]"):
        vod.VodClient(profile="work")
    with pytest.raises(errors.CredentialError, match=r"(?s)environment.*files.*files.*roles"):
        vod.VodClient()
    client = vod.VodClient("id", "key", transport=object())
    with pytest.raises(AttributeError, match=r"call_stream.*`features = \[\"streams\"\]`"):
        client.call_stream("DescribeTasks")
    with pytest.raises(AttributeError, match="has no attribute 'rebuild'"):
        client.rebuild()
    assert "AsyncVodClient" not in dir(vod)
    assert not hasattr(errors, "PagingError")

    # With the features, all of it is there.
    features = 'features = ["credential-roles", "streams"]\nasync = true\nspecs ='
    table(project, "specs =", features)
    tc3gen("generate", "--package", "full_tencent")
    full = importlib.import_module("full_tencent")
    home = tmp_path / "home/.tencentcloud"
    home.mkdir(parents=True)
    (home / "credentials").write_text("[default]\nsecret_id = a\nsecret_key = b\n")
    monkeypatch.setenv("HOME", str(home.parent))
    streaming = SimpleNamespace(stream=lambda request, timeout: None)
    found = importlib.import_module("full_tencent.vod").VodClient(transport=streaming)
    assert found._credential == full.Credential("a", "b")
    assert isinstance(found.call_stream("DescribeTasks"), full.Stream)
    assert full.AssumeRole("qcs::cam::uin/1:roleName/x", full.Credential("a", "b"))


def test_two_versions_live_in_one_process(
    project: Path, tc3gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    tc3gen("generate", "--out", "libraries", "--package", "older")
    replace(API, "    rate_limit: 20\n", "    rate_limit: 10\n")
    replace(API, "      SessionContext:\n", "      Reason: {type: String}\n      SessionContext:\n")
    tc3gen("generate", "--out", "libraries/newer", "--package", "newer")
    monkeypatch.syspath_prepend(str(project / "libraries"))
    monkeypatch.syspath_prepend(str(project / "libraries/newer"))
    older, newer = (importlib.import_module(f"{name}.vod") for name in ("older", "newer"))
    told: list[tuple[str, int]] = []
    fake = FakeService(API)
    with fake as url:
        clients = {
            name: module.VodClient(
                *(fake.secret_id, fake.secret_key),
                endpoint=url,
                rate_limit=True,
                on_request=lambda event, name=name: told.append((name, event.call)),
            )
            for name, module in (("older", older), ("newer", newer))
        }
        clients["older"].rebuild_media(file_id="1", session_id="same")
        with pytest.raises(newer.errors.InvalidParameterValueSessionId) as caught:
            clients["newer"].rebuild_media(file_id="1", session_id="same", reason="again")
        assert not isinstance(caught.value, older.errors.TencentCloudError)
        with pytest.raises(TypeError, match="reason"):
            clients["older"].rebuild_media(file_id="1", reason="again")
    # Calls are counted, and rates are kept, by each on its own.
    assert told == [("older", 1), ("newer", 1)]
    lanes = [client._terms.family.limiter._lanes["RebuildMedia"] for client in clients.values()]
    assert [len(lane) for lane in lanes] == [1, 1]
    assert [lane[0].end - lane[0].start for lane in lanes] == pytest.approx([0.0525, 0.105])


def test_bundles_of_all_kinds_are_typed_and_in_style(project: Path, tc3gen: Run) -> None:
    """In one run of each tool: it is loading them that takes the time."""
    kinds = {
        "everything": 'async = true\nfeatures = ["credential-roles", "streams"]',
        "files": 'features = ["credential-files"]\ncompact = false\nerrors = "all"',
        "few": 'without = ["waiting"]\ncompact = true',
    }
    packages = {
        f"{name}_{lean}": f"lean = {lean}\n{lines}"
        for name, lines in kinds.items()
        for lean in ("true", "false")
    }
    kept = (project / "pyproject.toml").read_text(encoding="utf-8")
    for name, lines in packages.items():
        table(project, "[tool.tc3gen]\n", f"[tool.tc3gen]\n{lines}\n")
        tc3gen("generate", "--out", "all", "--package", name)
        (project / "pyproject.toml").write_text(kept, encoding="utf-8")
    # A spec whose actions page, stream, and send forms and bytes.
    wire = Path(__file__).parents[1] / "behaviour/wire/2020-01-01/api.yaml"
    lists = Path(__file__).parents[1] / "behaviour/lists/2020-01-01/api.yaml"
    table(project, ', "DescribeTaskDetail"]', "]")
    wired = {"wire_true": "lean = true", "wire_false": "lean = false"}
    before = 'actions = ["RebuildMedia"]'
    for name, line in wired.items():
        table(project, before, line)
        tc3gen("generate", str(wire), str(lists), "--out", "all", "--package", name)
        before = line
    checked(project / "all", *packages, *wired)
    ruff = ("ruff", "check", "--isolated", "--select=F", "--per-file-ignores=__init__.py:F40")
    for tool in (ruff, ("black", "--check", "-q")):
        command = [sys.executable, "-m", *tool, "all"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
