"""Rosters as offices keep them: read a table, find contradictions, join it to what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from ranking.errors import Problem, RosterError
from ranking.model.names import clean, display, key
from ranking.model.roster import Span
from ranking.model.vocabulary import PLATFORM_WORDS

REQUIRED = {
    "platform": "平台",
    "account_id": "账号ID",
    "account_name": "账号名称",
    "unit": "单位",
    "group": "组别",
}
_SHOWN_FAULTS = 20
_LONGEST = 180
"""Characters of an id or name; every database of the ledger has room for them."""
_ALIAS_MARKS = re.compile(r"[、,，;；|]")
_PLATFORMS = {key(word): platform for word, platform in PLATFORM_WORDS.items()}


@dataclass(frozen=True)
class RosterRow:
    """One row of a roster table; days as written (``last_day`` inclusive), None = not given."""

    row: int
    cells: dict[str, str | None]
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class RosterPlan:
    """What an import does to the roster. ``absent`` accounts are kept as they are."""

    spans: tuple[Span, ...]
    added: int
    changed: int
    unchanged: int
    absent: int


def read_spans(rows: Sequence[RosterRow], file: str) -> list[Span]:
    """Return one span a row, repeated rows once. Raises RosterError with all faults at once."""
    problems: list[Problem] = []
    spans: list[Span] = []
    for row in rows:
        faults = _row_faults(row)
        problems += faults
        spans += [] if faults else [_span(row, file)]
    spans = _one_spelling(spans, spans)
    bare = {replace(span, origin=""): span for span in reversed(spans)}
    single = list(bare.values())[::-1]
    problems += _contradictions(single)
    if problems:
        raise _refusal(problems, file)
    return single


def _one_spelling(spans: Sequence[Span], known: Sequence[Span]) -> list[Span]:
    """Write each unit as it was first written: 浦东（新区） and 浦东(新区) are one unit."""
    first: dict[str, str] = {}
    for span in known:
        first.setdefault(key(span.unit), span.unit)
    return [replace(span, unit=first[key(span.unit)]) for span in spans]


def _refusal(problems: list[Problem], file: str) -> RosterError:
    shown = problems[:_SHOWN_FAULTS]
    if more := len(problems) - len(shown):
        shown.append(Problem("... and {count} more", {"count": more}))
    return RosterError(
        "{file}: {count} fault(s) in the roster; nothing was imported.",
        file=file,
        count=len(problems),
        problems=shown,
        hint="Correct these rows and import the file again; give 起始日期 / 截止日期 so that each "
        "account has one owner at a time.",
    )


def merge(current: Sequence[Span], new: Sequence[Span], since: date) -> RosterPlan:
    """Join a roster file to the spans already known.

    A row without dates that differs from what is known takes effect on ``since``; the span
    before it ends that day, so history stays. Rows with dates say themselves from when.
    """
    new = _one_spelling(new, [*current, *new])
    known = _by_account(current)
    given = _by_account(new)
    group_of = {span.unit: span.group for span in [*current, *new]}
    merged: list[Span] = []
    added = changed = unchanged = 0
    for account in [*known, *(a for a in given if a not in known)]:
        before = known.get(account, [])
        after = _joined(before, given[account], since) if account in given else before
        merged += after
        if account in given:
            regrouped = any(span.group != group_of[span.unit] for span in before)
            same = not regrouped and [_content(s) for s in before] == [_content(s) for s in after]
            unchanged += bool(before) and same
            changed += bool(before) and not same
            added += not before
    spans = tuple(replace(span, group=group_of[span.unit]) for span in merged)
    if problems := _contradictions(spans):
        raise _refusal(problems, new[0].origin.rpartition(", ")[0])
    return RosterPlan(spans, added, changed, unchanged, len(known.keys() - given.keys()))


def _row_faults(row: RosterRow) -> list[Problem]:
    faults = [
        Problem("row {row}: {column} is empty", {"row": row.row, "column": title})
        for name, title in REQUIRED.items()
        if not clean(row.cells.get(name) or "")
    ]
    faults += [
        Problem(
            "row {row}: {column} is longer than {longest} characters: {text}...",
            {"row": row.row, "column": title, "longest": _LONGEST, "text": text[:20]},
        )
        for name, title in REQUIRED.items()
        if len(text := clean(row.cells.get(name) or "")) > _LONGEST
    ]
    platform = clean(row.cells.get("platform") or "")[:_LONGEST]
    if platform and key(platform) not in _PLATFORMS:
        what = {"row": row.row, "platform": platform}
        faults.append(Problem("row {row}: 平台 '{platform}' is not known (微信, 微博)", what))
    if row.first_day and row.last_day and row.last_day < row.first_day:
        days = {"row": row.row, "first": row.first_day, "last": row.last_day}
        faults.append(Problem("row {row}: 截止日期 {last} is before 起始日期 {first}", days))
    return faults


def _span(row: RosterRow, file: str) -> Span:
    cell = {name: display(row.cells.get(name) or "") for name in (*REQUIRED, "aliases")}
    native_id = clean(cell["account_id"])
    platform = _PLATFORMS[key(cell["platform"])]
    aliases = [display(alias) for alias in _ALIAS_MARKS.split(cell["aliases"])]
    return Span(
        account=f"{platform}:{native_id}",
        platform=platform,
        native_id=native_id,
        name=cell["account_name"],
        aliases=tuple(alias for alias in aliases if alias),
        unit=cell["unit"],
        group=cell["group"],
        valid_from=row.first_day,
        valid_to=row.last_day + timedelta(days=1) if row.last_day else None,
        origin=f"{file}, row {row.row}",
    )


def _contradictions(spans: Sequence[Span]) -> list[Problem]:
    """Two owners or two names of one account at one time; two groups of one unit."""
    problems = [
        _overlap(one, other)
        for group in _by_account(spans).values()
        for one, other in combinations(group, 2)
        if one.overlaps(other)
    ]
    first: dict[str, Span] = {}
    for span in spans:
        one = first.setdefault(span.unit, span)
        if one.group != span.group:
            text = "unit '{unit}' is in group '{one}' ({one_row}) and in '{other}' ({other_row})"
            problems.append(Problem(text, _both(one, span, one.group, span.group)))
    return problems


def _overlap(one: Span, other: Span) -> Problem:
    if one.unit != other.unit:
        return Problem(
            "account {account} is claimed by '{one}' ({one_row}) and by '{other}' ({other_row}) "
            "at the same time",
            _both(one, other, one.unit, other.unit),
        )
    return Problem(
        "account {account} has two entries at the same time: '{one}' ({one_row}) and "
        "'{other}' ({other_row})",
        _both(one, other, one.name, other.name),
    )


def _both(one: Span, other: Span, first: str, second: str) -> dict[str, object]:
    return {
        "account": one.account,
        "unit": one.unit,
        "one": first,
        "one_row": one.origin,
        "other": second,
        "other_row": other.origin,
    }


def _by_account(spans: Sequence[Span]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.account, []).append(span)
    return {a: sorted(group, key=lambda s: s.valid_from or date.min) for a, group in found.items()}


def _joined(before: list[Span], new: list[Span], since: date) -> list[Span]:
    """Let the new spans of one account take over from the day they begin."""
    undated = len(new) == 1 and new[0].valid_from is None and new[0].valid_to is None
    if before and undated:
        now = next((span for span in before if span.covers(since)), None)
        if now and _content(replace(new[0], valid_from=now.valid_from)) == _content(now):
            return before
        new = [replace(new[0], valid_from=since)]
    start = new[0].valid_from
    if start is None:
        return new
    kept = [span for span in before if span.valid_from is None or span.valid_from < start]
    ended = [replace(s, valid_to=min(s.valid_to or start, start)) for s in kept]
    return [*ended, *new]


def _content(span: Span) -> tuple[object, ...]:
    return (span.name, span.aliases, span.unit, span.valid_from, span.valid_to)
