"""What has to come of an example by the definition alone: its own values, in the vendor's order.

Neither client is asked, and nothing of tc3gen: the definition is read as it is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]


class Definition:
    """The members of every request, reply and struct of a service in one version."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text("utf-8"))
        self.actions: Json = data["actions"]
        self.objects: Json = data["objects"]
        examples = file.with_name("examples.json")
        self._examples: Json = {}
        if examples.exists():
            self._examples = json.loads(examples.read_text("utf-8"))["actions"]

    def examples(self, action: str) -> list[Any]:
        """What is published as examples of an action."""
        return list(self._examples.get(action, ()))

    def members(self, name: str) -> list[Json]:
        """The members of a request, a reply or a struct."""
        members: list[Json] = self.objects[name]["members"]
        return members

    def request(self, action: str, data: Json) -> Any:
        """What is sent for the data of an example."""
        return self._struct(self.actions[action]["input"], data)

    def reply(self, action: str, data: Json) -> Any:
        """What is read in the data of an example."""
        return self._struct(self.actions[action]["output"], data)

    def _struct(self, name: str, data: Json) -> dict[str, Any]:
        return dict(self._members(name, data))

    def _members(self, name: str, data: Json) -> Iterator[tuple[str, Any]]:
        for member in self.members(name):
            value = data.get(member["name"])
            if value is None:
                continue  # null is as good as nothing
            if isinstance(value, list):
                value = [self._value(member, each) for each in value]
            yield member["name"], self._value(member, value)

    def _value(self, member: Json, value: Any) -> Any:
        known = member["type"] in ("object", "list") and member["member"] in self.objects
        return self._struct(member["member"], value) if known and _is_map(value) else value


def _is_map(value: object) -> bool:
    return isinstance(value, dict)
