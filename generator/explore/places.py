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


def chosen(service: Service, wanted: str, allowed: Sequence[str]) -> str:
    """The place that a call goes to: the one that is wanted, or the usual one.

    `allowed` are those of the command line, the first of which is then the usual one.  Raises
    NotAllowed.
    """
    if wanted:
        if wanted in allowed or is_own(wanted):
            return wanted
        raise NotAllowed(
            f"{wanted[:100]!r} is no host below {DOMAIN}: who trusts it starts"
            " `tc3gen explore --endpoint` with it"
        )
    usual = [*allowed, *(host for _, host in service.endpoints if is_own(host))]
    if not usual:
        raise NotAllowed(f"no host of `{service.name}` is below {DOMAIN}: name one by --endpoint")
    return usual[0]
