"""The original rates of Shanghai's own monthly texts: which mean is printed."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.features.statistics import statistics
from ranking.model.edition import Statistics
from ranking.model.vocabulary import POST_MEASURES
from ranking.render.month_figures import pooled_rate
from tests.builders.oracles import Row, needs_oracles, oracle, published_rows

pytestmark = needs_oracles
FILE = "shanghai_monthly_totals.csv"
ROWS = published_rows(FILE, "month")
WITH_RATE = [row for row in ROWS if row.values[0]["printed_original_rate_pct"] is not None]
NO_RULE = "2019-05"


def figures(row: Row) -> Statistics:
    """Return the product's statistics of a month with the printed totals.

    Where the split by platform is not printed, all posts are on one; pooling must not mind.
    """
    wechat = row["wechat_posts"] or 0
    rate = row["printed_wechat_original_rate_pct"] or 0
    wechat_originals = round(wechat * rate / 100)
    weibo = row["total_posts"] - wechat
    weibo_originals = row["original_posts"] - wechat_originals
    posts = pl.DataFrame(
        {
            "platform": ["wechat"] * wechat + ["weibo"] * weibo,
            "original": [n < wechat_originals for n in range(wechat)]
            + [n < weibo_originals for n in range(weibo)],
        }
    ).with_columns(pl.lit(None, pl.Int64).alias(measure) for measure in POST_MEASURES)
    return statistics(posts, None)


def rate(row: Row) -> float:
    found = pooled_rate(figures(row))
    assert found is not None
    return float(found * 100)


@pytest.mark.parametrize("row", ROWS)
def test_platforms_add_up_to_the_total(row: Row) -> None:
    """WeChat plus Weibo is the printed total, where both are printed."""
    split = row["wechat_posts"], row["weibo_posts"]
    assert None in split or sum(split) == row["total_posts"]


@pytest.mark.parametrize("row", ROWS)
def test_our_rate_is_the_pooled_one(row: Row) -> None:
    """Originals ÷ posts over both platforms, whatever the split."""
    assert rate(row) == pytest.approx(row["pooled_original_rate_pct"], abs=0.005)


@pytest.mark.parametrize("row", WITH_RATE)
def test_printed_rates_are_pooled_rates_but_for_one_month(row: Row) -> None:
    """The rate of May 2019 is neither the pooled rate nor the mean of the platforms' rates."""
    printed = row["printed_original_rate_pct"]
    candidates = [rate(row)]
    own = row["printed_wechat_original_rate_pct"], row["printed_weibo_original_rate_pct"]
    if None not in own:
        candidates.append(sum(own) / 2)
    if row["month"] == NO_RULE:
        assert len(candidates) == 2
        assert min(abs(candidate - printed) for candidate in candidates) > 1
    else:
        assert candidates[0] == pytest.approx(printed, abs=0.05)


def test_platform_rates_of_the_odd_month_agree_with_its_originals() -> None:
    """So it is the printed mean that no rule gives; the counts are sound."""
    row = oracle(FILE).filter(pl.col("month") == NO_RULE).row(0, named=True)
    for name, platform in figures(row).platforms.items():
        shown = 100 * platform.originals / platform.posts
        assert shown == pytest.approx(row[f"printed_{name}_original_rate_pct"], abs=0.05)
