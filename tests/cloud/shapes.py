"""Every member of every class, beside the definition: its name, its place, its type.

Examples touch a part of what a service has; this looks at all of it, without asking the importer
or the generator what they meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from .expected import Definition
from .ours import Ours
from .vendor import Unknown, Vendor

#: What the runtime calls the exact types of definitions.
KINDS = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "uint64": "integer",
    "float": "float",
    "double": "float",
    "bool": "boolean",
    "date": "date",
    "datetime": "timestamp",
    "datetime_iso": "timestamp_iso8601",
    "binary": "binary",
}

#: What is counted.
MEMBERS = "members as the definition has them"
CLASSES = "classes of the vendor's client as the definition has them"
OTHER_MEMBERS = "classes of the vendor's client with other members"
OTHER_ORDER = "classes of the vendor's client with members in another order"
MISSING = "classes that the vendor's client lacks"


class Shapes:
    """Compares the generated classes of a version with the objects of its definition."""

    def __init__(self, definition: Definition, ours: Ours) -> None:
        self._definition, self._ours = definition, ours
        self._class_of: dict[str, Any] = {}
        self._seen: set[tuple[str, bool]] = set()
        self.places: set[str] = set()
        """The members that were looked at."""

    def differences(self) -> Iterator[str]:
        """What differs, with its place."""
        for name, action in self._definition.actions.items():
            request, reply = self._ours.messages(name)
            yield from self._object(action["input"], request, sent=True)
            yield from self._object(action["output"], reply, sent=False)

    def _object(self, name: str, cls: Any, sent: bool) -> Iterator[str]:
        known = self._class_of.setdefault(name, cls)
        if known is not cls:
            yield f"{name} is both {known.__name__} and {cls.__name__}"
        elif (name, sent) not in self._seen and (name, True) not in self._seen:
            # What is received first is looked at once more where it is sent: then it matters what
            # is required.
            self._seen.add((name, sent))
            yield from self._members(name, cls, sent)

    def _members(self, name: str, cls: Any, sent: bool) -> Iterator[str]:
        members = self._definition.members(name)
        fields = self._ours.members(cls)
        if [wire.name for _, wire, _ in fields] != [member["name"] for member in members]:
            yield f"{name}: {cls.__name__} has other members, or in another order"
            return
        for member, (_, wire, required) in zip(members, fields, strict=True):
            place = f"{name}.{member['name']}"
            self.places.add(place)
            if sent and required is not bool(member.get("required")):
                yield f"{place}: it is {'' if required else 'not '}required"
            kind = wire.kind
            if member["type"] == "list":
                if not isinstance(kind, list):
                    yield f"{place}: it is no list"
                    continue
                kind = kind[0]
            if member["type"] != "object" and member["member"] in KINDS:
                if kind != KINDS[member["member"]]:
                    yield f"{place}: it is of type {kind}"
            elif not isinstance(kind, str) or kind in KINDS.values():
                yield f"{place}: it is no struct"
            else:
                yield from self._object(member["member"], self._ours.neighbour(cls, kind), sent)


def coverage(definition: Definition, vendor: Vendor) -> Counter[str]:
    """How far the vendor's client has what the definition has: it may be of another release."""
    counts: Counter[str] = Counter()
    for name in definition.objects:
        try:
            attributes = vars(vendor.filled(name, {}))
        except Unknown:
            counts[MISSING] += 1
            continue
        theirs = [each.removeprefix("_") for each in attributes]
        right = [member["name"] for member in definition.members(name)]
        if theirs == right:
            counts[CLASSES] += 1
        else:
            counts[OTHER_ORDER if sorted(theirs) == sorted(right) else OTHER_MEMBERS] += 1
    return counts
