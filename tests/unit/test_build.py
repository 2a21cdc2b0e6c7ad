"""Each way of writing something in a spec has one form in the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from tc3gen import graph, source
from tc3gen.build import build, type_ref
from tc3gen.model import (
    Action,
    Choice,
    Condition,
    Deduplication,
    Deprecation,
    ErrorCode,
    Failure,
    Field,
    Kind,
    Limits,
    Paging,
    PagingStyle,
    RegionRule,
    Service,
    TaskDetail,
    TaskState,
    TypeRef,
    Waiter,
)
from tc3gen.source.rules import sample


def _build(tmp_path: Path, body: str) -> Service:
    path = tmp_path / "api.yaml"
    path.write_text(sample(body), encoding="utf-8")
    return build(source.load(path))


def _field(tmp_path: Path, text: str) -> Field:
    service = _build(tmp_path, f"actions:\n  A:\n    input:\n      F: {text}\n")
    return service.actions[0].input[0]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.STRUCT, Kind.ARRAY)])
def test_type_words(kind: Kind) -> None:
    assert type_ref(kind.value) == TypeRef(kind)
    assert str(type_ref(kind.value)) == kind.value


@pytest.mark.parametrize(
    ("spelling", "leaf", "depth"),
    [
        ("RepairInfo", TypeRef(Kind.STRUCT, "RepairInfo"), 0),
        ("Array of RepairInfo", TypeRef(Kind.STRUCT, "RepairInfo"), 1),
        ("Array of Timestamp ISO8601", TypeRef(Kind.TIMESTAMP_ISO8601), 1),
        ("Array of Array of Integer", TypeRef(Kind.INTEGER), 2),
    ],
)
def test_types(spelling: str, leaf: TypeRef, depth: int) -> None:
    ref = type_ref(spelling)
    assert str(ref) == spelling
    assert ref.leaf == leaf
    for _ in range(depth):
        assert ref.kind is Kind.ARRAY
        assert ref.item is not None
        ref = ref.item
    assert ref == leaf


def test_service(tmp_path: Path) -> None:
    service = _build(tmp_path, "description: Video.\nactions: {}\n")
    assert service == Service(
        name="vod",
        version="2018-07-17",
        title="Video on Demand",
        description="Video.",
        actions=(),
        structs=(),
        errors=(),
        endpoints=(("domestic", "vod.tencentcloudapi.com"),),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", RegionRule.OPTIONAL),
        ("region: required\n", RegionRule.REQUIRED),
        ("region: unused\n", RegionRule.UNUSED),
    ],
)
def test_region_of_the_service_goes_for_its_actions(
    tmp_path: Path, text: str, expected: RegionRule
) -> None:
    service = _build(tmp_path, text + "actions: {A: {}, B: {region: optional}}\n")
    assert [action.region for action in service.actions] == [expected, RegionRule.OPTIONAL]


def test_action(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        """
        actions:
          RebuildMedia:
            title: Rebuild
            description: At length.
            rate_limit: 20
            read_only: true
            deduplicated_by: SessionId
            alias: Rebuild
            input: {SessionId: {type: String}}
            output: {TaskId: {type: String}}
            errors: [FailedOperation]
            examples:
              - {title: One, description: First., input: {SessionId: a}, output: {TaskId: b}}
              - {title: Two}
        """,
    )
    (action,) = service.actions
    assert (action.name, action.title, action.description) == (
        "RebuildMedia",
        "Rebuild",
        "At length.",
    )
    assert action.rate_limit == 20
    assert action.read_only
    assert action.deduplicated_by == Deduplication("SessionId")
    assert action.alias == "Rebuild"
    assert [field.name for field in action.input + action.output] == ["SessionId", "TaskId"]
    assert action.errors == ("FailedOperation",)
    one, two = action.examples
    assert (one.title, one.description) == ("One", "First.")
    assert (one.input, one.output) == ({"SessionId": "a"}, {"TaskId": "b"})
    assert (two.input, two.output) == (None, None)


def test_an_action_may_say_nothing(tmp_path: Path) -> None:
    service = _build(tmp_path, "actions: {A: {}}\n")
    assert service.actions == (Action("A", input=(), output=()),)


def test_field_order_is_the_order_of_the_spec(tmp_path: Path) -> None:
    fields = "Zeta: {type: String}, Alpha: {type: String}, Mid: {type: String}"
    service = _build(tmp_path, f"actions: {{}}\nstructs: {{S: {{fields: {{{fields}}}}}}}\n")
    assert [field.name for field in service.structs[0].fields] == ["Zeta", "Alpha", "Mid"]


def test_field(tmp_path: Path) -> None:
    field = _field(
        tmp_path,
        "{type: Integer, description: Wide., required: true, output_required: false,"
        " nullable: true, default: 0, example: 640, unit: px, format: int64, alias: W}",
    )
    assert field == Field(
        name="F",
        type=TypeRef(Kind.INTEGER),
        description="Wide.",
        required=True,
        output_required=False,
        nullable=True,
        default=0,
        example=640,
        unit="px",
        format="int64",
        alias="W",
    )


def test_limits(tmp_path: Path) -> None:
    number = _field(
        tmp_path,
        "{type: Integer, minimum: 1, exclusiveMinimum: 0, maximum: 9, exclusiveMaximum: 10,"
        " special: [{value: -1, description: No limit.}, 100]}",
    )
    assert number.limits == Limits(
        minimum=1,
        exclusive_minimum=0,
        maximum=9,
        exclusive_maximum=10,
        special=(Choice(-1, "No limit."), Choice(100)),
    )
    text = _field(
        tmp_path,
        "{type: String, minLength: 1, maxLength: 9, pattern: '^a', open: true,"
        " enum: [a, {value: ab, description: Both.}]}",
    )
    assert text.limits == Limits(
        min_length=1,
        max_length=9,
        pattern="^a",
        open=True,
        enum=(Choice("a"), Choice("ab", "Both.")),
    )
    array = _field(
        tmp_path, "{type: Array of String, minItems: 1, maxItems: 9, items: {maxLength: 5}}"
    )
    assert array.limits == Limits(min_items=1, max_items=9)
    assert array.items == Limits(max_length=5)
    assert not _field(tmp_path, "{type: String}").limits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", Deprecation()),
        ("false", None),
        ("Use something else.", Deprecation(description="Use something else.")),
        (
            "{replacement: Other, description: Old., since: 2026-05-19}",
            Deprecation("Old.", "Other", "2026-05-19"),
        ),
    ],
)
def test_deprecated(tmp_path: Path, text: str, expected: Deprecation | None) -> None:
    assert _field(tmp_path, f"{{type: String, deprecated: {text}}}").deprecated == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("While it runs.", Condition(text="While it runs.")),
        ("{field: Switch, equals: ON}", Condition(field="Switch", values=("ON",))),
        ("{field: Switch, equals: [ON, 1]}", Condition(field="Switch", values=("ON", 1))),
    ],
)
def test_applies_when(tmp_path: Path, text: str, expected: Condition) -> None:
    assert _field(tmp_path, f"{{type: String, applies_when: {text}}}").applies_when == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It failed.", ErrorCode("A.B", "It failed.")),
        (
            "{description: It failed., solution: Retry., alias: AB}",
            ErrorCode("A.B", "It failed.", "Retry.", "AB"),
        ),
    ],
)
def test_errors(tmp_path: Path, text: str, expected: ErrorCode) -> None:
    service = _build(tmp_path, f"actions: {{}}\nerrors: {{A.B: {text}}}\n")
    assert service.errors == (expected,)


def test_models_are_hashable(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        "actions: {A: {input: {F: {type: Object, example: {a: [1]}}}, examples: [{title: T,"
        " input: {F: {}}}]}}\n",
    )
    assert isinstance(hash(service), int)


def test_deduplication_has_one_form(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        """
        actions:
          One: {deduplicated_by: Token, input: {Token: {type: String}}}
          Two:
            deduplicated_by: {field: Token, error: Used, seconds: 60}
            input: {Token: {type: String}}
          Three: {}
        """,
    )
    one, two, three = service.actions
    assert one.deduplicated_by == Deduplication("Token", "", None)
    assert two.deduplicated_by == Deduplication("Token", "Used", 60)
    assert three.deduplicated_by is None


def test_paging(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        """
        actions:
          A:
            paging: {style: token, input: I, output: O.P, limit: L, items: S, more: M, more_when: 0}
          B: {paging: {style: offset, offset: Offset, items: D.S, total: D.T, page_size: 9}}
          C: {paging: {style: page, page: Page, size: Size, first: 0, items: S}}
          D: {}
        """,
    )
    assert [action.paging for action in service.actions] == [
        Paging(PagingStyle.TOKEN, "S", "I", next="O.P", more="M", more_when=0, size="L"),
        Paging(PagingStyle.OFFSET, "D.S", "Offset", page_size=9, total="D.T"),
        Paging(PagingStyle.PAGE, "S", "Page", size="Size", first=0),
        None,
    ]


def test_waiters_and_simulations(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        """
        actions: {}
        waiters:
          Short: {action: Show, state: State, success: [2]}
          Long:
            description: At length.
            action: Show
            state: Data.State
            success: [FINISH]
            failure: [ABORTED]
            failed_when: [{path: "*.Code", not: [0, 1]}]
            message: "*.Message"
            progress: Data.Progress
            delay: 1
            max_delay: 2
            timeout: 3
        simulation:
          tasks:
            - started_by: Start
              id: TaskId
              states: [{state: WAITING, seconds: 1.5}, {state: FINISH}]
              shown_by: {action: Show, id: TaskId, state: State}
        """,
    )
    assert service.waiters == (
        Waiter("Short", "Show", "State", (2,)),
        Waiter(
            "Long",
            "Show",
            "Data.State",
            ("FINISH",),
            ("ABORTED",),
            (Failure("*.Code", (0, 1)),),
            "*.Message",
            "Data.Progress",
            delay=1,
            max_delay=2,
            timeout=3,
            description="At length.",
        ),
    )
    (task,) = service.simulation.tasks
    assert task.states == (TaskState("WAITING", 1.5), TaskState("FINISH"))
    assert task.shown_by == TaskDetail("Show", "TaskId", "State")
    assert task.listed_by is None
    assert hash(service)


def test_keeping_actions_keeps_what_goes_with_them(tmp_path: Path) -> None:
    service = _build(
        tmp_path,
        """
        actions: {Start: {}, Show: {}, List: {}}
        waiters: {Done: {action: Show, state: State, success: [1]}}
        simulation:
          tasks:
            - started_by: Start
              id: Id
              states: [{state: FINISH}]
              shown_by: {action: Show, id: Id, state: State}
              listed_by: {action: List, items: Set, id: Id, state: State}
        """,
    )
    kept = graph.keep(service, ["Show"])
    assert (kept.waiters, kept.simulation.tasks) == (service.waiters, ())
    kept = graph.keep(service, ["Start", "List"])
    assert kept.waiters == ()
    (task,) = kept.simulation.tasks
    assert task.shown_by is None
    assert task.listed_by is not None
