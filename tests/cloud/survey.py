"""What a definition holds, counted as the file has it."""

from __future__ import annotations

import json
from contextlib import suppress
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
    """Looks at all versions of a service; what cannot be read, the import will tell."""
    facts = Facts()
    for file in source.definitions:
        facts.definitions += 1
        with suppress(ValueError, LookupError, TypeError, AttributeError):
            data = json.loads(file.read_text("utf-8"))
            said, actions, objects = data["metadata"], data["actions"], data["objects"]
            messages = {each[way] for each in actions.values() for way in ("input", "output")}
            facts.members += sum(len(each["members"]) for each in objects.values())
            facts.actions += len(actions)
            facts.structs += len(objects.keys() - messages)
            facts.specs += (f"{said['serviceShortName']}/{said['apiVersion']}",)
            facts.versions += (file.parent.name,)
    return facts
