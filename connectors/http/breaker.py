"""Leaves a host alone that fails again and again, so that no run hammers it or waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from connectors.interface import UnavailableError


@dataclass
class _Host:
    failures: int = 0
    closed_until: float = 0.0


class Breaker:
    """Counts failures in a row by host. Shared by threads.

    After ``failures`` of them the host is refused for ``pause`` seconds of ``clock``. Then one call
    is let through as a trial, and one more per pause until a call succeeds.
    """

    def __init__(
        self, failures: int, pause: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures = failures
        self._pause = pause
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    def admit(self, host: str) -> None:
        """Return if the host may be asked now; raise UnavailableError if it is left alone."""
        with self._lock:
            state = self._hosts.get(host)
            if state is None or state.failures < self._failures:
                return
            now = self._clock()
            left = state.closed_until - now
            if left <= 0:
                state.closed_until = now + self._pause
                return
            failures = state.failures
        error = UnavailableError(
            "{host} failed {failures} times in a row and is left alone for {seconds} seconds.",
            hint="Try again later; what was stored before stays.",
            host=host,
            failures=failures,
            seconds=round(left) or 1,
        )
        error.retry_in = left
        raise error

    def failed(self, host: str) -> None:
        """Note that a call came to nothing."""
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
            state.failures += 1
            state.closed_until = self._clock() + self._pause

    def succeeded(self, host: str) -> None:
        """Note that the host answered: it is no longer refused."""
        with self._lock:
            self._hosts.pop(host, None)
