"""The days of a month as one character each, an account a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ranking.i18n import Translator
from ranking.model.month import Month
from ranking.render.labels import named, platform_names
from ranking.render.status import ordered, platform_of
from ranking.render.tables import Column

_MARKS = {"answered": "·", "missing": "!", "not_asked": "?", "outside": " ", "future": " "}
_RULER = (1, 5, 10, 15, 20, 25, 30)
_NEEDS = {"name": 0, "platform": 60, "unit": 90, "days": 0}
"""Columns, and how many cells a terminal must have for them."""


def day_mark(posts: int, state: str) -> str:
    """Return the character of a day: a hole is shown before the posts that are known beside it."""
    if state == "missing" or not posts:
        return _MARKS[state]
    return str(posts) if posts < 10 else "+"


def matrix(
    accounts: Sequence[Mapping[str, Any]], tr: Translator, width: int
) -> tuple[list[Column], list[dict[str, object]]]:
    """Return columns and rows for a terminal, accounts without posts first."""
    days = max((len(account["days"]) for account in accounts), default=31)
    columns = [
        Column("name", tr("name"), flexible=True),
        Column("platform", tr("platform")),
        Column("unit", tr("unit"), flexible=True),
        Column("days", _ruler(days)),
    ]
    platforms = platform_names(tr)
    rows: list[dict[str, object]] = [
        {
            **account,
            "platform": named(platforms, platform_of(account["account"])),
            "days": "".join(day_mark(day.posts, day.state) for day in account["days"]),
        }
        for account in ordered(accounts)
    ]
    return [column for column in columns if width >= _NEEDS[column.key]], rows


def day_table(
    accounts: Sequence[Mapping[str, Any]], month: Month
) -> tuple[list[Column], list[dict[str, object]]]:
    """Return columns and rows for machines, a column a day.

    A cell is the number of posts, ``?`` not asked, ``!`` missing (after the posts that are known),
    or empty: not yet, or not in the roster.
    """
    count = (month.next().first_day - month.first_day).days
    days = (month.first_day + timedelta(days=n) for n in range(count))
    names = ("account", "name", "unit", *(day.isoformat() for day in days))
    rows: list[dict[str, object]] = [
        {**account, **{day.day.isoformat(): _cell(day.posts, day.state) for day in account["days"]}}
        for account in ordered(accounts)
    ]
    return [Column(name, name) for name in names], rows


def legend(tr: Translator) -> str:
    """Return what the characters mean."""
    return tr(
        "1-9: posts of the day; +: ten or more; ·: answered, no post; ?: not asked; "
        "!: missing or failed; blank: not yet, or not in the roster."
    )


def _cell(posts: int, state: str) -> str:
    known = str(posts) if posts or state == "answered" else ""
    return known if state == "answered" else known + _MARKS[state].strip()


def _ruler(days: int) -> str:
    text = ""
    for day in _RULER:
        if day - 1 + len(str(day)) <= days:
            text = text.ljust(day - 1) + str(day)
    return text
