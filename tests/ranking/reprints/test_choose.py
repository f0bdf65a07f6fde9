"""One rule a test: what makes a pair accepted, doubtful or rejected."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from ranking.reprints.choose import REASONS, Known, choose
from ranking.reprints.frames import MATCHES
from ranking.schemas import UTC_US
from tests.builders.matching_rules import RULES

DAY = datetime(2026, 10, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAIR: dict[str, Any] = {
    "article": 0,
    "post": 0,
    "shared": 500,
    "post_shingles": 600,
    "article_shingles": 700,
    "containment": 0.8,
    "jaccard": 0.6,
    "names_same": 2,
    "names_other": 0,
    "numbers_same": 3,
    "numbers_other": 0,
    "linked": False,
    "title": None,
}
TEXTS = ("shared", "post_shingles", "article_shingles", "containment", "jaccard")
UNCOMPARED = dict.fromkeys(
    (*TEXTS, "names_same", "names_other", "numbers_same", "numbers_other"), None
)
ARTICLE: dict[str, Any] = {
    "article": 0,
    "article_id": "a",
    "source": "新闻网",
    "source_unit": None,
    "marked": None,
    "url": "https://news.example/1",
    "published_at": DAY,
    "excerpt": "记者",
}


def posts(*credited: int, account: str = "浦东发布") -> pl.DataFrame:
    numbers = range(len(credited))
    return pl.DataFrame(
        {
            "post": list(numbers),
            "credited": list(credited),
            "post_id": [f"p{n}" for n in numbers],
            "unit": [f"单位{n}" for n in numbers],
            "account": [account + str(n) for n in numbers],
            "url": [f"https://weibo.com/{n}" for n in numbers],
            "since": [DAY - timedelta(hours=1)] * len(credited),
        },
        schema_overrides={"since": UTC_US},
    )


def chosen(
    *pairs: dict[str, Any],
    article: dict[str, Any] | None = None,
    decided: Sequence[tuple[int, int, bool]] = (),
    known: pl.DataFrame | None = None,
) -> list[dict[str, Any]]:
    number = {**dict.fromkeys(PAIR, pl.Int64), "containment": pl.Float64, "jaccard": pl.Float64}
    frame = pl.DataFrame(
        [{**PAIR, **pair} for pair in pairs],
        schema={**number, "linked": pl.Boolean, "title": pl.String},
    )
    words = dict.fromkeys(ARTICLE, pl.String)
    articles = pl.DataFrame(
        [{**ARTICLE, **(article or {})}],
        schema={**words, "article": pl.Int64, "published_at": UTC_US},
    )
    decisions = pl.DataFrame(
        list(decided),
        schema={"article": pl.Int64, "post": pl.Int64, "accepted": pl.Boolean},
        orient="row",
    )
    beside = Known(posts(0, 1) if known is None else known, articles, decisions)
    found = choose(frame, beside, NOW, RULES.verdicts)
    assert found.schema == MATCHES
    assert set(found["reason"]) <= set(REASONS)
    return found.to_dicts()


def verdict(pair: dict[str, Any], **article: Any) -> tuple[str, str] | None:
    rows = chosen(pair, article=article)
    return (rows[0]["verdict"], rows[0]["reason"]) if rows else None


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ({}, ("accepted", "text")),
        ({"containment": 0.5}, ("accepted", "text")),
        ({"containment": 0.4, "shared": 420}, ("accepted", "text")),
        ({"containment": 0.39, "shared": 420}, ("doubtful", "some")),
        ({"containment": 0.49, "shared": 419}, ("doubtful", "some")),
        ({"containment": 0.49, "post_shingles": 299}, ("doubtful", "some")),
        ({"containment": 0.24}, None),
        ({"names_same": 1, "names_other": 1}, ("rejected", "names")),
        ({"names_same": 3, "names_other": 1}, ("doubtful", "names")),
        ({"numbers_same": 1, "numbers_other": 2}, ("rejected", "numbers")),
        ({"numbers_same": 0, "numbers_other": 1}, ("doubtful", "numbers")),
        ({"numbers_same": 8, "numbers_other": 1}, ("accepted", "text")),
        ({"post_shingles": 40, "jaccard": 0.8}, ("accepted", "text")),
        ({"post_shingles": 40, "containment": 1.0, "jaccard": 0.1}, ("doubtful", "short")),
        ({"post_shingles": 40, "containment": 0.95, "jaccard": 0.6}, ("accepted", "text")),
        ({"post_shingles": 40, "containment": 0.94, "jaccard": 0.79}, ("doubtful", "short")),
        ({"post_shingles": 40, "containment": 1.0, "jaccard": 0.59}, ("doubtful", "short")),
        ({"post_shingles": 40, "containment": 0.7, "jaccard": 0.2}, ("rejected", "short")),
        ({"post_shingles": 11, "containment": 1.0, "jaccard": 1.0}, ("rejected", "short")),
        ({"containment": 1.0, "jaccard": 0.2}, ("accepted", "text")),
        ({**UNCOMPARED, "linked": True}, ("accepted", "link")),
        ({**UNCOMPARED, "title": "equal"}, ("accepted", "title")),
        ({**UNCOMPARED, "title": "common"}, ("doubtful", "title_common")),
    ],
)
def test_verdict_of_a_pair(pair: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert verdict(pair) == expected


def test_less_is_enough_only_where_no_other_post_is_in_the_article() -> None:
    for pair, reason in (
        ({"containment": 0.45}, "some"),
        ({"post_shingles": 40, "containment": 1.0, "jaccard": 0.7}, "short"),
    ):
        for other, expected in (
            ({"post": 1, "containment": 0.25}, ("doubtful", reason)),
            ({"post": 1, "containment": 0.25, "names_other": 9}, ("doubtful", reason)),
            ({"post": 1, "containment": 0.24}, ("accepted", "text")),
            ({**UNCOMPARED, "post": 1}, ("accepted", "text")),
        ):
            row = chosen(pair, other)[0]
            assert (row["verdict"], row["reason"]) == expected
        family = chosen(pair, {"post": 1, "containment": 0.4}, known=posts(0, 0))
        assert family[0]["verdict"] == "accepted"


def test_a_source_mark_makes_less_text_enough_but_not_none() -> None:
    assert verdict({"containment": 0.3}, marked="单位0") == ("accepted", "mark")
    assert verdict({"containment": 0.3}, marked="单位1") == ("doubtful", "some")
    assert verdict({"containment": 0.1}, marked="单位0") is None


def test_a_twin_stays_a_twin_whatever_it_marks() -> None:
    assert verdict({"names_same": 0, "names_other": 1}, marked="单位0") == ("rejected", "names")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (DAY - timedelta(hours=24), ("accepted", "text")),
        (DAY - timedelta(hours=26), ("rejected", "early")),
        (None, ("accepted", "text")),
        (NOW + timedelta(days=400), ("accepted", "text")),
    ],
)
def test_a_reprint_is_not_older_than_its_original(
    when: datetime | None, expected: tuple[str, str]
) -> None:
    assert verdict({}, published_at=when) == expected


@pytest.mark.parametrize(
    "article",
    [
        {"url": "http://www.weibo.com/0/"},
        {"source": "浦东发布0"},
        {"source_unit": "单位0"},
    ],
)
def test_a_unit_does_not_reprint_itself(article: dict[str, Any]) -> None:
    assert verdict({}, **article) == ("rejected", "own")
    assert verdict({"linked": True}, **article) == ("rejected", "own")


def test_an_article_counts_once_for_the_post_that_most_of_it_is_from() -> None:
    rows = chosen({"shared": 90, "containment": 1.0}, {"post": 1, "shared": 400})
    assert [(row["post_id"], row["verdict"], row["reason"]) for row in rows] == [
        ("p0", "rejected", "nearer"),
        ("p1", "accepted", "text"),
    ]


def test_a_link_beats_the_nearer_text() -> None:
    rows = chosen({**UNCOMPARED, "linked": True}, {"post": 1, "shared": 600})
    assert [row["verdict"] for row in rows] == ["accepted", "rejected"]


def test_a_family_counts_for_its_origin_and_once() -> None:
    rows = chosen({"shared": 300}, {"post": 1, "shared": 500}, known=posts(0, 0))
    assert [(row["post_id"], row["matched_post"], row["verdict"]) for row in rows] == [
        ("p0", "p1", "accepted")
    ]


def test_a_member_of_a_family_reprints_its_origin() -> None:
    rows = chosen({"post": 1}, article={"url": "https://weibo.com/1"}, known=posts(0, 0))
    assert (rows[0]["post_id"], rows[0]["verdict"]) == ("p0", "accepted")


def test_a_decision_wins_over_everything() -> None:
    twin = {"names_same": 0, "names_other": 5}
    assert chosen(twin, decided=[(0, 0, True)])[0]["verdict"] == "accepted"
    assert chosen({}, decided=[(0, 0, False)])[0]["verdict"] == "rejected"
    assert chosen({**UNCOMPARED}, decided=[(0, 0, True)])[0]["evidence"] == "decision"


def test_what_was_rejected_does_not_come_back_by_another_member_of_the_family() -> None:
    rows = chosen({}, {"post": 1}, decided=[(0, 0, False)], known=posts(0, 0))
    assert [(row["verdict"], row["reason"]) for row in rows] == [("rejected", "decided")]


def test_what_is_declared_and_what_is_alike_are_told_apart() -> None:
    assert chosen({})[0]["matched_by"] == "similarity"
    assert chosen({"linked": True})[0]["matched_by"] == "declared"


def test_of_an_article_that_is_a_reprint_nobody_is_asked_about_other_posts() -> None:
    rows = chosen({"containment": 0.9}, {"post": 1, "containment": 0.4})
    assert [(row["verdict"], row["reason"]) for row in rows] == [
        ("accepted", "text"),
        ("rejected", "nearer"),
    ]


def test_people_are_asked_about_the_nearest_posts_alone() -> None:
    most = RULES.verdicts.for_review.value
    pairs = [{"post": n, "containment": 0.4, "shared": 100 + n} for n in range(most + 2)]
    rows = chosen(*pairs, known=posts(*range(most + 2)))
    asked = [row["post_id"] for row in rows if row["verdict"] == "doubtful"]
    assert asked == [f"p{n}" for n in range(2, most + 2)]
    assert {row["reason"] for row in rows if row["verdict"] == "rejected"} == {"nearer"}
