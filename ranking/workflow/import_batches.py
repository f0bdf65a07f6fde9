"""Collects what a file yields until it is worth writing, drops repeats, writes Parquet batches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from ranking.facts.files import scan_batches, write_batch
from ranking.facts.fresh import fresh_rows
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.model.batch import Batch
from ranking.schemas import DATASETS
from ranking.workflow.workspace import Workspace

FLUSH_ROWS = 300_000
"""Rows held in memory before they are compared with what is stored and written."""
_KEYS = {
    "posts": "post_id",
    "post_counts": "post_id",
    "reprints": "reprint_id",
    "reprint_counts": "reprint_id",
}
"""The column by which most rows of a dataset differ."""
_IDENTITY = {"reprints": ["reprint_id"]}
"""Columns that make two rows of a dataset the same; all columns where not named."""


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

    def add(self, sheet: str, datasets: dict[str, pl.DataFrame]) -> None:
        """Take in the frames of one chunk (with the columns month and row)."""
        for dataset, frame in datasets.items():
            named = frame.with_columns(pl.lit(sheet).alias("sheet"))
            self._held.setdefault(dataset, []).append(named)
        self._rows += max((frame.height for frame in datasets.values()), default=0)
        if self._rows >= FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is new; count which rows of the file added something and which did not."""
        held = {name: pl.concat(self._held.pop(name)) for name in list(self._held)}
        self._rows = 0
        all_rows = pl.concat([f.select("sheet", "row") for f in held.values()]) if held else None
        if all_rows is None:
            return
        added = [part for name in sorted(held) for part in self._write_new(name, held.pop(name))]
        rows = all_rows.n_unique()
        new = pl.concat(added).n_unique() if added else 0
        self.accepted += new
        self.duplicate += rows - new

    def months(self) -> list[str]:
        """Return the months that got new rows."""
        return sorted({batch.month for batch in self.written})

    def _write_new(self, dataset: str, frame: pl.DataFrame) -> Iterable[pl.DataFrame]:
        """Write one batch a month; yield (sheet, row) of the rows that were new."""
        columns = list(DATASETS[dataset])
        for key, part in sorted(frame.partition_by("month", as_dict=True).items()):
            month = str(key[0])
            stored = self._stored(dataset, month)
            fresh = fresh_rows(part, stored, _KEYS[dataset], _IDENTITY.get(dataset, columns))
            if fresh.height:
                batch = write_batch(
                    self.workspace.settings.facts, dataset, month, "raw", fresh.select(columns)
                )
                self.written.append(batch)
            yield fresh.select("sheet", "row")

    def _stored(self, dataset: str, month: str) -> pl.LazyFrame:
        recorded = read_batches(self.connection, dataset=dataset, month=month, kind="raw")
        own = [b for b in self.written if (b.dataset, b.month) == (dataset, month)]
        return scan_batches(self.workspace.settings.facts, [*recorded, *own], dataset)
