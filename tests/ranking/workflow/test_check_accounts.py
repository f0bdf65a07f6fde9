"""Silence and gaps of accounts, from what the status of a month knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ranking.model.collection import Fetch
from ranking.model.month import Month
from ranking.workflow.check_accounts import collection_gaps, days_before, silent_accounts
from ranking.workflow.collection_status import AccountCollected, AccountState, Collected
from ranking.workflow.coverage_days import Day, DayState, days_of
from ranking.workflow.status import AccountStatus, MonthStatus
from tests.builders.checked import earlier_frame, month_post, noon
from tests.builders.ledger import fetch, span

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
LATER = date(2026, 12, 1)


def account(
    number: int,
    posted: Collection[int],
    state: DayState = DayState.ANSWERED,
    stands: AccountState = AccountState.OK,
    unasked: Collection[int] = (),
) -> AccountStatus:
    """An account with a post on these days of October, the others in one state."""
    days = [
        replace(one, state=DayState.NOT_ASKED) if one.day.day in unasked else one
        for one in stated(OCTOBER, posted, state)
    ]
    stand = AccountCollected(stands, None, tuple(days), (), ())
    return AccountStatus(f"weibo:{number}", "名", "甲", "各区", len(posted), None, {}, stand)


def stated(
    month: Month, posted: Collection[int], state: DayState = DayState.ANSWERED
) -> Sequence[Day]:
    return [
        Day(day, int(day.day in posted), DayState.ANSWERED if day.day in posted else state)
        for day in days_of(month)
    ]


def collected(month: Month, fetches: Mapping[str, tuple[Fetch, ...]] | None = None) -> Collected:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return Collected(month, now, LATER, fetches or {}, {}, (), (), None)


def status(*accounts: AccountStatus) -> MonthStatus:
    return MonthStatus("2026-10", accounts, None, {}, (), collected(OCTOBER), {})


def silent(*accounts, before=None, today=LATER, limit=14, **more):
    spans = [span(one.account, "甲", **more) for one in accounts]
    found = silent_accounts(status(*accounts), spans, before or {}, today, limit)
    return [(flag.code, flag.account, dict(flag.evidence)) for flag in found]


BUSY = [account(n, range(1, 32, 3)) for n in range(10, 20)]


def dates(found):
    return [(code, one["first"][5:], one["last"][5:], one["unasked"]) for code, _, one in found]


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
    assert [c for c, *_ in silent(account(1, [1, 13, 22]), *BUSY, limit=limit)] == codes


def test_silence_of_the_month_before_counts_on():
    """Its last post was on 20 September."""
    found = silent(account(1, [8, 20, 30]), *BUSY, before={"weibo:1": stated(SEPTEMBER, [20])})
    assert dates(found) == [("no_update", "09-21", "10-07", 0)]


def test_days_of_the_month_before_that_nobody_asked_for_are_no_veto():
    """No file of September has the account, and no source was asked."""
    before = {"weibo:1": stated(SEPTEMBER, [], DayState.NOT_ASKED)}
    found = silent(account(1, range(2, 32, 3)), *BUSY, before=before)
    assert dates(found) == [("no_update_known", "09-01", "10-01", 30)]


def test_a_stretch_in_doubt_hides_no_certain_one():
    """The longer one has a day that nobody asked for; the other is a veto."""
    found = silent(account(1, [1, 17], unasked=[5]), *BUSY)
    assert dates(found) == [
        ("no_update_known", "10-02", "10-16", 1),
        ("no_update", "10-18", "10-31", 0),
    ]


def test_a_veto_stays_where_stretches_in_doubt_are_many():
    """The account is one of the many, and has its own flag besides; it is counted once."""
    doubtful = [account(n, [1, 16], DayState.NOT_ASKED) for n in range(2, 9)]
    found = silent(account(1, [1, 17], unasked=[5]), *doubtful)
    assert [(code, name) for code, name, _ in found] == [
        ("no_update", "weibo:1"),
        ("no_update_many", None),
    ]
    assert (found[1][2]["silent"], found[1][2]["of"]) == (8, 8)


def test_days_between_two_spans_of_the_roster_do_not_count():
    """From the 5th to the 24th nobody had the account."""
    one = account(1, [1, 2, 3, 4, 26, 28, 30])
    spans = [
        span("weibo:1", "甲", valid_to=date(2026, 10, 5)),
        span("weibo:1", "甲", valid_from=date(2026, 10, 25)),
    ]
    assert list(silent_accounts(status(one), spans, {}, LATER, 5)) == []
    none = account(1, [])
    (found,) = silent_accounts(status(none), spans, {}, LATER, 14)
    assert (found.code, dict(found.evidence)) == ("no_posts", {"days": 11})


def test_of_the_month_before_an_answer_of_a_source_and_a_post_are_known():
    """Half of it was answered; of another account a file has a post."""
    half = fetch("weibo:1", asked=((date(2026, 9, 16), date(2026, 9, 30)),))
    spans = [span("weibo:1", "甲"), span("weibo:2", "甲", valid_from=date(2026, 9, 3))]
    posts = earlier_frame([month_post("p", "weibo:2", published_at=noon(20, month=9))])
    found = days_before(collected(SEPTEMBER, {"weibo:1": (half,)}), spans, posts)
    states = {name: [day.state.value for day in days] for name, days in found.items()}
    assert states["weibo:1"] == ["not_asked"] * 15 + ["answered"] * 15
    other = ["outside"] * 2 + ["not_asked"] * 17 + ["answered"] + ["not_asked"] * 10
    assert states["weibo:2"] == other
    assert found["weibo:2"][19].posts == 1


def test_a_month_before_without_any_post_is_not_known():
    """An office that begins is asked about nothing before."""
    assert days_before(collected(SEPTEMBER), [span("weibo:1", "甲")], earlier_frame([])) == {}


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
