"""The short way to an edition says the same as the long one, or nothing."""

from pathlib import Path

import pytest
from sqlalchemy import text

from ranking.ledger.database import Ledger
from ranking.ledger.editions import read_edition, save_draft
from ranking.ledger.quick import newest_edition
from tests.builders.child import run_child
from tests.builders.ledger import event, stored


@pytest.fixture
def url(tmp_path) -> str:
    """A SQLite ledger, in a folder with marks of an URL, with three revisions of two lists."""
    folder = tmp_path / "榜单 100% #1 ?x"
    folder.mkdir()
    ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}")
    ledger.create()
    with ledger.writing() as connection:
        for revision in (2, 10, 1):
            edition = stored(revision=revision, document=f'{{"修订": {revision}}}')
            save_draft(connection, edition, event(revision=revision))
        save_draft(connection, stored(list_id="other"), event(list_id="other"))
    ledger.close()
    return f"sqlite:///{folder / 'ledger.db'}"


def ordinary(url: str, list_id: str = "main"):
    ledger = Ledger(url)
    with ledger.reading() as connection:
        edition = read_edition(connection, list_id, "2026-10")
    ledger.close()
    return edition


def test_both_ways_give_the_same_edition(url) -> None:
    """The newest revision of the list asked for, instant and texts included."""
    for list_id, revision in (("main", 10), ("other", 1)):
        edition = newest_edition(url, list_id, "2026-10")
        assert edition is not None
        assert edition == ordinary(url, list_id)
        assert edition.revision == revision


def test_a_change_that_is_still_in_the_log_is_seen(url) -> None:
    """A writer that was killed after its commit leaves it in the write-ahead log."""
    code = """
from ranking.ledger.database import Ledger
from ranking.ledger.editions import save_draft
from tests.builders.ledger import event, stored
with Ledger(sys.argv[1]).writing() as connection:
    save_draft(connection, stored(revision=11, document="late"), event(revision=11))
die()
"""
    assert run_child(code, url).returncode == -9
    edition = newest_edition(url, "main", "2026-10")
    assert edition is not None
    assert edition.document == "late"


def test_what_is_unusual_is_left_to_the_ordinary_way(url, tmp_path) -> None:
    """No such edition, another schema, no ledger, another database: None, and nothing is made."""
    assert newest_edition(url, "main", "2026-11") is None
    assert newest_edition(url, "none", "2026-10") is None
    assert newest_edition(f"sqlite:///{tmp_path / 'missing.db'}", "main", "2026-10") is None
    assert not (tmp_path / "missing.db").exists()
    assert newest_edition("postgresql+psycopg://h/db", "main", "2026-10") is None
    ledger = Ledger(url)
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    ledger.close()
    assert newest_edition(url, "main", "2026-10") is None


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_a_damaged_file_is_left_to_the_ordinary_way(tmp_path: Path, content: bytes) -> None:
    """Which explains it; the file is not touched."""
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    assert newest_edition(f"sqlite:///{path}", "main", "2026-10") is None
    assert path.read_bytes() == content
