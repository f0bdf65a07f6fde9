"""A real HTTP server on loopback that says exactly the bytes it is told, and nothing else.

Each request gets the next reply of the script; the last reply is repeated. A reply is bytes, or a
tuple of steps: bytes are sent, a number waits so many seconds; or a function from the request to
bytes. Then the connection is closed.
"""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

Steps = tuple[bytes | float, ...]
Reply = bytes | Steps | Callable[[bytes], bytes]
_TLS = b"\x16"


@dataclass
class Script:
    """What a server is to say, and what it was asked: ``requests`` are whole, as they arrived."""

    replies: tuple[Reply, ...]
    url: str = ""
    requests: list[bytes] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    @property
    def host(self) -> str:
        return self.url.partition("://")[2]

    def next(self, request: bytes) -> Steps:
        with self.lock:
            reply = self.replies[min(len(self.requests), len(self.replies) - 1)]
            self.requests.append(request)
            if callable(reply):
                return (reply(request),)
        return reply if isinstance(reply, tuple) else (reply,)


@contextmanager
def serving(*replies: Reply, certificate: Path | None = None) -> Iterator[Script]:
    """Serve a script on a free port of 127.0.0.1; all threads have ended afterwards.

    With a certificate (and its key, in one PEM file) the server speaks https.
    """
    script = Script(replies)
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the client hung up, which is often what is tested
                if context is None:
                    _converse(self.request, script)
                    return
                with context.wrap_socket(self.request, server_side=True) as encrypted:
                    _converse(encrypted, script)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        scheme = "http" if context is None else "https"
        script.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield script
        finally:
            script.stopped.set()
            server.shutdown()
            thread.join()


def _converse(connection: socket.socket, script: Script) -> None:
    request = _request(connection)
    if not request:
        return
    for step in script.next(request):
        if isinstance(step, bytes):
            connection.sendall(step)
        elif script.stopped.wait(step):
            return


def _request(connection: socket.socket) -> bytes:
    """Read one request to its last byte; what was not read would turn the close into a reset.

    Of a client that speaks TLS, its greeting is read.
    """
    got = b""
    while b"\r\n\r\n" not in got and not got.startswith(_TLS):
        part = connection.recv(65536)
        if not part:
            return b""
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def response(body: bytes, *, status: int = 200, length: int | None = None, **headers: str) -> bytes:
    """A whole HTTP response; ``length`` is what Content-Length claims, -1 = no such header."""
    claimed = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} Scripted", "Connection: close"]
    lines += [f"Content-Length: {claimed}"] if claimed >= 0 else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def answer(data: Any, *, status: int = 200, **headers: str) -> bytes:
    """A whole HTTP response with JSON."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return response(body, status=status, Content_Type="application/json", **headers)


def chunked(*chunks: bytes, end: bool = True) -> bytes:
    """A response in chunks; without ``end`` the last, empty chunk is missing."""
    parts = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    head = b"HTTP/1.1 200 Scripted\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + parts + (b"0\r\n\r\n" if end else b"")


def redirect(target: str, status: int = 302) -> bytes:
    """A response that sends the client elsewhere."""
    return response(b"", status=status, Location=target)


def closed_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        return int(unused.getsockname()[1])
