"""Write an edition's files, each whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ranking.errors import ConfigError, UsageError
from ranking.i18n import Language, Translator
from ranking.model.names import nearest
from ranking.publish_rules import FORMATS, Format
from ranking.render.export import files, formats_of, stem, unsettable
from ranking.render.renderers import check_makeable, lacking
from ranking.workflow.editions import month_edition
from ranking.workflow.publication import month_publication
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class ExportedFile:
    """A file that was written: its size in bytes and its SHA-256 (hex)."""

    path: Path
    format: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Exported:
    """What was written, by name, and the formats of the list that were left out.

    ``left_out``: format → the package that it needs. ``unsettable``: format → the error that names
    the characters which its font lacks.
    """

    files: tuple[ExportedFile, ...]
    left_out: Mapping[Format, str]
    unsettable: Mapping[Format, ConfigError]


def export_month(
    workspace: Workspace,
    month: str,
    folder: Path,
    language: Language,
    formats: Sequence[str] = (),
) -> Exported:
    """Write a month's edition into a folder: in these formats, or (none) in those of its list.

    Of the list's formats those are left out that cannot be made here, or cannot set a name. Raises
    UsageError for an unknown format or a folder that cannot be written, ConfigError for a format
    that was asked for and cannot be made.
    """
    asked = [_known(name) for name in formats]
    check_makeable(asked)
    found = month_edition(workspace, month)
    told, publishing = month_publication(workspace, found, language)
    wanted = asked or formats_of(publishing.rules)
    left_out, tr = lacking(wanted), Translator(language)
    here = [name for name in wanted if name not in left_out]
    mute = {} if asked else unsettable(told, publishing, tr, here)
    content = files(
        told,
        publishing,
        tr,
        [name for name in here if name not in mute],
        lambda done, count: workspace.progress("Writing files", done, count),
    )
    return Exported(_write_all(folder, stem(found.edition), content), left_out, mute)


def _known(name: str) -> Format:
    for known in FORMATS:
        if name.lower() == known:
            return known
    raise UsageError(
        "There is no format '{name}'; there are {known}.",
        name=name,
        known=", ".join(FORMATS),
        near=nearest(name, FORMATS, 1),
        hint="Name one or more: --format docx --format pdf",
    )


def _write_all(folder: Path, begin: str, content: Mapping[str, bytes]) -> tuple[ExportedFile, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = tuple(_write(folder / name, data) for name, data in sorted(content.items()))
        for path in _former_pages(folder, begin, content):
            path.unlink()
        return done
    except OSError as error:
        raise UsageError(
            "'{folder}' cannot be written: {reason}.",
            folder=str(folder),
            reason=error.strerror or error,
            hint="Name a folder you may write to with --to DIR; check that the disk is not full.",
        ) from error


def _former_pages(folder: Path, begin: str, content: Mapping[str, bytes]) -> list[Path]:
    """Return what an earlier export of the month left of a format that has other pages now."""
    formats = "|".join({name.rpartition(".")[2] for name in content})
    ours = re.compile(rf"{re.escape(begin)}(-[0-9]+)?\.({formats})")
    return [p for p in folder.iterdir() if ours.fullmatch(p.name) and p.name not in content]


def _write(path: Path, data: bytes) -> ExportedFile:
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    format_ = path.suffix.removeprefix(".")
    return ExportedFile(path, format_, len(data), hashlib.sha256(data).hexdigest())
