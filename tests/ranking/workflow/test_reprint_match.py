"""Matching a month: what is written, what is not, and what it says where nothing can be done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.errors import ConnectorError
from ranking.errors import DataError, IntakeError, LedgerError, UsageError
from ranking.ledger.imports import read_imports
from ranking.ledger.reprint_matchings import KIND
from ranking.ledger.roster import read_channels, read_roster, replace_roster, save_channels
from ranking.model.month import Month
from ranking.workflow.configuration import list_of
from ranking.workflow.draft import draft_month
from ranking.workflow.facts import facts_until
from ranking.workflow.import_report import ImportRequest
from ranking.workflow.reprint_items import item_id
from ranking.workflow.reprint_match import match_reprints
from ranking.workflow.reprint_review import decide, review_items
from tests.builders.feed_files import article as feed_article
from tests.builders.feed_files import write_feed
from tests.builders.files import ROSTER, write_csv
from tests.builders.matching import (
    MONTH,
    TEXTS,
    article,
    cut,
    matching_workspace,
    opened,
    post_id,
    put,
    rows_written,
    state,
)

FEED = [
    article("whole", TEXTS[1]),
    article("most", cut(2, 0.8), channel="新民网"),
    article("some", cut(3, 0.3), channel="澎湃新闻", channel_type="client"),
    article("none", "与谁都不相干的一段文字。" * 20),
]


def reprints(workspace, month: str = MONTH) -> list[tuple[object, object]]:
    return sorted(
        (one["post_id"], one["channel_id"]) for one in state(workspace, month)["reprints"]
    )


def verdicts(workspace, month: str = MONTH) -> dict[object, tuple[object, object]]:
    found = state(workspace, month)["matches"]
    return {one["article_id"]: (one["verdict"], one["reason"]) for one in found}


def test_accepted_articles_of_known_channels_become_reprints(office) -> None:
    """With their counts; everything that was looked at is in the matches."""
    put(office, FEED)
    report = match_reprints(office, MONTH).report
    assert (report.posts, report.articles) == (9, 4)
    found = (report.accepted, report.doubtful, report.rejected, report.unmatched)
    assert found == (2, 1, 0, 1)
    assert (report.added, report.taken_back, report.up_to_date) == (2, 0, False)
    assert report.evidence == {"text": 2}
    assert reprints(office) == [(post_id(1), "c-sina"), (post_id(2), "c-xinmin")]
    assert [one["reads"] for one in state(office)["reprints"]] == [10, 10]
    assert set(verdicts(office)) == {"whole", "most", "some"}


def test_matching_again_changes_nothing(office) -> None:
    """Neither rows nor files nor the ledger."""
    put(office, FEED)
    first = match_reprints(office, MONTH).report
    before = sorted(path.name for path in office.settings.facts.rglob("*.parquet"))
    again = match_reprints(office, MONTH).report
    assert again == replace(first, up_to_date=True, added=0, compared=0)
    assert sorted(path.name for path in office.settings.facts.rglob("*.parquet")) == before
    with office.ledger.reading() as connection:
        assert sum(one.kind == KIND for one in read_imports(connection)) == 1


def test_reprints_of_a_draft_go_up_by_those_accepted_and_back_by_those_rejected(
    office, tmp_path
) -> None:
    """From files, as an office does it: feed, match, draft, reject, draft."""
    rows = [
        {
            "channel": one["channel"],
            "channel_type": {"client": "客户端"}.get(str(one["channel_type"]), "网站"),
            "title": one["title"],
            "text": one["text"],
            "url": one["url"],
            "published_at": one["published_at"],
            "reads": 10,
        }
        for one in FEED
    ]
    before = weighted(office)
    run = match_reprints(office, MONTH, [ImportRequest(write_feed(tmp_path / "监测.csv", rows))])
    assert [(one.error, one.accepted) for one in run.imports] == [(None, 4)]
    assert run.report.accepted == 2
    drafted = weighted(office)
    added = {unit: round(drafted[unit] - before[unit], 6) for unit in drafted}
    assert added == {"静安区": 0.8, "黄浦区": 0.8, "杨浦区": 0}
    (item,) = review_items(office, MONTH)
    assert decide(office, MONTH, {item.id: True}).report.added == 1
    assert weighted(office)["静安区"] == round(drafted["静安区"] + 1, 6)
    assert decide(office, MONTH, {item.id: False}).report.taken_back == 1
    assert weighted(office) == drafted
    assert match_reprints(office, MONTH).report.up_to_date


def test_an_article_of_a_unit_itself_is_no_reprint(office) -> None:
    """Known by the name of its account, by a name of the unit, or by the account's id."""
    sources = ("静安区发布", "静安区", "weibo:101", "101")
    put(
        office,
        [
            article(f"own {name}", TEXTS[1], channel=name, channel_type="wechat", linked=None)
            for name in sources
        ],
    )
    assert match_reprints(office, MONTH).report.rejected == len(sources)
    assert set(verdicts(office).values()) == {("rejected", "own")}
    assert reprints(office) == []


def test_an_account_that_is_not_known_is_entered_and_a_site_is_not(office) -> None:
    """An account is entered once it counts; another name of a channel is that channel."""
    put(
        office,
        [
            article("wechat", TEXTS[1], channel="某公众号", channel_type="wechat"),
            article("idle", "别的文字。" * 60, channel="无关公众号", channel_type="wechat"),
            article("site", TEXTS[2], channel="某某在线"),
            article("alias", TEXTS[3], channel="新浪新闻客户端", channel_type=None),
        ],
    )
    report = match_reprints(office, MONTH).report
    assert (report.accepted, report.added) == (3, 2)
    assert reprints(office) == [(post_id(1), "wechat:某公众号"), (post_id(3), "c-sina")]
    with office.ledger.reading() as connection:
        known = {one.name: one.origin for one in read_channels(connection)}
    assert known["某公众号"] == f"reprints match {MONTH}"
    assert not {"无关公众号", "某某在线"} & set(known)
    assert [(one.name, one.accepted) for one in report.unknown] == [("某某在线", 1)]
    assert match_reprints(office, MONTH).report.up_to_date


def test_a_source_that_becomes_known_counts_at_the_next_matching(office) -> None:
    """Nothing has to be compared again for that; merged into a channel it counts as that."""
    put(office, [article("site", TEXTS[2], channel="某某在线")])
    assert match_reprints(office, MONTH).report.added == 0
    with office.ledger.writing() as connection:
        sina = next(one for one in read_channels(connection) if one.channel_id == "c-sina")
        save_channels(connection, [replace(sina, aliases=(*sina.aliases, "某某在线"))])
    report = match_reprints(office, MONTH).report
    assert (report.added, report.compared, report.unknown) == (1, 0, ())
    assert reprints(office) == [(post_id(2), "c-sina")]


def test_a_post_of_the_month_before_is_credited_there(office) -> None:
    """One within the days looked back keeps its reprint from this month's posts; one before them
    is not looked at."""
    put(office, [article("late", TEXTS[9], published_at=datetime(2026, 10, 1, 2, tzinfo=UTC))])
    report = match_reprints(office, MONTH).report
    assert (report.accepted, report.unmatched) == (0, 1)
    assert reprints(office) == []
    assert match_reprints(office, "2026-09").report.accepted == 1
    assert reprints(office, "2026-09") == [(post_id(9), "c-sina")]


@pytest.mark.parametrize("months", [("2026-10", "2026-11"), ("2026-11", "2026-10")])
def test_an_article_of_two_posts_of_two_months_counts_once(office, months) -> None:
    """For the earlier month, whichever is matched first; a person may say otherwise."""
    both = f"{TEXTS[3]}\n{TEXTS[11]}"
    put(office, [article("both", both, published_at=datetime(2026, 11, 4, tzinfo=UTC))])
    for month in months:
        match_reprints(office, month)
    assert reprints(office, "2026-10") == [(post_id(3), "c-sina")]
    assert reprints(office, "2026-11") == []
    assert verdicts(office, "2026-11") == {"both": ("rejected", "nearer")}
    decide(office, "2026-11", {item_id("both", post_id(11)): True})
    assert reprints(office, "2026-10") == []
    assert reprints(office, "2026-11") == [(post_id(11), "c-sina")]
    assert all(match_reprints(office, month).report.up_to_date for month in months)


def test_what_was_seen_after_the_close_of_a_month_is_not_in_it_as_it_was_then(office) -> None:
    """What was seen before it is, though it was matched together with the rest and later."""
    close = list_of(office.settings).cut_off(Month.parse(MONTH))
    for name, number, seen in (("in time", 1, close), ("late", 2, close + timedelta(seconds=1))):
        put(office, [article(name, TEXTS[number], observed_at=seen, reads=None)])
    assert match_reprints(office, MONTH).report.added == 2
    with office.ledger.reading() as connection:
        found = facts_until(office, connection, MONTH, list_of(office.settings), close)
        kinds = [(one.kind, one.observed_at) for one in read_imports(connection)]
    assert found["reprints"]["post_id"].to_list() == [post_id(1)]
    assert [at for kind, at in kinds if kind == KIND] == [close, close + timedelta(seconds=1)]


def test_articles_without_text_are_counted_apart(office) -> None:
    """They are known by their titles alone, which says less."""
    put(office, [article("bare", None, title="与谁都不相干的一个标题"), article("whole", TEXTS[1])])
    report = match_reprints(office, MONTH).report
    assert (report.title_only, report.accepted, report.unmatched) == (1, 1, 1)


@pytest.mark.parametrize(
    ("month", "error", "words", "command"),
    [
        ("2026-13", UsageError, "not a month", "YYYY-MM"),
        ("2027-02", UsageError, "has not begun", "has begun"),
        ("2026-08", DataError, "no posts of 2026-08", "govrank import"),
        ("2026-10", DataError, "no articles", "govrank reprints match 2026-10 --feed"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(office, month, error, words, command) -> None:
    """And nothing is written."""
    with pytest.raises(error) as raised:
        match_reprints(office, month)
    assert words in str(raised.value)
    assert command in raised.value.hint_text()
    assert rows_written(office) == 0


def test_without_any_channel_nothing_could_count(tmp_path) -> None:
    """The command that helps is named."""
    with matching_workspace(tmp_path / "office", [1], channels=False) as office:
        put(office, [article("whole", TEXTS[1])])
        with pytest.raises(DataError) as raised:
            match_reprints(office, MONTH)
        assert "govrank channels import" in raised.value.hint_text()


def test_a_feed_that_cannot_be_imported_is_said_and_stops_only_alone(office, tmp_path) -> None:
    """A table of another kind is none; beside one that can be imported it is reported."""
    roster = write_csv(tmp_path / "名册.csv", ROSTER, [("微博", 7, "某", "某区", "各区")])
    with pytest.raises(IntakeError, match="名册"):
        match_reprints(office, MONTH, [ImportRequest(roster)])
    with pytest.raises(ConnectorError, match="不在"):
        match_reprints(office, MONTH, [ImportRequest(tmp_path / "不在.csv")])
    feed = write_feed(tmp_path / "监测.csv", [feed_article(1, text=TEXTS[1])])
    run = match_reprints(office, MONTH, [ImportRequest(roster), ImportRequest(feed)])
    assert [bool(one.error) for one in run.imports] == [True, False]
    assert run.report.articles == 1


def test_a_damaged_batch_of_articles_stops_the_matching(office) -> None:
    """It is named, and nothing is written."""
    put(office, FEED)
    (batch,) = (office.settings.facts / "articles").rglob("*.parquet")
    batch.write_bytes(batch.read_bytes()[:-1])
    with pytest.raises(DataError, match=batch.name):
        match_reprints(office, MONTH)
    assert rows_written(office) == 0


def test_who_matches_is_the_sole_writer(office, monkeypatch) -> None:
    """While another process writes nothing is matched."""
    put(office, FEED)
    monkeypatch.setattr("ranking.ledger.writer.WAIT_SECONDS", 0.1)
    busy = pytest.raises(LedgerError, match="govrank import")
    with opened(office.home) as other, other.sole_writer("import"), busy:
        match_reprints(office, MONTH)
    assert rows_written(office) == 0


def test_a_post_that_nobody_owned_on_its_day_is_no_original(office) -> None:
    """Its account had left the roster."""
    put(office, [article("whole", TEXTS[1]), article("most", TEXTS[2])])
    with office.ledger.writing() as connection:
        spans = read_roster(connection)
        gone = [
            replace(one, valid_to=date(2026, 10, 2)) if one.account == "weibo:101" else one
            for one in spans
        ]
        replace_roster(connection, gone)
    assert match_reprints(office, MONTH).report.posts == 5
    assert reprints(office) == [(post_id(2), "c-sina")]


def test_it_says_how_far_it_is(office) -> None:
    """By stage: posts, articles, matching, with how many of how many."""
    told: list[tuple[str, int, int]] = []
    office.progress = lambda *what: told.append(what)
    put(office, FEED)
    match_reprints(office, MONTH)
    assert [stage for stage, _, _ in dict.fromkeys(told)][-1] == "Matching articles"
    assert {"Reading posts", "Reading articles", "Matching articles"} <= {one for one, *_ in told}
    assert ("Matching articles", 0, 4) in told


def weighted(workspace) -> dict[str, float]:
    """Return the weighted reprints of the units in a draft."""
    parts = {row.unit: row.parts.values() for row in draft_month(workspace, MONTH).boards[0].rows}
    return {
        unit: round(one.count or 0, 6)
        for unit, found in parts.items()
        for one in found
        if one.feature == "weighted_reprints"
    }
