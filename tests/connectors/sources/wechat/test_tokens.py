"""Tokens are fetched as seldom as possible, shared, and never forced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from connectors.interface import AccessError, QuotaError, UnavailableError
from tests.builders.wechat import ACCOUNT, TOKEN, Office


def test_one_token_for_all_threads(office: Office):
    """Eight threads that need a token at once cause one request."""
    tokens = office.tokens()
    with ThreadPoolExecutor(8) as pool:
        got = {t.reveal() for t in pool.map(lambda _: tokens.token(ACCOUNT), range(64))}
    assert len(got) == 1
    assert office.calls(TOKEN) == 1


def test_one_replacement_for_all_threads(office: Office):
    """Eight threads whose token was refused at once cause one request."""
    tokens = office.tokens()
    refused = tokens.token(ACCOUNT)
    office.fake.tokens.kill("wx_1")
    with ThreadPoolExecutor(8) as pool:
        got = {t.reveal() for t in pool.map(lambda _: tokens.another(ACCOUNT, refused), range(64))}
    assert len(got) == 1
    assert got != {refused.reveal()}
    assert office.calls(TOKEN) == 2


def test_two_processes_share_a_token(office: Office):
    """Another process is handed the same token, and neither kills the other's."""
    one, two = office.tokens(), office.tokens()
    first = one.token(ACCOUNT).reveal()
    assert two.token(ACCOUNT).reveal() == first
    office.clock.go(hours=3)
    second = two.token(ACCOUNT).reveal()
    assert one.token(ACCOUNT).reveal() == second != first


def test_renewed_before_its_end(office: Office):
    """A token is used as long as it has a minute left."""
    tokens = office.tokens()
    first = tokens.token(ACCOUNT).reveal()
    office.clock.go(seconds=7200 - 61)
    assert tokens.token(ACCOUNT).reveal() == first
    office.clock.go(seconds=1)
    assert tokens.token(ACCOUNT).reveal() != first


@pytest.mark.parametrize(
    ("code", "kind"),
    [(40001, AccessError), (40125, AccessError), (45009, QuotaError), (50002, UnavailableError)],
)
def test_refused_by_its_code(office: Office, code: int, kind: type[Exception]):
    """A refusal to hand out a token becomes the error of its code; the next call tries again."""
    tokens = office.tokens()
    office.state.codes.append(code)
    with pytest.raises(kind):
        tokens.token(ACCOUNT)
    assert tokens.token(ACCOUNT).reveal()


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": "", "expires_in": 7200},
        {"access_token": 7, "expires_in": 7200},
        {"access_token": "t"},
        {"access_token": "t", "expires_in": "7200"},
    ],
)
def test_an_answer_without_token(office: Office, answer: dict[str, object], monkeypatch):
    """An answer without token or life time is an error, and nothing is kept of it."""
    monkeypatch.setattr(office.fake, "_answer", lambda *_: answer)
    with pytest.raises(UnavailableError):
        office.tokens().token(ACCOUNT)
