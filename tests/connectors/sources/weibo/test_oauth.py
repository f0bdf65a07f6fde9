"""The human step: from the address that is opened to the token."""

from __future__ import annotations

from datetime import timedelta

import httpx2
import pytest

from connectors.http.secrets import Secret
from connectors.interface import AccessError, UnavailableError
from connectors.sources.weibo.oauth import App, Authorisation, inspect
from tests.connectors.sources.weibo.conftest import NOW, UID

CODE = "canary-code"


@pytest.fixture
def app(state):
    """The app as registered."""
    return App(state.app_key, Secret(state.app_secret), state.redirect_uri)


@pytest.fixture
def consent(state, base, http, app):
    """Begin a consent with the fake's holder of the account ready to give it."""
    state.codes[CODE] = UID

    def begin(**given):
        return Authorisation(given.get("app", app), http, lambda: NOW, base=base)

    return begin


def opened(authorisation: Authorisation) -> str:
    """Open the address as a browser does; return where it is sent."""
    return httpx2.get(authorisation.url(), follow_redirects=False).headers["location"]


@pytest.mark.parametrize("as_text", [True, False])
def test_consent_becomes_a_token(state, consent, as_text):
    """The token knows its account and its end, whichever way the seconds are written."""
    state.switches.numbers_as_text = as_text
    authorisation = consent()
    token = authorisation.token_for(opened(authorisation))
    assert state.tokens[token.value.reveal()].uid == token.uid == UID
    assert token.expires_at == NOW + timedelta(days=30)


def test_another_state_is_refused_without_a_call(consent, http):
    """An address that belongs to another consent gives no token."""
    with pytest.raises(AccessError):
        consent().token_for(opened(consent()))
    assert http.calls == 0


@pytest.mark.parametrize(
    "text", ["", "nonsense", "https://example.gov.cn/weibo?error=access_denied"]
)
def test_an_address_without_consent_is_refused(consent, text):
    """Refused consent and pasted nonsense say what to paste."""
    with pytest.raises(AccessError) as caught:
        consent().token_for(text)
    assert caught.value.hint


def test_a_code_serves_once(consent):
    """A code that is used up is refused, and not shown."""
    authorisation = consent()
    address = opened(authorisation)
    authorisation.token_for(address)
    with pytest.raises(AccessError, match="21325") as caught:
        authorisation.token_for(address)
    assert CODE not in repr(caught.value.params) + str(caught.value)


def test_a_wrong_app_secret_is_refused(consent, app):
    """The error names the app's settings and never the secret."""
    wrong = App(app.key, Secret("canary-secret"), app.redirect_uri)
    authorisation = consent(app=wrong)
    with pytest.raises(AccessError, match="21324") as caught:
        authorisation.token_for(opened(authorisation))
    assert "canary-secret" not in repr(caught.value.params) + str(caught.value) + repr(wrong)


def test_a_token_tells_its_account_and_end(state, base, http):
    """get_token_info gives the account and the seconds left."""
    token = inspect(Secret(f"token-{UID}"), http, lambda: NOW, base=base)
    assert (token.uid, token.expires_at) == (UID, NOW + timedelta(days=30))


def test_an_unknown_token_is_refused(base, http):
    """The error asks for a new consent."""
    with pytest.raises(AccessError, match="21332"):
        inspect(Secret("unknown"), http, lambda: NOW, base=base)


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"uid": UID, "access_token": "x"},
        {"uid": UID, "expires_in": 60},
        {"uid": UID, "expires_in": "3 days", "access_token": "x"},
    ],
)
def test_an_answer_of_another_shape_is_no_token(consent, http, monkeypatch, answer):
    """Without account, token and seconds there is nothing to keep."""
    authorisation = consent()
    address = opened(authorisation)
    real = http.post

    def post(url, **given):
        found = real(url, **given)
        return type(found)(200, answer, found.headers)

    monkeypatch.setattr(http, "post", post)
    with pytest.raises(UnavailableError):
        authorisation.token_for(address)
