"""The explorer on this machine: the page that the target `explorer` makes, and what it asks for.

    guard               whose requests are answered
    server, site        HTTP, and the page's files
    api                 what the page can ask
      asked             a call as the page describes it
      calls, steps      sending a request; how it is signed
      places, who       where calls may go, and in whose name
      faked             the built-in fake service
    runtime             the runtime of generated clients, which signs and sends here too
    console             the way to it at a terminal
    page/               the page's own sources, which are TypeScript and are not installed

aiohttp is loaded when it starts, and not before.
"""

from __future__ import annotations

from .explorer import DEFAULT_PORT, Explorer

__all__ = ["DEFAULT_PORT", "Explorer"]
