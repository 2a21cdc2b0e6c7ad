"""The service at a terminal: what it says, and when it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, fields
from types import FrameType

from .faults import KINDS
from .log import Call
from .service import FakeService


def run(
    service: FakeService,
    show_key: bool,
    tell: Callable[[str], object],
    say: Callable[[str], object],
) -> None:
    """Serve until SIGINT or SIGTERM.  `tell` gets the URL, for programs; `say` all else.

    Raises OSError where the address cannot be listened on, and MissingLibrary.
    """
    watched = service.watched(lambda call: say(_line(call)))
    with _interrupted() as stop, watched, service as url:
        if not service.is_local:
            say("warning: other machines can reach this address, and whoever reaches it can use it")
        tell(url)
        if show_key:
            say(f"  TENCENTCLOUD_SECRET_ID={service.secret_id}")
            say(f"  TENCENTCLOUD_SECRET_KEY={service.secret_key}")
        say("Press Ctrl-C to stop.")
        stop.wait()
    say("stopped")


@contextmanager
def _interrupted() -> Iterator[threading.Event]:
    """An event that a signal sets, in place of ending the process."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    before = {each: signal.signal(each, on_signal) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _line(call: Call) -> str:
    # What a caller calls an action is no text to print as it comes.
    action = call.action if call.action.isidentifier() else ascii(call.action)
    faults = f" [{', '.join(call.faults)}]" if call.faults else ""
    return f"{action}: {call.code or 'ok'}{faults} ({call.request_id})"


def fault_help() -> str:
    """The kinds of fault, and how to ask for one."""
    lines = ["KIND[=VALUE][,KEY=VALUE]...", ""]
    for name, kind in KINDS.items():
        value = next((each for each in fields(kind) if each.name == kind.value), None)
        head = name
        if value is not None:
            given = f"={value.name.upper()}"
            needed = value.default is MISSING and value.default_factory is MISSING
            head += given if needed else f"[{given}]"
        summary = (kind.__doc__ or "").strip().splitlines()[0]
        own = [each.name for each in fields(kind) if each.name not in (*_SCOPE, kind.value)]
        keys = f" Keys: {', '.join(own)}." if own and own != ["members"] else ""
        lines.append(f"  {head:22} {summary}{keys}")
    lines += [
        "",
        "Keys of all: action=NAME, chance=0..1 (by the seed), count=N (at most so many times),",
        "after=N (not the first so many). effect=no: the request that fails does nothing.",
    ]
    return "\n".join(lines) + "\n"


_SCOPE = ("action", "chance", "count", "after")
