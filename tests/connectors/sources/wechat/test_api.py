"""What is left of the quota is said or not said, and never stops a run by itself."""

from __future__ import annotations

import pytest

from connectors.http.secrets import Secret
from connectors.interface import AccessError, Account
from connectors.sources.wechat.api import Api
from tests.builders.wechat import DETAIL, Office


def _api(office: Office) -> Api:
    wire = office.wire()
    return Api(Account("wechat", "gh_1", "某市发布"), wire, office.tokens(wire))


def test_what_is_left(office: Office):
    """The number of calls left today is WeChat's own."""
    office.account.daily_limit = 12
    assert _api(office).calls_left(DETAIL) == 12


@pytest.mark.parametrize("code", [48001, 76021, 76022, 45009])
def test_it_does_not_say(office: Office, code: int):
    """A refusal to tell the quota is no refusal to answer anything else."""
    office.state.codes.extend([0, code])
    assert _api(office).calls_left(DETAIL) is None


@pytest.mark.parametrize("quota", [None, 7, {}, {"remain": "9"}, {"remain": -1}])
def test_it_says_nothing_sound(office: Office, quota: object, monkeypatch):
    """An answer without a sound number counts as none."""
    monkeypatch.setattr(
        office.fake,
        "_quota",
        lambda account, body: {"errcode": 0, "quota": quota},
    )
    assert _api(office).calls_left(DETAIL) is None


class MadeUp:
    """Gives tokens that WeChat never gave out, another one each time."""

    def token(self, account: Account) -> Secret:
        return Secret("made up")

    def another(self, account: Account, refused: Secret) -> Secret:
        return Secret(refused.reveal() + " again")


def test_two_tokens_at_most(office: Office):
    """A request is sent with two different tokens at most."""
    api = Api(Account("wechat", "gh_1", "某市发布"), office.wire(), MadeUp())
    with pytest.raises(AccessError):
        api.ask(DETAIL, {})
    assert (api.calls, office.calls()) == (2, 2)
