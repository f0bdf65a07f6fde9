"""Weibo opened from a set-up, by consent and by contract."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.fakes.weibo import Grant
from connectors.interface import AccessError
from tests.connectors.registry.conftest import NOW, OFFICE_UID, OTHER, OTHER_UID, UID, WEIBO, query


@pytest.fixture
def consented(setup, secrets, collect, weibo_url):
    """The first account's token is there, the second's is not."""
    secrets(f"weibo/{UID}", f"canary-{UID}")
    return collect(setup("weibo", {"token": "file:weibo/{account}"}, base_url=weibo_url))


@pytest.fixture
def contract(setup, secrets, collect, weibo_url):
    """The office's token, with which any account is read."""
    secrets("office", f"canary-{OFFICE_UID}")
    return collect(
        setup("weibo_commercial", {"token": "file:office"}, base_url=weibo_url, media=(UID,))
    )


def rows(pages) -> list:
    return [post for page in pages for post in page.posts]


def test_an_account_that_consented_is_collected(consented):
    """Its own token reads its own posts."""
    assert len(rows(consented.fetch(query(WEIBO)))) == 3


def test_a_missing_token_is_its_accounts_error_alone(consented):
    """The second account is told to consent; the first is collected all the same."""
    for ask in (lambda: list(consented.fetch(query(OTHER))), lambda: consented.check(OTHER)):
        with pytest.raises(AccessError, match="no valid token for account '某县发布'") as caught:
            ask()
        assert "govrank source authorize" in caught.value.hint
    assert len(rows(consented.fetch(query(WEIBO)))) == 3


def test_a_token_open_to_everybody_is_its_accounts_error_alone(consented, secrets):
    """A file that is refused is an error of its own, not a missing consent."""
    secrets(f"weibo/{OTHER_UID}", f"canary-{OTHER_UID}").chmod(0o644)
    with pytest.raises(AccessError, match="every user"):
        list(consented.fetch(query(OTHER)))
    assert consented.check(WEIBO) == NOW + timedelta(days=30)


def test_a_token_that_is_kept_meanwhile_is_taken_up(consented, secrets):
    """Consent given while the run lasts counts."""
    with pytest.raises(AccessError):
        list(consented.fetch(query(OTHER)))
    secrets(f"weibo/{OTHER_UID}", f"canary-{OTHER_UID}")
    assert len(rows(consented.fetch(query(OTHER)))) == 3


def test_the_check_says_when_a_consent_ends(consented, platform):
    """Weibo itself is asked."""
    platform.tokens[f"canary-{UID}"] = Grant(UID, NOW + timedelta(days=3))
    assert consented.check(WEIBO) == NOW + timedelta(days=3)


@pytest.mark.parametrize("token", [f"canary-{UID}", "canary-unknown"])
def test_the_check_refuses_what_is_not_the_accounts(consented, secrets, token):
    """Another account's token and one that Weibo does not know fail, and are not shown."""
    secrets(f"weibo/{OTHER_UID}", token)
    with pytest.raises(AccessError) as caught:
        consented.check(OTHER)
    assert "canary" not in str(caught.value) + caught.value.hint + repr(caught.value.params)


def test_a_contract_reads_any_account(contract):
    """Reads are asked for of media accounts alone."""
    assert {post.counts.get("reads") for post in rows(contract.fetch(query(WEIBO)))} == {None, 7}
    assert {post.counts.get("reads") for post in rows(contract.fetch(query(OTHER)))} == {None}


def test_the_check_of_a_contract_asks_for_its_one_token(contract):
    """Its end is that of the office's token, whatever the account."""
    assert contract.check(OTHER) == NOW + timedelta(days=30)


def test_a_missing_token_of_a_contract_is_every_accounts_error(setup, collect, weibo_url):
    """It is said at the fetch; opening the source does not fail."""
    opened = collect(setup("weibo_commercial", {"token": "file:none"}, base_url=weibo_url))
    for account in (WEIBO, OTHER):
        with pytest.raises(AccessError, match="no secret in"):
            list(opened.fetch(query(account)))
