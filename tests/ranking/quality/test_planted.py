"""Known attacks and honest events in a synthetic office: what is found, and how much else."""

from __future__ import annotations

import polars as pl
import pytest

from ranking.model.check import Flag
from ranking.quality.account_ratios import account_peers, account_shifts
from ranking.quality.bursts import bursts
from ranking.quality.impossible import more_than_reads
from ranking.quality.post_ratios import post_ratios
from ranking.quality.repeated import equal_counts, same_counts
from tests.builders.checked import earlier_frame, month_frame, month_post, noon, ordinary

ACCOUNTS = [f"wechat:u{n:02}" for n in range(40)]
POSTS = 30


def earlier(month: int) -> pl.DataFrame:
    rows = [row for a in ACCOUNTS for row in ordinary(a, POSTS, month, mark=f"{month}-")]
    return earlier_frame(rows, f"2026-{month:02}")


EARLIER = pl.concat([earlier(month) for month in (7, 8, 9)])
MONTH = [row for account in ACCOUNTS for row in ordinary(account, POSTS, 10)]


def checked(rows) -> list[Flag]:
    posts = month_frame(rows)
    return [
        *more_than_reads(posts),
        *post_ratios(posts, EARLIER, 3.5),
        *account_shifts(posts, EARLIER, 3.5),
        *account_peers(posts, 3.5),
        *bursts(posts, EARLIER),
        *equal_counts(posts),
        *same_counts(posts),
    ]


def changed(account: str, many: int, change) -> list[dict]:
    """Return the month with the first posts of an account changed."""
    wanted = {row["post_id"] for row in [r for r in MONTH if r["account"] == account][:many]}
    return [row | change(row) if row["post_id"] in wanted else row for row in MONTH]


ATTACKS = {
    "reads bought at night": (1, lambda r: {"reads": r["reads"] + 150_000}, {"post_ratio"}),
    "likes bought for a post": (1, lambda r: {"likes": r["likes"] * 15 + 300}, {"post_ratio"}),
    "likes ordered for the month": (POSTS, lambda r: {"likes": r["likes"] * 3}, {"account_shift"}),
    "reposts bought for a post": (1, lambda r: {"reposts": r["reads"] // 2 + 200}, {"post_ratio"}),
    "reads bought by the lot": (6, lambda r: {"reads": 5_001, "likes": 99}, {"equal_counts"}),
    "likes without readers": (1, lambda r: {"likes": r["reads"] + 1}, {"more_than_reads"}),
}


def test_an_honest_month_raises_almost_no_flag():
    """1,200 posts of 40 accounts: at most 2 % of the accounts are asked about."""
    assert len({flag.account for flag in checked(MONTH)}) <= 0.02 * len(ACCOUNTS)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("account", ACCOUNTS[::13])
def test_a_planted_attack_is_found_and_named(attack, account):
    """Of the account that bought, by the kind of flag that fits, and of hardly anybody else."""
    many, change, codes = ATTACKS[attack]
    found = checked(changed(account, many, change))
    assert codes <= {flag.code for flag in found if flag.account == account}
    assert len({flag.account for flag in found} - {account}) <= 0.02 * len(ACCOUNTS)


def test_an_honest_event_is_for_information_and_names_its_post():
    """A typhoon warning: a burst in proportion, so no question of bought counts."""
    at, reads = noon(12, 18), 900_000
    counts = {"reads": reads, "likes": 18_000, "reposts": 27_000, "comments": 5_400}
    typhoon = month_post("typhoon", ACCOUNTS[0], published_at=at, title="台风预警", **counts)
    found = [flag for flag in checked([*MONTH, typhoon]) if flag.account == ACCOUNTS[0]]
    assert {(flag.code, flag.severity.value) for flag in found} == {("burst_hour", "info")}
    assert {flag.post.title for flag in found if flag.post} == {"台风预警"}
    assert {flag.evidence["measure"] for flag in found} == {"reads", "reposts"}
