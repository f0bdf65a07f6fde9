"""Is the workspace fit for work? Every check says what it found and, if need be, what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ranking.errors import GovrankError
from ranking.facts.files import damaged
from ranking.ledger.batches import read_batches
from ranking.ledger.database import Connection
from ranking.ledger.errors import shown
from ranking.ledger.events import broken_event, last_event_at
from ranking.ledger.imports import read_imports
from ranking.ledger.roster import read_roster
from ranking.ledger.runs import last_run_at
from ranking.ledger.version import SCHEMA_VERSION
from ranking.methods.load import load_method
from ranking.model.month import SHANGHAI, Month
from ranking.workflow.adjust_evidence import check_adjustments
from ranking.workflow.backup_doctor import check_backup
from ranking.workflow.configuration import all_campaigns, list_of, matching_rules
from ranking.workflow.doctor_formats import check_formats
from ranking.workflow.doctor_sources import check_sources
from ranking.workflow.finding import Finding
from ranking.workflow.method_files import feature_cards
from ranking.workflow.workspace import Workspace

_LOW_SPACE = 1 << 30
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_CHINESE_FONTS = (
    "cjk",
    "noto sans sc",
    "notosanssc",
    "simsun",
    "simhei",
    "simfang",
    "msyh",
    "pingfang",
    "songti",
    "wqy",
    "sourcehan",
    "fangsong",
    "droidsansfallback",
)


Check = Callable[[Workspace], Iterator[Finding]]


def examine(workspace: Workspace, *more: tuple[str, Check]) -> list[Finding]:
    """Run all checks, and ``more`` of the layers above; one that cannot be made is a fault."""
    checks = (*_CHECKS, *more)
    return [finding for name, check in checks for finding in _guarded(name, check, workspace)]


def _guarded(name: str, check: Check, workspace: Workspace) -> Iterator[Finding]:
    try:
        yield from check(workspace)
    except GovrankError as error:
        yield Finding(name, "fault", error.template, error.hint, error.params)


def _workspace(workspace: Workspace) -> Iterator[Finding]:
    yield Finding("workspace", "ok", "{home}", params={"home": str(workspace.home)})
    writable = os.access(workspace.home, os.W_OK)
    yield Finding(
        "permissions",
        "ok" if writable else "fault",
        "the folder can be written" if writable else "the folder cannot be written",
        "" if writable else "Give this user the right to write it.",
    )
    free = shutil.disk_usage(workspace.home).free
    low = free < _LOW_SPACE
    yield Finding(
        "disk",
        "warning" if low else "ok",
        "{free} MB free",
        "Make room: a month of a large city needs some 200 MB." if low else "",
        {"free": free >> 20},
    )


def _database(workspace: Workspace) -> Iterator[Finding]:
    ledger = workspace.ledger
    version = ledger.version()
    if version != SCHEMA_VERSION:
        yield Finding(
            "database",
            "fault",
            "{ledger}: schema {found}, {wanted} needed",
            "Run: govrank doctor --repair",
            {"ledger": shown(ledger.url), "found": version or "-", "wanted": SCHEMA_VERSION},
        )
        return
    with ledger.reading() as connection:
        broken = broken_event(connection)
        imports, batches = len(read_imports(connection)), read_batches(connection)
        accounts = len({span.account for span in read_roster(connection)})
    yield Finding(
        "database",
        "ok",
        "{ledger}: {imports} imports, {batches} batches of facts",
        params={"ledger": shown(ledger.url), "imports": imports, "batches": len(batches)},
    )
    yield _chain(broken)
    bad = damaged(workspace.settings.facts, batches)
    yield Finding(
        "facts",
        "fault" if bad else "ok",
        "damaged or missing: {files}" if bad else "every file is as it was recorded",
        "Restore these files from a backup." if bad else "",
        {"files": ", ".join(batch.path for batch in bad)},
    )
    yield Finding(
        "roster",
        "ok" if accounts else "warning",
        "{accounts} accounts",
        "" if accounts else "Import one with: govrank roster import FILE",
        {"accounts": accounts},
    )


def _chain(broken: int | None) -> Finding:
    if broken is None:
        return Finding("audit log", "ok", "every event follows from the one before")
    return Finding(
        "audit log",
        "fault",
        "event {event} does not follow from the one before: the log was changed",
        "Restore the ledger from a backup.",
        {"event": broken},
    )


def _configuration(workspace: Workspace) -> Iterator[Finding]:
    settings = workspace.settings
    cards = feature_cards(settings.config_folders)
    title = list_of(settings).title
    yield Finding("list", "ok", "{title}", params={"title": title})
    methods = settings.config_files("methods")
    for path in methods.values():
        load_method(path, cards)
    yield Finding("methods", "ok", "{names}", params={"names": ", ".join(methods)})
    count = len(all_campaigns(settings))
    yield Finding("campaigns", "ok", "{count} campaign(s)", params={"count": count})
    rules = matching_rules(settings)
    yield Finding("matching", "ok", "version {version}", params={"version": rules.version})


def _clock(workspace: Workspace) -> Iterator[Finding]:
    now = workspace.now()
    with workspace.ledger.reading() as connection:
        recorded = {found: last(connection) for found, last in _RECORDED}
    behind = {found: at for found, at in recorded.items() if at is not None and now < at}
    for found, at in behind.items():
        yield Finding("clock", "fault", found, _BEHIND, {"now": _shown(now), "latest": _shown(at)})
    if not behind:
        yield Finding(
            "clock", "ok", "it is {day} in Shanghai", params={"day": str(workspace.today())}
        )


def _last_import_at(connection: Connection) -> datetime | None:
    return max((record.imported_at for record in read_imports(connection)), default=None)


def _shown(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


_RECORDED: tuple[tuple[str, Callable[[Connection], datetime | None]], ...] = (
    ("the clock says {now}, but the last import was at {latest}", _last_import_at),
    ("the clock says {now}, but the last step of an edition was at {latest}", last_event_at),
    ("the clock says {now}, but the schedule last worked at {latest}", last_run_at),
)
_BEHIND = (
    "Set the clock of this computer. If it is right, it was ahead once: see 'A clock that was "
    "ahead' in docs/operations.md."
)


def _calendar(workspace: Workspace) -> Iterator[Finding]:
    now = workspace.now()
    offset = now.astimezone(SHANGHAI).utcoffset()
    right = offset == timedelta(hours=8)
    yield Finding(
        "calendar",
        "ok" if right else "fault",
        "business month {month}; Asia/Shanghai is UTC{offset}",
        "" if right else "Install time zone data: pip install tzdata",
        {"month": str(Month.of(now)), "offset": f"{now.astimezone(SHANGHAI):%z}"},
    )


def _fonts(_: Workspace) -> Iterator[Finding]:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*"))
    names = (path.name.lower().replace("-", "") for path in files)
    found = next((n for n in names if any(c in n for c in _CHINESE_FONTS)), None)
    yield Finding(
        "fonts",
        "ok" if found else "warning",
        "{font}" if found else "no Chinese font on this computer",
        "" if found else "The workbook names its fonts; open it where Chinese fonts are installed.",
        {"font": found or ""},
    )


_CHECKS = (
    ("workspace", _workspace),
    ("database", _database),
    ("adjustments", check_adjustments),
    ("configuration", _configuration),
    ("sources", check_sources),
    ("clock", _clock),
    ("calendar", _calendar),
    ("fonts", _fonts),
    ("formats", check_formats),
    ("backup", check_backup),
)
