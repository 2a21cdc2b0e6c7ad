"""What callers of some actions see: it is judged by what these actions send and receive."""

from __future__ import annotations

import pytest

from tc3gen import build, compat, pipeline, source
from tc3gen.bundles import Bundle
from tc3gen.model import Service

SPEC = """\
tc3gen: 1
service: vod
version: 2018-07-17
title: A service
endpoints: {domestic: vod.tencentcloudapi.com}
actions:
  DescribePlan:
    errors: [ResourceNotFound.Plan, InternalError]
    input: {}
    output:
      Plan: {type: Plan, required: true}
  ModifyPlan:
    errors: [ResourceNotFound.Plan]
    input:
      Plan: {type: Plan, required: true}
structs:
  Plan:
    fields:
      Name: {type: String, required: true}
errors:
  InternalError: The service failed.
  ResourceNotFound.Plan: There is no such plan.
"""


def service(*edits: tuple[str, str]) -> Service:
    text = SPEC
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return build.build(source.from_bytes(text.encode(), "api.yaml"))


def codes(old: list[Service], new: list[Service], *actions: str) -> set[str]:
    return {change.code for change in compat.compare(*compat.seen_by(actions, old, new))}


def test_a_struct_counts_as_sent_only_where_it_is() -> None:
    """A package with what receives alone types a field by what a reply always has."""
    line = "Name: {type: String, required: true}"
    old, new = service(), service((line, line.replace("}", ", nullable: true}")))
    assert codes([old], [new]) == {"C212"}
    assert codes([old], [new], "ModifyPlan") == {"C213"}
    assert codes([old], [new], "DescribePlan") == {"C210"}


def test_an_action_is_followed_to_its_new_name() -> None:
    new = service(("ModifyPlan", "ModifyPlans"), ("required: true}\nstructs", "}\nstructs"))
    old = service()
    for name in ("ModifyPlan", "ModifyPlans"):
        assert codes([old], [new], name) == {"C102", "C209"}
    assert codes([old], [new], "DescribePlan") == set()


def test_what_is_not_generated_for_an_action_is_not_told() -> None:
    old = service()
    later = service(("2018-07-17", "2024-07-18"), ("DescribePlan", "ListPlans"))
    assert codes([old], [old, later]) == {"C004"}
    assert codes([old], [old, later], "DescribePlan") == set()
    assert codes([old], [old, later], "ModifyPlan") == {"C004"}
    # An action that goes does not take its service along.
    gone = service((SPEC[SPEC.index("  DescribePlan") : SPEC.index("  ModifyPlan")], ""))
    assert codes([old], [gone], "DescribePlan") >= {"C101", "C301"}
    assert "C001" not in codes([old], [gone], "DescribePlan")
    assert codes([gone], [old], "DescribePlan") >= {"C103", "C303"}


def test_a_code_that_an_action_lists_no_more_is_gone_for_its_callers() -> None:
    old = service()
    new = service(("ResourceNotFound.Plan, InternalError", "InternalError"))
    assert codes([old], [new]) == {"C127"}
    # Another action lists it, so that a package with this one alone has no class for it.
    assert codes([old], [new], "DescribePlan") == {"C124", "C321"}
    assert codes([old], [new], "ModifyPlan") == set()
    # A family has a class, whatever lists it.
    family = ("errors:\n  Int", "errors:\n  ResourceNotFound: Something is missing.\n  Int")
    listed = service(family, ("ResourceNotFound.Plan, Int", "ResourceNotFound, Int"))
    assert codes([listed], [service(family, ("ResourceNotFound.Plan, Int", "Int"))]) == {"C124"}
    # Where nothing lists it, it stays, but in packages that have what is listed alone.
    new = service(("ResourceNotFound.Plan, ", ""), ("[ResourceNotFound.Plan]", "[]"))
    assert codes([old], [new], "DescribePlan") == {"C127"}
    bundle = Bundle(listed_errors=True)
    sides = zip(compat.seen_by(["DescribePlan"], [old], [new]), ([old], [new]), strict=True)
    before, after = (pipeline.bundled(kept, whole, bundle) for kept, whole in sides)
    assert "C321" in {change.code for change in compat.compare(before, after)}


@pytest.mark.parametrize(
    ("before", "after", "narrower"),
    [
        ("default: 1", "default: 2", True),
        ("default: 1", "unit: s", False),
        ("unit: s", "unit: ms", True),
        ("maximum: 9", "maximum: 5", True),
        ("maximum: 5", "maximum: 9", False),
        ("maximum: 9", "minimum: 5", False),
        ("unit: s", "unit: s, maximum: 5", False),
        ("minimum: 1, maximum: 9", "minimum: 3, maximum: 99", True),
        ("enum: [1, 2, 3]", "enum: [1, 2]", True),
        ("enum: [1, 2]", "enum: [1, 2, 3]", False),
        ("enum: [1, 2]", "maximum: 9", False),
    ],
)
def test_prose_that_takes_something_back(before: str, after: str, narrower: bool) -> None:
    """It may count for a request, and never for a reply."""
    field = "Name: {type: Integer, required: true"
    text = ("Name: {type: String, required: true", field)
    old, new = (service(text, (field, f"{field}, hints: {{{said}}}")) for said in (before, after))
    assert ("C249" in codes([old], [new], "ModifyPlan")) == narrower
    assert "C249" not in codes([old], [new], "DescribePlan")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("hints: {enum: [a, b]}", "hints: {enum: [a, b, c]}", "C239"),
        ("hints: {enum: [a, b]}", "enum: [a, c], open: true", "C239"),
        ("enum: [a, b], open: true", "enum: [a, b, c], open: true", "C239"),
        ("hints: {enum: [a, b, c]}", "enum: [a, b], open: true", "C238"),
        ("hints: {enum: [a, b, c]}", "hints: {enum: [a, b]}", "C902"),
        ("hints: {unit: s}", "hints: {enum: [a, b]}", "C902"),
    ],
)
def test_a_reply_with_values_that_nobody_knew_of(before: str, after: str, code: str) -> None:
    """Whether the spec states them, or prose tells them; a request may have them unnoticed."""
    field = "Name: {type: String, required: true"
    old, new = (service((field, f"{field}, {said}")) for said in (before, after))
    found = codes([old], [new], "DescribePlan")
    assert code in found
    assert ("C239" in found) == (code == "C239")
    assert "C239" not in codes([old], [new], "ModifyPlan")
