"""Rows of the tables of fields, and the sections below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ... import phrases, words
from ...model import Deprecation, Field, Kind, Limits
from . import literals, pages, prose
from .views import FieldView

#: The ways that fields travel, by the head of the column that says how surely they do.
SENT: tuple[str, ...] = ("Required",)
RECEIVED: tuple[str, ...] = ("Always there",)
#: An enumeration of more values than this is listed below the table.
_LONG = 8
_NUMBERS = (Kind.INTEGER, Kind.FLOAT)


def views(
    fields: Iterable[Field], here: pages.Pages, role: str, ways: tuple[str, ...]
) -> Iterator[FieldView]:
    """The rows of one table.

    Args:
        here: The pages, as the table's own page links to them.
        role: What the table's fields are called in the headings of their sections.
        ways: `SENT`, `RECEIVED`, or both.
    """
    fields = list(fields)
    folded = [field.name.lower() for field in fields]
    for field in fields:
        heading = f"{role} {literals.text(field.name)}"
        if folded.count(field.name.lower()) > 1:
            # Anchors don't tell case apart; the names that callers use do differ.
            heading += f" ({literals.text(words.snake(field.alias or field.name))})"
        details = "\n\n".join(filter(None, _details(field, here)))
        text = " ".join(
            part
            for part in (
                prose.first(field.description, here.resolve),
                details and literals.link("Details", f"#{pages.slug(heading)}") + ".",
            )
            if part
        )
        facts = prose.line(" ".join(_facts(field, SENT[0] in ways)), _nowhere)
        if field.deprecated is not None:
            facts = f"{facts} {deprecation(field.deprecated, here)}".strip()
        yield FieldView(
            wire=literals.code(field.name),
            type=_type(field, here),
            presence=tuple("yes" if _is_sure(field, way) else "no" for way in ways),
            text="<br>".join(filter(None, (text, facts))),
            heading=heading if details else "",
            details=details,
        )


def _details(field: Field, here: pages.Pages) -> Iterator[str]:
    """What a table's cell cannot hold: further paragraphs, lists, the meanings of values."""
    choices = [
        choice
        for limits in (field.limits, field.items)
        for choice in (*limits.enum, *limits.special)
        if choice.description or (choice in limits.enum and len(limits.enum) > _LONG)
    ]
    if not prose.is_one_paragraph(field.description):
        yield prose.blocks(field.description, here.resolve)
    yield "\n".join(
        f"- {literals.code(phrases.scalar(choice.value))}"
        + (choice.description and f": {prose.line(choice.description, here.resolve)}")
        for choice in choices
    )


def _facts(field: Field, sent: bool) -> Iterator[str]:
    """Sentences on what a field must keep to, still as Markdown to be read."""
    numeric = field.type.leaf.kind in _NUMBERS

    def code(text: str) -> str:
        is_number = numeric and text.lstrip("-").replace(".", "", 1).isdigit()
        return text if is_number else literals.span(text)

    short = replace(field, deprecated=None, limits=_brief(field.limits), items=_brief(field.items))
    for limits, each in ((field.limits, ""), (field.items, "Each: ")):
        if len(limits.enum) > _LONG:
            known = "known values, or another" if limits.open else "values"
            yield f"{each}One of {len(limits.enum)} {known}."
    yield from phrases.facts(short, code)
    hints = field.hints
    hints = replace(hints, limits=_brief(hints.limits), items=_brief(hints.items))
    if said := phrases.hints(replace(field, hints=hints), code):
        yield said
    if isinstance(field.example, str | int | float) and not field.limits.enum:
        yield f"Example: {code(phrases.scalar(field.example))}."
    if field.may_be_null:
        yield "In replies it may be null." if sent else "May be null."


def _brief(limits: Limits) -> Limits:
    """Limits without an enumeration that is too long for a table."""
    return replace(limits, enum=()) if len(limits.enum) > _LONG else limits


def differs(field: Field) -> bool:
    """Whether replies hold the field more, or less, surely than requests must."""
    return field.output_required not in (None, field.required)


def _is_sure(field: Field, way: str) -> bool:
    if way == SENT[0]:
        return field.required
    there = field.required if field.output_required is None else field.output_required
    return there and not field.may_be_null


def _type(field: Field, here: pages.Pages) -> str:
    leaf = field.type.leaf
    if leaf.struct is None:
        # That a Float is a float says nothing; that an Integer is unsigned does.
        exact = f" ({field.format})" if field.format not in ("", "float") else ""
        named = literals.text(f"{leaf.kind.value}{exact}")
    else:
        target = here.structs.get(leaf.struct, "")
        named = literals.text(leaf.struct)
        named = literals.link(named, target) if target else named
    return str(field.type).removesuffix(leaf.struct or leaf.kind.value) + named


def deprecation(of: Deprecation | None, here: pages.Pages) -> str:
    """What is said of something to be left; nothing where it is current."""
    if of is None:
        return ""
    said = prose.line(phrases.deprecation(of, literals.span), here.resolve)
    return said.replace("Deprecated", "**Deprecated**", 1)


def _nowhere(name: str) -> str:
    """What is a value, and only looks like the name of something, is no link."""
    return ""
