"""The month's hot topics."""

from __future__ import annotations

from ranking.features.topics import hot_topics
from ranking.model.month_record import HotTopic
from tests.builders.month import Office, account, post

ROSTER = [account("weibo:a", "甲区"), account("wechat:a", "甲区"), account("weibo:b", "乙区")]


def topics_of(*borne: tuple[str, list[str] | None], count: int = 10) -> tuple[HotTopic, ...]:
    """Return the topics of posts, each given by its account and the topics that stand in it."""
    posts = [post(f"p{n:03}", of, topics=topics) for n, (of, topics) in enumerate(borne)]
    return hot_topics(Office(ROSTER, posts).features().posts, count)


def test_topics_are_ordered_by_posts_and_equal_numbers_share_a_rank() -> None:
    """Posts decide, then the name; a unit counts once, however many accounts it has."""
    found = topics_of(
        ("weibo:a", ["进博会", "申城"]),
        ("wechat:a", ["进博会", "安全"]),
        ("weibo:b", ["进博会", "安全"]),
        ("weibo:a", ["申城"]),
        ("weibo:a", ["末"]),
    )
    assert found == (
        HotTopic(1, "进博会", 3, 2),
        HotTopic(2, "安全", 2, 2),
        HotTopic(2, "申城", 2, 1),
        HotTopic(4, "末", 1, 1),
    )


def test_a_topic_that_stands_twice_in_a_post_counts_once() -> None:
    """Also where it is written with and without its signs."""
    assert topics_of(("weibo:a", ["申城", "#申城#", "＃申城＃", "申城"])) == (
        HotTopic(1, "申城", 1, 1),
    )


def test_a_topic_is_named_without_its_signs_and_what_cannot_be_seen() -> None:
    """Signs, blanks and invisible marks at its ends; what stands inside is its own."""
    written = ["#申城#", "# 申城 #", "\u200b#申城#\u200b", "#申城# ", "申\u202e城", "C#", "a#b"]
    found = topics_of(*(("weibo:a", [one]) for one in written))
    assert [(one.topic, one.posts) for one in found] == [("申城", 5), ("C", 1), ("a#b", 1)]


def test_what_names_nothing_is_no_topic() -> None:
    """Empty, blank or only signs; posts of which no topic is known."""
    assert topics_of(("weibo:a", ["", " ", "##", "＃ #", "\u200b"]), ("weibo:b", [])) == ()
    assert topics_of(("weibo:a", None)) == ()
    assert topics_of() == ()


def test_hostile_topics_stay_as_they_are() -> None:
    """Making them harmless is for who shows them: here nothing is lost and nothing merged."""
    hostile = ["<script>alert(1)</script>", "=1+1", "{0}", "A", "a", "长" * 500]
    assert {one.topic for one in topics_of(("weibo:a", hostile))} == set(hostile)


def test_only_as_many_as_wanted_are_returned() -> None:
    """The first by name where all are equal; the rest is cut off."""
    found = topics_of(("weibo:a", ["丙", "乙", "甲"]), count=2)
    assert [(one.rank, one.topic) for one in found] == [(1, "丙"), (1, "乙")]
