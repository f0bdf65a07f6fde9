"""Decisions on reprints: all are kept, the last of a pair holds."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from ranking.ledger.reprint_decisions import add_decisions, read_decisions
from ranking.ledger.tables.reprints import reprint_decisions
from ranking.model.reprint_matching import Decision
from tests.builders.ledger import NOW

FIRST = Decision("2026-10", "a1", "weibo:1", True, "=HYPERLINK(1)\x1b[31m", "张三", "zhang", NOW)


def add(ledger, *made: Decision) -> None:
    with ledger.writing() as connection:
        add_decisions(connection, made)


def read(ledger) -> list[Decision]:
    with ledger.reading() as connection:
        return read_decisions(connection)


def test_what_was_decided_is_read_as_it_was(ledger) -> None:
    """Hostile reasons to the letter; nothing is added where nothing was decided."""
    add(ledger)
    assert read(ledger) == []
    other = replace(FIRST, article_id="a2", accepted=False, reason=None)
    add(ledger, FIRST, other)
    assert read(ledger) == [FIRST, other]


def test_the_last_decision_of_a_pair_holds(ledger) -> None:
    """By the order of making, not by the clock; the earlier ones stay on record."""
    earlier = replace(FIRST, accepted=False, at=NOW - timedelta(days=1))
    other = replace(FIRST, post_id="weibo:2", month="2026-09")
    add(ledger, FIRST, other)
    add(ledger, earlier)
    assert read(ledger) == [other, earlier]
    with ledger.reading() as connection:
        count = connection.execute(select(func.count()).select_from(reprint_decisions))
        assert count.scalar() == 3
