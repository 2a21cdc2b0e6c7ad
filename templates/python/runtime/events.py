"""Server-sent events out of bytes, as the HTML standard reads them; no I/O of its own.

`Parser` is fed what comes, in pieces of any size, and gives the events that have become whole.

Laws:
1. How the bytes were cut into pieces makes no difference to the events.
2. Any bytes are read: those that are no UTF-8 are replaced, a field that is unknown or makes no
   sense is passed over.  Only an event beyond the limit is refused.
3. An event without data is none; comments and such keep a connection alive.
4. What stands after the last blank line is an event too, once the reply has come to its proper end.
   A browser drops it, for it cannot tell an end from a broken connection; a transport can, and
   services do leave the last blank line out.  (`reading.py` refuses JSON that ends in its middle.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .errors import MalformedResponseError
from .transport import MAX_BODY

_LINE_END = re.compile(b"\r\n?|\n")
_BOM = b"\xef\xbb\xbf"


class Sent(NamedTuple):
    """An event, as the service sent it."""

    data: str
    event: str
    """Its type."""
    id: str
    """The latest ID that came, with this event or before it."""


class Parser:
    """One stream's bytes to its events."""

    def __init__(self, limit: int = MAX_BODY) -> None:
        """`limit` is how many bytes an event may have."""
        self._limit = limit
        self._head: bytes | None = b""
        """What may be the beginning of a byte order mark; None once that is settled."""
        self._after_cr = False
        """Whether a line feed that comes next belongs to the line end before it."""
        self._line: list[bytes] = []
        """The pieces of a line that has no end yet."""
        self._data: list[str] = []
        self._held = 0
        """Bytes of the event that is not whole yet, without that line."""
        self._pending = 0
        """Bytes of that line."""
        self._event = self._id = ""

    def feed(self, piece: bytes) -> Iterator[Sent]:
        """The events that this piece makes whole.  Raises MalformedResponseError."""
        if self._head is not None:
            piece, self._head = self._head + piece, None
            if _BOM.startswith(piece) and piece != _BOM:
                self._head = piece
                return
            piece = piece.removeprefix(_BOM)
        if self._after_cr and piece:
            self._after_cr = False
            piece = piece.removeprefix(b"\n")
        *ended, rest = _LINE_END.split(piece)
        if ended:
            self._after_cr = piece.endswith(b"\r")
        for part in ended:
            self._keep(part)
            yield from self._end_line()
        if rest:
            self._keep(rest)

    def end(self) -> Iterator[Sent]:
        """The event that the end of the reply makes whole, if there is one."""
        self._line.append(self._head or b"")
        yield from self._end_line()
        yield from self._end_line()

    def _keep(self, part: bytes) -> None:
        self._line.append(part)
        self._pending += len(part)
        if self._held + self._pending > self._limit:
            raise MalformedResponseError(
                f"an event of the stream is larger than {self._limit} bytes"
            )

    def _end_line(self) -> Iterator[Sent]:
        line = b"".join(self._line)
        self._line, self._pending = [], 0
        if not line:
            if self._data:
                event = self._event or "message"
                yield Sent("\n".join(self._data), event, self._id)
            self._data, self._event, self._held = [], "", 0
            return
        name, _, value = line.decode(errors="replace").partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._held += len(line)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
