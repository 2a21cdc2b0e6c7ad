"""What is remembered: tasks, repeated requests, rates."""

from __future__ import annotations

from typing import Any

import pytest

from tc3gen.fake import Call, TaskEnds
from tc3gen.fake.core import Core

from .asking import NOW, ask, code, core, service, vod

DAY = 86400


def start(fake: Core, **params: Any) -> str:
    reply = ask(fake, "RebuildMedia", {"FileId": "7", **params}, timestamp=int(fake.clock.now()))
    return str(reply["TaskId"])


def detail(fake: Core, task: str) -> Any:
    return ask(fake, "DescribeTaskDetail", {"TaskId": task}, timestamp=int(fake.clock.now()))


def listed(fake: Core, **asked: Any) -> Any:
    return ask(fake, "DescribeTasks", asked, timestamp=int(fake.clock.now()))


def test_a_task_goes_on_by_the_clock() -> None:
    fake = core(vod())
    task = start(fake)
    states = []
    for _ in range(8):
        shown = detail(fake, task)
        rebuild = shown["RebuildMediaTask"]
        states.append((shown["Status"], rebuild["Status"], rebuild["Progress"]))
        assert listed(fake)["TaskSet"][0]["Status"] == shown["Status"]
        fake.clock.advance(1)
    assert states == [
        ("WAITING", "PROCESSING", 0),
        ("PROCESSING", "PROCESSING", 16),
        ("PROCESSING", "PROCESSING", 33),
        ("PROCESSING", "PROCESSING", 50),
        ("PROCESSING", "PROCESSING", 66),
        ("PROCESSING", "PROCESSING", 83),
        ("FINISH", "FINISH", 100),
        ("FINISH", "FINISH", 100),
    ]


def test_times_are_empty_until_they_come() -> None:
    fake = core(vod())
    task = start(fake)
    shown = detail(fake, task)
    assert shown["CreateTime"] == "2027-01-15T08:00:00Z"
    assert (shown["BeginProcessTime"], shown["FinishTime"]) == ("", "")
    fake.clock.advance(6)
    shown = detail(fake, task)
    assert shown["BeginProcessTime"] == "2027-01-15T08:00:01Z"
    assert shown["FinishTime"] == "2027-01-15T08:00:06Z"


def test_the_outcome_hands_the_request_back() -> None:
    fake = core(vod())
    task = start(
        fake,
        StartTimeOffset=1.5,
        RepairInfo={"Switch": "ON", "Type": "strong"},
        SessionId="order-1",
        SessionContext="{}",
    )
    rebuild = detail(fake, task)["RebuildMediaTask"]
    assert (rebuild["Output"], rebuild["MetaData"]) == (None, None)
    fake.clock.advance(10)
    rebuild = detail(fake, task)["RebuildMediaTask"]
    given = rebuild["Input"]
    assert (given["FileId"], given["StartTimeOffset"]) == ("7", 1.5)
    assert given["RepairInfo"] == {"Switch": "ON", "Type": "strong"}
    assert given["HDRInfo"]["Switch"] == "OFF"
    assert (rebuild["SessionId"], rebuild["SessionContext"]) == ("order-1", "{}")
    assert (rebuild["ErrCode"], rebuild["ErrCodeExt"], rebuild["TaskId"]) == (0, "", task)
    assert rebuild["Output"]["FileId"].isdigit()
    assert rebuild["Output"]["FileId"] != "7"
    assert detail(fake, task)["RebuildMediaTask"]["Output"] == rebuild["Output"]


def test_a_task_can_be_made_to_fail() -> None:
    ends = TaskEnds("ABORTED", {"ErrCode": 70000, "Message": "broken"}, count=1)
    fake = core(vod(), faults=[ends])
    task, other = start(fake), start(fake)
    assert detail(fake, task)["RebuildMediaTask"]["ErrCode"] == 0
    fake.clock.advance(10)
    shown = detail(fake, task)
    assert (shown["Status"], shown["FinishTime"]) == ("ABORTED", "2027-01-15T08:00:06Z")
    assert shown["RebuildMediaTask"]["ErrCode"] == 70000
    assert detail(fake, other)["Status"] == "FINISH"


def test_a_task_can_be_looked_up_for_three_days() -> None:
    fake = core(vod())
    task = start(fake)
    unknown = "InvalidParameterValue.TaskId"
    assert code(fake, "DescribeTaskDetail", {"TaskId": "other"}) == unknown
    fake.clock.advance(3 * DAY)
    assert detail(fake, task)["Error"]["Code"] == unknown
    assert listed(fake)["TaskSet"] == []


def test_lists_come_in_parts_the_latest_first() -> None:
    fake = core(vod())
    tasks = [start(fake, FileId=str(i)) for i in range(5)]
    found, token = [], ""
    for size in (2, 2, 1):
        part = listed(fake, Limit=2, ScrollToken=token)
        assert len(part["TaskSet"]) == size
        found += [each["TaskId"] for each in part["TaskSet"]]
        token = part["ScrollToken"]
        if size == 2:
            start(fake)  # what comes in between moves nothing
    assert token == ""
    assert found == tasks[::-1]
    assert listed(fake, ScrollToken="x")["Error"]["Code"] == "InvalidParameterValue"


def test_lists_are_filtered_and_sorted() -> None:
    fake = core(vod())
    early = start(fake, FileId="a")
    fake.clock.advance(60)
    late = start(fake, FileId="b")

    def ids(**asked: Any) -> list[str]:
        return [each["TaskId"] for each in listed(fake, **asked)["TaskSet"]]

    assert ids() == [late, early]
    assert ids(FileId="a") == [early]
    assert ids(Status="FINISH") == [early]
    assert ids(CreateTime={"After": "2027-01-15T16:01:00+08:00"}) == [late]
    assert ids(CreateTime={"Before": "2027-01-15T08:01:00Z"}) == [early]
    assert ids(FinishTime={"After": "2027-01-15T08:00:00Z"}) == [early]
    assert ids(Sort={"Field": "CreateTime", "Order": "Asc"}) == [early, late]
    assert ids(Sort={"Field": "CreateTime", "Order": "Desc"}) == [late, early]
    wrong = {"CreateTime": {"After": "yesterday"}}, {"Sort": {"Field": "Mood", "Order": "Asc"}}
    for asked in wrong:
        assert listed(fake, **asked)["Error"]["Code"] == "InvalidParameterValue"


def test_a_session_is_refused_for_three_days() -> None:
    fake = core(vod())
    again = "InvalidParameterValue.SessionId"

    def once(**params: str) -> str:
        asked = {"FileId": "1", **params}
        return code(fake, "RebuildMedia", asked, timestamp=int(fake.clock.now()))

    assert once(SessionId="a") == ""
    assert once(SessionId="a") == again
    assert once(SessionId="b") == ""
    assert once(SessionId="") == once() == once() == ""
    fake.clock.advance(3 * DAY - 1)
    assert once(SessionId="a") == again
    fake.clock.advance(1)
    assert once(SessionId="a") == ""
    assert len(fake.stages["vod", "2018-07-17"].tasks.all()) == 6


def test_a_refused_request_uses_up_no_session() -> None:
    fake = core(vod())
    assert code(fake, "RebuildMedia", {"FileId": 1, "SessionId": "a"}) == "InvalidParameter"
    assert code(fake, "RebuildMedia", {"FileId": "1", "SessionId": "a"}) == ""


def test_a_repetition_without_a_code_is_answered_like_the_first() -> None:
    toy = service("""\
actions:
  Make:
    deduplicated_by: Token
    input: {Token: {type: String}}
    output: {Id: {type: String}}
  Other:
    rate_limit: 0.5
""")
    fake = core(toy)
    how = {"name": "toy", "version": "2020-01-01"}
    first = ask(fake, "Make", {"Token": "a"}, **how)
    second = ask(fake, "Make", {"Token": "a"}, **how)
    assert first["Id"] == second["Id"]
    assert first["RequestId"] != second["RequestId"]
    assert code(fake, "Other", **how) == ""
    fake.clock.advance(1.9)
    assert code(fake, "Other", **how) == "RequestLimitExceeded"
    fake.clock.advance(0.1)
    assert code(fake, "Other", **how) == ""


def test_rates_are_counted_per_action_and_second() -> None:
    fake = core(vod())
    codes = [code(fake, "RebuildMedia", {"FileId": "1"}) for _ in range(21)]
    assert codes == [""] * 20 + ["RequestLimitExceeded"]
    assert code(fake, "DescribeTasks") == ""
    fake.clock.advance(1)
    assert code(fake, "RebuildMedia", {"FileId": "1"}) == ""
    free = core(vod(), rate_limits=False)
    assert {code(free, "RebuildMedia", {"FileId": "1"}) for _ in range(30)} == {""}


def test_the_log_tells_what_was_asked() -> None:
    fake = core(vod())
    ask(fake, "RebuildMedia", {"FileId": "1"}, x_tc_region="ap-guangzhou", x_tc_language="en-US")
    ask(fake, "Nothing", {"FileId": "1"})
    first, second = fake.log.all()
    assert first == Call(
        service="vod",
        action="RebuildMedia",
        parameters={"FileId": "1"},
        code="",
        request_id=first.request_id,
        when=NOW,
        region="ap-guangzhou",
        language="en-US",
        request_client="",
        faults=(),
        performed=True,
        size=len('{"FileId": "1"}'),
    )
    assert (second.code, second.parameters, second.performed) == ("InvalidAction", {}, False)


@pytest.mark.parametrize("module", ["log", "tasks"])
def test_memory_is_bounded(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"tc3gen.fake.{module}.MOST_BYTES", 10_000)
    fake = core(vod(), rate_limits=False)
    for _ in range(20):
        start(fake, ExtInfo="x" * 1000)
    kept = fake.log.all() if module == "log" else fake.stages["vod", "2018-07-17"].tasks.all()
    assert len(kept) == 9
