"""Calendar files."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from ranking.calendar_files import load_calendar_file, load_calendar_files
from ranking.errors import ConfigError
from tests.builders.month import CONFIG

SAMPLE = CONFIG / "workspace" / "config" / "calendar" / "2026.toml.sample"


def written(folder: Path, text: str, name: str = "2027.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_sample_is_the_calendar_that_the_library_has_for_its_year(tmp_path: Path) -> None:
    """Copied and renamed it loads, and no day of it is misprinted."""
    shutil.copy(SAMPLE, tmp_path / "2026.toml")
    found = load_calendar_file(tmp_path / "2026.toml")
    assert set(found.holidays) == {day for day in chinese_calendar.holidays if day.year == 2026}
    assert set(found.workdays) == {day for day in chinese_calendar.workdays if day.year == 2026}
    assert len(found.sha256) == 64


def test_days_are_dates_of_toml_or_in_quotes(tmp_path: Path) -> None:
    """Both are common; workdays may be left out."""
    found = load_calendar_file(written(tmp_path, 'holidays = [2027-01-01, " 2027-10-01 "]\n'))
    assert found.holidays == (date(2027, 1, 1), date(2027, 10, 1))
    assert found.workdays == ()


def test_every_fault_is_reported_in_one_message_by_line(tmp_path: Path) -> None:
    """Days of other years, days that stand twice, and what is no day at all."""
    text = """
holidays = [
  2027-01-01,
  2026-12-31,
  2027-01-01,
  20270102,
  "soon",
  2027-02-01T00:00:00,
]
workdays = [2027-01-01]
hollidays = []
"""
    with pytest.raises(ConfigError) as caught:
        load_calendar_file(written(tmp_path, text))
    message = str(caught.value)
    for part in (
        "has 7 fault(s)",
        "line 4, holidays[1]: 2026-12-31 is not in 2027; it belongs in 2026.toml",
        "line 5, holidays[2]: 2027-01-01 stands in holidays[0] already",
        "line 6, holidays[3]: found 20270102: a date is expected, such as 2027-02-06",
        "line 7, holidays[4]: found 'soon': a date is expected",
        "line 8, holidays[5]: found datetime.datetime(2027, 2, 1, 0, 0): a date is expected",
        "line 10, workdays[0]: 2027-01-01 stands in holidays[0] already",
        "line 11, hollidays: is not a known key; did you mean 'holidays'?",
    ):
        assert part in message


def test_a_file_without_holidays_is_refused(tmp_path: Path) -> None:
    """An empty file would make nothing known and look as if it did."""
    with pytest.raises(ConfigError, match="holidays: is missing"):
        load_calendar_file(written(tmp_path, "workdays = []\n"))


@pytest.mark.parametrize("value", ["3", '"2027-01-01"', "{ first = 2027-01-01 }"])
def test_holidays_that_are_no_list_are_a_fault(tmp_path: Path, value: str) -> None:
    """A message and no traceback."""
    with pytest.raises(ConfigError, match=r"line 1, holidays: .*a list in \[ \] is expected"):
        load_calendar_file(written(tmp_path, f"holidays = {value}\n"))


@pytest.mark.parametrize("name", ["holidays.toml", "27.toml", "２０２７.toml", "20270.toml"])
def test_a_file_that_is_not_called_by_a_year_is_refused(tmp_path: Path, name: str) -> None:
    """Which year it is for cannot be told."""
    with pytest.raises(ConfigError, match="a calendar is called by its year"):
        load_calendar_file(written(tmp_path, "holidays = []\n", name))


def test_several_years_are_read_in_order(tmp_path: Path) -> None:
    """As the settings name them."""
    files = {
        str(year): written(tmp_path, f"holidays = [{year}-10-01]\n", f"{year}.toml")
        for year in (2027, 2028)
    }
    assert [file.holidays[0].year for file in load_calendar_files(files)] == [2027, 2028]
