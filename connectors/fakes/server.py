"""Runs a fake on loopback: a real HTTP server in a thread, on a port that the system chooses."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_BACKLOG = 128


@contextmanager
def serve(app: ASGIApp) -> Iterator[str]:
    """Serve ``app`` on 127.0.0.1 as long as the context lasts; yields ``http://127.0.0.1:port``.

    Requests are answered in one thread, one step at a time: the state of a fake needs no lock.
    """
    # Said to be TCP, else asyncio leaves Nagle's algorithm on, and each answer is 40 ms late.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(_BACKLOG)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    # The socket listens already: a caller who is early waits in its queue, and nobody polls.
    thread = threading.Thread(
        target=server.run, args=([listener],), name=f"fake-{port}", daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
