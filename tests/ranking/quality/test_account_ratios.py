"""Accounts whose proportions changed or differ."""

import pytest

from ranking.quality.account_ratios import account_peers, account_shifts
from tests.builders.checked import earlier_frame, month_frame, ordinary

ACCOUNTS = [f"wechat:p{n}" for n in range(15)]
BEFORE = earlier_frame([row for a in ACCOUNTS for row in ordinary(a, 30, 1, mark="old")])


def office(likes: float = 0.02, posts: int = 20):
    rows = [row for a in ACCOUNTS[1:] for row in ordinary(a, 20, 2)]
    return month_frame([*rows, *ordinary(ACCOUNTS[0], posts, 2, likes=likes)])


def test_ordinary_months_raise_no_flag():
    """Neither against the past nor among peers."""
    assert list(account_shifts(office(), BEFORE, 3.5)) == []
    assert list(account_peers(office(), 3.5)) == []


def test_likes_times_three_are_found_although_no_single_post_is_far():
    """The planted attack of the reference: the middle of many posts tells."""
    (one,) = [
        f for f in account_shifts(office(0.06), BEFORE, 3.5) if f.evidence["measure"] == "likes"
    ]
    assert (one.code, one.account) == ("account_shift", ACCOUNTS[0])
    assert one.evidence["times"] == pytest.approx(3.0, rel=0.35)
    assert (one.evidence["posts"], one.evidence["before"]) == (20, 30)


def test_an_account_unlike_its_peers_is_found_without_any_history():
    """Also if it has bought from its first day on."""
    found = list(account_peers(office(0.3), 3.5))
    assert {f.account for f in found} == {ACCOUNTS[0]}
    assert found[0].evidence["peers"] == 15


def test_too_few_posts_or_peers_prove_nothing():
    """Four posts are no middle, eleven accounts no crowd."""
    assert list(account_shifts(office(0.3, posts=4), BEFORE, 3.5)) == []
    few = office(0.3).filter(~office(0.3)["account"].is_in(ACCOUNTS[4:9]))
    assert list(account_peers(few, 3.5)) == []


def test_small_groups_are_compared_with_the_whole_platform():
    """Else an account of a small group could never be flagged."""
    rows = office(0.3).to_dicts()
    for row in rows:
        row["group"] = "各区" if row["account"] in ACCOUNTS[:4] else "委办局"
    assert [f.account for f in account_peers(month_frame(rows), 3.5)][:1] == [ACCOUNTS[0]]
