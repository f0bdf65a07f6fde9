"""From the address that the holder opens to the token in the account's file."""

from __future__ import annotations

import stat
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from connectors.interface import AccessError
from connectors.registry import consent
from tests.connectors.registry.conftest import NOW, OTHER, OTHER_UID, UID, WEIBO

CREDENTIALS = {
    "token": "file:weibo/{account}",
    "app_key": "env:APP_KEY",
    "app_secret": "file:app-secret",
    "redirect_uri": "https://example.gov.cn/weibo",
}


@pytest.fixture
def begin(setup, secrets, platform, weibo_url):
    """Begins a consent; the holder of the first account is ready to give it."""
    secrets("app-secret", platform.app_secret)
    platform.codes["canary-code"] = UID

    def begun(account=WEIBO, **credentials):
        made = setup("weibo", {**CREDENTIALS, **credentials}, base_url=weibo_url)
        return consent(made, account, lambda: NOW, {"APP_KEY": platform.app_key})

    return begun


@pytest.fixture
def kept(tmp_path):
    """The file of the first account's token."""
    return tmp_path / "secrets" / "weibo" / UID


def opened(url: str) -> str:
    """Open the address as a browser does; return where it is sent."""
    return httpx2.get(url, follow_redirects=False).headers["location"]


def test_a_consent_becomes_a_token_in_its_file(begin, kept, platform):
    """The file is its owner's alone; the end of the consent is returned."""
    begun = begin()
    assert begun.finish(opened(begun.url())) == NOW + timedelta(days=30)
    assert platform.tokens[kept.read_text().strip()].uid == UID
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_token_is_used_from_then_on(begin, setup, collect, weibo_url):
    """The source reads it where the consent put it."""
    begun = begin()
    begun.finish(opened(begun.url()))
    assert collect(setup("weibo", CREDENTIALS, base_url=weibo_url)).check(WEIBO)


def test_a_later_command_may_take_the_address(begin, kept):
    """The address that one process showed is accepted by the next."""
    address = opened(begin().url())
    begin().finish(address)
    assert kept.is_file()


def test_an_address_of_another_account_is_refused(begin, kept, platform):
    """The answer to one question is not taken for that to another, and its code is not used."""
    address = opened(begin(OTHER).url())
    with pytest.raises(AccessError, match="does not carry the consent"):
        begin().finish(address)
    assert not kept.exists()
    assert platform.codes


def test_the_address_does_not_show_the_secret(begin, platform):
    """What ties the answer to the question cannot be told without the app's secret."""
    (state,) = parse_qs(urlsplit(begin().url()).query)["state"]
    assert platform.app_secret not in begin().url()
    assert len(state) == 64


def test_consent_by_another_account_writes_nothing(begin, tmp_path, platform):
    """Whoever was signed in as somebody else is told so; an older token stays."""
    begun = begin(OTHER)
    file = tmp_path / "secrets" / "weibo" / OTHER_UID
    file.parent.mkdir()
    file.write_text("old")
    with pytest.raises(AccessError, match="another account than '某县发布'") as caught:
        begun.finish(opened(begun.url()))
    assert caught.value.hint
    assert file.read_text() == "old"
    assert [path.name for path in file.parent.iterdir()] == [OTHER_UID]


def test_an_address_pasted_wrong_may_be_tried_again(begin, kept):
    """The first attempt says what to paste."""
    begun = begin()
    with pytest.raises(AccessError):
        begun.finish("nonsense")
    begun.finish(opened(begun.url()))
    assert kept.is_file()


@pytest.mark.parametrize(
    "credentials",
    [
        {"app_key": "env:NONE"},
        {"app_secret": "file:none"},
        {"token": "env:TOKEN"},
    ],
)
def test_what_is_missing_is_said_before_a_person_is_asked(begin, credentials):
    """A token that could not be kept is no use either."""
    with pytest.raises(AccessError) as caught:
        begin(**credentials)
    assert "canary" not in str(caught.value)


def test_nothing_of_a_consent_shows_a_secret(begin):
    """Neither the consent itself nor its refusal."""
    begun = begin()
    address = opened(begun.url())
    begun.finish(address)
    with pytest.raises(AccessError) as caught:
        begun.finish(address)  # codes serve once
    shown = repr(begun) + repr(vars(begun)) + str(caught.value) + repr(caught.value.params)
    assert "canary" not in shown
