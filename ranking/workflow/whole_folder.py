"""A folder that appears whole or not at all, whatever dies while it is written."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from ranking.errors import DataError
from ranking.workflow.whole_file import sync_names


@contextmanager
def whole_folder(target: Path, still_holder: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """Give an empty folder beside ``target``; when the block ends well, it becomes ``target``.

    Everything in it is on the disk before it gets its name. What runs that died have left beside
    it is removed, so only the sole writer may call this; ``still_holder`` raises when the caller is
    that no more. Who takes over removes what the one before has left: its folder cannot get the
    name afterwards. A ``target`` that is there already stays as it is: ``repair`` puts aside what
    the ledger does not name. Raises DataError when that is so, the disk is full or the folder
    cannot be written.
    """
    part = target.with_name(f".{target.name}.part-{secrets.token_hex(8)}")
    try:
        _make(part, target, still_holder)
        yield part
        _sync(part)
        still_holder()
        part.rename(target)
        _sync_folders(target)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(
            "The folder '{folder}' could not be written: {error}.",
            folder=str(target),
            error=getattr(error, "strerror", None) or error,
            hint="Check free space and permissions, then run the command again; "
            "nothing was recorded, the old state is intact.",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _make(part: Path, target: Path, still_holder: Callable[[], None]) -> None:
    strays = list(target.parent.glob(f".{target.name}.part-*"))
    still_holder()
    for stray in strays:
        shutil.rmtree(stray)
    part.mkdir(parents=True)


def _sync(folder: Path) -> None:
    """Bring the content of every file and folder to the disk."""
    for path, _, names in os.walk(folder):
        for name in names:
            with (Path(path) / name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_names(Path(path))


def _sync_folders(target: Path) -> None:
    """Bring the name of the folder, and of those above that may be new, to the disk."""
    for folder in list(target.parents)[:4]:
        sync_names(folder)
