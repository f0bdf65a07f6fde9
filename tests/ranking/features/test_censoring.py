"""What 10万+ counts as, before any sum or maximum."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.features.censoring import as_counted
from ranking.methods.month import Censoring
from tests.builders.month import Office, account, channel, post, reprint
from tests.builders.public import wci_like

WECHAT = account("wechat:a", "甲区")


def rule(counts_as: int, exact_too: bool) -> Censoring:
    return Censoring(counts_as=counts_as, exact_too=exact_too, reason="test")


@pytest.mark.parametrize(
    ("count", "censored", "exact_too", "expected"),
    [
        (100_000, True, False, 100_001),
        (100_001, True, False, 100_001),
        (100_000, False, True, 100_000),
        (350_000, False, False, 350_000),
        (350_000, False, True, 100_001),
        (1_000_000, True, False, 1_000_000),
        (1_000_000, True, True, 100_001),
        (10_000, True, True, 10_000),
        (99_999, False, True, 99_999),
        (None, True, True, None),
    ],
)
def test_one_count(
    count: int | None, censored: bool, exact_too: bool, expected: int | None
) -> None:
    """10万+ becomes what it counts as; exact counts only if asked for; other bounds stay."""
    facts = pl.LazyFrame(
        {"reads": [count], "likes": [count], "censored": [["reads"] if censored else []]},
        schema_overrides={"reads": pl.Int64, "likes": pl.Int64, "censored": pl.List(pl.String)},
    )
    counted = as_counted(facts, ["reads"], rule(100_001, exact_too)).collect()
    assert counted["reads"].to_list() == [expected]
    assert counted["likes"].to_list() == [count]


def test_without_a_rule_counts_stay_as_stored() -> None:
    """A method that says nothing takes the lower bound."""
    facts = pl.LazyFrame({"reads": [100_000], "censored": [["reads"]]})
    assert as_counted(facts, ["reads"], None) is facts


def test_a_row_without_marks_is_exact() -> None:
    """Null in place of an empty list of marks is no mark."""
    facts = pl.LazyFrame(
        {"reads": [100_000], "censored": [None]}, schema_overrides={"censored": pl.List(pl.String)}
    )
    counted = as_counted(facts, ["reads"], rule(100_001, exact_too=False)).collect()
    assert counted["reads"].to_list() == [100_000]


def test_features_rest_on_counts_as_the_method_has_them_and_all_else_on_what_was_seen() -> None:
    """Sums and maxima of own posts and reprints; top posts and the month's totals stay."""
    posts = [
        post("p", "wechat:a", position=1, reads=100_000, censored=["reads"]),
        post("q", "wechat:a", position=2, reads=400_000),
    ]
    again = [reprint("r", "p", "app", reads=100_000, censored=["reads"])]
    office = Office([WECHAT], posts, again, [channel("app", "client")])
    features = office.features(method=wci_like())
    row = features.units.row(0, named=True)
    assert row["wechat_reads"] == 200_002
    assert row["wechat_max_reads"] == row["wechat_headline_reads"] == 100_001
    assert row["total_reads"] == 300_003
    assert row["wechat_max_reads_censored"]
    assert features.statistics.totals["reads"] == 500_000
    assert [top.counts["reads"] for top in features.top_posts.rows] == [400_000, 100_000]
    assert office.unit("甲区")["wechat_max_reads"] == 400_000
