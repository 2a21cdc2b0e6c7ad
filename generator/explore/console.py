"""The explorer at a terminal: what it says, and when it ends."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from typing import Any

from ..fake.console import interrupted
from .explorer import Explorer


def run(
    explorer: Explorer,
    opens: bool,
    tell: Callable[[str], object],
    say: Callable[[str], object],
) -> None:
    """Serve until SIGINT or SIGTERM.  `tell` gets the address, for programs; `say` all else.

    Raises OSError where the port is taken.
    """
    with interrupted() as stop, explorer as url:
        tell(url)
        say(f"  {_who(explorer.who.told())}")
        if opens and not webbrowser.open(explorer.for_browser()):
            say("  No browser could be started: open the address in one.")
        say("Press Ctrl-C to stop.")
        stop.wait()
    say("stopped")


def _who(told: dict[str, Any]) -> str:
    if not told["found"]:
        return "Calls go to the built-in fake service; for real ones, no credentials were found."
    key = f" of {told['id']}" if "id" in told else ""
    return (
        f"Calls go to the built-in fake service; real ones, if asked for, with the credentials{key}"
        f" ({told['place']})."
    )
