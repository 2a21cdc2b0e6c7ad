"""Replies that come as a stream of events: from examples, or made up."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ..model import Action, Example, Kind

#: How many events a stream has that is made up.
MADE_UP = 3
#: The parameter with which services let callers choose between a stream and one reply.
SWITCH = "Stream"

_DATA = re.compile(r"^data:", re.M)


def is_asked_for(action: Action, given: Mapping[str, Any]) -> bool:
    """Whether a request is answered with a stream."""
    for field in action.input:
        if field.name == SWITCH and field.type.kind is Kind.BOOLEAN:
            return action.streams and bool(given.get(SWITCH, field.default))
    return action.streams


def events_of(example: Example) -> list[bytes]:
    """The events that an example's reply shows; none where it shows something else."""
    text = example.reply.replace("\r\n", "\n")
    if text.startswith("HTTP/"):
        text = text.partition("\n\n")[2]
    if not _DATA.search(text):
        return []
    return [f"{each}\n\n".encode() for each in re.split(r"\n{2,}", text.strip("\n"))]


def event(data: Mapping[str, Any]) -> bytes:
    """An event that holds data."""
    return b"data: " + json.dumps(data).encode() + b"\n\n"
