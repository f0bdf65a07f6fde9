"""Silence and gaps of accounts, from what the status of a month knows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

import pytest

from ranking.model.month import Month
from ranking.workflow.check_accounts import collection_gaps, silent_accounts
from ranking.workflow.collection_status import AccountCollected, AccountState, Collected
from ranking.workflow.coverage_days import Day, DayState, days_of
from ranking.workflow.status import AccountStatus, MonthStatus
from tests.builders.ledger import span

OCTOBER = Month(2026, 10)
LATER = date(2026, 12, 1)


def account(
    number: int,
    posted: Collection[int],
    state: DayState = DayState.ANSWERED,
    stands: AccountState = AccountState.OK,
) -> AccountStatus:
    """An account with a post on these days of October, the others in one state."""
    days = tuple(
        Day(day, int(day.day in posted), DayState.ANSWERED if day.day in posted else state)
        for day in days_of(OCTOBER)
    )
    stand = AccountCollected(stands, None, days, (), ())
    return AccountStatus(f"weibo:{number}", "名", "甲", "各区", len(posted), None, {}, stand)


def status(*accounts: AccountStatus) -> MonthStatus:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    collected = Collected(OCTOBER, now, LATER, {}, {}, (), (), None)
    return MonthStatus("2026-10", accounts, None, {}, (), collected, {})


def silent(*accounts, before=None, today=LATER, limit=14, **more):
    spans = [span(one.account, "甲", **more) for one in accounts]
    found = silent_accounts(status(*accounts), spans, before or {}, today, limit)
    return [(flag.code, flag.account, dict(flag.evidence)) for flag in found]


BUSY = [account(n, range(1, 32, 3)) for n in range(10, 20)]


def test_an_account_that_answered_and_had_nothing_is_serious():
    """The veto: fourteen days, each of them answered by a source."""
    ((code, name, evidence),) = silent(account(1, [1, 16, 20, 30]), *BUSY)
    assert (code, name) == ("no_update", "weibo:1")
    assert evidence | {"unasked": 0} == evidence
    assert (evidence["days"], evidence["first"], evidence["last"]) == (
        14,
        "2026-10-02",
        "2026-10-15",
    )


def test_where_no_source_answered_it_is_not_said_that_the_account_was_silent():
    """It is only known that no file has a post."""
    ((code, _, evidence),) = silent(account(1, [1, 16, 20, 30], DayState.NOT_ASKED), *BUSY)
    assert (code, evidence["unasked"]) == ("no_update_known", 14)


@pytest.mark.parametrize(("limit", "codes"), [(14, []), (10, ["no_update"])])
def test_stricter_places_allow_ten_days(limit, codes):
    """Eleven days without a post."""
    assert [c for c, *_ in silent(account(1, [1, 13, 24]), *BUSY, limit=limit)] == codes


def test_silence_of_the_month_before_counts_on():
    """Its last post was on 20 September."""
    before = {"weibo:1": [date(2026, 9, 20)], "weibo:10": [date(2026, 9, 30)]}
    before |= {one.account: [date(2026, 9, n) for n in range(1, 31)] for one in BUSY}
    found = silent(account(1, [8, 20, 30]), *BUSY, before=before)
    assert [(c, e["days"], e["first"]) for c, _, e in found] == [("no_update", 17, "2026-09-21")]


def test_an_account_is_not_blamed_for_days_before_it_was_in_the_roster():
    """Ten days of it, without a post: a question of coverage."""
    since = date(2026, 10, 22)
    ((code, _, evidence),) = silent(account(1, []), valid_from=since)
    assert (code, evidence) == ("no_posts", {"days": 10})


def test_days_that_are_not_over_do_not_count():
    """On 12 October nobody has been silent for a fortnight."""
    assert silent(account(1, [1]), *BUSY, today=date(2026, 10, 12)) == []


def test_many_silent_accounts_without_an_answer_are_one_flag():
    """Rather a gap of the files; the certain ones stay as they are."""
    doubtful = [account(n, [1], DayState.NOT_ASKED) for n in range(2, 9)]
    found = silent(account(1, [1]), *doubtful)
    assert [code for code, *_ in found] == ["no_update", "no_update_many"]
    assert (found[1][2]["silent"], found[1][2]["of"]) == (7, 8)
    assert str(found[1][2]["account_ids"]).split()[0] == "weibo:2"


def test_accounts_that_came_after_the_month_was_frozen_are_left_out():
    """The snapshot's roster does not have them."""
    assert list(silent_accounts(status(account(1, [])), [], {}, LATER, 14)) == []


def test_failed_fetches_and_missing_days_are_flagged():
    """A fetch that is complete and lacks no day is not."""
    failed = account(1, [1], DayState.MISSING, AccountState.FAILED)
    stale = account(2, range(1, 32), stands=AccountState.STALE)
    found = list(collection_gaps(status(failed, stale, *BUSY)))
    evidence = [(flag.account, dict(flag.evidence)) for flag in found]
    assert evidence == [
        ("weibo:1", {"state": "failed", "missing": 30}),
        ("weibo:2", {"state": "stale", "missing": 0}),
    ]
