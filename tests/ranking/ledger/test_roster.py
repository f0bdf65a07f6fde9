"""Roster and channels come out of the ledger as they went in."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ranking.ledger.roster import (
    read_channels,
    read_roster,
    remove_channels,
    replace_roster,
    save_channels,
)
from ranking.ledger.tables import units
from ranking.model.roster import Channel
from tests.builders.ledger import span


@pytest.fixture
def connection(ledger):
    with ledger.writing() as connection:
        yield connection


def test_a_roster_is_read_as_it_was_saved(connection, spans) -> None:
    """Names, aliases, days and places come back, ordered by unit, account and start."""
    replace_roster(connection, spans)
    assert read_roster(connection) == [spans[0], spans[2], spans[1], spans[3]]


text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200)
days = st.one_of(st.none(), st.dates())


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_text_and_any_day_survives(ledger, data) -> None:
    """Hostile names and extreme days are stored as they are, on either database."""
    one = span(
        unit=data.draw(text),
        name=data.draw(text),
        group=data.draw(text),
        aliases=tuple(data.draw(st.lists(text, max_size=3))),
        valid_from=data.draw(days),
        valid_to=data.draw(days),
    )
    with ledger.writing() as connection:
        replace_roster(connection, [one])
        assert read_roster(connection) == [one]


def test_units_keep_the_order_of_their_first_appearance(connection) -> None:
    """A unit keeps its place whatever the order of later rosters; new ones follow."""
    replace_roster(connection, [span("weibo:2", "乙区"), span("weibo:1", "甲区")])
    replace_roster(connection, [span("weibo:1", "甲区")])
    replace_roster(
        connection, [span("weibo:3", "丙局"), span("weibo:1", "甲区"), span("weibo:2", "乙区")]
    )
    assert [one.unit for one in read_roster(connection)] == ["乙区", "甲区", "丙局"]
    positions = connection.execute(select(units.c.position)).scalars()
    assert len(set(positions)) == 3


def test_a_unit_may_change_its_group(connection) -> None:
    """The newest roster decides, for all accounts of the unit."""
    replace_roster(connection, [span()])
    replace_roster(connection, [span(group="郊区"), span("wechat:gh", group="郊区")])
    assert {one.group for one in read_roster(connection)} == {"郊区"}


def test_an_empty_roster_replaces_the_one_before(connection, spans) -> None:
    """Nothing is left, and a later roster can be saved."""
    replace_roster(connection, spans)
    replace_roster(connection, [])
    assert read_roster(connection) == []
    replace_roster(connection, spans)
    assert len(read_roster(connection)) == len(spans)


CHANNEL = Channel("client:人民日报", "人民日报", "client", ("人民网", "x,y"), 0.1 + 0.2, "渠道.csv")


def test_channels_are_replaced_by_id(connection) -> None:
    """A known id takes the new description, others stay; null weight stays null."""
    other = replace(CHANNEL, channel_id="website:w1", aliases=(), weight=None)
    save_channels(connection, [CHANNEL, other])
    renamed = replace(
        CHANNEL, name="人民日报客户端", weight=2.0, tier="central", merged=("website:人民网", "w2")
    )
    save_channels(connection, [renamed])
    save_channels(connection, [])
    assert read_channels(connection) == [renamed, other]


def test_channels_are_removed_by_id(connection) -> None:
    """Ids that nobody has are passed over; nothing named is nothing removed."""
    other = replace(CHANNEL, channel_id="website:w1")
    save_channels(connection, [CHANNEL, other])
    remove_channels(connection, [])
    remove_channels(connection, ["website:w1", "nobody's"])
    assert read_channels(connection) == [CHANNEL]


def test_a_leap_day_is_a_day(connection) -> None:
    """Days are days, not instants: no zone moves them."""
    one = span(valid_from=date(2024, 2, 29), valid_to=date(2024, 3, 1))
    replace_roster(connection, [one])
    assert read_roster(connection) == [one]
