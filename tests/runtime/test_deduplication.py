"""IDs that make calls safe to repeat."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from runtime import errors
from runtime.deduplication import LENGTH, identify
from runtime.model import Action, Limits, Struct, wire
from runtime.policy import Clock, Retries
from runtime.transport import Request, Response, Timeout
from toy import MakeRequest, MakeResponse
from toy.client import AsyncToyClient, ToyClient
from world import FakeClock, date, lost, refused

MAKE = Action(
    name="Make",
    request=MakeRequest,
    response=MakeResponse,
    deduplicated_by="SessionId",
    duplicate_error="InvalidParameter.SessionId",
)


class Service:
    """Does what is asked once per session; drops its first `losses` replies."""

    def __init__(self, losses: int = 0) -> None:
        self.losses = losses
        self.done: list[str | None] = []
        self.sent: list[dict[str, Any]] = []

    def send(self, request: Request, timeout: Timeout) -> Response:
        body = json.loads(request.body)
        self.sent.append(body)
        session = body.get("SessionId")
        if session and session in self.done:
            return refused("InvalidParameter.SessionId")
        self.done.append(session)
        if self.losses:
            self.losses -= 1
            raise lost()
        return Response(200, {}, b'{"Response": {"TaskId": "t-1", "RequestId": "r-1"}}')

    def close(self) -> None: ...


class AsyncService(Service):
    async def send(self, request: Request, timeout: Timeout) -> Response:  # type: ignore[override]
        return super().send(request, timeout)

    async def close(self) -> None: ...  # type: ignore[override]


def client(service: Service, **options: Any) -> ToyClient:
    return ToyClient("id", "key", transport=service, **{"clock": FakeClock(), **options})


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_lost_reply_starts_nothing_twice(colour: str) -> None:
    service = Service(1) if colour == "sync" else AsyncService(1)

    def call() -> None:
        if colour == "sync":
            client(service)._invoke(MAKE, MakeRequest(file_id="1"))
        else:
            other = AsyncToyClient("id", "key", transport=service, clock=FakeClock())
            asyncio.run(other._invoke(MAKE, MakeRequest(file_id="1")))

    with pytest.raises(errors.AlreadyAccepted) as caught:
        call()
    error = caught.value
    assert service.done == [error.deduplication_id]
    assert (error.own_id, len(error.deduplication_id), error.attempts) == (True, LENGTH, 2)


def test_an_id_of_the_callers_is_kept() -> None:
    service = Service(1)
    with pytest.raises(errors.AlreadyAccepted) as caught:
        client(service)._invoke(MAKE, MakeRequest(file_id="1", session_id="order-1"))
    assert (caught.value.deduplication_id, caught.value.own_id) == ("order-1", False)
    with pytest.raises(errors.ServiceError) as refusal:
        client(service)._invoke(MAKE, MakeRequest(file_id="1", session_id="order-1"))
    assert refusal.value.code == "InvalidParameter.SessionId"
    assert service.done == ["order-1"]


@pytest.mark.parametrize(
    ("options", "given"),
    [
        ({"deduplicate": False}, None),
        ({"retries": 0}, None),
        ({}, ""),  # which says that requests are not to be compared
    ],
)
def test_without_an_id_an_unknown_outcome_is_left_unknown(
    options: dict[str, Any], given: str | None
) -> None:
    service = Service(1)
    with pytest.raises(errors.ConnectionLost) as caught:
        client(service, **options)._invoke(MAKE, MakeRequest(file_id="1", session_id=given))
    assert (caught.value.attempts, caught.value.may_have_taken_effect) == (1, True)
    assert caught.value.deduplication_id == ""
    assert [body.get("SessionId") for body in service.sent] == [given]


def test_an_unknown_outcome_bears_the_id_to_ask_again_with() -> None:
    service = Service(9)
    with pytest.raises(errors.ConnectionLost) as caught:
        client(service, retries=Retries(1, budget=0))._invoke(MAKE, MakeRequest(file_id="1"))
    again = MakeRequest(file_id="1", session_id=caught.value.deduplication_id)
    with pytest.raises(errors.ServiceError, match=r"InvalidParameter\.SessionId"):
        client(service)._invoke(MAKE, again)


def test_fresh_ids_differ() -> None:
    service = Service()
    ours = client(service, clock=Clock())
    for _ in range(50):
        ours._invoke(MAKE, MakeRequest(file_id="1"))
    assert len(set(service.done)) == 50
    assert {len(one or "") for one in service.done} == {LENGTH}


@pytest.mark.parametrize(
    ("kind", "limits", "fits"),
    [
        ("string", {}, True),
        ("string", {"max_length": 32}, True),
        ("string", {"min_length": 1, "max_length": 50}, True),
        ("string", {"max_length": 31}, False),
        ("string", {"min_length": 33}, False),
        ("string", {"pattern": "[a-z]+"}, False),
        ("string", {"enum": ("a",)}, False),
        ("integer", {}, False),
    ],
)
def test_only_a_field_that_can_hold_an_id_is_given_one(
    kind: str, limits: Limits, fits: bool
) -> None:
    @dataclass(kw_only=True, slots=True, repr=False)
    class Ask(Struct):
        token: Any = field(default=None, metadata=wire("Token", kind, **limits))

    action = replace(MAKE, request=Ask, deduplicated_by="Token")  # type: ignore[arg-type]
    ask = Ask()
    made, own = identify(action, ask, FakeClock())
    assert (made != "", own, ask.token is not None) == (fits, fits, fits)
    assert identify(replace(action, deduplicated_by="Gone"), Ask(), FakeClock()) == ("", False)


def test_copies_share_what_was_learned_of_the_clock() -> None:
    stamps: list[int] = []

    class Late:
        def send(self, request: Request, timeout: Timeout) -> Response:
            stamps.append(int(request.headers["X-TC-Timestamp"]))
            if abs(stamps[-1] - 1_700_009_000) > 300:
                return refused("AuthFailure.SignatureExpire", date=date(1_700_009_000))
            return Response(200, {}, b'{"Response": {"TaskId": "t", "RequestId": "r"}}')

        def close(self) -> None: ...

    first = ToyClient("id", "key", transport=Late(), clock=FakeClock(), retries=0)
    second = first.with_options(region="ap-x", timeout=5)
    second.make(file_id="1")
    first.make(file_id="1")
    assert stamps == [1_700_000_000, 1_700_009_000, 1_700_009_000]
    first.with_options(clock=FakeClock(1_700_009_000)).make(file_id="1")
    assert stamps[3:] == [1_700_009_000]


def test_plain_calls_are_repeated_where_the_caller_says_so() -> None:
    service = Service(1)
    with pytest.raises(errors.ConnectionLost):
        client(service).call("DescribeThings")
    service = Service(1)
    assert client(service).call("DescribeThings", read_only=True)["TaskId"] == "t-1"
    assert len(service.sent) == 2


@pytest.mark.parametrize("rate_limit", [-0.1, 1.1, 20, "yes", None, float("nan")])
def test_a_part_of_a_rate_is_a_part(rate_limit: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="rate_limit"):
        ToyClient("id", "key", rate_limit=rate_limit)
