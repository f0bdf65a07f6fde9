"""Trying again: a bounded number of times, later each time, and never sooner than asked."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina

from connectors.http.limits import Limits
from connectors.http.outcome import Outcome

_log = logging.getLogger(__name__)


class _AgainError(Exception):
    """Tells stamina that the try came to nothing."""


def persist(send: Callable[[], Outcome], limits: Limits, sleep: Callable[[float], None]) -> Outcome:
    """Send until the outcome is sound or final, or the tries are used up; return the last outcome.

    Stamina counts the tries and lengthens the waits. The waiting itself is done here, since stamina
    cannot be given a ``sleep``.
    """
    wait = 0.0
    with suppress(_AgainError):
        for attempt in stamina.retry_context(
            on=_without_waiting,
            attempts=limits.tries,
            timeout=None,
            wait_initial=limits.first_wait,
            wait_max=limits.longest_wait,
        ):
            if wait:
                sleep(wait)
            with attempt:
                outcome = send()
                if not _worth_another(outcome, limits):
                    return outcome
                wait = max(attempt.next_wait, outcome.asked or 0.0) + _jitter(limits)
                _log.info("Try %d came to nothing; next wait %.1f s.", attempt.num, wait)
                raise _AgainError
    return outcome


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that Retry-After asks for, in either form; None = nothing sensible.

    A date counts from the Date of the same answer, if there is one: clocks may differ.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    until = _instant(text)
    if until is None:
        return None
    now = _instant(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - now).total_seconds())


def _without_waiting(error: Exception) -> float | bool:
    return 0.0 if isinstance(error, _AgainError) else False


def _worth_another(outcome: Outcome, limits: Limits) -> bool:
    """Say no where the platform asks for a wait longer than we wait: asking sooner is rude."""
    return outcome.again and (outcome.asked or 0.0) <= limits.longest_wait


def _jitter(limits: Limits) -> float:
    return random.uniform(0, limits.jitter)  # noqa: S311 - it spreads calls and guards nothing


def _instant(text: str) -> datetime | None:
    """Return the instant of an HTTP date, which is always of UTC."""
    try:
        return parsedate_to_datetime(text).replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
