"""The way from a source to its platform: which addresses it may ask, and which no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from connectors.http.budget import Budget
from connectors.http.client import Http
from connectors.http.pace import Pace
from connectors.registry.setup import Setup

_LOOPBACK = ("http", "127.0.0.1")
_LOCALHOST = re.compile(r"http://localhost(?=[:/]|$)")
"""It is asked as 127.0.0.1: a name may lead anywhere."""


def address(setup: Setup, official: str) -> str:
    """Return where an interface is asked: where the set-up says, else at its own address."""
    return _LOCALHOST.sub("http://127.0.0.1", setup.base_url or official).rstrip("/")


def open_http(
    setup: Setup,
    official: Collection[str],
    sleep: Callable[[float], None],
    *,
    budget: Budget | None = None,
    pace: Pace | None = None,
) -> Http:
    """Return the client that may ask these interfaces, wherever the set-up has them."""
    places = [urlsplit(address(setup, one)) for one in official]
    return Http(
        {place.netloc for place in places},
        sleep=sleep,
        loopback=any((place.scheme, place.hostname) == _LOOPBACK for place in places),
        budget=budget,
        pace=pace,
    )
