"""A collection as the schedule runs it: real sources over real HTTP, against platforms of ours."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from ranking.errors import LedgerError, UsageError
from ranking.ledger.collections import read_collections
from ranking.ledger.fetches import read_fetches, read_missing
from ranking.model.collection import Days, Outcome
from ranking.workflow.collect import collect
from ranking.workflow.collect_crew import Ended
from ranking.workflow.collect_report import CollectReport, CollectRequest
from ranking.workflow.collect_store import Store
from ranking.workflow.facts import compact_facts
from ranking.workflow.workspace import Workspace
from tests.builders.live_office import LiveOffice, live_office

DETAIL = "/datacube/getarticletotaldetail"
COUNT = "statuses/count"
DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path):
    """Two WeChat and two Weibo accounts with a post a day on the last three days."""
    with live_office(tmp_path, wechat=2, weibo=2) as made:
        yield made


def daily(office: LiveOffice) -> CollectRequest:
    today = office.clock.today()
    return CollectRequest(today - 30 * DAY, today)


def run(office: LiveOffice, **changes: object) -> CollectReport:
    request = daily(office)
    request = CollectRequest(**{**vars(request), **changes})
    return collect(office.workspace(), request, sleep=lambda _: None)


def posts(office: LiveOffice, month: str = "2026-11") -> pl.DataFrame:
    workspace = office.workspace()
    with workspace.ledger.reading() as connection:
        return compact_facts(workspace, connection, "posts", month).collect()


def outcomes(report: CollectReport) -> set[Outcome]:
    return {one.outcome for one in report.accounts}


def test_a_first_collection_stores_every_post_with_its_counts(office):
    report = run(office)
    assert outcomes(report) == {Outcome.COMPLETE}
    assert sum(one.new for one in report.accounts) == 12
    found = posts(office)
    assert found.height == 12
    wechat = found.filter(pl.col("account") == "wechat:gh_000000000001").sort("published_at")
    assert wechat["reads_unit"].to_list() == ["people"] * 3
    assert wechat["reads"].to_list() == [75, 50, 25]
    weibo = found.filter(pl.col("account") == "weibo:2000000001")
    assert weibo["reposts"].to_list() == [3, 3, 3]
    assert weibo["reads"].to_list() == [None, None, None]


def test_a_second_collection_finds_nothing_new_and_changes_nothing(office):
    run(office)
    before = posts(office)
    report = run(office)
    assert {(one.new, one.updated) for one in report.accounts} == {(0, 0)}
    assert posts(office).equals(before)


def test_counts_that_grew_are_updated_and_the_latest_hold(office):
    run(office)
    office.clock.go(days=1)
    for post in office.weibo.posts_of("2000000001"):
        post.likes += 100
    report = run(office)
    by_account = {one.account: one for one in report.accounts}
    assert by_account["weibo:2000000001"].updated == 3
    assert by_account["weibo:2000000002"].updated == 0
    likes = posts(office).filter(pl.col("account") == "weibo:2000000001")["likes"]
    assert likes.to_list() == [107, 107, 107]


def test_a_post_that_is_gone_keeps_its_counts_and_gets_a_tombstone(office):
    run(office)
    gone = office.weibo.posts_of("2000000001")[1]
    gone.withdrawn = True
    office.clock.go(days=1)
    report = run(office)
    assert sum(one.withdrawn for one in report.accounts) == 1
    row = posts(office).row(by_predicate=pl.col("post_id") == f"weibo:{gone.id}", named=True)
    assert row["withdrawn_at"] == office.clock()
    assert row["likes"] == 7


def test_days_that_are_final_are_not_asked_for_again(tmp_path):
    with live_office(tmp_path, wechat=1, weibo=0, days=40) as office:
        today = office.clock.today()
        run(office, first=today - 40 * DAY, last=today)
        assert office.wechat.calls[DETAIL] == 40
        run(office, first=today - 40 * DAY, last=today)
        assert office.wechat.calls[DETAIL] == 40 + 29


def test_posts_whose_lag_is_over_are_counted_a_last_time_and_no_more(tmp_path):
    with live_office(tmp_path, wechat=0, weibo=1, days=3) as office:
        first = office.clock.today() - 3 * DAY
        for later in (0, 35, 1):
            office.clock.go(days=later)
            office.weibo.calls.clear()
            office.add_weibo(1)
            run(office, first=first, last=office.clock.today())
        assert office.weibo.calls[COUNT] == 0
        assert run(office, first=first, last=office.clock.today()).accounts[0].fetched == 0
        report = run(office, first=first, last=office.clock.today(), again=True)
        assert report.accounts[0].fetched == 3


def test_one_accounts_failure_spoils_no_other(office):
    office.wechat.accounts[0].refused = 50004
    report = run(office)
    failed = [one for one in report.accounts if one.outcome is Outcome.FAILED]
    assert [one.name for one in failed] == ["公众号1"]
    assert failed[0].error is not None
    assert report.count(Outcome.COMPLETE) == 3
    with office.workspace().ledger.reading() as connection:
        state = read_fetches(connection)["wechat", "wechat:gh_000000000001"]
    assert state.outcome is Outcome.FAILED
    assert state.failure is not None
    assert "公众号1" in state.failure.template.format(**state.failure.params)


def test_a_right_that_is_missing_is_never_called_complete(office):
    office.wechat.accounts[0].verified = False
    report = run(office)
    (partial,) = [one for one in report.accounts if one.outcome is Outcome.PARTIAL]
    assert [one.reason for one in partial.missing if one.day is None] == ["not_permitted"]
    with office.workspace().ledger.reading() as connection:
        today = office.clock.today()
        kept = read_missing(connection, today - 30 * DAY, today)
        state = read_fetches(connection)["wechat", "wechat:gh_000000000001"]
    assert "not_permitted" in {one.reason for one in kept}
    assert state.asked == ()


def test_what_was_missing_is_forgotten_once_it_is_there(office):
    office.wechat.accounts[0].verified = False
    run(office)
    office.wechat.accounts[0].verified = True
    run(office)
    with office.workspace().ledger.reading() as connection:
        today = office.clock.today()
        kept = read_missing(connection, today - 30 * DAY, today)
    assert {one.reason for one in kept} == {"not_ready"}


def test_a_quota_makes_an_account_wait_until_the_platform_allows_more(office):
    office.wechat.accounts[0].daily_limit = 10
    report = run(office)
    (waiting,) = [one for one in report.accounts if one.outcome is Outcome.WAITING]
    assert waiting.until is not None
    assert waiting.until > office.clock()
    office.wechat.accounts[0].daily_limit = 10_000
    office.clock.go(days=1)
    assert outcomes(run(office)) == {Outcome.COMPLETE}
    assert posts(office).height == 12


def test_a_budget_of_calls_goes_round_all_accounts_over_the_days(tmp_path):
    with live_office(tmp_path, wechat=3, weibo=0, days=3) as office:
        file = office.source_file("wechat")
        file.write_text(file.read_text("utf-8") + "\n[limits]\ncalls_per_day = 40\n", "utf-8")
        first = run(office)
        assert first.calls == {"wechat": 40}
        assert (first.count(Outcome.COMPLETE), first.count(Outcome.WAITING)) == (1, 2)
        again = run(office)
        assert again.count(Outcome.WAITING) == 3
        assert sum(office.wechat.calls.values()) == 40
        complete = {one.account for one in first.accounts if one.outcome is Outcome.COMPLETE}
        for _ in range(2):
            office.clock.go(days=1)
            report = run(office)
            assert report.calls == {"wechat": 40}
            complete |= {one.account for one in report.accounts if one.outcome is Outcome.COMPLETE}
        assert len(complete) == 3


def test_accounts_and_sources_can_be_chosen(office):
    report = run(office, accounts=("公众号2", "2000000001"), sources=("weibo",))
    assert [(one.source, one.account) for one in report.accounts] == [("weibo", "weibo:2000000001")]
    assert report.unserved == ("公众号2",)


def test_an_account_that_the_roster_lacks_is_refused(office):
    with pytest.raises(UsageError, match="no account '公众号9'"):
        run(office, accounts=("公众号9",))


def test_a_source_that_is_not_set_up_is_refused(office):
    with pytest.raises(UsageError, match="There is no source 'weixin'"):
        run(office, sources=("weixin",))


def test_an_office_without_any_source_file_is_told_how_to_begin(office):
    for source in ("wechat", "weibo"):
        office.source_file(source).unlink()
    with pytest.raises(UsageError, match="No interface is set up"):
        run(office)


def test_two_collections_do_not_run_at_the_same_time(office, monkeypatch):
    monkeypatch.setattr("ranking.ledger.writer.WAIT_SECONDS", 0.1)
    workspace: Workspace = office.workspace()
    with (
        workspace.sole_writer("collect", lock="collector"),
        pytest.raises(LedgerError, match="Another collection runs"),
    ):
        run(office)


def test_a_collection_leaves_its_record(office):
    run(office)
    with office.workspace().ledger.reading() as connection:
        (record,) = read_collections(connection)
    assert record.accounts == 4
    assert record.ended_at is not None
    assert record.summary["complete"] == 4


def test_a_single_day_can_be_collected_alone(office):
    report = run(office, first=date(2026, 11, 20), last=date(2026, 11, 20))
    assert {one.fetched for one in report.accounts} == {1}
    assert posts(office)["published_at"].dt.convert_time_zone(
        "Asia/Shanghai"
    ).dt.date().unique().to_list() == [date(2026, 11, 20)]


def test_it_works_alike_on_every_database(tmp_path, ledger_url, monkeypatch):
    monkeypatch.setenv("GOVRANK_DATABASE_URL", ledger_url)
    with live_office(tmp_path, wechat=1, weibo=1) as office:
        office.wechat.accounts[0].verified = False
        assert {one.outcome for one in run(office).accounts} == {Outcome.COMPLETE, Outcome.PARTIAL}
        office.wechat.accounts[0].verified = True
        office.clock.go(days=1)
        report = run(office)
        assert outcomes(report) == {Outcome.COMPLETE}
        assert posts(office).height == 6
        with office.workspace().ledger.reading() as connection:
            assert {one.reason for one in _missing(office, connection)} == {"not_ready"}
            assert len(read_collections(connection)) == 2


def _missing(office: LiveOffice, connection):
    today = office.clock.today()
    return read_missing(connection, today - 30 * DAY, today)


def test_a_fault_of_ours_ends_the_run_and_is_not_taken_for_the_platforms(office, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ranking.workflow.collect_known.KnownPosts.to_ask", broken)
    with pytest.raises(ZeroDivisionError):
        run(office)


def answered(office: LiveOffice, account: str, source: str = "weibo") -> tuple[Days, ...]:
    with office.workspace().ledger.reading() as connection:
        return read_fetches(connection)[source, account].asked


def test_older_days_can_be_collected_after_newer_ones(tmp_path):
    with live_office(tmp_path, wechat=1, weibo=1, days=40) as office:
        office.weibo.switches.timeline_cap = None
        today = office.clock.today()
        run(office, first=today - 3 * DAY, last=today)
        report = run(office, first=today - 40 * DAY, last=today - 20 * DAY)
        assert {one.fetched for one in report.accounts} == {21}
        assert outcomes(report) == {Outcome.COMPLETE}
        report = run(office)
        assert outcomes(report) == {Outcome.COMPLETE}
        assert {posts(office, m).height for m in ("2026-10",)} == {2 * 19}
        assert posts(office).height == 2 * 21


def test_posts_that_may_be_missed_stay_so_until_they_are_asked_for_again(tmp_path):
    with live_office(tmp_path, wechat=0, weibo=1, days=12) as office:
        assert run(office).accounts[0].outcome is Outcome.PARTIAL
        office.publish(office.clock.today())
        office.clock.go(days=1)
        assert run(office).accounts[0].outcome is Outcome.COMPLETE
        run(office, first=office.clock.today(), last=office.clock.today())
        with office.workspace().ledger.reading() as connection:
            (hole,) = _missing(office, connection)
        assert (hole.first, hole.last) == (date(2026, 10, 23), date(2026, 11, 17))
        office.weibo.switches.timeline_cap = None
        before = answered(office, "weibo:2000000001")
        report = run(office, again=True)
        assert (report.accounts[0].outcome, report.accounts[0].new) == (Outcome.COMPLETE, 7)
        assert answered(office, "weibo:2000000001") == before
        with office.workspace().ledger.reading() as connection:
            assert _missing(office, connection) == []


def test_an_account_that_is_another_at_the_source_is_asked_anew(tmp_path):
    with live_office(tmp_path, wechat=2, weibo=0, days=40) as office:
        first, last = office.clock.today() - 40 * DAY, office.clock.today()
        one, other = office.wechat.accounts
        file = office.source_file("wechat")
        right = file.read_text("utf-8")
        swapped = right.replace(one.appid, "X").replace(other.appid, one.appid)
        file.write_text(swapped.replace("X", other.appid), "utf-8")
        one.secret, other.secret = other.secret, one.secret
        run(office, first=first, last=last)
        file.write_text(right, "utf-8")
        one.secret, other.secret = other.secret, one.secret
        office.clock.go(hours=1)
        assert {a.updated for a in run(office, first=first, last=last).accounts} == {40}
        reads = posts(office, "2026-10").group_by("account").agg(pl.col("reads").max())
        assert dict(reads.iter_rows())["wechat:gh_000000000001"] == 100


def test_a_resumed_run_tells_how_the_earlier_part_ended(office, monkeypatch):
    office.wechat.accounts[0].verified = False
    ends = iter(range(100))

    def interrupt(self: object, event: object) -> None:
        if isinstance(event, Ended) and next(ends) == 2:
            raise KeyboardInterrupt
        add(self, event)

    add = Store.add
    monkeypatch.setattr(Store, "add", interrupt)
    assert run(office).stopped
    monkeypatch.setattr(Store, "add", add)
    report = run(office)
    assert report.continued
    assert (report.count(Outcome.COMPLETE), report.count(Outcome.PARTIAL)) == (3, 1)
    (partial,) = [one for one in report.accounts if one.outcome is Outcome.PARTIAL]
    assert "not_permitted" in {one.reason for one in partial.missing}


def test_a_source_that_serves_no_account_says_so(office):
    file = office.source_file("wechat")
    text = file.read_text("utf-8")
    for account in (office.wechat_id(1), office.wechat_id(2)):
        text = text.replace(account, f"gh_{account[-3:]}999")
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="No account of the roster is to be asked at wechat"):
        run(office, sources=("wechat",))
