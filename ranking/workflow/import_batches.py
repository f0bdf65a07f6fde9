"""Collects what a file yields until it is worth writing, drops repeats, writes Parquet batches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from ranking.facts.files import scan_batches, write_batch
from ranking.facts.fresh import fresh_articles, fresh_rows
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.roster import read_channels
from ranking.model.batch import Batch
from ranking.schemas import DATASETS
from ranking.workflow.merged_reprints import merged_families, stored_ids
from ranking.workflow.workspace import Workspace

FLUSH_ROWS = 300_000
FLUSH_BYTES = 1 << 27
"""Rows and bytes held in memory before they are compared with what is stored and written."""
_KEYS = {
    "posts": "post_id",
    "post_counts": "post_id",
    "reprints": "reprint_id",
    "reprint_counts": "reprint_id",
}
"""The column by which most rows of a dataset differ."""
_IDENTITY = {"reprints": ["reprint_id", "rejected", "parent"]}
"""Columns that make two rows of a dataset the same; all columns where not named. What is imported
is kept beside what matching found (``rejected``)."""


@dataclass
class BatchCollector:
    """An import's rows per dataset; ``accepted`` counts the file's rows that add something."""

    workspace: Workspace
    connection: Connection
    written: list[Batch] = field(default_factory=list)
    accepted: int = 0
    duplicate: int = 0
    _held: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    _rows: int = 0
    _bytes: int = 0

    def add(self, sheet: str, datasets: dict[str, pl.DataFrame]) -> None:
        """Take in the frames of one chunk (with the columns month and row)."""
        for dataset, frame in datasets.items():
            named = frame.with_columns(pl.lit(sheet).alias("sheet"))
            self._held.setdefault(dataset, []).append(named)
        self._rows += max((frame.height for frame in datasets.values()), default=0)
        self._bytes += sum(int(frame.estimated_size()) for frame in datasets.values())
        if self._rows >= FLUSH_ROWS or self._bytes >= FLUSH_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is new; count which rows of the file added something and which did not."""
        held = {name: pl.concat(self._held.pop(name)) for name in list(self._held)}
        self._rows = self._bytes = 0
        self._keep_ids(held)
        all_rows = pl.concat([f.select("sheet", "row") for f in held.values()]) if held else None
        if all_rows is None:
            return
        added = [part for name in sorted(held) for part in self._write_new(name, held.pop(name))]
        rows = all_rows.n_unique()
        new = pl.concat(added).n_unique() if added else 0
        self.accepted += new
        self.duplicate += rows - new

    def _keep_ids(self, held: dict[str, pl.DataFrame]) -> None:
        """Give reprints of merged channels the ids under which they are stored."""
        reprints = held.get("reprints")
        if reprints is None or self._families.is_empty():
            return
        months = reprints.get_column("month").unique().sort()
        stored = pl.concat([self._stored("reprints", month) for month in months])
        ids = stored_ids(reprints, stored, self._families)
        for name in ("reprints", "reprint_counts"):
            if name in held and ids.height:
                frame = held[name].join(ids, on="reprint_id", how="left", maintain_order="left")
                own = frame.with_columns(pl.coalesce("stored_id", "reprint_id").alias("reprint_id"))
                held[name] = own.drop("stored_id")

    @cached_property
    def _families(self) -> pl.DataFrame:
        return merged_families(read_channels(self.connection))

    def months(self) -> list[str]:
        """Return the months that got new rows."""
        return sorted({batch.month for batch in self.written})

    def _write_new(self, dataset: str, frame: pl.DataFrame) -> Iterable[pl.DataFrame]:
        """Write one batch a month; yield (sheet, row) of the rows that were new."""
        columns = list(DATASETS[dataset])
        for key, part in sorted(frame.partition_by("month", as_dict=True).items()):
            month = str(key[0])
            fresh = self._fresh(dataset, month, part)
            if fresh.height:
                batch = write_batch(
                    self.workspace.settings.facts, dataset, month, "raw", fresh.select(columns)
                )
                self.written.append(batch)
            yield fresh.select("sheet", "row")

    def _fresh(self, dataset: str, month: str, part: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a month that add something to what is stored."""
        columns = list(DATASETS[dataset])
        if dataset == "articles":
            facts, stored = self.workspace.settings.facts, self._recorded(dataset, month)
            scans = (scan_batches(facts, [batch], dataset) for batch in stored)
            return fresh_articles(part, scans, columns)
        key, same = _KEYS[dataset], _IDENTITY.get(dataset, columns)
        return fresh_rows(part, self._stored(dataset, month), key, same)

    def _stored(self, dataset: str, month: str) -> pl.LazyFrame:
        facts, batches = self.workspace.settings.facts, self._recorded(dataset, month)
        return scan_batches(facts, batches, dataset)

    def _recorded(self, dataset: str, month: str) -> list[Batch]:
        recorded = read_batches(self.connection, dataset=dataset, month=month, kind="raw")
        own = [b for b in self.written if (b.dataset, b.month) == (dataset, month)]
        return [*recorded, *own]
