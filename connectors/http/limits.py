"""How long, how much and how often: the bounds within which every request is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one Http. Times are seconds; the waits are what lies between two tries.

    ``total`` bounds one request with its redirects, from the name look-up to the last byte.
    ``max_bytes`` counts the body twice: as it travels, and as it is once unpacked. ``max_depth`` is
    how many lists and objects may stand in one another. A platform that asks for more than
    ``longest_wait`` is not waited for. After ``breaker_failures`` calls in a row that came to
    nothing, retries included, a host is left alone for ``breaker_pause``.
    """

    tries: int = 4
    first_wait: float = 0.5
    longest_wait: float = 60.0
    jitter: float = 1.0
    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0
    max_bytes: int = 8 << 20
    max_depth: int = 64
    redirects: int = 3
    breaker_failures: int = 5
    breaker_pause: float = 60.0
