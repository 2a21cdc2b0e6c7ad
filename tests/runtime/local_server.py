"""A server on this machine that answers well or badly, as the action asks; and a proxy."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPLY = b'{"Response": {"TaskId": "t-1", "RequestId": "r-1"}}'


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.peers: list[tuple[str, int]] = []
        """Who sent each request; the same twice where a connection was used again."""
        self.seen: list[dict[str, str]] = []
        """Headers of each request, names in lower case; under "" the request line."""
        self.stopping = threading.Event()
        self.turn = threading.Semaphore(0)

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients that hang up are what many tests are about


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        self.server.peers.append(self.client_address)
        self.server.seen.append({"": self.requestline, **_lower(self.headers)})
        getattr(self, f"answer_{self.headers['X-TC-Action'].lower()}", self.answer_ok)(body)

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_ok(self, body: bytes) -> None:
        self.reply(REPLY)

    def answer_echo(self, body: bytes) -> None:
        inside = {"Body": json.loads(body), "Headers": dict(self.headers), "RequestId": "r-1"}
        self.reply(json.dumps({"Response": inside}).encode())

    def answer_chunked(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (REPLY[:10], REPLY[10:], b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))

    def answer_endless(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not self.server.stopping.is_set():
            self.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    def answer_huge(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        self.wfile.write(b"x")

    def answer_stream(self, body: bytes) -> None:
        """Pieces, each sent when the caller has had the one before it (see `turn`)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        end = json.loads(body)
        for piece in (b"one", b"two", b"three"):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if not self.server.turn.acquire(timeout=5) or end.get("After") == piece.decode():
                self.close_connection = True
                if end["By"] == "silence":
                    self.server.stopping.wait(5)
                return
        self.wfile.write(b"0\r\n\r\n")

    def answer_redirect(self, body: bytes) -> None:
        self.reply(b"", 302, Location="http://127.0.0.1:1/")

    def answer_cut(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(REPLY[:10])
        self.close_connection = True

    def answer_hangup(self, body: bytes) -> None:
        self.close_connection = True

    def answer_silence(self, body: bytes) -> None:
        self.server.stopping.wait(5)

    def answer_dripheaders(self, body: bytes) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Pad: " + b"x" * 1000)

    def answer_dripbody(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.drip(b"x" * 1000)

    def drip(self, data: bytes) -> None:
        for index in range(len(data)):
            self.wfile.write(data[index : index + 1])
            self.wfile.flush()
            if self.server.stopping.wait(0.03):
                return


class ProxyHandler(Handler):
    """Tunnels CONNECT to this machine, whatever the host; answers plain requests itself."""

    def do_CONNECT(self) -> None:
        self.server.seen.append({"": self.requestline, **_lower(self.headers)})
        if "stall" in self.path:
            self.server.stopping.wait(5)
            return
        with socket.create_connection(("127.0.0.1", int(self.path.rpartition(":")[2]))) as far:
            self.send_response(200)
            self.end_headers()
            ends = {self.connection: far, far: self.connection}
            while not self.server.stopping.is_set():
                for end in select.select([*ends], [], [], 0.05)[0]:
                    data = end.recv(65536)
                    if not data:
                        self.close_connection = True
                        return
                    ends[end].sendall(data)


@contextlib.contextmanager
def serving(
    handler: type[BaseHTTPRequestHandler] = Handler, context: ssl.SSLContext | None = None
) -> Iterator[Server]:
    server = Server(handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
