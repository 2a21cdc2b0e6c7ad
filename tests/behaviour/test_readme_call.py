"""The call in the README runs as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from .conftest import SECRET_ID, SECRET_KEY, Service

README = Path(__file__).parents[2] / "README.md"

#: Leads the client to the service on this machine.
_REDIRECT = """\
import dataclasses
from tc3.vod import VodClient
VodClient._service = dataclasses.replace(VodClient._service, endpoints={{"here": {url!r}}})
"""


@pytest.fixture
def run(
    script: Callable[[str], str], service: Service, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], str]:
    monkeypatch.setenv("TENCENTCLOUD_SECRET_ID", SECRET_ID)
    monkeypatch.setenv("TENCENTCLOUD_SECRET_KEY", SECRET_KEY)
    tokens = MarkdownIt().parse(README.read_text(encoding="utf-8"))
    first = next(t.content for t in tokens if t.type == "fence" and t.info == "python")
    return lambda: script(_REDIRECT.format(url=service.url) + first)


def test_it_starts_a_task_and_follows_it(run: Callable[[], str], service: Service) -> None:
    service.answers["RebuildMedia"] = {"TaskId": "task-1"}
    outcome = {"ErrCode": 0, "ErrCodeExt": "", "Progress": 100}
    service.answers["DescribeTaskDetail"] = {"Status": "FINISH", "RebuildMediaTask": outcome}
    assert run() == "RebuildMediaTask(err_code=0, err_code_ext='', progress=100)\n"
    first, second = service.seen
    assert first.headers["x-tc-region"] == "ap-singapore"
    assert first.json["RepairInfo"] == {"Switch": "ON", "Type": "strong"}
    assert second.json == {"TaskId": "task-1"}


def test_it_meets_a_repeated_order(run: Callable[[], str], service: Service) -> None:
    service.fail("RebuildMedia", "InvalidParameterValue.SessionId")
    assert run() == "order 1187 has been sent before\n"
