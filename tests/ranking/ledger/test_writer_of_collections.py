"""One collection at a time, while others write between the pages it stores."""

import pytest
from sqlalchemy import text

from ranking.errors import LedgerError
from ranking.ledger.database import Ledger
from ranking.ledger.leases import look
from ranking.ledger.writer import sole_writer
from tests.builders.child import run_child, waiting_child

pytestmark = pytest.mark.slow

HOLDER = """
from pathlib import Path
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
with sole_writer(Ledger(sys.argv[1]), Path(sys.argv[2]), "collect", lock="collector"):
    print("ready", flush=True)
    sys.stdin.read()
"""
TURNS = """
from contextlib import nullcontext
from pathlib import Path
from ranking.ledger.database import Ledger
from ranking.ledger.writer import sole_writer
home = Path(sys.argv[2])
tally = home / "tally"
tally.write_text("")
children = []
for collects in (True, False, False):
    child = os.fork()
    if child == 0:
        ledger = Ledger(sys.argv[1])
        outer = nullcontext()
        if collects:
            outer = sole_writer(ledger, home, "collect", lock="collector")
        with outer:
            for _ in range(6):
                with sole_writer(ledger, home, "import", wait=30):
                    tally.write_text(tally.read_text() + "x")
        os._exit(0)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children], len(tally.read_text()))
"""


def test_a_second_collection_is_told_who_collects_since_when(ledger, ledger_url, tmp_path) -> None:
    """The message speaks of a collection, names pid and start; released, the lock is free."""
    with waiting_child(HOLDER, ledger_url, tmp_path) as child:
        with (
            pytest.raises(LedgerError) as caught,
            sole_writer(ledger, tmp_path, "collect", wait=0.2, lock="collector"),
        ):
            raise AssertionError("entered")
        message = str(caught.value)
        assert message.startswith("Another collection runs in this workspace: govrank collect")
        assert f"pid {child.pid} on " in message
        assert ", since 20" in message
        assert child.stdin is not None
        child.stdin.close()
        child.wait()
        with sole_writer(ledger, tmp_path, "collect", lock="collector"):
            pass


def test_others_write_while_a_collection_runs(ledger, ledger_url, tmp_path) -> None:
    """The collector's lock does not stop a writer, nor a writer's a collection."""
    with (
        waiting_child(HOLDER, ledger_url, tmp_path) as child,
        sole_writer(ledger, tmp_path, "import", wait=0),
    ):
        child.kill()
        child.wait()
        with sole_writer(ledger, tmp_path, "collect", lock="collector"):
            pass


def test_a_collection_takes_the_writer_s_lock_within_its_own_again_and_again(
    ledger, tmp_path
) -> None:
    """Each is held by itself: while a page is stored both are taken, in between only one is."""
    for _ in range(2):
        with sole_writer(ledger, tmp_path, "collect", wait=0, lock="collector"):
            for _ in range(3):
                with sole_writer(ledger, tmp_path, "collect", wait=0):
                    assert not _free(ledger, tmp_path, "writer")
                    assert not _free(ledger, tmp_path, "collector")
                assert _free(ledger, tmp_path, "writer")
                assert not _free(ledger, tmp_path, "collector")


def test_a_collection_and_imports_take_turns_in_writing(ledger_url, tmp_path) -> None:
    """Three processes append 18 marks under the writer's lock, one of them collects: none lost."""
    done = run_child(TURNS, ledger_url, tmp_path)
    assert done.stdout == "[0, 0, 0] 18\n", done.stderr


def test_each_lease_names_its_own_holder(ledger, tmp_path) -> None:
    """The collector and the writer beside each other, each gone when its work is done."""

    def holders() -> list[str]:
        owners = [look(ledger.engine, name).owner for name in ("collector", "writer")]
        return [owner.partition(",")[0] for owner in owners]

    with sole_writer(ledger, tmp_path, "collect", lock="collector"):
        with sole_writer(ledger, tmp_path, "refresh"):
            assert holders() == ["govrank collect", "govrank refresh"]
        assert holders() == ["govrank collect", ""]
    assert holders() == ["", ""]


@pytest.mark.postgres
def test_the_start_is_that_of_the_lock_and_not_of_the_connection(postgres_url, tmp_path) -> None:
    """A collection keeps its connections for hours; a page is stored in a second."""
    ledger, other = Ledger(postgres_url), Ledger(postgres_url)
    ledger.create()
    utc = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
    clock = text(f"SELECT {utc}, pg_backend_pid()")
    with ledger.engine.connect() as connection:
        opened, session = connection.execute(clock).one()
        now = opened
        while now == opened:
            now = connection.scalar(clock)
    with sole_writer(ledger, tmp_path, "collect"):
        with other.engine.connect() as connection:
            query = text("SELECT locktype FROM pg_locks WHERE pid = :pid")
            assert "advisory" in connection.execute(query, {"pid": session}).scalars().all()
        with pytest.raises(LedgerError) as caught, sole_writer(other, tmp_path, "draft", wait=0):
            raise AssertionError("entered")
    assert str(caught.value).partition(", since ")[2][: len(now)] >= now
    ledger.close()
    other.close()


@pytest.mark.postgres
def test_a_session_that_the_server_ended_does_not_hide_how_the_work_ended(
    postgres_url, tmp_path
) -> None:
    """Work that is done stays done, an error stays the error it was, and the lock is free."""
    ledger, other = Ledger(postgres_url), Ledger(postgres_url)

    def lose_the_session(error: type[Exception] | None) -> None:
        with sole_writer(ledger, tmp_path, "collect", wait=0, lock="collector"):
            with other.engine.connect() as connection:
                query = (
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                    "AND objid::bigint::bit(32)::int = hashtext(current_schema())"
                )
                assert connection.execute(text(query)).scalars().all() == [True]
            if error is not None:
                raise error

    try:
        lose_the_session(None)
        with pytest.raises(ZeroDivisionError):
            lose_the_session(ZeroDivisionError)
        assert _free(ledger, tmp_path, "collector")
    finally:
        ledger.close()
        other.close()


def _free(ledger: Ledger, home, lock) -> bool:
    try:
        with sole_writer(ledger, home, "draft", wait=0, lock=lock):
            return True
    except LedgerError:
        return False
