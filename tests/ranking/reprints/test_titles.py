import polars as pl

from ranking.reprints.normal import normalise
from ranking.reprints.titles import same_titles
from tests.builders.matching_rules import RULES

POSTS = pl.DataFrame(
    [
        (0, "上海今年新增三千个就业岗位", 0, False),
        (1, "本周天气预报及出行提示一览", 1, False),
        (2, "本周天气预报及出行提示一览", 2, False),
        (3, "停水通知", 3, False),
        (4, None, 4, False),
        (5, "图书馆国庆假期开放时间公布", 5, True),
    ],
    schema={"post": pl.Int64, "title": pl.String, "credited": pl.Int64, "bare": pl.Boolean},
    orient="row",
)


def met(title: str | None, text: str = "") -> list[tuple[int, str]]:
    articles = pl.DataFrame(
        {"article": [0], "title": [title]}, schema_overrides={"title": pl.String}
    )
    found = same_titles(articles, normalise(pl.Series([text])), POSTS, RULES)
    return sorted(found.select("post", "title").iter_rows())


def test_an_article_without_text_is_known_by_its_title() -> None:
    assert met("【上海】今年新增三千个，就业岗位！") == [(0, "equal")]


def test_a_title_in_traditional_characters_is_the_same() -> None:
    assert met("上海今年新增三千個就業崗位") == [(0, "equal")]


def test_a_title_of_several_posts_or_a_short_one_is_common() -> None:
    assert met("本周天气预报及出行提示一览") == [(1, "common"), (2, "common")]
    assert met("停水通知") == [(3, "common")]


def test_an_article_with_text_is_not_known_by_its_title() -> None:
    assert met("上海今年新增三千个就业岗位", "完全不同的另一篇文章") == []


def test_a_post_without_text_is_known_by_its_title_in_an_article_with_text() -> None:
    assert met("图书馆国庆假期开放时间公布", "假期里图书馆照常开放") == [(5, "equal")]


def test_no_title_is_like_no_other() -> None:
    assert met(None) == met("！！") == []
