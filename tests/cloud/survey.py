"""What a definition holds, counted as the file has it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from .editions import Source


@dataclass
class Facts:
    """How large a service is."""

    definitions: int = 0
    actions: int = 0
    structs: int = 0
    members: int = 0
    """Of requests and replies, too."""
    specs: tuple[str, ...] = ()
    """Where its specs go, below the folder of specs."""
    versions: tuple[str, ...] = ()
    """The folders of its versions, in the same order."""


def survey(source: Source) -> Facts:
    """Looks at all versions of a service."""
    facts = Facts()
    for file in source.definitions:
        data = json.loads(file.read_text("utf-8"))
        messages = {
            action[way] for action in data["actions"].values() for way in ("input", "output")
        }
        facts.definitions += 1
        facts.actions += len(data["actions"])
        facts.structs += len(data["objects"].keys() - messages)
        facts.members += sum(len(each["members"]) for each in data["objects"].values())
        said = data["metadata"]
        facts.specs += (f"{said['serviceShortName']}/{said['apiVersion']}",)
        facts.versions += (file.parent.name,)
    return facts
