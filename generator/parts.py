"""The parts of a spec as hashes, by which a run tells what has changed since an earlier one."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

#: By section and name, `("structs", "RepairInfo")`; all else is the part of no section.
Parts = Mapping[tuple[str, str], bytes]

_SECTIONS = ("actions", "structs")
REST = ("", "")
#: In this form, equal data are equal bytes.
_FORM = 2


def parts(data: Mapping[str, Any]) -> Parts:
    """The parts of what a spec says, its overlay included."""
    found = {REST: _hash({key: data[key] for key in data if key not in _SECTIONS})}
    for section in _SECTIONS:
        named = data.get(section)
        if isinstance(named, dict):
            found.update({(section, name): _hash(part) for name, part in named.items()})
    return found


def _hash(data: Any) -> bytes:
    return sha256(marshal.dumps(data, _FORM)).digest()
