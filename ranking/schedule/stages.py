"""What each stage does: the use case that a person would call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ranking.errors import DataError
from ranking.i18n import Language
from ranking.model.check import Severity
from ranking.model.collection import Outcome
from ranking.model.month import SHANGHAI, Month
from ranking.model.run import Stage
from ranking.schedule.fresh_draft import draft_is_current
from ranking.schedule.plan import Due, Known
from ranking.schedule.plan_daily import day_of, months_to_check, months_to_draft
from ranking.schedule.release_time import release_time
from ranking.schedule.site import site_trouble
from ranking.workflow.check import check_month
from ranking.workflow.collect import collect
from ranking.workflow.collect_days import collect_days
from ranking.workflow.collect_report import CollectReport, CollectRequest
from ranking.workflow.draft import draft_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.publish import publish_month
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class Work:
    """What a stage works with. ``known`` is what the plan rested on; ``language`` is that of
    published files; a collection ends early when ``stop`` is set.
    """

    workspace: Workspace
    language: Language
    known: Known
    stop: threading.Event


@dataclass(frozen=True)
class Result:
    """What came of a stage: an English template and its fields, plain JSON.

    ``site_error``: why the site could not be built after it; null = it was, or was not to be.
    """

    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    site_error: Exception | None = None


def perform(work: Work, due: Due) -> Result | None:
    """Do a stage; None = it was told to stop and is to be gone on with. Raises as the use case."""
    return _STAGES[Stage(due.stage.partition("-")[0])](work, due)


def _collect(work: Work, due: Due) -> Result | None:  # noqa: ARG001 - all stages take both
    first, last = collect_days(work.workspace.today())
    report: CollectReport | None = None
    with _stoppable(work):
        report = collect(
            work.workspace, CollectRequest(first, last), sleep=lambda s: _sleep(work, s)
        )
    if report is None or report.stopped:
        return None
    failed, accounts = report.count(Outcome.FAILED), len(report.accounts)
    if failed and failed == accounts:
        raise DataError(
            "None of the {count} accounts could be collected: {cause}.",
            count=accounts,
            cause=next(str(one.error) for one in report.accounts if one.error),
            hint="Look at each with: govrank collect --all",
        )
    return Result(
        template="Collected {new} new posts of {accounts} accounts; {failed} accounts failed.",
        params={
            "new": sum(one.new for one in report.accounts),
            "accounts": accounts,
            "failed": failed,
        },
    )


def _draft(work: Work, due: Due) -> Result:
    day = day_of(due.key)
    months = months_to_draft(work.known, day) if day else [due.month]
    done = list(_each(months, lambda month: _drafted(work, month)))
    if not done:
        return Result(
            template="Drafted nothing: what there is has not changed since the last draft."
        )
    return Result(template="Drafted {months}.", params={"months": ", ".join(map(str, done))})


def _drafted(work: Work, month: Month) -> bool:
    """Draft a month unless its draft says what a new one would; tell whether it was drafted."""
    if draft_is_current(work.workspace, month):
        return False
    draft_month(work.workspace, str(month), service=True)
    return True


def _check(work: Work, due: Due) -> Result:
    day = day_of(due.key)
    months = months_to_check(work.known, day) if day else [due.month]
    return Result(
        template="Checked {month}: {serious} serious flags, {warnings} warnings.",
        params={"month": ", ".join(map(str, months)), **_flags(work, months)},
    )


def _flags(work: Work, months: Iterable[Month]) -> dict[str, int]:
    found = [check_month(work.workspace, str(month)) for month in months]
    return {
        "serious": sum(len(check.of(Severity.SERIOUS)) for check in found),
        "warnings": sum(len(check.of(Severity.WARNING)) for check in found),
    }


def _freeze(work: Work, due: Due) -> Result:
    """Draft, check, freeze: so that the flags people read are of what is frozen."""
    month = str(due.month)
    _drafted(work, due.month)
    flags = _flags(work, [due.month])
    frozen = freeze_month(work.workspace, month, service=True)
    cut_off = frozen.cut_off.astimezone(SHANGHAI) if frozen.cut_off else None
    return Result(
        template="Frozen: {month} r{revision}, data until {cut_off}; {serious} serious flags, "
        "{warnings} warnings.",
        params={
            "month": month,
            "revision": frozen.revision,
            "cut_off": f"{cut_off:%Y-%m-%d %H:%M}",
            **flags,
        },
    )


def _publish(work: Work, due: Due) -> Result:
    month, workspace = str(due.month), work.workspace
    earliest = release_time(workspace, month)
    done = publish_month(workspace, month, work.language, earliest, service=True)
    return Result(
        template="Published: {month} r{revision}, release SHA-256 {release}, "
        "ledger SHA-256 {head}.",
        params={
            "month": month,
            "revision": done.revision.revision,
            "release": done.revision.release_sha256,
            "head": done.head,
        },
        site_error=site_trouble(workspace, work.language),
    )


def _each(months: Iterable[Month], act: Callable[[Month], bool]) -> Iterator[Month]:
    """Yield the months for which the act did something; one that fails is told after the others."""
    failure: Exception | None = None
    for month in months:
        try:
            if act(month):
                yield month
        except Exception as error:  # the other month has nothing to do with it
            failure = failure or error
    if failure is not None:
        raise failure


@contextmanager
def _stoppable(work: Work) -> Iterator[None]:
    """Let a collection be stopped as Ctrl-C stops it: what has come is stored."""
    workspace, shown = work.workspace, work.workspace.progress

    def progress(template: str, done: int, total: int) -> None:
        if work.stop.is_set():
            raise KeyboardInterrupt
        shown(template, done, total)

    workspace.progress = progress
    try:
        yield
    except KeyboardInterrupt:
        if not work.stop.is_set():
            raise
    finally:
        workspace.progress = shown


def _sleep(work: Work, seconds: float) -> None:
    if work.stop.wait(seconds):
        raise KeyboardInterrupt


_STAGES: Mapping[Stage, Callable[[Work, Due], Result | None]] = {
    Stage.COLLECT: _collect,
    Stage.DRAFT: _draft,
    Stage.CHECK: _check,
    Stage.FREEZE: _freeze,
    Stage.PUBLISH: _publish,
}
