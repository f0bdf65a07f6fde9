"""Trying again: how often, after which waits, and what the platform asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.http.faults import CUT, LEADS_AWAY, Failure
from connectors.http.limits import Limits
from connectors.http.outcome import Answer, Outcome, failed
from connectors.http.retry import asked_wait, persist

GOOD = Outcome(Answer(200, {}, {}))
BAD = failed(Failure(CUT))
LIMITS = Limits(tries=4, first_wait=1, longest_wait=60, jitter=0)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def date(seconds: float, base: datetime = NOON) -> str:
    return format_datetime(base + timedelta(seconds=seconds), usegmt=True)


def run(*outcomes: Outcome, limits: Limits = LIMITS) -> tuple[Outcome, list[float], int]:
    """Return the last outcome, the waits, and how many tries were made of those outcomes."""
    waits: list[float] = []
    left = list(outcomes)
    last = persist(lambda: left.pop(0), limits, waits.append)
    return last, waits, len(outcomes) - len(left)


def test_good_outcome_is_not_tried_again():
    """The first sound outcome ends the tries."""
    assert run(GOOD, BAD) == (GOOD, [], 1)


def test_waits_grow():
    """Each wait is twice the one before, and after the last try nothing is waited for."""
    assert run(BAD, BAD, BAD, BAD, GOOD) == (BAD, [1, 2, 4], 4)


def test_waits_have_a_bound():
    """No wait of our own choice is longer than the longest allowed."""
    limits = Limits(tries=6, first_wait=1, longest_wait=5, jitter=0)
    assert run(*[BAD] * 6, limits=limits)[1] == [1, 2, 4, 5, 5]


def test_jitter_spreads_the_waits():
    """Waits are longer by a random part of the jitter, so that threads do not come together."""
    limits = Limits(tries=2, first_wait=1, jitter=1)
    waits = {run(BAD, BAD, limits=limits)[1][0] for _ in range(50)}
    assert len(waits) > 40
    assert all(1 <= wait <= 2 for wait in waits)


def test_good_outcome_after_bad_ones_counts():
    """A later sound outcome is the result."""
    assert run(BAD, BAD, GOOD) == (GOOD, [1, 2], 3)


def test_final_failure_is_not_tried_again():
    """What no other try can mend is the result at once."""
    final = failed(Failure(LEADS_AWAY, {"target": "x"}))
    assert run(final, GOOD) == (final, [], 1)


def test_platform_is_left_alone_as_long_as_it_asks():
    """A wait that the platform asks for replaces a shorter one of ours, never a longer one."""
    asking = [failed(Failure(CUT), asked) for asked in (30.0, 0.0, None)]
    assert run(*asking, BAD)[1] == [30, 2, 4]


def test_platform_that_asks_for_too_long_is_not_asked_again():
    """Rather than coming back too early, the tries end."""
    asking = failed(Failure(CUT), 60.5)
    assert run(asking, GOOD) == (asking, [], 1)


def test_error_of_our_own_is_let_through():
    """An error in the program is not retried and not hidden."""

    def broken() -> Outcome:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        persist(broken, LIMITS, pytest.fail)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0", 0), ("120", 120), (" 7 ", 7), (date(90), 90), (date(-90), 0), (date(0), 0)],
)
def test_seconds_and_dates_are_understood(header, seconds):
    """Retry-After in seconds is taken as it is; a date counts from the Date of the answer."""
    assert asked_wait({"retry-after": header, "date": date(0)}) == seconds


@pytest.mark.parametrize(
    "header",
    ["", "soon", "-5", "1.5", "１２", "nan", "Infinity", "1e3", "Sat, 99 Nov 2026 12:00:00 GMT"],
)
def test_nonsense_asks_for_nothing(header):
    """A Retry-After that is neither seconds nor a date is ignored."""
    assert asked_wait({"retry-after": header, "date": date(0)}) is None


def test_missing_header_asks_for_nothing():
    """Without the header the platform asks for nothing."""
    assert asked_wait({}) is None


def test_endless_digits_are_for_ever():
    """A number too long to be read is a very long wait."""
    assert asked_wait({"retry-after": "9" * 5000}) == float("inf")


def test_date_without_a_date_of_the_answer_counts_from_now():
    """Without a Date in the answer the clock of this machine has to do."""
    far = datetime.now(UTC) + timedelta(days=1)
    asked = asked_wait({"retry-after": date(0, far)})
    assert asked == pytest.approx(86400, abs=600)
