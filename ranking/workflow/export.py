"""Write an edition's files, each whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from ranking.errors import UsageError
from ranking.i18n import Language, Translator
from ranking.render.export import files
from ranking.workflow.edition_inputs import edition_inputs
from ranking.workflow.editions import month_edition
from ranking.workflow.publication import publication
from ranking.workflow.publishing import read_publishing
from ranking.workflow.workspace import Workspace


def export_month(workspace: Workspace, month: str, folder: Path, language: Language) -> list[Path]:
    """Write JSON, CSV and XLSX of a month's edition into a folder; return the paths.

    Raises UsageError when the folder cannot be written.
    """
    found = month_edition(workspace, month)
    inputs = edition_inputs(workspace, found.edition)
    told = publication(inputs, found.edition, found.standing, language)
    publishing = read_publishing(inputs.configuration.files, inputs.configuration.list_file)
    content = files(told, publishing, Translator(language))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(folder / name, data) for name, data in sorted(content.items())]
    except OSError as error:
        raise UsageError(
            "'{folder}' cannot be written: {reason}.",
            folder=str(folder),
            reason=error.strerror or error,
            hint="Name a folder you may write to with --to DIR; check that the disk is not full.",
        ) from error


def _write(path: Path, data: bytes) -> Path:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path
