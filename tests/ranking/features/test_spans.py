"""Who owned which account on which days of the month."""

from __future__ import annotations

from datetime import date

import polars as pl

from ranking.features.spans import month_spans
from ranking.lists import Merger
from ranking.schemas import ROSTER
from tests.builders.month import OCTOBER, account, day

FIRST, NEXT = date(2026, 10, 1), date(2026, 11, 1)


def spans(rows: list[dict[str, object]], *mergers: dict[str, object]) -> list[tuple[object, ...]]:
    found = month_spans(
        pl.DataFrame(rows, schema=ROSTER), [Merger.model_validate(m) for m in mergers], OCTOBER
    )
    return found.select("account", "unit", "group", "first_day", "end_day").rows()


def test_a_span_is_cut_to_the_month() -> None:
    """An open span covers the whole month, bounds outside it do not show."""
    rows = [account("weibo:a", "甲"), account("weibo:b", "乙", valid_from=day(1, 9))]
    assert spans(rows) == [
        ("weibo:a", "甲", "各区", FIRST, NEXT),
        ("weibo:b", "乙", "各区", FIRST, NEXT),
    ]


def test_a_span_that_does_not_touch_the_month_is_left_out() -> None:
    """``valid_to`` is exclusive: a span that ends on the 1st has no day in the month."""
    rows = [account("weibo:a", "甲", valid_to=FIRST), account("weibo:b", "乙", valid_from=NEXT)]
    assert spans(rows) == []


def test_a_merger_splits_a_span_on_its_day() -> None:
    """Before the day the account is the old unit's, from it on the new one's, in its group."""
    rows = [account("weibo:a", "甲"), account("weibo:b", "乙", "局")]
    merger = {"from": "甲", "into": "乙", "since": day(10)}
    assert spans(rows, merger) == [
        ("weibo:a", "甲", "各区", FIRST, day(10)),
        ("weibo:a", "乙", "局", day(10), NEXT),
        ("weibo:b", "乙", "局", FIRST, NEXT),
    ]


def test_an_older_merger_holds_for_the_whole_month_and_a_later_one_not_yet() -> None:
    """A merger of an earlier month moves all days, one of a later month none."""
    rows = [account("weibo:a", "甲"), account("weibo:b", "丙")]
    early = {"from": "甲", "into": "新局", "since": day(1, 5)}
    late = {"from": "丙", "into": "新局", "since": NEXT}
    assert spans(rows, early, late) == [
        ("weibo:a", "新局", "各区", FIRST, NEXT),
        ("weibo:b", "丙", "各区", FIRST, NEXT),
    ]


def test_mergers_chain_in_the_order_of_their_days() -> None:
    """甲 goes into 乙, and 乙 later into 丙: in the end all is 丙's, whatever the file's order."""
    rows = [account("weibo:a", "甲")]
    first = {"from": "甲", "into": "乙", "since": day(1, 5)}
    second = {"from": "乙", "into": "丙", "since": day(1, 6)}
    assert spans(rows, second, first) == [("weibo:a", "丙", "各区", FIRST, NEXT)]


def test_the_group_of_a_unit_is_that_of_its_newest_entry() -> None:
    """A unit that changed its group in the month is in one group only."""
    rows = [
        account("weibo:a", "甲", "旧组", valid_to=day(9)),
        account("weibo:a", "甲", "新组", valid_from=day(9)),
    ]
    assert {row[2] for row in spans(rows)} == {"新组"}
