"""Facts of a month, ready to be scored: compacted when something new has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from ranking.facts.compact import Rule, compact_posts, compact_reprints, coverage_hash
from ranking.facts.files import scan_batches, sweep, write_batch
from ranking.ledger.batches import read_batches, replace_compact
from ranking.ledger.database import Connection
from ranking.model.batch import Batch
from ranking.schemas import COMPACT
from ranking.workflow.configuration import list_of
from ranking.workflow.workspace import Workspace

Compactor = Callable[[pl.LazyFrame, pl.LazyFrame, Rule], pl.DataFrame]
_RULES: dict[str, tuple[str, Compactor]] = {
    "posts": ("post_counts", compact_posts),
    "reprints": ("reprint_counts", compact_reprints),
}


def rule_of(workspace: Workspace) -> Rule:
    """Return which observations count, as the list file says."""
    days = list_of(workspace.settings).observation_horizon_days
    return Rule(timedelta(days=days) if days else None)


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
            )
            batch = write_batch(facts, dataset, month, "compact", frame, pending.covers)
            replace_compact(connection, batch, workspace.now())


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
    return sweep(workspace.settings.facts, _paths(read_batches(connection)))


def _paths(batches: Iterable[Batch]) -> list[str]:
    return [batch.path for batch in batches]
