"""Facts of a month, ready to be scored: compacted when something new has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from ranking.facts.compact import Rule, compact_posts, compact_reprints, coverage_hash
from ranking.facts.files import scan_batches, sweep, write_batch
from ranking.ledger.batches import read_batches, replace_compact, seen_after
from ranking.ledger.database import Connection
from ranking.lists import ListFile
from ranking.model.batch import Batch
from ranking.schemas import COMPACT
from ranking.workflow.configuration import list_of
from ranking.workflow.workspace import Workspace

Compactor = Callable[
    [pl.LazyFrame, pl.LazyFrame, Rule, pl.LazyFrame | None],
    pl.DataFrame,
]
_RULES: dict[str, tuple[str, Compactor]] = {
    "posts": ("post_counts", compact_posts),
    "reprints": ("reprint_counts", compact_reprints),
}


def rule_of(workspace: Workspace) -> Rule:
    """Return which observations count, as the list file says."""
    return Rule(_horizon(list_of(workspace.settings)))


def _horizon(list_file: ListFile) -> timedelta | None:
    days = list_file.observation_horizon_days
    return timedelta(days=days) if days else None


def is_stale(workspace: Workspace, connection: Connection, month: str) -> bool:
    """Tell whether a month has batches that its compact files do not cover."""
    return any(_pending(connection, dataset, month, rule_of(workspace)) for dataset in _RULES)


def compact_month(workspace: Workspace, connection: Connection, month: str) -> None:
    """Rewrite the compact files of a month whose raw batches have changed."""
    facts, rule = workspace.settings.facts, rule_of(workspace)
    for dataset, (counts, compactor) in _RULES.items():
        pending = _pending(connection, dataset, month, rule)
        if pending:
            frame = compactor(
                scan_batches(facts, pending.described, dataset),
                scan_batches(facts, pending.observed, counts),
                rule,
                None,
            )
            batch = write_batch(facts, dataset, month, "compact", frame, pending.covers)
            replace_compact(connection, batch, workspace.now())


def facts_until(
    workspace: Workspace, connection: Connection, month: str, list_file: ListFile, cutoff: datetime
) -> dict[str, pl.DataFrame]:
    """Return the compact frames of a month as it was known at an instant, by dataset.

    A dataset of which nothing was seen by then is not among them. Nothing is stored.
    """
    facts, rule = workspace.settings.facts, Rule(_horizon(list_file), cutoff)
    late, found = seen_after(connection, cutoff), {}
    for dataset, (counts, compactor) in _RULES.items():
        described = read_batches(connection, dataset=dataset, month=month, kind="raw")
        observed = read_batches(connection, dataset=counts, month=month, kind="raw")
        frame = compactor(
            scan_batches(facts, [b for b in described if b.path not in late], dataset),
            scan_batches(facts, observed, counts),
            rule,
            scan_batches(facts, [b for b in described if b.path in late], dataset),
        )
        if frame.height:
            found[dataset] = frame
    return found


@dataclass(frozen=True)
class _Pending:
    """The raw batches that a compact file should cover."""

    described: list[Batch]
    observed: list[Batch]
    covers: str


def _pending(connection: Connection, dataset: str, month: str, rule: Rule) -> _Pending | None:
    """Return what is to be compacted; None = nothing, or it is done."""
    described = read_batches(connection, dataset=dataset, month=month, kind="raw")
    observed = read_batches(connection, dataset=_RULES[dataset][0], month=month, kind="raw")
    covers = coverage_hash([*described, *observed], rule)
    done = [b.covers for b in compact_batches(connection, dataset, month)]
    return _Pending(described, observed, covers) if described and done != [covers] else None


def refresh(workspace: Workspace, month: str) -> None:
    """Compact a month that an interrupted import left behind; usually there is nothing to do."""
    with workspace.ledger.reading() as connection:
        stale = is_stale(workspace, connection, month)
    if stale:
        with workspace.sole_writer("refresh"), workspace.ledger.writing() as connection:
            compact_month(workspace, connection, month)


def compact_batches(connection: Connection, dataset: str, month: str) -> list[Batch]:
    """Return the compact batch of a dataset and month; none = nothing was imported."""
    return read_batches(connection, dataset=dataset, month=month, kind="compact")


def compact_facts(
    workspace: Workspace, connection: Connection, dataset: str, month: str
) -> pl.LazyFrame:
    """Return the compact frame of a month; empty when nothing was imported."""
    batches = compact_batches(connection, dataset, month)
    if batches:
        return scan_batches(workspace.settings.facts, batches, dataset)
    return pl.LazyFrame(schema=COMPACT[dataset])


def remove_orphans(workspace: Workspace, connection: Connection) -> int:
    """Delete fact files no ledger row names; only the sole writer may call this."""
    known = _paths(read_batches(connection))
    workspace.still_holder()  # a process that was stopped since would sweep what others recorded
    return sweep(workspace.settings.facts, known)


def _paths(batches: Iterable[Batch]) -> list[str]:
    return [batch.path for batch in batches]
