"""No secret and no person leaves a trace of a collection, whatever goes wrong in it."""

from __future__ import annotations

import logging
import sqlite3
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from connectors.fakes.faults import Fault
from connectors.fakes.weibo import Grant, Post
from tests.builders.live_office import APP_SECRET, LiveOffice, live_office

STRANGER, STRANGER_UID = "市民张三canary", "7777000011112222"
COMMENTER = {"openid": "canary-openid-1", "nickname": "市民李四canary", "content": "canary评论"}


@pytest.fixture
def office(tmp_path, monkeypatch):
    with live_office(tmp_path, wechat=3, weibo=3, days=4, posts_per_day=2) as made:
        made.take_clock(monkeypatch)
        monkeypatch.setenv("GOVRANK_HOME", str(made.home))
        yield made


@pytest.fixture
def said(caplog, govrank, office):
    """Run commands; everything that they print or log at debug level is kept."""
    caplog.set_level(logging.DEBUG)
    printed: list[str] = []

    def run(*arguments: str) -> None:
        done = govrank(*arguments, "--home", office.home)
        printed.extend([done.out, done.err])

    return run, lambda: "\n".join([*printed, caplog.text, *map(str, caplog.records)])


def traces(office: LiveOffice) -> str:
    """Return all that the workspace holds, the secret files apart: Parquet and SQLite as text."""
    found = []
    for path in sorted(office.home.rglob("*")):
        if not path.is_file() or office.home / "secrets" in path.parents:
            continue
        found.append(path.read_bytes().decode("utf-8", "replace"))
        if path.suffix == ".parquet":
            found.append(str(pl.read_parquet(path).to_dicts()))
    with sqlite3.connect(office.home / "ledger.db") as ledger:
        found += ledger.iterdump()
    ledger.close()
    return "\n".join(found)


def secrets(office: LiveOffice) -> set[str]:
    known = {account.secret for account in office.wechat.accounts} | {APP_SECRET}
    issued = set(office.wechat_fake.tokens._grants)
    assert issued
    return known | issued | set(office.weibo.tokens)


def disturb(office: LiveOffice) -> None:
    calls = iter(range(10_000))

    def kill(path: str) -> None:
        if next(calls) % 7 == 3:
            office.wechat_fake.tokens.kill(office.wechat.accounts[0].appid)

    office.before_wechat = kill
    office.wechat.accounts[1].refused = 40125
    mishaps = [Fault.RESET, None, Fault.BAD_GATEWAY, None, Fault.LOGIN_PAGE, Fault.CUT] * 3
    office.wechat.faults.waiting.extend(mishaps)
    office.weibo.faults.waiting.extend([None, None, *mishaps])
    token = next(name for name, one in office.weibo.tokens.items() if one.uid.endswith("2"))
    office.weibo.tokens[token] = Grant(office.weibo_id(2), office.weibo.now - timedelta(days=1))


@pytest.mark.slow
def test_secrets_are_in_no_output_log_file_or_ledger(office, said, monkeypatch):
    run, everything = said
    monkeypatch.setattr("ranking.workflow.collect._REPETITIONS", 0)
    tokens_before = set(office.weibo.tokens)
    disturb(office)
    for arguments in (
        ("source", "list"),
        ("source", "check"),
        ("collect", "--json"),
        ("collect",),
        ("status", "2026-11"),
        ("status", "2026-11", "--days", "--json"),
        ("doctor",),
    ):
        run(*arguments)
    every_secret = secrets(office) | tokens_before
    text = everything() + traces(office)
    assert "公众号2" in text
    assert {one for one in every_secret if one in text} == set()
    assert "access_token=" not in text


def test_no_person_but_the_offices_own_accounts_leaves_a_trace(office, said):
    run, everything = said
    uid = office.weibo_id(1)
    at = office.clock() - timedelta(hours=3)
    original = Post(5_300_000_000_000_001, STRANGER_UID, at, "原微博")
    office.weibo.accounts[STRANGER_UID] = STRANGER
    office.weibo.publish(Post(5_300_000_000_000_002, uid, at, "转发微博", original=original))
    for account in office.wechat.accounts:
        for article in account.articles:
            article.comments.append(COMMENTER)
    run("collect")
    run("collect", "--json")
    run("status", "2026-11", "--json")
    text = everything() + traces(office)
    assert "weibo:5300000000000002" in text
    strangers = [STRANGER, STRANGER_UID, "市民甲", "市民乙", *COMMENTER.values()]
    assert [one for one in strangers if one in text] == []
    assert office.wechat.calls["/cgi-bin/comment/list"] == 0
    assert office.weibo.calls["comments/show"] == 0


def test_a_secret_in_the_source_file_is_refused_and_not_repeated(office, said):
    run, everything = said
    file: Path = office.source_file("weibo")
    place = "file:secrets/weibo/{account}"
    file.write_text(file.read_text("utf-8").replace(place, "canary-in-the-file"), "utf-8")
    run("collect")
    run("doctor")
    run("source", "list")
    assert "token" in everything()
    assert "canary-in-the-file" not in everything()


@pytest.mark.parametrize("line", ["", 'knd = "weibo"\n', 'kind = "wiebo"\n'])
def test_a_secret_in_a_source_file_without_its_kind_is_not_repeated_either(office, said, line):
    """Such a file is never taken for a format of spreadsheets, whose faults quote values."""
    run, everything = said
    file: Path = office.source_file("weibo")
    text = f'{line}title = "微博"\n[credentials]\ntoken = "canary-in-the-file"\n'
    file.write_text(text, "utf-8")
    for arguments in (("collect",), ("import", "名册.csv"), ("doctor",), ("source", "list")):
        run(*arguments)
    assert "kind" in everything()
    assert "canary-in-the-file" not in everything()
