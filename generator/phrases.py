"""What a model's facts say in words: limits, defaults, conditions, deprecations.

Docstrings and pages both say these things, so the sentences stand here once; how a value or a name
is marked as code is the caller's matter (`code`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from .model import Action, Body, Choice, Deprecation, Field, Limits, Scalar

#: Marks a value or a name as code in the language that is written.
Code = Callable[[str], str]

#: In characters; a longer one says more than a table can hold.
_LONGEST_EXAMPLE = 60


def plain(text: str) -> str:
    """No mark at all."""
    return text


def scalar(value: Scalar) -> str:
    """A value as the wire spells it; text without quotes, save where it is empty."""
    if isinstance(value, str):
        return value or '""'
    return json.dumps(value)


def limits(of: Limits, code: Code = plain, unit: str = "", listed: bool = False) -> list[str]:
    """What a value must keep to, a phrase each: `one of ON, OFF`, `0, or 128 to 4096 px`.

    With `listed`, an enumeration is left out if the list of `explained` values says it all.
    """
    phrases: list[str] = []
    if of.enum and not (listed and not of.open and len(explained(of.enum)) == len(of.enum)):
        known = _listing((code(scalar(choice.value)) for choice in of.enum), "or")
        start = "such as " if of.open else ("one of " if len(of.enum) > 1 else "only ")
        phrases.append(start + known)
    if span := _range(of, code, unit):
        specials = [code(scalar(choice.value)) for choice in of.special]
        phrases.append(", ".join([*specials, f"or {span}"]) if specials else span)
    elif of.special:
        phrases.append("also " + _listing((code(scalar(c.value)) for c in of.special), "or"))
    if length := _count(of.min_length, of.max_length, "character"):
        phrases.append(length)
    if of.pattern is not None:
        phrases.append(f"matching {code(of.pattern)}")
    if count := _count(of.min_items, of.max_items, "item"):
        phrases.append(count)
    return phrases


def explained(choices: Iterable[Choice]) -> list[Choice]:
    """The choices that say what they mean."""
    return [choice for choice in choices if choice.description]


def facts(field: Field, code: Code = plain, listed: bool = False) -> list[str]:
    """The sentences that follow a field's description: limits, unit, default, conditions.

    With `listed`, the caller adds the list of `explained` values.
    """
    said = limits(field.limits, code, field.unit, listed)
    sentences = [_sentence(phrase) for phrase in said]
    sentences += [f"Each: {phrase}." for phrase in limits(field.items, code)]
    if field.unit and not _range(field.limits, code, ""):
        sentences.append(f"Unit: {field.unit}.")
    if field.default is not None:
        sentences.append(f"Default: {code(scalar(field.default))}.")
    if condition := applies(field, code):
        sentences.append(condition)
    if field.deprecated is not None:
        sentences.append(deprecation(field.deprecated, code))
    return sentences


def hints(field: Field, code: Code = plain) -> str:
    """What the prose about a field seems to say, in a sentence; empty where it says nothing."""
    of = field.hints
    said = limits(replace(of.limits, open=True), code, of.unit)
    said += [f"each {phrase}" for phrase in limits(replace(of.items, open=True), code)]
    if of.unit and not _range(of.limits, code, ""):
        said.append(f"in {of.unit}")
    if of.default is not None:
        said.append(f"by default {code(scalar(of.default))}")
    if of.example and len(of.example) <= _LONGEST_EXAMPLE:
        said.append(f"for example {code(of.example)}")
    return f"As described: {'; '.join(said)}." if said else ""


def applies(field: Field, code: Code = plain) -> str:
    """When the field means something; empty where it always does."""
    when = field.applies_when
    if when is None:
        return ""
    if when.field:
        listed = _listing((code(scalar(value)) for value in when.values), "or")
        return f"Only when {code(when.field)} is {listed}."
    return _sentence(f"only when {when.text}" if when.text[:1].islower() else when.text)


def deprecation(of: Deprecation, code: Code = plain) -> str:
    """That something should be left, for what, and why."""
    parts = [f"Deprecated since {of.since}" if of.since else "Deprecated"]
    if of.replacement:
        name = code(of.replacement) if of.replacement.isidentifier() else of.replacement
        parts.append(f"use {name} instead")
    head = _sentence("; ".join(parts))
    return f"{head} {of.description.strip()}" if of.description else head


def rate_limit(action: Action) -> str:
    """The rate at which the service takes this action; empty where the spec does not say."""
    if action.rate_limit is None:
        return ""
    number = f"{action.rate_limit:g}"
    return f"At most {number} request{'' if number == '1' else 's'} per second and account."


def ways(action: Action, code: Code = plain) -> list[str]:
    """How an action is called and answered, where that is not as others are."""
    said = (offline(action), unsigned(action), sending(action, code))
    return [each for each in said if each]


def offline(action: Action) -> str:
    """That the action cannot be called any more; empty where it can."""
    said = "Offline: the service does not answer this action any more."
    return said if action.offline else ""


def unsigned(action: Action) -> str:
    """That the action can be called by anybody; empty where it cannot."""
    said = "The request bears no signature, so that it needs no credentials."
    return said if action.unsigned else ""


def sending(action: Action, code: Code = plain) -> str:
    """How the request is sent; empty where it is JSON."""
    if action.body is Body.MULTIPART:
        return "The request is a form. Its files are given as bytes, at most 10 MB in all."
    if action.body is not Body.OCTET_STREAM:
        return ""
    said = "The request is bytes, at most 10 MB, which are sent as they are."
    if not action.input:
        return said
    return (
        f"{said} The parameters travel in headers that begin with {code(action.header_prefix)}, "
        "which hold nothing but visible ASCII characters and spaces between them."
    )


def _range(of: Limits, code: Code, unit: str) -> str:
    tail = f" {unit}" if unit else ""
    low, high = of.minimum, of.maximum
    if low is not None and high is not None:
        return f"{code(scalar(low))} to {code(scalar(high))}{tail}"
    parts = []
    if of.exclusive_minimum is not None:
        parts.append(f"more than {code(scalar(of.exclusive_minimum))}")
    if low is not None:
        parts.append(f"at least {code(scalar(low))}")
    if of.exclusive_maximum is not None:
        parts.append(f"less than {code(scalar(of.exclusive_maximum))}")
    if high is not None:
        parts.append(f"at most {code(scalar(high))}")
    return ", ".join(parts) + tail if parts else ""


def _count(low: int | None, high: int | None, noun: str) -> str:
    if low is not None and high is not None:
        return f"{low} to {high} {noun}s" if low != high else f"exactly {_many(low, noun)}"
    if high is not None:
        return f"at most {_many(high, noun)}"
    return f"at least {_many(low, noun)}" if low is not None else ""


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listing(parts: Iterable[str], word: str) -> str:
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
