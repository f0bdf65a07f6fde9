"""Which posts take part in a campaign."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.campaigns import Campaign
from ranking.features.campaign_matches import match_campaigns
from tests.builders.month import Office, account, at, day, post


def campaign(name: str = "博物馆日", **more: Any) -> Campaign:
    content = {"id": name, "name": name, "start": day(5), "end": day(10), "cap": 1}
    return Campaign.model_validate(content | {"points_per_post": "0.1"} | more)


def matches(campaigns: list[Campaign], *posts: dict[str, Any]) -> list[tuple[str, str, str]]:
    table = Office([account("weibo:a", "甲区")], list(posts)).features().posts
    return [(m.post_id, m.word, m.found_in) for m in match_campaigns(table, campaigns)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"title": "今天是国际博物馆日"}, ("国际博物馆日", "title")),
        ({"text": "去看展，国际博物馆日"}, ("国际博物馆日", "text")),
        ({"topics": ["我爱国际博物馆日"]}, ("国际博物馆日", "topics")),
        ({"topics": ["夜游"]}, ("#夜游#", "topics")),
        ({"text": "#早#再来#夜游#"}, ("#夜游#", "text")),
        ({"title": "＃夜游＃开始了"}, ("#夜游#", "title")),
        ({"text": "ＡＩ ｍuseum NIGHT"}, ("AI Museum night", "text")),
        ({"title": "夜", "text": "国际博物馆日", "topics": ["夜游"]}, ("#夜游#", "topics")),
    ],
)
def test_a_word_is_found_in_its_best_place(
    content: dict[str, Any], expected: tuple[str, str]
) -> None:
    """Title before topics before text, whatever the width and the case of Latin letters."""
    theme = campaign(keywords=["国际博物馆日", "AI Museum night"], hashtags=["夜游"])
    assert matches([theme], post("p", "weibo:a", **content)) == [("p", *expected)]


@pytest.mark.parametrize(
    "content",
    [
        {"text": "夜游黄浦江"},
        {"topics": ["夜游黄浦江"]},
        {"text": "#早#夜游#晚#"},
        {"title": "国际", "text": "博物馆日"},
        {},
    ],
)
def test_a_hashtag_must_be_equal_and_a_keyword_whole(content: dict[str, Any]) -> None:
    """A hashtag inside a longer topic, between two others, or a torn keyword is no match."""
    theme = campaign(keywords=["国际博物馆日"], hashtags=["夜游"])
    assert matches([theme], post("p", "weibo:a", **content)) == []


def test_the_window_is_inclusive_in_shanghai_days() -> None:
    """From 00:00 of the first day to the end of the last, Beijing time."""
    theme = campaign(keywords=["夜游"])
    instants = {"a": at(4, 15), "b": at(4, 16), "c": at(10, 15), "d": at(10, 16)}
    posts = [post(name, "weibo:a", when, title="夜游") for name, when in instants.items()]
    assert [m[0] for m in matches([theme], *posts)] == ["b", "c"]


def test_matches_come_by_campaign_then_post() -> None:
    """One post may take part in two campaigns; the order is that of the campaigns."""
    themes = [campaign("乙", keywords=["夜游"]), campaign("甲", hashtags=["夜游"])]
    posts = [post("q", "weibo:a", topics=["夜游"]), post("p", "weibo:a", topics=["夜游"])]
    found = matches(themes, *posts)
    assert [(m[0], m[1]) for m in found] == [
        ("p", "夜游"),
        ("q", "夜游"),
        ("p", "#夜游#"),
        ("q", "#夜游#"),
    ]


def test_no_campaign_has_no_match() -> None:
    """Without campaigns there is nothing to match."""
    assert matches([], post("p", "weibo:a", title="夜游")) == []


def test_hostile_text_is_only_text() -> None:
    """Patterns and braces in words are compared as they are, never interpreted."""
    theme = campaign(keywords=[".*", "{x}"])
    posts = [post("p", "weibo:a", title="任何文字"), post("q", "weibo:a", title="a.*b")]
    assert matches([theme], *posts) == [("q", ".*", "title")]


ALPHABET = st.sampled_from(list("夜游日AaＡ㊐⽇日#1①１ \n"))


@pytest.mark.slow
@given(
    text=st.text(ALPHABET, max_size=8),
    word=st.text(ALPHABET, min_size=1, max_size=3).filter(str.strip),
)
@settings(max_examples=80, deadline=None)
def test_the_fast_path_finds_what_plain_python_finds(text: str, word: str) -> None:
    """A keyword matches exactly where its folded form is inside the folded text."""

    def folded(value: str) -> str:
        return unicodedata.normalize("NFKC", value).lower()

    theme = campaign(keywords=[word])
    found = matches([theme], post("p", "weibo:a", text=text))
    assert bool(found) == (folded(theme.keywords[0]) in folded(text))
