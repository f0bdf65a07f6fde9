"""The work of a month: it is frozen at its cut-off and published at its release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ranking.lists import ListFile
from ranking.model.lifecycle import Approval, Refusal, Revision, State
from ranking.model.month import SHANGHAI, Month
from ranking.model.run import Run, RunState, Stage
from ranking.schedule.plan import Action, Due, Key, Known, Wait, days_between
from ranking.schedule.plan_daily import day_of
from ranking.schedule.reasons import NO_POSTS, PROPOSED, TOO_LATE, unapproved
from ranking.schedule.release import release_instant

_ENDED = (State.PUBLISHED, State.WITHDRAWN)


def monthly(known: Known) -> Iterator[Due]:
    """Yield what is due of every closed month, and of later revisions; nothing without a rule."""
    if known.list_file.release is None:
        return
    worked = months(known)
    for month in worked:
        yield from _of_month(known, month)
    for name in known.revisions:
        month = Month.parse(name)
        if month not in worked:
            yield from _approved(known, month)
    yield from _over(known)


def months(known: Known) -> list[Month]:
    """Return the months the schedule works through, oldest first, up to the month before now.

    The first is the list file's; else the earliest it took on itself; else the month before now.
    """
    last = Month.of(known.now).previous()
    since = known.list_file.schedule.since
    own = (_month_of(key) for key, run in known.runs.items() if _own(key, run))
    first = since or min(own, default=last)
    count = (last.year - first.year) * 12 + last.number - first.number + 1
    return [first.shift(number) for number in range(max(0, count))]


def _own(key: Key, run: Run) -> bool:
    """Tell whether a run shows that the schedule took a month on itself.

    It also publishes what people have frozen and approved of months that it never worked on; but
    of such a month it waits for nothing.
    """
    if key.stage == Stage.PUBLISH:
        return key.revision == 1 and run.state is RunState.WAITING
    return True


def _month_of(key: Key) -> Month:
    """Return the month a run shows that the schedule worked on; its days see the one before."""
    month = Month.parse(key.month)
    return month if day_of(key) is None else month.previous()


def _of_month(known: Known, month: Month) -> Iterator[Due]:
    newest = known.newest(month)
    if newest is None or (newest.state is State.DRAFT and newest.revision == 1):
        yield from _freeze(known, month)
    elif newest.state is State.APPROVED:
        yield from _approved(known, month)
    elif not _released(known, month):
        yield from _unapproved(known, month, newest)


def _freeze(known: Known, month: Month) -> Iterator[Due]:
    at = known.list_file.cut_off(month)
    due = _due(known, month, Stage.FREEZE, 1, at)
    numbers = known.proposed.get(str(month), ())
    if known.now < at:
        return
    if str(month) not in known.months_with_posts:
        yield _waiting(known, due, at, NO_POSTS)
    elif str(month) in known.months_too_late:
        yield _waiting(known, due, at, TOO_LATE, cut_off=_shown(at))
    elif numbers:
        yield _waiting(known, due, at, PROPOSED, numbers=", ".join(map(str, numbers)))
    elif known.may_try(due.key):
        yield due


def _approved(known: Known, month: Month) -> Iterator[Due]:
    """Publish what two people approved: at the release, a later revision at once.

    What was approved after the release is due from then on, and late all the same.
    """
    newest = known.newest(month)
    if newest is None or newest.state is not State.APPROVED:
        return
    release = release_instant(known.list_file, month, known.calendar).instant
    given = known.approvals.get((str(month), newest.revision), ())
    approved = max((approval.at for approval in given), default=release)
    if _released(known, month):
        release = at = approved
    else:
        at = max(release, approved)
    due = _due(known, month, Stage.PUBLISH, newest.revision, at)
    due = replace(due, late=known.late(release))
    if known.now >= at and known.may_try(due.key):
        yield due


def _unapproved(known: Known, month: Month, newest: Revision) -> Iterator[Due]:
    """Publish what needs no approval; else remind people from some days before the release on."""
    at = release_instant(known.list_file, month, known.calendar).instant
    due = _due(known, month, Stage.PUBLISH, newest.revision, at)
    if (str(month), newest.revision) in known.automatic:
        if known.now >= at and known.may_try(due.key):
            yield due
        return
    start = at - timedelta(days=known.list_file.schedule.remind_days)
    if known.now >= start:
        past, listed = known.now >= at, bool(known.list_file.people)
        reason = unapproved(newest.state, listed=listed, past=past)
        named = {"time": _shown(at), "people": _people(known, newest)}
        yield _waiting(known, due, start, reason, missed=past, **named)


def _waiting(
    known: Known,
    due: Due,
    start: datetime,
    reason: Refusal,
    *,
    missed: bool = False,
    **params: object,
) -> Due:
    wait = Wait(
        reason.template,
        reason.hint,
        days_between(start, known.now),
        {"month": str(due.month), "revision": due.revision, **params},
        missed=missed,
    )
    return replace(due, action=Action.WAIT, wait=wait)


def _over(known: Known) -> Iterator[Due]:
    """Yield the rows that still seem open although the step was taken, or cannot be any more."""
    for key, run in known.runs.items():
        if run.state in (RunState.DONE, RunState.MISSED) or day_of(key) is not None:
            continue
        revisions = known.revisions.get(key.month, ())
        found = next((one for one in revisions if one.revision == key.revision), None)
        if found is None or found.state is State.DRAFT:
            continue
        due = _due(known, Month.parse(key.month), Stage(key.stage), key.revision, run.due_at)
        if key.stage == Stage.FREEZE or found.published_at is not None:
            yield replace(due, action=Action.SETTLE, late=run.late)
        elif found.state is State.REVISED:
            yield replace(due, action=Action.MISS)


def _people(known: Known, newest: Revision) -> str:
    """Return the names of those whose approval would count next."""
    listed = known.list_file
    given = known.approvals.get((newest.month, newest.revision), ())
    names = _deciding(listed, given) if given else _able(listed, "review", "approve")
    return "、".join(name for name in names if name not in {one.person for one in given}) or "-"


def _deciding(listed: ListFile, given: Sequence[Approval]) -> list[str]:
    """Return whose approval can be the last one: of the two, one must have the role approve."""
    people = {approval.person for approval in given}
    deciders = _able(listed, "approve")
    return deciders if people.isdisjoint(deciders) else _able(listed, "review", "approve")


def _able(listed: ListFile, *roles: str) -> list[str]:
    return [person.name for person in listed.people if set(roles) & set(person.roles)]


def _released(known: Known, month: Month) -> bool:
    return any(one.state in _ENDED for one in known.revisions.get(str(month), ()))


def _due(known: Known, month: Month, stage: Stage, revision: int, at: datetime) -> Due:
    return Due(month, stage.value, revision, at, known.late(at))


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
