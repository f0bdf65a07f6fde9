"""What people look at, and what they say: remembered, and asked once."""

from datetime import UTC, datetime

import pytest

from ranking.errors import DataError, EditionError, UsageError
from ranking.ledger.reprint_decisions import read_decisions
from ranking.model.month import Month
from ranking.workflow.reprint_items import all_items
from ranking.workflow.reprint_match import match_reprints
from ranking.workflow.reprint_review import decide, review_items
from tests.builders.matching import (
    MONTH,
    NOW,
    TEXTS,
    article,
    cut,
    opened,
    post_id,
    put,
    rows_written,
    state,
)

FEED = [
    article("less", cut(3, 0.28), channel="澎湃新闻", channel_type="client"),
    article("more", cut(2, 0.36)),
    article("whole", TEXTS[1]),
]
PEOPLE = """
[[people]]
name = "张三"
user = "zhang"
roles = ["prepare"]
[[people]]
name = "李四"
user = "si"
roles = ["review"]
[[people]]
name = "王五"
user = "wu"
roles = ["approve"]
"""


@pytest.fixture
def matched(office):
    """A month that is matched: two articles wait, one is accepted."""
    put(office, FEED)
    match_reprints(office, MONTH)
    return office


def waiting(workspace) -> dict[str, str]:
    return {one.article_id: one.id for one in review_items(workspace, MONTH)}


def test_what_waits_is_told_with_all_that_people_need(matched) -> None:
    """The most similar first."""
    first, second = review_items(matched, MONTH)
    assert (first.article_id, second.article_id) == ("more", "less")
    assert second.post_id == post_id(3)
    assert (second.unit, second.account) == ("静安区", "静安区发布")
    assert TEXTS[3].startswith(second.post_excerpt)
    assert (second.channel, second.channel_type) == ("澎湃新闻", "client")
    assert (second.title, second.url) == ("标题 less", "https://news.example/less")
    assert second.post_published_at == datetime(2026, 10, 11, 0, tzinfo=UTC)
    assert (second.reason, second.evidence, second.verdict) == ("some", "text", "doubtful")
    assert second.similarity is not None
    assert 0.25 <= second.similarity < first.similarity
    assert second.channel_id == "c-pengpai"
    assert second.decision is None
    assert review_items(matched, MONTH, decided=True) == []


def test_what_was_decided_never_comes_back(matched) -> None:
    """Nor when the feed grows, or the article is seen again; who said it and why is kept."""
    items = waiting(matched)
    report = decide(matched, MONTH, {items["less"]: False, items["more"]: True}, "看过").report
    assert (report.added, report.doubtful) == (1, 0)
    assert waiting(matched) == {}
    put(matched, [article("less", cut(3, 0.29), observed_at=NOW), article("new", TEXTS[4])])
    match_reprints(matched, MONTH)
    assert waiting(matched) == {}
    told = {one.article_id: one for one in review_items(matched, MONTH, decided=True)}
    assert {name: one.decision for name, one in told.items()} == {"less": False, "more": True}
    assert {(one.decided_by, one.decision_reason) for one in told.values()} == {("zhang", "看过")}
    assert told["less"].decided_at == NOW
    assert {one.evidence for one in told.values()} == {"decision"}


def test_the_same_decision_again_changes_nothing(matched) -> None:
    """Another one does, and so on: rows are added each time, and the last one counts."""
    item = waiting(matched)["more"]
    decide(matched, MONTH, {item: True})
    for accepted, rows in ((True, 2), (False, 3), (False, 3), (True, 4), (False, 5)):
        decide(matched, MONTH, {f" {item.upper()} ": accepted})
        assert rows_written(matched) == rows
        counted = {one["post_id"] for one in state(matched)["reprints"]}
        assert (post_id(2) in counted) is accepted
    with matched.ledger.reading() as connection:
        assert len(read_decisions(connection)) == 1


def test_what_was_accepted_by_matching_may_be_rejected_too(matched) -> None:
    """Any pair of the month that matching looked at."""
    accepted = next(
        one for one in all_items(matched, Month.parse(MONTH)) if one.article_id == "whole"
    )
    assert decide(matched, MONTH, {accepted.id: False}).report.taken_back == 1
    assert state(matched)["reprints"] == []


def test_an_unknown_item_is_refused_with_near_ones(matched) -> None:
    """And then nothing is decided at all, not even the items that are known."""
    known = waiting(matched)["more"]
    wrong = known[:-1] + ("0" if known[-1] != "0" else "1")
    with pytest.raises(UsageError, match=wrong) as raised:
        decide(matched, MONTH, {known: True, wrong: False})
    assert known in raised.value.near
    assert f"govrank reprints review {MONTH}" in raised.value.hint_text()
    with matched.ledger.reading() as connection:
        assert read_decisions(connection) == []


def test_an_item_of_another_month_is_refused_with_that_month(matched) -> None:
    """It is decided there."""
    put(matched, [article("old", cut(9, 0.3), published_at=datetime(2026, 9, 29, 4, tzinfo=UTC))])
    match_reprints(matched, "2026-09")
    (item,) = review_items(matched, "2026-09")
    with pytest.raises(UsageError, match=r"2026-09, not of 2026-10") as raised:
        decide(matched, MONTH, {item.id: True})
    assert "govrank reprints review 2026-09" in raised.value.hint_text()


def test_a_month_that_was_not_matched_has_nothing_to_review(office) -> None:
    """The command that helps is named."""
    for look in (lambda: review_items(office, MONTH), lambda: decide(office, MONTH, {"x": True})):
        with pytest.raises(DataError, match="not matched") as raised:
            look()
        assert f"govrank reprints match {MONTH}" in raised.value.hint_text()


def test_who_decides_is_one_of_the_people_of_the_list(matched) -> None:
    """By name; a user whom the list file does not know may not."""
    lists = matched.home / "config" / "lists"
    lists.mkdir(parents=True, exist_ok=True)
    board = '[[boards]]\nindex = "communication"\n[[methods]]\nid = "shanghai"\nfrom = "2017-01"\n'
    (lists / "main.toml").write_text(f'id = "main"\ntitle = "榜"\n{board}{PEOPLE}', "utf-8")
    item = waiting(matched)["more"]
    with opened(matched.home, "li") as other, pytest.raises(EditionError, match="li"):
        decide(other, MONTH, {item: True})
    decide(matched, MONTH, {item: True}, person="张三")
    (made,) = review_items(matched, MONTH, decided=True)
    assert made.decided_by == "张三"
    with matched.ledger.reading() as connection:
        assert [one.actor for one in read_decisions(connection)] == ["zhang"]
