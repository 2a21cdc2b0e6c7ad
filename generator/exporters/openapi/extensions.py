"""What OpenAPI has no words for, as `x-tc3gen-*`: the keys of a spec, in the form of a spec.

Where others have agreed on an extension it is theirs: `x-extensible-enum` for values that are known
though others may come, `x-enum-descriptions` for what the values mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model import (
    Choice,
    Condition,
    Deduplication,
    ErrorCode,
    Hints,
    Limits,
    Paging,
    PagingStyle,
    Scalar,
    Waiter,
)

Data = dict[str, Any]

#: What each style calls the field that says which part is asked for, and how many items it holds.
_PAGING_KEYS = {
    PagingStyle.TOKEN: ("input", "limit"),
    PagingStyle.OFFSET: ("offset", "limit"),
    PagingStyle.PAGE: ("page", "size"),
}


def said(**keys: Any) -> Data:
    """The keys that say something: neither nothing nor empty."""
    return {key: value for key, value in keys.items() if value not in (None, "", [], {}, False)}


def choices(of: Iterable[Choice]) -> list[Scalar | Data]:
    """Values, each with what it means where that is known."""
    return [
        {"value": each.value, "description": each.description} if each.description else each.value
        for each in of
    ]


def limits(of: Limits) -> Data:
    """Limits in the words of a spec."""
    words = {
        "enum": choices(of.enum) or None,
        "open": of.open or None,
        "special": choices(of.special) or None,
        "minimum": of.minimum,
        "exclusiveMinimum": of.exclusive_minimum,
        "maximum": of.maximum,
        "exclusiveMaximum": of.exclusive_maximum,
        "minLength": of.min_length,
        "maxLength": of.max_length,
        "pattern": of.pattern,
        "minItems": of.min_items,
        "maxItems": of.max_items,
    }
    return {word: value for word, value in words.items() if value is not None}


def hints(of: Hints) -> Data:
    """What prose seems to say."""
    items = limits(of.items)
    found = limits(of.limits) | ({"items": items} if items else {})
    if of.default is not None:
        found["default"] = of.default
    return found | said(nullable=of.nullable, unit=of.unit, example=of.example)


def condition(of: Condition | None) -> str | Data:
    """When a field means something."""
    if of is None:
        return ""
    if not of.field:
        return of.text
    return {"field": of.field, "equals": list(of.values)} | said(description=of.text)


def deduplication(of: Deduplication) -> Data:
    """How the service knows a repeated request."""
    return {"field": of.field} | said(error=of.error, seconds=of.seconds)


def paging(of: Paging) -> Data:
    """How a list comes in parts."""
    position, size = _PAGING_KEYS[of.style]
    found: Data = {"style": of.style.value, "items": of.items, position: of.position}
    found |= said(output=of.next)
    if of.more:
        found |= {"more": of.more, "more_when": of.more_when}
    found |= said(**{size: of.size, "page_size": of.page_size, "total": of.total})
    return found | ({"first": of.first} if of.style is PagingStyle.PAGE else {})


def waiter(of: Waiter) -> Data:
    """What can be waited for."""
    failed_when = [{"path": each.path, "not": list(each.allowed)} for each in of.failed_when]
    return {
        **said(description=of.description),
        "action": of.action,
        "state": of.state,
        "success": list(of.success),
        **said(failure=list(of.failure), failed_when=failed_when),
        **said(message=of.message, progress=of.progress),
        "delay": of.delay,
        "max_delay": of.max_delay,
        "timeout": of.timeout,
    }


def error(of: ErrorCode) -> Data:
    """What an error code means."""
    return said(description=of.description, solution=of.solution)
