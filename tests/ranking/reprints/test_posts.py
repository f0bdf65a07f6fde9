"""Families against the judge: exact Jaccard of all pairs of 853 real posts."""

from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

from ranking.reprints.choose import NEARLY_ALL, SHORT
from ranking.reprints.families import ALIKE
from ranking.reprints.frames import FINGERPRINTS, NAMES, ORIGINALS
from ranking.reprints.posts import Posts, prepare
from tests.builders.feeds import feed
from tests.ranking.reprints.test_normal import spelled

EXPORT = Path(__file__).resolve().parents[4] / "shared/data/weibo-2020-05-18/weibo-search.csv"
real = pytest.mark.skipif(not EXPORT.exists(), reason="the shared real posts are not here")
TWINS = {
    frozenset({"鄂尔多斯青铜器博物馆", "孔子博物馆"}),
    frozenset(
        {"甘肃省博物馆", "陕西历史博物馆", "中国茶叶博物馆", "苏州博物馆文创studio", "西安博物院"}
    ),
}
"""Families by their text alone, in which every museum has put its own name: not one post."""


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
def prepared() -> Posts:
    posts = real_posts()
    return prepare(posts, posts.select(name="account", unit="unit").unique().cast(NAMES))


def groups(pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    parts = nx.connected_components(nx.Graph(pairs))
    return {frozenset(part) for part in parts if len(part) > 1}


def judged() -> set[frozenset[int]]:
    texts = [{t[at : at + 5] for at in range(len(t) - 4)} for t in spelled(prepared().texts)]
    pairs = []
    for (one, left), (other, right) in combinations(enumerate(texts), 2):
        shared = len(left & right)
        least = NEARLY_ALL if min(len(left), len(right)) < SHORT else ALIKE
        if shared and shared / len(left | right) >= least:
            pairs.append((one, other))
    return groups(pairs)


@pytest.mark.shared
@real
def test_families_are_those_of_all_pairs_but_for_twins_by_name() -> None:
    frame = prepared().frame
    accounts = frame["account"].to_list()
    found = groups(
        list(
            frame.select("post", "credited")
            .filter(pl.col("post") != pl.col("credited"))
            .iter_rows()
        )
    )
    by_text = judged()
    twins = {family for family in by_text if frozenset(accounts[p] for p in family) in TWINS}
    assert len(twins) == 2
    assert found == by_text - twins
    assert sorted(map(len, found), reverse=True)[:4] == [14, 11, 10, 10]


@pytest.mark.shared
@real
def test_the_order_of_the_posts_does_not_matter() -> None:
    shuffled = real_posts().sample(fraction=1, shuffle=True, seed=1)
    again = prepare(shuffled, prepared().spellings.reverse())
    assert again.frame.equals(prepared().frame)
    assert again.fingerprints.equals(prepared().fingerprints)


def test_fingerprints_come_back_from_a_file(tmp_path: Path) -> None:
    made = feed(3, 12)
    posts = prepare(made.originals, made.names)
    posts.fingerprints.write_parquet(tmp_path / "prints.parquet")
    kept = pl.read_parquet(tmp_path / "prints.parquet")
    assert kept.schema == FINGERPRINTS
    again = prepare(made.originals.reverse(), made.names, kept)
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
    frame = prepare(pl.concat([copy, made.originals]), made.names).frame
    credit = dict(zip(frame["post_id"], frame["post_id"].gather(frame["credited"]), strict=True))
    assert credit.pop("weibo:1") == "wechat:000000"
    assert all(post == origin for post, origin in credit.items())
    assert len(credit) == 9


def test_no_posts_are_prepared_too() -> None:
    posts = prepare(ORIGINALS.to_frame(), NAMES.to_frame())
    assert posts.frame.height == posts.fingerprints.height == 0
