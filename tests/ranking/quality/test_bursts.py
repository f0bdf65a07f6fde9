"""Days and hours that have most of a month."""

import polars as pl

from ranking.quality.bursts import bursts
from tests.builders.checked import earlier_frame, month_frame, month_post, noon


def month(*, month=10, mark="", special=0, hour=12, posts=20):
    rows = [
        month_post(f"{mark}{n}", reads=1_000, published_at=noon(n + 1, 9, month=month))
        for n in range(posts)
    ]
    if special:
        rows.append(month_post(f"{mark}x", reads=special, published_at=noon(25, hour, month=month)))
    return rows


BEFORE = pl.concat([earlier_frame(month(month=m, mark=f"m{m}-"), f"2026-{m:02}") for m in (8, 9)])


def codes(rows, earlier=BEFORE):
    return [flag.code for flag in bursts(month_frame(rows), earlier)]


def test_a_month_spread_over_its_days_is_no_burst():
    """Twenty posts alike."""
    assert codes(month()) == []


def test_one_post_with_most_of_the_month_is_a_burst_with_its_hour_and_post():
    """The hour has all of the day, so it alone is shown."""
    (one,) = bursts(month_frame(month(special=60_000, hour=3)), BEFORE)
    assert one.code == "burst_hour"
    assert one.evidence["when"] == "2026-10-25 03:00"
    assert one.evidence["share"] == 0.75
    assert (one.evidence["habit"], one.evidence["months"]) == (0.05, 2)
    assert one.post
    assert one.post.post_id == "x"


def test_a_day_of_several_posts_is_a_burst_of_the_day():
    """Spread over hours, none of which has most of it."""
    rows = month()
    rows += [month_post(f"d{h}", reads=9_000, published_at=noon(25, h)) for h in range(6, 13)]
    assert codes(rows) == ["burst_day"]


def test_a_habit_of_bursts_is_no_finding():
    """An account with one great post every month."""
    earlier = [
        earlier_frame(month(month=m, mark=f"m{m}-", special=50_000), f"2026-{m:02}") for m in (8, 9)
    ]
    assert codes(month(special=60_000), pl.concat(earlier)) == []


def test_one_earlier_month_is_no_habit():
    """Nor are none."""
    assert codes(month(special=60_000), BEFORE.filter(pl.col("month") == "2026-09")) == []


def test_few_posts_and_few_reads_are_no_burst():
    """One of nine posts always has most of the month."""
    assert codes(month(special=60_000, posts=8)) == []
    small = month(special=60_000)
    for row in small:
        row["reads"] //= 100
    assert codes(small) == []


def test_where_sources_have_dates_alone_there_is_no_hour():
    """They show 00:00, which is none."""
    rows = month(special=60_000)
    for row in rows:
        row["published_at"] = noon(row["day"].day, 0)
    assert codes(rows) == ["burst_day"]
