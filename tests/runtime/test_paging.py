"""Lists in parts: every family of paging, and servers that would never come to an end."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime.errors import PagingError, TencentCloudError
from runtime.model import Action, Struct, wire
from runtime.paging import MOST_EMPTY, Paging


@dataclass(kw_only=True, slots=True, repr=False)
class ListRequest(Struct):
    token: str | None = field(default=None, metadata=wire("Token", "string"))
    marker: int | None = field(default=None, metadata=wire("Marker", "integer"))
    offset: int | None = field(default=None, metadata=wire("Offset", "integer"))
    offset_text: str | None = field(default=None, metadata=wire("OffsetText", "string"))
    page: int | None = field(default=None, metadata=wire("Page", "integer"))
    limit: int | None = field(default=None, metadata=wire("Limit", "integer"))
    limit_text: str | None = field(default=None, metadata=wire("LimitText", "string"))
    filter: str | None = field(default=None, metadata=wire("Filter", "string"))


@dataclass(kw_only=True, slots=True, repr=False)
class Data(Struct):
    items: list[str] | None = None
    total: int | str | None = None


@dataclass(kw_only=True, slots=True, repr=False)
class ListResponse(Struct):
    items: list[str] | None = None
    token: str | int | None = None
    over: Any = None
    total: int | str | None = None
    data: Data | None = None
    request_id: str = "r-1"


LIST = Action(name="List", request=ListRequest, response=ListResponse, read_only=True)
ALL = [f"item-{number}" for number in range(25)]

Server = Callable[[ListRequest], ListResponse]


def paging(style: Any, position: str, **more: Any) -> Paging[ListRequest, ListResponse]:
    return Paging(
        action=LIST, style=style, position=position, **{"items": "items", "size": "limit", **more}
    )


class Asked:
    """Calls a server, and remembers with what."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.requests: list[ListRequest] = []

    def invoke(self, action: object, request: ListRequest) -> ListResponse:
        assert action is LIST
        assert len(self.requests) < 1000, "endless"
        self.requests.append(request)
        return self.server(request)

    async def invoke_async(self, action: object, request: ListRequest) -> ListResponse:
        await asyncio.sleep(0)
        return self.invoke(action, request)


def items(of: Paging[ListRequest, ListResponse], server: Server, **given: Any) -> list[Any]:
    """All items, by both colours, which must agree on everything, failures included."""
    one, other = Asked(server), Asked(server)
    expected: list[Any] | str
    found: list[Any] = []
    try:
        found.extend(of.items_of(one.invoke, ListRequest(**given)))
        expected = found
    except PagingError as error:
        expected = str(error)

    async def gather() -> list[Any]:
        return [one async for one in of.items_of_async(other.invoke_async, ListRequest(**given))]

    if isinstance(expected, str):
        with pytest.raises(PagingError) as caught:
            asyncio.run(gather())
        assert str(caught.value) == expected
        assert one.requests == other.requests
        raise caught.value
    assert asyncio.run(gather()) == expected
    assert one.requests == other.requests
    return expected


def by_offset(cap: int = 10, **more: Any) -> Server:
    """A server that hands out at most so many items."""

    def server(request: ListRequest) -> ListResponse:
        begin = int(request.offset_text or request.offset or 0)
        size = min(int(request.limit_text or request.limit or cap), cap)
        return ListResponse(
            items=ALL[begin : begin + size], **{k: v(begin + size) for k, v in more.items()}
        )

    return server


def by_page(cap: int = 10, first: int = 1, **more: Any) -> Server:
    def server(request: ListRequest) -> ListResponse:
        page = (first if request.page is None else request.page) - first
        size = min(request.limit or cap, cap)
        end = (page + 1) * size
        return ListResponse(items=ALL[page * size : end], **{k: v(end) for k, v in more.items()})

    return server


def by_token(size: int = 10, end: Any = "") -> Server:
    def server(request: ListRequest) -> ListResponse:
        begin = int(request.token or request.marker or 0)
        rest = begin + size < len(ALL)
        return ListResponse(
            items=ALL[begin : begin + size], token=str(begin + size) if rest else end, over=not rest
        )

    return server


# Families ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [None, 1, 7, 10, 25, 100])
@pytest.mark.parametrize("cap", [10, 3, 25])
@pytest.mark.parametrize("total", [25, "25", None, 0, -1, "many", 26, 1000])
@pytest.mark.parametrize("size", [None, 100])
def test_offsets(limit: int | None, cap: int, total: Any, size: int | None) -> None:
    of = paging("offset", "offset", total="total", page_size=size)
    assert items(of, by_offset(cap, total=lambda _: total), limit=limit) == ALL


@pytest.mark.parametrize("limit", [None, 1, 7, 10, 25, 100])
@pytest.mark.parametrize("cap", [10, 3, 25])
@pytest.mark.parametrize("total", [25, "25", None, 0, -1, 26, 1000])
@pytest.mark.parametrize("first", [0, 1])
def test_page_numbers(limit: int | None, cap: int, total: Any, first: int) -> None:
    of = paging("page", "page", total="total", first=first)
    assert items(of, by_page(cap, first, total=lambda _: total), limit=limit) == ALL


def test_no_request_is_wasted_where_the_total_is_known() -> None:
    asked = Asked(by_offset(total=lambda _: 25))
    assert list(paging("offset", "offset", total="total").items_of(asked.invoke, ListRequest()))
    assert [request.offset for request in asked.requests] == [None, 10, 20]


def test_numbers_may_be_text_both_ways() -> None:
    of = paging("offset", "offset_text", size="limit_text", page_size=10, total="total")
    asked = Asked(by_offset(total=lambda _: "25"))
    assert list(of.items_of(asked.invoke, ListRequest())) == ALL
    sent = [(request.offset_text, request.limit_text) for request in asked.requests]
    assert sent == [(None, "10"), ("10", "10"), ("20", "10")]


def test_totals_and_lists_may_lie_deeper() -> None:
    def server(request: ListRequest) -> ListResponse:
        begin = request.offset or 0
        return ListResponse(data=Data(items=ALL[begin : begin + 10], total="25"))

    assert items(paging("offset", "offset", items="data.items", total="data.total"), server) == ALL


@pytest.mark.parametrize("total", [None, 25])
@pytest.mark.parametrize("begin", [0, 3, 20, 24])
def test_a_list_can_be_begun_in_the_middle(begin: int, total: int | None) -> None:
    of = paging("offset", "offset", total="total")
    assert items(of, by_offset(total=lambda _: total), offset=begin) == ALL[begin:]
    of = paging("page", "page", total="total")
    assert (
        items(of, by_page(total=lambda _: total), page=begin // 10 + 1) == ALL[begin // 10 * 10 :]
    )
    assert (
        items(paging("token", "token", next="token"), by_token(), token=str(begin)) == ALL[begin:]
    )


@pytest.mark.parametrize("end", ["", None, 0])
def test_tokens(end: Any) -> None:
    assert items(paging("token", "token", next="token"), by_token(end=end)) == ALL
    assert items(paging("token", "marker", next="token"), by_token(end=end)) == ALL


@pytest.mark.parametrize("end", ["", "gone", None])
@pytest.mark.parametrize("as_text", [False, True])
def test_a_token_with_an_end_flag(end: Any, as_text: bool) -> None:
    def server(request: ListRequest) -> ListResponse:
        reply = by_token(end=end)(request)
        reply.over = str(reply.over).lower() if as_text else reply.over
        return reply

    of = paging("token", "token", next="token", more="over", more_when=False)
    assert items(of, server) == ALL


def test_a_flag_ends_what_is_counted() -> None:
    flag = {"more": "over", "more_when": True}
    server = by_offset(over=lambda end: end < len(ALL))
    asked = Asked(server)
    assert list(paging("offset", "offset", **flag).items_of(asked.invoke, ListRequest())) == ALL
    assert len(asked.requests) == 3
    assert items(paging("page", "page", **flag), by_page(over=lambda end: end < 25)) == ALL
    # A total that counts too little does not stop what the flag says goes on.
    of = paging("offset", "offset", **flag, total="total")
    assert items(of, by_offset(over=lambda end: end < 25, total=lambda _: 10)) == ALL


def test_empty_parts_may_come_between() -> None:
    def server(request: ListRequest) -> ListResponse:
        number = int(request.token or 0)
        found = [ALL[number]] if number % 10 == 0 else []
        return ListResponse(items=found, token=str(number + 1) if number < 24 else "")

    assert items(paging("token", "token", next="token"), server) == [ALL[0], ALL[10], ALL[20]]


@pytest.mark.parametrize("nothing", [[], None])
def test_nothing_at_all(nothing: Any) -> None:
    for style, position in (("offset", "offset"), ("page", "page"), ("token", "token")):
        of = paging(style, position, next="token", total="total")
        assert items(of, lambda _: ListResponse(items=nothing, total=0)) == []
        assert items(of, lambda _: ListResponse(items=nothing)) == []


# What a caller relies on -------------------------------------------------------------------------


def test_parts_are_asked_for_when_they_are_come_to() -> None:
    asked = Asked(by_offset())
    of = paging("offset", "offset")
    found = of.items_of(asked.invoke, ListRequest())
    assert asked.requests == []
    assert list(islice(found, 10)) == ALL[:10]
    assert len(asked.requests) == 1
    next(found)
    assert len(asked.requests) == 2
    pages = of.pages(asked.invoke, ListRequest())
    assert next(pages).items == ALL[:10]
    assert len(asked.requests) == 3


def test_the_request_of_the_caller_stays_as_it_is() -> None:
    asked = Asked(by_offset())
    request = ListRequest(filter="f", limit=5)
    list(paging("offset", "offset", page_size=100).pages(asked.invoke, request))
    assert request == ListRequest(filter="f", limit=5)
    assert {(one.filter, one.limit) for one in asked.requests} == {("f", 5)}


def test_what_a_call_raises_comes_through() -> None:
    def server(request: ListRequest) -> ListResponse:
        if request.offset:
            raise TencentCloudError("down")
        return by_offset()(request)

    found = paging("offset", "offset").items_of(Asked(server).invoke, ListRequest())
    assert list(islice(found, 10)) == ALL[:10]
    with pytest.raises(TencentCloudError, match="down"):
        next(found)


def test_async_parts_are_lazy_too() -> None:
    asked = Asked(by_offset())

    async def main() -> None:
        pages = paging("offset", "offset").pages_async(asked.invoke_async, ListRequest())
        assert isinstance(pages, AsyncIterator)
        assert asked.requests == []
        async for page in pages:
            assert page.items == ALL[:10]
            break
        assert len(asked.requests) == 1

    asyncio.run(main())


# Servers that would never end --------------------------------------------------------------------


@pytest.mark.parametrize("total", [None, 1000])
@pytest.mark.parametrize("more", [None, True])
@pytest.mark.parametrize("style", ["offset", "page"])
def test_a_server_that_ignores_where_to_begin(style: str, total: Any, more: Any) -> None:
    def server(_: ListRequest) -> ListResponse:
        return ListResponse(items=ALL[:10], total=total, over=more)

    with pytest.raises(PagingError, match="same part for the second time"):
        items(paging(style, style, total="total", more="over"), server)


@pytest.mark.parametrize("style", ["offset", "page"])
def test_a_promise_of_more_and_nothing_to_show(style: str) -> None:
    def server(_: ListRequest) -> ListResponse:
        return ListResponse(items=[], over=True)

    with pytest.raises(PagingError, match="says that there is more, and gives nothing"):
        items(paging(style, style, more="over"), server)
    # Unless the total says that all has come.
    server = by_offset(over=lambda _: True, total=lambda _: 25)
    assert items(paging("offset", "offset", more="over", total="total"), server) == ALL


def test_a_token_for_the_second_time() -> None:
    for tokens in (["a", "a"], ["a", "b", "a"], ["a", "b", "c", "b"]):
        replies = iter(tokens * 100)

        def server(_: ListRequest, replies: Any = replies) -> ListResponse:
            return ListResponse(items=["x"], token=next(replies))

        asked = Asked(server)
        pages = paging("token", "token", next="token").pages(asked.invoke, ListRequest())
        with pytest.raises(PagingError, match="a token for the second time") as caught:
            list(pages)
        assert len(asked.requests) == len(tokens)
        error = caught.value
        assert (error.action, error.request_ids, error.reply.items) == ("List", ("r-1",), ["x"])
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_the_callers_own_token_is_known_too() -> None:
    def server(_: ListRequest) -> ListResponse:
        return ListResponse(items=["x"], token="mine")

    with pytest.raises(PagingError):
        items(paging("token", "token", next="token"), server, token="mine")


def test_a_token_that_leads_to_itself_and_nothing_else_is_the_end() -> None:
    def server(request: ListRequest) -> ListResponse:
        return ListResponse(items=[] if request.token else ["x"], token="end")

    assert items(paging("token", "token", next="token"), server) == ["x"]


def test_a_flag_without_a_token() -> None:
    def server(_: ListRequest) -> ListResponse:
        return ListResponse(items=["x"], token="", over=False)

    with pytest.raises(PagingError, match="gives no token"):
        items(paging("token", "token", next="token", more="over", more_when=False), server)


def test_new_tokens_and_nothing_else_for_ever() -> None:
    def server(request: ListRequest) -> ListResponse:
        return ListResponse(items=[], token=str(int(request.token or 0) + 1))

    asked = Asked(server)
    pages = paging("token", "token", next="token").pages(asked.invoke, ListRequest())
    with pytest.raises(PagingError, match="nothing but tokens"):
        list(pages)
    assert len(asked.requests) == MOST_EMPTY


REPLIES = st.builds(
    ListResponse,
    items=st.none() | st.lists(st.sampled_from("abc"), max_size=3),
    token=st.none() | st.sampled_from(["", "a", "b", "c", 0, 1, 2]),
    over=st.sampled_from([None, True, False, "true", "false", 0, 1, "?"]),
    total=st.none() | st.integers(-2, 50) | st.sampled_from(["", "7", "1e3", "many"]),
)


@settings(max_examples=500)
@given(
    st.sampled_from([("token", "token"), ("offset", "offset"), ("page", "page")]),
    st.lists(REPLIES, min_size=1, max_size=6),
)
def test_whatever_a_server_repeats_it_ends(style: tuple[str, str], replies: Any) -> None:
    """The same few replies again and again, of whatever shape: the list ends, or an error does."""
    of = paging(*style, next="token", more="over", total="total")
    count = 0

    def server(_: ListRequest) -> ListResponse:
        nonlocal count
        count += 1
        answer: ListResponse = replies[(count - 1) % len(replies)]
        return answer

    asked = Asked(server)
    found = of.items_of(asked.invoke, ListRequest())
    with contextlib.suppress(PagingError):
        list(found)
