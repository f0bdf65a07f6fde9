"""Counts from vendors and warehouses: every run asks for all its days again, since they grow."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from connectors.fakes.server import serve
from connectors.fakes.vendors import NEWRANK, Vendors, app
from connectors.fakes.weibo import Grant
from ranking.model.collection import Outcome
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectReport, CollectRequest
from ranking.workflow.facts import compact_facts
from tests.builders.live_office import LiveOffice, live_office
from tests.builders.vendors import articles

DAY = timedelta(days=1)
VENDOR = """
kind = "{kind}"
base_url = "{url}"
[credentials]
{credentials}
[accounts]
gh_000000000001 = "moushifabu"
"""
CREDENTIALS = {
    "gsdata": 'app_id = "file:secrets/app-id"\nsecret = "file:secrets/vendor-secret"',
    "newrank": 'key = "file:secrets/vendor-key"',
}
PATHS = {"gsdata": "/weixin/v1/articles", "newrank": NEWRANK}
KEYS = {"gsdata": "like_count", "newrank": "likeNum"}
DATABASE = """
kind = "database"
query = "SELECT mid, body, born, likes FROM posts WHERE uid = :account AND DATE(born) BETWEEN :first AND :last"
[credentials]
url = "file:secrets/warehouse"
[fields.weibo]
native_id = "mid"
text = "body"
published_at = "born"
[fields.weibo.counts]
likes = "likes"
"""  # noqa: E501


@pytest.fixture
def office(tmp_path) -> Iterator[LiveOffice]:
    with live_office(tmp_path, wechat=1, weibo=1) as made:
        for source in ("wechat", "weibo"):
            made.source_file(source).unlink()
        yield made


@contextmanager
def vendor(office: LiveOffice, kind: str) -> Iterator[Vendors]:
    state = Vendors(articles={(PATHS[kind], "moushifabu"): articles(PATHS[kind], 120)})
    secrets = {"app-id": state.app_id, "vendor-secret": state.secret, "vendor-key": state.key}
    for name, text in secrets.items():
        office.put_secret(name, text)
    with serve(app(state)) as url:
        text = VENDOR.format(kind=kind, url=url, credentials=CREDENTIALS[kind])
        office.source_file(kind).write_text(text, "utf-8")
        yield state


def run(office: LiveOffice, first: date, last: date) -> CollectReport:
    return collect(office.workspace(), CollectRequest(first, last), sleep=lambda _: None)


def posts(office: LiveOffice, month: str = "2026-11") -> pl.DataFrame:
    workspace = office.workspace()
    with workspace.ledger.reading() as connection:
        return compact_facts(workspace, connection, "posts", month).collect()


@pytest.mark.parametrize("kind", ["gsdata", "newrank"])
def test_a_vendors_counts_that_grew_are_taken_up_by_the_next_run(office, kind):
    first, last = date(2026, 11, 5), office.clock.today()
    with vendor(office, kind) as state:
        (one,) = run(office, first, last).accounts
        assert one.outcome is Outcome.COMPLETE
        assert one.fetched == one.new == posts(office).height > 100
        for article in state.articles[PATHS[kind], "moushifabu"]:
            article[KEYS[kind]] = str(1000 + int(article[KEYS[kind]]))
        office.clock.go(days=1)
        (again,) = run(office, first, last + DAY).accounts
    assert (again.outcome, again.new, again.updated) == (Outcome.COMPLETE, 0, one.new)
    assert posts(office)["likes"].min() >= 1000
    assert posts(office)["reads_unit"].drop_nulls().unique().to_list() == ["times"]


def test_a_vendors_older_days_can_be_collected_after_newer_ones(office):
    with vendor(office, "gsdata"):
        run(office, date(2026, 11, 15), office.clock.today())
        before = posts(office).height
        (one,) = run(office, date(2026, 11, 8), date(2026, 11, 12)).accounts
    assert (one.outcome, one.new) == (Outcome.COMPLETE, posts(office).height - before)
    assert one.new == 5 * 8


def test_a_warehouse_is_read_whole_by_every_run(office, tmp_path):
    file = tmp_path / "warehouse.db"
    office.put_secret("warehouse", f"sqlite:///{file}")
    office.source_file("house").write_text(DATABASE, "utf-8")
    uid, first, last = office.weibo_id(1), date(2026, 11, 1), office.clock.today()
    _write(file, "CREATE TABLE posts (uid TEXT, mid TEXT, body TEXT, born TIMESTAMP, likes INT)")
    rows = [(uid, str(5 * 10**15 + n), "文", f"2026-11-{n:02} 08:00:00", n) for n in range(1, 22)]
    _write(file, "INSERT INTO posts VALUES (?, ?, ?, ?, ?)", *rows)
    assert [one.new for one in run(office, first, last).accounts] == [21]
    _write(file, "UPDATE posts SET likes = likes + 100")
    _write(file, "INSERT INTO posts VALUES (?, ?, ?, ?, ?)",
           (uid, str(6 * 10**15), "晚", "2026-11-22 09:00:00", 7))  # fmt: skip
    office.clock.go(hours=2)
    (one,) = run(office, first, last).accounts
    assert (one.new, one.updated) == (1, 21)
    assert posts(office)["likes"].sum() == sum(range(1, 22)) + 2100 + 7


def test_reads_of_media_posts_come_with_the_run_that_finds_them(tmp_path):
    with live_office(tmp_path, wechat=0, weibo=1, days=6) as office:
        uid, file = office.weibo_id(1), office.source_file("weibo")
        url = re.search('base_url = "(.*)"', file.read_text("utf-8"))[1]
        office.weibo.tokens["canary-contract"] = Grant("5000000001", office.clock() + DAY)
        office.weibo.contracts, office.weibo.media = {"5000000001"}, {uid}
        office.put_secret("contract", "canary-contract")
        text = f'kind = "weibo_commercial"\nbase_url = "{url}"\nmedia = ["{uid}"]\n'
        file.write_text(text + '[credentials]\ntoken = "file:secrets/contract"\n', "utf-8")
        (one,) = run(office, date(2026, 11, 1), office.clock.today()).accounts
        assert (one.outcome, one.new, one.quarantined) == (Outcome.COMPLETE, 6, 0)
        found = posts(office)
        assert found["reads"].null_count() == found["likes"].null_count() == 0
        assert found["reads_unit"].unique().to_list() == ["times"]


def _write(file: Path, statement: str, *rows: tuple[object, ...]) -> None:
    with sqlite3.connect(file) as connection:
        connection.executemany(statement, rows) if rows else connection.execute(statement)
    connection.close()
