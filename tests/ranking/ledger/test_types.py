"""An instant is the same instant on every database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from ranking.ledger.types import Instant

DIALECTS = (sqlite.dialect(), postgresql.dialect())
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(
    st.datetimes(
        datetime(2000, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
        datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=offsets,
    ),
    st.sampled_from(DIALECTS),
)
def test_an_instant_comes_back_equal_and_in_utc(instant, dialect) -> None:
    """Whatever zone it was given in; null stays null."""
    kind = Instant()
    bound = kind.process_bind_param(instant, dialect)
    read = kind.process_result_value(bound, dialect)
    assert read == instant
    assert read is not None
    assert read.tzinfo is UTC
    assert kind.process_bind_param(None, dialect) is None
    assert kind.process_result_value(None, dialect) is None


def test_stored_instants_sort_by_time_and_keep_microseconds(ledger) -> None:
    """Zones do not disturb the order of the database."""
    table = Table("moments", MetaData(), Column("id", Integer, primary_key=True))
    table.append_column(Column("at", Instant))
    start = datetime(2026, 10, 31, 16, 0, 0, 1, tzinfo=UTC)
    zones = [timezone(timedelta(hours=h)) for h in (8, -5, 0)]
    instants = [(start + timedelta(seconds=n)).astimezone(z) for n, z in enumerate(zones)]
    with ledger.writing() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"at": at} for at in reversed(instants)])
        read = connection.execute(select(table.c.at).order_by(table.c.at)).scalars().all()
    assert read == instants
    assert {at.tzinfo for at in read} == {UTC}


def test_a_time_without_a_zone_is_refused(ledger) -> None:
    """It would mean another instant on another machine."""
    table = Table("moments", MetaData(), Column("at", Instant))
    naive = datetime(2026, 10, 31)  # noqa: DTZ001 - the very thing that is refused
    with ledger.writing() as connection:
        table.create(connection)
        with pytest.raises(StatementError, match="needs a time zone"):
            connection.execute(insert(table), {"at": naive})
