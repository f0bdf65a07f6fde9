"""Accounts that were not updated: the veto of the State Council's inspection rules.

国办秘函〔2019〕19号 vetoes an account with no update in the two weeks before the day of inspection;
some places allow ten days. A month has no such day, so every stretch that reaches into it counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """Days without a post, ``first`` to ``last`` included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1

    def dates(self) -> Iterator[date]:
        """Yield every day."""
        return (self.first + n * _DAY for n in range(self.days))


def longest_gap(posted: Collection[date], first: date, last: date, month: date) -> Gap | None:
    """Return the longest stretch without a post that has a day on or after ``month``.

    Looked at are the days ``first`` to ``last``; of equal stretches the earliest is returned, None
    where there is none.
    """
    inside = sorted({day for day in posted if first <= day <= last})
    edges = [first - _DAY, *inside, last + _DAY]
    gaps = [
        Gap(before + _DAY, after - _DAY)
        for before, after in pairwise(edges)
        if after - before > _DAY and after - _DAY >= month
    ]
    return max(gaps, key=lambda gap: gap.days, default=None)
