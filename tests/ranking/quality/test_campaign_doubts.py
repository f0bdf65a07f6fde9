"""Campaign matches that a person should confirm."""

from datetime import timedelta

from ranking.model.edition import Match
from ranking.quality.campaign_doubts import campaign_doubts
from tests.builders.checked import month_frame, month_post, noon
from tests.builders.editions import campaign

THEME = campaign("书展", "1", "5")
HOUR = timedelta(hours=1)


def found(rows, places=None, edge=HOUR):
    places = places or {}
    matches = [
        Match("书展", r["post_id"], r["unit"], "", "书展", places.get(r["post_id"], "title"))
        for r in rows
    ]
    flags = campaign_doubts(month_frame(rows), matches, [THEME], edge)
    return [(flag.code, flag.account, dict(flag.evidence)) for flag in flags]


def test_posts_with_the_word_in_title_or_topics_need_no_confirmation():
    """In the middle of the window, one an account."""
    assert found([month_post("a"), month_post("b", "wechat:b")], {"b": "topics"}) == []


def test_words_in_the_text_alone_are_one_flag_an_account_with_every_post():
    """Read them: does the word mean the theme?"""
    rows = [month_post("a"), month_post("b")]
    ((code, account, evidence),) = found(rows, {"a": "text", "b": "text"})
    assert (code, account) == ("campaign_text", "wechat:a")
    assert (evidence["posts"], evidence["post_ids"], evidence["word"]) == (2, "a b", "书展")


def test_the_text_of_a_weibo_post_is_as_good_as_a_title():
    """It has no other."""
    assert found([month_post("w", "weibo:1")], {"w": "text"}) == []


def test_posts_near_the_edge_of_the_window_are_to_be_confirmed():
    """Fifty-nine minutes after it began; an hour is far enough."""
    near = month_post("n", published_at=noon(1, 0) + timedelta(minutes=59))
    far = month_post("f", published_at=noon(1, 1))
    late = month_post("l", published_at=noon(31, 23) + timedelta(minutes=50))
    codes = [(code, evidence["minutes"]) for code, _, evidence in found([near, far, late])]
    assert codes == [("campaign_edge", 59), ("campaign_edge", 10)]


def test_dates_without_a_time_are_not_near_an_edge():
    """Sources that have none show midnight for every post."""
    rows = [month_post(f"p{n}", published_at=noon(n, 0)) for n in (1, 5)]
    assert found(rows) == []


def test_an_account_with_most_of_a_theme_is_named():
    """Ten posts and more than half."""
    many = [month_post(f"m{n:02}", "wechat:m") for n in range(10)]
    others = [month_post(f"o{n}", "wechat:o") for n in range(9)]
    ((code, account, evidence),) = found(many + others)
    assert (code, account) == ("campaign_many", "wechat:m")
    assert (evidence["posts"], evidence["all_posts"]) == (10, 19)
    assert found(many[:9]) == []


def test_matches_of_posts_that_no_longer_count_are_left_out():
    """The draft is older than the facts."""
    gone = [Match("书展", "gone", "甲", "", "书展", "text")]
    assert list(campaign_doubts(month_frame([]), gone, [THEME], HOUR)) == []
