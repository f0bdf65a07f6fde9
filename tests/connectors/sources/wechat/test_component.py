"""Accounts read through a third-party platform, behind the same protocol."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.fakes.wechat import Platform
from connectors.http.secrets import Secret
from connectors.interface import AccessError, Reason
from connectors.sources.wechat import Component, ComponentTokens
from tests.builders.wechat import ACCOUNT, DAY, TODAY, Office, posts, query, until_error

OWN = "/cgi-bin/component/api_component_token"
REFRESH = "/cgi-bin/component/api_authorizer_token"
WEEK = query(TODAY - 7 * DAY, TODAY - DAY)


class Vault(dict[str, Secret]):
    """Refresh tokens by AppID."""

    def put(self, appid: str, token: Secret) -> None:
        self[appid] = token


@pytest.fixture
def vault(office: Office) -> Vault:
    """An account that authorised the platform; its IP whitelist is empty and does not matter."""
    office.month()
    office.state.platform = Platform("wx_p", "canary-p", "ticket@@@1", office.clock())
    office.account.authorised = True
    office.account.addresses = frozenset()
    office.state.platform.refresh_tokens["wx_1"] = "refreshtoken@@@1"
    return Vault({"wx_1": Secret("refreshtoken@@@1")})


def _tokens(office: Office, vault: Vault, ticket: str = "ticket@@@1") -> ComponentTokens:
    component = Component("wx_p", Secret("canary-p"), lambda: Secret(ticket))
    return ComponentTokens(office.clock, office.wire(), component, {"gh_1": "wx_1"}, vault)


def test_an_authorised_account_is_read(office: Office, vault: Vault):
    """The rows come with two requests for tokens, whatever the account's own whitelist."""
    pages = list(office.source(_tokens(office, vault)).fetch(WEEK))
    assert len(posts(pages)) == 14
    assert (office.calls(OWN), office.calls(REFRESH), office.calls()) == (1, 1, 7)


def test_the_new_refresh_token_is_kept(office: Office, vault: Vault):
    """Where WeChat returns another refresh token, it is stored and used the next time."""
    office.state.doubts.refresh_token_changes = True
    tokens = _tokens(office, vault)
    tokens.token(ACCOUNT)
    assert vault["wx_1"].reveal() == office.state.platform.refresh_tokens["wx_1"]
    office.clock.go(hours=3)
    tokens.token(ACCOUNT)
    assert office.calls(REFRESH) == 2


def test_token_killed_mid_run(office: Office, vault: Vault):
    """A killed token costs one refused call and one refresh."""
    pages = office.source(_tokens(office, vault)).fetch(WEEK)
    first = [next(pages) for _ in range(3)]
    office.fake.tokens.kill("wx_1")
    assert len(posts([*first, *pages])) == 14
    assert (office.calls(OWN), office.calls(REFRESH), office.calls()) == (1, 2, 8)


def test_the_platforms_own_token_is_replaced_once(office: Office, vault: Vault):
    """A platform's token that another process killed is replaced without an error."""
    tokens = _tokens(office, vault)
    tokens.token(ACCOUNT)
    office.fake.tokens.kill("wx_p")
    office.fake.tokens.kill("wx_1")
    tokens.another(ACCOUNT, tokens.token(ACCOUNT))
    assert (office.calls(OWN), office.calls(REFRESH)) == (2, 3)


def test_tokens_refused_for_ever(office: Office, vault: Vault):
    """Refused for ever, the platform's token is replaced once, and the run ends."""
    office.state.refuse_tokens = 40001
    _, error = until_error(office.source(_tokens(office, vault)), WEEK)
    assert isinstance(error, AccessError)
    assert (office.calls(OWN), office.calls(REFRESH), office.calls()) == (2, 2, 0)


def test_without_permission_set_7(office: Office, vault: Vault):
    """An account that did not grant permission set 7 is a gap, not an error."""
    office.account.permissions = frozenset({1})
    (page,) = office.source(_tokens(office, vault)).fetch(WEEK)
    assert [gap.reason for gap in page.gaps] == [Reason.NOT_PERMITTED]


@pytest.mark.parametrize("wrong", ["ticket", "old ticket", "refresh token", "withdrawn", "never"])
def test_what_a_person_must_mend(office: Office, vault: Vault, wrong: str):
    """A ticket or an authorisation that is no good is an AccessError with a hint."""
    if wrong == "old ticket":
        office.state.platform.pushed -= timedelta(hours=12)
    if wrong == "refresh token":
        vault["wx_1"] = Secret("refreshtoken@@@0")
    if wrong == "withdrawn":
        office.account.authorised = False
    if wrong == "never":
        vault.clear()
    ticket = "ticket@@@0" if wrong == "ticket" else "ticket@@@1"
    with pytest.raises(AccessError) as caught:
        _tokens(office, vault, ticket).token(ACCOUNT)
    assert caught.value.hint
    assert "@@@" not in str(caught.value)
