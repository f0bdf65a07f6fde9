"""A workspace as its invariants look at it: rows, folders, what was printed, memory taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Column, select

from ranking.ledger.lifecycle import read_revisions
from ranking.ledger.tables import metadata
from ranking.model.lifecycle import Revision
from ranking.wiring import open_workspace
from ranking.workflow.places import current_file
from ranking.workflow.workspace import Workspace

_PASSING_TABLES = ("leases",)
"""Tables of what goes on at the moment: they say nothing of editions or facts."""


@dataclass
class Looked:
    """A workspace that is looked at; ``said`` is what its processes printed, ``peak`` their memory.

    ``healed``: the step that died has been taken again, so nothing may be left over. ``sound`` is a
    folder that keeps the hashes of what was found sound before; None = all is looked at anew.
    """

    workspace: Workspace
    secrets: Sequence[str]
    said: str
    peak: int
    healed: bool
    sound: Path | None

    def once(self, folder: Path, check: Callable[[], object]) -> None:
        """Make a check that rests on the bytes of a folder alone, if they are not known."""
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        told = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
        note = (
            self.sound
            and self.sound / hashlib.sha256(str((folder.name, told)).encode()).hexdigest()
        )
        if note is None or not note.exists():
            check()
        if note is not None:
            note.parent.mkdir(exist_ok=True)
            note.touch()

    @property
    def home(self) -> Path:
        return self.workspace.home

    @cached_property
    def revisions(self) -> list[Revision]:
        with self.workspace.ledger.reading() as connection:
            return read_revisions(connection, self.workspace.settings.list_id)

    @cached_property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        with self.workspace.ledger.reading() as connection:
            return {
                table.name: [dict(row._mapping) for row in connection.execute(select(table))]
                for table in metadata.sorted_tables
            }

    @cached_property
    def current(self) -> dict[str, Any] | None:
        path = current_file(self.home, self.workspace.settings.list_id)
        return json.loads(path.read_bytes()) if path.exists() else None


@contextmanager
def looked_at(
    home: Path,
    secrets: Sequence[str] = (),
    said: str = "",
    peak: int = 0,
    healed: bool = False,
    sound: Path | None = None,
) -> Iterator[Looked]:
    """Open a workspace to look at it."""
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        yield Looked(workspace, secrets, said, peak, healed, sound)
    finally:
        workspace.close()


def fingerprint(workspace: Workspace, *, ids: bool = False) -> dict[str, Any]:
    """Return what a workspace holds for good: rows by table, SHA-256 of every file kept.

    Without ``ids`` two workspaces that took the same steps at the same times have the same, however
    often one of them died on the way. What was put aside is not for good.
    """
    found: dict[str, Any] = {}
    with workspace.ledger.reading() as connection:
        for table in metadata.sorted_tables:
            columns = [c for c in table.c if ids or not (c.name.endswith("id") and _numbered(c))]
            if table.name not in _PASSING_TABLES:
                rows = connection.execute(select(*columns))
                found[table.name] = sorted(str(tuple(row)) for row in rows)
    for folder in ("editions", "releases", "evidence"):
        for path in sorted((workspace.home / folder).rglob("*")):
            name = path.relative_to(workspace.home).as_posix()
            if path.is_file() and ".unrecorded-" not in name:
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _numbered(column: Column[Any]) -> bool:
    return bool(column.type.python_type is int)
