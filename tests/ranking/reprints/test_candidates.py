import polars as pl

from ranking.reprints.candidates import RARE, TOO_COMMON, candidates, telling


def prints(*texts: range) -> pl.LazyFrame:
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
