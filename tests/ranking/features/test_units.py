"""Features of a unit: sums, what is missing, lower bounds."""

from __future__ import annotations

import pytest

from tests.builders.month import (
    Office,
    account,
    channel,
    post,
    reprint,
    shanghai,
)

WECHAT = account("wechat:a", "甲区")
WEIBO = account("weibo:b", "甲区")
CHANNELS = [
    channel("app", "client"),
    channel("site", "website", 0.3),
    channel("wb", "weibo"),
    channel("wb2", "weibo", 9.0),
]


def test_a_unit_without_posts_has_zero_everywhere() -> None:
    """Nothing was posted, so nothing was missed: 0, also without a reprint table."""
    row = Office([WECHAT], feed=False).unit("甲区")
    numbers = [v for k, v in row.items() if k not in ("unit", "group") and "censored" not in k]
    assert numbers == [0] * 30


def test_missing_counts_are_null_and_never_zero() -> None:
    """A post without any observation counts as a post, and everything else is missing."""
    row = Office([WECHAT], [post("p", "wechat:a")], feed=False).unit("甲区")
    assert row["posts"] == row["wechat_posts"] == 1
    missing = ("originals", "weighted_reprints", "reprinted_posts", "channels", "max_reprints")
    counts = ("total_reads", "total_likes", "total_comments", "wechat_shares")
    assert all(row[name] is None for name in missing + counts)


def test_headlines_are_posts_in_the_first_position() -> None:
    """Their counts are summed apart; the largest count is of any post; Weibo is left out."""
    posts = [
        post("a", "wechat:a", position=1, reads=10, likes=1, wow=2, reposts=3),
        post("b", "wechat:a", position=2, reads=90, likes=5, wow=0, reposts=1),
        post("c", "weibo:b", reads=500, likes=500),
    ]
    row = Office([WECHAT, WEIBO], posts, [reprint("r", "a", "app", reads=7)], CHANNELS).unit("甲区")
    assert row["wechat_headlines"] == 1
    for measure, values in {"reads": (100, 10, 90), "likes": (6, 1, 5), "wow": (2, 2, 2)}.items():
        names = (f"wechat_{measure}", f"wechat_headline_{measure}", f"wechat_max_{measure}")
        assert tuple(row[name] for name in names) == values
    names = ("wechat_shares", "wechat_headline_shares", "wechat_max_shares")
    assert [row[name] for name in names] == [4, 3, 3]


def test_originals_of_weibo_are_counted_apart() -> None:
    """Reposts and comments of all Weibo posts, and of those marked as original."""
    posts = [
        post("a", "weibo:b", original=True, reposts=1, comments=2, likes=3),
        post("b", "weibo:b", original=False, reposts=10, comments=20, likes=30),
        post("c", "wechat:a", original=True, reposts=500, comments=500),
    ]
    row = Office([WECHAT, WEIBO], posts, feed=False).unit("甲区")
    assert (row["weibo_originals"], row["originals"]) == (1, 2)
    assert [row[f"weibo_{m}"] for m in ("reposts", "comments", "likes")] == [11, 22, 33]
    assert (row["weibo_original_reposts"], row["weibo_original_comments"]) == (1, 2)


@pytest.mark.parametrize(
    ("positions", "reads", "expected"),
    [
        ((None, None), 5, None),
        ((None, 2), 5, 0),
        ((1, 2), None, None),
        ((1, None), 5, 5),
    ],
)
def test_headlines_are_missing_only_where_they_cannot_be_told(
    positions: tuple[int | None, int | None], reads: int | None, expected: int | None
) -> None:
    """No known position: null. A known one and no headline: 0. A headline without count: null."""
    posts = [
        post("a", "wechat:a", position=positions[0], reads=reads),
        post("b", "wechat:a", position=positions[1], reads=70),
    ]
    row = Office([WECHAT], posts, feed=False).unit("甲区")
    assert row["wechat_headline_reads"] == expected
    assert row["wechat_max_reads"] == 70


def test_a_platform_without_posts_has_zero() -> None:
    """A unit that is on Weibo alone has no WeChat counts that could have been missed."""
    row = Office([WECHAT, WEIBO], [post("p", "weibo:b")], feed=False).unit("甲区")
    wechat = [v for k, v in row.items() if k.startswith("wechat_") and "censored" not in k]
    assert set(wechat) == {0}
    assert row["weibo_likes"] is row["weibo_originals"] is None


def test_a_method_that_does_not_weigh_reprints_has_no_weighted_reprints() -> None:
    """They are null with a reason that blames the method, and nobody else's numbers change."""
    office = Office(
        [WECHAT], [post("p", "wechat:a", reads=5)], [reprint("r", "p", "app")], CHANNELS
    )
    plain = shanghai().model_copy(update={"reprints": None})
    features = office.features(method=plain)
    row = features.units.row(0, named=True)
    assert row["weighted_reprints"] is None
    assert row["reprinted_posts"] == 1
    assert features.missing_reasons["weighted_reprints"] == "The method does not weigh reprints."


def test_an_observed_zero_stays_zero() -> None:
    """A count of 0 that was observed is 0, not missing."""
    row = Office([WEIBO], [post("p", "weibo:b", reads=0, reposts=0)], feed=False).unit("甲区")
    assert (row["total_reads"], row["weighted_reprints"], row["max_reprints"]) == (0, 0.0, 0)


def test_wechat_shares_are_a_feature_of_their_own() -> None:
    """WeChat shares are counted apart and enter no reprint feature."""
    posts = [post("p", "wechat:a", reposts=70), post("q", "weibo:b", reposts=5)]
    row = Office([WECHAT, WEIBO], posts, feed=False).unit("甲区")
    assert (row["wechat_shares"], row["max_reprints"]) == (70, 5)


@pytest.mark.parametrize(
    ("name", "posts", "reprints"),
    [
        ("total_reads", [post("p", "wechat:a", reads=100_000, censored=["reads"])], []),
        ("total_likes", [post("p", "wechat:a")], [reprint("r", "p", "app", censored=["likes"])]),
        ("wechat_shares", [post("p", "wechat:a", reposts=9, censored=["reposts"])], []),
        ("wechat_max_wow", [post("p", "wechat:a", wow=9, censored=["wow"])], []),
        (
            "wechat_headline_reads",
            [post("p", "wechat:a", position=1, reads=100_000, censored=["reads"])],
            [],
        ),
        ("weibo_likes", [post("p", "weibo:b", likes=9, censored=["likes"])], []),
        ("weighted_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
        ("max_reprints", [post("p", "weibo:b", reposts=9, censored=["reposts"])], []),
    ],
)
def test_a_censored_count_makes_its_feature_a_lower_bound(
    name: str, posts: list[dict[str, object]], reprints: list[dict[str, object]]
) -> None:
    """10万+ anywhere in a feature marks that feature, and no other that does not rest on it."""
    more = post("q", "weibo:b", reads=1, reposts=1)
    row = Office([WECHAT, WEIBO], [*posts, more], reprints, CHANNELS).unit("甲区")
    assert row[f"{name}_censored"]
    assert not row["total_comments_censored"]
