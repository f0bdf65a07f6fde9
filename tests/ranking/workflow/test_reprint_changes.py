"""What a matching writes: only what differs from what is stored, and never twice."""

from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranking.intake.identity import digest
from ranking.schemas import CHANNELS, REPRINT_MATCHES, REPRINTS
from ranking.workflow.reprint_changes import Changes, changes, stored_reprints

TIME = datetime(2026, 10, 5, tzinfo=UTC)
NO_CHANNELS = pl.DataFrame(schema=CHANNELS)
URL = "https://www.news.example/a"


def match(article: str = "a1", verdict: str = "accepted", **more: object) -> dict[str, object]:
    values = {
        "article_id": article,
        "post_id": "weibo:1",
        "verdict": verdict,
        "reason": "text",
        "matched_by": "similarity",
        "similarity": 0.9,
        "channel_id": "c1",
        "title": "标题",
        "url": URL,
        "published_at": TIME,
    }
    return {**dict.fromkeys(REPRINT_MATCHES), **values, **more}


def decided(accepted: bool, article: str = "a1", **more: object) -> dict[str, object]:
    verdict = "accepted" if accepted else "rejected"
    values = {"reason": "decided", "matched_by": "declared", **more}
    return match(article, verdict, **values)


def imported(url: str | None = URL, channel: str = "c1", **more: object) -> dict[str, object]:
    values = {"reprint_id": "imported", "post_id": "weibo:1", "channel_id": channel, "url": url}
    return {**dict.fromkeys(REPRINTS), **values, "matched_by": "declared", **more}


def told(raw: pl.DataFrame, *matches: dict[str, object], channels=NO_CHANNELS) -> Changes:
    """Return the changes that matches mean beside raw reprints."""
    frame = pl.DataFrame(matches, schema=dict(REPRINT_MATCHES), orient="row")
    return changes(frame, stored_reprints(raw.lazy(), frame), channels)


def rows(*reprints: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(reprints, schema=dict(REPRINTS), orient="row")


def after(raw: pl.DataFrame, done: Changes) -> pl.DataFrame:
    return pl.concat([raw, done.rows.select(REPRINTS.names())])


def counting(raw: pl.DataFrame) -> set[str]:
    """Return the reprints that count: those not taken back last."""
    last = raw.group_by("reprint_id", maintain_order=True).agg(
        pl.col("rejected").drop_nulls().last()
    )
    return set(last.filter(~pl.col("rejected").fill_null(value=False))["reprint_id"])


def figures(done: Changes) -> tuple[int, int, int]:
    return done.added, done.taken_back, done.changed


OWN = digest("weibo:1\nc1\nnews.example/a")


def test_an_accepted_article_is_added_once_and_taken_back_when_it_is_none_any_more() -> None:
    """The same again writes nothing; accepted again it counts again."""
    first = told(rows(), match())
    assert figures(first) == (1, 0, 0)
    assert first.rows.row(0, named=True) == {
        "reprint_id": OWN,
        "post_id": "weibo:1",
        "channel_id": "c1",
        "published_at": TIME,
        "title": "标题",
        "url": URL,
        "matched_by": "similarity",
        "similarity": 0.9,
        "parent": None,
        "rejected": False,
        "article_id": "a1",
    }
    raw = after(rows(), first)
    assert figures(told(raw, match())) == (0, 0, 0)
    for verdict in ("doubtful", "rejected"):
        gone = told(raw, match(verdict=verdict))
        assert figures(gone) == (0, 1, 0)
        assert counting(after(raw, gone)) == set()
    raw = after(raw, told(raw))
    assert figures(told(raw)) == (0, 0, 0)
    assert figures(told(raw, match())) == (1, 0, 0)


def test_what_is_described_anew_is_written_anew() -> None:
    """Also where a similarity is none any more: a link was found. Then it rests."""
    raw = after(rows(), told(rows(), match()))
    linked = match(matched_by="declared", similarity=None)
    changed = told(raw, linked)
    assert figures(changed) == (0, 0, 1)
    assert figures(told(after(raw, changed), linked)) == (0, 0, 0)


def test_an_article_that_a_file_names_too_counts_once() -> None:
    """However its address is written, in its channel or in one that was merged into it."""
    one = pl.DataFrame([{"channel_id": "c1", "merged": ["c0"]}], schema=dict(CHANNELS))
    for file in (imported("http://news.example/a/"), imported(channel="c0")):
        done = told(rows(file), match(), channels=one)
        assert figures(done) == (0, 0, 0)
        assert done.counted.is_empty()
        assert done.matches["reprint_id"].to_list() == ["imported"]
    elsewhere = imported("https://news.example/b"), imported(channel="c2"), imported(None)
    for file in (*elsewhere, imported(post_id="weibo:2")):
        assert figures(told(rows(file), match())) == (1, 0, 0)


def test_a_file_that_comes_later_replaces_what_was_matched() -> None:
    """The reprint of matching is taken back: it is counted as the file has it."""
    raw = after(rows(), told(rows(), match()))
    raw = pl.concat([raw, rows(imported("http://news.example/a"))])
    done = told(raw, match())
    assert figures(done) == (0, 1, 0)
    assert counting(after(raw, done)) == {"imported"}


def test_what_a_file_names_is_taken_back_by_people_alone() -> None:
    """What matching does not accept stays; what a person accepts again counts again."""
    raw = rows(imported())
    assert figures(told(raw, match(verdict="rejected"))) == (0, 0, 0)
    refused = told(raw, decided(accepted=False))
    assert figures(refused) == (0, 1, 0)
    raw = after(raw, refused)
    assert counting(raw) == set()
    assert figures(told(raw, decided(accepted=False))) == (0, 0, 0)
    again = told(raw, decided(accepted=True))
    assert figures(again) == (1, 0, 0)
    assert counting(after(raw, again)) == {"imported"}
    assert figures(told(after(raw, again), decided(accepted=True))) == (0, 0, 0)


def test_several_articles_at_one_address_are_one_reprint() -> None:
    """It has the counts of all of them; a person's no to one of them is a no to it."""
    two = [match("a1"), match("a2", url="news.example/a")]
    done = told(rows(), *two)
    assert figures(done) == (1, 0, 0)
    assert sorted(done.counted["article_id"]) == ["a1", "a2"]
    assert done.matches["reprint_id"].to_list() == [OWN, OWN]
    assert figures(told(rows(), *reversed(two))) == (1, 0, 0)
    raw = after(rows(), done)
    assert figures(told(raw, two[0], decided(accepted=False, article="a2", url=URL))) == (0, 1, 0)


@pytest.mark.parametrize(
    ("url", "time", "when"),
    [(None, TIME, "2026-10-05T00:00:00Z"), (None, None, "a1"), (URL, None, "news.example/a")],
)
def test_a_reprint_has_an_id_whatever_is_missing(url, time, when) -> None:
    """Of its address, else of its time, else of the article."""
    done = told(rows(), match(url=url, published_at=time))
    assert done.rows["reprint_id"].to_list() == [digest(f"weibo:1\nc1\n{when}")]


def test_an_article_of_no_known_channel_is_no_reprint() -> None:
    """Nor does a person's no to it take anything back."""
    for one in (match(channel_id=None), decided(accepted=False, channel_id=None)):
        done = told(rows(imported()), one)
        assert figures(done) == (0, 0, 0)
        assert done.matches["reprint_id"].to_list() == [None]


STATES = st.sampled_from(
    [
        match(),
        match(verdict="doubtful"),
        match(title="另题"),
        match(url="http://news.example/a/"),
        match(channel_id="c2"),
        match(similarity=None, matched_by="declared"),
        decided(accepted=True),
        decided(accepted=False),
    ]
)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.lists(STATES, min_size=1, max_size=6), st.booleans())
def test_the_last_matching_alone_says_what_counts(states, by_file) -> None:
    """Whatever was matched before; and once more it changes nothing."""
    raw = rows(imported()) if by_file else rows()
    start = raw
    for state in states:
        raw = after(raw, told(raw, state))
    assert figures(told(raw, states[-1])) == (0, 0, 0)
    if by_file and not any(state["reason"] == "decided" for state in states):
        assert "imported" in counting(raw)
    if not by_file:
        assert counting(raw) == counting(after(start, told(start, states[-1])))
