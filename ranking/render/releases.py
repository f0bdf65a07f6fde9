"""Coming releases: a table, and below it the rule and what is uncertain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ranking.i18n import Translator
from ranking.release_rule import ReleaseRule
from ranking.render.labels import local_time
from ranking.render.tables import Column
from ranking.render.wire import instant

Row = Mapping[str, Any]
_RULES = {
    "working_day": "Rule: working day {n} of the next month, {time} Shanghai time.",
    "date": "Rule: day {day} of the next month, {time} Shanghai time.",
    "last_day": "Rule: the last day of the next month, {time} Shanghai time.",
}


def machine_rows(releases: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows of a pipe and of JSON; instants are in UTC."""
    return [
        {
            **release,
            "month": str(release["month"]),
            "release": instant(release["instant"]),
            "cut_off": instant(release["cut_off"]),
        }
        for release in releases
    ]


def machine_columns() -> list[Column]:
    """Return the columns of a pipe and of JSON."""
    names = ("month", "cut_off", "release", "day", "rule", "estimated")
    return [Column(name, name) for name in names]


def release_rows(releases: Sequence[Row], tr: Translator) -> list[dict[str, str]]:
    """Return the rows for a terminal; times are those of Shanghai."""
    days = _weekdays(tr)
    return [
        {
            "month": str(release["month"]),
            "cut_off": local_time(release["cut_off"]),
            "release": local_time(release["instant"]),
            "weekday": days[release["day"].weekday()],
            "estimated": tr("estimate") if release["estimated"] else "",
        }
        for release in releases
    ]


def release_columns(tr: Translator) -> list[Column]:
    """Return the columns for a terminal."""
    return [
        Column("month", tr("month")),
        Column("cut_off", tr("data until")),
        Column("release", tr("release")),
        Column("weekday", tr("weekday")),
        Column("estimated", tr("certainty")),
    ]


def release_lines(rule: ReleaseRule, releases: Sequence[Row], tr: Translator) -> Iterator[str]:
    """Yield the rule in words, and what to do about estimates."""
    yield tr(_RULES[rule.rule], n=rule.n, day=rule.day, time=f"{rule.time:%H:%M}")
    years = sorted({str(release["day"].year) for release in releases if release["estimated"]})
    if years:
        yield tr(
            "Estimates know weekends alone: the holidays of {years} are not known. "
            "Write them into config/calendar/<year>.toml when they are announced.",
            years=tr(", ").join(years),
        )


def _weekdays(tr: Translator) -> tuple[str, ...]:
    """Return the days of the week, Monday first."""
    return (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
