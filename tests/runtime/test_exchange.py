"""The flow of a call, driven by hand, with a clock of its own."""

from __future__ import annotations

import contextlib
import copy
import logging
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import errors
from runtime.policy import Retries
from runtime.transport import Response, Timeout
from toy.errors import InvalidParameter, InvalidParameterFileId
from world import BUSY, GATEWAY, JSON, OK, READ, WRITE, World, late, lost, not_sent, refused

NOT_SENT, LOST, LATE = not_sent(), lost(), late()
LATE_CONNECT = errors.TimedOut("late", phase="connect", sent=False)


@pytest.mark.parametrize(
    ("answer", "always", "read_only"),
    [
        (NOT_SENT, True, True),
        (LATE_CONNECT, True, True),
        (BUSY, True, True),
        (refused("RequestLimitExceeded"), True, True),
        (LOST, False, True),
        (LATE, False, True),
        (GATEWAY, False, True),
        (refused("InternalError"), False, True),
        (refused("InternalError.Database"), False, True),
        (refused("ServiceUnavailable", 503), False, True),
        (refused("RequestLimitExceededX"), False, False),
        (refused("InvalidParameter.FileId"), False, False),
        (refused("AuthFailure.SignatureExpire", 400), False, False),
        (Response(302, {}, b""), False, False),
        (Response(200, JSON, b"{}"), False, False),
        (errors.MalformedResponseError("too large"), False, False),
    ],
)
def test_what_is_repeated(answer: Any, always: bool, read_only: bool) -> None:
    for expected, call in ((always, WRITE), (read_only, READ)):
        world = World()
        if expected:
            assert world.run([copy.copy(answer), OK], call)["A"] == 1
        else:
            with pytest.raises(errors.TencentCloudError) as caught:
                world.run([copy.copy(answer)], call)
            assert (caught.value.action, caught.value.attempts) == ("Make", 1)


def test_each_attempt_is_signed_anew_after_a_longer_pause_and_the_last_error_tells_all() -> None:
    world = World()
    with pytest.raises(errors.ConnectFailed) as caught:
        world.run([LATE_CONNECT, BUSY, copy.copy(NOT_SENT)], took=10)
    assert world.sleeps == [0.5, 1.0]
    assert world.signed == [1_700_000_000, 1_700_000_010, 1_700_000_021]
    assert str(caught.value) == "no connection (Make, after 3 attempts in 31.5 s)"
    assert [note.split(":")[0] for note in caught.value.__notes__] == ["attempt 1", "attempt 2"]
    for twin in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert (str(twin), twin.attempts, twin.sent) == (str(caught.value), 3, False)


def test_pauses_have_a_longest_and_none_outlasts_the_deadline() -> None:
    world = World()
    with pytest.raises(errors.ConnectFailed):
        world.run([copy.copy(NOT_SENT)] * 6, retries=Retries(5, base=1, longest=3))
    assert world.sleeps == [1, 2, 3, 3, 3]

    world = World()
    with pytest.raises(errors.ConnectFailed) as caught:
        world.run([copy.copy(NOT_SENT)] * 3, took=2, timeout=Timeout(5), retries=Retries(9, base=1))
    assert caught.value.attempts == 2  # a third would begin after the end
    assert [send.timeout.total for send in world.sends] == [5, 2]
    assert world.elapsed == 5


def test_a_service_error_is_of_the_nearest_class() -> None:
    for code, cls in (
        ("InvalidParameter.FileId", InvalidParameterFileId),
        ("InvalidParameter.FileId.Odd", InvalidParameterFileId),
        ("InvalidParameter.New", InvalidParameter),
        ("InvalidParameter.", InvalidParameter),
        ("Unheard.Of", errors.ServiceError),
    ):
        with pytest.raises(errors.ServiceError) as caught:
            World().run([refused(code, 400)])
        error = caught.value
        assert type(error) is cls
        assert (error.code, error.message, error.request_id) == (code, "No.", "r-2")
        assert (error.action, error.attempts, error.http_status) == ("Make", 1, 400)
        assert str(error) == f"{code}: No. (Make, request r-2)"
        twin = pickle.loads(pickle.dumps(error))
        assert (type(twin), str(twin), vars(twin)) == (cls, str(error), vars(error))


@pytest.mark.parametrize(
    ("response", "kind", "said"),
    [
        (Response(200, {"content-type": "text/html"}, b"<html>"), "Malformed", "text/html, not"),
        (Response(200, {}, b""), "Malformed", "no content type, not JSON"),
        (Response(200, JSON, b""), "Malformed", "empty"),
        (Response(200, JSON, b"[1]"), "Malformed", "named Response"),
        (Response(200, JSON, b'{"Response": null}'), "Malformed", "named Response"),
        (Response(200, JSON, b'{"Response": {"Error": 1}}'), "Malformed", "without a code"),
        (Response(200, JSON, b'{"Response": {"Error": {}}}'), "Malformed", "without a code"),
        (Response(404, JSON, b'{"Response": {}}'), "HTTPStatus", "status 404"),
        (GATEWAY, "HTTPStatus", "status 502 (text/html)"),
    ],
)
def test_what_is_no_reply(response: Response, kind: str, said: str) -> None:
    with pytest.raises(errors.TencentCloudError) as caught:
        World().run([response])
    assert type(caught.value).__name__.startswith(kind)
    assert said in str(caught.value)
    assert caught.value.body == response.body  # type: ignore[attr-defined]


def test_a_reply_without_a_request_id_is_a_reply() -> None:
    assert World().run([Response(200, {}, b' {"Response": {}}\n')]) == {}


@given(st.integers(100, 599), st.binary(max_size=40) | st.sampled_from([OK.body, BUSY.body]))
def test_no_answer_raises_anything_but_our_errors(status: int, body: bytes) -> None:
    with contextlib.suppress(errors.TencentCloudError):
        World().run([Response(status, JSON, body)], retries=Retries(0))


def test_the_log_tells_of_every_attempt_and_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "tc3"):
        World().run([BUSY, GATEWAY, lost(), OK], READ, retries=Retries(3))
    assert [record.getMessage().replace("0 ms", "") for record in caplog.records] == [
        "Make at toy.example.com, attempt 1: RequestLimitExceeded.U, status 200, , request r-2",
        "Make at toy.example.com, attempt 2: HTTPStatusError, status 502, , request -",
        "Make at toy.example.com, attempt 3: ConnectionLost, status -, , request -",
        "Make at toy.example.com, attempt 4: ok, status 200, , request r-1",
    ]
    assert "s3cret" not in caplog.text
    assert "b0dy" not in caplog.text


def test_options_out_of_range_are_refused() -> None:
    for make in (
        lambda: Timeout(0),
        lambda: Timeout(float("nan")),
        lambda: Timeout(1, connect=-1),
        lambda: Timeout("5"),  # type: ignore[arg-type]
        lambda: Retries(-1),
        lambda: Retries("2"),  # type: ignore[arg-type]
        lambda: Retries(budget=-1),
        lambda: Retries(base=float("nan")),
    ):
        with pytest.raises(errors.ConfigurationError):
            make()
