"""WeChat opened from a set-up, by each account's secret and through a third-party platform."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.fakes.wechat import Platform, WeChatAccount
from connectors.interface import AccessError, Account
from tests.builders.wechat import ACCOUNT, DAY, TODAY, posts, query

WEEK = (TODAY - 7 * DAY, TODAY - DAY)
OTHER = Account("wechat", "gh_2", "某县发布")
REFRESH = "/cgi-bin/component/api_authorizer_token"
BEFORE = (TODAY, 0)


@pytest.fixture
def opened(office, setup, secrets, collect):
    """Two accounts by their own secrets; that of gh_2 is not there."""
    secrets("gh_1", office.account.secret)
    office.state.accounts.append(WeChatAccount("wx_2", "canary-secret-2"))
    made = setup(
        "wechat",
        {"secret": "file:{account}"},
        base_url=office.url,
        accounts={"gh_1": "wx_1", "gh_2": "wx_2"},
    )
    return collect(made, office.clock, BEFORE)


@pytest.fixture
def third_party(office, setup, secrets, collect):
    """gh_1 authorised a platform whose ticket and secrets are in files."""
    office.state.platform = Platform("wx_p", "canary-p", "ticket@@@1", office.clock())
    office.state.platform.refresh_tokens["wx_1"] = "refreshtoken@@@1"
    office.account.authorised = True
    secrets("platform", "canary-p")
    secrets("ticket", "ticket@@@1")
    secrets("refresh/gh_1", "refreshtoken@@@1")
    made = setup(
        "wechat_platform",
        {
            "appid": "wx_p",
            "secret": "file:platform",
            "ticket": "file:ticket",
            "refresh_tokens": "file:refresh/{account}",
        },
        base_url=office.url,
        accounts={"gh_1": "wx_1", "gh_2": "wx_2"},
    )
    return lambda: collect(made, office.clock, BEFORE)


def test_an_account_is_collected(opened):
    """The AppID comes from the set-up, the secret from its file; the account stays gh_1."""
    assert len(posts(list(opened.fetch(query(*WEEK))))) == 14
    assert opened.calls() == (TODAY, 8)  # a token and seven days


def test_a_missing_secret_is_its_accounts_error_alone(opened, office):
    """gh_2 has no secret: it ends with an error that says where, and gh_1 is collected."""
    with pytest.raises(AccessError, match="gh_2"):
        list(opened.fetch(query(*WEEK, account=OTHER)))
    assert len(posts(list(opened.fetch(query(*WEEK))))) == 14


def test_a_secret_that_is_put_right_is_taken_up(opened, secrets):
    """A long run does not have to be begun again."""
    with pytest.raises(AccessError):
        opened.check(OTHER)
    secrets("gh_2", "canary-secret-2")
    assert opened.check(OTHER) is None


def test_a_wrong_secret_fails_the_check(opened, secrets, office):
    """WeChat's refusal is passed on, without the secret."""
    secrets("gh_2", "canary-wrong")
    with pytest.raises(AccessError, match="AppSecret of 某县发布") as caught:
        opened.check(OTHER)
    assert "canary" not in str(caught.value) + caught.value.hint + repr(caught.value.params)
    assert opened.check(ACCOUNT) is None


def test_an_account_without_appid_is_refused(opened):
    """It is not among the accounts of the set-up."""
    stranger = Account("wechat", "gh_3", "某乡发布")
    assert not opened.serves(stranger)
    with pytest.raises(AccessError, match="No AppID"):
        opened.check(stranger)


def test_a_third_party_platform_is_collected_through(third_party):
    """Its own secret, the ticket and the account's refresh token come from files."""
    assert len(posts(list(third_party().fetch(query(*WEEK))))) == 14


def test_the_newest_ticket_is_read_at_each_use(third_party, office, secrets):
    """A ticket that was pushed while the run lasts is the one that counts."""
    collector = third_party()
    collector.check(ACCOUNT)
    office.clock.go(hours=3)
    office.state.platform.ticket = "ticket@@@2"
    secrets("ticket", "ticket@@@2")
    assert collector.check(ACCOUNT) is None


def test_a_renewed_refresh_token_is_kept_for_the_next_process(third_party, office, tmp_path):
    """Losing it would cost a new authorisation."""
    office.state.doubts.refresh_token_changes = True
    third_party().check(ACCOUNT)
    kept = (tmp_path / "secrets" / "refresh" / "gh_1").read_text().strip()
    assert kept == office.state.platform.refresh_tokens["wx_1"] != "refreshtoken@@@1"
    office.clock.go(hours=3)
    third_party().check(ACCOUNT)
    assert office.calls(REFRESH) == 2


def test_an_account_that_did_not_authorise_spoils_no_other(third_party, office):
    """gh_2 has no refresh token: that is its error alone."""
    office.state.accounts.append(WeChatAccount("wx_2", "canary-secret-2"))
    collector = third_party()
    with pytest.raises(AccessError, match="某县发布 has not authorised"):
        collector.check(OTHER)
    assert collector.check(ACCOUNT) is None


def test_an_old_ticket_is_every_accounts_error(third_party, office):
    """What accounts share fails for each of them, and says what to look after."""
    office.state.platform.pushed -= timedelta(hours=12)
    with pytest.raises(AccessError, match="out of date"):
        third_party().check(ACCOUNT)
