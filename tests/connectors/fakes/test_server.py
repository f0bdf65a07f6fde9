"""A fake is a real server: it has a port of its own, and is gone afterwards."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from connectors.fakes.server import serve


def _app(name: str) -> Starlette:
    return Starlette(routes=[Route("/", lambda request: JSONResponse({"name": name}))])


def test_two_at_once():
    """Two fakes run at the same time, each at its own address, from the first moment on."""
    with serve(_app("one")) as one, serve(_app("two")) as two:
        assert [httpx2.get(url).json()["name"] for url in (one, two)] == ["one", "two"]


def _serving() -> list[str]:
    """Return the servers' threads; workers that a library keeps for a moment are not counted."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("fake-")]


def test_gone_afterwards():
    """Afterwards there is neither thread nor listener, though a connection was kept open."""
    with httpx2.Client() as client:
        with serve(_app("one")) as url:
            client.get(url)
            assert _serving()
        assert not _serving()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", urlsplit(url).port), timeout=2)


def test_gone_after_an_error():
    """An error within the context ends the server too, and comes out as it is."""
    with pytest.raises(KeyError), serve(_app("one")):
        raise KeyError
    assert not _serving()


def test_never_asked():
    """A server that nobody asks ends as well."""
    with serve(_app("one")) as url:
        assert url.startswith("http://127.0.0.1:")
