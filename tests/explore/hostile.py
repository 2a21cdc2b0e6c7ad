"""Requests as people and their enemies write them."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from hostile.strings import NASTY
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tc3gen.model import Field, Kind, Limits, Struct, TypeRef

T = TypeVar("T")

#: What ends, opens or becomes something in a shell, in JSON, or in one of the languages.
SIGNS = tuple("'\"`\\$!%#;&|~*@=,-?<>()[]{} \t\n\r\0\x7f")
WORDS = (
    "\\'",
    "\\u0041",
    "\\u000a",
    "\\x41",
    "\\n",
    "${x}",
    "$(id)",
    "--help",
    "@file",
    "__proto__",
)
#: Halves of surrogate pairs are no text that a process can be handed.
PIECES = (*SIGNS, *WORDS, *(text for text in NASTY if not re.search("[\ud800-\udfff]", text)))


def texts(longest: int = 40, *, halves: bool = False) -> st.SearchStrategy[str]:
    """Hostile text; with `halves`, also of surrogate pairs, which JSON alone can hold."""
    characters = st.characters(codec=None if halves else "utf-8")
    pieces = st.one_of(st.sampled_from(PIECES), st.text(characters, max_size=8))
    joined = st.lists(pieces, max_size=5).map("".join)
    return joined.map(lambda text: text[:longest])


def requests(
    fields: tuple[Field, ...],
    structs: Mapping[str, Struct],
    *,
    halves: bool = False,
    depth: int = 3,
) -> st.SearchStrategy[dict[str, Any]]:
    """Requests that keep to the spec, with structs down to a depth."""

    def value(member: Field) -> st.SearchStrategy[Any]:
        return _of(member.type, member.limits, member, structs, halves, depth)

    needed = {each.name: value(each) for each in fields if each.required}
    others = {
        each.name: value(each)
        for each in fields
        if not each.required and (depth > 0 or each.type.leaf.struct is None)
    }
    return st.fixed_dictionaries(needed, optional=others)


def _of(
    type_: TypeRef,
    limits: Limits,
    member: Field,
    structs: Mapping[str, Struct],
    halves: bool,
    depth: int,
) -> st.SearchStrategy[Any]:
    if type_.item is not None:
        item = _of(type_.item, member.items, member, structs, halves, depth)
        most = 3 if limits.max_items is None else min(3, limits.max_items)
        return st.lists(item, min_size=limits.min_items or 0, max_size=most)
    if type_.struct is not None:
        return requests(structs[type_.struct].fields, structs, halves=halves, depth=depth - 1)
    if limits.enum and not limits.open:
        return st.sampled_from([choice.value for choice in limits.enum])
    if type_.kind is Kind.INTEGER:
        low, high = (0, 2**64 - 1) if member.format == "uint64" else (-(2**63), 2**63 - 1)
        low = low if limits.minimum is None else int(limits.minimum)
        high = high if limits.maximum is None else int(limits.maximum)
        low = low if limits.exclusive_minimum is None else int(limits.exclusive_minimum) + 1
        return st.integers(low, high)
    if type_.kind is Kind.FLOAT:
        low = 0.0 if limits.minimum is None else float(limits.minimum)
        high = 1e9 if limits.maximum is None else float(limits.maximum)
        return st.floats(low, high, allow_subnormal=False)
    if type_.kind is Kind.BOOLEAN:
        return st.booleans()
    if type_.kind is Kind.OBJECT:
        return plain_objects
    if type_.kind in _MOMENTS:
        return st.just(_MOMENTS[type_.kind])
    if type_.kind is Kind.BINARY:
        return st.binary(max_size=20).map(lambda data: base64.b64encode(data).decode())
    if limits.pattern or limits.min_length:
        return st.just(member.example or "a" * (limits.min_length or 1))
    return texts(limits.max_length or 200, halves=halves)


_MOMENTS = {
    Kind.TIMESTAMP: "2018-10-01 10:00:00",
    Kind.TIMESTAMP_ISO8601: "2018-10-01T10:00:00Z",
    Kind.DATE: "2018-10-01",
}

#: What is no request that the spec describes.
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(-1e9, 1e9) | texts(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(12), inner, max_size=3),
    max_leaves=8,
)
plain_objects = st.dictionaries(texts(12), plain, max_size=4)


def sampled(strategy: st.SearchStrategy[T], count: int) -> list[T]:
    """So many examples, always the same, for what is too slow to be asked one by one."""
    found: list[T] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(strategy)
    def note(example: T) -> None:
        found.append(example)

    note()
    return found
