"""Generated methods that page and wait, against a service that has what they go through."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tc3gen import pipeline
from tc3gen.fake import FakeService

ROOT = Path(__file__).parents[2]
LISTS = Path(__file__).parent / "lists" / "2020-01-01"
LETTERS = list("abcdefghijklmnopqrstuvw")


# VOD ---------------------------------------------------------------------------------------------


class Vod:
    """VOD on this machine, and clients whose pauses move its clock."""

    def __init__(self, tc3: ModuleType, fake: FakeService, url: str) -> None:
        self.fake = fake
        self.vod = importlib.import_module(f"{tc3.__name__}.vod")
        self.errors: Any = importlib.import_module(f"{tc3.__name__}.vod.v20180717.errors")
        base: Any = importlib.import_module(f"{tc3.__name__}._runtime.policy").Clock

        class Clock(base):  # type: ignore[misc]
            def __init__(self) -> None:
                self.slept = 0.0

            def monotonic(self) -> float:
                return self.slept

            def now(self) -> float:
                return fake.clock.now()

            def sleep(self, seconds: float) -> None:
                self.slept += seconds
                fake.advance(seconds)

            async def sleep_async(self, seconds: float) -> None:
                self.sleep(seconds)

        self.clock = Clock()
        self.options = {
            "secret_id": fake.secret_id,
            "secret_key": fake.secret_key,
            "endpoint": url,
            "clock": self.clock,
        }

    def ask(self, colour: str, method: str, **arguments: Any) -> Any:
        """Calls a method of the sync or of the async client; what is iterated comes as a list."""
        if colour == "sync":
            with self.vod.VodClient(**self.options) as client:
                found = getattr(client, method)(**arguments)
                return list(found) if isinstance(found, Iterator) else found

        async def main() -> Any:
            async with self.vod.AsyncVodClient(**self.options) as client:
                found = getattr(client, method)(**arguments)
                if isinstance(found, AsyncIterator):
                    return [each async for each in found]
                return await found

        return asyncio.run(main())


@pytest.fixture
def vod(tc3: ModuleType) -> Iterator[Vod]:
    fake = FakeService(ROOT / "specs", rate_limits=False)
    with fake as url:
        yield Vod(tc3, fake, url)


@pytest.fixture(params=["sync", "async"])
def colour(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_a_task_is_waited_for(vod: Vod, colour: str) -> None:
    task = vod.ask(colour, "rebuild_media", file_id="7", session_id="order-1187")
    told: list[tuple[int, str, float | None]] = []
    detail = vod.ask(
        colour,
        "wait_until_task_finished",
        task_id=task.task_id,
        delay=2,
        on_poll=lambda event: told.append((event.attempt, event.state, event.progress)),
    )
    assert detail.status == "FINISH"
    assert detail.rebuild_media_task.err_code == 0
    assert [state for _, state, _ in told] == ["WAITING", "PROCESSING", "PROCESSING", "FINISH"]
    assert told[-1][2] == 100
    assert vod.clock.slept == 2 + 3 + 4.5


def test_a_task_that_fails(vod: Vod, colour: str) -> None:
    task = vod.ask(colour, "rebuild_media", file_id="7")
    reason = {"ErrCode": 60000, "ErrCodeExt": "SourceFileError", "Message": "The file is damaged."}
    vod.fake.end_task(task.task_id, **reason)
    with pytest.raises(vod.errors.WaitFailed) as caught:
        vod.ask(colour, "wait_until_task_finished", task_id=task.task_id)
    error: Any = caught.value
    assert (error.state, error.code, error.message) == (
        "FINISH",
        "SourceFileError",
        "The file is damaged.",
    )
    assert error.reply.rebuild_media_task.err_code == 60000
    assert isinstance(error, vod.errors.TencentCloudError)


def test_a_task_that_is_aborted(vod: Vod, colour: str) -> None:
    task = vod.ask(colour, "rebuild_media", file_id="7")
    vod.fake.end_task(task.task_id, "ABORTED")
    with pytest.raises(vod.errors.WaitFailed, match="ABORTED"):
        vod.ask(colour, "wait_until_task_finished", task_id=task.task_id)


def test_a_task_that_takes_too_long(vod: Vod, colour: str) -> None:
    task = vod.ask(colour, "rebuild_media", file_id="7")
    with pytest.raises(vod.errors.WaitTimeout) as caught:
        vod.ask(colour, "wait_until_task_finished", task_id=task.task_id, delay=1, timeout=3)
    assert getattr(caught.value, "reply").status == "PROCESSING"  # noqa: B009


def test_all_tasks_are_listed(vod: Vod, colour: str) -> None:
    ids = {vod.ask("sync", "rebuild_media", file_id=str(n)).task_id for n in range(23)}
    asked = len(vod.fake.requests)
    items = vod.ask(colour, "describe_tasks_items", limit=5)
    assert {item.task_id for item in items} == ids
    assert len(vod.fake.requests) == asked + 5
    pages = vod.ask(colour, "describe_tasks_pages", limit=10)
    assert [len(page.task_set) for page in pages] == [10, 10, 3]
    assert pages[1].request_id != pages[2].request_id
    assert vod.ask(colour, "describe_tasks_items", status="FINISH") == []


def test_breaking_off_asks_for_no_more(vod: Vod) -> None:
    for number in range(12):
        vod.ask("sync", "rebuild_media", file_id=str(number))
    asked = len(vod.fake.requests)
    with vod.vod.VodClient(**vod.options) as client:
        for _ in client.describe_tasks_items(limit=5):
            break
        assert len(vod.fake.requests) == asked + 1


def test_a_request_that_cannot_be_sent_is_told_when_it_would_be(vod: Vod) -> None:
    with vod.vod.VodClient(**vod.options) as client:
        found = client.describe_tasks_items(limit=1000)
        with pytest.raises(vod.errors.ValidationError, match="limit"):
            next(found)


def test_warnings_are_for_whom_calls(vod: Vod, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service's warning points at the line that waits or iterates, not at ours."""
    runtime = vod.vod.VodClient.__mro__[1].__module__.rpartition(".")[0]
    replies: Any = importlib.import_module(f"{runtime}.replies")
    read = replies.decode

    def warning(cls: Any, reply: Any) -> Any:
        reply["DeprecatedWarning"] = "Leave it."
        return read(cls, reply)

    def use() -> None:
        with vod.vod.VodClient(**vod.options) as client:
            task = client.rebuild_media(file_id="7")
            vod.fake.end_task(task.task_id)
            client.wait_until_task_finished(task_id=task.task_id)
            for _ in client.describe_tasks_items():
                break
            next(client.describe_tasks_pages())

    monkeypatch.setattr(replies, "decode", warning)
    with pytest.warns(DeprecationWarning, match="Leave it") as caught:
        use()
    assert [warning.filename for warning in caught] == [__file__] * 4


# Every family ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lists_out(own_cache: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("following") / "families"
    pipeline.generate(pipeline.Request(specs=[LISTS], out=out, targets=["python"]))
    return out


@pytest.fixture(scope="module")
def lists(lists_out: Path) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(lists_out.parent))
        yield importlib.import_module("families.python.tc3.lists")


@pytest.fixture(scope="module")
def lists_fake() -> Iterator[FakeService]:
    fake = FakeService(LISTS)
    with fake:
        yield fake


FAMILIES = [
    "by_offset",
    "by_offset_as_text",
    "by_offset_alone",
    "by_page",
    "by_page_from_zero",
    "by_token",
    "by_token_and_flag",
]


@pytest.mark.parametrize("method", FAMILIES)
def test_every_family(method: str, lists: ModuleType, lists_fake: FakeService, colour: str) -> None:
    keys = {"secret_id": lists_fake.secret_id, "secret_key": lists_fake.secret_key}

    async def gather() -> list[str]:
        async with lists.AsyncListsClient(**keys, endpoint=lists_fake.url) as client:
            return [item.id async for item in getattr(client, f"{method}_items")()]

    if colour == "async":
        assert asyncio.run(gather()) == LETTERS
        return
    with lists.ListsClient(**keys, endpoint=lists_fake.url) as client:
        assert [item.id for item in getattr(client, f"{method}_items")()] == LETTERS
        assert len(list(getattr(client, f"{method}_pages")())) >= 3


def test_names_give_way_to_a_waits_own(lists: ModuleType) -> None:
    for client in (lists.ListsClient, lists.AsyncListsClient):
        names = list(inspect.signature(client.wait_until_float_done).parameters)
        taken = ["timeout_", "delay_", "max_delay_", "on_poll_"]
        assert names == ["self", *taken, "delay", "max_delay", "timeout", "on_poll"]
    action = importlib.import_module("families.python.tc3.lists.v20200101.actions.float")
    waiter = action.WAIT_UNTIL_FLOAT_DONE
    assert waiter.failed_when == (("first.code", (0,)), ("second.code", (0,)))
    assert waiter.message == ("first.class_.from_", "second.class_.from_")
    assert waiter.progress == ("second.class_.percent",)


def test_it_is_typed(lists_out: Path, tmp_path: Path) -> None:
    """Strictly, by mypy; and callers see what they iterate over."""
    caller = tmp_path / "caller.py"
    caller.write_text("""
from tc3.lists import AsyncListsClient, FloatResponse, Item, ListsClient, errors


def sync(client: ListsClient) -> None:
    items: list[Item] = list(client.by_page_items(page_size=3))
    numbers: list[int] = list(client.list_items())
    reply: FloatResponse = client.wait_until_float_done(timeout_=1, timeout=None)
    print(items, numbers, reply, errors.WaitFailed, next(client.by_page_pages()).data)


async def main(client: AsyncListsClient) -> None:
    items: list[Item] = [item async for item in client.by_page_items()]
    reply: FloatResponse = await client.wait_until_float_done(
        timeout_=1, on_poll=lambda event: print(event.state, event.progress)
    )
    print(items, reply)
""")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(caller), "tc3"],
        cwd=lists_out / "python",
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
