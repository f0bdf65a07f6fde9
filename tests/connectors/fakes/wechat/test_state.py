"""How an article's counts grow."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors.fakes.wechat import Article

DAY = date(2026, 11, 1)


@given(total=st.integers(0, 10**7), settles=st.integers(0, 29))
def test_counts_never_fall(total: int, settles: int):
    """Counts are zero before publication, never fall, and end at their total in time."""
    article = Article(DAY, 1, 1, "通告", {"read_user": total}, settles)
    counts = [article.counts(DAY + timedelta(days=n))["read_user"] for n in range(-1, 30)]
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert counts[settles + 1] == total
