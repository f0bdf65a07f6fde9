"""A collection struck at every change of disk and ledger: the next one ends where it would have."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ranking.workflow import collect_store
from tests.builders.child import run_child
from tests.builders.databases import database_url
from tests.builders.invariants import check_invariants
from tests.builders.live_office import APP_SECRET, LiveOffice, live_office
from tests.builders.striker import EVERY, Blow
from tests.builders.struck_collect import collect_at, collected

STRUCK = """
from datetime import datetime
from pathlib import Path
from tests.builders.struck_collect import Blow, strike_collect
template, now, canaries, blow, start, stride = sys.argv[1:]
moment = datetime.fromisoformat(now)
secrets = canaries.split()
print(strike_collect(Path(template), moment, secrets, Blow(blow), int(start), int(stride)))
"""
PARTS = 4
STRIDE = 2 * PARTS
"""Every second change is in one part or the other: a collection makes some two hundred, and each
takes two more to heal."""
_USUAL = {Blow.KILL: (0,), Blow.ONCE: (1,), Blow.FOREVER: (3,)}
CASES = [(blow, part) for blow in Blow for part in (range(PARTS) if EVERY else _USUAL[blow])]
POSTGRES_STRIDE = 24
"""Of the changes on PostgreSQL every so manieth: a copy of a database takes long."""
_NO_LIMIT = 1_000_000
CANARIES = (APP_SECRET, "canary-wechat-secret-1", "canary-weibo-token-1")


@contextmanager
def office(folder: Path, wechat: int = 1) -> Iterator[LiveOffice]:
    """One account of each platform with two days of posts, and no limit of calls."""
    with live_office(folder, wechat=wechat, weibo=1, days=2) as made:
        for account in made.wechat.accounts:
            account.daily_limit = account.minute_limit = _NO_LIMIT
        made.weibo.per_user_and_day = made.weibo.per_address_and_hour = _NO_LIMIT
        made.close()
        yield made


def strikes(made: LiveOffice, blow: Blow, start: int, stride: int) -> int:
    now, canaries = made.clock().isoformat(), " ".join(CANARIES)
    done = run_child(STRUCK, made.home, now, canaries, blow, start, stride, seconds=600)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_days_before_a_stored_cursor_are_known_to_be_answered(tmp_path, monkeypatch) -> None:
    """A run dies between the page that has the cursor and its end: the next asks from there on."""

    def die(*_: object) -> None:
        raise RuntimeError("died")

    monkeypatch.setattr(collect_store, "FLUSH_SECONDS", 0.0)
    with office(tmp_path, wechat=0) as made:
        with monkeypatch.context() as patch:
            patch.setattr(collect_store, "_end", die)
            with pytest.raises(RuntimeError):
                collect_at(made.home, made.clock())
        collect_at(made.home, made.clock())
        check_invariants(made.home, secrets=CANARIES, healed=True)
        (fetch,) = collected(made.home)["fetches"]
        assert "2026-11-20/2026-11-22" in fetch


@pytest.mark.slow
@pytest.mark.parametrize(("blow", "part"), CASES)
def test_a_struck_collection_is_gone_on_with(tmp_path, blow, part) -> None:
    """Killed, or without disk space once or for ever: each at every eighth change, others each."""
    begin = 1 + 2 * part + list(Blow).index(blow) % 2
    with office(tmp_path) as made:
        assert strikes(made, blow, begin, STRIDE) > 2


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("blow", list(Blow))
def test_on_postgresql_too(postgres_server, monkeypatch, tmp_path, blow) -> None:
    """The same with the ledger on a server, at every n-th change."""
    with database_url(postgres_server) as url:
        monkeypatch.setenv("GOVRANK_DATABASE_URL", url)
        with office(tmp_path) as made:
            start = 1 + 5 * list(Blow).index(blow)
            assert strikes(made, blow, start, POSTGRES_STRIDE) > 0
