"""C301 to C399: changes of structs, of error codes, and of what is only told."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, parameter, reply, sample

_STRUCTS = """\
actions:
  RebuildMedia:
    input:
      Target: {{type: {0}, required: true}}
{1}structs:
  {0}:
    {2}fields:
      Width: {{type: Integer}}
      Height: {{type: Integer}}
"""


def _struct(name: str, head: str = "", output: str = "") -> str:
    return sample(_STRUCTS.format(name, output, head))


def _way(output: str, mode: str = "required: true") -> str:
    made = (
        "actions:\n  DescribePlan:\n    input: {}\n    output:\n"
        "      Plan: {type: Plan, required: true}\n"
        f"{output}structs:\n  Plan:\n    fields:\n      Name: {{type: String, {mode}}}\n"
    )
    return sample(made)


def _codes(*lines: str) -> str:
    return sample("actions: {}\nerrors:\n" + "".join(f"  {line}\n" for line in lines))


_PLAN = """\
  ModifyPlan:
    input:
      Plan: {type: Plan, required: true}
"""
_TARGET = """\
structs:
  Target:
    fields:
      Width: {type: Integer}
"""
_SIMULATION = """\
simulation:
  tasks:
    - {started_by: DescribeTask, id: TaskId, states: [{state: FINISH}]}
"""
_MAYBE = "output_required: true"
_LOST = "FailedOperation.Lost: The file is lost."

STRUCT_REMOVED = ChangeKind(
    "C301",
    "struct-removed",
    Impact.BREAKING,
    "A struct is gone.",
    "Its class cannot be imported any more.",
    parameter("FileId: {type: String}", "Target: {type: Target}") + _TARGET,
    parameter("FileId: {type: String}"),
)

STRUCT_RENAMED = ChangeKind(
    "C302",
    "struct-renamed",
    Impact.BREAKING,
    "A struct has another name in generated code.",
    "Its class must be imported under the new name. A struct that goes while one with nearly the"
    " same fields comes, and like name or description or many fields, counts as renamed.",
    _struct("Target"),
    _struct("Target", "alias: TargetInfo\n    "),
)

STRUCT_ADDED = ChangeKind(
    "C303",
    "struct-added",
    Impact.SAFE,
    "There is a new struct.",
    "A new class is in nobody's way. What holds it is a change of its own.",
    parameter("FileId: {type: String}"),
    parameter("FileId: {type: String}", "Target: {type: Target}") + _TARGET,
)

STRUCT_RESPELT = ChangeKind(
    "C304",
    "struct-respelt",
    Impact.SAFE,
    "A struct has another name in the spec, and the same in generated code.",
    "Names of structs do not travel on the wire.",
    _struct("Target"),
    _struct("TargetInfo", "alias: Target\n    "),
    prose=True,
)

WAY_BREAKS = ChangeKind(
    "C305",
    "struct-typed-otherwise",
    Impact.BREAKING,
    "A struct is sent, or no longer sent, and its fields have other types because of that.",
    "What only replies hold is typed by what a reply always has; what is sent, by what a request"
    " needs. What is read from such a struct may be None where it was not, or have more values.",
    _way("", _MAYBE),
    _way(_PLAN, _MAYBE),
)

WAY_CHANGED = ChangeKind(
    "C306",
    "struct-travels-otherwise",
    Impact.SAFE,
    "A struct is sent, or received, that was not, or the other way round.",
    "Where its class is used today, it still fits.",
    _way(""),
    _way(_PLAN),
)

ERROR_REMOVED = ChangeKind(
    "C321",
    "error-removed",
    Impact.BREAKING,
    "An error code is gone.",
    "`except errors.X` fails where X is not there. Should the service still answer with the code,"
    " the class of its family is raised.",
    _codes("FailedOperation: The operation failed.", _LOST),
    _codes("FailedOperation: The operation failed."),
)

ERROR_RENAMED = ChangeKind(
    "C322",
    "error-renamed",
    Impact.BREAKING,
    "An error code has another class.",
    "`except errors.X` must say the new name.",
    _codes(_LOST),
    _codes("FailedOperation.Lost: {description: The file is lost., alias: FileLost}"),
)

ERROR_ADDED = ChangeKind(
    "C323",
    "error-added",
    Impact.SAFE,
    "There is a new error code.",
    "Its class stands below that of its family: who catches the family catches it too.",
    _codes("FailedOperation: The operation failed."),
    _codes("FailedOperation: The operation failed.", _LOST),
)

ERROR_FAMILY = ChangeKind(
    "C324",
    "error-family-listed",
    Impact.SAFE,
    "A family of error codes is listed as a code itself, or no longer.",
    "It has a class either way.",
    _codes(_LOST),
    _codes("FailedOperation: The operation failed.", _LOST),
    prose=True,
)

DESCRIPTION_CHANGED = ChangeKind(
    "C901",
    "description-changed",
    Impact.SAFE,
    "Something is described otherwise.",
    "Titles, descriptions, what values mean, when a field applies: only documentation changes."
    " Services hide facts in prose, so it may be worth a look.",
    parameter("FileId: {type: String, description: A file.}"),
    parameter("FileId: {type: String, description: The file to rebuild.}"),
    prose=True,
)

HINTS_CHANGED = ChangeKind(
    "C902",
    "hints-changed",
    Impact.SAFE,
    "The prose about a field seems to say something else.",
    "Hints are documented, and never enforced. What takes something back that was said of a request"
    " is C249; new values in a reply are C239.",
    parameter("Width: {type: Integer, hints: {maximum: 1920}}"),
    parameter("Width: {type: Integer, hints: {maximum: 4096}}"),
    prose=True,
)

EXAMPLES_CHANGED = ChangeKind(
    "C903",
    "examples-changed",
    Impact.SAFE,
    "There are other examples.",
    "Only documentation, and what the fake service answers, changes.",
    parameter("Width: {type: Integer, example: 640}"),
    parameter("Width: {type: Integer, example: 1280}"),
    prose=True,
)

ORDER_CHANGED = ChangeKind(
    "C904",
    "order-changed",
    Impact.SAFE,
    "The same things come in another order.",
    "Arguments go by name, and classes have no positional fields. Only documentation, and the order"
    " in which requests are written, changes.",
    parameter("FileId: {type: String}", "Width: {type: Integer}"),
    parameter("Width: {type: Integer}", "FileId: {type: String}"),
    prose=True,
)

SIMULATION_CHANGED = ChangeKind(
    "C905",
    "simulation-changed",
    Impact.SAFE,
    "The fake service behaves otherwise.",
    "Only tests that call it see that.",
    reply("TaskId: {type: String, required: true}"),
    reply("TaskId: {type: String, required: true}") + _SIMULATION,
    prose=True,
)

KINDS = (
    STRUCT_REMOVED,
    STRUCT_RENAMED,
    STRUCT_ADDED,
    STRUCT_RESPELT,
    WAY_BREAKS,
    WAY_CHANGED,
    ERROR_REMOVED,
    ERROR_RENAMED,
    ERROR_ADDED,
    ERROR_FAMILY,
    DESCRIPTION_CHANGED,
    HINTS_CHANGED,
    EXAMPLES_CHANGED,
    ORDER_CHANGED,
    SIMULATION_CHANGED,
)
