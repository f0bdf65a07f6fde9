"""What every test of the transport needs: a client without waits, and the error it ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from connectors.errors import ConnectorError
from connectors.http.client import Http
from connectors.http.limits import Limits

Client = Callable[..., Http]


@pytest.fixture
def waits() -> list[float]:
    """The waits between tries, in order, as the client asked for them."""
    return []


@pytest.fixture
def client(waits: list[float]) -> Iterator[Client]:
    """Makes clients for loopback that note their waits instead of sleeping."""
    made: list[Http] = []

    def make(*hosts: str, loopback: bool = True, **limits: Any) -> Http:
        bounds = Limits(**limits)
        made.append(Http(hosts, sleep=waits.append, limits=bounds, loopback=loopback))
        return made[-1]

    yield make
    for http in made:
        http.close()


@pytest.fixture
def refusal() -> Callable[..., ConnectorError]:
    """The error by which a call ends; its hint must not be empty and must format."""

    def refuse(
        kind: type[ConnectorError], call: Callable[..., object], *args: Any, **kwargs: Any
    ) -> ConnectorError:
        with pytest.raises(kind) as caught:
            call(*args, **kwargs)
        assert caught.value.hint.format(**caught.value.params)
        return caught.value

    return refuse
