"""Whose requests are answered, and what every reply says.

The server can call a service in somebody's name, and any page in their browser can send requests
to this machine, as can any program and any other person who works on it.  So a request must come

    to our own address      Host: a name of somebody else's that leads to this machine is not it
                            (DNS rebinding)
    from our own page       Origin, Sec-Fetch-Site: the browser says who asks
    as only code can send   a header of our own, and JSON: no form, no link, and from another origin
                            only after a question that is never answered
    with the token          which is new at each start, and in the address that is shown

A browser is started with its address as an argument, which everybody on the machine can see.  So it
is given a ticket in place of the token: one that is worth the token once, and for a minute.

No cookies: a browser sends them whoever asks.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

#: The header that bears the token.
TOKEN_HEADER = "X-Tc3gen-Token"
SESSION = "/api/session"
#: What can be asked, and by which method.  All else are files, those of a service `api` among them.
ASKED: Mapping[str, str] = {
    SESSION: "GET",
    "/api/call": "POST",
    "/api/sign": "POST",
    "/api/fake": "POST",
}
#: How long a ticket is good for, in seconds.
TICKET_SECONDS = 60.0

#: Nothing from elsewhere is loaded or asked, nothing in text runs, no site frames the page.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

#: Of every reply, whatever it is.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
    # Else aiohttp names itself and Python, with their versions.
    "Server": "tc3gen",
}


class Refused(Exception):
    """A request that is not answered: the status of the reply, and why."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(status, problem)
        self.status, self.problem = status, problem


@dataclass(slots=True)
class Guard:
    """Judges requests to one server."""

    port: int = 0
    token: str = field(repr=False, default_factory=lambda: secrets.token_urlsafe(32))
    _tickets: dict[str, float] = field(repr=False, default_factory=dict)
    """Each with its end, by a clock that is never set."""

    def ticket(self) -> str:
        """A new ticket."""
        made = secrets.token_urlsafe(32)
        self._tickets[made] = time.monotonic() + TICKET_SECONDS
        return made

    def check(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether the request is to be given the token, for a ticket.  Raises Refused.

        Names of headers are in lower case; the values of one that came twice are joined by a comma,
        and so are none that is allowed.
        """
        host = headers.get("host", "")
        if host not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            raise Refused(421, "this server is at 127.0.0.1 alone")
        site = headers.get("sec-fetch-site", "none")
        if path in ASKED:
            _check_call(method, ASKED[path], f"http://{host}", site, headers)
            return self._takes_ticket(path, headers.get(TOKEN_HEADER.lower(), ""))
        if method not in ("GET", "HEAD"):
            raise Refused(405, "files can only be read")
        # A link on another site may lead here; its own pages may not hold what is here.
        visits = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
        if site not in ("same-origin", "none") and visits != ("navigate", "document"):
            raise Refused(403, "another site asked for this")
        return False

    def _takes_ticket(self, path: str, said: str) -> bool:
        """Whether a ticket was shown in place of the token.  Raises Refused."""
        if hmac.compare_digest(said.encode("utf-8", "replace"), self.token.encode()):
            return False
        if path == SESSION and time.monotonic() < self._tickets.pop(said, 0.0):
            return True
        raise Refused(
            401,
            "this address is used up, or of another start: `tc3gen explore` shows the one to open",
        )


def _check_call(method: str, wanted: str, own: str, site: str, headers: Mapping[str, str]) -> None:
    """Raises Refused for what only other pages send."""
    if method != wanted:
        raise Refused(405, f"this is asked by {wanted}")
    looks = wanted == "GET"
    # Browsers name the origin of whatever is no GET.
    origin = headers.get("origin", own if looks else "")
    if origin != own or site not in ("same-origin", "none"):
        raise Refused(403, "only the page of this server may ask for this")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not looks and kind != "application/json":
        raise Refused(415, "what is asked must be application/json")
