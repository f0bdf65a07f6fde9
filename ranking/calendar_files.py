"""Calendar files: the holidays and working weekends of one year, as the State Council has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from ranking.config_file import Fault, StrictFile, TomlContent, faulty, read_toml, validate

_LISTS = ("holidays", "workdays")


def _calendar_day(value: object) -> date:
    """Read a date of TOML, or one in quotes. Raises ValueError, which becomes a fault."""
    day = _day_or_none(value)
    if day is None:
        raise ValueError("a date is expected, such as 2027-02-06")
    return day


def _day_or_none(value: object) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


CalendarDay = Annotated[date, BeforeValidator(_calendar_day)]


class CalendarFile(StrictFile):
    """One year. ``holidays``: days off, ``workdays``: weekend days that are worked (调休).

    Any other day is as it would be without the file.
    """

    holidays: tuple[CalendarDay, ...]
    workdays: tuple[CalendarDay, ...] = ()


def load_calendar_file(path: Path) -> CalendarFile:
    """Read ``<year>.toml``. Raises ConfigError with every fault by line and key."""
    data, digest = read_toml(path)
    year = _year(path)
    return validate(CalendarFile, data, path, faults=_faults(data, year)).with_sha256(digest)


def load_calendar_files(files: Mapping[str, Path]) -> tuple[CalendarFile, ...]:
    """Read calendar files (name → path), in the order given.

    Raises ConfigError with the faults of the first bad one.
    """
    return tuple(load_calendar_file(path) for path in files.values())


def _year(path: Path) -> int:
    if len(path.stem) == 4 and path.stem.isascii() and path.stem.isdigit():
        return int(path.stem)
    text = f"the file is called '{path.name}'; a calendar is called by its year, such as 2027.toml"
    raise faulty(path, [Fault("", text)])


def _faults(data: TomlContent, year: int) -> Iterator[Fault]:
    seen: dict[date, str] = {}
    for place, day in _days(data):
        if day.year != year:
            yield Fault(place, f"{day} is not in {year}; it belongs in {day.year}.toml")
        elif day in seen:
            yield Fault(place, f"{day} stands in {seen[day]} already")
        seen.setdefault(day, place)


def _days(data: Mapping[str, Any]) -> Iterator[tuple[str, date]]:
    """Yield the place and day of everything that is a date; the rest are faults of pydantic's."""
    for name in _LISTS:
        values = data.get(name)
        listed: Sequence[object] = values if isinstance(values, list) else ()
        for number, value in enumerate(listed):
            day = _day_or_none(value)
            if day is not None:
                yield f"{name}[{number}]", day
