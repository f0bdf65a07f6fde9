"""Made feeds with known truth, and what must not matter."""

from datetime import timedelta
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.reprints.frames import ARTICLES, BOILERPLATE, DECISIONS, MATCHES
from ranking.reprints.match import feed_boilerplate, feed_lines, match, read_feed
from ranking.reprints.posts import Posts, prepare
from tests.builders.feeds import KEPT_ENOUGH, NOW, START, Feed, Writer, feed, scored
from tests.builders.matching_rules import RULES, changed

NOTHING = BOILERPLATE.to_frame()
UNDECIDED = DECISIONS.to_frame()


@cache
def made() -> tuple[Feed, Posts]:
    small = feed(11, 24)
    return small, prepare(small.originals, small.names, RULES)


def matched(
    articles: pl.DataFrame, boilerplate: pl.DataFrame = NOTHING, decided: pl.DataFrame = UNDECIDED
) -> pl.DataFrame:
    return match(made()[1], read_feed(articles, RULES), boilerplate, decided, NOW)


def article(text: str | None, **others: object) -> pl.DataFrame:
    row = dict.fromkeys(ARTICLES) | {"article_id": "x", "source": "新闻网", "text": text}
    return pl.DataFrame([row | others], schema=ARTICLES)


def accepted(matches: pl.DataFrame) -> dict[str, str]:
    rows = matches.filter(pl.col("verdict") == "accepted")
    return dict(rows.select("article_id", "post_id").iter_rows())


def test_recall_and_precision_where_four_fifths_are_kept() -> None:
    large = feed(12, 100)
    posts = prepare(large.originals, large.names, RULES)
    found = read_feed(large.articles, RULES)
    boilerplate = feed_boilerplate(posts, [feed_lines(found)])
    table = scored(match(posts, found, boilerplate, UNDECIDED, NOW), large.truth)
    easy = table.filter(pl.col("hardness").is_in(KEPT_ENOUGH))
    assert easy.height == len(KEPT_ENOUGH)
    assert easy["found"].sum() / easy["articles"].sum() >= 0.98
    assert table["wrong"].sum() / table["found"].sum() <= 0.01
    by_name = {row["hardness"]: row for row in table.iter_rows(named=True)}
    assert by_name["unrelated"]["wrong"] == by_name["twin of no post"]["wrong"] == 0
    assert by_name["twin of two posts"]["found"] >= 0.9 * by_name["twin of two posts"]["articles"]
    cut = by_name["cut to 50 %"]
    assert cut["found"] + cut["doubtful"] >= 0.98 * cut["articles"]


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 9))
def test_order_batches_and_days_do_not_matter(random, days: int) -> None:  # type: ignore[no-untyped-def]
    articles = made()[0].articles
    whole = matched(articles)
    order = list(range(articles.height))
    random.shuffle(order)
    parts = [matched(articles[order[day::days]]) for day in range(days)]
    assert pl.concat(parts).sort("article_id", "post_id").equals(whole)


@pytest.mark.slow
def test_batches_within_a_feed_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = made()[0].articles
    whole = matched(articles)
    monkeypatch.setattr("ranking.reprints.match.BATCH", 7)
    assert matched(articles).equals(whole)


def test_boilerplate_of_days_put_together_is_that_of_the_feed() -> None:
    small, posts = made()
    whole = feed_boilerplate(posts, [feed_lines(read_feed(small.articles, RULES))])
    days = [feed_lines(read_feed(small.articles[at::3], RULES)) for at in (2, 0, 1)]
    assert whole.height
    assert feed_boilerplate(posts, days).equals(whole)


def test_an_unrelated_article_changes_nothing() -> None:
    small, _ = made()
    other = article(Writer(99).text(800), article_id="zzz")
    assert matched(pl.concat([small.articles, other])).equals(matched(small.articles))


def test_boilerplate_changes_no_verdict_of_long_posts() -> None:
    small, posts = made()
    boilerplate = feed_boilerplate(posts, [feed_lines(read_feed(small.articles, RULES))])
    assert accepted(matched(small.articles, boilerplate)) == accepted(matched(small.articles))


@pytest.mark.parametrize("text", [None, "", "，。！", "<p></p>", "早安"])
def test_an_article_that_says_nothing_reprints_nothing(text: str | None) -> None:
    assert matched(article(text)).height == 0


def test_an_article_without_text_is_known_by_its_title_and_marked_as_weaker() -> None:
    small, _ = made()
    post = small.originals.row(0, named=True)
    long = f"{post['title']}全文公布如下"
    this = pl.col("post_id") == post["post_id"]
    titled = small.originals.with_columns(title=pl.when(this).then(pl.lit(long)))
    posts = prepare(titled, small.names, RULES)
    row = match(posts, read_feed(article(None, title=long), RULES), NOTHING, UNDECIDED, NOW)
    assert row.select("post_id", "evidence", "similarity").rows() == [
        (post["post_id"], "title", None)
    ]


def test_an_article_of_half_a_post_is_a_reprint_and_one_of_two_halves_is_for_people() -> None:
    first, second = made()[0].originals.filter(pl.col("text").str.len_chars() > 700)["text"][1:3]
    one, other = (text[: round(0.46 * len(text))] for text in (first, second))
    for text in (one, other):
        assert len(accepted(matched(article(text)))) == 1
    rows = matched(article(f"{one}\n{other}"))
    assert rows["verdict"].to_list() == ["doubtful"] * 2


def test_a_giant_article_is_read_as_far_as_it_goes() -> None:
    text = made()[0].originals["text"][0] + Writer(5).text(2000) * 200
    assert len(text) > 400_000
    assert accepted(matched(article(text))) == {"x": "wechat:000000"}


def test_a_reprint_in_traditional_characters_is_found_where_it_is_wanted() -> None:
    simple = Writer(8).text(300) + "这是浦东发布的头条新闻，请转发给亲属们。" * 3
    traditional = simple.translate(
        str.maketrans("这发头条闻请转给亲属们", "這發頭條聞請轉給親屬們")
    )
    one = made()[0].originals.head(1).with_columns(text=pl.lit(traditional), title=pl.lit("停水"))
    rows = []
    for rules in (RULES, changed(simplified=False)):
        posts = prepare(one, made()[0].names, rules)
        feed = read_feed(article(simple), rules)
        rows += match(posts, feed, NOTHING, UNDECIDED, NOW)["similarity"].to_list()
    assert rows[0] == 1.0
    assert rows[1] < 1.0


def test_dates_before_missing_and_to_come() -> None:
    text = made()[0].originals["text"][0]
    for when, expected in (
        (START - timedelta(days=3), {}),
        (None, {"x": "wechat:000000"}),
        (NOW + timedelta(days=900), {"x": "wechat:000000"}),
    ):
        assert accepted(matched(article(text, published_at=when))) == expected


def test_a_post_is_no_reprint_of_itself() -> None:
    post = made()[0].originals.row(0, named=True)
    row = matched(article(post["text"], url=post["url"]))
    assert ("wechat:000000", "rejected", "own") in row.select("post_id", "verdict", "reason").rows()
    assert accepted(row) == {}


def test_a_withdrawn_post_was_reprinted_all_the_same() -> None:
    small, _ = made()
    gone = small.originals.with_columns(withdrawn_at=pl.col("published_at") + timedelta(days=1))
    posts = prepare(gone, small.names, RULES)
    text = small.originals["text"][0]
    found = match(posts, read_feed(article(text), RULES), NOTHING, UNDECIDED, NOW)
    assert accepted(found) == {"x": "wechat:000000"}


def test_a_link_in_the_text_is_enough() -> None:
    post = made()[0].originals.row(3, named=True)
    row = matched(article(f"一句话新闻，详见 {post['url']} 。"))
    assert row.select("post_id", "evidence", "matched_by").rows() == [
        (post["post_id"], "link", "declared")
    ]


def test_decisions_are_remembered() -> None:
    small, _ = made()
    text = small.originals["text"][0]
    no = pl.DataFrame([("x", "wechat:000000", False)], schema=DECISIONS, orient="row")
    yes = pl.DataFrame([("x", "wechat:000001", True)], schema=DECISIONS, orient="row")
    assert accepted(matched(article(text), decided=no)) == {}
    assert accepted(matched(article(text), decided=yes)) == {"x": "wechat:000001"}
    assert accepted(matched(article("无关"), decided=yes)) == {"x": "wechat:000001"}


def test_evidence_shows_the_beginning_of_the_article_without_markup() -> None:
    text = made()[0].originals["text"][0]
    excerpt = matched(article(f"<b>{text}</b>"))["excerpt"][0]
    assert excerpt == text[:80]


def test_no_article_is_no_match() -> None:
    assert matched(ARTICLES.to_frame()).equals(MATCHES.to_frame())
