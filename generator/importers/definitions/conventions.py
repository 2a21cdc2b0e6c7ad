"""What actions do by the names of what they take and give: read, page, tell how far a task is.

A definition says nothing of it, yet the vendor keeps to a few conventions.  What is found is a
proposal that stands in the spec, where an overlay can take it back (`paging: null`); so each
pattern is narrow, and where two readings are possible, nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ... import graph
from ...model import Action, Field, Kind, Service, Struct

#: Verbs at the head of an action that changes nothing.
_READING = re.compile(r"(?:Describe|List|Query|Search|Inquire|Inquiry)(?=[A-Z0-9]|$)")
#: These may also make something, save where they hand out a list in parts.
_MAYBE_READING = re.compile(r"Get(?=[A-Z0-9]|$)")

_COUNTABLE = frozenset({Kind.INTEGER, Kind.STRING})
#: The input that says which page, and those that may say its size.
_PAGES = ("PageNumber", "PageNo", "PageNum", "PageIndex", "Page", "CurrentPage")
_SIZES = ("PageSize", "PerPage", "PageLimit", "Limit", "Size", "Rp")
_TOTALS = ("TotalCount", "Total", "TotalNum", "TotalNumber", "TotalCnt", "Count")
#: Tokens by the input and the output that hold them, and the flag beside them, if there is one.
_TOKENS = (
    ("ScrollToken", "ScrollToken"),
    ("NextToken", "NextToken"),
    ("PageToken", "NextPageToken"),
    ("PaginationToken", "PaginationToken"),
    ("Marker", "NextMarker"),
    ("Context", "Context"),
    ("Cursor", "NextCursor"),
    ("Cursor", "Cursor"),
)
#: Flags by name, and what they hold while there is more.
_FLAGS = (("ListOver", False), ("IsTruncated", True), ("HasMore", True), ("HasNext", True))


def reads(action: Action) -> bool:
    """Whether an action surely changes nothing, by its name."""
    if _READING.match(action.name):
        return True
    return _MAYBE_READING.match(action.name) is not None and bool(paging(action, {}))


def paging(action: Action, structs: Mapping[str, Struct]) -> dict[str, Any] | None:
    """How an action hands out a list in parts; None where that is not sure."""
    items = _items(action, structs)
    if items is None:
        return None
    inputs = {field.name: field for field in action.input}
    level = items.rpartition(".")[0]
    near = dict(_level(action, structs, level))
    top = {field.name: field for field in action.output}
    return _token(inputs, near, level, items) or _counted(inputs, near, top, level, items)


def _items(action: Action, structs: Mapping[str, Struct]) -> str | None:
    """The path of the one list of a reply, at its top or in the one struct that stands there."""
    lists = [field.name for field in action.output if field.type.kind is Kind.ARRAY]
    if lists:
        return lists[0] if len(lists) == 1 else _main(action, lists)
    inner = [
        f"{field.name}.{each.name}"
        for field in action.output
        if (struct := structs.get(field.type.struct or "")) is not None
        for each in struct.fields
        if each.type.kind is Kind.ARRAY
    ]
    return inner[0] if len(inner) == 1 else None


def _main(action: Action, lists: list[str]) -> str | None:
    """Of several lists, the one of structs, if there is but one."""
    of_structs = [
        field.name
        for field in action.output
        if field.name in lists and field.type.item is not None and field.type.item.struct
    ]
    return of_structs[0] if len(of_structs) == 1 else None


def _level(
    action: Action, structs: Mapping[str, Struct], level: str
) -> Iterator[tuple[str, Field]]:
    """The members that stand beside the list, by name."""
    fields: Iterable[Field] = action.output
    if level:
        holder = next(field for field in action.output if field.name == level)
        fields = structs[holder.type.struct or ""].fields
    return ((field.name, field) for field in fields)


def _token(
    inputs: Mapping[str, Field], near: Mapping[str, Field], level: str, items: str
) -> dict[str, Any] | None:
    for sent, received in _TOKENS:
        if not (_is(inputs, sent, {Kind.STRING}) and _is(near, received, {Kind.STRING})):
            continue
        made: dict[str, Any] = {"style": "token", "input": sent, "output": _path(level, received)}
        for flag, while_more in _FLAGS:
            if _is(near, flag, {Kind.BOOLEAN}):
                made["more"] = _path(level, flag)
                if not while_more:
                    made["more_when"] = False
                break
        if _is(inputs, "Limit", _COUNTABLE):
            made["limit"] = "Limit"
        return made | {"items": items}
    return None


def _counted(
    inputs: Mapping[str, Field],
    near: Mapping[str, Field],
    top: Mapping[str, Field],
    level: str,
    items: str,
) -> dict[str, Any] | None:
    if _is(inputs, "Offset", _COUNTABLE) and _is(inputs, "Limit", _COUNTABLE):
        made: dict[str, Any] = {"style": "offset", "offset": "Offset", "limit": "Limit"}
    else:
        page = next((name for name in _PAGES if _is(inputs, name, _COUNTABLE)), None)
        size = next((name for name in _SIZES if _is(inputs, name, _COUNTABLE)), None)
        if page is None or size is None:
            return None
        first = _first(inputs[page])
        if first is None:
            return None
        made = {"style": "page", "page": page, "size": size} | first
    for where, fields in ((level, near), ("", top)):
        total = next((name for name in _TOTALS if _is(fields, name, _COUNTABLE)), None)
        if total is not None:
            return made | {"total": _path(where, total), "items": items}
    # Without a number of all, only an empty part ends the list; not every service gives one.
    return None


def _first(page: Field) -> dict[str, Any] | None:
    """The number of the first page; None where nobody says: a wrong one would lose a page."""
    hints = page.hints
    for said in (hints.default, hints.limits.minimum):
        if said in (0, 1) and not isinstance(said, bool):
            return {} if said == 1 else {"first": 0}
    return None


def _is(fields: Mapping[str, Field], name: str, kinds: set[Kind] | frozenset[Kind]) -> bool:
    return name in fields and fields[name].type.kind in kinds


def _path(level: str, name: str) -> str:
    return f"{level}.{name}" if level else name


# Waiting ------------------------------------------------------------------------------------------

_TASK = re.compile(r"Describe(\w*?(?:Task|Job|Flow|Deal|Process))(?:Detail|Status|Result|Info)?")
_STATES = ("Status", "State", "TaskStatus", "TaskState", "JobStatus")
#: What states are called, in capitals, without what joins their words.
_SUCCESS = frozenset(
    {"FINISH", "FINISHED", "SUCCESS", "SUCCEED", "SUCCEEDED", "SUCCESSFUL", "DONE", "COMPLETE"}
    | {"COMPLETED"}
)
_FAILURE = frozenset(
    {"FAIL", "FAILED", "FAILURE", "ERROR", "ABORT", "ABORTED", "CANCEL", "CANCELED", "CANCELLED"}
    | {"TIMEOUT", "TERMINATED", "KILLED", "REJECTED", "EXPIRED"}
)
_UNDERWAY = frozenset(
    {"WAITING", "WAIT", "PENDING", "QUEUED", "QUEUING", "QUEUEING", "INIT", "CREATED", "CREATING"}
    | {"PROCESSING", "PROCESS", "RUNNING", "DOING", "ONGOING", "STARTED", "STARTING", "INPROGRESS"}
    | {"PREPARING", "SUBMITTED", "EXECUTING"}
)


def waiters(service: Service) -> dict[str, dict[str, Any]]:
    """What callers can wait for: a task that an action shows by its one ID.

    Every state that is known of it must be one whose meaning is plain.
    """
    found: dict[str, dict[str, Any]] = {}
    for action in service.actions:
        match = _TASK.fullmatch(action.name)
        needed = [field for field in action.input if field.required]
        if match is None or len(needed) != 1 or not needed[0].name.endswith(("Id", "ID")):
            continue
        waiter = _waiter(action, graph.index(service))
        if waiter is not None:
            found.setdefault(f"{match[1]}Finished", waiter)
    return found


def _waiter(action: Action, structs: Mapping[str, Struct]) -> dict[str, Any] | None:
    state = next(
        (f for f in action.output if f.name in _STATES and f.type.kind is Kind.STRING), None
    )
    if state is None:
        return None
    sorted_: dict[str, list[Any]] = {"success": [], "failure": [], "underway": []}
    for choice in state.hints.limits.enum:
        word = re.sub(r"[\W_]", "", str(choice.value)).upper()
        for sort, words in (
            ("success", _SUCCESS),
            ("failure", _FAILURE),
            ("underway", _UNDERWAY),
        ):
            if word in words:
                sorted_[sort].append(choice.value)
                break
        else:
            return None
    if not sorted_["success"] or not sorted_["underway"]:
        return None
    made: dict[str, Any] = {
        "action": action.name,
        "state": state.name,
        "success": sorted_["success"],
    }
    if sorted_["failure"]:
        made["failure"] = sorted_["failure"]
    payloads = [structs[f.type.struct] for f in action.output if f.type.struct]
    members = {field.name: field.type.kind for struct in payloads for field in struct.fields}
    if members.get("ErrCode") is Kind.INTEGER:
        # The task is over, which is not to say that it succeeded: its payload tells.
        made["failed_when"] = [{"path": "*.ErrCode", "not": [0]}]
        if members.get("Message") is Kind.STRING:
            made["message"] = "*.Message"
    if members.get("Progress") is Kind.INTEGER:
        made["progress"] = "*.Progress"
    return made
