"""The clock the schedule trusts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ranking.errors import EditionError
from ranking.schedule.clock import check_clock
from tests.builders.scheduled import scheduled_office


def test_a_clock_behind_the_last_step_is_refused(tmp_path) -> None:
    """Until the time has come again."""
    office = scheduled_office(tmp_path / "office", "2026-10")
    office.act(check_clock)
    office.at("2026-11-04 00:00")
    office.act(check_clock)
    office.now -= timedelta(seconds=1)
    with pytest.raises(EditionError, match="The clock says 2026-11-03 23:59:59"):
        office.act(check_clock)
