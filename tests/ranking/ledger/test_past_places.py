"""Where units stood before: one query, two ways."""

from dataclasses import replace
from pathlib import Path

import pytest

from ranking.ledger.database import Ledger
from ranking.ledger.editions import save_draft
from ranking.ledger.past_places import past_places, quick_past_places
from ranking.model.month_record import PastScore
from tests.builders.ledger import event, stored


def moved(month: str, revision: int, rank: int, state: str = "draft"):
    edition = stored(month, revision=revision, state=state)
    first, *others = edition.rows
    return replace(edition, rows=({**first, "rank": rank}, *others))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """August to October, September with a published revision and a newer draft; another list."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger(url)
    ledger.create()
    with ledger.writing() as connection:
        for edition in (
            moved("2026-07", 1, 4),
            moved("2026-08", 1, 5),
            moved("2026-08", 2, 6),
            moved("2026-09", 1, 7, "published"),
            moved("2026-09", 2, 8),
            moved("2026-10", 1, 9),
            replace(moved("2026-09", 1, 1), list_id="other"),
        ):
            about = {"list_id": edition.list_id, "revision": edition.revision}
            save_draft(connection, edition, event(edition.month, **about))
    ledger.close()
    return url


def ordinary(url: str):
    ledger = Ledger(url)
    with ledger.reading() as connection:
        found = past_places(connection, "main", "2026-10", "2026-08")
    ledger.close()
    return found


def test_of_a_month_its_newest_published_revision_counts_else_its_newest(url) -> None:
    """From the first month asked for until before the month itself, oldest first."""
    august, september = ordinary(url)
    assert [august.month, september.month] == ["2026-08", "2026-09"]
    assert august.boards[0].units["甲区"] == PastScore(6, None)
    assert september.boards[0].units["甲区"] == PastScore(7, None)
    assert (september.boards[0].index, september.boards[0].group) == ("influence", "各区")


def test_a_unit_without_a_rank_has_none(url) -> None:
    """It is not left out: it was on the board."""
    assert ordinary(url)[0].boards[0].units["丙局"] == PastScore(None, None)


def test_both_ways_say_the_same(url) -> None:
    """With SQLAlchemy and without."""
    assert quick_past_places(url, "main", "2026-10", "2026-08") == ordinary(url)


@pytest.mark.parametrize("url", ["postgresql+psycopg://h/db", "sqlite:///missing.db"])
def test_what_is_no_sqlite_file_is_left_to_the_ordinary_way(url) -> None:
    """None is not "nothing was found"."""
    assert quick_past_places(url, "main", "2026-10", "2026-08") is None


def test_the_query_is_good_for_postgresql_too(postgres_url) -> None:
    """The same rows from a real server."""
    ledger = Ledger(postgres_url)
    ledger.create()
    with ledger.writing() as connection:
        save_draft(connection, moved("2026-09", 1, 3), event("2026-09"))
    (only,) = ordinary(postgres_url)
    ledger.close()
    assert only.boards[0].units["甲区"] == PastScore(3, None)
