"""What is asked for and not there is named, with its reason, and costs no call in vain."""

from __future__ import annotations

from datetime import date, datetime

from connectors.interface import Gap, KnownPost, Reason
from tests.builders.wechat import BEIJING, DAY, TODAY, Office, cursor, posts, query

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def _reasons(pages) -> list[tuple[Reason, date | None]]:
    return [(gap.reason, gap.day) for page in pages for gap in page.gaps]


def _known(*days: date) -> list[KnownPost]:
    return [
        KnownPost(
            f"{2247000000 + (day - date(2025, 1, 1)).days}_1",
            datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING),
        )
        for day in days
    ]


def test_too_early(office: Office):
    """Today and, before 08:00, yesterday are gaps that cost no call; the other days are read."""
    office.month()
    office.clock.now = datetime(2026, 11, 22, 7, 59, tzinfo=BEIJING)
    pages = list(office.source().fetch(query(TODAY - 2 * DAY, TODAY)))
    assert _reasons(pages) == [(Reason.NOT_READY, TODAY - DAY), (Reason.NOT_READY, TODAY)]
    assert len(posts(pages)) == 2
    assert office.calls() == 1


def test_before_the_first_day(office: Office):
    """Days before 2025-11-01 are a gap and no call."""
    office.publish(date(2025, 11, 1))
    pages = list(office.source().fetch(query(date(2025, 10, 1), date(2025, 11, 1))))
    assert _reasons(pages) == [(Reason.NOT_ANSWERED, None)]
    assert len(posts(pages)) == 2
    assert office.calls() == 1


def test_wechat_is_late(office: Office):
    """A day that WeChat refuses as not ready (61503) is a gap, and the walk goes on."""
    office.month()
    office.state.codes.extend([0, 0, 61503])
    pages = list(office.source().fetch(query(TODAY - 3 * DAY, TODAY - DAY)))
    assert _reasons(pages) == [(Reason.NOT_READY, TODAY - 2 * DAY)]
    assert len(posts(pages)) == 4


def test_delayed_day(office: Office):
    """A day with is_delay gives its rows and a gap, and is not final however old."""
    office.month()
    office.account.delayed.add(date(2026, 10, 5))
    pages = list(office.source().fetch(query(*OCTOBER)))
    assert _reasons(pages) == [(Reason.NOT_READY, date(2026, 10, 5))]
    assert len(posts(pages)) == 62
    assert cursor(pages) == "2026-10-01/2026-10-04"


def test_unverified_account(office: Office):
    """An account without the permission is one gap: one call, and none in a second fetch."""
    office.month()
    office.account.verified = False
    source = office.source()
    for _ in range(2):
        (page,) = source.fetch(query(*OCTOBER))
        assert _reasons([page]) == [(Reason.NOT_PERMITTED, None)]
        assert page.cursor is None
    assert office.calls() == 1


def test_old_days_refused(office: Office):
    """Where WeChat refuses days older than 30, they are gaps once and never asked for again."""
    office.month()
    office.state.doubts.old_days = "error"
    pages = list(office.source().fetch(query(*OCTOBER)))
    assert {reason for reason, _ in _reasons(pages)} == {Reason.NOT_ANSWERED}
    assert len(posts(pages)) == 2 * 9
    list(office.source().fetch(query(*OCTOBER, cursor=cursor(pages))))
    assert office.calls() == 31 + 8


def test_empty_answers_for_an_account_with_posts(office: Office):
    """An account with known posts and only empty answers is suspect, and nothing is final."""
    pages = list(office.source().fetch(query(*OCTOBER, known=_known(date(2026, 10, 5)))))
    assert _reasons(pages) == [
        (Reason.NOT_ANSWERED, date(2026, 10, 5)),
        (Reason.SUSPECT, None),
    ]
    assert cursor(pages) is None


def test_empty_answers_for_a_silent_account(office: Office):
    """An account that published nothing, as far as is known, is complete and final."""
    pages = list(office.source().fetch(query(*OCTOBER)))
    assert _reasons(pages) == []
    assert cursor(pages) == "2026-10-01/2026-10-23"


def test_withdrawn_post(office: Office):
    """A known post that a sound answer leaves out is a gap with its id; the cursor moves on."""
    office.month()
    known = _known(date(2026, 10, 5), date(2026, 10, 6))
    office.account.articles[8].deleted = True
    pages = list(office.source().fetch(query(*OCTOBER, known=known)))
    (gap,) = (gap for page in pages for gap in page.gaps)
    assert gap == Gap(
        "known posts",
        Reason.NOT_ANSWERED,
        date(2026, 10, 5),
        f"perhaps withdrawn: {known[0].native_id}",
    )
    assert cursor(pages) == "2026-10-01/2026-10-23"
