"""No more calls than allowed, by key (an account, an app), whoever makes them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from threading import Lock

from pyrate_limiter import (
    GCRA,
    AbstractBucket,
    Duration,
    InMemoryBucket,
    Rate,
    RateItem,
    StateBucket,
)

_LONG = 1000 * int(Duration.SECOND)
"""A second's rate is given for so many milliseconds, so that it may be a fraction."""


class Pace:
    """Bounds calls by key: evenly spaced ``per_second``, and ``per_minute`` in any minute.

    None = not bounded. Shared by threads. ``clock`` gives seconds that ``sleep`` lets pass.
    """

    def __init__(
        self,
        per_second: float | None,
        per_minute: int | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._per_second = per_second
        self._per_minute = per_minute
        self._sleep = sleep
        self._clock = clock
        self._lock = Lock()
        self._buckets: defaultdict[str, tuple[AbstractBucket, ...]] = defaultdict(self._fresh)

    def wait(self, key: str) -> None:
        """Return as soon as one more call is allowed for the key, and count it."""
        with self._lock:
            buckets = self._buckets[key]
        for bucket in buckets:
            while delay := self._delay(bucket, key):
                self._sleep(delay)

    def _fresh(self) -> tuple[AbstractBucket, ...]:
        buckets: list[AbstractBucket] = []
        if self._per_minute is not None:
            buckets.append(InMemoryBucket([Rate(self._per_minute, Duration.MINUTE)]))
        if self._per_second is not None:
            rate = Rate(max(1, round(self._per_second * 1000)), _LONG, burst=1)
            buckets.append(StateBucket([rate], GCRA()))
        return tuple(buckets)

    def _delay(self, bucket: AbstractBucket, key: str) -> float:
        """Count the call and return 0, or return the seconds until it is worth asking again.

        The buckets are asked without pyrate's Limiter, which can neither be given a clock nor a
        sleep, and starts a thread to empty them.
        """
        with self._lock:
            now = int(self._clock() * 1000)
            bucket.leak(now)
            if bucket.put(RateItem(key, now)):
                return 0.0
            delay = bucket.waiting(RateItem(key, now))
        assert isinstance(delay, int)  # noqa: S101 - buckets in memory never give an awaitable
        return max(1, delay) / 1000
