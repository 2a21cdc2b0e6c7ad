"""Work in processes comes to the same as work without them, whatever happens to a process."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

import pytest

from tc3gen import workers

SHARES = [[number, number + 1] for number in range(0, 10, 2)]


def doubled(share: list[int]) -> tuple[int, dict[str, Any]]:
    return os.getpid(), {str(number): (number * 2, {number}) for number in share}


def values(results: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
    return {key: value for _, made in results for key, value in made.items()}


EXPECTED = {str(number): (number * 2, {number}) for number in range(10)}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, there is one process")
def test_each_share_has_a_process() -> None:
    results = workers.spread(doubled, SHARES)
    assert values(results) == EXPECTED
    assert list(values(results)) == list(EXPECTED)
    assert len({process for process, _ in results}) == len(SHARES)


def test_beside_other_threads_there_is_one_process() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        results = workers.spread(doubled, SHARES)
    finally:
        done.set()
        thread.join()
    assert values(results) == EXPECTED
    assert {process for process, _ in results} == {os.getpid()}


def test_a_result_may_be_larger_than_a_pipe() -> None:
    results = workers.spread(lambda share: "x" * 1_000_000 * share, [1, 2, 3])
    assert list(map(len, results)) == [1_000_000, 2_000_000, 3_000_000]


@pytest.mark.parametrize("way", ["killed", "raises", "no plain data"])
def test_what_a_process_fails_at_is_done_here(way: str) -> None:
    parent = os.getpid()

    def work(share: int) -> Any:
        if os.getpid() == parent or share != 2:
            return share
        if way == "killed":
            os.kill(os.getpid(), 9)
        return 1 / 0 if way == "raises" else object()

    assert workers.spread(work, [1, 2, 3]) == [1, 2, 3]


def test_what_fails_here_too_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    start = workers._start

    def noted(tell: Any) -> tuple[int, int]:
        process, pipe = start(tell)
        started.append(process)
        return process, pipe

    monkeypatch.setattr(workers, "_start", noted)

    def work(share: int) -> float:
        return 1 / (share - 3)

    with pytest.raises(ZeroDivisionError):
        workers.spread(work, [1, 2, 3, 4])
    with pytest.raises(ZeroDivisionError):
        workers.spread(work, [3, 1, 2])
    for process in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_no_room_for_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", full)
    assert values(workers.spread(doubled, SHARES)) == EXPECTED


def test_items_are_dealt() -> None:
    assert workers.dealt(range(5), 2) == [[0, 2, 4], [1, 3]]
    assert workers.dealt(range(2), 4) == [[0], [1]]
    assert workers.dealt([], 3) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, there is one process")
def test_work_that_another_process_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    loaded = workers.Loaded(lambda: lambda share: (os.getpid(), "x" * share))
    found = []
    for share in (1_000_000, 0, 3):
        assert loaded.begin(share)
        found.append(loaded.result())
    assert [each and len(each[1]) for each in found] == [1_000_000, 0, 3]
    assert len({each and each[0] for each in found} - {os.getpid()}) == 1
    loaded.close()
    assert not loaded.begin(1)
    assert loaded.result() is None
    loaded.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, there is one process")
def test_it_ends_though_others_hold_its_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    loaded = workers.Loaded(lambda: lambda share: share)
    waits, ends = os.pipe()
    other, _ = workers._start(lambda _: os.read(waits, 1))
    try:
        loaded.close()
    finally:
        os.write(ends, b".")
        os.waitpid(other, 0)


def test_where_there_are_no_processes_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 1)
    loaded = workers.Loaded(lambda: lambda share: share)
    assert not loaded.begin(1)
    assert loaded.result() is None
    loaded.close()
