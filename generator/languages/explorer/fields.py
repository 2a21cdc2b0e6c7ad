"""Fields, limits and examples as plain data.  What is false, empty or null is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ... import phrases
from ...model import Choice, Condition, Deprecation, Example, Field, Hints, Kind, Limits, TypeRef
from ..markdown import tree
from ..markdown.literals import span

Data = dict[str, Any]


def present(**members: Any) -> Data:
    """The members that say anything; zero does, and so does a false default."""
    return {
        name: value
        for name, value in members.items()
        if value is not None and value != "" and value != [] and value != {}
    }


def flag(value: bool) -> bool | None:
    """True, or nothing."""
    return True if value else None


class Fields:
    """Makes the data of fields, for one service."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = names
        """Of actions, structs and error codes: what prose may point to."""

    def prose(self, markdown: str) -> tree.Prose:
        """A description as a tree."""
        return tree.tree(markdown, self.names)

    def all(
        self, fields: Iterable[Field], python: Iterable[str], sent: bool, received: bool
    ) -> list[Data]:
        """Fields that requests hold, or replies, or both; `python` are their names there."""
        return [
            self.field(field, name, sent, received)
            for field, name in zip(fields, python, strict=True)
        ]

    def field(self, field: Field, python: str, sent: bool, received: bool) -> Data:
        """One field."""
        always = field.required if field.output_required is None else field.output_required
        return present(
            name=field.name,
            type=_type(field.type),
            doc=self.prose(field.description),
            facts=self.prose(" ".join(_facts(field))),
            required=flag(sent and field.required),
            always=flag(received and always),
            nullable=flag(received and field.may_be_null),
            limits=self.limits(field.limits),
            items=self.limits(field.items),
            hints=self.hints(field.hints),
            format=field.format,
            default=field.default,
            unit=field.unit,
            example=field.example,
            when=_condition(field.applies_when),
            deprecated=self.deprecation(field.deprecated),
            python=python,
        )

    def limits(self, of: Limits) -> Data:
        """What a value must keep to."""
        return present(
            enum=self.choices(of.enum),
            open=flag(of.open),
            special=self.choices(of.special),
            minimum=of.minimum,
            exclusiveMinimum=of.exclusive_minimum,
            maximum=of.maximum,
            exclusiveMaximum=of.exclusive_maximum,
            minLength=of.min_length,
            maxLength=of.max_length,
            pattern=of.pattern,
            minItems=of.min_items,
            maxItems=of.max_items,
        )

    def choices(self, choices: Iterable[Choice]) -> list[Data]:
        """Values, and what they mean.  An empty text is a value too."""
        return [
            {"value": each.value, **present(doc=self.prose(each.description))} for each in choices
        ]

    def hints(self, of: Hints) -> Data:
        """What prose seems to say."""
        return present(
            limits=self.limits(of.limits),
            items=self.limits(of.items),
            default=of.default,
            unit=of.unit,
            example=of.example,
        )

    def deprecation(self, of: Deprecation | None) -> Data | None:
        """That something should be left, and why."""
        if of is None:
            return None
        return present(
            say=self.prose(phrases.deprecation(replace(of, description=""), span)),
            doc=self.prose(of.description),
            replacement=of.replacement,
            since=of.since,
        )

    def example(self, example: Example) -> Data:
        """A call as it could be.  An empty request is a request."""
        whole = {"input": example.input, "output": example.output}
        return {
            "title": tree.text(self.prose(example.title)),
            **present(
                doc=self.prose(example.description), request=example.request, reply=example.reply
            ),
            **{name: value for name, value in whole.items() if value is not None},
        }


def texts(fields: Iterable[Field], names: Collection[str]) -> Iterator[list[str]]:
    """What a search of fields finds: their names, and what is said of them and of their values."""
    for field in fields:
        said = [field.description]
        for limits in (field.limits, field.items, field.hints.limits, field.hints.items):
            for choice in (*limits.enum, *limits.special):
                said += [phrases.scalar(choice.value), choice.description]
        shown = (tree.text(tree.tree(each, names)) for each in said if each)
        yield [field.name, " ".join(filter(None, shown))]


def _facts(field: Field) -> list[str]:
    """What is said of a field besides its values, unit and deprecation, which the page lays out."""
    limits, items = replace(field.limits, enum=()), replace(field.items, enum=())
    rest = replace(field, limits=limits, items=items, unit="", deprecated=None)
    return phrases.facts(rest, span)


def _type(of: TypeRef) -> Data:
    if of.item is not None:
        return {"kind": "array", "item": _type(of.item)}
    return {"kind": of.kind.value, **({"struct": of.struct} if of.kind is Kind.STRUCT else {})}


def _condition(of: Condition | None) -> Data | None:
    if of is None:
        return None
    return present(text=of.text, field=of.field, values=list(of.values))
