"""A list in parts, as the `paging` of an action says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..model import Action, Paging, PagingStyle
from . import lookup
from .refusal import Refusal

#: How many items a part has where neither the request nor the spec says.
DEFAULT_SIZE = 10


def cut(
    reply: dict[str, Any],
    action: Action,
    paging: Paging,
    given: Mapping[str, Any],
    identify: Callable[[Any], str] | None = None,
) -> None:
    """Leave of the whole list in a reply the part that a request asks for.

    A token is the `identify` of the item that the next part begins with, so that it holds while
    items are added; or the number of that item.  Raises Refusal for a token of another list.
    """
    whole = lookup.get(reply, paging.items)
    if not isinstance(whole, list):
        return
    size = max(_number(given, action, paging.size) or paging.page_size or DEFAULT_SIZE, 1)
    begin = _begin(whole, action, paging, given, size, identify)
    end = begin + size
    lookup.put(reply, paging.items, whole[begin:end])
    if paging.next:
        token = "" if end >= len(whole) else identify(whole[end]) if identify else str(end)
        lookup.put(reply, paging.next, token)
    if paging.more:
        ended: Any = not paging.more_when if isinstance(paging.more_when, bool) else None
        lookup.put(reply, paging.more, paging.more_when if end < len(whole) else ended)
    if paging.total:
        # Some services write numbers as text.
        as_text = isinstance(lookup.get(reply, paging.total), str)
        lookup.put(reply, paging.total, str(len(whole)) if as_text else len(whole))


def _begin(
    whole: Sequence[Any],
    action: Action,
    paging: Paging,
    given: Mapping[str, Any],
    size: int,
    identify: Callable[[Any], str] | None,
) -> int:
    if paging.style is PagingStyle.OFFSET:
        return max(_number(given, action, paging.position) or 0, 0)
    if paging.style is PagingStyle.PAGE:
        page = _number(given, action, paging.position)
        return max((paging.first if page is None else page) - paging.first, 0) * size
    token = given.get(paging.position)
    if not token:
        return 0
    names = [identify(each) if identify else str(index) for index, each in enumerate(whole)]
    if token in names:
        return names.index(token)
    message = f"`{paging.position}` is not the token of a reply to this request"
    raise Refusal("InvalidParameterValue", message)


def _number(given: Mapping[str, Any], action: Action, name: str) -> int | None:
    """A parameter that counts, which some services take as text; else its default."""
    value = given.get(name)
    if value is None:
        value = next((field.default for field in action.input if field.name == name), None)
    try:
        return int(value) if value is not None else None
    except (TypeError, ValueError):
        raise Refusal("InvalidParameterValue", f"`{name}` must be a number") from None
