"""The facts of a definition in the vendor's form: what an import must not lose.

Definitions say the same thing in several ways.  `required` is sometimes 1; files of an older age
mark what replies promise with `required`; a status that is missing means online; an example is text
whatever its type.  `facts` says each thing in one way, and leaves out what follows from the rest
(`usage`, the type of roots), what says nothing (`required` where nothing is sent, nulls where
nothing is received), and prose, which an import may write anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Facts = dict[str, Any]

#: What stands for an example where there is none.
_NO_EXAMPLE = frozenset({"", "无", "null", "None"})


def facts(api_json: Mapping[str, Any]) -> Facts:
    """The facts of an `api.json`."""
    actions, objects = api_json["actions"], api_json["objects"]
    sent = _reached(objects, (action["input"] for action in actions.values()))
    received = _reached(objects, (action["output"] for action in actions.values()))
    return {
        "service": api_json["metadata"]["serviceShortName"],
        "version": api_json["metadata"]["apiVersion"],
        "actions": {name: _action(action) for name, action in actions.items()},
        "objects": {
            name: [_member(member, name in sent, name in received) for member in each["members"]]
            for name, each in objects.items()
        },
    }


def _action(action: Mapping[str, Any]) -> Facts:
    return {
        "input": action["input"],
        "output": action["output"],
        "status": action.get("status") or "online",
        "skip_sign": bool(action.get("skip_sign")),
    }


def _member(member: Mapping[str, Any], sent: bool, received: bool) -> Facts:
    required = bool(member.get("required"))
    found: Facts = {
        "name": member["name"],
        "type": member["type"],
        "member": member["member"],
        "disabled": bool(member.get("disabled")),
        "example": _example(member.get("example") or "", member["type"]),
    }
    if sent:
        found["required"] = required
    if received:
        found["output_required"] = bool(member.get("output_required", required))
        found["value_allowed_null"] = bool(member.get("value_allowed_null"))
    if member["name"] == "RequestId" and not sent:
        # Every reply ends in it, however it is described.
        found |= {"output_required": True, "value_allowed_null": False, "example": ""}
    return found


def _example(text: str, type: str) -> str:
    """The value that a text shows: `[1,2]` and `[1, 2]` are one, and so are `True` and `true`."""
    text = text.strip()
    if text in _NO_EXAMPLE:
        return ""
    try:
        value = json.loads(text.lower() if type == "bool" else text)
    except ValueError:
        return text
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _reached(objects: Mapping[str, Any], roots: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting += [
            member["member"]
            for member in objects[name]["members"]
            if member["type"] in ("object", "list") and member["member"] in objects
        ]
    return found
