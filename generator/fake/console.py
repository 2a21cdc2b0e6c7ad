"""The service at a terminal: what it says, and when it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from .fault_kinds import fault_kinds
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
    with interrupted() as stop, watched, service as url:
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
def interrupted() -> Iterator[threading.Event]:
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
    for kind in fault_kinds():
        head = kind.name
        if kind.value:
            given = f"={kind.value.upper()}"
            head += given if kind.needs_value else f"[{given}]"
        own = [] if kind.keys == ("members",) else kind.keys
        keys = f" Keys: {', '.join(own)}." if own else ""
        lines.append(f"  {head:22} {kind.summary}{keys}")
    lines += [
        "",
        "Keys of all: action=NAME, chance=0..1 (by the seed), count=N (at most so many times),",
        "after=N (not the first so many). effect=no: the request that fails does nothing.",
    ]
    return "\n".join(lines) + "\n"
