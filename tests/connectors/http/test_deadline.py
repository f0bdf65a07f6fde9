"""The deadline: a server that always gives a little is not listened to without end.

The drips would last a minute and end with a whole answer: only who stops listening sees a failure.
"""

from __future__ import annotations

import httpx2
import pytest

from connectors.http.deadline import TimedTransport, within
from connectors.interface import UnavailableError
from tests.builders.http_server import answer, chunked, response, serving

DATA = {"list": list(range(20))}


def drip(reply: bytes, start: int = 0) -> tuple[bytes | float, ...]:
    """Say the reply from ``start`` on byte by byte, so that the whole of it takes a minute."""
    left = reply[start:]
    pause = 60 / len(left)
    return (
        reply[:start],
        *(step for n in range(len(left)) for step in (pause, left[n : n + 1])),
    )


@pytest.mark.parametrize(
    "reply",
    [
        drip(answer(DATA)),
        drip(answer(DATA), answer(DATA).index(b"{")),
        drip(chunked(*[b" "] * 100, b"[]")),
        drip(response(b"[1, 2, 3]", length=-1), -9),
    ],
    ids=["headers", "body", "chunks", "until closed"],
)
def test_slow_drip_is_a_failure(reply, client, refusal):
    """Headers or a body that come byte by byte are cut off when the time for the whole is over."""
    with serving(reply) as server:
        http = client(tries=1, read=30, total=0.4)
        assert "in time" in str(refusal(UnavailableError, http.get, server.url))


def test_redirects_share_one_deadline(client, refusal):
    """The time for the whole is that of a request with all its redirects."""
    slow = (0.3, response(b"", status=302, Location="/"))
    with serving(slow, slow, slow, answer(DATA)) as server:
        http = client(tries=1, total=0.5)
        assert "in time" in str(refusal(UnavailableError, http.get, server.url))


def test_nothing_begins_after_the_deadline():
    """When the time is over, no connection is opened."""
    with TimedTransport() as transport, within(-1), pytest.raises(httpx2.TimeoutException):
        transport.handle_request(httpx2.Request("GET", "http://127.0.0.1:9/"))


def test_deadline_ends_with_its_block(client):
    """A request after a deadline that has passed has its own time."""
    with within(-1):
        pass
    with serving(answer(DATA)) as server:
        assert client().get(server.url).data == DATA
