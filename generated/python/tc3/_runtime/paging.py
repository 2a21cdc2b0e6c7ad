"""Lists that a service hands out in parts.

`_Walk` decides, without any I/O of its own: it has a request, is told the reply, and has the next
request or none.  Both colours drive it, and ask for a part only when the caller comes to it.

Laws:
1. The last part is known by what the service says: its flag, no token, or the total reached.  Where
   it says nothing, the last part is an empty one.  A part that is merely short is no sign, for
   services hand out less than they are asked for.
2. The position moves on by the items that came, not by those that were asked for.
3. It always ends.  A token that came before, the same part a second time, a flag that promises more
   beside nothing to go on with, and nothing but empty parts are a PagingError: going on might never
   end, and ending would pass for the whole list.
4. What the caller gave stands: where to begin, and how many items to ask for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeAlias

from .errors import PagingError
from .model import Action, RequestT, ResponseT, Scalar
from .structs import look, means, members_of

#: So many empty parts in a row are taken, if each has a new token: services that filter give some.
MOST_EMPTY = 100

_Invoke: TypeAlias = Callable[[Action[RequestT, ResponseT], RequestT], ResponseT]
# feature: async
_InvokeAsync: TypeAlias = Callable[
    [Action[RequestT, ResponseT], RequestT], Awaitable[ResponseT]
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging(Generic[RequestT, ResponseT]):
    """How an action hands out a list.  Places in replies are attributes, joined by dots."""

    action: Action[RequestT, ResponseT]
    style: Literal["token", "offset", "page"]
    items: str
    """Where the list is."""
    position: str
    """The request's attribute that says which part: the token, the offset, the page's number."""
    next: str = ""
    """Where the token for the next part is."""
    more: str = ""
    """Where the flag is that says whether there is a next part."""
    more_when: Scalar = True
    """The flag's value while there is one."""
    size: str = ""
    """The request's attribute that says how many items a part may hold."""
    page_size: int | None = None
    """How many to ask for if the caller does not say."""
    first: int = 1
    """The number of the first page."""
    total: str = ""
    """Where the number of all items is."""

    def pages(
        self, invoke: _Invoke[RequestT, ResponseT], request: RequestT
    ) -> Iterator[ResponseT]:
        """The replies, one after the other."""
        walk = _Walk(self, request)
        while walk.request is not None:
            reply = invoke(self.action, walk.request)
            yield reply
            walk.turn(reply)

    # feature: async
    async def pages_async(
        self, invoke: _InvokeAsync[RequestT, ResponseT], request: RequestT
    ) -> AsyncIterator[ResponseT]:
        """The replies, one after the other."""
        walk = _Walk(self, request)
        while walk.request is not None:
            reply = await invoke(self.action, walk.request)
            yield reply
            walk.turn(reply)

    def items_of(
        self, invoke: _Invoke[RequestT, ResponseT], request: RequestT
    ) -> Iterator[Any]:
        """The items of all replies."""
        for reply in self.pages(invoke, request):
            yield from look(reply, self.items) or ()

    # feature: async
    async def items_of_async(
        self, invoke: _InvokeAsync[RequestT, ResponseT], request: RequestT
    ) -> AsyncIterator[Any]:
        """The items of all replies."""
        async for reply in self.pages_async(invoke, request):
            for item in look(reply, self.items) or ():
                yield item


class _Walk(Generic[RequestT, ResponseT]):
    """One way through a list."""

    request: RequestT | None
    """What to ask for next; None at the end."""

    def __init__(self, paging: Paging[RequestT, ResponseT], request: RequestT) -> None:
        self._paging = paging
        self._kinds = {name: wire.kind for name, wire, _ in members_of(type(request))}
        begin = getattr(request, paging.position)
        self._number = _number(begin) or 0
        if paging.style == "page" and begin is None:
            self._number = paging.first
        self._passed = 0
        """How many items lie before the position."""
        self._before: list[Any] = []
        self._mark: list[Any] = []
        """An earlier part, replaced ever more rarely, so that a circle of any length meets it."""
        self._turns = 0
        self._tokens = {begin}
        self._empty = 0
        size = paging.size if paging.page_size and paging.size else ""
        if size and getattr(request, size) is None:
            request = self._changed(request, size, paging.page_size)
        self._last = self.request = request

    def turn(self, reply: ResponseT) -> None:
        """Go on after a reply."""
        paging = self._paging
        items: list[Any] = look(reply, paging.items) or []
        flag = look(reply, paging.more) if paging.more else None
        more = None if flag is None else means(flag, paging.more_when)
        step = self._after_token if paging.style == "token" else self._after_number
        position = None if more is False else step(reply, items, more)
        if position is None:
            self.request = None
        else:
            self._last = self.request = self._changed(
                self._last, paging.position, position
            )

    def _after_token(
        self, reply: ResponseT, items: list[Any], more: bool | None
    ) -> object:
        token = look(reply, self._paging.next)
        if not token:
            if more:
                raise self._stuck(
                    "says that there is more, and gives no token for it", reply
                )
            return None
        if token in self._tokens:
            if (
                not items
                and not more
                and token == look(self._last, self._paging.position)
            ):
                return None  # the token of the end leads to itself
            raise self._stuck("gives a token for the second time", reply)
        self._tokens.add(token)
        self._empty = 0 if items else self._empty + 1
        if self._empty >= MOST_EMPTY:
            raise self._stuck(
                f"gives nothing but tokens, {MOST_EMPTY} times in a row", reply
            )
        return token

    def _after_number(
        self, reply: ResponseT, items: list[Any], more: bool | None
    ) -> object:
        paging = self._paging
        by_page = paging.style == "page"
        total = _number(look(reply, paging.total)) if paging.total else None
        # Some services say 0 or -1 for a number that they do not know.
        known = total is not None and total > 0
        if items and (items == self._before or (not known and items == self._mark)):
            raise self._stuck("gives the same part for the second time", reply)
        self._turns += 1
        if self._turns == 1:
            # Begun elsewhere than at the beginning.
            self._passed = (
                (self._number - paging.first) * len(items) if by_page else self._number
            )
        if self._turns & (self._turns - 1) == 0:
            self._mark = items
        self._before = items
        self._passed += len(items)
        self._number = self._number + 1 if by_page else self._passed
        complete = total is not None and 0 < total <= self._passed
        if not items and more and not complete:
            raise self._stuck("says that there is more, and gives nothing", reply)
        return None if not items or (complete and not more) else self._number

    def _changed(self, request: RequestT, name: str, value: object) -> RequestT:
        kind = self._kinds[name]
        number = _number(value)
        fitting = (
            str(value) if kind == "string" else value if number is None else number
        )
        return replace(request, **{name: fitting})

    def _stuck(self, why: str, reply: ResponseT) -> PagingError:
        error = PagingError(
            f"the service {why}; the list cannot be read to its end", reply=reply
        )
        error.action = self._paging.action.name
        error.request_ids = (str(getattr(reply, "request_id", "")),)
        return error


def _number(value: object) -> int | None:
    """A whole number, which some services write as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return int(value)
    try:
        return int(value) if isinstance(value, str) else None
    except ValueError:
        return None
