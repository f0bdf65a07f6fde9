"""Where accounts stand, what is missing and what sources allow: kept as it was said."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.interface import Reason
from ranking.errors import LedgerError
from ranking.ledger.fetches import (
    add_missing,
    calls_on,
    read_authorisations,
    read_fetches,
    read_missing,
    replace_missing,
    save_authorisations,
    save_calls,
    save_fetches,
)
from ranking.model.collection import Authorisation, Failure, Fetch, Outcome
from tests.builders.ledger import NOW, fetch, lacking

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def october(day: int) -> date:
    return date(2026, 10, day)


@pytest.fixture
def connection(ledger):
    with ledger.writing() as connection:
        yield connection


def test_how_far_an_account_is_comes_back_as_it_was_saved(connection) -> None:
    """Cursor, days, instants and the failure with its numbers; what is not known stays None."""
    new = Fetch("新榜 2", "wechat:gh_1", Outcome.RUNNING)
    save_fetches(connection, [fetch(), new])
    read = read_fetches(connection)
    assert read == {("office", "weibo:1"): fetch(), ("新榜 2", "wechat:gh_1"): new}
    assert read["office", "weibo:1"].outcome is Outcome.WAITING


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_kept(connection, outcome: Outcome) -> None:
    """The database's column is long enough for all."""
    save_fetches(connection, [fetch(outcome=outcome)])
    assert [one.outcome for one in read_fetches(connection).values()] == [outcome]


def test_a_fetch_takes_the_place_of_the_one_before(connection) -> None:
    """Of the same account at the same source only; a failure that is over is forgotten."""
    others = [fetch("weibo:2"), fetch(source="weibo-2")]
    save_fetches(connection, [fetch(), *others])
    done = Fetch("office", "weibo:1", Outcome.COMPLETE, completed_at=NOW)
    save_fetches(connection, [done])
    assert set(map(repr, read_fetches(connection).values())) == set(map(repr, [done, *others]))
    save_fetches(connection, [])
    assert len(read_fetches(connection)) == 3


def test_of_two_states_of_one_fetch_the_last_is_kept(connection) -> None:
    """Several pages may have been waiting to be stored."""
    pages = [fetch(cursor=str(number)) for number in range(3)]
    save_fetches(connection, pages)
    assert list(read_fetches(connection).values()) == [pages[2]]


def test_a_failure_says_the_same_after_it_was_kept(connection) -> None:
    """Numbers stay numbers, so that the template formats them; all else is the text it shows."""
    params = {
        "seconds": 1.25,
        "status": 503,
        "again": True,
        "until": NOW,
        "day": FIRST,
        "file": Path("密钥/a.txt"),
        "names": ["甲", "乙"],
        "nothing": None,
        "wild": float("inf"),
        "cause": ZeroDivisionError("division by zero"),
        "broken": "a\x00b\ud83dc",
    }
    failure = Failure("{seconds:.1f} {status:04d} {until} {file} {names}", params, "Try {day}.")
    save_fetches(connection, [fetch(failure=failure)])
    kept = read_fetches(connection)["office", "weibo:1"].failure
    assert kept is not None
    assert kept.template.format(**kept.params) == failure.template.format(**params)
    assert kept.hint == "Try {day}."
    assert kept.params == {
        "seconds": 1.25,
        "status": 503,
        "again": True,
        "until": "2026-11-03 01:30:00.123456+00:00",
        "day": "2026-10-01",
        "file": str(Path("密钥/a.txt")),
        "names": "['甲', '乙']",
        "nothing": "None",
        "wild": "inf",
        "cause": "division by zero",
        "broken": "a\ufffdb\ufffdc",
    }


def test_what_is_missing_is_read_by_source_account_day_and_arrival(connection) -> None:
    """Capitals before small letters and no day before all days, on either database."""
    ordered = [
        lacking(october(2), "B"),
        lacking(None, "a", account="weibo:1", what="z"),
        lacking(None, "a", account="weibo:1", what="a"),
        lacking(october(3), "a", account="weibo:1"),
        lacking(october(1), "a", account="weibo:2"),
        lacking(october(1), "b"),
    ]
    arrival = [ordered[n] for n in (5, 1, 3, 0, 4, 2)]
    add_missing(connection, arrival)
    assert read_missing(connection, FIRST, LAST) == ordered


def test_what_is_missing_is_read_by_its_day_or_by_the_days_asked_for(connection) -> None:
    """A row of a day counts on that day alone, one of no day on each that was asked for."""
    of_a_day = lacking(october(5))
    of_none = lacking(None, first=october(10), last=october(20))
    add_missing(connection, [of_a_day, of_none])

    def read(first: int, last: int):
        return read_missing(connection, october(first), october(last))

    assert read(1, 31) == [of_none, of_a_day]
    assert read(5, 5) == [of_a_day]
    assert read(6, 9) == read(1, 4) == read(21, 31) == []
    assert read(1, 10) == [of_none, of_a_day]
    assert read(20, 31) == read(12, 13) == [of_none]


def test_a_new_fetch_forgets_what_was_missing_on_its_days_and_on_none(connection) -> None:
    """First and last day included; other days, accounts and sources keep theirs, and so do spans
    of days that were not all asked for again.
    """
    kept = [
        lacking(None, first=date(2025, 1, 1), last=date(2025, 1, 31)),
        lacking(october(9)),
        lacking(october(21)),
        lacking(october(15), account="weibo:2"),
        lacking(None, account="weibo:2"),
        lacking(october(15), "other"),
        lacking(None, "other"),
    ]
    gone = [lacking(october(day)) for day in (10, 15, 20)]
    gone += [lacking(None), lacking(october(11), last=october(19))]
    cut = [lacking(october(5), last=october(12)), lacking(october(18), last=october(23))]
    add_missing(connection, [*gone, *cut, *kept])
    kept += [lacking(october(5), last=october(9)), lacking(october(21), last=october(23))]
    replace_missing(connection, "office", "weibo:1", october(10), october(20))
    left = read_missing(connection, date(2025, 1, 1), LAST)
    assert sorted(map(repr, left)) == sorted(map(repr, kept))


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_can_be_kept(connection, reason: Reason) -> None:
    """As the code it is, also where it comes as the connectors' own name for it."""
    add_missing(connection, [lacking(reason=reason)])
    read = [one.reason for one in read_missing(connection, FIRST, LAST)]
    assert read == [reason.value]
    assert type(read[0]) is str


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(what=st.text(max_size=400), detail=st.text(max_size=400))
def test_words_of_a_platform_are_kept_whatever_is_in_them(ledger, what, detail) -> None:
    """Also NUL and half characters, which no database takes: those alone are replaced."""
    with ledger.writing() as connection:
        add_missing(connection, [lacking(what=what, detail=detail)])
        (read,) = read_missing(connection, FIRST, LAST)
        replace_missing(connection, "office", "weibo:1", FIRST, LAST)
    for said, kept in ((what, read.what), (detail, read.detail)):
        pairs = list(zip(said, kept, strict=True))
        assert all(a == b or b == "\ufffd" for a, b in pairs)
        assert all(a == "\0" or "\ud800" <= a <= "\udfff" for a, b in pairs if a != b)


def test_nothing_missing_is_nothing_added(connection) -> None:
    """An empty list is no error and reads as an empty list."""
    add_missing(connection, [])
    assert read_missing(connection, FIRST, LAST) == []


def test_calls_are_counted_by_source_and_day(connection) -> None:
    """A later number of the same day replaces the one before; other days are other counts."""
    save_calls(connection, "weibo", october(1), 3)
    save_calls(connection, "weibo", october(2), 1)
    save_calls(connection, "新榜", october(2), 0)
    save_calls(connection, "weibo", october(1), 2_000_000_000)
    assert calls_on(connection, october(1)) == {"weibo": 2_000_000_000}
    assert calls_on(connection, october(2)) == {"weibo": 1, "新榜": 0}
    assert calls_on(connection, october(3)) == {}


def test_a_right_to_read_is_kept_until_it_is_learned_anew(connection) -> None:
    """Read by source and account; an end that is not known is None."""
    old = Authorisation("weibo", "weibo:2", NOW + timedelta(days=30), NOW)
    new = replace(old, expires_at=None, learned_at=NOW + timedelta(days=29))
    others = [replace(old, account="weibo:1"), replace(old, source="Wechat")]
    save_authorisations(connection, [old, *others])
    save_authorisations(connection, [new])
    save_authorisations(connection, [])
    assert read_authorisations(connection) == [others[1], others[0], new]


def test_pages_cursor_and_gaps_are_kept_together_or_not_at_all(ledger) -> None:
    """What is wrong with one of them undoes the rest of the transaction."""
    with ledger.writing() as connection:
        save_fetches(connection, [fetch(cursor="before")])
        add_missing(connection, [lacking(october(1))])
        save_calls(connection, "office", FIRST, 7)

    def fail() -> None:
        with ledger.writing() as connection:
            save_fetches(connection, [fetch(cursor="after")])
            save_calls(connection, "office", FIRST, 8)
            replace_missing(connection, "office", "weibo:1", FIRST, LAST)
            add_missing(connection, [lacking(reason=None)])

    with pytest.raises(LedgerError, match="refused"):
        fail()
    with ledger.reading() as connection:
        assert [one.cursor for one in read_fetches(connection).values()] == ["before"]
        assert read_missing(connection, FIRST, LAST) == [lacking(october(1))]
        assert calls_on(connection, FIRST) == {"office": 7}
