"""A published office, its backup, and archives as somebody with bad intentions makes them."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from ranking.editions.canonical import canonical_json
from ranking.ledger.database import Ledger
from ranking.ledger.dump import DUMPED
from ranking.wiring import open_workspace
from ranking.workflow.backup import Backup, back_up
from ranking.workflow.backup_write import seal
from ranking.workflow.workspace import Workspace
from tests.builders.life import take
from tests.builders.workspaces import imported_workspace

Entry = tuple[tarfile.TarInfo, bytes]
STEPS = ("key", "draft", "freeze", "review", "approve", "publish", "revise", "freeze")


def quiet(*_: object) -> None:
    """Be told of progress, and say nothing."""


def published_office(home: Path) -> Path:
    """Make a workspace with a published month and a frozen revision of it."""
    with imported_workspace(home):
        pass
    take(home, *STEPS)
    return home


@contextmanager
def opened(home: Path) -> Iterator[Workspace]:
    workspace = open_workspace(home, "test", quiet)
    try:
        yield workspace
    finally:
        workspace.close()


def backup_of(home: Path, target: Path) -> Backup:
    with opened(home) as workspace:
        return back_up(workspace, target)


def rows(url: str) -> dict[str, list[str]]:
    """Return table → its rows, sorted as text: two databases sort names in their own ways."""
    ledger = Ledger(url)
    try:
        with ledger.reading() as connection:
            return {t.name: sorted(map(repr, connection.execute(select(t)))) for t in DUMPED}
    finally:
        ledger.close()


def entries(archive: Path) -> list[Entry]:
    """Return every file of an archive, the manifest first."""
    with tarfile.open(archive, "r:gz") as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]


def written(archive: Path, members: list[Entry], behind: bytes = b"") -> Path:
    """Write an archive of any members, with a seal that fits."""
    raw = io.BytesIO()
    with (
        gzip.GzipFile("", "wb", 1, raw, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for info, data in members:
            tar.addfile(info, io.BytesIO(data) if info.isreg() else None)
    data = raw.getvalue() + behind
    archive.write_bytes(data + seal(hashlib.sha256(data).hexdigest()))
    return archive


def file_entry(path: str, data: bytes = b"x") -> Entry:
    info = tarfile.TarInfo(path)
    info.size = len(data)
    return info, data


def with_manifest(members: list[Entry], change: Callable[[dict[str, object]], None]) -> list[Entry]:
    """Return the members with the manifest changed and written again in its one spelling."""
    content = json.loads(members[0][1])
    change(content)
    return [file_entry("manifest.json", canonical_json(content)), *members[1:]]


def listed(members: list[Entry], path: str, data: bytes) -> list[Entry]:
    """Return the members with one more, or another content of one, listed as it is."""

    def change(content: dict[str, object]) -> None:
        member = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        content["members"][path] = member  # type: ignore[index]

    others = [entry for entry in members if entry[0].name != path]
    return [*with_manifest(others, change), file_entry(path, data)]
