"""Which files of a workspace go into a backup: what it cannot be without, and no secret."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from ranking.errors import DataError
from ranking.model.batch import Batch
from ranking.workflow.backup_manifest import FILES, FOLDERS, WORKSPACE

_REFERENCE = re.compile(r"file:\s*([^\"'\n]+)")
"""How a configuration file names a file that holds a secret."""
_URL_FILE = re.compile(r"^\s*url_file\s*=\s*[\"']([^\"'\n]+)", re.MULTILINE)
_FIELD = re.compile(r"\{\w+\}")
_PART = re.compile(r"\..+\.part-[0-9a-f]+")


def backup_files(home: Path, batches: Iterable[Batch]) -> dict[str, Path]:
    """Return path in the backup → file, sorted: of the facts those that the ledger names.

    Raises DataError for what is no plain file: a link would lead out of the backup.
    """
    secret = _secrets(home)
    kept = {
        path: file
        for path, file in _below(home, "config").items()
        if not any(fnmatchcase(path, pattern) for pattern in secret)
    }
    kept |= {name: home / name for name in FILES if (home / name).exists()}
    for folder in FOLDERS:
        if folder not in ("config", "facts"):
            kept |= _below(home, folder)
    kept |= {f"facts/{batch.path}": home / "facts" / batch.path for batch in batches}
    for file in kept.values():
        _check_plain(home, file)
    return {f"{WORKSPACE}{path}": kept[path] for path in sorted(kept)}


def _below(home: Path, folder: str) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for place, folders, names in os.walk(home / folder):
        folders[:] = [name for name in folders if not _PART.fullmatch(name)]
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in [*names, *links]:
            path = Path(place) / name
            if not _PART.fullmatch(name):
                files[path.relative_to(home).as_posix()] = path
    return files


def _secrets(home: Path) -> list[str]:
    """Return patterns of the files that the settings say, or seem, to hold secrets."""
    patterns = ["*.secret", "*.key"]
    settings = [*home.glob("*.toml"), *(home / "config").rglob("*.toml")]
    for path in settings:
        text = path.read_text("utf-8", "replace")
        for named in [*_REFERENCE.findall(text), *_URL_FILE.findall(text)]:
            place = Path(os.path.normpath(home / _FIELD.sub("*", named.strip())))
            if place.is_relative_to(home):
                patterns.append(place.relative_to(home).as_posix())
    return patterns


def _check_plain(home: Path, file: Path) -> None:
    if file.is_symlink() or not file.is_file():
        raise DataError(
            "'{file}' is missing or no plain file; a backup follows no links.",
            file=file.relative_to(home).as_posix(),
            hint="Put the file itself there. 'govrank doctor' names facts that are missing.",
        )
