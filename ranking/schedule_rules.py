"""What the schedule does when: the ``[schedule]`` section of a list file."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import Field

from ranking.config_file import EffectiveMonth, Strict
from ranking.release_rule import ReleaseTime

REMIND_DAYS = 2


class ScheduleRules(Strict):
    """When the schedule works. Times are of Asia/Shanghai.

    ``collect_at``: when the daily collection begins, and drafts and checks after it.
    ``since``: the first month that the schedule freezes and publishes; null = the month before the
    schedule's first start.
    ``remind_days``: so many days before a release it begins to say whose approval is missing.
    """

    collect_at: ReleaseTime = time(6)
    since: EffectiveMonth | None = None
    remind_days: Annotated[int, Field(ge=0, le=27)] = REMIND_DAYS
