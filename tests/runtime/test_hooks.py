"""What hooks are told, and what they cannot break."""

from __future__ import annotations

import asyncio
import contextvars
import dataclasses
import logging
from collections.abc import Callable
from typing import Any

import pytest
from runtime import errors
from runtime.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from runtime.model import Action
from runtime.policy import Family, Retries
from runtime.transport import Request, Response, Timeout
from toy import MakeRequest, MakeResponse
from toy.client import AsyncToyClient, ToyClient
from world import BUSY, GATEWAY, OK, READ, FakeClock, World, lost, refused

KEY, TOKEN = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "t0ken"


class Transport:
    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def send(self, request: Request, timeout: Timeout) -> Response:
        answer = self.answers.pop(0)
        if isinstance(answer, Response):
            return answer
        raise answer()

    def close(self) -> None: ...


class AsyncTransport(Transport):
    async def send(self, request: Request, timeout: Timeout) -> Response:  # type: ignore[override]
        return super().send(request, timeout)

    async def close(self) -> None: ...  # type: ignore[override]


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Calls an action of a client of either colour, which is answered so."""

    def call(*answers: Any, **options: Any) -> Any:
        colour = request.param == "sync"
        client: Any = (ToyClient if colour else AsyncToyClient)(
            "id",
            KEY,
            TOKEN,
            region="ap-seoul",
            clock=FakeClock(),
            transport=(Transport if colour else AsyncTransport)(*answers),
            **options,
        )
        action = Action(
            name="Make", request=MakeRequest, response=MakeResponse, read_only=True, rate_limit=1.0
        )
        done = client._invoke(action, MakeRequest(file_id="1"))
        return done if colour else asyncio.run(done)

    return call


def test_every_step_is_told(make: Callable[..., Any]) -> None:
    told: list[Any] = []
    make(
        BUSY,
        lost,
        GATEWAY,
        OK,
        on_request=told.append,
        on_response=told.append,
        on_retry=told.append,
        retries=3,
        rate_limit=True,
        timeout=30,
    )
    kinds = [RequestEvent, ResponseEvent, RetryEvent] * 3 + [RequestEvent, ResponseEvent]
    assert [type(event) for event in told] == kinds
    assert len({event.call for event in told}) == 1
    assert [event.attempt for event in told] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4]
    for event in told:
        assert (event.service, event.version, event.action) == ("toy", "2018-07-17", "Make")
        assert (event.region, event.host) == ("ap-seoul", "toy.example.com")
    ends = [event for event in told if type(event) is ResponseEvent]
    assert [(event.code, event.status, event.request_id) for event in ends] == [
        ("RequestLimitExceeded.U", 200, "r-2"),
        ("ConnectionLost", None, ""),
        ("HTTPStatusError", 502, ""),
        ("ok", 200, "r-1"),
    ]
    retries = [event for event in told if isinstance(event, RetryEvent)]
    assert [(event.code, event.sleep) for event in retries] == [
        ("RequestLimitExceeded.U", 0.5),
        ("ConnectionLost", 1.0),
        ("HTTPStatusError", 2.0),
    ]
    begins = [event for event in told if type(event) is RequestEvent]
    assert [event.waited for event in begins] == pytest.approx([0, 0.55, 0.05, 0])
    assert begins[0].timeout == 30
    assert begins[3].timeout == pytest.approx(30 - 0.5 - 0.55 - 1 - 0.05 - 2)
    for event in told:
        assert dataclasses.is_dataclass(event)
        with pytest.raises(dataclasses.FrozenInstanceError):
            event.action = "Other"
        for secret in (KEY, TOKEN, "Signature"):
            assert secret not in repr(event)


def test_a_correction_of_the_clock_is_a_retry() -> None:
    told: list[RetryEvent] = []
    hooks = Hooks(on_retry=told.append)
    expired = refused("AuthFailure.SignatureExpire", date="Tue, 14 Nov 2023 22:13:20 GMT")
    World(hooks=hooks, family=Family()).run([expired, OK])
    assert [(event.sleep, event.code) for event in told] == [(0, "AuthFailure.SignatureExpire")]


def test_calls_have_numbers_of_their_own() -> None:
    told: list[RequestEvent] = []
    world = World(hooks=Hooks(on_request=told.append))
    for _ in range(3):
        world.run([OK])
    assert len({event.call for event in told}) == 3


def test_what_a_hook_raises_is_logged_and_goes_no_further(
    make: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(event: Any) -> None:
        raise ZeroDivisionError("of the hook")

    reply = make(BUSY, OK, on_request=broken, on_response=broken, on_retry=broken)
    assert reply.request_id == "r-1"
    assert [record.getMessage() for record in caplog.records] == [
        f"{name} failed, and the call goes on"
        for name in ("on_request", "on_response", "on_retry", "on_request", "on_response")
    ]
    assert all(record.levelno == logging.ERROR and record.exc_info for record in caplog.records)
    for secret in (KEY, TOKEN, "Signature"):
        assert secret not in caplog.text


def test_a_hook_can_stop_a_program() -> None:
    def stop(event: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        World(hooks=Hooks(on_request=stop)).run([OK])


def test_hooks_run_in_the_context_of_the_caller(make: Callable[..., Any]) -> None:
    who = contextvars.ContextVar("who", default="nobody")
    who.set("caller")
    told: list[str] = []
    make(OK, on_response=lambda event: told.append(who.get()))
    assert told == ["caller"]


def test_what_cannot_be_a_hook_is_refused() -> None:
    async def coroutine(event: Any) -> None: ...

    for wrong in (coroutine, "print"):
        with pytest.raises(errors.ConfigurationError, match="on_retry must be a plain function"):
            ToyClient("id", "key", on_retry=wrong)  # type: ignore[arg-type]


def test_options_of_a_copy_replace_and_remove_hooks() -> None:
    told: list[str] = []
    first = ToyClient(
        "id",
        "key",
        transport=Transport(OK, OK, OK, OK),
        on_request=lambda event: told.append("request"),
        on_response=lambda event: told.append("response"),
    )
    second = first.with_options(on_request=None)
    third = second.with_options(on_response=None, on_retry=None)
    for client, expected in ((first, ["request", "response"]), (second, ["response"]), (third, [])):
        told.clear()
        client.call("Make")
        assert told == expected
    assert third._terms.hooks is None


def test_a_reply_that_its_action_cannot_read_is_told_as_such() -> None:
    told: list[ResponseEvent] = []

    def read(reply: dict[str, Any]) -> None:
        raise errors.MalformedResponseError("odd")

    world = World(hooks=Hooks(on_response=told.append))
    with pytest.raises(errors.MalformedResponseError) as caught:
        world.run([OK], READ, read=read, retries=Retries(5))
    assert caught.value.request_id == "r-1"
    assert caught.value.request_ids == ("r-1",)
    assert [(event.code, event.request_id) for event in told] == [("MalformedResponseError", "r-1")]
