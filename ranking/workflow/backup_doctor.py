"""Is there a backup, and is it fresh?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from ranking.ledger.events import last_event_at
from ranking.ledger.imports import read_imports
from ranking.workflow.backup import LAST_BACKUP
from ranking.workflow.finding import Finding
from ranking.workflow.workspace import Workspace

_STALE = timedelta(days=35)
"""A month's edition, and some days to think of it."""
_TODO = "Make one, on another disk: govrank backup FOLDER"


def check_backup(workspace: Workspace) -> Iterator[Finding]:
    """Say when the workspace was last backed up; warn when that is long ago or never was."""
    made = _last(workspace)
    if made is None:
        with workspace.ledger.reading() as connection:
            something = last_event_at(connection) is not None or bool(read_imports(connection))
        yield Finding(
            "backup",
            "warning" if something else "ok",
            "there is no backup" if something else "no backup yet, and nothing to lose",
            _TODO if something else "",
        )
        return
    stale = workspace.now() - made > _STALE
    yield Finding(
        "backup",
        "warning" if stale else "ok",
        "the last backup was made on {day}",
        _TODO if stale else "",
        {"day": f"{made:%Y-%m-%d}"},
    )


def _last(workspace: Workspace) -> datetime | None:
    try:
        note = json.loads((workspace.home / LAST_BACKUP).read_bytes())
        made = datetime.fromisoformat(note["created_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if made.tzinfo else None
