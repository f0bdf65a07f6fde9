"""Families against the judge: exact Jaccard of all pairs of 853 real posts."""

from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from ranking.reprints.frames import FINGERPRINTS, NAMES, ORIGINALS
from ranking.reprints.posts import Posts, prepare
from tests.builders.feeds import feed
from tests.builders.matching_rules import RULES, changed
from tests.ranking.reprints.test_normal import spelled

EXPORT = Path(__file__).resolve().parents[4] / "shared/data/weibo-2020-05-18/weibo-search.csv"
real = pytest.mark.skipif(not EXPORT.exists(), reason="the shared real posts are not here")
TWINS = (
    {"河北博物院", "鄂尔多斯青铜器博物馆"},
    {"孔子博物馆", "鄂尔多斯青铜器博物馆"},
    {"陕西历史博物馆", "甘肃省博物馆"},
    {"浙江省博物馆", "湖南省博物馆"},
)
"""Accounts that put their own names into one form: two of each family that is not one post,
though it is one by its text alone."""
SENTENCE = "对侵害儿童权益的案件中罪行严重、情节恶劣者，该重判坚决依法重判"
"""Of the Supreme Court; 17 accounts brought it that day, in several texts."""


def real_posts() -> pl.DataFrame:
    day = pl.read_csv(EXPORT, infer_schema=False)
    when = pl.col("发布时间").str.to_datetime("%Y-%m-%d %H:%M").dt.replace_time_zone("UTC")
    return (
        day.select(
            post_id="id", unit="用户昵称", account="用户昵称", text="微博正文", published_at=when
        )
        .select(
            pl.col(name)
            if name in ("post_id", "unit", "account", "text", "published_at")
            else pl.lit(None).alias(name)
            for name in ORIGINALS
        )
        .cast(ORIGINALS)
    )


@cache
def prepared(one_text: float = 0.5) -> Posts:
    posts = real_posts()
    names = posts.select(name="account", unit="unit").unique().cast(NAMES)
    return prepare(posts, names, changed(one_text=one_text))


def groups(pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    parts = nx.connected_components(nx.Graph(pairs))
    return {frozenset(part) for part in parts if len(part) > 1}


def judged(one_text: float) -> set[frozenset[int]]:
    texts = [{t[at : at + 5] for at in range(len(t) - 4)} for t in spelled(prepared().texts)]
    limits, pairs = RULES.verdicts, []
    for (one, left), (other, right) in combinations(enumerate(texts), 2):
        shared = len(left & right)
        short = min(len(left), len(right)) < limits.short.value
        least = limits.nearly_all.value if short else one_text
        if shared and shared / len(left | right) >= least:
            pairs.append((one, other))
    return groups(pairs)


def found(one_text: float = 0.5) -> set[frozenset[int]]:
    pairs = prepared(one_text).frame.select("post", "credited")
    return groups(list(pairs.filter(pl.col("post") != pl.col("credited")).iter_rows()))


def accounts(posts: Iterable[int]) -> set[str]:
    names = prepared().frame["account"]
    return {names[post] for post in posts}


def parts(sentence: str, one_text: float = 0.5) -> list[int]:
    """Return how many of the posts with that sentence are in each family, the largest first."""
    texts = prepared().frame["text"].str.contains(sentence, literal=True)
    with_it = set(texts.arg_true())
    families = [len(family & with_it) for family in found(one_text)]
    alone = len(with_it.difference(*found(one_text)))
    return sorted([*filter(None, families), *[1] * alone], reverse=True)


@pytest.mark.slow
@pytest.mark.shared
@real
@pytest.mark.parametrize(
    ("one_text", "largest"), [(0.5, [14, 11, 10, 10, 8]), (0.4, [17, 15, 12, 11, 11])]
)
def test_families_are_those_of_all_pairs_but_for_twins_by_name(
    one_text: float, largest: list[int]
) -> None:
    by_text, families = judged(one_text), found(one_text)
    forms = {one for one in by_text if any(two <= accounts(one) for two in TWINS)}
    assert len(forms) == {0.5: 3, 0.4: 4}[one_text]
    assert by_text - families == forms
    assert all(any(part < form for form in forms) for part in families - by_text)
    assert not any(two <= accounts(one) for one in families for two in TWINS)
    assert sorted(map(len, families), reverse=True)[:5] == largest


@pytest.mark.shared
@real
def test_what_seventeen_and_ten_accounts_brought_that_day() -> None:
    """Ten accounts posted one text, and it is found whole. Seventeen brought one sentence of the
    Supreme Court: eight the court's news, five the police's appeal, four a text of their own. At
    a Jaccard similarity of 0.4 all but one are one family; so is then a district's programme with
    the theme that it quotes."""
    assert parts(SENTENCE) == [8, 5, 1, 1, 1, 1]
    assert parts(SENTENCE, 0.4) == [16, 1]
    theme = next(one for one in found() if {"国资小新", "萧山检察"} <= accounts(one))
    assert len(theme) == len(accounts(theme)) == 10
    assert "龙湾发布" not in accounts(theme)
    assert any({"萧山检察", "龙湾发布"} <= accounts(one) for one in found(0.4))


@pytest.mark.shared
@real
def test_the_order_of_the_posts_does_not_matter() -> None:
    shuffled = real_posts().sample(fraction=1, shuffle=True, seed=1)
    again = prepare(shuffled, prepared().spellings.reverse(), RULES)
    assert again.frame.equals(prepared().frame)
    assert again.fingerprints.equals(prepared().fingerprints)


def test_fingerprints_come_back_from_a_file(tmp_path: Path) -> None:
    made = feed(3, 12)
    posts = prepare(made.originals, made.names, RULES)
    posts.fingerprints.write_parquet(tmp_path / "prints.parquet")
    kept = pl.read_parquet(tmp_path / "prints.parquet")
    assert kept.schema == FINGERPRINTS
    again = prepare(made.originals.reverse(), made.names, RULES, kept)
    assert again.fingerprints.equals(posts.fingerprints)
    assert again.frame.equals(posts.frame)


def test_the_first_of_a_family_has_the_credit_and_twins_are_no_family() -> None:
    made = feed(4, 8)
    copy = made.originals.head(1).with_columns(
        post_id=pl.lit("weibo:1"),
        unit=pl.lit("别的"),
        published_at=pl.col("published_at") + pl.duration(hours=3),
        text="【转发】" + pl.col("text"),
    )
    frame = prepare(pl.concat([copy, made.originals]), made.names, RULES).frame
    credit = dict(zip(frame["post_id"], frame["post_id"].gather(frame["credited"]), strict=True))
    assert credit.pop("weibo:1") == "wechat:000000"
    assert all(post == origin for post, origin in credit.items())
    assert len(credit) == 9


def test_no_posts_are_prepared_too() -> None:
    posts = prepare(ORIGINALS.to_frame(), NAMES.to_frame(), RULES)
    assert posts.frame.height == posts.fingerprints.height == 0
