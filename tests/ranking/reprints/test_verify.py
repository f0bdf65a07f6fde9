import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.reprints.normal import normalise
from ranking.reprints.verify import compared

TEXTS = st.lists(st.text("甲乙丙", max_size=40), min_size=1, max_size=16)


def shingles(text: str) -> set[str]:
    return {text[at : at + 5] for at in range(len(text) - 4)}


def every_pair(articles: int, posts: int) -> pl.DataFrame:
    rows = [(article, post) for article in range(articles) for post in range(posts)]
    return pl.DataFrame(rows, schema={"article": pl.Int64, "post": pl.Int64}, orient="row")


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_counts_are_those_of_sets_of_shingles(articles: list[str], posts: list[str]) -> None:
    here, there = normalise(pl.Series(articles)), normalise(pl.Series(posts))
    for row in compared(here, there, every_pair(len(articles), len(posts))).iter_rows(named=True):
        left, right = shingles(articles[row["article"]]), shingles(posts[row["post"]])
        shared = len(left & right)
        counts = (row["shared"], row["post_shingles"], row["article_shingles"])
        assert counts == (shared, len(right), len(left))
        assert row["containment"] == (shared / len(right) if right else 0)
        assert row["jaccard"] == (shared / len(left | right) if left | right else 0)


def test_no_pair_is_no_row() -> None:
    texts = normalise(pl.Series(["甲乙丙丁戊"]))
    assert compared(texts, texts, every_pair(0, 0)).height == 0


def test_a_concatenated_article_contains_the_post_and_is_not_like_it() -> None:
    post = "".join(chr(0x4E00 + n) for n in range(50))
    article = "".join(chr(0x5E00 + n) for n in range(150)) + post
    here, there = normalise(pl.Series([article])), normalise(pl.Series([post]))
    row = compared(here, there, every_pair(1, 1)).row(0, named=True)
    assert (row["containment"], row["jaccard"]) == (1.0, 46 / 196)


def test_a_post_of_many_articles_is_compared_with_each() -> None:
    post = "".join(chr(0x4E00 + n) for n in range(60))
    articles = [post[n % 50 :] + post[: n % 7] for n in range(200)]
    here, there = normalise(pl.Series(articles)), normalise(pl.Series(["", post, "甲"]))
    table = compared(here, there, every_pair(200, 3)).filter(pl.col("post") == 1)
    expected = [len(shingles(text) & shingles(post)) for text in articles]
    assert table["shared"].to_list() == expected
    assert table["article_shingles"].to_list() == [len(shingles(text)) for text in articles]
