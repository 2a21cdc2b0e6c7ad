"""Many small jobs on all cores, each in a fresh process whose time and memory are measured.

A job is forked off a process that has loaded everything already, so that a small one costs little,
and nothing that one job loads meets another one.  What it prints goes to a file of its own.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")

#: In seconds, by the wall: far more than any job takes, even on a busy machine.
PATIENCE = 3600
_LAST_LINES = 12


@dataclass(frozen=True)
class Job(Generic[T]):
    """Something to do in a process of its own."""

    name: str
    run: Callable[[], T]
    log: Path
    """Where its output goes."""


@dataclass(frozen=True)
class Done(Generic[T]):
    """What came of a job."""

    name: str
    result: T | None
    trouble: str
    """What went wrong; empty where nothing did."""
    log: Path
    cpu: float
    """In seconds."""
    peak: int
    """The most memory that it held, in bytes."""
    slot: int
    """Which of the processes that ran at the same time it was."""


def cores() -> int:
    """How many processes to run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def own_peak() -> int:
    """The most memory that this process held so far, in bytes."""
    return _bytes(resource.getrusage(resource.RUSAGE_SELF))


def run(jobs: Iterable[Job[T]], workers: int) -> Iterator[Done[T]]:
    """What came of each job, as they end; they begin in their order."""
    gc.collect()
    gc.freeze()  # else the children would copy what they only look at
    free = list(range(workers))
    running: dict[int, tuple[Job[T], int]] = {}
    waiting = iter(jobs)
    try:
        while True:
            while free and (job := next(waiting, None)) is not None:
                running[_start(job)] = (job, free.pop())
            if not running:
                return
            pid, status, usage = os.wait4(-1, 0)
            if pid in running:
                job, slot = running.pop(pid)
                free.append(slot)
                yield _done(job, slot, os.waitstatus_to_exitcode(status), usage)
    finally:
        for pid in running:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _result_file(job: Job[T]) -> Path:
    return job.log.with_suffix(".result")


def _start(job: Job[T]) -> int:
    job.log.parent.mkdir(parents=True, exist_ok=True)
    _result_file(job).unlink(missing_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    return os.fork() or _child(job)


def _child(job: Job[T]) -> NoReturn:
    code = 70
    try:
        signal.alarm(PATIENCE)
        log = os.open(job.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        _result_file(job).write_bytes(pickle.dumps(job.run()))
        code = 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = (end.code or 0) if isinstance(end.code, int | None) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _done(job: Job[T], slot: int, code: int, usage: resource.struct_rusage) -> Done[T]:
    result: T | None = None
    trouble = ""
    file = _result_file(job)
    if code == 0:
        result = pickle.loads(file.read_bytes()) if file.exists() else None
    elif code < 0:
        trouble = f"killed by signal {-code}"
        if code == -signal.SIGALRM:
            trouble = f"not done after {PATIENCE} seconds"
    else:
        lines = job.log.read_text("utf-8", "replace").strip().splitlines()
        trouble = "\n".join([f"exit code {code}", *lines[-_LAST_LINES:]])
    file.unlink(missing_ok=True)
    return Done(
        job.name, result, trouble, job.log, usage.ru_utime + usage.ru_stime, _bytes(usage), slot
    )


def _bytes(usage: resource.struct_rusage) -> int:
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class Clock:
    """Seconds by the wall, of what is between `with`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __enter__(self) -> Clock:
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._started
