"""Whatever befalls a collection, its facts equal those of an undisturbed one, or it says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from datetime import timedelta

import polars as pl
import pytest

from connectors.fakes.faults import Fault
from connectors.fakes.weibo import Post
from ranking.ledger.fetches import read_missing
from ranking.model.collection import Outcome
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectReport, CollectRequest
from ranking.workflow.doctor import examine
from ranking.workflow.facts import compact_facts
from tests.builders.child import waiting_child
from tests.builders.live_office import LiveOffice, live_office

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
DETAIL = "/datacube/getarticletotaldetail"
TIMELINE = "statuses/user_timeline"
MANY = 230
"""Posts of a Weibo account that take three pages."""
CHILD = """
from datetime import datetime
from dataclasses import replace
from pathlib import Path
import ranking.workflow.collect_store as store
from ranking.wiring import open_workspace
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectRequest
from datetime import timedelta
store.FLUSH_SECONDS = 0.0
home, now = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
workspace = replace(open_workspace(home, "test", lambda *_: None), now=lambda: now)
today = workspace.today()
print("ready", flush=True)
collect(workspace, CollectRequest(today - timedelta(days=30), today))
"""


def run(office: LiveOffice) -> CollectReport:
    today = office.clock.today()
    request = CollectRequest(today - 30 * DAY, today)
    return collect(office.workspace(), request, sleep=lambda _: None)


def facts(office: LiveOffice) -> pl.DataFrame:
    workspace = office.workspace()
    with workspace.ledger.reading() as connection:
        found = [compact_facts(workspace, connection, "posts", m) for m in ("2026-10", "2026-11")]
        return pl.concat(found).collect()


def complete(report: CollectReport) -> bool:
    return {one.outcome for one in report.accounts} <= {Outcome.COMPLETE}


@contextmanager
def fresh(folder):
    """An office whose Weibo accounts have several pages of posts and no cap."""
    with live_office(folder, wechat=2, weibo=2, days=10) as office:
        office.weibo.switches.timeline_cap = None
        for place, uid in enumerate(office.weibo.accounts):
            first = 5_100_000_000_000_000 + place * 10_000
            at = office.clock() - 20 * DAY
            posts = [Post(first + n, uid, at + n * timedelta(minutes=9), "条") for n in range(MANY)]
            office.weibo.publish(*posts)
        yield office


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> pl.DataFrame:
    with fresh(tmp_path_factory.mktemp("undisturbed")) as office:
        assert complete(run(office))
        return facts(office)


@pytest.fixture
def office(tmp_path):
    with fresh(tmp_path) as made:
        yield made


def accidents(*wechat: Fault | None, weibo: tuple[Fault | None, ...] = ()) -> Callable:
    def befall(office: LiveOffice) -> None:
        office.wechat.faults.waiting.extend(wechat)
        office.weibo.faults.waiting.extend(weibo or wechat)

    return befall


def cut_at(size: int) -> Callable:
    def befall(office: LiveOffice) -> None:
        for faults in (office.wechat.faults, office.weibo.faults):
            faults.cut_at = size
            faults.waiting.extend([Fault.CUT, None, Fault.CUT, None, Fault.CUT])

    return befall


def killed_tokens(office: LiveOffice) -> None:
    calls = iter(range(1000))

    def kill(path: str) -> None:
        if path == DETAIL and next(calls) in (5, 30):
            for account in office.wechat.accounts:
                office.wechat_fake.tokens.kill(account.appid)

    office.before_wechat = kill


def tokens_over(office: LiveOffice) -> None:
    """Two hours pass between two calls; the clock of the collection does not know."""
    calls = iter(range(1000))
    clock = office.wechat.clock

    def pass_time(path: str) -> None:
        if path == DETAIL and next(calls) == 20:
            office.wechat.clock = lambda: clock() + timedelta(hours=2, minutes=1)

    office.before_wechat = pass_time


def busy(office: LiveOffice) -> None:
    office.weibo.switches.busy = 2
    office.wechat.codes.extend([-1, -1])


PASSING = {
    "cut before the first byte": cut_at(0),
    "cut within the answer": cut_at(20),
    "cut within the answer, later": cut_at(300),
    "connections reset": accidents(Fault.RESET, None, Fault.RESET, Fault.RESET),
    "a login page with status 200": accidents(Fault.LOGIN_PAGE, None, None, Fault.LOGIN_PAGE),
    "a proxy's error page": accidents(Fault.BAD_GATEWAY, Fault.BAD_GATEWAY, None),
    "slow answers": accidents(*[Fault.SLOW] * 6),
    "tokens that another program kills": killed_tokens,
    "tokens that are over in mid-run": tokens_over,
    "a platform that is busy": busy,
}


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_changes_no_fact(office, undisturbed, name):
    PASSING[name](office)
    assert complete(run(office))
    assert facts(office).equals(undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BAD_GATEWAY, Fault.LOGIN_PAGE, Fault.CUT])
def test_an_outage_is_reported_and_healed_by_the_next_run(office, undisturbed, fault):
    office.wechat.faults.waiting.extend([fault] * 1000)
    report = run(office)
    failed = {one.account for one in report.accounts if one.outcome is Outcome.FAILED}
    assert failed == {"wechat:gh_000000000001", "wechat:gh_000000000002"}
    assert all(one.error for one in report.accounts if one.account in failed)
    office.wechat.faults.waiting.clear()
    assert complete(run(office))
    assert facts(office).equals(undisturbed)


def test_tokens_that_are_refused_for_ever_cost_three_calls_an_account(office, undisturbed):
    office.wechat.refuse_tokens = 40001
    report = run(office)
    assert report.count(Outcome.FAILED) == 2
    assert office.wechat.calls[DETAIL] <= 2 * 3
    office.wechat.refuse_tokens = 0
    assert complete(run(office))
    assert facts(office).equals(undisturbed)


def test_a_consent_that_ends_in_mid_run_is_asked_for_and_then_gone_on_with(office, undisturbed):
    uid = office.weibo_id(1)
    token = next(name for name, grant in office.weibo.tokens.items() if grant.uid == uid)
    calls = iter(range(100))

    def end(path: str) -> None:
        if path == TIMELINE and next(calls) == 2:
            office.weibo.tokens.pop(token, None)

    office.weibo.before_call = end
    report = run(office)
    (failed,) = [one for one in report.accounts if one.outcome is Outcome.FAILED]
    assert "authorize" in failed.error.hint
    office.weibo.before_call = None
    office.add_weibo(1)
    assert complete(run(office))
    assert facts(office).equals(undisturbed)


def test_a_post_that_arrives_while_pages_are_read_shifts_none_away(office, undisturbed):
    uid = office.weibo_id(1)
    newest = 5_400_000_000_000_000
    arriving = iter(range(1, 100))

    def publish(path: str) -> None:
        if path == TIMELINE:
            number = newest + next(arriving)
            office.weibo.publish(Post(number, uid, office.clock() - timedelta(minutes=1), "新"))

    office.weibo.before_call = publish
    run(office)
    office.weibo.before_call = None
    run(office)
    found = facts(office)
    assert found.filter(pl.col("text").ne_missing("新")).equals(undisturbed)
    assert found.filter(pl.col("text") == "新").height == next(arriving) - 1


@pytest.mark.parametrize("empty", [{1}, {2, 3}, {1, 2}, {3, 4}, {1, 2, 3, 4}, set(range(1, 99))])
def test_pages_that_come_empty_are_never_called_complete(office, undisturbed, empty):
    office.weibo.switches.empty_calls = empty
    report = run(office)
    found, today = facts(office), office.clock.today()
    with office.workspace().ledger.reading() as connection:
        kept = read_missing(connection, today - 30 * DAY, today)
    short = set(undisturbed.join(found, on="post_id", how="anti")["account"])
    assert short <= {one.account for one in report.accounts if one.outcome is Outcome.PARTIAL}
    assert short <= {one.account for one in kept if one.reason == "suspect"}


def test_a_quota_used_up_in_mid_month_is_gone_on_with_the_next_day(tmp_path):
    with live_office(tmp_path / "a", wechat=1, weibo=0, days=20) as office:
        office.wechat.accounts[0].daily_limit = 12
        counted = []
        for _ in range(5):
            report = run(office)
            counted.append(report.count(Outcome.WAITING))
            office.clock.go(days=1)
            office.wechat.accounts[0].daily_limit += 10
        found = facts(office)
    with live_office(tmp_path / "b", wechat=1, weibo=0, days=20) as office:
        run(office)
        office.clock.go(days=4)
        run(office)
        assert found.equals(facts(office))
    assert counted[0] == 1
    assert counted[-1] == 0


def test_two_offices_share_one_token_and_neither_fails(office, undisturbed):
    twin = copy(office)
    twin.home = office.home.parent / "twin"
    shutil.copytree(office.home, twin.home)
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(run, [office, twin]))
    assert all(map(complete, reports))
    assert facts(office).equals(undisturbed)
    assert facts(twin).equals(undisturbed)


@pytest.mark.parametrize("after", [1, 2, 4, 6])
def test_a_killed_run_is_gone_on_with_and_asks_for_nothing_twice_that_is_final(
    office, undisturbed, after
):
    with waiting_child(CHILD, office.home, office.clock().isoformat()) as child:
        calls = iter(range(1, 10_000))

        def kill(path: str) -> None:
            if next(calls) == after:
                child.kill()

        office.weibo.before_call = kill
        child.wait(60)
    office.weibo.before_call = None
    workspace = office.workspace()
    assert {one.state for one in examine(workspace) if one.check == "facts"} == {"ok"}
    report = run(office)
    assert report.continued
    assert complete(report)
    assert facts(office).equals(undisturbed)
