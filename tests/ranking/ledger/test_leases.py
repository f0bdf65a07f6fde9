"""Who is paused beyond the end of a lease has lost it, and writes nothing when it wakes."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text, update

from ranking.errors import LedgerError
from ranking.ledger import held_leases
from ranking.ledger import leases as module
from ranking.ledger.database import Ledger
from ranking.ledger.leases import look, take
from ranking.ledger.roster import read_roster, replace_roster
from ranking.ledger.tables import leases
from ranking.ledger.writer import sole_writer
from tests.builders.child import waiting_child
from tests.builders.leases import paused_child, wake
from tests.builders.ledger import span

pytestmark = pytest.mark.slow

PAUSED = """
from pathlib import Path
from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.roster import replace_roster
from ranking.ledger.writer import sole_writer
from tests.builders.ledger import span
ledger, lock, where = Ledger(sys.argv[1]), sys.argv[3], sys.argv[4]
try:
    with sole_writer(ledger, Path(sys.argv[2]), "draft", lock=lock):
        print("ready", flush=True)
        if where == "before":
            pause()
        with ledger.writing() as connection:
            replace_roster(connection, [span("weibo:666", "woken")])
            if where == "within":
                pause()
    print("written")
except LedgerError as error:
    print(error, error.hint_text())
"""
HOLDER = """
from pathlib import Path
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
with sole_writer(Ledger(sys.argv[1]), Path(sys.argv[2]), "import"):
    print("ready", flush=True)
    sys.stdin.read()
"""


def fence(ledger: Ledger) -> int:
    found = look(ledger.engine, "writer").found
    assert found is not None
    return found[0]


def write(ledger: Ledger, unit: str) -> None:
    with ledger.writing() as connection:
        replace_roster(connection, [span("weibo:1", unit)])


def units(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return [one.unit for one in read_roster(connection)]


def set_lease(ledger: Ledger, **columns: object) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(update(leases).values(**columns))


@pytest.mark.parametrize("lock", ["writer", "collector", "schedule"])
def test_a_holder_that_wakes_too_late_writes_nothing(ledger, ledger_url, tmp_path, lock) -> None:
    """Another takes over, without waiting for the useless lock; the message names it."""
    with (
        paused_child(PAUSED, ledger_url, tmp_path, lock, "before") as child,
        sole_writer(ledger, tmp_path, "publish", wait=5, lock=lock),
    ):
        write(ledger, "other")
        _, said = wake(child)
    assert said.startswith("govrank publish, pid ")
    assert "has taken over since 20" in said
    assert "run the command again" in said
    assert units(ledger) == ["other"]


def test_a_holder_that_wakes_when_all_is_over_writes_nothing(ledger, ledger_url, tmp_path) -> None:
    """Nobody holds the lease any more, but its number has gone on."""
    with paused_child(PAUSED, ledger_url, tmp_path, "writer", "before") as child:
        with sole_writer(ledger, tmp_path, "publish", wait=5):
            write(ledger, "other")
        _, said = wake(child)
    assert said.startswith("Another process has taken over meanwhile; this one was away too long")
    assert units(ledger) == ["other"]


def test_a_holder_that_wakes_before_another_came_goes_on(ledger, ledger_url, tmp_path) -> None:
    """An ended lease is still the holder's until somebody takes it."""
    with paused_child(PAUSED, ledger_url, tmp_path, "writer", "before") as child:
        time.sleep(0.5)
        assert look(ledger.engine, "writer").ended
        assert wake(child) == (0, "written\n")
    assert units(ledger) == ["woken"]


@pytest.mark.postgres
def test_one_paused_within_a_transaction_is_ended_by_who_takes_over(postgres_url, tmp_path) -> None:
    """Its locks on rows would keep the next one waiting for ever."""
    ledger = Ledger(postgres_url)
    ledger.create()
    write(ledger, "before")
    with paused_child(PAUSED, postgres_url, tmp_path, "writer", "within") as child:
        with sole_writer(ledger, tmp_path, "publish", wait=5):
            write(ledger, "other")
            assert look(ledger.engine, "writer").locked
        _, said = wake(child)
    assert "has taken over" in said
    assert units(ledger) == ["other"]
    ledger.close()


def test_one_paused_within_a_transaction_on_files_is_waited_for(tmp_path) -> None:
    """SQLite cannot take its lock away: the next one is told who it is, and nothing is lost."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger(url)
    ledger.create()
    with paused_child(PAUSED, url, tmp_path, "writer", "within") as child:
        with (
            pytest.raises(LedgerError, match=f"govrank draft, pid {child.pid} on "),
            sole_writer(ledger, tmp_path, "publish", wait=1),
        ):
            raise AssertionError("entered")
        assert wake(child) == (0, "written\n")
    assert units(ledger) == ["woken"]
    ledger.close()


def test_of_two_who_take_over_one_wins(ledger, tmp_path) -> None:
    """Both have seen the same ended lease; the ledger lets one of them have it."""
    with sole_writer(ledger, tmp_path, "draft"):
        pass
    seen = look(ledger.engine, "writer")
    taken = [take(ledger.engine, "writer", who, seen, locked=False) for who in ("甲", "乙")]
    assert [one.owner if one else None for one in taken] == ["甲", None]
    assert fence(ledger) == 2


def test_of_two_who_take_a_lease_for_the_first_time_one_wins(ledger) -> None:
    """There is no row yet: one inserts it, the other is refused by its key."""
    seen = look(ledger.engine, "writer")
    taken = [take(ledger.engine, "writer", who, seen, locked=True) for who in ("甲", "乙")]
    assert [one.owner if one else None for one in taken] == ["甲", None]


def test_several_that_wait_for_a_paused_one_write_one_after_the_other(
    ledger, ledger_url, tmp_path
) -> None:
    """Without its lock, which the paused one keeps, the lease alone keeps them apart."""
    inside, most, done = 0, 0, []

    def work() -> None:
        nonlocal inside, most
        own = Ledger(ledger_url)
        with sole_writer(own, tmp_path, "draft", wait=60):
            inside += 1
            most = max(most, inside)
            write(own, "other")
            inside -= 1
            done.append(1)
        own.close()

    with paused_child(PAUSED, ledger_url, tmp_path, "writer", "before") as child:
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        _, said = wake(child)
    assert (most, len(done)) == (1, 3)
    assert "has taken over" in said
    assert fence(ledger) == 4


def test_a_holder_at_work_is_not_taken_for_dead(ledger, ledger_url, tmp_path, monkeypatch) -> None:
    """Its lease is renewed while the work takes longer than the lease, and nobody enters."""
    monkeypatch.setattr(module, "LEASE_SECONDS", 0.4)
    monkeypatch.setattr(held_leases, "RENEW_SECONDS", 0.05)
    other = Ledger(ledger_url)
    with sole_writer(ledger, tmp_path, "import"):
        with pytest.raises(LedgerError), sole_writer(other, tmp_path, "draft", wait=0.9):
            raise AssertionError("entered")
        write(ledger, "held")
    assert fence(ledger) == 1
    other.close()


def test_a_lease_far_in_the_future_counts_only_beside_its_lock(
    ledger, ledger_url, tmp_path
) -> None:
    """The clock was set back: the end says nothing, and whoever gets the lock goes by that."""
    far = datetime.now(UTC) + timedelta(days=2)
    with sole_writer(ledger, tmp_path, "draft"):
        pass
    set_lease(ledger, owner="govrank x", locked=False, since=far, expires_at=far)
    with sole_writer(ledger, tmp_path, "draft", wait=0):
        pass
    with waiting_child(HOLDER, ledger_url, tmp_path):
        set_lease(ledger, expires_at=far)
        with pytest.raises(LedgerError), sole_writer(ledger, tmp_path, "draft", wait=0.2):
            raise AssertionError("entered")


def test_the_death_of_one_who_took_over_is_noticed_when_its_lease_ends(ledger, tmp_path) -> None:
    """It had no lock that its death could set free: until then it is believed to live."""
    now = datetime.now(UTC)
    row = {"owner": "govrank x, pid 1 on y", "locked": False, "since": now, "name": "writer"}
    with ledger.engine.begin() as connection:
        ends = now + timedelta(seconds=30)
        connection.execute(insert(leases).values(fence=7, expires_at=ends, **row))
    with (
        pytest.raises(LedgerError, match="govrank x, pid 1 on y, since 20"),
        sole_writer(ledger, tmp_path, "draft", wait=0),
    ):
        raise AssertionError("entered")
    set_lease(ledger, expires_at=now)
    with sole_writer(ledger, tmp_path, "draft", wait=0):
        assert fence(ledger) == 8


@pytest.mark.parametrize("when", ["before", "within"])
def test_a_transaction_of_one_who_was_replaced_is_rolled_back(ledger, tmp_path, when) -> None:
    """The fence is looked at when it begins and once more before it is committed."""
    write(ledger, "before")

    def work() -> None:
        with sole_writer(ledger, tmp_path, "draft"):
            if when == "before":
                set_lease(ledger, fence=9, owner="govrank x")
            with ledger.writing() as connection:
                replace_roster(connection, [])
                connection.execute(update(leases).values(fence=9, owner="govrank x"))

    with pytest.raises(LedgerError, match="govrank x has taken over"):
        work()
    assert units(ledger) == ["before"]


def test_a_lost_collection_writes_nothing_though_the_writer_s_lease_is_held(
    ledger, tmp_path
) -> None:
    """Every lease that the ledger holds is looked at, not the last one only."""

    def work() -> None:
        with sole_writer(ledger, tmp_path, "collect", lock="collector"):
            set_lease(ledger, fence=9)
            with sole_writer(ledger, tmp_path, "collect"):
                write(ledger, "lost")

    with pytest.raises(LedgerError, match="taken over"):
        work()
    assert units(ledger) == []


def test_the_cause_is_told_in_place_of_what_came_of_it(ledger, tmp_path) -> None:
    """A file that the other has removed is no fault of the disk; without a loss it would be."""

    def work(number: int) -> None:
        with sole_writer(ledger, tmp_path, "draft"):
            set_lease(ledger, fence=number)
            raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        work(1)
    with pytest.raises(LedgerError, match="taken over"):
        work(9)


@pytest.mark.postgres
def test_a_lease_goes_by_the_clock_of_the_database(postgres_url, tmp_path, monkeypatch) -> None:
    """Several computers share it, and one of their clocks may be wrong."""
    ledger, other = Ledger(postgres_url), Ledger(postgres_url)
    ledger.create()
    with sole_writer(ledger, tmp_path, "draft"), other.engine.connect() as connection:
        left = text("SELECT expires_at - (clock_timestamp() AT TIME ZONE 'UTC') FROM leases")
        assert timedelta(seconds=20) < connection.scalar(left) <= timedelta(seconds=30)
    ledger.close()
    other.close()
