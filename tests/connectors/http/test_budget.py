"""A day's calls: what counts as one, and that none is sent beyond them."""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from connectors.http.budget import Budget
from connectors.http.client import Http
from connectors.http.pace import Pace
from connectors.http.secrets import Secret
from connectors.interface import QuotaError, UnavailableError
from tests.builders.http_server import answer, closed_port, redirect, response, serving

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)
CANARY = "canary-4b1d"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def budget(watch):
    """Three calls a day, none made yet."""
    return Budget(3, watch, (DAY, 0))


@pytest.fixture
def http(budget):
    """A client that keeps to the budget and never waits."""
    with Http([], sleep=lambda _: None, loopback=True, budget=budget) as made:
        yield made


def test_calls_of_earlier_runs_count(watch):
    """What was sent today before leaves so much less."""
    budget = Budget(3, watch, (DAY, 2))
    budget.take()
    with pytest.raises(QuotaError):
        budget.take()
    assert budget.spent() == (DAY, 3)


def test_calls_of_another_day_do_not_count(watch):
    """Yesterday's calls leave the whole of today's."""
    assert Budget(3, watch, (DAY - timedelta(days=1), 3)).spent() == (DAY, 0)


def test_the_refusal_says_when_it_ends(budget, refusal):
    """More calls are allowed from the next midnight in Shanghai; the refused one is not counted."""
    for _ in range(3):
        budget.take()
    error = refusal(QuotaError, budget.take)
    assert error.until == MIDNIGHT
    assert "3 calls a day" in str(error)
    assert budget.spent() == (DAY, 3)


def test_a_new_day_begins_at_midnight_in_shanghai(budget, watch):
    """A run that lasts beyond midnight goes on with the new day's calls."""
    for _ in range(3):
        budget.take()
    watch.now = MIDNIGHT - timedelta(seconds=1)
    with pytest.raises(QuotaError):
        budget.take()
    watch.now = MIDNIGHT
    budget.take()
    assert budget.spent() == (DAY + timedelta(days=1), 1)


def test_what_is_given_back_after_midnight_is_not_the_new_days(budget, watch):
    """A count never falls below zero."""
    budget.take()
    watch.now = MIDNIGHT
    budget.give_back()
    assert budget.spent() == (DAY + timedelta(days=1), 0)


def test_without_a_limit_calls_are_only_counted(watch):
    """None allows any number."""
    budget = Budget(None, watch, (DAY, 0))
    for _ in range(1000):
        budget.take()
    assert budget.spent() == (DAY, 1000)


def test_threads_together_do_not_exceed_it(watch):
    """Eight threads that ask at once are given exactly the limit."""
    budget = Budget(50, watch, (DAY, 0))

    def taken(_: int) -> bool:
        try:
            budget.take()
        except QuotaError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(taken, range(400))) == 50


def test_retries_and_redirects_are_calls(http, budget):
    """Whatever goes over the network counts: a failure, its repetition, and where it leads."""
    with serving(response(b"", status=503), redirect("/there"), answer({})) as server:
        assert http.get(server.url).data == {}
    assert budget.spent() == (DAY, len(server.requests)) == (DAY, 3)


def test_what_was_never_sent_is_no_call(http, budget, refusal):
    """A platform that cannot be reached uses up nothing."""
    refusal(UnavailableError, http.get, f"http://127.0.0.1:{closed_port()}/")
    assert budget.spent() == (DAY, 0)


@pytest.mark.parametrize("reply", [answer({}), response(b"", status=502), redirect("/x")])
def test_no_request_is_sent_beyond_it(http, refusal, reply):
    """The fourth request is refused before it is sent, be it a call, a retry or a redirect."""
    with serving(reply) as server:
        error = refusal(QuotaError, lambda: [http.get(server.url) for _ in range(4)])
        assert error.until == MIDNIGHT
        assert len(server.requests) == http.calls == 3


def test_a_refusal_shows_no_secret(http, refusal, caplog):
    """Neither message nor traceback nor log has what the request would have carried."""
    caplog.set_level(logging.DEBUG)
    with serving(answer({})) as server:
        ask = partial(http.get, server.url, params={"access_token": Secret(CANARY)})
        error = refusal(QuotaError, lambda: [ask() for _ in range(4)])
    assert error.__context__ is None
    assert CANARY not in "".join(traceback.format_exception(error)) + caplog.text


def test_a_refusal_is_no_failure_of_the_host(http, budget, watch, refusal):
    """Refused by the budget again and again, the host is still asked the next day."""
    with serving(answer({})) as server:
        for _ in range(3):
            http.get(server.url)
        for _ in range(10):
            refusal(QuotaError, http.get, server.url)
        watch.now = MIDNIGHT
        assert http.get(server.url).data == {}


def test_a_client_keeps_to_its_pace():
    """Each try waits for its turn, those of retries too."""
    seconds, waits = [0.0], []

    def sleep(wait: float) -> None:
        waits.append(wait)
        seconds[0] += wait

    pace = Pace(2, sleep=sleep, clock=lambda: seconds[0])
    http = Http([], sleep=lambda _: None, loopback=True, pace=pace)
    with serving(response(b"", status=503), answer({})) as server, http:
        http.get(server.url)
        http.get(server.url)
    assert waits == pytest.approx([0.5, 0.5], abs=0.01)
