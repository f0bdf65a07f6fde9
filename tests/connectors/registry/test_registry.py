"""What every opened source keeps, whatever its kind."""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connectors.errors import ConnectorError
from connectors.interface import AccessError, Account, QuotaError
from connectors.registry import KINDS
from tests.connectors.registry.conftest import NOW, OTHER, OTHER_UID, TODAY, UID, WEIBO, query

WECHAT = Account("wechat", "gh_1", "某市发布")
MIDNIGHT = datetime(2026, 11, 20, 16, tzinfo=UTC)


@pytest.fixture
def tokens(secrets):
    """Both accounts' tokens are there."""
    for uid in (UID, OTHER_UID):
        secrets(uid, f"canary-{uid}")


@pytest.fixture
def weibo(setup, tokens, weibo_url):
    """A set-up of two accounts that consented."""
    return setup("weibo", {"token": "file:{account}"}, base_url=weibo_url)


@pytest.mark.parametrize("kind", KINDS)
def test_opening_reads_no_secret_and_asks_nobody(setup, collect, kind):
    """What is missing is said when it is needed, for the accounts that need it."""
    opened = collect(setup(kind, {}, accounts={"gh_1": "wx_1"}), before=(TODAY, 7))
    assert opened.id == f"my-{kind}"
    assert opened.calls() == (TODAY, 7)
    account = replace(WECHAT, platform=opened.platforms[0])
    for ask in (lambda: opened.check(account), lambda: list(opened.fetch(query(account)))):
        with pytest.raises(AccessError, match="There is no"):
            ask()


def test_without_a_table_of_accounts_all_of_its_platforms_are_served(setup, collect):
    """An account of another platform is not."""
    opened = collect(setup("weibo", {}))
    assert [opened.serves(one) for one in (WEIBO, OTHER, WECHAT)] == [True, True, False]


def test_with_a_table_of_accounts_only_these_are_served(setup, collect):
    """An id of the table counts on the source's platforms alone."""
    opened = collect(setup("weibo", {}, accounts={UID: UID, "gh_1": "gh_1"}))
    assert [opened.serves(one) for one in (WEIBO, OTHER, WECHAT)] == [True, False, False]


def test_calls_of_earlier_runs_use_up_the_day(weibo, collect, platform):
    """What is left is asked; then the fetch waits for midnight in Shanghai."""
    opened = collect(replace(weibo, calls_per_day=11), before=(TODAY, 10))
    assert len(list(opened.fetch(query(WEIBO)))) == 1
    with pytest.raises(QuotaError, match="11 calls a day") as caught:
        list(opened.fetch(query(OTHER)))
    assert caught.value.until == MIDNIGHT
    assert opened.calls() == (TODAY, 11)
    assert platform.calls.total() == 1


def test_the_next_day_begins_at_nought(weibo, collect):
    """Yesterday's calls are neither counted nor reported."""
    opened = collect(replace(weibo, calls_per_day=1), lambda: NOW + timedelta(days=1), (TODAY, 1))
    list(opened.fetch(query(WEIBO)))
    assert opened.calls() == (TODAY + timedelta(days=1), 1)


def test_a_check_costs_calls_too(weibo, collect):
    """All that is sent counts."""
    opened = collect(weibo)
    opened.check(WEIBO)
    assert opened.calls() == (TODAY, 1)


def test_threads_share_one_source(weibo, collect, platform):
    """Eight threads together build it once, and each account has its own posts."""
    opened = collect(weibo)
    accounts = [WEIBO, OTHER] * 20

    def ids(account: Account) -> set[str | None]:
        return {post.native_id for page in opened.fetch(query(account)) for post in page.posts}

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ids, accounts))
    assert found[::2] == [found[0]] * 20
    assert found[1::2] == [found[1]] * 20
    assert len(found[0] | found[1]) == 6
    assert opened.calls()[1] == platform.calls.total()


def test_a_closed_source_asks_nobody(weibo, collect, platform):
    """What a fetch does afterwards is an error of the source, not a request."""
    opened = collect(weibo)
    opened.close()
    with pytest.raises(ConnectorError):
        list(opened.fetch(query(WEIBO)))
    assert not platform.calls


@pytest.mark.parametrize("wrong", ["token", "quota", "open file", "network"])
def test_no_failure_shows_a_secret(weibo, collect, platform, secrets, caplog, wrong):
    """Neither message, hint, parameters and traceback nor the log at debug level."""
    caplog.set_level(logging.DEBUG)
    if wrong == "token":
        platform.tokens.clear()
    if wrong == "open file":
        secrets(UID, f"canary-{UID}").chmod(0o644)
    limits = {"calls_per_day": 1 if wrong == "quota" else None}
    if wrong == "network":
        limits["base_url"] = "http://127.0.0.1:9"
    opened = collect(replace(weibo, **limits), before=(TODAY, 1 if wrong == "quota" else 0))
    for ask in (lambda: list(opened.fetch(query(WEIBO))), lambda: opened.check(WEIBO)):
        with pytest.raises(ConnectorError) as caught:
            ask()
        error = caught.value
        told = "".join(traceback.format_exception(error)) + error.hint + repr(error.params)
        assert "canary" not in told
    assert "canary" not in caplog.text + repr(opened) + repr(vars(opened))
