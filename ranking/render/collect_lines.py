"""What a collection lacks, in sentences: failures with what to do, gaps by reason, who waits."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ranking.i18n import Translator
from ranking.model.collection import Missing, Outcome
from ranking.render.collect_report import Account, set_aside
from ranking.render.gaps import phrase, reason_names
from ranking.render.labels import local_time, named, short
from ranking.render.safe import line

ALIKE = 5
"""Lines of one kind, or names in one line, that are shown unless all are wanted."""
_URGENCY = ("not_authorised", "not_permitted", "failed", "suspect", "quota", "not_answered")
"""Reasons that may need a person, in this order; the others come after them."""


def lines(
    accounts: Sequence[Account],
    reasons: Mapping[str, str],
    tr: Translator,
    *,
    everything: bool = False,
) -> Iterator[str]:
    """Yield failures, what is missing, rows set aside and who waits; nothing where all is well.

    ``reasons``: code of a row that was set aside → English sentence.
    """
    ended = [account for account in accounts if account["outcome"] is not Outcome.WAITING]
    yield from failures(ended, tr, everything=everything)
    yield from _missing(accounts, tr, sys.maxsize if everything else ALIKE)
    yield from _set_aside(accounts, reasons, tr)
    yield from _waiting(accounts, tr)


def failures(
    accounts: Sequence[Account], tr: Translator, *, everything: bool = False
) -> Iterator[str]:
    """Yield the messages of accounts that have one; those with the same hint, then it once."""
    most = sys.maxsize if everything else ALIKE
    by_hint: dict[str, list[Account]] = {}
    for account in accounts:
        if account["message"]:
            by_hint.setdefault(account["hint"], []).append(account)
    for hint, alike in by_hint.items():
        for account in alike[:most]:
            yield tr(
                "{account} ({source}): {text}",
                account=short(account["name"]),
                source=line(account["source"]),
                text=line(account["message"]),
            )
        yield from _more(len(alike) - most, tr)
        if hint:
            yield f"  {line(hint)}"


def _more(left: int, tr: Translator) -> Iterator[str]:
    if left > 0:
        yield tr("  … and {count} more (--all shows them)", count=f"{left:,}")


def _missing(accounts: Sequence[Account], tr: Translator, most: int) -> Iterator[str]:
    found = [(gap, account["name"]) for account in accounts for gap in account["missing"]]
    words = reason_names(tr)
    others = sorted({gap.reason for gap, _ in found} - set(_URGENCY))
    for reason in (*_URGENCY, *others):
        same = [(gap, name) for gap, name in found if gap.reason == reason]
        if not same:
            continue
        yield tr("Missing, {reason}: {count}", reason=named(words, reason), count=f"{len(same):,}")
        groups = _alike(same)
        for (what, detail), members in list(groups.items())[:most]:
            yield f"  {_gap_line(what, detail, members, tr)}"
        yield from _more(len(groups) - most, tr)


_Found = Sequence[tuple[Missing, str]]


def _alike(found: _Found) -> dict[tuple[str, str], list[tuple[Missing, str]]]:
    """Group by what is missing and the platform's words for it, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[Missing, str]]] = {}
    for gap, name in found:
        groups.setdefault((gap.what, gap.detail), []).append((gap, name))
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def _gap_line(what: str, detail: str, members: _Found, tr: Translator) -> str:
    days = sorted({gap.day for gap, _ in members if gap.day is not None and gap.day == gap.last})
    names = dict.fromkeys(name for _, name in members)
    parts = [
        line(phrase(what, tr)),
        *([_some([day.isoformat() for day in days], tr)] if days else []),
    ]
    text = tr("{who}: {what}", who=_some(names, tr), what=tr(", ").join(parts))
    return tr("{text} ({detail})", text=text, detail=line(phrase(detail, tr))) if detail else text


def _some(names: Iterable[str], tr: Translator) -> str:
    """Return names as a phrase: the first few, then how many more."""
    known = [short(name) for name in names]
    joined = tr(", ").join(known[:ALIKE])
    more = len(known) - ALIKE
    return tr("{names} and {more} more", names=joined, more=more) if more > 0 else joined


def _set_aside(
    accounts: Sequence[Account], reasons: Mapping[str, str], tr: Translator
) -> Iterator[str]:
    total = sum(map(set_aside, accounts))
    if not total:
        return
    yield tr("{count} rows were set aside:", count=f"{total:,}")
    counts: dict[str, int] = {}
    for account in accounts:
        for code, count in account["reasons"].items():
            counts[code] = counts.get(code, 0) + count
    for code, count in counts.items():
        yield tr("  {count} x {reason}", count=count, reason=tr(reasons.get(code, code)))


def _waiting(accounts: Sequence[Account], tr: Translator) -> Iterator[str]:
    """Yield who waits for calls, by when they go on."""
    by_end: dict[datetime | None, list[str]] = {}
    for account in accounts:
        if account["outcome"] is Outcome.WAITING:
            by_end.setdefault(account["until"], []).append(account["name"])
    for until, names in by_end.items():
        if until is None:
            yield tr(
                "No more calls are allowed for now: {names}. The next 'govrank collect' goes on "
                "there.",
                names=_some(names, tr),
            )
        else:
            yield tr(
                "No more calls are allowed until {time}: {names}. The next 'govrank collect' "
                "goes on there.",
                time=local_time(until),
                names=_some(names, tr),
            )


def course(report: Mapping[str, Any], tr: Translator) -> Iterator[str]:
    """Yield what is unusual about the run itself; ``report`` has the fields of CollectReport."""
    if report["continued"]:
        yield tr(
            "This run went on with one that was cut off: {count} fetches were complete already.",
            count=f"{report['done_before']:,}",
        )
    if report["stopped"]:
        yield tr("Stopped. What had come is stored; the same command goes on from there.")
    if report["unserved"]:
        yield tr(
            "No source serves {names}: add them to the [accounts] of a source file, or add a "
            "source for their platform.",
            names=_some(report["unserved"], tr),
        )


def next_steps(accounts: Sequence[Account], months: Sequence[str], tr: Translator) -> Iterator[str]:
    """Yield the commands that come next: credentials to try, rows to mend, months to look at."""
    commands = [f"govrank status {month}" for month in months]
    if any(map(set_aside, accounts)):
        commands += [f"{command} --quarantine" for command in commands]
    if any(account["outcome"] is Outcome.FAILED for account in accounts):
        commands.insert(0, "govrank source check")
    if commands:
        yield tr("Next: {commands}", commands="; ".join(commands))
