"""Single posts out of proportion."""

import pytest

from ranking.quality.post_ratios import post_ratios
from tests.builders.checked import earlier_frame, month_frame, month_post, ordinary

PEERS = [row for n in range(8) for row in ordinary(f"wechat:p{n}", 25, n)]
OWN = ordinary("wechat:a", 25, 99)
BEFORE = earlier_frame(ordinary("wechat:a", 30, 98, mark="old"))


def found(*posts, earlier=BEFORE, limit=3.5):
    return list(post_ratios(month_frame([*PEERS, *OWN, *posts]), earlier, limit))


def test_ordinary_posts_raise_no_flag():
    """Heavy tails and counts that follow reads by half or double."""
    assert found() == []


@pytest.mark.parametrize(
    ("counts", "measure"),
    [
        ({"reads": 5_000, "likes": 2_500, "reposts": 150, "comments": 700}, "likes"),
        ({"reads": 80_000, "likes": 40, "reposts": 2_300, "comments": 12}, "likes"),
        ({"reads": 5_000, "likes": 100, "reposts": 4_000, "comments": 30}, "reposts"),
    ],
)
def test_bought_likes_reads_and_reposts_are_found_with_their_numbers(counts, measure):
    """Each pulls one ratio away; the flag names post, account, counts and both z."""
    (one,) = found(month_post("bought", **counts))
    assert (one.code, one.account, one.unit) == ("post_ratio", "wechat:a", "a")
    assert one.post
    assert one.post.post_id == "bought"
    assert one.evidence["measure"] == measure
    assert one.evidence["count"] == counts[measure]
    assert abs(float(one.evidence["z"] or 0)) > 3.5
    assert abs(float(one.evidence["peers_z"] or 0)) > 3.5


def test_several_posts_of_an_account_are_one_flag_at_the_furthest():
    """A reviewer opens one post first."""
    bought = [month_post(f"b{n}", reads=5_000, likes=2_000 + n, reposts=150) for n in range(3)]
    (one,) = found(*bought)
    assert one.evidence["posts"] == 3
    assert one.post
    assert one.post.post_id == "b2"


def test_what_is_usual_for_the_account_is_no_finding():
    """A veterans' bureau that is always liked more than others."""
    liked = ordinary("wechat:b", 25, 5, likes=0.4)
    before = earlier_frame(ordinary("wechat:b", 30, 6, mark="old", likes=0.4))
    assert found(*liked, earlier=before) == []


def test_an_account_without_a_past_is_judged_by_its_peers_and_says_so():
    """Too few posts of its own to know a habit."""
    (one,) = found(month_post("n", "wechat:new", reads=5_000, likes=2_500, reposts=150))
    assert one.code == "post_ratio_peers"
    assert "z" not in one.evidence


def test_small_counts_are_left_to_chance():
    """Ten likes for a hundred reads are many, and nothing."""
    assert found(month_post("small", reads=110, likes=30, reposts=3)) == []


def test_a_higher_limit_flags_less():
    """The office sets it."""
    post = month_post("b", reads=5_000, likes=2_500, reposts=150)
    assert found(post, limit=50.0) == []
