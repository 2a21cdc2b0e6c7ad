"""`--waiter` of tccli: an action is called until a part of its reply is what somebody wants."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from . import jsonc
from .failures import NeverSo
from .members import Misused
from .plain import is_object
from .printing import query, visible

_WHERE = "--waiter"


def poll(text: str, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The first reply that is as it shall be.

    Args:
        text: `{'expr': JMESPath, 'to': value, 'timeout': seconds, 'interval': seconds}`; the
            last two are 180 and 5 if they are left out.
        ask: Makes the call.

    Raises:
        Misused: The text is not that.
        NeverSo: Time is up.
        NoAnswer: The expression cannot be asked of a reply.
    """
    wanted = _read(text)
    search, to = query(str(wanted["expr"]), _WHERE), wanted["to"]
    timeout, interval = (
        _seconds(wanted, name, usual)
        for name, usual in (("timeout", 180), ("interval", 5))
    )
    deadline = time.monotonic() + timeout
    while (found := search(reply := ask())) != to:
        left = deadline - time.monotonic()
        if left <= 0:
            raise NeverSo(
                f"{wanted['expr']} is still {found!r} after {timeout:g} s, not {to!r}"
            )
        print(visible(f"{wanted['expr']} is {found}"), file=sys.stderr)
        time.sleep(min(interval, left))
    return reply


def _read(text: str) -> Mapping[str, Any]:
    """The text is JSON, or a literal of Python, as tccli wants it."""
    import ast  # loads much

    try:
        data: object = jsonc.read(text)
    except jsonc.JSONError:
        try:
            data = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            data = None
    if not is_object(data) or not {"expr", "to"} <= data.keys():
        raise Misused(_WHERE, "{'expr': JMESPath, 'to': value} is wanted")
    return data


def _seconds(wanted: Mapping[str, Any], name: str, usual: float) -> float:
    value = wanted.get(name, usual)
    if not isinstance(value, (int, float)) or not 0 < value < 1e9:
        raise Misused(_WHERE, f"{name!r} is a number of seconds")
    return float(value)
