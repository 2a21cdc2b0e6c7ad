"""Work in shares, each in a process of its own.

A share's process is a fork: it has everything that the work reads already, and only the result
travels back.  Where there are no forks, or other threads that one could trip over, the shares are
done one after the other, with the same result.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, BinaryIO, Generic, TypeVar, cast

Share = TypeVar("Share")
Result = TypeVar("Result")
Item = TypeVar("Item")


def processors() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def dealt(items: Iterable[Item], number: int) -> list[list[Item]]:
    """Items as so many shares of one size, neighbours in different ones; none is empty."""
    items = list(items)
    return [share for first in range(number) if (share := items[first::number])]


def spread(work: Callable[[Share], Result], shares: Sequence[Share]) -> list[Result]:
    """What the work makes of each share, in their order.

    A result is plain data: numbers, text, tuples, lists, dicts, sets of such.  The work prints
    nothing and changes nothing that is looked at later.  If it fails in its process, whatever the
    reason, it is done again here, so that it fails here.
    """
    if len(shares) < 2 or not _can_fork():
        return [work(share) for share in shares]
    gc.freeze()  # what there is stays shared between the processes
    children: list[tuple[int, int]] = []
    try:
        with suppress(OSError):  # the rest, if there is no room for more processes, is done here
            for share in shares[1:]:
                children.append(_start(partial(_done, work, share)))
        results = [work(shares[0])]
        for share in shares[1:]:
            content = _finished(*children.pop(0)) if children else None
            results.append(work(share) if content is None else marshal.loads(content))
        return results
    finally:
        for process, pipe in children:
            os.close(pipe)  # its next word ends it
            os.waitpid(process, 0)
        gc.unfreeze()


#: Bytes that say how many follow.
_LENGTH = 8


class Begun(Generic[Result]):
    """Work that another process does meanwhile; nothing where there can be no such process."""

    def __init__(self, work: Callable[[], Iterable[Result]]) -> None:
        """Begins; what the work yields is as for `spread`, and can be had at once."""
        self._process = 0
        self._pipe: BinaryIO | None = None
        if processors() > 1 and _can_fork():
            with suppress(OSError):
                self._process, pipe = _start(partial(_told, work))
                self._pipe = open(pipe, "rb")  # noqa: SIM115 - it is closed with this

    def result(self) -> Result | None:
        """The next result; None where the work has ended, failed or was not begun."""
        if self._pipe is None:
            return None
        return cast("Result | None", _read(self._pipe))

    def close(self) -> None:
        """Waits for the end of the process; results that nobody has asked for go."""
        if self._pipe is not None:
            self._pipe.close()  # its next word ends it
            self._pipe = None
            os.waitpid(self._process, 0)


class Loaded(Generic[Share, Result]):
    """Work that takes a while to load, which another process does while this one goes on."""

    def __init__(self, load: Callable[[], Callable[[Share], Result]]) -> None:
        """Begins to load; what the work is given and makes is as for `spread`."""
        self._process = 0
        self._ours: BinaryIO | None = None
        self._its: BinaryIO | None = None
        if processors() > 1 and _can_fork():
            with suppress(OSError):
                asks, asked = os.pipe()
                try:
                    self._process, answers = _start(partial(_answered, load, asks, asked))
                except OSError:
                    os.close(asked)
                    raise
                finally:
                    os.close(asks)
                # Both are closed with this.
                self._ours = open(asked, "wb")  # noqa: SIM115
                self._its = open(answers, "rb")  # noqa: SIM115

    def begin(self, share: Share) -> bool:
        """Gives it something to do, whose result must be fetched before more; false if it fails."""
        return self._ours is not None and _sent(self._ours, marshal.dumps(cast(Any, share)))

    def result(self) -> Result | None:
        """What has become of it; None where the process has failed."""
        if self._its is None:
            return None
        return cast("Result | None", _read(self._its))

    def close(self) -> None:
        """Ends the process."""
        if self._ours is not None and self._its is not None:
            # Other processes may hold the pipe open, so that it is told.
            _sent(self._ours, b"")
            with suppress(OSError):
                self._ours.close()
            self._its.close()
            self._ours = self._its = None
            os.waitpid(self._process, 0)


def _answered(
    load: Callable[[], Callable[[Any], Any]], asks: int, asked: int, stream: BinaryIO
) -> None:
    os.close(asked)
    with open(asks, "rb") as questions:
        work = load()
        while content := _received(questions):
            _send(stream, marshal.dumps(work(marshal.loads(content))))


def _told(work: Callable[[], Iterable[Any]], stream: BinaryIO) -> None:
    for result in work():
        _send(stream, marshal.dumps(result))


def _send(stream: BinaryIO, content: bytes) -> None:
    stream.write(len(content).to_bytes(_LENGTH) + content)
    stream.flush()


def _sent(stream: BinaryIO, content: bytes) -> bool:
    """Sends it, unless who should receive it is gone."""
    try:
        _send(stream, content)
    except OSError:
        return False
    return True


def _read(stream: BinaryIO) -> object:
    """The plain data that was sent; None where the sender has ended."""
    try:
        return cast(object, marshal.loads(_received(stream)))
    except (EOFError, ValueError, TypeError):
        return None


def _received(stream: BinaryIO) -> bytes:
    """What was sent; nothing, or less, where the sender has ended."""
    return stream.read(int.from_bytes(stream.read(_LENGTH)))


@contextmanager
def uncollected() -> Iterator[None]:
    """A while without the garbage collector.

    What a run makes stays until it ends, so that there is nothing to find; to look for it over and
    over takes a fifth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # What there is now counts as old, and is not looked through at once.
        gc.freeze()
        gc.unfreeze()
        if collecting:
            gc.enable()


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _start(tell: Callable[[BinaryIO], object]) -> tuple[int, int]:
    """A new process that tells something, and the pipe that it does so into."""
    ours, its = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(ours)
        os.close(its)
        raise
    if process:
        os.close(its)
        return process, ours
    status = 1
    with suppress(BaseException):
        os.close(ours)
        gc.disable()  # it ends before there is much to collect
        with open(its, "wb") as stream:
            tell(stream)
        status = 0
    os._exit(status)


def _done(work: Callable[[Share], Any], share: Share, stream: BinaryIO) -> None:
    stream.write(marshal.dumps(work(share)))


def _finished(process: int, pipe: int) -> bytes | None:
    """What a process has written; None if it failed."""
    with open(pipe, "rb") as stream:
        content = stream.read()
    _, status = os.waitpid(process, 0)
    return content if status == 0 else None
