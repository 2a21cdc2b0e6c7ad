"""The examples of an action, each where OpenAPI has a place for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model import Action, Example
from . import extensions

Data = dict[str, Any]

#: What stands for the id of a request where an example leaves it out, though every reply has one.
_NO_REQUEST_ID = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Examples:
    """The examples of an action by their titles."""

    requests: Data
    replies: Data
    events: Data
    """Replies that are streams of events."""
    texts: list[Data]
    """What no schema describes: requests and replies that are no JSON."""


def examples(action: Action) -> Examples:
    """The examples of an action."""
    found = Examples({}, {}, {}, [])
    for number, example in enumerate(action.examples, 1):
        name = example.title or f"Example {number}"
        if name in found.requests or name in found.replies or name in found.events:
            name = f"{name} ({number})"
        if example.input is not None:
            found.requests[name] = _example(example, example.input)
        if isinstance(example.output, Mapping):
            output = {**example.output}
            output.setdefault("RequestId", _NO_REQUEST_ID)
            found.replies[name] = _example(example, {"Response": output})
        if example.reply and action.streams:
            found.events[name] = _example(example, example.reply)
        if example.request or (example.reply and not action.streams):
            found.texts.append(
                extensions.said(
                    title=example.title,
                    description=example.description,
                    request=example.request,
                    reply="" if action.streams else example.reply,
                )
            )
    return found


def _example(example: Example, value: Any) -> Data:
    about = extensions.said(summary=example.title, description=example.description)
    return {**about, "value": value}
