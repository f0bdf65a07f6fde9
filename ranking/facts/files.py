"""Batches on disk: written whole or not at all, named by content, checked before use."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import polars as pl

from ranking.errors import DataError
from ranking.model.batch import Batch
from ranking.schemas import COMPACT, DATASETS

_BATCH_FILES = tuple(
    f"{d}/month=*/*.{kind}" for d in {**DATASETS, **COMPACT} for kind in ("parquet", "part")
)
_LEVEL = 1
"""zstd level: the higher ones take twice as long and save nothing on such tables (measured)."""


def write_batch(
    facts: Path,
    dataset: str,
    month: str,
    kind: Literal["raw", "compact"],
    frame: pl.DataFrame,
    covers: str | None = None,
    note: str | None = None,
) -> Batch:
    """Write a frame durably; return its description. It exists once the ledger records it.

    ``note`` is kept in the file: what is said again later, in the same rows, is another file.
    Raises DataError when the disk is full or the folder cannot be written.
    """
    folder = facts / dataset / f"month={month}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{secrets.token_hex(8)}.part"
        try:
            frame.write_parquet(
                part,
                compression="zstd",
                compression_level=_LEVEL,
                metadata={"govrank": note} if note else None,
            )
            digest = _sync_and_hash(part)
            path = folder / f"{kind}-{digest[:20]}.parquet"
            part.replace(path)
            for place in (folder, folder.parent, facts):
                _sync_folder(place)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(
            "The facts store '{folder}' could not be written: {error}.",
            folder=str(facts),
            error=error,
            hint="Check free space and permissions, then run the command again; "
            "nothing was recorded, the old state is intact.",
        ) from error
    return Batch(
        dataset, month, kind, path.relative_to(facts).as_posix(), digest, frame.height, covers
    )


def scan_batches(facts: Path, batches: Sequence[Batch], dataset: str) -> pl.LazyFrame:
    """Read batches in the given order after checking each file's SHA-256.

    No batches give an empty frame. A column that a file lacks is null: an earlier version of the
    program wrote it. Raises DataError naming the first damaged or missing file.
    """
    compact = bool(batches) and batches[0].kind == "compact"
    schema = COMPACT[dataset] if compact else DATASETS[dataset]
    if not batches:
        return pl.LazyFrame(schema=schema)
    paths = [_checked(facts, batch) for batch in batches]
    found = pl.scan_parquet(
        paths, glob=False, schema=schema, missing_columns="insert", extra_columns="ignore"
    )
    return found.select(list(schema))


def damaged(facts: Path, batches: Iterable[Batch]) -> list[Batch]:
    """Return the batches whose file is missing or differs from what the ledger recorded."""
    return [batch for batch in batches if not _intact(facts, batch)]


def sweep(facts: Path, recorded: Iterable[str]) -> int:
    """Move files that no ledger row names into ``facts/orphans``; return how many.

    A run that died leaves such files. They are not deleted: with a wrong or restored ledger they
    may be all there is. Only unfinished ``.part`` files are.
    """
    known = set(recorded)
    files = [path for pattern in _BATCH_FILES for path in facts.glob(pattern)]
    orphans = [path for path in files if path.relative_to(facts).as_posix() not in known]
    for path in orphans:
        if path.suffix == ".part":
            path.unlink(missing_ok=True)
            continue
        aside = facts / "orphans" / path.relative_to(facts)
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.replace(aside)
    return len(orphans)


def _checked(facts: Path, batch: Batch) -> Path:
    if not _intact(facts, batch):
        raise DataError(
            "Batch {path} does not match the ledger: {found}, SHA-256 {sha} expected.",
            path=batch.path,
            found=_found(facts / batch.path),
            sha=batch.sha256[:12],
            hint="Restore this file from a backup of the facts folder; "
            "a damaged batch is never used.",
        )
    return facts / batch.path


def _found(path: Path) -> str:
    if not path.exists():
        return "it is missing"
    return "its content was changed" if os.access(path, os.R_OK) else "it cannot be read"


def _intact(facts: Path, batch: Batch) -> bool:
    try:
        with (facts / batch.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == batch.sha256
    except OSError:
        return False


def _sync_folder(path: Path) -> None:
    """Make the names in a folder durable too; Windows has no such call and needs none."""
    if os.name != "nt":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync_and_hash(path: Path) -> str:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
