"""The breaker: when it refuses a host, and when it asks it again."""

from __future__ import annotations

import pytest

from connectors.http.breaker import Breaker
from connectors.interface import UnavailableError

HOST = "api.example.com"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def opened(clock):
    """A breaker of three failures and sixty seconds that has just seen the third."""
    breaker = Breaker(3, 60, clock)
    for _ in range(3):
        breaker.admit(HOST)
        breaker.failed(HOST)
    return breaker


def test_host_is_refused_after_failures_in_a_row(opened, refusal):
    """After three failures the host is left alone, and the message says for how long."""
    message = str(refusal(UnavailableError, opened.admit, HOST))
    assert HOST in message
    assert "3 times" in message
    assert "60 seconds" in message


def test_other_hosts_are_still_asked(opened):
    """One host's failures say nothing of another host."""
    opened.admit("other.example.com")


def test_success_starts_the_count_again(clock):
    """Failures with a success in between are not in a row."""
    breaker = Breaker(3, 60, clock)
    for _ in range(4):
        breaker.failed(HOST)
        breaker.failed(HOST)
        breaker.admit(HOST)
        breaker.succeeded(HOST)


def test_one_trial_is_let_through_after_the_pause(opened, clock, refusal):
    """After the pause one call goes through; the next is refused until the trial has ended."""
    clock.now += 60
    opened.admit(HOST)
    refusal(UnavailableError, opened.admit, HOST)


def test_good_trial_opens_the_way(opened, clock):
    """A trial that succeeds ends the refusal for every call."""
    clock.now += 60
    opened.admit(HOST)
    opened.succeeded(HOST)
    for _ in range(5):
        opened.admit(HOST)


def test_bad_trial_begins_another_pause(opened, clock, refusal):
    """A trial that fails leaves the host alone for a whole pause again."""
    clock.now += 60
    opened.admit(HOST)
    clock.now += 30
    opened.failed(HOST)
    clock.now += 59
    refusal(UnavailableError, opened.admit, HOST)
    clock.now += 1
    opened.admit(HOST)


def test_trial_without_an_end_does_not_block_for_ever(opened, clock):
    """A trial of which nothing is heard is followed by another one after a pause."""
    clock.now += 60
    opened.admit(HOST)
    clock.now += 60
    opened.admit(HOST)
