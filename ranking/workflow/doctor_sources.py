"""Are the interfaces set up soundly? Looks at files and rights, never at what is in a secret."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from ranking.ledger.roster import read_roster
from ranking.source_files import SourceFile, source_files
from ranking.source_files.kinds import ACCOUNT, is_native_id
from ranking.workflow.finding import Finding
from ranking.workflow.workspace import Workspace

_WRITE = "Write each secret into its file, on one line, and run: chmod 600 FILE"
_CONSENT = (
    "Write each secret into its file (chmod 600 FILE); tokens: govrank source authorize {source}"
)
_SHOWN = 3
"""So many files are named; of more, the number is enough."""


def check_sources(workspace: Workspace) -> Iterator[Finding]:
    """Check every source file, and that each secret it names is there for this user alone.

    Raises ConfigError with every fault of the source files, LedgerError when the accounts of a
    source cannot be read.
    """
    sources = source_files(workspace.settings.config_files("sources"))
    if not sources:
        yield Finding("sources", "ok", "no interface is set up: counts come from files")
        return
    yield Finding("sources", "ok", "{names}", params={"names": ", ".join(sources)})
    for name, source in sources.items():
        yield from _secrets(workspace, name, source)


def _secrets(workspace: Workspace, name: str, source: SourceFile) -> Iterator[Finding]:
    files = _secret_files(workspace, source)
    modes = {path: _mode(path) for path in files}
    gone = [path for path in files if modes[path] is None]
    if gone:
        yield Finding(
            "sources",
            "warning",
            "{source}: secret files not there or out of reach: {count} of {all} ({files})",
            _CONSENT if "app_key" in source.credentials else _WRITE,
            {"source": name, "count": len(gone), "all": len(files), "files": _named(gone)},
        )
    bare = [path for path, mode in modes.items() if _open_to_others(mode)]
    if bare:
        yield Finding(
            "sources",
            "warning",
            "{source}: secret files open to every user of this machine: {count} ({files})",
            "Such a file is not read. Run for each of them: chmod 600 FILE",
            {"source": name, "count": len(bare), "files": _named(bare)},
        )


def _secret_files(workspace: Workspace, source: SourceFile) -> list[Path]:
    """Return the files that hold secrets, those of the accounts included, each once."""
    places: list[str] = []
    for name, given in source.credentials.items():
        if not given.startswith("file:"):
            continue
        accounts = _accounts(workspace, source) if ACCOUNT in given else [""]
        places += [source.credential(name, account, workspace.home) for account in accounts]
    return [Path(place.removeprefix("file:")) for place in dict.fromkeys(places)]


def _accounts(workspace: Workspace, source: SourceFile) -> Sequence[str]:
    """Return the native ids the source serves: those it names, else those of today's roster."""
    if source.accounts:
        return list(source.accounts)
    today = workspace.today()
    with workspace.ledger.reading() as connection:
        return [
            span.native_id
            for span in read_roster(connection)
            if span.platform in source.platforms
            and span.covers(today)
            and is_native_id(span.native_id)
        ]


def _mode(path: Path) -> int | None:
    """Return the rights of a file, None where there is none or this user may not look."""
    try:
        found = path.stat().st_mode
    except OSError:
        return None
    return found if stat.S_ISREG(found) else None


def _open_to_others(mode: int | None) -> bool:
    return os.name == "posix" and mode is not None and bool(mode & stat.S_IRWXO)


def _named(paths: Sequence[Path]) -> str:
    more = ", ..." if len(paths) > _SHOWN else ""
    return ", ".join(str(path) for path in paths[:_SHOWN]) + more
