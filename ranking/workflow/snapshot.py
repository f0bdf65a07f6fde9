"""Freeze a month: everything it is computed from, and what it came to, in one folder.

The edition is computed from the files that were written, as ``recompute`` does, and from nothing
else: what the folder does not hold cannot have had a part in it.
"""

from __future__ import annotations

import platform
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import polars as pl

from ranking import __version__
from ranking.campaigns import campaign_files
from ranking.editions.manifest import MANIFEST, make_manifest
from ranking.errors import DataError, EditionError, UsageError
from ranking.i18n import Language
from ranking.ledger.database import Connection
from ranking.ledger.lifecycle import read_revisions
from ranking.ledger.roster import read_channels, read_roster
from ranking.ledger.version import SCHEMA_VERSION
from ranking.lists import load_list
from ranking.model.adjustment import Status
from ranking.model.lifecycle import Revision, State
from ranking.model.month import SHANGHAI, Month
from ranking.workflow.adjust_log import logged_adjustments
from ranking.workflow.configuration import (
    ConfigurationFiles,
    configuration_files,
    read_configuration,
)
from ranking.workflow.facts import facts_until
from ranking.workflow.gather import earlier_units, history, previous_edition
from ranking.workflow.month_inputs import ENGINE
from ranking.workflow.places import snapshot_folder
from ranking.workflow.publishing import read_publishing
from ranking.workflow.recompute import Snapshot, load_snapshot
from ranking.workflow.release import check_settable
from ranking.workflow.snapshot_files import (
    ADJUSTMENTS,
    CHANNELS,
    EARLIER_UNITS,
    FORMAT,
    HISTORY,
    PREVIOUS,
    ROSTER,
    VERSIONS,
    SnapshotHeader,
    compute,
    configuration_in,
    facts_in,
    write_json,
)
from ranking.workflow.whole_folder import whole_folder
from ranking.workflow.workspace import Workspace

_STEPS = 3
_RENAME = (
    "Rename it, or take pdf and png out of formats in the [publish] section of the list file; then "
    "freeze again: govrank freeze {month}"
)
_SINGLE = ("list_file", "method", "features", "text")
"""Configuration that is one file each."""


def write_snapshot(
    workspace: Workspace, connection: Connection, month: Month, revision: int, cut_off: datetime
) -> Snapshot:
    """Write the snapshot of a revision as the month was known at the cut-off; return it.

    The ledger is only read: the caller holds the right to write and records the snapshot. A folder
    that a run left behind which died before that is put aside. Raises EditionError for a revision
    that is frozen and while an adjustment waits for a second person, UsageError for a cut-off to
    come, DataError where nothing was seen by then or the folder cannot be written, ConfigError for
    faulty configuration, and for a name with characters that PDF or PNG cannot print.
    """
    settings, name = workspace.settings, str(month)
    revisions = read_revisions(connection, settings.list_id, name)
    _refuse(workspace, revisions, month, revision, cut_off)
    _refuse_undecided(connection, settings.list_id, name)
    before = [one.manifest_sha256 for one in revisions if one.revision == revision - 1]
    header = SnapshotHeader(
        list_id=settings.list_id,
        month=month,
        revision=revision,
        cut_off=cut_off.astimezone(UTC),
        created_at=workspace.now().astimezone(UTC),
        engine=ENGINE,
        previous_manifest=before[0] if before else None,
    )
    configuration = _sound_configuration(workspace, month)
    folder = snapshot_folder(workspace.home, settings.list_id, name, revision)
    with whole_folder(folder, workspace.still_holder) as part:
        workspace.progress("Freezing the facts", 0, _STEPS)
        _copy_configuration(configuration, configuration_in(part))
        _write_facts(workspace, connection, part, header)
        _write_records(connection, part, header)
        workspace.progress("Ranking", 1, _STEPS)
        result = compute(part, header)
        workspace.progress("Writing the snapshot", 2, _STEPS)
        for name, value in result.files().items():
            write_json(part, name, value)
        manifest = make_manifest(FORMAT, header.fields(), part)
        (part / MANIFEST).write_bytes(manifest)
        made = Snapshot(part, manifest, header, result.edition, result.matches)
        check_settable(made, get_args(Language), _RENAME)
    return load_snapshot(folder)


def _refuse(
    workspace: Workspace,
    revisions: list[Revision],
    month: Month,
    revision: int,
    cut_off: datetime,
) -> None:
    if any(one.revision == revision and one.state is not State.DRAFT for one in revisions):
        raise EditionError(
            "{month} r{revision} has been frozen; what came later waits for a revision.",
            month=str(month),
            revision=revision,
            hint="Begin one with: govrank revise {month} --reason R1 --note TEXT",
        )
    if cut_off > workspace.now():
        raise UsageError(
            "The cut-off {cut_off} is still to come: {month} cannot be frozen before it.",
            cut_off=_local(cut_off),
            month=str(month),
            hint="Freeze the month at that time or later, or name an earlier --cut-off.",
        )


def _refuse_undecided(connection: Connection, list_id: str, month: str) -> None:
    """Raise EditionError for the first adjustment that nobody has decided on."""
    for one in logged_adjustments(connection, list_id, month):
        if one.status is Status.PROPOSED:
            raise EditionError(
                "Adjustment {number} of {month} ({kind}) waits for a second person.",
                number=one.number,
                month=month,
                kind=one.kind.value,
                hint="Decide first: govrank adjust confirm {month} {number}, or reject it.",
            )


def _sound_configuration(workspace: Workspace, month: Month) -> ConfigurationFiles:
    """Return the office's own files after reading them: of a fault it is told by their names."""
    files = configuration_files(workspace.settings, month)
    read_publishing(files, read_configuration(files, month).list_file)
    return files


def _copy_configuration(found: ConfigurationFiles, copies: ConfigurationFiles) -> None:
    pairs = [(getattr(found, name), getattr(copies, name)) for name in _SINGLE]
    pairs += [(path, copies.campaigns / path.name) for path in campaign_files(found.campaigns)]
    template = load_list(found.list_file).publish.docx_template
    if template:
        pairs.append((found.templates / template, copies.templates / template))
    for path, copy in pairs:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _write_facts(
    workspace: Workspace, connection: Connection, part: Path, header: SnapshotHeader
) -> None:
    list_file = load_list(configuration_in(part).list_file)
    frames = facts_until(workspace, connection, str(header.month), list_file, header.cut_off)
    if "posts" not in frames:
        raise DataError(
            "No post of {month} was seen by the cut-off, {cut_off}.",
            month=str(header.month),
            cut_off=_local(header.cut_off),
            hint="Import or collect the month, or name a later --cut-off.",
        )
    (part / "facts").mkdir()
    for dataset, frame in frames.items():
        frame.write_parquet(facts_in(part)[dataset], compression="zstd", compression_level=1)


def _write_records(connection: Connection, part: Path, header: SnapshotHeader) -> None:
    """Write what the ledger knows of accounts, channels, adjustments and earlier editions."""
    versions = {
        "govrank": __version__,
        "python": platform.python_version(),
        "polars": pl.__version__,
        "schema": SCHEMA_VERSION,
    }
    for name, value in (
        (ROSTER, read_roster(connection)),
        (CHANNELS, read_channels(connection)),
        (ADJUSTMENTS, logged_adjustments(connection, header.list_id, str(header.month))),
        (PREVIOUS, previous_edition(connection, header.list_id, header.month)),
        (EARLIER_UNITS, earlier_units(connection, header.list_id, header.month)),
        (HISTORY, history(connection, header.list_id, header.month)),
        (VERSIONS, versions),
    ):
        write_json(part, name, value)


def _local(instant: datetime) -> str:
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
