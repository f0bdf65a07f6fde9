"""Accidents happen to the answers they are meant for, as on a real network."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from connectors.fakes.faults import Fault, Faults, Faulty
from connectors.fakes.server import serve

BODY = {"text": "0123456789" * 10}


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse(BODY)(scope, receive, send)


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def client(faults: Faults) -> Iterator[httpx2.Client]:
    with serve(Faulty(_answer, faults)) as url, httpx2.Client(base_url=url) as made:
        yield made


def test_reset(client: httpx2.Client, faults: Faults):
    """A reset connection gives no byte of an answer."""
    faults.waiting.append(Fault.RESET)
    with pytest.raises((httpx2.NetworkError, httpx2.RemoteProtocolError)):
        client.get("/")


@pytest.mark.parametrize("cut_at", [0, 1, 50])
def test_cut(client: httpx2.Client, faults: Faults, cut_at: int):
    """A cut answer promises more than comes."""
    faults.cut_at = cut_at
    faults.waiting.append(Fault.CUT)
    with (
        pytest.raises(httpx2.RemoteProtocolError),
        client.stream("GET", "/") as response,
    ):
        response.read()


def test_slow(client: httpx2.Client, faults: Faults):
    """A slow answer comes after the time-out of an impatient client."""
    faults.delay = 30.0
    faults.waiting.append(Fault.SLOW)
    with pytest.raises(httpx2.ReadTimeout):
        client.get("/", timeout=0.05)


@pytest.mark.parametrize(("fault", "status"), [(Fault.BAD_GATEWAY, 502), (Fault.LOGIN_PAGE, 200)])
def test_page(client: httpx2.Client, faults: Faults, fault: Fault, status: int):
    """A page of a proxy or a portal is HTML, whatever it says of itself."""
    faults.waiting.append(fault)
    answer = client.get("/")
    assert answer.status_code == status
    assert answer.text.startswith("<html>")


def test_one_accident_a_request(client: httpx2.Client, faults: Faults):
    """Each accident befalls one request, in their order; None leaves a request in peace."""
    faults.waiting.extend([None, Fault.BAD_GATEWAY])
    assert [client.get("/").status_code for _ in range(3)] == [200, 502, 200]
    assert client.get("/").json() == BODY
