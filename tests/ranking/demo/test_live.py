"""``run_live``: what is collected over HTTP is what was drawn, as far as real platforms tell it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from ranking.demo.generator import generate
from ranking.demo.live import run_live
from ranking.demo.months import Desk
from ranking.demo.run import DemoResult
from ranking.demo.scales import SMALL
from ranking.errors import UsageError
from ranking.ledger.imports import read_rejected
from ranking.model.collection import Outcome
from ranking.model.month import SHANGHAI, Month
from ranking.source_files import source_files
from ranking.wiring import open_workspace
from ranking.workflow.facts import compact_facts
from ranking.workflow.workspace import Workspace

_NOW = datetime(2026, 1, 10, 9, 30, tzinfo=SHANGHAI).astimezone(UTC)
_LAST = Month(2025, 12)
_FLOOR = date(2025, 11, 1)
"""WeChat gives no figures of what was published before."""
_COUNTS = ("likes", "comments", "reposts")


@dataclass(frozen=True)
class Live:
    """A live demo of July to December 2025, and the posts that were drawn for it."""

    result: DemoResult
    workspace: Workspace
    drawn: pl.DataFrame

    def posts(self) -> pl.DataFrame:
        """Return the collected posts of all months."""
        with self.workspace.ledger.reading() as connection:
            months = [str(_LAST.shift(-age)) for age in range(6)]
            frames = [compact_facts(self.workspace, connection, "posts", m) for m in months]
            return pl.concat(frames).collect()

    def givable(self) -> pl.DataFrame:
        """Return the drawn posts that the platforms' rules let anybody collect."""
        told = (pl.col("platform") == "weibo") | (pl.col("published_at").dt.date() >= _FLOOR)
        return self.drawn.filter(told)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    opened: list[Workspace] = []

    def open_(home: Path) -> Workspace:
        opened.append(replace(open_workspace(home, "test", lambda *_: None), now=lambda: _NOW))
        return opened[-1]

    result = run_live(open_, tmp_path / "demo", 0.02)
    yield Live(result, opened[0], _drawn(tmp_path / "drawn"))
    opened[0].close()


def _drawn(folder: Path) -> pl.DataFrame:
    frames: list[pl.DataFrame] = []

    def keep(desk: Desk) -> tuple[()]:
        keys = pl.Series("key", [account.key for account in desk.office.accounts])
        frames.append(desk.posts.with_columns(keys[desk.posts["account"]]))
        return ()

    generate(folder, _LAST, progress=lambda *_: None, scale=SMALL, deliver=keep)
    return pl.concat(frames)


def _sums(posts: pl.DataFrame, account: str, counts: dict[str, str]) -> list[tuple[object, ...]]:
    totals = [pl.col(column).sum().alias(name) for name, column in counts.items()]
    return posts.group_by(account).agg(pl.len(), *totals).sort(account).rows()


@pytest.mark.slow
def test_the_live_demo_collects_what_was_drawn(live: Live) -> None:
    """One run, looked at from all sides; it takes long, so there is one."""
    _every_post_has_the_counts_drawn(live)
    _wechat_reads_are_people(live)
    _months_before_wechats_figures_say_so(live)
    _reprint_tables_find_their_posts(live)
    _sources_stay_and_secrets_are_their_owners(live)
    _all_is_marked_synthetic(live)


def _every_post_has_the_counts_drawn(live: Live) -> None:
    """Per account: as many posts, the same likes, comments and reposts in total."""
    counts = {name: name for name in _COUNTS}
    collected, drawn = live.posts(), live.givable()
    assert drawn.height > 1_000
    assert _sums(collected, "account", counts) == _sums(drawn, "key", counts)


def _wechat_reads_are_people(live: Live) -> None:
    """The interface counts readers, and every article says so; the exports count times."""
    articles = live.posts().filter(pl.col("account").str.starts_with("wechat:"))
    drawn = live.givable().filter(platform="wechat")
    assert articles["reads_unit"].unique().to_list() == ["people"]
    counts = {name: name for name in ("reads", "wow", "favourites")}
    assert _sums(articles, "account", counts) == _sums(drawn, "key", {**counts, "reads": "people"})


def _months_before_wechats_figures_say_so(live: Live) -> None:
    """WeChat's figures begin in November 2025; before, all its accounts lack older posts."""
    *before, november, december = live.result.collected
    assert [report.request.first.month for report in before] == [7, 8, 9, 10]
    for report in before:
        assert {a.source for a in report.accounts if a.missing} == {"wechat"}
        assert all(a.missing for a in report.accounts if a.source == "wechat")
        assert {gap.what for a in report.accounts for gap in a.missing} == {"older posts"}
    for report in (november, december):
        assert {account.outcome for account in report.accounts} == {Outcome.COMPLETE}
        assert not any(account.missing for account in report.accounts)


def _reprint_tables_find_their_posts(live: Live) -> None:
    """In the last month all reprints meet their posts; only the row with -1 is set aside."""
    with live.workspace.ledger.reading() as connection:
        rejected = [row for row in read_rejected(connection) if row.month == str(_LAST)]
        reprints = compact_facts(live.workspace, connection, "reprints", str(_LAST)).collect()
    assert {row.reason for row in rejected} == {"negative"}
    assert reprints.height > 19_000


def _sources_stay_and_secrets_are_their_owners(live: Live) -> None:
    """Both sources are set up; each account's secret is in a file nobody else may read."""
    files = source_files(live.workspace.settings.config_files("sources"))
    assert set(files) == {"wechat", "weibo"}
    secrets = [path for path in (live.workspace.home / "secrets").rglob("*") if path.is_file()]
    assert len(secrets) == live.drawn["key"].n_unique()
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}


def _all_is_marked_synthetic(live: Live) -> None:
    """The edition and its files say so; no file holds the accounts' own posts."""
    assert live.result.edition.synthetic
    assert all("synthetic" in path.name for path in live.result.exported)
    names = [path.name for path in live.result.files.rglob("*.*") if str(_LAST) in path.name]
    assert names
    assert {name.partition("_")[0] for name in names} == {"转载", "全网监测"}


def _never(_: Path) -> Workspace:
    raise AssertionError("a workspace was opened")


def test_without_the_extra_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no server is installed the message names the extra, before any file is written."""
    for name in ("ranking.demo.platforms", "connectors.fakes.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    with pytest.raises(UsageError, match="uvicorn") as caught:
        run_live(_never, tmp_path / "demo", 0.02)
    assert "pip install 'govrank[demo]'" in caught.value.hint_text()
    assert not (tmp_path / "demo").exists()


def test_another_missing_module_is_not_blamed_on_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours stays visible as what it is."""
    monkeypatch.setitem(sys.modules, "ranking.demo.platforms", None)
    with pytest.raises(ModuleNotFoundError, match="platforms"):
        run_live(_never, tmp_path / "demo", 0.02)
