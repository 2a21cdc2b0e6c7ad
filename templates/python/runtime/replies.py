"""What callers get of a reply that is no error; and the service's warnings beside it."""

from __future__ import annotations

import warnings
from inspect import currentframe
from typing import Any

from .codec import decode
from .judge import Reply
from .model import Action


def read_as(action: Action[Any, Any], reply: Reply) -> Any:
    """The reply of an action that the client has a method for.  Raises MalformedResponseError."""
    response = decode(action.response, reply)
    if reply.get("DeprecatedWarning"):
        _pass_on_warning(
            action.name, reply, action.response.__module__.rsplit(".", 2)[0]
        )
    return response


def read_plain(action: str, reply: Reply) -> Reply:
    """The reply of an action that it has none for."""
    if reply.get("DeprecatedWarning"):
        _pass_on_warning(action, reply, __name__)
    return reply


def _pass_on_warning(action: str, reply: Reply, package: str) -> None:
    """Warns whoever called, be it through a wait or in a loop: the first outside of us."""
    ours = (f"{__package__}.", f"{package}.")
    depth, frame = 1, currentframe()
    while frame and f"{frame.f_globals.get('__name__')}.".startswith(ours):
        depth, frame = depth + 1, frame.f_back
    warning = f"{action}: {reply['DeprecatedWarning']}"
    warnings.warn(warning, DeprecationWarning, stacklevel=depth)
