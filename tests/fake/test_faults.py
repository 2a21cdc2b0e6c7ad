"""Faults: what is asked for, what happens, and to whom."""

from __future__ import annotations

import pytest

from tc3gen.fake import (
    ContentType,
    Error,
    Fault,
    Garbage,
    Latency,
    Reset,
    Skew,
    Stall,
    Status,
    TaskEnds,
    Throttle,
    parse_fault,
)
from tc3gen.fake.chance import Chance
from tc3gen.fake.console import fault_help
from tc3gen.fake.fault_rules import Faults
from tc3gen.fake.faults import KINDS

from .asking import NOW, code, core, request, vod


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("latency=0.5", Latency(0.5)),
        (
            "reset,action=RebuildMedia,chance=0.05,count=3,after=1,effect=no",
            Reset(action="RebuildMedia", chance=0.05, count=3, after=1, effect=False),
        ),
        ("stall", Stall()),
        ("stall=2", Stall(2.0)),
        ("garbage=nothing", Garbage(b"nothing")),
        (
            "content-type=application/json; charset=utf-8",
            ContentType("application/json; charset=utf-8"),
        ),
        ("status=503,retry-after=2,effect=yes", Status(503, "2", effect=True)),
        ("throttle=4", Throttle(count=4)),
        (
            "throttle,code=RequestLimitExceeded.IPLimitExceeded",
            Throttle("RequestLimitExceeded.IPLimitExceeded"),
        ),
        ("error=FailedOperation,message=no", Error("FailedOperation", "no")),
        ("skew=-600", Skew(-600)),
        (
            "task=FINISH,ErrCode=70000,Message=broken",
            TaskEnds("FINISH", {"ErrCode": 70000, "Message": "broken"}),
        ),
    ],
)
def test_lines_of_text(text: str, fault: Fault) -> None:
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no fault is called ''"),
        ("rest", "there are latency"),
        ("latency", "latency needs a value"),
        ("latency=long", "'long' is not a number"),
        ("latency=-1", "seconds must be within"),
        ("latency=nan", "seconds must be within"),
        ("skew=inf", "must be a number"),
        ("reset=1", "reset takes no value"),
        ("reset,color=red", "no key 'color'; it has action"),
        ("reset,ErrCode=1", "no key"),
        ("reset,chance", "no key 'chance'"),
        ("reset,chance=1.5", "within 0 and 1"),
        ("reset,effect=perhaps", "yes or no"),
        ("reset,count=-1", "at least 0"),
        ("status=99", "within 200 and 599"),
        ("content-type=a\nb", "one line"),
    ],
)
def test_wrong_lines_of_text(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_fault(text)


def test_every_kind_is_explained() -> None:
    for name in KINDS:
        assert f"  {name}" in fault_help()


def test_scopes() -> None:
    faults = Faults([Reset(action="A", after=1, count=2)], Chance(0))
    happened = [bool(faults.happening(action)) for action in "ABABAAA"]
    assert happened == [False, False, True, False, True, False, False]


def test_chance_is_the_same_for_the_same_seed() -> None:
    def drawn(seed: int, *others: Fault) -> list[bool]:
        faults = Faults([Reset(chance=0.3), *others], Chance(seed))
        return [any(isinstance(f, Reset) for f in faults.happening("A")) for _ in range(1000)]

    assert drawn(1) == drawn(1) == drawn(1, Latency(1, chance=0.5))
    assert drawn(1) != drawn(2)
    assert 250 < sum(drawn(1)) < 350


def test_those_that_change_the_reply_add_up_and_of_the_others_the_first_wins() -> None:
    faults = Faults(
        [Latency(1), Reset(count=1), Status(503), Skew(9), ContentType("a/b")], Chance(0)
    )
    assert [each.kind for each in faults.happening("A")] == [
        "latency",
        "reset",
        "skew",
        "content-type",
    ]
    assert "status" in [each.kind for each in faults.happening("A")]


def test_codes() -> None:
    fake = core(vod(), faults=[Throttle(count=2), Error("FailedOperation", count=1)])
    codes = [code(fake, "RebuildMedia", {"FileId": "1"}) for _ in range(4)]
    assert codes == ["RequestLimitExceeded"] * 2 + ["FailedOperation", ""]
    assert [each.performed for each in fake.log.all()] == [False] * 3 + [True]


def test_a_skewed_clock_refuses_and_tells_its_time() -> None:
    fake = core(vod(), faults=[Skew(3600)])
    assert code(fake, "DescribeTasks") == "AuthFailure.SignatureExpire"
    assert code(fake, "DescribeTasks", timestamp=NOW + 3600) == ""
    assert fake.answer(request("DescribeTasks")).headers["Date"].endswith("09:00:00 GMT")


def test_what_takes_effect() -> None:
    body = {"FileId": "1"}
    for fault, tasks in ((Reset(), 1), (Reset(effect=False), 0), (Status(), 0), (Stall(), 1)):
        fake = core(vod(), faults=[fault])
        fake.answer(request("RebuildMedia", body))
        assert len(fake.stages["vod", "2018-07-17"].tasks.all()) == tasks
        assert fake.log.all()[0].performed is bool(tasks)
