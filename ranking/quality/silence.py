"""Accounts that were not updated: the veto of the State Council's inspection rules.

国办秘函〔2019〕19号 vetoes an account with no update in the two weeks before the day of inspection;
some places allow ten days. A month has no such day, so every stretch that reaches into it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_Run = Sequence[date]


@dataclass(frozen=True)
class Silence:
    """Days without a known post, ``first`` to ``last`` included; ``unasked`` of them were answered
    by no source, so that for these it is not known that there was none.
    """

    first: date
    last: date
    unasked: int

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1


def silences(quiet: Mapping[date, bool], month: date, limit: int) -> Iterator[Silence]:
    """Yield every stretch of at least ``limit`` days that has a day on or after ``month``.

    ``quiet`` maps each day without a known post → whether a source answered for it. Of a stretch
    that holds enough days in a row that were all answered, the longest such part is yielded: that
    much is certain, and a day beside it that nobody asked for must not put it in doubt.
    """

    def long(run: _Run) -> bool:
        return len(run) >= limit and run[-1] >= month

    for stretch in filter(long, _runs(sorted(quiet))):
        certain = filter(long, _runs(day for day in stretch if quiet[day]))
        run = max(certain, key=len, default=stretch)
        yield Silence(run[0], run[-1], sum(not quiet[day] for day in run))


def _runs(days: Iterable[date]) -> Iterator[_Run]:
    """Yield the runs of consecutive days among days in order."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > _DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run
