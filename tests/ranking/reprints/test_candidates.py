from collections.abc import Iterable

import polars as pl

from ranking.reprints.candidates import MOST, RARE, TOO_COMMON, candidates, telling
from ranking.reprints.fingerprints import asked_for, fingerprints, looked_up
from ranking.reprints.normal import normalise
from tests.builders.feeds import Writer


def prints(*texts: Iterable[int]) -> pl.LazyFrame:
    rows = [(row, number) for row, numbers in enumerate(texts) for number in numbers]
    return pl.LazyFrame(rows, schema={"row": pl.Int64, "hash": pl.Int64}, orient="row")


def met(articles: pl.LazyFrame, posts: pl.LazyFrame) -> list[tuple[int, int, int]]:
    return sorted(candidates(articles, telling(posts)).collect().iter_rows())


def test_pairs_share_enough_fingerprints() -> None:
    posts = prints(range(20), range(100, 120))
    articles = prints(range(3), range(2), range(19, 101), range(200))
    assert met(articles, posts) == [(0, 0, 3), (3, 0, 20), (3, 1, 20)]


def test_a_phrase_of_many_posts_makes_no_pair() -> None:
    posts = prints(*([*range(5), *range(100 * n, 100 * n + 20)] for n in range(1, RARE + 3)))
    assert met(prints(range(5)), posts) == []


def test_a_large_family_is_looked_up_by_what_it_shares() -> None:
    posts = prints(*([*range(30), 1000 + n] for n in range(RARE + 5)))
    assert {post for _, post, _ in met(prints(range(30)), posts)} == set(range(RARE + 5))


def test_what_far_too_many_posts_share_is_not_looked_up() -> None:
    assert met(prints(range(30)), prints(*[range(30)] * (TOO_COMMON + 1))) == []


def test_no_more_than_the_nearest_are_compared() -> None:
    shared = [range(at, at + 7) for at in range(0, 700, 7)]
    posts = prints(
        *([*part, *range(10_000 + at * 9, 10_009 + at * 9)] for at, part in enumerate(shared))
    )
    more = prints([*range(700), *range(10_000, 10_000 + 9 * MOST)])
    assert {post for _, post, _ in met(more, posts)} == set(range(MOST))


def test_articles_meet_the_posts_with_which_they_share_fingerprints() -> None:
    writer = Writer(7)
    texts = [writer.text(size) for size in (60, 200, 900)]
    posts = normalise(pl.Series(texts))
    index = telling(fingerprints(posts).lazy())
    written = [writer.text(500) + text + writer.text(500) for text in texts]
    articles = normalise(pl.Series(["", *written, writer.text(700), texts[1] * 2]))
    prints = looked_up(articles, asked_for(posts))
    found = candidates(prints.lazy(), index).collect()
    sizes = fingerprints(posts).group_by("row").len().sort("row")["len"].to_list()
    assert sorted(found.iter_rows()) == [
        (1, 0, sizes[0]),
        (2, 1, sizes[1]),
        (3, 2, sizes[2]),
        (5, 1, sizes[1]),
    ]


def test_without_posts_or_articles_there_is_no_candidate() -> None:
    nothing = prints()
    assert met(prints(range(9)), nothing) == []
    assert met(nothing, prints(range(9))) == []
