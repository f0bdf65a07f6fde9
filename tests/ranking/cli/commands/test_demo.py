"""``govrank demo``."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ranking.demo.run import DemoResult
from ranking.model.collection import Missing, Outcome
from ranking.publish_rules import FORMATS
from ranking.workflow.collect_report import AccountReport, CollectReport, CollectRequest
from ranking.workflow.init import create_workspace
from tests.builders.editions import make_edition
from tests.builders.small_month import small_office


@pytest.mark.slow
def test_the_small_demo_goes_the_whole_way(govrank, tmp_path, monkeypatch):
    """Files, import, six months, four boards, export: all labelled synthetic; twice is fine.

    The monitoring feed among the files is left to the user, who finds reprints in it.
    """
    monkeypatch.chdir(tmp_path)
    shown = govrank("demo", "演示", "--small", "--json").json
    assert shown["synthetic"] is True
    assert len(shown["boards"]) == 4
    groups = {board["group"]: len(board["rows"]) for board in shown["boards"]}
    assert groups == {"各区": 16, "委办局与人民团体": 46}
    assert any(row["change"] in ("up", "down") for row in shown["boards"][0]["rows"])
    assert shown["campaigns"]
    exported = list((tmp_path / "演示" / "export").iterdir())
    assert {path.suffix for path in exported} == {f".{name}" for name in FORMATS}
    assert all("synthetic" in path.name for path in exported)
    month = shown["month"]
    home = ("--home", tmp_path / "演示")
    reasons = {r["reason"] for r in govrank("status", month, *home, "--json").json["rejected"]}
    assert reasons == {"account_unknown", "negative", "outside_any_month"}
    (feed,) = (tmp_path / "演示" / "files" / month).glob("全网监测*.csv")
    match = ("reprints", "match", month, "--feed", feed, *home, "--json")
    found = govrank(*match).json
    assert found["articles"] == 300
    assert found["accepted"] > 150
    assert found["doubtful"] > 5
    assert found["unknown"]
    assert govrank(*match).json["added"] == 0
    again = govrank("demo", "演示", "--small", "--json").json
    assert again["boards"] == shown["boards"]


_BEGAN = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
_DAYS = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def live_demo(monkeypatch, tmp_path) -> list[tuple[object, ...]]:
    """Let ``--live`` end at once with one month's collection; returns what it was called with."""
    calls: list[tuple[object, ...]] = []
    gap = Missing(
        "wechat", "wechat:demo_hp_01", "older posts", "not_answered", None, "since 2025-11-01",
        *_DAYS, _BEGAN,
    )  # fmt: skip
    accounts = (
        AccountReport(
            "wechat", gap.account, "黄浦发布（演示）", "黄浦区", Outcome.PARTIAL, 7, 7, calls=31,
            missing=(gap,),
        ),
        AccountReport(
            "weibo", "weibo:9000000001", "黄浦发布（演示）", "黄浦区", Outcome.COMPLETE, 5, 5,
            calls=1,
        ),
    )  # fmt: skip
    ended = _BEGAN + timedelta(seconds=2.5)
    report = CollectReport(CollectRequest(*_DAYS), _BEGAN, ended, accounts, made=32)

    def run(open_workspace, folder, size):
        calls.append((folder, size))
        create_workspace(folder)
        open_workspace(folder).ledger.create()
        edition, _ = make_edition(small_office())
        feed = folder / "files" / "feed.csv"
        return DemoResult(edition, (), folder / "files", (report,), feed)

    monkeypatch.setattr("ranking.demo.live.run_live", run)
    monkeypatch.chdir(tmp_path)
    return calls


def test_the_live_demo_says_what_was_collected_and_where_the_source_files_are(govrank, live_demo):
    """A line a month with posts, calls and seconds, what is missing, and that all is synthetic."""
    run = govrank("demo", "演示", "--small", "--live", "--lang", "en")
    assert run.code == 0
    assert [(path.name, size) for path, size in live_demo] == [("演示", 0.02)]
    lines = run.out.splitlines()
    (month,) = [line for line in lines if line.startswith("2026-10-01 to 2026-10-31")]
    assert "12 posts" in month
    assert "32 calls" in month
    assert month.endswith(" in 2.5 s")
    assert any("older posts" in line and "since 2025-11-01" in line for line in lines)
    assert "Source files: 演示/config/sources" in lines
    feed = Path("演示", "files", "feed.csv")
    assert any(f"reprints match 2026-10 --feed {feed} --home 演示" in line for line in lines)
    assert any("synthetic WeChat and Weibo" in line for line in lines)
    assert any("more than the newest five posts" in line for line in lines)


def test_the_live_demo_prints_the_edition_alone_as_json(govrank, live_demo):
    """Machines get the same document as without --live."""
    shown = govrank("demo", "演示", "--live", "--json").json
    assert shown["boards"]
    assert "collected" not in shown


def test_without_the_extra_the_live_demo_says_what_to_install(govrank, tmp_path, monkeypatch):
    """The message names the missing library and the extra; no folder is made."""
    for name in ("ranking.demo.platforms", "connectors.fakes.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    run = govrank("demo", tmp_path / "demo", "--small", "--live", "--lang", "en")
    assert run.code == 2
    assert run.out == ""
    assert "uvicorn" in run.err
    assert "pip install 'govrank[demo]'" in run.err
    assert not (tmp_path / "demo").exists()
