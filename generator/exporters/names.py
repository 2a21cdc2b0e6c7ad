"""What a service's schemas are called where structs and the messages of actions share one space.

Structs keep their names.  A message is called after its action (`RebuildMediaRequest`), unless a
struct is called so: then it is `RebuildMediaActionRequest`.  Names are told apart as generators
tell them apart, without case and underscores, and that depends on the clashing names alone, so that
another struct or action moves nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence


def unclashed(
    taken: Iterable[str], wanted: Sequence[tuple[Hashable, str, str]]
) -> Mapping[Hashable, str]:
    """A name for each key of `wanted`, made from its head and its tail; all names differ.

    What can have its plain name has it, however the others fare.
    """
    used = {_folded(name) for name in taken}
    found: dict[Hashable, str] = {}
    waiting = []
    for key, head, tail in wanted:
        name = head + tail
        if _folded(name) in used:
            waiting.append((key, head, tail))
            continue
        used.add(_folded(name))
        found[key] = name
    for key, head, tail in waiting:
        name = head + tail
        while _folded(name) in used:
            head += "Action"
            name = head + tail
        used.add(_folded(name))
        found[key] = name
    return found


def _folded(name: str) -> str:
    return name.replace("_", "").lower()
