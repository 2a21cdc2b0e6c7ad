"""C141 to C159: changes of the methods that page and that wait."""

from __future__ import annotations

from .kinds import ChangeKind, Impact, sample

_LIST = """\
actions:
  DescribeTasks:
    read_only: true
{}    input:
      Offset: {{type: Integer}}
      Limit: {{type: Integer}}
    output:
      Total: {{type: Integer}}
      Names: {{type: Array of String, required: true}}
      Sizes: {{type: Array of Integer, required: true}}
"""
_TASK = """\
actions:
  DescribeTask:
    read_only: true
    input:
      TaskId: {{type: String, required: true}}
    output:
      Status: {{type: String, required: true}}
  DescribeJob:
    read_only: true
    input:
      TaskId: {{type: String, required: true}}
    output:
      Status: {{type: String, required: true}}
{}"""


def _paged(said: str = "") -> str:
    return sample(_LIST.format(f"    paging: {{style: offset, {said}}}\n" if said else ""))


def _waited(said: str = "", name: str = "TaskFinished") -> str:
    return sample(_TASK.format(f"waiters:\n  {name}: {{{said}}}\n" if said else ""))


_OFFSET = "offset: Offset, limit: Limit, total: Total"
_FINISH = "action: DescribeTask, state: Status, success: [FINISH]"

PAGING_REMOVED = ChangeKind(
    "C141",
    "paging-removed",
    Impact.BREAKING,
    "An action has no methods any more that go through its list.",
    "Every call of them fails. The list may still be read part by part by the action's own method.",
    _paged(f"items: Names, {_OFFSET}"),
    _paged(),
)

PAGING_ITEMS_CHANGED = ChangeKind(
    "C142",
    "paged-items-changed",
    Impact.BREAKING,
    "The method that goes through a list gives items of another sort.",
    "Code that takes an item for what it was fails, or is refused by a type checker.",
    _paged(f"items: Names, {_OFFSET}"),
    _paged(f"items: Sizes, {_OFFSET}"),
)

PAGING_CHANGED = ChangeKind(
    "C143",
    "paging-changed",
    Impact.DANGEROUS,
    "A list is gone through in another way.",
    "Parts of another size, or another sign of the end: the same items should come, by other"
    " requests.",
    _paged(f"items: Names, {_OFFSET}"),
    _paged(f"items: Names, {_OFFSET}, page_size: 50"),
)

PAGING_ADDED = ChangeKind(
    "C144",
    "paging-added",
    Impact.SAFE,
    "An action has methods that go through its list.",
    "They stand beside the action's own method, which stays as it is.",
    _paged(),
    _paged(f"items: Names, {_OFFSET}"),
)

WAITER_REMOVED = ChangeKind(
    "C145",
    "waiter-removed",
    Impact.BREAKING,
    "A method that waits is gone.",
    "Every call of it fails.",
    _waited(_FINISH),
    _waited(),
)

WAITER_RENAMED = ChangeKind(
    "C146",
    "waiter-renamed",
    Impact.BREAKING,
    "A method that waits is called otherwise.",
    "It polls the same action for the same states, under another name.",
    _waited(_FINISH),
    _waited(_FINISH, "TaskDone"),
)

WAITER_ACTION_CHANGED = ChangeKind(
    "C147",
    "waiter-action-changed",
    Impact.BREAKING,
    "A method that waits polls another action.",
    "It takes what that action takes, and returns what that action answers.",
    _waited(_FINISH),
    _waited(_FINISH.replace("DescribeTask", "DescribeJob")),
)

WAITER_CHANGED = ChangeKind(
    "C148",
    "waiter-changed",
    Impact.DANGEROUS,
    "A method that waits ends by other states, or pauses otherwise.",
    "Waiting may end sooner, later, or in an error where it ended well.",
    _waited(_FINISH),
    _waited(f"{_FINISH}, failure: [ABORTED]"),
)

WAITER_ADDED = ChangeKind(
    "C149",
    "waiter-added",
    Impact.SAFE,
    "There is a new method that waits.",
    "It is in nobody's way.",
    _waited(),
    _waited(_FINISH),
)

KINDS = (
    PAGING_REMOVED,
    PAGING_ITEMS_CHANGED,
    PAGING_CHANGED,
    PAGING_ADDED,
    WAITER_REMOVED,
    WAITER_RENAMED,
    WAITER_ACTION_CHANGED,
    WAITER_CHANGED,
    WAITER_ADDED,
)
