"""The business month: Asia/Shanghai, half-open, as instants in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ranking.errors import UsageError

SHANGHAI = ZoneInfo("Asia/Shanghai")
_PATTERN = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month in Asia/Shanghai: [first day 00:00, next first day 00:00)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``. Raises UsageError on anything else."""
        match = _PATTERN.fullmatch(text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 2000 <= int(match[1]) <= 2200:
            raise UsageError(
                "'{text}' is not a month.", text=text, hint="Write it as YYYY-MM, e.g. 2026-10."
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, instant: datetime) -> Month:
        """Return the business month of an aware instant."""
        local = instant.astimezone(SHANGHAI)
        return cls(local.year, local.month)

    @property
    def start(self) -> datetime:
        """First instant of the month, in UTC."""
        return datetime(self.year, self.number, 1, tzinfo=SHANGHAI).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """First instant after the month, in UTC."""
        return self.next().start

    @property
    def first_day(self) -> date:
        """First calendar day."""
        return date(self.year, self.number, 1)

    def next(self) -> Month:
        """Return the following month."""
        return self.shift(1)

    def previous(self) -> Month:
        """Return the month before."""
        return self.shift(-1)

    def shift(self, months: int) -> Month:
        """Return the month that many months later (or earlier)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
