"""The [release] section of a list file."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.lists import ListFile, load_list
from ranking.model.month import Month
from ranking.release_rule import ReleaseRule
from tests.builders.month import CONFIG, make_list

SHIPPED = (CONFIG / "lists" / "main.toml").read_text("utf-8")


def loaded(folder: Path, section: str) -> ListFile:
    path = folder / "main.toml"
    path.write_text(f"{SHIPPED}\n{section}", "utf-8")
    return load_list(path)


def test_the_shipped_list_shows_a_section_that_is_valid(tmp_path: Path) -> None:
    """Without its comment marks it loads; as shipped there is no rule."""
    assert load_list(CONFIG / "lists" / "main.toml").release is None
    section = SHIPPED[SHIPPED.index("# [release]") :].partition("\n\n")[0]
    found = loaded(tmp_path, "\n".join(line.removeprefix("# ") for line in section.splitlines()))
    assert found.release == ReleaseRule(rule="working_day", n=5, time=time(10), settle_days=3)
    assert found.release is not None
    assert not found.release.automatic


def test_a_time_may_be_written_as_text_or_as_toml_has_it(tmp_path: Path) -> None:
    """10:00 where none is written."""
    for written, expected in (
        ("", time(10)),
        ('time = "09:30"', time(9, 30)),
        ("time = 23:59:59", time(23, 59, 59)),
    ):
        found = loaded(tmp_path, f'[release]\nrule = "last_day"\n{written}\n')
        assert found.release is not None
        assert found.release.time == expected


@pytest.mark.parametrize(
    ("section", "fault"),
    [
        ('rule = "working_day"', "release.n: is missing: the rule 'working_day' needs it"),
        ('rule = "date"', "release.day: is missing: the rule 'date' needs it"),
        ('rule = "date"\nday = 10\nn = 5', "release.n: the rule 'date' does not use it"),
        ('rule = "last_day"\nday = 31', "release.day: the rule 'last_day' does not use it"),
        ('rule = "workingday"\nn = 5', "did you mean 'working_day'?"),
        ("rule = 3\nn = 5", "release.rule: found 3, allowed"),
        ("rule = [1]\nn = 5", "release.rule: found [1], allowed"),
        ("n = 5", "release.rule: is missing"),
        ('rule = "date"\nday = 29', "release.day: found 29"),
        ('rule = "working_day"\nn = 16', "release.n: found 16"),
        ('rule = "working_day"\nn = 0', "release.n: found 0"),
        ('rule = "last_day"\ntime = "24:00"', 'a time in quotes is expected, such as "10:00"'),
        ('rule = "last_day"\ntime = 10', 'a time in quotes is expected, such as "10:00"'),
        ('rule = "last_day"\nsettle_days = -1', "release.settle_days: found -1"),
        ('rule = "last_day"\nautomatic = "often"', "release.automatic: found 'often'"),
        ('rule = "last_day"\nhour = 3', "release.hour: is not a known key"),
    ],
)
def test_a_faulty_section_is_refused_by_key(tmp_path: Path, section: str, fault: str) -> None:
    """With what was found and what was expected."""
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, f"[release]\n{section}\n")
    assert fault in str(caught.value)


def test_a_section_that_is_no_table_is_a_fault(tmp_path: Path) -> None:
    """A message and no traceback."""
    path = tmp_path / "main.toml"
    path.write_text(f'release = "working_day"\n{SHIPPED}', "utf-8")
    with pytest.raises(ConfigError, match="release: found 'working_day': a table of keys is"):
        load_list(path)


@pytest.mark.parametrize(
    ("rule", "most"),
    [('rule = "working_day"\nn = 5', 4), ('rule = "date"\nday = 10', 9), ('rule = "last_day"', 27)],
)
def test_a_month_must_close_before_its_earliest_release(
    tmp_path: Path, rule: str, most: int
) -> None:
    """The fifth working day may be the 5th: the month closes at 00:00 of that day at the latest."""
    found = loaded(tmp_path, f"[release]\n{rule}\nsettle_days = {most}\n")
    assert found.release is not None
    with pytest.raises(ConfigError, match=f"line .*settle_days: .* at most {most}"):
        loaded(tmp_path, f"[release]\n{rule}\nsettle_days = {most + 1}\n")


def test_the_settle_days_by_default_count_as_if_they_were_written(tmp_path: Path) -> None:
    """Three days and a release on the third do not fit."""
    with pytest.raises(ConfigError, match=r"would close 3 full days .* at most 2"):
        loaded(tmp_path, '[release]\nrule = "date"\nday = 3\n')


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        (None, datetime(2027, 1, 3, 16, tzinfo=UTC)),
        ({"rule": "date", "day": 10, "settle_days": 7}, datetime(2027, 1, 7, 16, tzinfo=UTC)),
        ({"rule": "date", "day": 10, "settle_days": 0}, datetime(2026, 12, 31, 16, tzinfo=UTC)),
    ],
)
def test_a_month_closes_at_midnight_in_shanghai_after_the_settle_days(
    release: object, expected: datetime
) -> None:
    """Three days without a rule; with none at all, the month's own end."""
    listed = make_list(release=release)
    assert listed.cut_off(Month(2026, 12)) == expected
