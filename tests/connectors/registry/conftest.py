"""Set-ups as a source file would give them, secrets in files, and collectors that never wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.collector import Collector
from connectors.fakes.server import serve
from connectors.fakes.weibo import Grant, Post, WeiboState, weibo
from connectors.interface import AccessError, Account, Clock, Query
from connectors.registry import Setup, open_collector
from tests.builders import wechat

NOW = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
UID, OTHER_UID, OFFICE_UID = "1404376560", "1073880650", "5000000001"
WEIBO = Account("weibo", UID, "某市发布")
OTHER = Account("weibo", OTHER_UID, "某县发布")
ENVIRON = {"APP_ID": "100", "KEY": "canary-key"}


def query(account: Account, first: date = date(2026, 11, 1), last: date = TODAY) -> Query:
    return Query(account, first, last)


@pytest.fixture
def secrets(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a secret that its owner alone may read."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / "secrets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
        path.chmod(0o600)
        return path

    return put


@pytest.fixture
def setup(tmp_path: Path) -> Callable[..., Setup]:
    """Makes set-ups; credentials are as in a source file, paths relative to a folder."""

    def make(kind: str, credentials: dict[str, str], **given: Any) -> Setup:
        def place(name: str, native_id: str) -> str:
            if name not in credentials:
                raise AccessError("There is no {name}.", name=name)
            filled = credentials[name].replace("{account}", native_id)
            return filled.replace("file:", f"file:{tmp_path / 'secrets'}/")

        platforms = given.pop("platforms", ("weibo",) if "weibo" in kind else ("wechat",))
        return Setup(f"my-{kind}", kind, platforms, place, **given)

    return make


@pytest.fixture
def collect() -> Iterator[Callable[..., Collector]]:
    """Opens set-ups; what was opened is closed at the end."""
    with ExitStack() as stack:

        def opened(
            setup: Setup, clock: Clock = lambda: NOW, before: tuple[date, int] = (TODAY, 0)
        ) -> Collector:
            made = open_collector(setup, clock, ENVIRON, before, sleep=lambda _: None)
            stack.callback(made.close)
            return made

        yield opened


@pytest.fixture(scope="session")
def wechat_running() -> Iterator[tuple[str, wechat.Slot]]:
    """The address of a server, and where its WeChat is put."""
    with wechat.running() as server:
        yield server


@pytest.fixture
def office(wechat_running: tuple[str, wechat.Slot]) -> Iterator[wechat.Office]:
    """A WeChat with the account gh_1 and two articles a day."""
    with wechat.office(*wechat_running) as made:
        made.month()
        yield made


@pytest.fixture
def platform() -> WeiboState:
    """A Weibo with two accounts that consented for thirty days, three posts each."""
    until = NOW + timedelta(days=30)
    state = WeiboState(
        now=NOW,
        accounts={UID: "某市发布", OTHER_UID: "某县发布"},
        tokens={f"canary-{uid}": Grant(uid, until) for uid in (UID, OTHER_UID, OFFICE_UID)},
        contracts={OFFICE_UID},
        media={UID},
        app_secret="canary-app-secret",
    )
    for number, uid in enumerate((UID, OTHER_UID)):
        first_id = 5230011223344000 + 100 * number
        hours = [NOW - timedelta(hours=hour) for hour in (3, 2, 1)]
        state.publish(*(Post(first_id + n, uid, at, reads=7) for n, at in enumerate(hours)))
    return state


@pytest.fixture
def weibo_url(platform: WeiboState) -> Iterator[str]:
    """Its address."""
    with serve(weibo(platform)) as url:
        yield url
