"""Where calls may go.

A signed request goes to Tencent Cloud's own hosts, or to what the person who started the server
named on its command line: not to what a page says, and not to what a spec says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Service

#: What the hosts of all services end in: `vod.tencentcloudapi.com`,
#: `vod.ap-singapore.tencentcloudapi.com`, `vod.intl.tencentcloudapi.com`.
DOMAIN = "tencentcloudapi.com"

_HOST = re.compile(rf"([a-z0-9]([a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,4}}{re.escape(DOMAIN)}")


class NotAllowed(ValueError):
    """A place that calls may not go to."""


def is_own(host: str) -> bool:
    """Whether a host is one of Tencent Cloud's services; a bare host, which HTTPS is spoken to."""
    return _HOST.fullmatch(host) is not None


def offered(service: Service, allowed: Sequence[str]) -> list[tuple[str, str]]:
    """The places for calls of a service, each with what it is called; the first is the usual one.

    `allowed` are those of the command line, and come first: who names one wants it.
    """
    sites = [(name, host) for name, host in service.endpoints if is_own(host)]
    return [*((place, place) for place in allowed), *sites]


def chosen(service: Service, wanted: str, allowed: Sequence[str]) -> str:
    """The place that a call goes to: the one that is wanted, or the usual one.

    Raises NotAllowed.
    """
    places = [place for _, place in offered(service, allowed)]
    if not wanted:
        if not places:
            raise NotAllowed(
                f"no host of `{service.name}` is one of {DOMAIN}: name it with --endpoint"
            )
        return places[0]
    if wanted in places or is_own(wanted):
        return wanted
    raise NotAllowed(
        f"{wanted[:100]!r} is none of {DOMAIN}: who trusts it starts tc3gen explore with"
        " --endpoint"
    )
