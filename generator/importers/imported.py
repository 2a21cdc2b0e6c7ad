"""Specs that an import wrote: how they begin, and what a new import must not lose.

The first lines of such a file say that it will be replaced, and hold a checksum of the rest.  A
file without them was written by hand, and one that does not match was edited since: neither is
replaced.
What definitions never say (rate limits, error codes of actions, rules on regions, all read from
documentation pages) is carried from the old file to the new one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from .. import emit

Data = dict[str, Any]

_HEAD = """\
# Imported by tc3gen. A new import replaces this file; what you add belongs into overlay.yaml.
# checksum: {}
"""
_FORM = re.compile(re.escape(_HEAD).replace(r"\{\}", "([0-9a-f]{16})"))

#: The keys of an action in the order in which a person wants them: the long ones last.
_ORDER = (
    "title",
    "description",
    "deprecated",
    "offline",
    "alias",
    "rate_limit",
    "region",
    "read_only",
    "deduplicated_by",
    "unsigned",
    "body",
    "header_prefix",
    "streams",
    "paging",
    "input",
    "output",
    "errors",
    "examples",
)
_RANK = {key: rank for rank, key in enumerate(_ORDER)}

#: What an action can have that no definition says.
_OF_PAGES = ("rate_limit", "region", "errors")


def text(spec: Mapping[str, Any]) -> str:
    """A spec as the text of its file."""
    actions = {name: _arranged(action) for name, action in spec.get("actions", {}).items()}
    return stamped(emit.document({**spec, **({"actions": actions} if actions else {})}))


def stamped(body: str) -> str:
    """The body of a file under its head."""
    return _HEAD.format(_checksum(body)) + body


def body(written: str) -> str | None:
    """What stands under the head of a file; None where people wrote or changed the file."""
    match = _FORM.match(written)
    if match is None:
        return None
    rest = written[match.end() :]
    return rest if _checksum(rest) == match[1] else None


def is_stamped(written: str) -> bool:
    """Whether a file has the head of an imported one, whatever stands under it."""
    return _FORM.match(written) is not None


def carry(spec: Data, before: Mapping[str, Any]) -> None:
    """Gives a spec what the spec that it replaces knows from elsewhere."""
    if before.get("region") in ("required", "unused"):
        spec["region"] = before["region"]
    spec["endpoints"] = {**spec["endpoints"], **_missing(before, "endpoints", spec["endpoints"])}
    pages = [each for each in _list(before.get("sources")) if "page" in _map(each)]
    if pages:
        spec["sources"] = [*spec.get("sources", []), *pages]
    earlier = _map(before.get("actions"))
    wanted: set[str] = set()
    for name, action in spec["actions"].items():
        known = _map(earlier.get(name))
        kept = {key: known[key] for key in _OF_PAGES if key in known and key not in action}
        action.update(kept)
        wanted.update(code for code in _list(kept.get("errors")) if isinstance(code, str))
    described = _map(before.get("errors"))
    errors = spec.get("errors", {})
    lost = {code: described[code] for code in sorted(wanted - errors.keys()) if code in described}
    if lost:
        spec["errors"] = dict(sorted({**errors, **lost}.items()))


def _arranged(action: Mapping[str, Any]) -> Data:
    return dict(sorted(action.items(), key=lambda item: _RANK.get(item[0], len(_RANK))))


def _missing(before: Mapping[str, Any], key: str, known: Mapping[str, Any]) -> Data:
    return {name: value for name, value in _map(before.get(key)).items() if name not in known}


def _checksum(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
