"""A call's flow driven by hand, in a world with a clock of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from email.utils import formatdate
from typing import Any

from runtime import errors
from runtime.attempts import Call, Terms
from runtime.credentials import Credential
from runtime.errors import TencentCloudError
from runtime.exchange import Send, Sleep, exchange
from runtime.judge import judge
from runtime.policy import Clock
from runtime.transport import Request, Response, Timeout
from toy.errors import BY_CODE

JSON = {"content-type": "application/json; charset=utf-8"}
OK = Response(200, JSON, b'{"Response": {"A": 1, "RequestId": "r-1"}}')
START = 1_700_000_000.0

SOMEBODY = Credential("id", "key")
READ = Call("Make", read_only=True)
WRITE = Call("Make")

Answer = Response | TencentCloudError


def refused(code: str, status: int = 200, request_id: str = "r-2", **headers: str) -> Response:
    error = {"Response": {"Error": {"Code": code, "Message": "No."}, "RequestId": request_id}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, JSON | named, json.dumps(error).encode())


def not_sent() -> TencentCloudError:
    return errors.ConnectFailed("no connection")


def lost() -> TencentCloudError:
    return errors.ConnectionLost("broke")


def late() -> TencentCloudError:
    return errors.TimedOut("late", phase="read")


BUSY = refused("RequestLimitExceeded.U")
GATEWAY = Response(502, {"content-type": "text/html"}, b"<html>")


class FakeClock(Clock):
    """Time passes when someone sleeps; the dice always show the same."""

    def __init__(self, time: float = START, dice: float = 1.0) -> None:
        self.time, self.dice = time, dice
        self.sleeps: list[float] = []

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    def chance(self) -> float:
        return self.dice

    def fresh_id(self) -> str:
        return "f" * 32

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.time += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


class World:
    """Answers an exchange; what happens takes the time that is said."""

    def __init__(self, **terms: Any) -> None:
        self.clock = FakeClock()
        self.steps: list[Send | Sleep] = []
        self.signed: list[int] = []
        self.terms = Terms(
            service="toy",
            error_class=lambda code: errors.nearest(code, BY_CODE),
            **{"timeout": Timeout(), "clock": self.clock, **terms},
        )

    def run(
        self,
        answers: Iterable[Answer | Callable[[], Answer]],
        call: Call = WRITE,
        *,
        took: float | Iterable[float] = 0.0,
        read: Callable[[dict[str, Any]], Any] = dict,
        **terms: Any,
    ) -> Any:
        """What comes of the call.

        Args:
            answers: What each attempt is answered with, or what makes it.
            call: What is called.
            took: Seconds until each answer; one that comes too late for its attempt is a TimedOut.
            read: Makes the result of a reply.
            terms: What differs from the world's terms.
        """
        flow = exchange(SOMEBODY, self.prepare, read, call, replace(self.terms, **terms))
        waiting = iter(answers)
        times = iter([took] * 1000 if isinstance(took, (int, float)) else took)
        answer: Answer | None = None
        try:
            while True:
                step = flow.send(answer)
                self.steps.append(step)
                if isinstance(step, Send):
                    answer = self.answer(step, next(waiting), next(times))
                else:
                    self.clock.sleep(step.seconds)
                    answer = None
        except StopIteration as end:
            return end.value
        finally:
            flow.close()

    def answer(self, step: Send, answer: Answer | Callable[[], Answer], took: float) -> Answer:
        total = step.timeout.total
        if total is not None and took > total:
            self.clock.time += total
            return errors.TimedOut("time was up", phase="total")
        self.clock.time += took
        return answer if isinstance(answer, (Response, TencentCloudError)) else answer()

    def prepare(self, credential: Credential, timestamp: int) -> Request:
        self.signed.append(timestamp)
        return Request("POST", "https://toy.example.com/", {"Authorization": "s3cret"}, b"b0dy")

    def judge(self, response: Response) -> Any:
        """What a reply is.  Raises what it means."""
        return judge(response, self.terms.error_class)

    @property
    def sleeps(self) -> list[float]:
        return [step.seconds for step in self.steps if isinstance(step, Sleep)]

    @property
    def sends(self) -> list[Send]:
        return [step for step in self.steps if isinstance(step, Send)]

    @property
    def elapsed(self) -> float:
        return self.clock.time - START


def date(unix: float) -> str:
    return formatdate(unix, usegmt=True)
