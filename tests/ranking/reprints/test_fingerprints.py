import random

import polars as pl

from ranking.reprints.fingerprints import SHORT, SHORTEST, asked_for, fingerprints, looked_up
from ranking.reprints.normal import Texts, normalise
from tests.builders.feeds import Writer


def test_a_very_short_text_keeps_every_distinct_shingle() -> None:
    found = fingerprints(normalise(pl.Series(["甲乙丙丁戊己", "甲乙丙丁戊甲乙丙丁戊", "甲乙"])))
    assert found.group_by("row").len().sort("row").rows() == [(0, 2), (1, 5)]
    assert found.is_unique().all()


def test_a_long_text_keeps_about_one_in_sixteen() -> None:
    texts = normalise(pl.Series([Writer(1).text(20_000)]))
    share = fingerprints(texts).height / texts.lengths[0]
    assert 1 / 20 < share < 1 / 12


def test_a_shared_paragraph_brings_the_same_fingerprints() -> None:
    writer = Writer(2)
    shared = writer.text(2000)
    both = normalise(pl.Series([writer.text(900) + shared, shared + writer.text(700)]))
    rows = fingerprints(both).group_by("hash").agg(pl.col("row").n_unique())
    assert (rows["row"] == 2).sum() > 80


def test_of_a_long_article_all_is_looked_up_that_a_short_post_asks_for() -> None:
    writer = Writer(3)
    post = writer.text(60)
    article = writer.text(700) + post + writer.text(700)
    posts, articles = normalise(pl.Series([post])), normalise(pl.Series([article]))
    asked = set(fingerprints(posts)["hash"])
    assert asked <= looked(articles, posts)
    assert not asked <= set(fingerprints(articles)["hash"])


def looked(articles: Texts, posts: Texts) -> set[int]:
    found = looked_up(articles, asked_for(posts))
    assert found.is_unique().all()
    assert found["row"].is_between(0, articles.height - 1).all()
    return set(found["hash"])


def test_what_posts_of_any_length_keep_is_looked_up() -> None:
    writer = Writer(6)
    lengths = (8, SHORTEST - 9, SHORTEST + 20, SHORT - 9, SHORT + 50, 2000)
    posts = normalise(pl.Series([writer.text(length) for length in lengths]))
    assert set(fingerprints(posts)["hash"]) <= looked(posts, posts)


def test_a_short_text_keeps_about_every_second() -> None:
    texts = normalise(pl.Series([Writer(n).text(SHORT - 40) for n in range(20)]))
    share = fingerprints(texts).height / texts.lengths.sum()
    assert 0.4 < share < 0.6


def test_long_posts_ask_for_the_sampled_hashes_alone() -> None:
    asked = asked_for(normalise(pl.Series([Writer(4).text(SHORT + 200), "甲"])))
    sampled = len(asked) // 16
    assert set(asked[:sampled].tolist()) == {255}
    assert not asked[sampled:].any()


def test_neighbours_do_not_matter() -> None:
    writer = Writer(5)
    texts = [writer.text(random.Random(n).randint(0, 900)) for n in range(400)]
    together = fingerprints(normalise(pl.Series(texts)))
    for row in (0, 199, 399):
        alone = fingerprints(normalise(pl.Series([texts[row]])))
        assert set(alone["hash"]) == set(together.filter(pl.col("row") == row)["hash"])


def test_no_text_has_no_fingerprint() -> None:
    assert fingerprints(normalise(pl.Series(["", "，。"]))).height == 0
    assert fingerprints(normalise(pl.Series([], dtype=pl.String))).height == 0
