"""Facts of a month, ready to be scored: compacted when something new has arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from ranking.facts.compact import compact_posts, compact_reprints, coverage_hash
from ranking.facts.files import scan_batches, sweep, write_batch
from ranking.ledger.batches import read_batches, replace_compact
from ranking.ledger.database import Connection
from ranking.model.batch import Batch
from ranking.schemas import COMPACT
from ranking.workflow.workspace import Workspace

Compactor = Callable[[pl.LazyFrame, pl.LazyFrame], pl.DataFrame]
_RULES: dict[str, tuple[str, Compactor]] = {
    "posts": ("post_counts", compact_posts),
    "reprints": ("reprint_counts", compact_reprints),
}


def compact_month(workspace: Workspace, connection: Connection, month: str) -> None:
    """Rewrite the compact files of a month whose raw batches have changed."""
    for dataset, (counts, compactor) in _RULES.items():
        described = read_batches(connection, dataset=dataset, month=month, kind="raw")
        observed = read_batches(connection, dataset=counts, month=month, kind="raw")
        covers = coverage_hash([*described, *observed])
        now = read_batches(connection, dataset=dataset, month=month, kind="compact")
        if described and [batch.covers for batch in now] != [covers]:
            facts = workspace.settings.facts
            frame = compactor(
                scan_batches(facts, described, dataset), scan_batches(facts, observed, counts)
            )
            batch = write_batch(facts, dataset, month, "compact", frame, covers)
            replace_compact(connection, batch, workspace.now())


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
