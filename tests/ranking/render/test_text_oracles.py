"""The opening sentences against the figures that Shanghai's office printed itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ranking.i18n import Translator
from ranking.model.edition import PlatformStatistics, Statistics
from ranking.render.rounding import fixed
from ranking.render.text import text_view
from tests.builders.oracles import Row, needs_oracles, published_rows
from tests.builders.publications import make_publication, shipped_publishing

pytestmark = needs_oracles
ROWS = published_rows("shanghai_monthly_totals.csv", "month")


def statistics(row: Row) -> Statistics:
    """Return the month as it was printed; originals by platform where their rate is printed."""
    if row["wechat_posts"] is None:
        posts, originals = row["total_posts"], row["original_posts"]
        return Statistics({"all": PlatformStatistics(posts, originals, posts)}, {}, None)
    rate = row["printed_wechat_original_rate_pct"] or row["pooled_original_rate_pct"]
    own = round(row["wechat_posts"] * rate / 100)
    other = row["original_posts"] - own
    platforms = {
        "wechat": PlatformStatistics(row["wechat_posts"], own, row["wechat_posts"]),
        "weibo": PlatformStatistics(row["weibo_posts"], other, row["weibo_posts"]),
    }
    return Statistics(platforms, {}, None)


def opening(row: Row) -> str:
    """Return the opening section of a month with these statistics."""
    ordinary = make_publication(first=True)
    edition = replace(ordinary.edition, month=row["month"], statistics=statistics(row))
    text = text_view(
        replace(ordinary, edition=edition), shipped_publishing().text, Translator("zh")
    )
    return "".join(s.text for paragraph in text[0].paragraphs for s in paragraph)


@pytest.mark.parametrize("row", ROWS)
def test_the_opening_prints_the_published_figures(row: Row) -> None:
    said = opening(row)
    assert f"共发布稿件{fixed(row['total_posts'], 0)}篇" in said
    assert f"原创稿件{fixed(row['original_posts'], 0)}篇" in said
    if row["wechat_posts"] is not None:
        split = f"微信稿件{row['wechat_posts']:,}篇、微博稿件{row['weibo_posts']:,}篇"
        assert split in said
    if row["printed_wechat_original_rate_pct"] is not None:
        own, other = (row[f"printed_{name}_original_rate_pct"] for name in ("wechat", "weibo"))
        assert f"其中微信{fixed(own, 1)}%、微博{fixed(other, 1)}%" in said


@pytest.mark.parametrize("row", ROWS)
def test_the_original_rate_is_the_pooled_one(row: Row) -> None:
    said = opening(row)
    assert f"原创率{fixed(row['pooled_original_rate_pct'], 1)}%" in said
    printed = row["printed_original_rate_pct"]
    if row["month"] == "2019-05":
        # The office printed 57 %, which neither the pooled rate (60.6 %) nor the plain mean of its
        # two platforms (55.65 %) gives. Ours is the pooled one, and does not follow the misprint.
        assert printed == 57
        assert "原创率60.6%" in said
        assert "57.0%" not in said
    elif printed is not None:
        assert f"原创率{fixed(printed, 1)}%" in said
