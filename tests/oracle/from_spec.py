"""Hypothesis strategies for requests and replies, drawn from a spec's model.

What is sent keeps to every limit that the spec states, and fills its corners: bounds, special
values, text of any script.  What is received keeps to nothing but the types: members are missing,
null or unknown, enumerations have grown, limits are broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tc3gen.graph import index
from tc3gen.model import Action, Field, Kind, Limits, Service, TypeRef

Json = st.SearchStrategy[Any]

#: All that the spec describes; a test holds that.
ACTIONS = ("RebuildMedia", "DescribeTaskDetail", "DescribeTasks")

#: The vendor's client is slow to build, and so are whole replies; that proves nothing.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Integers of each exact type; what has no exact type fits them all.
RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "uint64": (0, 2**64 - 1)}
ANY_INTEGER = (0, 2**31 - 1)

#: Everything that JSON can say, for members that no spec knows.
anything: Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


def action_of(service: Service, name: str) -> Action:
    """An action by its name."""
    return next(action for action in service.actions if action.name == name)


class Sent:
    """Requests that the spec allows."""

    def __init__(self, service: Service) -> None:
        self.structs = index(service)
        self._objects: dict[str, Json] = {}

    def request(self, action: Action) -> Json:
        """The body of a request, as plain data."""
        return self.members(action.input)

    def members(self, fields: Iterable[Field]) -> Json:
        required: dict[str, Json] = {}
        optional: dict[str, Json] = {}
        for field in fields:
            (required if field.required else optional)[field.name] = self.field(field)
        return st.fixed_dictionaries(required, optional=optional)

    def corners(self, fields: tuple[Field, ...]) -> Iterator[dict[str, Any]]:
        """Members with as little as possible beside each value that a limit only just allows."""
        least = {field.name: self._least(field) for field in fields if field.required}
        yield least
        for field in fields:
            if field.type.kind is not Kind.ARRAY:
                for value in self._edges(field):
                    yield {**least, field.name: value}

    def _least(self, field: Field) -> Any:
        return next(iter(self._edges(field)))

    def _edges(self, field: Field) -> Iterator[Any]:
        limits, kind = field.limits, field.type.kind
        if field.type.struct is not None:
            yield from self.corners(self.structs[field.type.struct].fields)
        elif limits.enum:
            yield from (choice.value for choice in limits.enum)
        elif kind is Kind.STRING:
            yield from ("" if not limits.min_length else "a" * limits.min_length, 'a/b "é\n 片\x7f')
            yield "\N{CLAPPER BOARD}" * (limits.max_length or 2000)  # one character each, not two
        elif kind is Kind.INTEGER:
            yield from self._integers(limits, field.format)
        else:
            assert kind is Kind.FLOAT, f"no corners for {kind}: add them"
            yield from (b for b in (limits.minimum, limits.maximum) if b is not None)
            yield from (0.1 + 0.2, 1, 1.0)
        yield from (choice.value for choice in limits.special)

    def _integers(self, limits: Limits, format: str) -> tuple[int, int]:
        low, high = RANGES.get(format, ANY_INTEGER)
        if limits.minimum is not None:
            low = int(limits.minimum)
        if limits.exclusive_minimum is not None:
            low = int(limits.exclusive_minimum) + 1
        if limits.maximum is not None:
            high = int(limits.maximum)
        if limits.exclusive_maximum is not None:
            high = int(limits.exclusive_maximum) - 1
        return low, high

    def field(self, field: Field) -> Json:
        if field.type.kind is Kind.ARRAY:
            assert field.type.item is not None
            item = self.value(field.type.item, field.items, field.format)
            least, most = field.limits.min_items or 0, field.limits.max_items or 4
            return st.lists(item, min_size=least, max_size=most)
        return self.value(field.type, field.limits, field.format)

    def value(self, type: TypeRef, limits: Limits, format: str) -> Json:
        if type.struct is not None:
            return self.struct(type.struct)
        if limits.enum and not limits.open:
            return st.sampled_from([choice.value for choice in limits.enum])
        value = self.scalar(type.kind, limits, format)
        if limits.special:
            value |= st.sampled_from([choice.value for choice in limits.special])
        return value

    def scalar(self, kind: Kind, limits: Limits, format: str) -> Json:
        if kind is Kind.STRING:
            if limits.pattern is not None:
                return st.from_regex(limits.pattern, fullmatch=True)
            return st.text(min_size=limits.min_length or 0, max_size=limits.max_length or 50)
        if kind is Kind.BOOLEAN:
            return st.booleans()
        if kind is Kind.INTEGER:
            return st.integers(*self._integers(limits, format))
        assert kind is Kind.FLOAT, f"no strategy for {kind}: add one"
        real = st.floats(
            min_value=limits.minimum,
            max_value=limits.maximum,
            allow_nan=False,
            allow_infinity=False,
        )
        return real | st.integers(int(limits.minimum or 0), int(limits.maximum or 2**31))

    def struct(self, name: str) -> Json:
        if name not in self._objects:
            self._objects[name] = st.deferred(lambda: self.members(self.structs[name].fields))
        return self._objects[name]


class Received(Sent):
    """Replies that the service could make, today or after its next release."""

    def reply(self, action: Action) -> Json:
        """What stands inside `Response`."""
        return st.builds(
            lambda members, request_id: {**members, "RequestId": request_id},
            self.members(action.output),
            st.uuids().map(str),
        )

    def members(self, fields: Iterable[Field]) -> Json:
        known = {field.name: st.none() | self.field(field) for field in fields}
        unknown = st.dictionaries(
            st.from_regex(r"New[A-Z][a-z]+", fullmatch=True), anything, max_size=2
        )
        return st.builds(
            lambda left, right: {**left, **right},
            st.fixed_dictionaries({}, optional=known),
            unknown,
        )

    def value(self, type: TypeRef, limits: Limits, format: str) -> Json:
        if type.struct is not None:
            return self.struct(type.struct)
        unlimited = self.scalar(type.kind, Limits(), "int64" if type.kind is Kind.INTEGER else "")
        if limits.enum:
            unlimited |= st.sampled_from([choice.value for choice in limits.enum])
        return unlimited
