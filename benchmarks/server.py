"""A server that does next to nothing, in a process of its own: `python -m benchmarks.server`.

It answers every request with one of two replies, made beforehand; which one, the name of the
action says.  What a call takes beyond that is the client's doing and the operating system's.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .samples import REBUILD_MEDIA_REPLY, TASK_DETAIL_REPLY, body

HOST = "127.0.0.1"


def _http(content: bytes) -> bytes:
    head = (
        "HTTP/1.1 200 OK\r\n"
        "Server: nginx\r\n"
        "Date: Tue, 19 May 2026 07:04:08 GMT\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n"
        "Connection: keep-alive\r\n\r\n"
    )
    return head.encode() + content


_REBUILD_MEDIA, _TASK_DETAIL = (_http(body(r)) for r in (REBUILD_MEDIA_REPLY, TASK_DETAIL_REPLY))


class _Canned(asyncio.Protocol):
    """One connection.  It trusts its client to send a whole request before it waits for a reply."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, blank, rest = self.received.partition(b"\r\n\r\n")
        if not blank:
            return
        lower = head.lower()
        length = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(rest) < length:
            return
        self.received = b""
        self.transport.write(
            _TASK_DETAIL if b"describetaskdetail" in lower else _REBUILD_MEDIA,
        )


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Canned, HOST, 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running() -> Iterator[int]:
    """The server's port, while it runs."""
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())
