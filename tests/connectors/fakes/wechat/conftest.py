"""One server for the session, and a plain client that knows nothing of the real source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from tests.builders import wechat

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[str, wechat.Slot]]:
    """The address of the server, and where its application is put."""
    with wechat.running() as server:
        yield server


@pytest.fixture
def office(running: tuple[str, wechat.Slot]) -> Iterator[wechat.Office]:
    """A fake WeChat with one account and no article yet."""
    with wechat.office(*running) as made:
        yield made


@pytest.fixture
def client(office: wechat.Office) -> Iterator[httpx2.Client]:
    """A client of the fake."""
    with httpx2.Client(base_url=office.url) as made:
        yield made


@pytest.fixture
def ask(client: httpx2.Client, office: wechat.Office) -> Ask:
    """Ask a path with a body and a good token of the account, or another; returns the JSON."""

    def post(path: str, body: object = None, token: str | None = None, **params: str) -> Any:
        params["access_token"] = token or office.fake.tokens.stable("wx_1", force=False).token
        answer = client.post(path, params=params, json=body)
        assert answer.status_code == 200
        return answer.json()

    return post
