"""One server for the session; each test puts an office of its own behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders import wechat


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
