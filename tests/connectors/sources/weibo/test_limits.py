"""Until when nothing may be called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connectors.http.secrets import Secret
from connectors.sources.weibo import Token
from connectors.sources.weibo.limits import Stops, next_day, next_hour

NOW = datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)


def test_days_end_in_beijing_and_hours_at_the_full_hour():
    """A second before midnight in Beijing both end one second later."""
    assert next_day(NOW) == next_hour(NOW) == NOW + timedelta(seconds=1)
    assert next_day(NOW + timedelta(seconds=1)) == NOW + timedelta(days=1, seconds=1)


def test_a_stop_ends_at_its_instant():
    """Before the instant a name is stopped, from then on it is free."""
    stops = Stops()
    stops.add("account", NOW)
    assert stops.until("account", NOW - timedelta(seconds=1)) == NOW
    assert stops.until("account", NOW) is None
    assert stops.until("another", NOW - timedelta(seconds=1)) is None


def test_an_earlier_end_never_replaces_a_later_one():
    """Two threads that meet the limit in different hours agree on the later."""
    stops = Stops()
    stops.add("account", NOW)
    stops.add("account", NOW - timedelta(hours=1))
    assert stops.until("account", NOW - timedelta(hours=2)) == NOW


@pytest.mark.parametrize(
    ("left", "days", "warned"),
    [(timedelta(days=8), 7, False), (timedelta(days=7), 7, True), (timedelta(), 0, True)],
)
def test_a_token_warns_days_ahead(left, days, warned):
    """A token within the days before its end is said to expire."""
    token = Token("1", Secret("x"), NOW + left)
    assert token.expires_within(days, NOW) is warned


def test_a_token_without_a_known_end_never_warns():
    """Nothing is guessed."""
    assert not Token("1", Secret("x")).expires_within(7, NOW)
