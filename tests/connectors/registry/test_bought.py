"""Vendors and databases opened from a set-up."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import pytest

from connectors.fakes.server import serve
from connectors.fakes.vendors import NEWRANK, app
from connectors.interface import AccessError, Account
from tests.builders.vendors import ACCOUNT, FIRST, LAST, link, office
from tests.builders.warehouse import POSTS, SELECT, fill
from tests.builders.warehouse import QUERY as WAREHOUSE_QUERY
from tests.connectors.registry.conftest import ENVIRON, TODAY, query

GSDATA = "/weixin/v1/articles"
ROSTER = replace(ACCOUNT, native_id="gh_1")
CREDENTIALS = {
    "gsdata": {"app_id": "env:APP_ID", "secret": "file:gsdata"},
    "newrank": {"key": "env:KEY"},
}


@pytest.fixture
def vendor(setup, secrets, collect):
    """Opens a vendor over HTTP with twenty articles of moushifabu, which the roster calls gh_1."""
    secrets("gsdata", "canary-gsdata")
    stack = ExitStack()

    def opened(kind: str, path: str, **given):
        state = replace(
            office(path, 20), app_id=ENVIRON["APP_ID"], secret="canary-gsdata", key=ENVIRON["KEY"]
        )
        made = setup(
            kind,
            CREDENTIALS[kind],
            accounts={"gh_1": ACCOUNT.native_id},
            base_url=stack.enter_context(serve(app(state))),
            per_second=1000.0,
            **given,
        )
        return collect(made), state

    with stack:
        yield opened


@pytest.mark.parametrize(("kind", "path"), [("gsdata", GSDATA), ("newrank", NEWRANK)])
def test_an_account_is_asked_for_under_the_vendors_id(vendor, kind, path):
    """The roster's id becomes the 微信号 of the set-up; all articles come."""
    opened, state = vendor(kind, path)
    found = [post for page in opened.fetch(query(ROSTER, FIRST, LAST)) for post in page.posts]
    assert [post.url for post in found] == [link(n) for n in range(20)]
    assert opened.calls() == (TODAY, state.calls[path])


@pytest.mark.parametrize(("kind", "path"), [("gsdata", GSDATA), ("newrank", NEWRANK)])
def test_fields_and_envelope_are_those_of_the_set_up(vendor, kind, path):
    """What it names replaces the kind's own; what it leaves out stays."""
    opened, state = vendor(
        kind,
        path,
        fields={"wechat": {"native_id": "id", "counts": {"likes": "title"}, "capped": (5,)}},
        envelope={"rows": "data", "total": "count"},
    )
    state.total = "count"
    page = next(iter(opened.fetch(query(ROSTER, LAST, LAST))))
    assert page.posts[0].native_id == "900"
    assert page.posts[0].url == link(0)
    assert "likes" not in page.posts[0].counts  # a title is no count
    assert {gap.what.split()[0] for gap in page.gaps} == {"likes"}


@pytest.mark.parametrize(("kind", "path"), [("gsdata", GSDATA), ("newrank", NEWRANK)])
def test_the_check_of_a_vendor_reads_the_secrets_and_costs_nothing(vendor, kind, path):
    """Every call is charged, so none is made."""
    opened, state = vendor(kind, path)
    assert opened.check(ROSTER) is None
    assert not state.calls


def test_a_missing_secret_of_a_vendor_is_said_at_the_fetch_and_the_check(setup, collect):
    """Opening does not fail."""
    opened = collect(setup("newrank", {"key": "env:NONE"}))
    for ask in (lambda: opened.check(ROSTER), lambda: list(opened.fetch(query(ROSTER)))):
        with pytest.raises(AccessError, match="env:NONE"):
            ask()


@pytest.fixture
def warehouse(setup, secrets, collect, tmp_path):
    """A SQLite warehouse; both platforms have columns of their own."""
    url = f"sqlite:///{tmp_path / 'canary-warehouse.db'}"
    fill(url)
    secrets("url", url)
    common = {"native_id": "mid", "published_at": "born", "text": "body", "topics": "tags"}
    reads = {"counts": {"reads": "r", "likes": "l"}, "reads_unit": "people"}

    def opened(**given):
        made = setup(
            "database",
            {"url": "file:url"},
            **{
                "platforms": ("wechat", "weibo"),
                "query": SELECT,
                "fields": {
                    "weibo": {**common, **reads},
                    "wechat": {**common, "counts": {"comments": "l"}},
                },
                **given,
            },
        )
        return collect(made)

    return opened


def test_a_database_is_collected_from(warehouse):
    """Its query is asked for the account and days; one fetch is one call."""
    opened = warehouse()
    found = [post for page in opened.fetch(WAREHOUSE_QUERY) for post in page.posts]
    assert tuple(found) == POSTS
    assert opened.calls() == (TODAY, 1)


def test_each_platform_of_a_database_has_its_fields(warehouse):
    """The same column may be something else for another platform's accounts."""
    account = Account("wechat", "42", "某市发布")
    asked = query(account, date(2026, 11, 1), date(2026, 11, 19))
    found = [post for page in warehouse().fetch(asked) for post in page.posts]
    assert [post.counts for post in found] == [{"comments": 0}, {"comments": 5}, {}]


def test_an_account_of_a_database_may_have_another_id_there(warehouse):
    """The ids of the set-up are given to the query."""
    account = Account("weibo", "roster-id", "某市发布")
    opened = warehouse(accounts={"roster-id": "42"})
    asked = replace(WAREHOUSE_QUERY, account=account)
    assert sum(len(page.posts) for page in opened.fetch(asked)) == 3


def test_the_check_of_a_database_connects(warehouse, tmp_path):
    """It asks nothing; without the database it fails, without its address."""
    assert warehouse().check(WAREHOUSE_QUERY.account) is None
    (tmp_path / "canary-warehouse.db").unlink()
    with pytest.raises(AccessError, match="cannot be opened") as caught:
        warehouse().check(WAREHOUSE_QUERY.account)
    assert "canary" not in str(caught.value) + repr(caught.value.params)


def test_a_query_that_cannot_be_right_is_said_at_the_check(warehouse):
    """No connection is needed to see it."""
    with pytest.raises(AccessError, match="does not ask for one account"):
        warehouse(query="SELECT 1").check(WAREHOUSE_QUERY.account)
