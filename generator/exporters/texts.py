"""Descriptions in Markdown: a spec's own, and after it what the format at hand cannot say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .. import phrases
from ..languages.markdown.literals import span
from ..model import Action, Choice, ErrorCode, Field, Limits, RegionRule

_NO_LIMITS = Limits()


def field(of: Field, *, limits: bool, hints: bool = True, default: bool = False) -> str:
    """What a field means.

    Args:
        limits: Whether its limits are said in words, because nothing else says them.
        hints: Whether what the description seems to say is said again, in other words.
        default: Whether its default is said in words, like `limits`.
    """
    shown = of if default else replace(of, default=None)
    choices = [*of.limits.enum, *of.limits.special, *of.items.enum, *of.items.special]
    if not limits:
        shown = replace(shown, limits=_unsaid(of.limits), items=_unsaid(of.items))
    facts = phrases.facts(shown, span, listed=True)
    if hints:
        facts.append(phrases.hints(of, span))
    return blocks(of.description, values(choices), " ".join(filter(None, facts)))


def _unsaid(of: Limits) -> Limits:
    """The limits that no keyword says in a way that people are shown."""
    found = Limits(enum=of.enum, open=True) if of.open else _NO_LIMITS
    if not of.special:
        return found
    return replace(
        found,
        special=of.special,
        minimum=of.minimum,
        exclusive_minimum=of.exclusive_minimum,
        maximum=of.maximum,
        exclusive_maximum=of.exclusive_maximum,
    )


def values(choices: Iterable[Choice]) -> str:
    """A list of the values that say what they mean."""
    return "\n".join(
        f"- {span(phrases.scalar(each.value))}: {line(each.description)}"
        for each in phrases.explained(choices)
    )


def action(of: Action) -> str:
    """What an action does, and what to know of it."""
    facts = []
    if of.deprecated is not None:
        facts.append(phrases.deprecation(of.deprecated, span))
    facts += phrases.ways(of, span)
    if of.unsigned:
        facts.append("It is sent with `Authorization: SKIP`.")
    if of.region is RegionRule.UNUSED:
        facts.append("It is the same in every region.")
    facts.append(phrases.rate_limit(of))
    return blocks(of.description, " ".join(filter(None, facts)))


def errors(codes: Iterable[ErrorCode]) -> str:
    """A list of error codes, and what each means."""
    return "\n".join(
        f"- {span(each.code)}" + (f": {said}" if said else "")
        for each in codes
        for said in [line(f"{each.description} {each.solution}")]
    )


def blocks(*parts: str) -> str:
    """Paragraphs and lists, one after the other."""
    return "\n\n".join(filter(None, (part.strip() for part in parts)))


def line(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
