"""Events out of bytes, beside another reader of them and whatever way the bytes were cut."""

from __future__ import annotations

import httpx
import pytest
from httpx_sse import EventSource
from hypothesis import assume, example, given
from hypothesis import strategies as st
from runtime import errors
from runtime.events import Parser, Sent

LINE_ENDS = (b"\n", b"\r", b"\r\n")
WORDS = (
    *(b"data", b"event", b"id", b"retry", b"dat", b"", b"Data"),
    *(b":", b": ", b" ", b"\0", b"7", b"[DONE]", b'{"A": 1}'),
    *("\N{CLAPPER BOARD}\u2028\x85é".encode(), b"\xff", b"\xe7\x89", b"\xef\xbb\xbf"),
)
#: Mostly events, and any bytes at all.
STREAMS = st.lists(st.sampled_from((*WORDS, *LINE_ENDS * 4)), max_size=40).map(b"".join)
STREAMS |= st.lists(
    st.tuples(st.sampled_from((b"data:", b"id: ", b"event: ", b":")), st.sampled_from(WORDS)),
    max_size=12,
).flatmap(
    lambda lines: st.lists(
        st.sampled_from((*LINE_ENDS, b"\n\n", b"\r\n\r\n", b"\r\r")),
        min_size=len(lines),
        max_size=len(lines),
    ).map(lambda ends: b"".join(a + b + end for (a, b), end in zip(lines, ends, strict=True)))
)
STREAMS |= st.binary(max_size=60)


def read(*pieces: bytes, limit: int = 10_000) -> list[Sent | str]:
    """The events of a stream, and that it was refused, if it was."""
    parser, found = Parser(limit), list[Sent | str]()
    try:
        for piece in pieces:
            found += parser.feed(piece)
        found += parser.end()
    except errors.MalformedResponseError as error:
        found.append(str(error))
    return found


@given(STREAMS, st.data(), st.sampled_from([7, 10_000]))
@example(b"\xef\xbb\xbfdata: a\r\n\r\ndata: b\r\r", None, 10_000)
def test_how_it_was_cut_makes_no_difference(
    stream: bytes, data: st.DataObject | None, limit: int
) -> None:
    whole = read(stream, limit=limit)
    assert read(*(stream[i : i + 1] for i in range(len(stream))), limit=limit) == whole
    if data is not None:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
        bounds = zip([0, *cuts], [*cuts, len(stream)], strict=True)
        assert read(*(stream[a:b] for a, b in bounds), limit=limit) == whole


@given(STREAMS)
def test_another_reader_reads_the_same(stream: bytes) -> None:
    """But for byte order marks, which it does not know, and events without data, which it takes."""
    assume(not stream.startswith(b"\xef\xbb\xbf"))
    headers = {"content-type": "text/event-stream"}
    other = EventSource(httpx.Response(200, headers=headers, content=stream)).iter_sse()
    theirs = [Sent(e.data, e.event or "message", e.id) for e in other if e.data]
    ours = [event for event in Parser().feed(stream) if event.data]
    assert [e._replace(event=e.event or "message") for e in theirs] == ours


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"data: a\n\n", [Sent("a", "message", "")]),
        (b"data:a\ndata\ndata:  b\n\n", [Sent("a\n\n b", "message", "")]),
        (
            b"event: x\nid: 1\ndata: a\n\ndata: b\n\n",
            [Sent("a", "x", "1"), Sent("b", "message", "1")],
        ),
        (
            b"id: 1\ndata: a\n\nid\ndata: b\n\n",
            [Sent("a", "message", "1"), Sent("b", "message", "")],
        ),
        (b"id: 1\nid: \0\ndata: a\n\n", [Sent("a", "message", "1")]),
        (b": hello\n\nevent: x\n\nretry: 5\n\n", []),
        (b"data\n\n", [Sent("", "message", "")]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", [Sent("b", "message", "")]),
        (b"data: \xe7\x89\n\n", [Sent("�", "message", "")]),
        (b"data: a\n\ndata: [DONE]", [Sent("a", "message", ""), Sent("[DONE]", "message", "")]),
        (b"data: a\n", [Sent("a", "message", "")]),
        (b"\xef", []),
        (b"", []),
    ],
)
def test_by_hand(stream: bytes, expected: list[Sent]) -> None:
    assert read(stream) == expected


def test_only_what_is_held_has_a_limit() -> None:
    talk = b"".join(b"data: %d\n\n: still here\n" % n for n in range(100))
    assert len(read(talk, limit=20)) == 100
    assert len(read(b": " * 9 + b"\n" + b":\n" * 100 + b"data: x\n\n", limit=20)) == 1
    assert read(b"data: 1\n\ndata: 23\ndata: 45\ndata: 67\n", limit=20) == [
        Sent("1", "message", ""),
        "an event of the stream is larger than 20 bytes",
    ]
