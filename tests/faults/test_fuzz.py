"""Replies of any bytes and any shape: a typed error or a tolerant reading, and nothing else."""

from __future__ import annotations

import copy
import json
import pickle
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tc3 import Request, Response, Timeout
from tc3.vod import VodClient, errors, to_dict

from tc3gen.fake import Clock, Garbage
from tc3gen.fake.chance import Chance
from tc3gen.fake.stage import Stage

from .world import NOW, Time, World, alone, vod

# A reply may hold such a warning, which clients pass on.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CALLS: dict[str, dict[str, Any]] = {
    "rebuild_media": {"file_id": "1"},
    "describe_task_detail": {"task_id": "1"},
    "describe_tasks": {},
}


class Answering:
    """A transport that has one reply for all requests."""

    def __init__(self, response: Response) -> None:
        self._response = response

    def send(self, request: Request, timeout: Timeout) -> Response:
        return self._response

    def close(self) -> None:
        pass


def check(error: errors.TencentCloudError) -> None:
    """Whether an error can be shown, and sent to another process."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), repr(again)) == (type(error), str(error), repr(error))


def read(body: bytes, status: int = 200, **headers: str) -> None:
    """Read a reply as each action's; fails unless it is read, or refused properly."""
    named = {"content-type": "application/json"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    client = VodClient("id", "key", retries=0, transport=Answering(Response(status, named, body)))
    for method, params in CALLS.items():
        began = time.monotonic()
        try:
            reply = getattr(client, method)(**params)
            repr(reply)
            to_dict(reply)  # refuses half a character, which JSON can hold and UTF-8 cannot
        except errors.TencentCloudError as error:
            check(error)
        assert time.monotonic() - began < 5


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**300), 10**300),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "FINISH", "2026-01-01T00:00:00Z", "\ud800", "\x00", "9" * 400]),
)
NAMES = st.sampled_from(
    (
        *("Response", "Error", "Code", "Message", "RequestId", "DeprecatedWarning"),
        *("TaskId", "TaskSet", "ScrollToken", "Status", "RebuildMediaTask", "Output", "ErrCode"),
    )
)
SHAPES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(NAMES, st.text(max_size=5)), inner, max_size=5),
    ),
    max_leaves=20,
)


@given(st.binary(max_size=200), st.sampled_from([200, 200, 204, 302, 404, 429, 500, 503]))
@example(b"", 200)
@example(b"\xef\xbb\xbf{}", 200)
@example(b'{"Response": ' * 5000, 200)
@example(b'{"Response": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", 200)
@example(b'{"Response": {"RequestId": ' + b"9" * 10_000 + b"}}", 200)
@example(b'{"Response": {"TaskId": 1e999, "RequestId": NaN}}', 200)
@example(b'{"Response": {"TaskId": "\\ud800", "RequestId": "\\u0000"}}', 200)
@example(b'{"Response": {"Error": {"Code": {"a": 1}, "Message": ["\xf0\x9f\x92\xa9"]}}}', 200)
@example('{"Response": {"RequestId": "é"}}'.encode("latin-1"), 200)
@example('{"Response": {"RequestId": "é"}}'.encode("utf-16"), 200)
def test_random_bytes(body: bytes, status: int) -> None:
    read(body, status)


@given(SHAPES)
def test_any_json(shape: Any) -> None:
    read(json.dumps(shape).encode())


@given(SHAPES)
def test_any_json_inside_of_a_reply(shape: Any) -> None:
    read(json.dumps({"Response": shape}).encode())
    read(json.dumps({"Response": {"Error": shape, "RequestId": "r"}}).encode())
    read(json.dumps({"Response": {"Error": {"Code": shape, "Message": shape}}}).encode())


def _sound() -> list[dict[str, Any]]:
    """A reply of each action, whole."""
    stage = Stage(vod(), Chance(0), rate_limits=False)
    actions = {action.name: action for action in vod().actions}
    started = stage.perform(actions["RebuildMedia"], {"FileId": "1"}, NOW)
    return [
        started,
        stage.perform(actions["DescribeTaskDetail"], dict(started), NOW + 10),
        stage.perform(actions["DescribeTasks"], {}, NOW + 10),
    ]


SOUND = _sound()


def _ways(data: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each member inside of data, however deep."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, each in inner:
        yield (key,)
        if isinstance(each, (dict, list)):
            yield from ((key, *way) for way in _ways(each))


WAYS = [(index, way) for index, reply in enumerate(SOUND) for way in _ways(reply)]


@given(st.sampled_from(WAYS), SHAPES)
def test_a_sound_reply_with_one_wrong_member(
    where: tuple[int, tuple[Any, ...]], wrong: Any
) -> None:
    index, way = where
    reply = copy.deepcopy(SOUND[index])
    holder: Any = reply
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = wrong
    read(json.dumps({"Response": reply}).encode())


@given(st.sampled_from(range(len(SOUND))), st.integers(0, 5000), st.binary(max_size=3))
def test_a_sound_reply_with_some_wrong_bytes(index: int, place: int, wrong: bytes) -> None:
    body = json.dumps({"Response": SOUND[index]}).encode()
    place %= len(body)
    read(body[:place] + wrong + body[place + len(wrong) :])
    read(body[:place])


LINES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)


@given(LINES, LINES, LINES)
@example("Thu, 99 Foo 99999 99:99:99 GMT", "9" * 400, "")
@example("Mon, 01 Jan 0000 00:00:00 +9999", "Mon, 01 Jan 0000 00:00:00 +9999", "")
@example("\xb2", "\xb2", "\xff")
@example("", "nan", "application/json;" * 1000)
def test_headers(date: str, retry_after: str, kind: str) -> None:
    expired = b'{"Response": {"Error": {"Code": "AuthFailure.SignatureExpire", "Message": ""}}}'
    for status, body in ((503, b""), (429, b"{}"), (200, expired)):
        named = {"date": date, "retry-after": retry_after, "content-type": kind}
        transport = Answering(Response(status, named, body))
        client = VodClient("id", "key", clock=Time(Clock(NOW)), transport=transport)
        with pytest.raises(errors.TencentCloudError):
            client.describe_tasks()


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_on_the_wire(colour: str) -> None:
    bodies = (b"", b"\x00" * 100_000, b"[" * 100_000, b'{"Response": {"RequestId": 1}}', b"null")
    for body in bodies:
        with World(Garbage(body)) as world:
            try:
                if colour == "sync":
                    with world.sync() as client:
                        client.describe_task_detail(task_id="1")
                else:
                    alone(_ask(world))
            except errors.TencentCloudError:
                pass
            world.settled()


async def _ask(world: World) -> None:
    async with world.asynchronous() as client:
        await client.describe_task_detail(task_id="1")
