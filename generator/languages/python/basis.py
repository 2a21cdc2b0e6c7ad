"""What the view of each struct and action is made of, as a hash.

Views of Python say of other shapes no more than their names and modules, and on which ways structs
travel; those of actions also look at the fields that they reach, for examples and paging.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from hashlib import sha256

from ... import graph
from ...model import Service
from ...parts import REST, Parts


def basis(service: Service, parts: Parts) -> Iterator[tuple[str, bytes]]:
    """For every struct and action, by its view's label, the hash of what its view is made of."""
    structs = graph.index(service)
    usage = graph.usage(service)
    named = [(each.name, each.alias or "") for each in service.structs]
    named += [(each.name, each.alias or "") for each in service.actions]
    common = _hash(parts[REST], *map(repr, named))
    for struct in service.structs:
        ways = usage[struct.name]
        own = parts["structs", struct.name]
        yield f"struct {struct.name}", _hash(common, struct.name, own, ways.sent, ways.received)
    for action in service.actions:
        reached = graph.reached(structs, (*action.input, *action.output))
        below = (parts["structs", name] for name in reached)
        own = parts["actions", action.name]
        yield f"action {action.name}", _hash(common, action.name, own, *below)


def _hash(*items: bytes | str | bool) -> bytes:
    return sha256(marshal.dumps(items, 2)).digest()
