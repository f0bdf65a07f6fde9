"""Opening a file and telling what each of its tables is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.tables import SkippedSheet, Table, TableFile
from ranking.intake.formats import Format, load_formats, load_mapping
from ranking.intake.recognise import HeaderNotFound, Recognition, recognise, unrecognised_error
from ranking.model.names import storable
from ranking.workflow.workspace import Workspace


@dataclass(frozen=True)
class OpenedTable:
    """A table and what it means."""

    file: str
    table: Table
    recognition: Recognition

    @property
    def sheet(self) -> str:
        """Name of the sheet; empty for CSV and Parquet, whose only table bears the file's name."""
        name = storable(self.table.name)
        return "" if name == Path(self.file).stem else name


@dataclass(frozen=True)
class OpenedFile:
    """The tables of a file that are known, and the sheets that were left out, with the reason."""

    file: TableFile
    name: str
    recognised: tuple[OpenedTable, ...]
    skipped: tuple[SkippedSheet, ...]

    @property
    def kind(self) -> str:
        """Return the format ids, usually one."""
        return "+".join(dict.fromkeys(t.recognition.format.id for t in self.recognised))

    @property
    def dataset(self) -> str:
        """Return what the file is first of all: roster, channels, posts, reprints or articles."""
        return self.recognised[0].recognition.format.dataset


def open_recognised(workspace: Workspace, path: Path, formats: Sequence[Format]) -> OpenedFile:
    """Open a file and recognise its tables by their headers.

    Sheets without a known header are passed over if another sheet has one. Raises
    UnreadableFileError, or IntakeError when no sheet is known.
    """
    file: TableFile = workspace.read_tables(path)
    name = storable(path.name)
    results = [(table, recognise(table, formats)) for table in file.tables]
    known = [OpenedTable(name, t, r) for t, r in results if isinstance(r, Recognition)]
    unknown = [r for _, r in results if isinstance(r, HeaderNotFound)]
    if not known:
        raise unrecognised_error(name, unknown)
    passed_over = [SkippedSheet(sheet.sheet, "no known header") for sheet in unknown]
    return OpenedFile(file, name, tuple(known), (*file.skipped, *passed_over))


def known_formats(workspace: Workspace, mapping: Path | None) -> tuple[Format, ...]:
    """Return the mapping alone if there is one, else every format of workspace and program."""
    if mapping is not None:
        return (load_mapping(mapping),)
    folders = [folder / "sources" for folder in reversed(workspace.settings.config_folders)]
    return load_formats(*folders)
